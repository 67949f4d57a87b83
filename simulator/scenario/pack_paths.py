"""Which paths a pack may hold: the same on every system, never out of its folder, nothing unknown.

A pack may have been made by anybody, on any system. So a path is held to what all of them can
write, and two paths may not differ only in what some of them cannot tell apart.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from simulator.scenario.control import without_control_characters
from simulator.scenario.problem import listed

MANIFEST: Final = "pack.yaml"
SHIPPED_SUMS: Final = "SHA256SUMS"
"""The list of hashes that a pack may bring."""
INSTALLED_SUMS: Final = "rolecall.sha256"
"""The list of hashes that is written when a pack is installed."""
_AT_THE_TOP: Final = frozenset({MANIFEST, SHIPPED_SUMS, INSTALLED_SUMS})

LONGEST_PATH: Final = 150
"""In characters: with the data folder before it, Windows can still open it."""
LONGEST_NAME: Final = 80
"""Of one folder or file, in characters; 80 of any kind fit the 255 or more bytes systems allow."""
LONGEST_NAME_BYTES: Final = 240
DEEPEST: Final = 5
"""How many names a path may have: scenarios/a/b/c/x.wav."""

YAML: Final = (".yaml", ".yml")
SOUNDS: Final = (".wav", ".flac", ".ogg")
TEXTS: Final = (".md", ".txt")
LICENCES: Final = ("LICENSE", "LICENCE")
FOLDERS: Final = {
    "scenarios": (YAML, SOUNDS),
    "voices": (YAML, ()),
    "greetings": ((), SOUNDS),
    "rubrics": (YAML, ()),
}
"""What lies in each folder: directly in it, and anywhere below it."""

LEFT_OUT: Final = frozenset({
    "__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", ".git", ".gitignore", ".gitattributes",
    "scenario.schema.json",
})  # fmt: skip
"""What systems and tools leave lying about: not installed, and no reason to refuse a pack.

The schema is what `rolecall new` puts beside a scenario, for text editors.
"""

_UNWRITABLE: Final = re.compile(r'[<>:"|?*]')
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_STRANGE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode's categories of what cannot be seen, or is no character at all."""
_RESERVED: Final = frozenset({
    "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
    *(f"{device}{number}" for device in ("COM", "LPT") for number in "0123456789¹²³"),
})  # fmt: skip
"""Names that are devices on Windows, whatever ending they have."""


def is_left_out(path: str) -> bool:
    """Whether a path is none of the pack's, but of the system on which it was made."""
    return any(part in LEFT_OUT or part.startswith("._") for part in path.split("/"))


def path_fault(path: str) -> str | None:
    """Why a path cannot be written everywhere, or leads out of its folder; None: it is fine."""
    strange = next((c for c in path if unicodedata.category(c) in _STRANGE), None)
    if strange is not None:
        return f"its name holds a character that cannot be shown (U+{ord(strange):04X}); rename it"
    if "\\" in path:
        return "its path has a \\; folders are parted by / in a pack"
    if path.startswith("/") or _DRIVE.match(path):
        return "its path begins at the top of a disk; all of a pack lies in the pack's own folder"
    if len(path) > LONGEST_PATH:
        return f"its path is too long: at most {LONGEST_PATH} characters are allowed"
    parts = path.split("/")
    if len(parts) > DEEPEST:
        return f"it lies too deep: at most {DEEPEST - 1} folders inside one another are allowed"
    return next((fault for fault in map(name_fault, parts) if fault), None)


def name_fault(name: str) -> str | None:
    """Why one folder or file cannot be called so; None: it can."""
    if name == "..":
        return "its path has a `..`, which leads out of the pack; everything has to lie inside"
    if name in {"", "."}:
        return "a name in its path is missing"
    if name.startswith("."):
        return f"`{name}` is hidden; a pack shows all it has, so rename it or take it out"
    unwritable = _UNWRITABLE.search(name)
    if unwritable:
        return f"`{name}` has a {unwritable[0]}, which Windows cannot write; rename it"
    if name != name.strip() or name.endswith("."):
        return f"`{name}` begins or ends with a space, or ends with a point; rename it"
    if len(name) > LONGEST_NAME or len(name.encode("utf-8")) > LONGEST_NAME_BYTES:
        return f"a name in its path is too long: at most {LONGEST_NAME} letters are allowed"
    if name.split(".", maxsplit=1)[0].rstrip().upper() in _RESERVED:
        return f"`{name}` is the name of a device on Windows; rename it"
    return None


def place_fault(path: str) -> str | None:
    """Why a file of this name does not belong where it lies; None: it does."""
    *folders, name = path.split("/")
    ending = _ending(name)
    if name in LICENCES or ending in TEXTS:
        return _folder_fault(folders)
    if not folders:
        return None if name in _AT_THE_TOP else _top_fault(ending)
    if ending not in (*YAML, *SOUNDS):
        return f"{_kind(ending)} do not belong in a pack; {_ALLOWED}"
    directly, below = FOLDERS.get(folders[0], ((), ()))
    if ending in below or (ending in directly and len(folders) == 1):
        return None
    if ending in directly:
        return f"it would not be found: {_kind(ending)} lie directly in `{folders[0]}`"
    return _folder_fault(folders) or f"{_kind(ending)} do not belong in the folder `{folders[0]}`"


_ALLOWED: Final = f"allowed are {listed([*YAML, *SOUNDS, *TEXTS, LICENCES[0]])}"


def _folder_fault(folders: list[str]) -> str | None:
    if folders and folders[0] not in FOLDERS:
        return f"a pack has no folder `{folders[0]}`; it may have {listed(FOLDERS)}"
    return None


def _top_fault(ending: str) -> str:
    if ending in (*YAML, *SOUNDS):
        return f"{_kind(ending)} lie in one of a pack's folders: {listed(FOLDERS)}"
    return f"{_kind(ending)} do not belong in a pack; {_ALLOWED}"


def _kind(ending: str) -> str:
    return f"`{ending}` files" if ending else "files without an ending"


def _ending(name: str) -> str:
    point = name.rfind(".")
    return name[point:].lower() if point > 0 else ""


class Paths:
    """The paths of one pack, taken one by one, each held to the rules and to those before it."""

    def __init__(self) -> None:
        self._spelt: dict[str, tuple[str, bool]] = {}
        self._files: set[str] = set()

    def fault(self, path: str, *, is_folder: bool) -> str | None:
        """Why a path cannot be taken; None: it is taken now."""
        fault = path_fault(path) or self._clash(path, is_folder=is_folder)
        if fault is not None:
            return fault
        if not is_folder:
            return place_fault(path)
        return f"`{path}` has to be a file, and is a folder" if path in _AT_THE_TOP else None

    def _clash(self, path: str, *, is_folder: bool) -> str | None:
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            here = ("/".join(parts[:depth]), depth < len(parts) or is_folder)
            other = self._spelt.setdefault(alike(here[0]), here)
            if other[0] != here[0]:
                return (
                    f"some systems cannot tell it from `{other[0]}`, which is there too; rename it"
                )
            if other != here:
                return f"`{here[0]}` is both a file and a folder; rename one of them"
        if path in self._files:
            return "it is there twice; take one of them out"
        if not is_folder:
            self._files.add(path)
        return None


def alike(path: str) -> str:
    """What is the same for two paths that some system takes for one: capitals, accents' forms."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", path).casefold()).casefold()


def shown(path: str) -> str:
    """A path as it can be shown in a terminal, whatever it holds, and not endless."""
    text = without_control_characters(path.encode("utf-8", "replace").decode("utf-8"))
    text = " ".join(text.split("\n")).replace("\t", " ")
    return f"{text[:LONGEST_PATH]}…" if len(text) > LONGEST_PATH else text
