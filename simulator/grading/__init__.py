"""A grade is a list of small checks that each bring evidence: the same input, the same grade."""
