"""The parts of a screen by name, in one line: the one that is shown stands out."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual import events

GAP = 3


class TabLine(Static):
    """One widget for all names; a click on one asks for that part."""

    ALLOW_SELECT: ClassVar[bool] = False

    class Clicked(Message):
        """A name was clicked."""

        def __init__(self, part: str) -> None:
            super().__init__()
            self.part = part

    def __init__(self, names: Mapping[str, str]) -> None:
        """`names` are what the parts are called, by their ids, in their order."""
        super().__init__(markup=False)
        self._names = dict(names)
        self._here = next(iter(names))

    def show(self, part: str) -> None:
        """This part is shown now."""
        self._here = part
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Ask for the part that was clicked."""
        column = event.x - self.gutter.left
        for part, start, end in self._places():
            if start <= column < end:
                self.post_message(self.Clicked(part))

    @override
    def render(self) -> Content:
        return Content(" " * GAP).join(map(self._written, self._names))

    def _written(self, part: str) -> Content:
        if part == self._here:
            return Content.styled(self._names[part], "$text-accent bold underline")
        return Content.styled(self._names[part], "$text-muted")

    def _places(self) -> Iterable[tuple[str, int, int]]:
        """Each part with its first column and the one after its last."""
        start = 0
        for part, name in self._names.items():
            end = start + Content(name).cell_length
            yield part, start, end
            start = end + GAP
