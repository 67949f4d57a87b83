"""The sounds of a telephone, computed: tones, the line, WAV bytes. Pure functions on samples."""
