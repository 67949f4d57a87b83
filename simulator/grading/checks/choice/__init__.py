"""Where: what the rep did on each line of the call."""
