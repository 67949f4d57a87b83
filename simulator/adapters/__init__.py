"""One module an outside thing. Rule: no adapter imports another; only bootstrap picks them."""
