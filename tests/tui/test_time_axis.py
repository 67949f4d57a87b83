"""Which second lies in which column, whatever part of a take is shown."""

from __future__ import annotations

import pytest

from simulator.tui.widgets.time_axis import LABEL_COLUMNS, SHORTEST_SECONDS, Line, View, labelled


def test_a_whole_take_is_spread_over_all_columns() -> None:
    view = View.whole(30.0)

    assert [view.column(at, 60) for at in (-0.1, 0.0, 0.49, 0.5, 29.9, 30.0)] == [
        -1, 0, 0, 1, 59, 60,
    ]  # fmt: skip
    assert (view.moment(0, 60), view.moment(59, 60), view.moment(99, 60)) == (0.25, 29.75, 30.0)


@pytest.mark.parametrize("column", [0, 1, 33, 59])
@pytest.mark.parametrize("view", [View.whole(17.3), View.whole(1_200.0).closer(700.0)])
def test_the_moment_of_a_column_lies_in_it(view: View, column: int) -> None:
    assert view.column(view.moment(column, 60), 60) == column


def test_closer_is_half_as_much_and_wider_undoes_it_within_the_take() -> None:
    whole = View.whole(40.0)
    close = whole.closer(1.0)

    assert (close.from_seconds, close.to_seconds) == (0.0, 20.0)
    assert close.closer(39.0) == View(30.0, 40.0, 40.0)
    assert close.wider(15.0) == whole
    assert (whole.is_whole, close.is_whole) == (True, False)
    closest = whole
    for _ in range(20):
        closest = closest.closer(20.0)
    assert closest.seconds == SHORTEST_SECONDS
    assert closest.is_closest


def test_a_take_shorter_than_can_be_shown_closer_is_shown_whole() -> None:
    view = View.whole(0.0)

    assert (view.is_whole, view.is_closest, view.closer(0.0)) == (True, True, view)


def test_the_view_moves_only_when_a_word_cannot_be_seen_whole() -> None:
    view = View(10.0, 20.0, 40.0)

    assert view.with_moment(10.0, 20.0) is view
    assert view.with_moment(19.8, 20.2) == View(15.0, 25.0, 40.0)
    assert view.with_moment(0.0, 0.4) == View(0.0, 10.0, 40.0)
    assert View(30.0, 40.0, 40.0).with_moment(39.9, 40.3) == View(30.0, 40.0, 40.0)


def test_texts_stand_apart_and_within_their_line() -> None:
    line = Line(12)

    assert [line.place(at, "abc") for at in (2, 5, 0, 6)] == [True, False, False, True]
    assert [line.place(11, "no"), line.place(-1, "no"), line.place(10, "")] == [False] * 3
    assert "".join(text for text, _ in line.runs()) == "  abc abc   "


def test_letters_that_are_two_columns_wide_take_two() -> None:
    line = Line(8)

    assert line.place(0, "日本")
    assert not line.place(4, "x")
    assert line.place(5, "x")
    assert "".join(text for text, _ in line.runs()) == "日本 x  "


def test_labels_are_as_wide_as_the_room_beside_the_axis() -> None:
    assert {len(labelled(label)) for label in ("", "pace", "much too long a label")} == {
        LABEL_COLUMNS + 1
    }
