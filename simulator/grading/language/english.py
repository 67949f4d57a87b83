"""Whether a text is in another language than English, by its commonest words."""

from __future__ import annotations

import re

ENGLISH = frozenset(
    "the a an and of to in is it i you that your this we for on with my me at be are have from as by "
    "or if can call its im he she they our so what about who how was will would not but".split()
)
OTHERS = frozenset(
    # German, French, Spanish, Italian, Portuguese, Dutch: words that English does not have
    "der die das und ich nicht ist sie ein eine mit für auf dem den von zu wir haben bitte auch "
    "le la les et vous je est des une nous pour que qui dans avec sur pas votre merci bonjour "
    "el los las una es por con para su como hola gracias usted estoy mi "
    "il di che non sono per grazie buongiorno uno della "
    "o os as um uma não você meu obrigado com "
    "het een ik van niet dat zijn voor met hallo".split()
) - {"die", "um", "as", "o", "con", "mi", "la", "dem", "den", "des", "per", "uno", "van", "com"}
MIN_WORDS = 6
MIN_FOREIGN = 3
"""So many different words of another language, and more of them than English ones."""


def is_another_language(text: str) -> bool:
    """Whether a text is so clearly not English that nothing can be judged in it."""
    words = re.findall(r"\w+", text.lower())
    if len(words) < MIN_WORDS:
        return False
    foreign = [w for w in words if w in OTHERS]
    english = [w for w in words if w in ENGLISH]
    return len(set(foreign)) >= MIN_FOREIGN and len(foreign) > len(english)
