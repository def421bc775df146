"""Folders that hold a file for each mail, on disk or in a zip: each becomes one item.

A maildir of 200,000 mails would be 200,000 rows of an import, and to look at each file takes minutes. As one item
it is listed once; whether anything in it changed is told by the times of its folders alone.
"""

from __future__ import annotations

import os
import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO, overload

from kithly.sources._formats.mail_head import emlx_start, is_mail
from kithly.sources._formats.mail_states import has_state
from kithly.sources.base import HEAD, Item, Listing

MAILDIR, MAILS = "maildir", "mails"
DELIVERED = ("cur", "new")  # tmp holds what is being delivered, which is nobody's mail yet
_BESIDE = ("new", "tmp")  # one of them beside "cur" makes a maildir; Thunderbird makes no "new"
SAMPLE = 32  # files of a folder that are looked at for the size of all
FEW = 2  # single mails of one folder that are read as one item
_MAIL_NAME = re.compile(r"(?i).*\.(?:eml|emlx)")
NUMBER_NAME = re.compile(r"\d{1,9}\.?")  # MH and news spools number their files
# What mail servers and programs keep beside the mails of a maildir, for themselves
_BOOKKEEPING = ("dovecot", "courier", "maildirfolder", "maildirsize", "subscriptions", "sieve", "shared-maildirs")


class Names(Sequence[str]):
    """Many names in one piece of memory: a text each would take 100 bytes more, and would not be given back."""

    __slots__ = ("_ends", "_text")

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names, in their order."""
        encoded = [name.encode("utf-8", "surrogateescape") for name in names]
        self._ends = array("Q", accumulate(map(len, encoded)))
        self._text = b"".join(encoded)

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        place %= len(self)
        return self._text[self._ends[place - 1] if place else 0 : self._ends[place]].decode("utf-8", "surrogateescape")


@dataclass(frozen=True, slots=True)
class DiskLeaves:
    """The mails of one folder on disk.

    Attributes:
        root: The folder.
        form: `MAILDIR` or `MAILS`.
        folders: Folders inside that hold the files; one empty name for the folder itself.
        has_numbers: Files that are called by a number are mails here.
        is_on_disk: Always.
    """

    root: Path
    form: str
    folders: tuple[str, ...]
    has_numbers: bool = False
    is_on_disk: bool = True

    def names(self) -> list[str]:
        """Return the names of all files, in order."""
        found: list[str] = []
        for folder in self.folders:
            before = f"{folder}/" if folder else ""
            found += [before + name for name in _listed(self.root / folder) if self._belongs(name)]
        found.sort()
        return found

    def _belongs(self, name: str) -> bool:
        if name.startswith("."):
            return False
        if self.form == MAILDIR or has_mail_name(name):
            return True
        return self.has_numbers and NUMBER_NAME.fullmatch(name) is not None

    def listing(self) -> Listing:
        """Return all files with size and time; what is gone again, or no file, is left out."""
        names, sizes, changed = [], array("q"), array("q")
        for name in self.names():
            try:
                status = os.stat(f"{self.root}/{name}")  # noqa: PTH116 - 200,000 Path objects cost a second
            except OSError:
                continue
            if status.st_mode & 0o170000 == 0o100000:
                names.append(name)
                sizes.append(status.st_size)
                changed.append(int(status.st_mtime))
        return Listing(names=Names(names), sizes=sizes, changed=changed)

    def open(self, name: str) -> BinaryIO:
        """Open one of them."""
        return (self.root / name).open("rb")


def _listed(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        return [entry.name for entry in entries]


def has_mail_name(name: str) -> bool:
    """Say whether a file is called as a single mail."""
    return _MAIL_NAME.fullmatch(name) is not None or has_state(name)


def is_bookkeeping(name: str) -> bool:
    """Say whether a file in a maildir is its server's or program's own, and no mail."""
    return name.lower().startswith(_BOOKKEEPING)


def maildir_folders(folder: str, folders: Sequence[str]) -> tuple[str, ...]:
    """Return which of the folders in a folder hold the mails of a maildir; none where it is no maildir.

    Args:
        folder: The folder.
        folders: Names of the folders in it.
    """
    held = tuple(name for name in DELIVERED if name in folders)
    if "cur" in folders and any(name in folders for name in _BESIDE):
        return held
    return held if any(_holds_mail(Path(folder, name)) for name in held) else ()


def _holds_mail(folder: Path) -> bool:
    """Say whether a folder called ``cur`` or ``new`` that stands alone holds mail: git keeps no empty folders."""
    try:
        names = sorted(name for name in _listed(folder) if not name.startswith("."))[:FEW]
    except OSError:
        return False
    return any(has_state(name) or _is_mail_file(folder / name) for name in names)


def _is_mail_file(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            head = stream.read(HEAD)
    except OSError:
        return False
    return is_mail(head) or emlx_start(head) > 0


def is_hidden_mail(folder: str, name: str) -> bool:
    """Say whether a hidden folder holds mail: ``.Sent`` of Dovecot and Courier, ``.inbox.directory`` of KMail."""
    return name.lower().endswith(".directory") or any(Path(folder, name, one).is_dir() for one in DELIVERED)


def mail_files(folder: str, files: Sequence[str]) -> list[str]:
    """Return which files of a folder are single mails that are read together; none where there are too few."""
    named = [name for name in files if has_mail_name(name)]
    numbered = [name for name in files if NUMBER_NAME.fullmatch(name)]
    if len(numbered) >= FEW and all(_is_mail_file(Path(folder, name)) for name in numbered[:FEW]):
        named += numbered
    return named if len(named) >= FEW else []


def disk_folder(leaves: DiskLeaves, shown: str, *, name: str, container: str) -> Item | None:
    """Return a folder of mails on disk as one item; None where it holds none.

    Args:
        leaves: Its mails.
        shown: Its path as the user sees it.
        name: Its path inside its container.
        container: The folder the user named.

    Raises:
        OSError: It cannot be listed.
    """
    root = leaves.root
    names = leaves.names()
    if not names:
        return None
    times = [(root / folder).stat().st_mtime_ns for folder in leaves.folders]
    sizes = [size for each in names[:: len(names) // SAMPLE + 1] if (size := _size(f"{root}/{each}"))]
    about = len(names) * sum(sizes) // len(sizes) if sizes else 0
    return Item(
        path=shown if leaves.form == MAILDIR else f"{shown}/*.eml",
        name=name,
        size=max(about, len(names)),
        modified=datetime.fromtimestamp(max(0, max(times) // 10**9), UTC),
        container=container,
        opener=BytesIO,
        mark=" ".join(map(str, (len(names), *times))),
        leaves=leaves,
    )


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116 - as above
    except OSError:
        return 0
