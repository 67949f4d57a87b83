"""Why a command stops: a sentence, and the exit code that belongs to it."""


class BadInput(Exception):
    """What was given cannot be used. Exit code 2."""
