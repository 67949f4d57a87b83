"""One module for each outside thing. Rule: no adapter imports another; only bootstrap picks them."""
