"""Reading words: digits, names, requests, hooks, fillers, in text that may have been misheard."""
