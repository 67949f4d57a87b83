"""Whether a text is in another language than English, by its commonest words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ENGLISH = frozenset({
    "the", "a", "an", "and", "of", "to", "in", "is", "it", "i", "you", "that", "your",
    "this", "we", "for", "on", "with", "my", "me", "at", "be", "are", "have", "from", "as",
    "by", "or", "if", "can", "call", "its", "im", "he", "she", "they", "our", "so", "what",
    "about", "who", "how", "was", "will", "would", "not", "but",
})  # fmt: skip
OTHERS = frozenset({
    "auch", "auf", "avec", "bitte", "bonjour", "buongiorno", "che", "como", "dans", "das", "dat",
    "della", "der", "een", "ein", "eine", "el", "es", "est", "estoy", "et", "für", "gracias",
    "grazie", "haben", "hallo", "hola", "ich", "ik", "ist", "je", "las", "le", "los", "merci",
    "meu", "mit", "nicht", "niet", "nous", "não", "obrigado", "para", "pas", "por", "que", "qui",
    "sie", "sono", "su", "sur", "uma", "una", "und", "une", "usted", "você", "von", "votre",
    "vous", "wir", "zijn", "zu",
})  # fmt: skip
"""Common words of German, French, Spanish, Italian, Portuguese and Dutch that English lacks."""
PLACES = re.compile(r"\b(?:El|La|Las|Los|Le|San|Santa) [A-Z][a-z]+")
"""Las Vegas and El Paso are in English sentences too."""
MIN_WORDS = 6
MIN_FOREIGN = 3
"""So many different words of another language, and more of them than English ones."""
MIN_LETTERS = 12
"""So many letters of another script, and more of them than Latin ones."""


@lru_cache(maxsize=16)
def is_another_language(text: str) -> bool:
    """Whether a text is so clearly not English that nothing can be judged in it."""
    if _is_another_script(text):
        return True
    words = re.findall(r"\w+", PLACES.sub("", text).lower())
    if len(words) < MIN_WORDS:
        return False
    foreign = [w for w in words if w in OTHERS]
    english = [w for w in words if w in ENGLISH]
    return len(set(foreign)) >= MIN_FOREIGN and len(foreign) > len(english)


def _is_another_script(text: str) -> bool:
    """Whether most letters are no Latin ones; wide letters and those with accents are Latin."""
    letters = [c for c in text if c.isalpha()]
    latin = sum(c.isascii() or "LATIN" in unicodedata.name(c, "") for c in letters)
    other = len(letters) - latin
    return other >= MIN_LETTERS and other > latin
