r"""Read YAML text as plain data with positions, safely.

We take the parser's events and build the data ourselves, in one pass and without recursion. So
nothing in a file can make objects, expand an anchor a million times or exhaust the stack; and every
value keeps its place, by which all later checks say what they mean.

What differs from PyYAML's own loader, to the benefit of people who write scenarios by hand:

- keys are always text, as they are written: `0: operator` has the key "0";
- yes, no, on and off are text; only true and false are truth values;
- dates, octal and sexagesimal numbers are text: `10:30` stays "10:30";
- anchors, aliases, tags, keys given twice and a second document are refused.

Other readers of YAML (the rubric's) use `read` for the text, and `validated` for a pydantic model.
Both raise ProblemsFound with everything that is wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from simulator.scenario.field_errors import problems_from, validated
from simulator.scenario.marks import Data, Mark, Marked, Path, dotted, mark_after
from simulator.scenario.problem import MOST_PROBLEMS, Problem, ProblemsFound

__all__ = ["MAX_BYTES", "Marked", "problems_from", "read", "validated"]

MAX_BYTES = 200_000
"""The largest file that is read, in bytes of UTF-8; the longest of ours has less than 8,000."""
MAX_DEPTH = 20
"""How deep lists and mappings may be nested; a scenario needs six."""
MAX_DIGITS = 15
"""Longer numbers are text: no field needs them, and they would not survive as floats."""

# libyaml where the installed PyYAML has it: about ten times as fast. Both give the same events.
LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*|[0-9]+(?=[eE]))([eE][-+]?[0-9]{1,2})?")
WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "true": True, "True": True, "false": False, "False": False,
}  # fmt: skip

NO_ALIAS = (
    "anchors and aliases (& and *) are not allowed: write the value out. "
    "A text or key that begins with & or * needs quotes, like '*'"
)
NO_TAG = "tags (words that begin with !) are not allowed; put text that begins with ! in quotes"
NO_DEEPER = f"nested too deeply; {MAX_DEPTH} levels are allowed"
NO_COMPLEX_KEY = "a key must be a piece of text, not a list or a mapping"
ONE_DOCUMENT = "a second document begins here (---); a file holds one"
NOT_A_MAPPING = "the file must hold keys and values, like `id: desk-classic`, one a line"


def read(text: str, source: str) -> Marked:
    """Read YAML text; `source` names it in problems.

    Raises:
        ProblemsFound: the text is not YAML, is too long, or uses what is refused above. Keys given
            twice, anchors and tags come in `Marked.problems`, so that all else is checked as well.
    """
    text = text.removeprefix("\ufeff")
    _refuse_unreadable(text, source)
    builder = _Builder(source)
    try:
        for event in yaml.parse(text, Loader=LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise ProblemsFound([*builder.problems, _syntax_problem(error, text, source)]) from None
    if not isinstance(builder.data, dict):
        raise ProblemsFound([*builder.problems, Problem(source, 1, 1, "", NOT_A_MAPPING)])
    problems = tuple(builder.problems)
    return Marked(source, builder.data, problems, builder.values, builder.keys)


def _refuse_unreadable(text: str, source: str) -> None:
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        message = f"the text has {size:,} bytes; at most {MAX_BYTES:,} are allowed"
        raise ProblemsFound([Problem(source, 1, 1, "", message)])
    strange = UNPRINTABLE.search(text)
    if strange:
        mark = mark_after(text[: strange.start()])
        message = (
            f"a character that text does not contain (U+{ord(strange[0]):04X}); "
            "is this a text file, saved as UTF-8?"
        )
        raise ProblemsFound([Problem(source, mark.line, mark.column, "", message)])


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, source: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    lines = text.splitlines() or [""]
    # The parsers notice what was left open at different places; we say: at the end of the text.
    line, column = len(lines) - 1, len(lines[-1])
    if mark and mark.line < len(lines):
        line, column = mark.line, mark.column
    written = lines[line]
    said = error.problem or "it ends too early"
    if "\t" in written[: len(written) - len(written.lstrip())]:
        message = "a tab is used to indent; use spaces only"
    elif "alias" in f"{error.context} {said}":
        message = NO_ALIAS
    elif ": " in written.partition(": ")[2]:
        message = f"not valid YAML: {said}; a text that contains a colon needs quotes around it"
    else:
        message = f"not valid YAML: {said}; check the indentation, the quotes and the colons"
    return Problem(source, line + 1, column + 1, "", message)


@dataclass(slots=True)
class _Open:
    """A list or mapping that has not ended yet; `key` is the one that waits for its value."""

    data: list[Data] | dict[str, Data]
    path: Path
    key: str | None = None


class _Builder:
    """Makes data of events, in the order in which they come."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.data: Data = None
        self.problems: list[Problem] = []
        self.values: dict[Path, Mark] = {}
        self.keys: dict[Path, Mark] = {}
        self._open: list[_Open] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Take the next event."""
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    raise self._giving_up(event, (), ONE_DOCUMENT)
            case yaml.CollectionEndEvent():
                self._open.pop()
            case yaml.NodeEvent():
                self._node(event)
            case _:
                pass

    def _node(self, event: yaml.NodeEvent) -> None:
        inside = self._open[-1] if self._open else None
        if inside and isinstance(inside.data, dict) and inside.key is None:
            self._key(event, inside, inside.data)
            return
        path = self._path(inside)
        self.values[path] = _mark(event)
        if isinstance(event, yaml.CollectionStartEvent) and len(self._open) == MAX_DEPTH:
            raise self._giving_up(event, path, NO_DEEPER)
        self._refuse_specials(event, path)
        value = _value(event)
        self._add(inside, value)
        if isinstance(value, (list, dict)):
            self._open.append(_Open(value, path))

    def _key(self, event: yaml.NodeEvent, inside: _Open, mapping: dict[str, Data]) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            aliased = isinstance(event, yaml.AliasEvent)
            raise self._giving_up(event, inside.path, NO_ALIAS if aliased else NO_COMPLEX_KEY)
        path = (*inside.path, event.value)
        self._refuse_specials(event, path)
        if event.value in mapping:
            first = self.keys[path].line
            self._report(event, path, f"this key is given twice; the first is in line {first}")
        else:
            self.keys[path] = _mark(event)
        inside.key = event.value

    def _path(self, inside: _Open | None) -> Path:
        if inside is None:
            return ()
        if isinstance(inside.data, list):
            return (*inside.path, len(inside.data))
        return (*inside.path, inside.key or "")

    def _add(self, inside: _Open | None, value: Data) -> None:
        if inside is None:
            self.data = value
        elif isinstance(inside.data, list):
            inside.data.append(value)
        else:
            inside.data[inside.key or ""] = value
            inside.key = None

    def _refuse_specials(self, event: yaml.NodeEvent, path: Path) -> None:
        if event.anchor is not None:
            self._report(event, path, NO_ALIAS)
        if getattr(event, "tag", None) is not None:
            self._report(event, path, NO_TAG)

    def _report(self, event: yaml.Event, path: Path, message: str) -> None:
        mark = _mark(event)
        self.problems.append(Problem(self.source, mark.line, mark.column, dotted(path), message))
        if len(self.problems) > MOST_PROBLEMS:
            raise ProblemsFound(self.problems)

    def _giving_up(self, event: yaml.Event, path: Path, message: str) -> ProblemsFound:
        """The error for what nothing after it can be understood."""
        self._report(event, path, message)
        return ProblemsFound(self.problems)


def _mark(event: yaml.Event) -> Mark:
    start = event.start_mark
    return Mark(start.line + 1, start.column + 1) if start else Mark(1, 1)


def _value(event: yaml.NodeEvent) -> Data:
    match event:
        case yaml.MappingStartEvent():
            return {}
        case yaml.SequenceStartEvent():
            return []
        case yaml.ScalarEvent(implicit=(True, _)):
            return _plain(event.value)
        case yaml.ScalarEvent():
            return str(event.value)
        case _:  # an alias, which is refused
            return None


def _plain(written: str) -> Data:
    """What a value without quotes means."""
    if written in WORDS:
        return WORDS[written]
    if len(written) <= MAX_DIGITS and INTEGER.fullmatch(written):
        return int(written)
    if len(written) <= MAX_DIGITS and FLOAT.fullmatch(written):
        return float(written)
    return written
