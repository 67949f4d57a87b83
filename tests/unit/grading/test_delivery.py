"""Times of a message, and the figures made of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.grading.delivery import (
    CLIPPED,
    NO_BASELINE,
    NO_MESSAGE,
    NO_NUMBER,
    NO_PAUSES,
    NO_SOUND,
    OF_SOUND,
    OTHER_BAND,
    PACES_DIFFER,
    QUIET,
    TELEPHONE,
    TOO_FEW_WORDS,
    TYPED,
    VERY_FLAT,
    delivery,
    words_per_minute,
)
from simulator.grading.language.syllables import syllables
from simulator.grading.rubric import default_rubric
from simulator.grading.score import Delivery
from simulator.grading.timing import moment_of, outside, pauses, speech_bounds
from simulator.grading.transcript import (
    Baseline,
    EnergyParts,
    Moment,
    Span,
    Transcript,
    Voice,
    spoken,
    typed,
)
from tests.unit.grading.played import SPOKEN, said

READING = default_rubric().reading
NUMBER = "617-555-0142"
FIGURES = set(Delivery.model_fields) - {"not_measured", "warnings", "pace_over_time"}
VOICE = Voice(
    seconds=18.0, speech=(Moment(0.0, 12.0), Moment(13.0, 17.0)), level_db=-20.0,
    clipped_share=0.0, is_telephone_band=False, syllables_per_second=2.1,
    parts=EnergyParts(30.0, 180.0, 2.1, 500.0), energy=0.4,
)  # fmt: skip


def message(speech: tuple[Moment, ...] = (Moment(0.0, 12.0), Moment(13.0, 17.0))) -> Transcript:
    """Twelve words in twelve seconds, a pause of one, then the number in four."""
    words = [("open", float(i), i + 1.0, 0.9, False) for i in range(12)]
    number = [("617", 13.0, 14.0, 0.9, False), ("555", 14.0, 15.0, 0.9, False),
              ("0142", 15.0, 17.0, 0.9, False)]  # fmt: skip
    return spoken((*words, *number), 18.0, speech)


def test_pace_leaves_the_phone_number_out_and_pauses_in() -> None:
    # 12 words in 17 seconds less the 4 of the number.
    assert words_per_minute(message(), NUMBER, READING) == round(12 / 13 * 60, 2)


def test_fillers_and_marks_are_no_words() -> None:
    words = [("so", i * 1.0, i + 1.0, 0.9, False) for i in range(10)]
    fillers = [("um", 10.0, 11.0, 0.9, True), ("...", 11.0, 12.0, 0.9, False)]
    transcript = spoken((*words, *fillers), 12.0, (Moment(0.0, 12.0),))

    assert words_per_minute(transcript, NUMBER, READING) == 50


def test_all_figures_of_a_spoken_message() -> None:
    figures = delivery(message(), NUMBER, READING)

    assert figures.syllables_per_second == round(24 / 12, 2)
    assert figures.digits_per_second == 2.5
    assert figures.pauses == 1
    assert figures.speech_seconds == 16
    assert figures.fillers_per_minute == 0
    assert figures.not_measured == {
        "energy_baseline": NO_SOUND, **dict.fromkeys(OF_SOUND, NO_SOUND),
    }  # fmt: skip


def test_a_digit_that_was_not_heard_was_said_all_the_same() -> None:
    words = [
        ("617", 0.0, 1.0, 0.9, False),
        ("55", 1.0, 2.0, 0.9, False),
        ("0142", 2.0, 4.0, 0.9, False),
    ]
    heard = spoken(tuple(words), 4.0, (Moment(0.0, 4.0),))

    assert delivery(heard, NUMBER, READING).digits_per_second == 2.5


def test_what_was_measured_in_the_sound_stands_beside_what_was_heard() -> None:
    figures = delivery(replace(message(), voice=VOICE), NUMBER, READING)

    assert (figures.energy, figures.pitch_semitones_per_second) == (0.4, 30)
    assert (figures.intensity_db_per_second, figures.centroid_hz) == (180, 500)
    assert (figures.syllables_per_second_by_sound, figures.longest_run_seconds) == (2.1, 12)
    assert figures.not_measured == dict.fromkeys(
        ("energy_baseline", "energy_over_baseline"), NO_BASELINE
    )
    assert figures.warnings == ()


def test_energy_is_compared_with_the_reps_own_reading() -> None:
    voice = replace(VOICE, baseline=Baseline(-0.2))
    figures = delivery(replace(message(), voice=voice), NUMBER, READING)

    assert (figures.energy_baseline, figures.energy_over_baseline) == (-0.2, 0.6)
    assert figures.not_measured == {}


def test_a_telephone_is_never_compared_with_a_wideband_reading() -> None:
    voice = replace(VOICE, baseline=Baseline(-0.2, is_telephone_band=True))
    figures = delivery(replace(message(), voice=voice), NUMBER, READING)

    assert figures.energy_over_baseline is None
    assert figures.not_measured == {"energy_over_baseline": OTHER_BAND}


def test_words_begun_anew_and_the_pace_of_each_sentence_are_told() -> None:
    said_twice = said("The the vans stand still at night. They could do better in Reno.", 6.0)
    figures = delivery(said_twice, NUMBER, READING)

    assert figures.restarts == 1
    assert [p.text for p in figures.pace_over_time] == [
        "The the vans stand still at night.", "They could do better in Reno.",
    ]  # fmt: skip


def test_a_voice_that_could_not_be_measured_says_why() -> None:
    unmeasured = replace(
        VOICE, parts=None, energy=None, syllables_per_second=None, not_measured="Too short."
    )
    figures = delivery(replace(message(), voice=unmeasured), NUMBER, READING)

    assert (figures.energy, figures.not_measured["energy"]) == (None, "Too short.")
    assert figures.clipped_share == 0


@pytest.mark.parametrize(
    ("voice", "warning"),
    [
        (replace(VOICE, clipped_share=0.01), CLIPPED),
        (replace(VOICE, level_db=-60.0), QUIET),
        (replace(VOICE, is_telephone_band=True), TELEPHONE),
        (replace(VOICE, energy=-3.0), VERY_FLAT),
        (replace(VOICE, syllables_per_second=4.0), PACES_DIFFER),
    ],
)
def test_what_makes_figures_doubtful_is_said(voice: Voice, warning: str) -> None:
    assert delivery(replace(message(), voice=voice), NUMBER, READING).warnings == (warning,)


def test_far_fewer_words_than_there_are_syllables_in_the_sound_are_said() -> None:
    few = replace(said("Call me", 18.0), voice=VOICE)
    short = replace(said("Call me", 1.0), voice=replace(VOICE, speech=(Moment(0.0, 1.0),)))

    assert delivery(few, NUMBER, READING).warnings == (PACES_DIFFER,)
    assert delivery(short, NUMBER, READING).warnings == ()


def test_where_no_speech_was_found_there_is_no_longest_run() -> None:
    nothing = replace(VOICE, speech=(), parts=None, energy=None, not_measured="Nothing.")
    figures = delivery(replace(message(), voice=nothing), NUMBER, READING)

    assert figures.longest_run_seconds is None
    assert figures.not_measured["longest_run_seconds"] == "Nothing."


def test_a_silent_take_has_no_level_to_warn_of() -> None:
    silent = replace(VOICE, level_db=None)

    assert delivery(replace(message(), voice=silent), NUMBER, READING).warnings == ()


@pytest.mark.parametrize(("transcript", "reason"), [(None, NO_MESSAGE), (typed("Hi."), TYPED)])
def test_without_sound_every_figure_says_why_it_is_missing(
    transcript: Transcript | None, reason: str
) -> None:
    figures = delivery(transcript, NUMBER, READING)

    assert figures.not_measured == dict.fromkeys(FIGURES, reason)
    assert all(getattr(figures, name) is None for name in FIGURES)


def test_what_is_missing_in_a_short_message_says_why() -> None:
    figures = delivery(said("Hi Dana.", 1.0), NUMBER, READING)

    assert figures.words_per_minute is None
    assert figures.not_measured["words_per_minute"] == TOO_FEW_WORDS
    assert figures.not_measured["syllables_per_second"] == TOO_FEW_WORDS
    assert figures.not_measured["digits_per_second"] == NO_NUMBER


def test_pauses_are_not_counted_where_speech_was_not_looked_for() -> None:
    figures = delivery(message(speech=()), NUMBER, READING)

    assert figures.pauses is None
    assert figures.not_measured["pauses"] == NO_PAUSES


def test_every_missing_figure_has_a_reason_and_no_other_has_one() -> None:
    for transcript in (None, typed("Hi."), said("Hi", 1), said("", 4), message(), message(())):
        figures = delivery(transcript, NUMBER, READING)
        missing = {name for name in FIGURES if getattr(figures, name) is None}
        assert missing == set(figures.not_measured)


def test_a_pause_inside_the_phone_number_does_not_count() -> None:
    speech = (Moment(0.0, 12.0), Moment(13.0, 14.0), Moment(14.9, 17.0))

    assert delivery(message(speech), NUMBER, READING).pauses == 1


def test_a_short_silence_is_no_pause() -> None:
    assert pauses(message((Moment(0, 5), Moment(5.4, 6), Moment(7, 8))), (), 0.5) == 1


def test_a_message_lasts_from_the_first_speech_to_the_last() -> None:
    assert speech_bounds(message()) == Moment(0.0, 17.0)
    assert speech_bounds(message(speech=())) == Moment(0.0, 17.0)
    assert speech_bounds(said("", 4)) is None
    assert speech_bounds(typed("Hi.")) is None


def test_a_message_of_nothing_but_its_number_has_no_pace() -> None:
    assert words_per_minute(said("617-555-0142", 4), NUMBER, READING) is None


def test_words_faster_than_anybody_speaks_have_no_pace() -> None:
    rushed = spoken(tuple((f"w{i}", i * 5e-324, i * 5e-324, 1.0, False) for i in range(12)), 1, ())

    assert words_per_minute(rushed, NUMBER, READING) is None


def test_a_typed_message_has_no_seconds_of_speech_and_a_silent_take_has_none() -> None:
    assert typed("one two").speech_seconds is None
    assert said("", 4).speech_seconds == 0


@pytest.mark.parametrize("again_seconds", [0.0, 0.4])
def test_what_leads_from_the_number_to_itself_is_left_out_whatever_time_it_was_given(
    again_seconds: float,
) -> None:
    ends = 16.0 + again_seconds
    words = [(f"word{i}", float(i), i + 0.9, 0.9, False) for i in range(12)]
    words += [("617-555-0142.", 12.0, 16.0, 0.9, False), ("Again,", 16.0, ends, 0.9, False)]
    words += [("617-555-0142.", 17.0, 21.0, 0.9, False)]
    figures = delivery(spoken(tuple(words), 22, (Moment(0.0, 21.0),)), NUMBER, READING)

    assert figures.words_per_minute == 60, "twelve words in twelve seconds"


def test_the_pause_between_two_numbers_is_one_of_the_message() -> None:
    words = [(f"word{i}", float(i), i + 0.9, 0.9, False) for i in range(12)]
    words += [("617-555-0142.", 12.0, 18.0, 0.9, False), ("Again,", 18.0, 18.0, 0.9, False)]
    words += [("617-555-0142.", 18.0, 22.0, 0.9, False)]
    speech = (Moment(0.0, 12.0), Moment(12.2, 16.0), Moment(17.0, 22.0))
    figures = delivery(spoken(tuple(words), 22, speech), NUMBER, READING)

    assert figures.words_per_minute == round(12 / 13 * 60, 2), "twelve seconds, and one of silence"


def test_what_stands_between_two_numbers_counts_where_it_is_more_than_a_few_words() -> None:
    words = [(f"word{i}", float(i), i + 0.9, 0.9, False) for i in range(12)]
    words += [("617-555-0142.", 12.0, 16.0, 0.9, False)]
    words += [(f"more{i}", 16.0 + i, 16.9 + i, 0.9, False) for i in range(6)]
    words += [("617-555-0142.", 22.0, 26.0, 0.9, False)]
    figures = delivery(spoken(tuple(words), 26, (Moment(0.0, 26.0),)), NUMBER, READING)

    assert figures.words_per_minute == 60, "eighteen words in eighteen seconds"


def test_typed_words_have_no_moment_and_no_outside() -> None:
    assert moment_of(typed("one two"), Span(0, 3)) is None
    assert outside(typed("one two"), ()) is None


def test_a_second_of_silence_around_a_message_changes_no_figure() -> None:
    later = tuple(
        (w.text, (w.start or 0) + 1, (w.end or 0) + 1, w.probability, False) for w in SPOKEN.words
    )
    shifted = spoken(later, 24, (Moment(1.0, 23.0),))

    figures, later_figures = (delivery(t, NUMBER, READING) for t in (SPOKEN, shifted))
    starts = [p.from_seconds for p in figures.pace_over_time]
    assert [p.from_seconds - 1 for p in later_figures.pace_over_time] == pytest.approx(starts)
    without_times = {"pace_over_time": ()}
    assert later_figures.model_copy(update=without_times) == figures.model_copy(
        update=without_times
    )


@pytest.mark.parametrize(
    ("word", "count"),
    [("time", 1), ("people", 2), ("rule", 1), ("opened", 2), ("called", 1), ("wanted", 2),
     ("need", 1), ("be", 1), ("the", 1), ("refrigerated", 5), ("hmm", 1), ("617", 4), ("2.50", 3),
     ("Dana's", 2), ("--", 1)],
)  # fmt: skip
def test_syllables_are_groups_of_vowels(word: str, count: int) -> None:
    assert syllables(word) == count
