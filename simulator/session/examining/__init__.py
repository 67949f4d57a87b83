"""Exams: running one, sealing what came of it in a file, and verifying such a file.

One rule: what a sealed file says is what follows from the journals in it, and nothing else.
"""
