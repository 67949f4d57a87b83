"""From samples to words, the pure part: where to cut, what to believe. Knows no model, no file."""
