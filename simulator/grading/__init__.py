"""A grade is a list of small checks that each bring evidence. Pure: the same input, the same grade."""
