"""What a rep does between two calls to get better; pure, like grading, on which it rests."""
