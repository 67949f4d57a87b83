"""The folders in which calls under way lie, whatever remembers the finished ones.

Each attempt has a folder: the journal, the takes, and two small files of ours. `owner` is locked by
the process in whose hands the call is: the system lets go of the lock when that process ends,
however it ends, so a folder that nobody holds and nobody finished was left behind by a crash. (A
process number alone would not tell: numbers are given out again.) `finished` marks the others.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from simulator.ports import PortError, TakeKept
from simulator.session import file_lock
from simulator.session.journal import JOURNAL_NAME
from simulator.session.open_calls import OpenCalls


class SeveralBeginSo(PortError):
    """More than one call has an id that begins as it was typed. What was typed is to blame."""


NOT_KEPT = (
    "The new result of the call {id} could not be kept: its first one was never kept, or is gone."
)
"""What every kind of records says where there is no attempt to put another in the place of."""
NO_SUCH_CALL = "There is no call “{id}”; nothing was erased."
OWNER_NAME = "owner"
FINISHED_NAME = "finished"
TAKE_PATTERN = "*.wav"
LOCK_TRIES = 20
LOCK_PAUSE_SECONDS = 0.01
"""A question about a lock takes far less than the fifth of a second that these make."""
_WORDS = frozenset({JOURNAL_NAME, OWNER_NAME, FINISHED_NAME})
"""What stays in a folder of which the recordings are erased; typed takes stay, too."""
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")


class AttemptFolders:
    """All attempts' folders, below `root`, readable by their owner only."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._held: dict[str, int] = {}
        self._open = OpenCalls(root, _is_unfinished)

    def path(self, attempt_id: str) -> Path:
        """Where an attempt lies. An id that is no plain name is a mistake in the program."""
        if not _ID.fullmatch(attempt_id):
            raise ValueError(f"{attempt_id!r} cannot be the id of an attempt")
        return self.root / attempt_id

    def begin(self, attempt_id: str) -> Path:
        """Make the folder and hold it until it is finished, discarded, or this process ends.

        Raises:
            PortError: The folder exists already, or cannot be made.
        """
        folder = self.path(attempt_id)
        if folder.exists():
            raise PortError(f"There is already a call in {folder}; it is left alone.")
        try:
            for private in (self.root.parent, self.root):
                private.mkdir(mode=0o700, parents=True, exist_ok=True)
            were_known = self._open.are_known
            folder.mkdir(mode=0o700)
            self._open.add(attempt_id, were_known=were_known)
            self._hold(folder)
        except OSError as error:
            why = error.strerror or str(error)
            raise PortError(
                f"No folder for this call could be made in {self.root} ({why}). Choose another "
                "place by setting ROLECALL_HOME to a folder that you can write to."
            ) from error
        return folder

    def finish(self, attempt_id: str) -> None:
        """Mark the folder as finished and let go of it. What cannot be marked stays as it is."""
        folder = self.path(attempt_id)
        with suppress(OSError):
            make_private(folder / FINISHED_NAME)
            for file in folder.iterdir():
                file.chmod(0o600)
            self._open.remove(attempt_id)
        self._let_go(folder)

    def takes(self, attempt_id: str) -> Sequence[TakeKept]:
        """The recordings in a folder, by name; none where there is no folder."""
        return [
            TakeKept(file.stem, file.name, file.stat().st_size, _sha256(file))
            for file in sorted(self.path(attempt_id).glob(TAKE_PATTERN))
        ]

    def left_behind(self) -> Sequence[Path]:
        """Folders with something in them that nobody finished and nobody holds.

        The newest first: ids begin with the date and the time.
        """
        if not self.root.is_dir():
            return []
        folders = [self.root / name for name in sorted(self._open.names(), reverse=True)]
        for folder in folders:
            if not _is_unfinished(folder):
                self._open.remove(folder.name)
        return [folder for folder in folders if self._is_left_behind(folder)]

    def discard(self, folder: Path) -> None:
        """Erase a folder that was left behind, or that this process holds.

        Raises:
            PortError: It lies elsewhere, is in use by another Rolecall, or cannot be erased.
        """
        # A link could lead anywhere, and so could "..": only a plain name right below the root.
        is_ours = _ID.fullmatch(folder.name) and folder.parent.resolve() == self.root.resolve()
        if not is_ours or folder.is_symlink():
            raise PortError(f"{folder} is not the folder of a call; nothing was erased.")
        if not folder.is_dir():
            return
        if folder.name not in self._held and is_held(folder):
            raise PortError(f"Another Rolecall is using {folder}; nothing was erased.")
        self._let_go(folder)
        were_known = self._open.are_known
        try:
            shutil.rmtree(folder)
        except OSError as error:
            why = error.strerror or str(error)
            raise PortError(f"{folder} could not be erased ({why}).") from error
        self._open.remove(folder.name, were_known=were_known)

    def erase(self, attempt_id: str) -> None:
        """Erase a finished attempt's folder, where there is one.

        Raises:
            PortError: another Rolecall is using it, or it cannot be erased.
        """
        self.discard(self.path(attempt_id))

    def erase_recordings(self, attempt_id: str) -> None:
        """Erase what can be heard in a folder; the journal and typed words stay.

        Raises:
            PortError: something cannot be erased.
        """
        folder = self.path(attempt_id)
        if not folder.is_dir() or folder.is_symlink():
            return
        if folder.name not in self._held and is_held(folder):
            raise PortError(f"Another Rolecall is using {folder}; nothing was erased.")
        for file in folder.iterdir():
            if file.name in _WORDS or file.suffix == ".txt":
                continue
            try:
                file.unlink()
            except OSError as error:
                raise PortError(
                    f"{file} could not be erased ({error.strerror or error})."
                ) from error

    def erase_all(self) -> list[str]:
        """Erase every call's folder; a sentence for each that could not be."""
        troubles: list[str] = []
        for folder in sorted(self.root.iterdir()) if self.root.is_dir() else ():
            try:
                self._erase_any(folder)
            except PortError as error:
                troubles.append(str(error))
        self._open.erase()
        if not troubles:
            with suppress(OSError):
                self.root.rmdir()
        return troubles

    def _erase_any(self, folder: Path) -> None:
        """A call's folder, or what else lies beside them: what was being taken in, say."""
        if folder.is_dir() and not folder.is_symlink() and _ID.fullmatch(folder.name):
            self.discard(folder)
            return
        try:
            if folder.is_dir() and not folder.is_symlink():
                shutil.rmtree(folder)
            else:
                folder.unlink()
        except OSError as error:
            raise PortError(f"{folder} could not be erased ({error.strerror or error}).") from error

    def _is_left_behind(self, folder: Path) -> bool:
        return (
            _is_unfinished(folder)
            and ((folder / JOURNAL_NAME).exists() or any(folder.glob(TAKE_PATTERN)))
            and not is_held(folder)
        )

    def _hold(self, folder: Path) -> None:
        owner = make_private(folder / OWNER_NAME)
        owner.write_text(f"{os.getpid()}\n", encoding="ascii")
        file = os.open(owner, os.O_RDWR)
        if not _lock_in_time(file):
            os.close(file)
            raise PortError(f"Another program has {folder} in its hands; dial once more.")
        self._held[folder.name] = file

    def _let_go(self, folder: Path) -> None:
        file = self._held.pop(folder.name, None)
        if file is not None:
            os.close(file)
        with suppress(OSError):
            (folder / OWNER_NAME).unlink()


def _is_unfinished(folder: Path) -> bool:
    """Whether it is the folder of a call that was not brought to its end."""
    return (
        _ID.fullmatch(folder.name) is not None
        and folder.is_dir()
        and not folder.is_symlink()
        and not (folder / FINISHED_NAME).exists()
    )


def make_private(path: Path) -> Path:
    """Make sure that the file exists and that only its owner can read it."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    path.chmod(0o600)
    return path


def is_held(folder: Path) -> bool:
    """Whether a living process has this call in its hands."""
    try:
        with _opened(folder / OWNER_NAME) as file:
            return not file_lock.lock(file)
    except FileNotFoundError:
        return False
    except OSError:
        return True  # somebody else's: not ours to touch


def the_one_beginning_with(beginning: str, ids: Sequence[str]) -> str | None:
    """The only id that begins so, an exact match before all; None where there is none.

    Raises:
        SeveralBeginSo: Several do; the sentence names some of them.
    """
    if beginning in ids:
        return beginning
    candidates = sorted(i for i in ids if beginning and i.startswith(beginning))
    if len(candidates) > 1:
        shown = ", ".join(candidates[:_CANDIDATES_SHOWN])
        more = ", …" if len(candidates) > _CANDIDATES_SHOWN else ""
        raise SeveralBeginSo(
            f"{len(candidates)} calls begin with “{beginning}”: {shown}{more}. "
            "Type a few more letters."
        )
    return candidates[0] if candidates else None


_CANDIDATES_SHOWN = 4


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    file = os.open(path, os.O_RDWR)
    try:
        yield file
    finally:
        os.close(file)


def _lock_in_time(file: int) -> bool:
    """Take the lock, also where another Rolecall asks whether it is free: it holds it that long."""
    never = threading.Event()
    for _ in range(LOCK_TRIES):
        if file_lock.lock(file):
            return True
        never.wait(LOCK_PAUSE_SECONDS)
    return False


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
