"""A file, a folder or a zip as items to read, within limits and without unpacking anything to disk."""

from __future__ import annotations

import gzip
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from kithly.errors import NotFound, SourceFormatError
from kithly.sources._formats.mail_folders import disk_folder
from kithly.sources._formats.mail_places import is_mail_folder
from kithly.sources._formats.mail_zips import packed_folders
from kithly.sources._formats.tarred import is_tar, tar_items
from kithly.sources._formats.walked import walk
from kithly.sources._formats.zipped import SOURCE, budget_of, guarded, zip_items
from kithly.sources.base import Item, Siblings

WRAPPINGS = 3  # folders around an export that are taken off
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP = b"\x1f\x8b"
HEAD_OF_TAR = 512  # bytes of a tar's first header
HALF = (".crdownload", ".part", ".partial", ".download", ".opdownload", ".!ut")  # what browsers call them
_TELLING = frozenset({"messages.csv", "invitations.csv", "profile.csv"})
MAX_BESIDE = 9  # files beside a single csv that are looked at
_MAILDIR = frozenset({"cur", "new", "tmp"})
_NUMBERED = re.compile(r"(?:_\d+|(?<!\s)\s*\(\d+\)){1,20}$")
_BLANK = re.compile(r"[\s_]+")


def canonical_name(name: str) -> str:
    """Return a file's name as exports are matched: no folder, case, blanks or numbering.

    Example:
        >>> canonical_name("Export/Email Addresses_17529409 (1).CSV")
        'emailaddresses.csv'
    """
    stem, dot, suffix = PurePosixPath(name).name.rpartition(".")
    if not dot:
        stem, suffix = suffix, ""
    return (_BLANK.sub("", _NUMBERED.sub("", stem)) + dot + suffix).casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A file that lies under another name than the user knows it by, because it was handed over.

    Attributes:
        path: Where it lies; its time is the time of the user's own file, or 1970 where that is not known.
        name: The user's name of it: shown, and read for what it tells, but never a path.
        mark: What tells it from other contents where its time is not known.
        beside: The other files handed over with it.
    """

    path: Path
    name: str
    mark: str = ""
    beside: tuple[Arrival, ...] = ()


def items(place: Path | Arrival) -> tuple[Item, ...]:
    """Return everything that can be read under a path the user named, or in a file that was handed over.

    Items of one folder or zip know each other as siblings. A member that breaks a limit (encrypted,
    outside its archive, a zip bomb) is an item whose opening raises, so that it is named, not lost.

    Raises:
        NotFound: There is nothing at this path.
        SourceFormatError: It is empty, cannot be read, or is a container that breaks a limit.
    """
    if isinstance(place, Arrival):
        return tuple(replace(item, mark=item.mark + place.mark) for item in _arrived(place))
    try:
        status = place.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise NotFound("file", str(place), hint="Check the spelling, or drag the file into the terminal.") from None
    except (OSError, ValueError) as error:
        raise _unreadable(place.name, error) from error
    if stat.S_ISDIR(status.st_mode):
        return _folder(place)
    if not stat.S_ISREG(status.st_mode):
        raise SourceFormatError(
            SOURCE, str(place), f"{place.name} is a device, not a file.", hint="Name a file or folder."
        )
    return _alone(place, place.name, _beside(place))


def _arrived(arrival: Arrival) -> tuple[Item, ...]:
    """Return what is in a file that was handed over, under the user's name."""
    others = [one for one in arrival.beside if one.path != arrival.path] if _is_table(arrival.name) else []
    telling = [one for one in others if canonical_name(one.name) in _TELLING][:MAX_BESIDE]
    return _alone(arrival.path, arrival.name, (_on_disk(one.path, one.name, container="") for one in telling))


def _alone(path: Path, name: str, beside: Iterable[Item]) -> tuple[Item, ...]:
    """Return what is in a file that lies in no folder the user named.

    Args:
        path: Where it lies.
        name: What the user calls it.
        beside: Files that are not read, but tell whose this one is.
    """
    try:
        if not path.stat().st_size:
            raise SourceFormatError(SOURCE, name, f"{name} is empty.", hint="Download or export it again.")
        found = tuple(_file(path, name, container=""))
    except OSError as error:
        raise _unreadable(name, error) from error
    if len(found) != 1 or found[0].container:
        return found
    siblings = Siblings()
    siblings.update({one.name: one for one in (*found, *beside)})
    return (replace(found[0], siblings=siblings),)


def _unreadable(name: str, error: Exception) -> SourceFormatError:
    why = getattr(error, "strerror", None) or "its name is not valid"
    return SourceFormatError(SOURCE, name, f"{name} cannot be read: {why}.", hint="Check its permissions.")


def _file(path: Path, shown: str, *, container: str, name: str = "") -> Iterator[Item]:
    """Yield the items of one regular file: itself, what its gzip holds, or its zip's members.

    Raises:
        SourceFormatError: It is half a download, or a container that breaks a limit.
    """
    if shown.lower().endswith(HALF):
        raise SourceFormatError(SOURCE, shown, f"{path.name} is half a download.", hint="Wait until it is whole.")
    with path.open("rb") as stream:
        head = stream.read(HEAD_OF_TAR)
    magic = head[:4]
    if magic in _ZIP:
        members = zip_items(path, shown, container=PurePosixPath(name or shown).name)
        yield from _related(packed_folders(members))
        return
    item = _on_disk(path, shown, container=container, name=name)
    is_packed = magic.startswith(_GZIP)
    item = _gunzipped(path, item) if is_packed else item
    if is_tar(_begun(item) if is_packed else head):
        members = tar_items(path, shown, container=PurePosixPath(name or shown).name, is_packed=is_packed)
        yield from _related(packed_folders(members))
    else:
        yield item


def _begun(item: Item) -> bytes:
    """Return how a packed file begins; nothing where it is damaged, which is told when it is read."""
    try:
        return item.head(HEAD_OF_TAR)
    except SourceFormatError:
        return b""


def _is_table(name: str) -> bool:
    return name.lower().endswith(".csv")


def _beside(path: Path) -> Iterator[Item]:
    """Yield the best known files of an export that lie beside a single csv: they are not read, but tell whose it is."""
    if not _is_table(path.name):
        return
    try:
        found = [one for one in path.parent.iterdir() if canonical_name(one.name) in _TELLING and one != path]
        for one in sorted(found)[:MAX_BESIDE]:
            if one.is_file():
                yield _on_disk(one, one.name, container="")
    except OSError:
        return


def _on_disk(path: Path, shown: str, *, container: str, name: str = "") -> Item:
    status = path.stat()
    return Item(
        path=shown,
        name=name or shown,
        size=status.st_size,
        modified=datetime.fromtimestamp(max(0, status.st_mtime), UTC),
        container=container,
        opener=partial(_open, path),
        is_on_disk=True,
    )


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def _gunzipped(path: Path, item: Item) -> Item:
    """Return the item of what a gzip file holds (a mailbox kept compressed)."""
    name = re.sub(r"\.t?gz$", "", item.name, flags=re.IGNORECASE)
    budget = budget_of(item.size)
    size = max(item.size, _unpacked_size(path))

    def opener() -> BinaryIO:
        return guarded(cast("BinaryIO", gzip.open(path, "rb")), budget=budget, at=item.path)

    return replace(item, name=name, size=size, opener=opener, is_on_disk=False)


def _unpacked_size(path: Path) -> int:
    """Return the size a gzip file says it unpacks to: its last four bytes, little-endian (RFC 1952)."""
    with path.open("rb") as stream:
        stream.seek(-min(4, path.stat().st_size), os.SEEK_END)
        return int.from_bytes(stream.read(4), "little")


def _folder(root: Path) -> tuple[Item, ...]:
    container = root.resolve().name
    plain: list[Item] = []
    found: list[Item] = []
    locked: list[OSError] = []
    for path, name, leaves in walk(root, locked.append):
        shown = (f"{root}/{name}" if str(root) not in {".", ""} else name).removesuffix("/.")
        try:
            if leaves is not None:
                mails = disk_folder(leaves, shown, name=container if name == "." else name, container=container)
                inside = [mails] if mails is not None else []
            else:
                inside = list(_file(path, shown, container=container, name=name)) or [
                    _unopenable(path, shown, name, container, _empty(path))
                ]
        except (OSError, SourceFormatError) as error:
            inside = [_unopenable(path, shown, name, container, error)]
        (plain if {item.container for item in inside} <= {container} else found).extend(inside)
    for closed in locked:
        path = Path(str(closed.filename))
        plain.append(_unopenable(path, str(path), path.name, container, closed))
    if not plain and not found:
        raise SourceFormatError(SOURCE, str(root), f"{container or root} holds no files.", hint="Name another folder.")
    return (*_related(plain), *found)


def _empty(path: Path) -> SourceFormatError:
    return SourceFormatError(SOURCE, path.name, f"There is no file in {path.name}.", hint="Download it again.")


def _unopenable(path: Path, shown: str, name: str, container: str, error: Exception) -> Item:
    """Return an item that says why a file of a folder cannot be read when it is opened."""
    failure = error if isinstance(error, SourceFormatError) else _unreadable(path.name, error)

    def opener() -> BinaryIO:
        raise failure

    start = datetime.fromtimestamp(0, UTC)
    return Item(path=shown, name=name, size=1, modified=start, container=container, opener=opener)


def _related(found: Iterable[Item]) -> tuple[Item, ...]:
    """Take wrapping folders off the names and make the items of each container know each other."""
    by_container: dict[str, list[Item]] = {}
    for item in found:
        by_container.setdefault(item.container, []).append(item)
    related: list[Item] = []
    for group in by_container.values():
        cut = _wrapping([item.name for item in group])
        siblings = Siblings()
        for item in group:
            own = replace(item, name=item.name[cut:], siblings=siblings)
            siblings.setdefault(own.name, own)
            related.append(own)
    return tuple(related)


def _wrapping(names: list[str]) -> int:
    """Return how many leading characters of all names are folders around an export."""
    cut = 0
    for _ in range(WRAPPINGS):
        tops = {name[cut:].partition("/")[0] if "/" in name[cut:] else "" for name in names}
        top = tops.pop() if len(tops) == 1 else ""
        if not top or top in _MAILDIR or is_mail_folder(top):
            break
        cut += len(top) + 1
    return cut
