"""Reading words: digits, names and requests, in text that a recogniser may have misheard."""
