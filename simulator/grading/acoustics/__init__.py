"""Figures of a voice, from samples alone: pure functions on numpy, one module a measure.

Everything takes float samples, one channel, 16,000 a second (`frames.SAMPLE_RATE_HZ`), in -1..1,
and gives one value for each frame of 10 ms (`frames.HOP_SECONDS`) or one for the whole.
"""
