"""Why a command stops: a sentence, and the exit code that belongs to it."""


class BadInput(Exception):
    """What was given cannot be used. Exit code 2."""


def refuse_broken_text(option: str, text: str) -> None:
    """Hold a text from the command line to UTF-8.

    Raises:
        BadInput: it holds bytes that are none.
    """
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise BadInput(f"{option}: the text is not UTF-8. Set the terminal to UTF-8 and retype it.")
