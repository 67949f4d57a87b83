"""Packs on disk: read within bounds, checked before anything is kept, moved into place at once."""
