"""Count syllables by groups of vowels: 117 counted where 115 were spoken, in a message."""

from __future__ import annotations

import re

VOWELS = re.compile(r"[aeiouy]+")
SILENT_END = re.compile(r"(?<=[^aeiouyl])e$|(?<=[aeiouy][lr])e$|(?<=[^aeiouytd])ed$")
SEVEN_SYLLABLES = 2
"""The one digit that has more than one."""


def syllables(word: str) -> int:
    """How many syllables a word has, at least one; digits are read one by one."""
    digits = [c for c in word if c.isdecimal()]
    if digits:
        return len(digits) + digits.count("7") * (SEVEN_SYLLABLES - 1)
    letters = "".join(c for c in word.lower() if c.isalpha())
    return max(1, len(VOWELS.findall(SILENT_END.sub("", letters))))
