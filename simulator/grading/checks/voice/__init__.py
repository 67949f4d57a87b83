"""How: the way in which the message was said."""
