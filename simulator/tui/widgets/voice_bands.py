"""Pace and pitch of a voice as plots above one axis of time.

Drawn with textual-plot. Each band draws what the columns on the screen can hold, not what was
measured, so that a long take costs no more than a short one.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from textual_hires_canvas import Canvas
from textual_plot import HiResMode, PlotWidget
from textual_plot.axis_formatter import NumericAxisFormatter
from typing_extensions import override

from simulator.tui.widgets.time_axis import LABEL_COLUMNS, View, columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray
    from textual import events
    from textual.app import RenderResult
    from textual.theme import Theme

    from simulator.grading.acoustics.picture import VoicePicture

EIGHTHS = " ▁▂▃▄▅▆▇█"
DOTS_ACROSS, DOTS_DOWN = 2, 4
"""Of one character in Braille."""
HEADROOM = 1.1
LEAST_PACE = 200.0
"""So high is the axis of the pace at least, in words a minute, so that calm speech looks calm."""
LEAST_SEMITONES, MOST_SEMITONES = 4.0, 14.0
USUAL_RANGE_PERCENTILES = (5.0, 95.0)
FRAME_ROWS = 1


class Labels(NumericAxisFormatter):
    """Figures at the side of a band, some of them with a word."""

    def __init__(self, words: dict[float, str]) -> None:
        self._words = words

    @override
    def get_labels_for_ticks(self, ticks: Sequence[float]) -> list[str]:
        return [self._words[tick] for tick in ticks]


class Band(PlotWidget, can_focus=False, inherit_bindings=False):
    """One plot above the axis of time. Subclasses say what is drawn in it."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"band--line", "band--guide", "band--cursor"}
    label: ClassVar[str] = ""

    def __init__(self, name: str) -> None:
        super().__init__(id=name, allow_pan_and_zoom=False)
        self._picture: VoicePicture | None = None
        self._view = View.whole(0.0)
        self._cursor_seconds: float | None = None
        for margin, cells in (
            (PlotWidget.margin_top, 0),
            (PlotWidget.margin_bottom, 0),
            (PlotWidget.margin_left, LABEL_COLUMNS),
        ):
            self.set_reactive(margin, cells)

    def show(self, picture: VoicePicture, view: View, cursor_seconds: float | None) -> None:
        """Draw a stretch of a picture, with the cursor at a moment."""
        self._picture, self._view, self._cursor_seconds = picture, view, cursor_seconds
        self._draw()

    def on_resize(self, _: events.Resize) -> None:
        """Draw as much as there is room for now."""
        self._draw()

    @override
    def on_mount(self) -> None:
        super().on_mount()
        self.app.theme_changed_signal.subscribe(self, self._recolour)

    @override
    def render(self) -> RenderResult:
        canvases = list(self.query(Canvas))
        with ExitStack() as drawn:
            for canvas in canvases:  # else it is marked as changed with each of its pixels
                drawn.enter_context(canvas.batch_refresh())
            return super().render()

    def draw(self, picture: VoicePicture) -> None:
        """Draw the data, within `columns` and `rows`."""
        raise NotImplementedError

    @property
    def columns(self) -> int:
        """The columns inside the frame."""
        return columns_of(self.size.width)

    @property
    def rows(self) -> int:
        """The rows inside the frame."""
        return max(1, self.size.height - 2 * FRAME_ROWS)

    def style_of(self, part: str) -> str:
        """The style of a component class, in the words of the plotting library."""
        return str(self.get_component_rich_style(f"band--{part}"))

    def rule(
        self, bottom: float, top: float, labels: dict[float, str], dotted: Iterable[float]
    ) -> None:
        """Set the range of the band, the figures at its side, and the dotted lines across it."""
        self.set_xlimits(self._view.from_seconds, self._view.to_seconds)
        self.set_ylimits(bottom, top)
        self.set_xticks([])
        inside = {at: text for at, text in labels.items() if bottom <= at <= top}
        self.set_y_formatter(Labels(inside))
        self.set_yticks(list(inside))
        every_other = self.moments(1)[::2]
        for at in dotted:
            self.scatter(
                every_other,
                np.full(len(every_other), at),
                marker="·",
                marker_style=self.style_of("guide"),
            )

    def moments(self, per_column: int) -> NDArray[np.float64]:
        """The seconds in the middle of each part of each column."""
        count = self.columns * per_column
        view = self._view
        return np.asarray(view.from_seconds + (np.arange(count) + 0.5) / count * view.seconds)

    def _recolour(self, _: Theme) -> None:
        # Not at once: the styles of the new theme are only being worked out.
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        if self._picture is None or not self.is_mounted:
            return
        self.clear()
        self.draw(self._picture)
        at = self._cursor_seconds
        if at is not None and self._view.from_seconds <= at < self._view.to_seconds:
            self.add_v_line(at, self.style_of("cursor"))


class PaceBand(Band):
    """Words a minute of each sentence, as bars from 0."""

    label = "pace"

    def __init__(self, name: str, good: tuple[float, float] | None) -> None:
        """`good` is the pace that the rules ask for, in words a minute."""
        super().__init__(name)
        self._good = good

    @override
    def draw(self, picture: VoicePicture) -> None:
        fastest = max((p.words_per_minute for p in picture.paces), default=0.0)
        top = max(LEAST_PACE, fastest * HEADROOM, *(edge * HEADROOM for edge in self._good or ()))
        good = self._good or ()
        self.rule(0.0, top, {edge: f"{edge:.0f}" for edge in good}, good)
        moments = self.moments(1)
        paces = [picture.pace_at(float(at)) for at in moments]
        share = np.array([p.words_per_minute / top if p else 0.0 for p in paces])
        eighths = np.ceil(share * self.rows * 8).astype(int)
        for row in range(self.rows):
            here = np.clip(eighths - 8 * row, 0, 8)
            for height in sorted(set(here.tolist()) - {0}):
                chosen = here == height
                self.scatter(
                    moments[chosen],
                    np.full(int(chosen.sum()), (row + 0.5) / self.rows * top),
                    marker=EIGHTHS[height],
                    marker_style=self.style_of("line"),
                )


class PitchBand(Band):
    """The melody: semitones above and below the usual pitch, with gaps where there is no voice."""

    label = "pitch"

    @override
    def draw(self, picture: VoicePicture) -> None:
        if picture.curves is None:
            return
        reach = _reach(picture.curves.pitch_semitones)
        step = round(reach / 2)
        labels = {float(step): f"pitch +{step}", 0.0: "usual", float(-step): f"-{step}"}
        self.rule(-reach, reach, labels, (0.0,))
        view = self._view
        pitch, _ = picture.curves.between(
            view.from_seconds, view.to_seconds, self.columns * DOTS_ACROSS
        )
        dot = 2 * reach / (self.rows * DOTS_DOWN)
        x, y = _joined(self.moments(DOTS_ACROSS), np.clip(pitch, dot - reach, reach - dot), dot)
        self.scatter(x, y, marker_style=self.style_of("line"), hires_mode=HiResMode.BRAILLE)


def _reach(pitch: NDArray[np.float32]) -> float:
    """How many semitones the axis reaches in both directions, without single errors."""
    known = pitch[~np.isnan(pitch)]
    if len(known) == 0:
        return LEAST_SEMITONES
    low, high = np.percentile(known, USUAL_RANGE_PERCENTILES)
    return float(np.clip(np.ceil(max(-low, high)), LEAST_SEMITONES, MOST_SEMITONES))


def _joined(
    x: NDArray[np.float64], y: NDArray[np.float64], dot: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The points, and those between two known neighbours; `dot` is the height of a dot."""
    xs, ys = [x], [y]
    for at in np.flatnonzero(np.abs(np.diff(y)) > dot):
        between = np.arange(min(y[at], y[at + 1]) + dot, max(y[at], y[at + 1]), dot)
        xs.append(np.full(len(between), x[at + 1]))
        ys.append(between)
    return np.concatenate(xs), np.concatenate(ys)
