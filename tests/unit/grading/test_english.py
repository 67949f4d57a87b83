"""A message that is not English is not judged; one that is, is, whatever else stands in it."""

from __future__ import annotations

import pytest

from simulator.grading.judge import NOT_ENGLISH
from simulator.grading.language.english import is_another_language
from tests.unit.grading.bakery import MESSAGE, criteria, graded

FOREIGN = {
    "German": "Hallo Owen, hier ist Maya von TrailDesk. Sie haben im Mai das Brot auf die Nacht "
    "verlegt und wir haben das auch mit einer Bäckerei in Leeds. 617-555-0142.",
    "French": "Bonjour Owen, ici Maya Lindqvist de TrailDesk. Vous avez déplacé les livraisons de "
    "pain dans la nuit. Rappelez-moi au 617-555-0142. Merci.",
    "Spanish": "Hola Owen, le habla Maya de TrailDesk. Usted pasó las entregas de pan a la noche y "
    "quisiera contarle por qué una panadería lo hizo. Gracias.",
    "Dutch": "Hallo Owen, je spreekt met Maya van TrailDesk. Ik heb een vraag over het brood, dat "
    "niet meer overdag wordt gereden. Kunt u mij terugbellen?",
    "Hebrew": "שלום אוון זה מאיה לינדקוויסט מטריילדסק אתה העברת את הלחם ללילה",
    "Arabic": "مرحبا أوين هذه مايا من فضلك اتصل بي على الرقم ٦١٧٥٥٥٠١٤٢",
    "Russian": "Здравствуйте, Оуэн, это Майя Линдквист из TrailDesk. Позвоните мне: 617-555-0142.",
    "Chinese": "你好 欧文 我 是 玛雅 请 给 我 回 电话 谢谢 你 再见",
}


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_another_language_is_known(text: str) -> None:
    assert is_another_language(text)


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_of_another_language_nothing_is_found_and_nothing_counts(text: str) -> None:
    card = graded(text)
    states = {c.state for c in card.criteria.values()}
    reasons = {card.criteria[i].why for i in ("personal_hook", "states_name", "feature_dump")}

    assert states == {"not_measured"}
    assert reasons == {NOT_ENGLISH}
    assert (card.score.what, card.passed) == (None, False)


@pytest.mark.parametrize(
    "text",
    [
        "", "Hallo", "Bitte rufen Sie mich an", MESSAGE, MESSAGE.lower(), MESSAGE.upper(),
        "Hola Owen, it's Maya with TrailDesk, and I have a question about your night routes.",
        "Owen, it's Łucja Żółć-Ångström at Crème Brûlée et Soeur, call me about the Dover depot.",
        "Owen, you opened the Café de la Paix and le Bistro, and I can tell you who reads about it",
        "617-555-0142", "Owen Baptiste, Fleet Director, Corner Bakery Supply, Leeds, Dover, Hull",
        MESSAGE.replace(" ", " 😀 "),
        "Hi Owen in Las Vegas, Los Angeles, El Paso, Los Gatos: call Maya Lindqvist, TrailDesk",
        "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in MESSAGE),
    ],
)  # fmt: skip
def test_english_with_foreign_names_or_marks_is_judged(text: str) -> None:
    assert not is_another_language(text)


def test_a_message_with_a_foreign_line_in_it_is_judged_as_english() -> None:
    heard = criteria(f"{MESSAGE} שלום אוון")

    assert heard["personal_hook"].state == "yes"
    assert heard["states_name"].state == "yes"
