"""One module per criterion, in the package of its part. Adding a file here adds a check."""
