"""What: the words of the message."""
