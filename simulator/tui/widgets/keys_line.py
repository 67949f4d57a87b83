"""The last line of every screen: each key that does something here, and what it does.

One widget, where Textual's footer is one for each key: a result has fourteen, and each is mounted,
styled and laid out anew whenever a command comes or goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events
    from textual.screen import Screen

GAP = 2
"""So many columns stand between two keys."""


@dataclass(frozen=True, slots=True)
class KeyShown:
    """A key in Textual's names, as people read it, and what it does, in a word.

    One that is not `on` does nothing at the moment, and keeps its place.
    """

    key: str
    shown: str
    does: str
    on: bool = True

    @property
    def columns(self) -> int:
        """How wide it is."""
        return Content(f"{self.shown} {self.does}").cell_length


def fitting(keys: Sequence[KeyShown], columns: int) -> tuple[KeyShown, ...]:
    """As many keys as can be read whole; the last, help, is always there: it names the others."""
    if not keys:
        return ()
    *others, last = keys
    room = columns - last.columns
    fit: list[KeyShown] = []
    for key in others:
        room -= key.columns + GAP
        if room < 0:
            break
        fit.append(key)
    return (*fit, last)


class KeysLine(Static):
    """The keys of the screen. A click on one presses it."""

    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._keys: tuple[KeyShown, ...] = ()
        self._pointed_at: KeyShown | None = None

    @property
    def keys(self) -> tuple[KeyShown, ...]:
        """What can be read now."""
        return fitting(self._keys, self.content_size.width)

    def on_mount(self) -> None:
        """Follow what can be done here."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def on_click(self, event: events.Click) -> None:
        """Press the key."""
        key = self._key_at(event.x)
        if key is not None:
            self.app.simulate_key(key.key)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show which key a click would press."""
        self._point_at(self._key_at(event.x))

    def on_leave(self, _: events.Leave) -> None:
        """The mouse is elsewhere."""
        self._point_at(None)

    @override
    def render(self) -> Content:
        return Content(" " * GAP).join(map(self._written, self.keys))

    def _changed(self, screen: Screen[object]) -> None:
        if screen is self.screen and self.app.app_focus:
            # Not now: what a command depends on may change in the same turn.
            self.call_after_refresh(self._renew)

    def _renew(self) -> None:
        if not self.is_attached:
            return
        keys = tuple(self._shown(self.screen))
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def _shown(self, screen: Screen[object]) -> Iterable[KeyShown]:
        seen = set[str]()
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.show and binding.action not in seen:
                seen.add(binding.action)
                display = self.app.get_key_display(binding)
                yield KeyShown(binding.key, display, binding.description, active.enabled)

    def _written(self, key: KeyShown) -> Content:
        if not key.on:
            return Content.styled(f"{key.shown} {key.does}", "$text-disabled")
        under = " underline" if key is self._pointed_at else ""
        return Content.assemble(
            (key.shown, f"$accent{under}"), (f" {key.does}", f"$text-muted{under}")
        )

    def _places(self) -> Iterable[tuple[KeyShown, int, int]]:
        """Each key with its first column and the one after its last."""
        start = 0
        for key in self.keys:
            yield key, start, start + key.columns
            start += key.columns + GAP

    def _key_at(self, x: int) -> KeyShown | None:
        column = x - self.gutter.left
        for key, start, end in self._places():
            if start <= column < end:
                return key if key.on else None
        return None

    def _point_at(self, key: KeyShown | None) -> None:
        if key is not self._pointed_at:
            self._pointed_at = key
            self.refresh()
