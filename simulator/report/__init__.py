"""Progress for those who read it: in sentences, as JSON, as a table, and as a page to print.

Values in, text out: no clock, no file, no screen. The front ends print, write and show it.
"""
