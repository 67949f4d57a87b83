"""The picture of a voice, on sounds and words of which the answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.grading.acoustics.curves import MOST_POINTS, Curves, GivenUp, curves, means
from simulator.grading.acoustics.picture import NO_PACE, VoicePicture, voice_picture
from simulator.grading.acoustics.voice import NO_VOICE, TOO_SHORT
from simulator.grading.delivery import NO_PAUSES
from simulator.grading.picture_told import voice_in_words, word_in_words
from simulator.grading.score import SentencePace
from simulator.grading.transcript import Moment, Transcript, spoken, typed
from tests.unit.grading.acoustics.sounds import Sound, noise, silence, tone, voice

NO_SOUND = "there is no recording here."


def words(count: int, seconds_each: float = 0.4, fillers: tuple[int, ...] = ()) -> Transcript:
    """So many words, one after another, in speech without a pause."""
    timed = tuple(
        (f"w{i}", i * seconds_each, (i + 0.9) * seconds_each, 0.9, i in fillers)
        for i in range(count)
    )
    end = count * seconds_each
    return spoken(timed, end, (Moment(0.0, end),))


def paces(*words_per_minute: float) -> tuple[SentencePace, ...]:
    """One sentence after another, each of four seconds."""
    return tuple(
        SentencePace(text="x", from_seconds=4 * i, to_seconds=4 * i + 4, words_per_minute=wpm)
        for i, wpm in enumerate(words_per_minute)
    )


def drawn(
    transcript: Transcript, sound: Sound | str = NO_SOUND, said: tuple[SentencePace, ...] = ()
) -> VoicePicture:
    return voice_picture(transcript, sound, said, 0.5)


def quiet_around(sound: Sound, seconds: float = 1.0) -> Sound:
    """With silence before and after it: a hum without any is taken for the noise of a room."""
    return np.concatenate((silence(seconds), sound, silence(seconds)))


def told(picture: VoicePicture, band: str, graded_pauses: int | None = None) -> str:
    """What is said of one band."""
    [line] = [s for s in voice_in_words(picture, graded_pauses) if s.startswith(f"{band}: ")]
    return line.removeprefix(f"{band}: ")


def test_a_glide_of_an_octave_is_twelve_semitones_around_its_middle() -> None:
    found = curves(quiet_around(voice(110, 220, 4.0)))

    assert found.median_hz == pytest.approx(110 * 2**0.5, rel=0.01)
    semitones = found.pitch_semitones[110:490]
    expected = 12 * (np.arange(10, 390) + 0.5) / 400 - 6
    assert semitones == pytest.approx(expected, abs=0.3)
    assert found.pitch_width_semitones == pytest.approx(0.9 * 12, abs=0.3)
    assert found.no_pitch == ""


def test_a_steady_hum_does_not_move_and_has_the_level_of_its_power() -> None:
    found = curves(quiet_around(tone(200, 3.0, amplitude=0.5)))

    assert found.median_hz == pytest.approx(200, rel=0.01)
    assert found.pitch_semitones[110:390] == pytest.approx(0.0, abs=0.1)
    assert found.level_db[110:390] == pytest.approx(10 * np.log10(0.5**2 / 2), abs=0.1)
    assert found.fading_db == pytest.approx(0.0, abs=0.2)


def test_where_there_is_no_voice_the_pitch_has_a_gap() -> None:
    sound = np.concatenate((voice(120, 120, 2.0), silence(1.0), voice(120, 120, 2.0)))
    found = curves(sound)

    assert np.isnan(found.pitch_semitones[210:290]).all()
    assert not np.isnan(found.pitch_semitones[20:180]).any()


@pytest.mark.parametrize(
    ("sound", "why"),
    [
        (silence(3.0), TOO_SHORT),
        (np.zeros(0), TOO_SHORT),
        (voice(120, 130, 0.5), TOO_SHORT),
        (quiet_around(noise(4.0)), NO_VOICE),
    ],
    ids=["silence", "nothing", "too short", "whispering"],
)
def test_without_a_voice_there_is_no_pitch_and_it_is_said_why(sound: Sound, why: str) -> None:
    found = curves(sound)

    assert found.no_pitch == why
    assert (found.median_hz, found.pitch_width_semitones) == (None, None)
    assert np.isnan(found.pitch_semitones).all()
    assert told(drawn(words(6), sound), "Pitch") == why


def test_silence_has_no_loudness_either() -> None:
    found = curves(silence(2.0))

    assert (found.usual_level_db, found.level_width_db, found.fading_db) == (None, None, None)
    assert told(drawn(words(6), silence(2.0)), "Loudness") == "there is no voice in the sound."
    assert word_in_words(drawn(words(6), silence(2.0)), 0) == "0:00.0"


def test_a_voice_that_trails_off_is_said_to() -> None:
    loud, soft = voice(120, 130, 3.0), voice(120, 130, 3.0) * 10 ** (-8 / 20)

    fades = drawn(words(6), quiet_around(np.concatenate((loud, loud, soft))))
    grows = drawn(words(6), quiet_around(np.concatenate((soft, loud, loud))))

    assert fades.curves is not None
    assert fades.curves.fading_db == pytest.approx(-8, abs=0.5)
    assert told(fades, "Loudness").endswith("and the end is 8 dB softer than the beginning.")
    assert told(grows, "Loudness").endswith("and the end is 8 dB louder than the beginning.")


def test_a_long_take_is_joined_to_a_bounded_number_of_points() -> None:
    half_minute = np.concatenate((tone(200, 15.0), silence(15.0))).astype(np.float32)
    calls: list[int] = []

    def is_wanted() -> bool:
        calls.append(1)
        return True

    # Two minutes and a half hold what twenty do: several pieces, more frames than points.
    found = curves(np.tile(half_minute, 5), is_wanted)

    assert len(calls) == 5
    assert len(found.pitch_semitones) == len(found.level_db) == MOST_POINTS
    assert found.hop_seconds * MOST_POINTS == pytest.approx(150)
    at = np.arange(MOST_POINTS) * found.hop_seconds % 30
    inside = (at > 1) & (at < 14)
    assert found.pitch_semitones[inside] == pytest.approx(0.0, abs=0.1)
    assert np.isnan(found.pitch_semitones[(at > 16) & (at < 29)]).all()


def test_no_seam_shows_between_two_pieces() -> None:
    found = curves(quiet_around(tone(200, 61.0), 5.0))

    assert float(np.ptp(found.level_db[510:-510])) < 0.05
    assert not np.isnan(found.pitch_semitones[510:-510]).any()


def test_drawing_is_given_up_as_soon_as_nobody_wants_it() -> None:
    answers = iter([True, False])

    with pytest.raises(GivenUp):
        curves(tone(200, 61.0), lambda: next(answers))


def test_means_leave_out_what_is_unknown_and_have_nothing_beyond_the_end() -> None:
    values = np.array([1.0, np.nan, 3.0, 5.0])

    assert list(means(values, np.array([0.0, 2.0, 4.0]))) == [1.0, 4.0]
    assert list(means(values, np.array([2.1, 2.4, 2.6]))) == [3.0, 3.0]  # closer than the points
    assert np.isnan(means(values, np.array([1.0, 2.0, 2.0]))[0])
    assert np.isnan(means(values, np.array([6.0, 8.0]))).all()


def test_a_stretch_of_the_curves_has_as_many_points_as_asked_for() -> None:
    found = curves(quiet_around(voice(110, 220, 4.0)))
    pitch, level = found.between(2.0, 4.0, 4)

    assert pitch == pytest.approx([-2.25, -0.75, 0.75, 2.25], abs=0.3)
    assert level.shape == (4,)


def test_the_pace_of_sentences_is_that_of_the_grade() -> None:
    picture = drawn(words(20), said=paces(150, 195))

    assert picture.paces_of == "sentences"
    assert [p.words_per_minute for p in picture.paces] == [150, 195]
    assert picture.pace_at(5.0) == picture.paces[1]
    assert picture.pace_at(9.0) is None


def test_without_sentences_the_pace_is_taken_in_windows() -> None:
    picture = drawn(words(25, 0.4), said=paces(90))

    assert picture.paces_of == "windows"
    assert [p.from_seconds for p in picture.paces] == [0.0, 2.5, 5.0, 7.5]
    assert [p.words_per_minute for p in picture.paces] == pytest.approx([150] * 4, abs=17)
    assert "words a minute" in word_in_words(picture, 3)


def test_fillers_do_not_count_in_a_window() -> None:
    every_other = tuple(range(0, 24, 2))
    picture = drawn(words(24, 0.4, every_other))

    assert picture.paces[1].words_per_minute == pytest.approx(75, abs=13)


@pytest.mark.parametrize(
    "transcript", [words(4), typed("Hi Dana, call me back soon"), words(6, 0.1)]
)
def test_with_too_few_words_there_is_no_pace_and_it_is_said_why(transcript: Transcript) -> None:
    picture = drawn(transcript)

    assert (picture.paces, picture.no_pace) == ((), NO_PACE)
    assert told(picture, "Pace") == NO_PACE


def test_a_single_sentence_that_could_be_timed_is_told_where_windows_fail() -> None:
    picture = drawn(words(4), said=paces(131))

    assert told(picture, "Pace") == "131 words a minute."


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ((150, 155, 145), "steady, about 150 words a minute from beginning to end."),
        ((150, 195), "150 words a minute at first, up to 195 from “w10 w11” (0:04)."),
        ((195, 150), "195 words a minute at first, down to 150 from “w10 w11” (0:04)."),
        ((150, 160, 90, 200), "150 words a minute at first, up to 200 from “w30 w31” (0:12), "
         "down to 90 from “w20 w21” (0:08)."),
    ],
)  # fmt: skip
def test_the_pace_is_told_from_the_first_to_the_extremes(
    said: tuple[float, ...], sentence: str
) -> None:
    assert told(drawn(words(50), said=paces(*said)), "Pace") == sentence


def test_in_windows_the_extremes_have_a_time() -> None:
    slow = [(f"s{i}", i * 0.6, i * 0.6 + 0.5, 0.9, False) for i in range(20)]
    fast = [(f"f{i}", 12 + i * 0.25, 12 + i * 0.25 + 0.2, 0.9, False) for i in range(40)]
    picture = drawn(spoken((*slow, *fast), 22.0, (Moment(0, 22),)))

    assert told(picture, "Pace") == (
        "108 words a minute at first, up to 240 from “f7 f8” (0:13), down to 96 from “s4 s5” "
        "(0:02)."
    )


def paused(*gaps: float) -> Transcript:
    """Two words of a second between each two pauses of so many seconds."""
    timed: list[tuple[str, float, float, float, bool]] = []
    speech: list[Moment] = []
    at = 0.0
    for number, gap in enumerate((*gaps, 0.0)):
        for word in ("Call", f"[me{number}]"):
            timed.append((word, at, at + 0.9, 0.9, False))
            at += 1
        speech.append(Moment(at - 2, at))
        at += gap
    return spoken(tuple(timed), at, tuple(speech))


@pytest.mark.parametrize(
    ("gaps", "graded", "sentence"),
    [
        ((0.9, 0.6), None, "2 of 0.5 s or more, the longest 0.9 s, before “Call [me1]”."),
        ((0.7,), 1, "1 of 0.5 s or more, 0.7 s, before “Call [me1]”."),
        ((0.2,), 0, "none of 0.5 s or more."),
        ((0.6, 0.9), 1, "2 of 0.5 s or more, the longest 0.9 s, before “Call [me2]”. 1 of them "
         "counts in the grade: in your number, pauses are welcome."),
        ((0.6, 0.9), 0, "2 of 0.5 s or more, the longest 0.9 s, before “Call [me2]”. None of them "
         "count in the grade: in your number, pauses are welcome."),
    ],
)  # fmt: skip
def test_pauses_are_told_with_the_longest_and_what_follows_it(
    gaps: tuple[float, ...], graded: int | None, sentence: str
) -> None:
    assert told(drawn(paused(*gaps)), "Pauses", graded) == sentence


def test_a_pause_after_which_no_word_was_heard_has_no_words() -> None:
    heard = spoken((("Hi", 0.0, 0.5, 0.9, False),), 3.0, (Moment(0, 0.5), Moment(1.5, 3)))

    assert told(drawn(heard), "Pauses") == "1 of 0.5 s or more, 1.0 s."


def test_where_no_speech_was_found_pauses_are_unknown_and_never_none() -> None:
    heard = spoken((("Hi", 0.0, 0.5, 0.9, False),), 3.0, ())
    picture = drawn(heard)

    assert (picture.pauses, picture.no_pauses) == (None, NO_PAUSES)
    assert told(picture, "Pauses") == NO_PAUSES


def test_fillers_are_told_with_their_times_the_first_few() -> None:
    assert told(drawn(words(9)), "Fillers") == "none."
    assert told(drawn(words(9, 0.5, (4,))), "Fillers") == "1: “w4” at 0:02."
    assert told(drawn(words(9, 0.5, (0, 1, 2, 3, 4))), "Fillers").endswith("“w3” at 0:01 ....")


def test_without_a_recording_the_words_are_drawn_all_the_same() -> None:
    picture = drawn(words(20), said=paces(150, 195))

    assert picture.curves is None
    assert told(picture, "Pitch and loudness") == NO_SOUND
    assert word_in_words(picture, 2) == "0:00.8 · 150 words a minute"


def test_a_word_has_its_pitch_and_its_loudness_beside_what_is_usual() -> None:
    hum = np.concatenate((voice(120, 120, 6.0), silence(2.0)))
    at = slice(round(0.4 * 16_000), round(0.8 * 16_000))
    high, low, loud, soft = hum.copy(), hum.copy(), hum.copy(), hum.copy()
    high[at] = voice(160, 160, 0.4)
    low[at] = voice(100, 100, 0.4)
    loud[at] *= 10 ** (6 / 20)
    soft[at] *= 10 ** (-6 / 20)

    both = high.copy()
    both[at] *= 10 ** (6 / 20)
    names = ("hum", "high", "low", "loud", "soft", "both")
    said = {
        name: word_in_words(drawn(words(12), sound), 1).split(" · ")[-1]
        for name, sound in zip(names, (hum, high, low, loud, soft, both), strict=True)
    }

    assert said["hum"] == "usual pitch, usual loudness"
    assert said["high"] == "5 semitones higher than usual, usual loudness"
    assert said["low"] == "3 semitones lower than usual, usual loudness"
    assert said["loud"] == "usual pitch, 5 dB louder than usual"
    assert said["soft"] == "usual pitch, 6 dB softer than usual"
    assert said["both"] == "5 semitones higher, 5 dB louder than usual"


def test_a_word_in_which_there_is_no_voice_or_no_sound_any_more_says_so() -> None:
    sound = np.concatenate((voice(120, 120, 2.0), silence(2.0)))
    picture = drawn(words(20, 0.4, (6,)), sound)

    assert "no pitch" in word_in_words(picture, 7)
    assert word_in_words(picture, 6).startswith("0:02.4 · a filler · ")
    assert word_in_words(picture, 19).endswith("no pitch, no sound")


def test_a_pitch_that_hardly_moves_is_told_without_a_judgement() -> None:
    assert told(drawn(words(6), quiet_around(voice(150, 150, 3.0))), "Pitch") == (
        "hardly moves, around your usual 150 Hz."
    )
    assert told(drawn(words(6), quiet_around(voice(110, 220, 3.0))), "Pitch") == (
        "moves over 11 semitones around your usual 156 Hz."
    )


def test_the_word_at_a_moment_is_the_last_that_has_begun() -> None:
    picture = drawn(words(5, 1.0))

    assert [picture.word_at(at) for at in (-1.0, 0.0, 0.99, 1.0, 3.95, 99.0)] == [0, 0, 0, 1, 3, 4]
    assert drawn(typed("Hi")).word_at(1.0) == 0


def test_a_pace_before_any_word_has_its_time_alone() -> None:
    heard = spoken((), 9.0, (Moment(0.0, 9.0),))

    assert told(drawn(heard, said=paces(100, 200)), "Pace").endswith("up to 200 from 0:04.")


def test_curves_are_values_that_hold_no_more_than_their_points() -> None:
    found = curves(tone(200, 3.0))

    assert isinstance(found, Curves)
    assert found.pitch_semitones.nbytes + found.level_db.nbytes == 2 * 4 * 300
