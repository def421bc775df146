"""Members of a zip as items: read as streams, counted byte by byte, never unpacked to disk."""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from kithly.errors import SourceFormatError
from kithly.sources.base import Item

SOURCE = "files"
MAX_ENTRIES = 100_000  # each is held in memory, by python and by us
MAX_DIRECTORY = 32 << 20  # bytes of a central directory; python keeps each entry in memory
MAX_RATIO = 200  # unpacked to packed; text reaches 50, a bomb 1,000
FREE = 64 << 20  # bytes that any member may have, whatever its ratio
FREE_TOTAL = 256 << 20  # bytes that any archive may have, zips inside it included
MAX_NESTED = 64 << 20  # bytes of a zip inside a zip, which is held in memory

_END = b"PK\x05\x06"
_ENTRY = b"PK\x01\x02"
_LOCAL = b"PK\x03\x04"
_READABLE = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_DRIVE = re.compile(r"^[A-Za-z]:")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error)


def budget_of(packed: int) -> int:
    """Return how many bytes may come out of that many packed ones."""
    return max(FREE, packed * MAX_RATIO)


def guarded(stream: BinaryIO, *, budget: int, at: str) -> BinaryIO:
    """Return the stream under a byte budget, with every failure as a `SourceFormatError`.

    Args:
        stream: What to read.
        budget: Most bytes that may be read.
        at: Path shown in the error.
    """
    return _Patient(_Guarded(stream, budget, at), 1 << 16)


class _Patient(io.BufferedReader):
    """Gives what was read before a failure; the failure comes with the next read."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Read up to that many bytes; all of them if negative or None."""
        left = size if size is not None and size >= 0 else 1 << 62
        parts: list[bytes] = []
        try:
            while left > 0 and (part := self.read1(min(left, 1 << 20))):
                parts.append(part)
                left -= len(part)
        except SourceFormatError:
            if not parts:
                raise
        return b"".join(parts)


class _Guarded(io.RawIOBase):
    """Counts what is really read."""

    def __init__(self, stream: BinaryIO, budget: int, at: str) -> None:
        super().__init__()
        self._stream = stream
        self._left = budget
        self._at = at
        self._read = getattr(stream, "read1", stream.read)
        self._failure: SourceFormatError | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed: Buffer
        if self._failure is not None:
            raise self._failure
        try:
            data: bytes = self._read(len(buffer))
        except (*_BROKEN, OSError) as error:
            self._failure = _refusal(self._at, "is damaged or cut short", "Download it again.")
            raise self._failure from error
        self._left -= len(data)
        if self._left < 0:
            self._failure = _refusal(self._at, "unpacks to far more than it should", "Do not trust this file.")
            raise self._failure
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _refusal(at: str, why: str, hint: str) -> SourceFormatError:
    return SourceFormatError(SOURCE, at, f"{at.rsplit('/', 1)[-1]} {why}.", hint=hint)


@dataclass(slots=True, kw_only=True)
class _Around:
    """What a zip inside a zip must know of the outer one.

    Attributes:
        left: Bytes that may still come out of the zips inside, all together.
        mark: Mark of the inner zip as an item of the outer.
    """

    left: int
    mark: str = ""


def zip_items(place: Path | bytes, shown: str, *, container: str, around: _Around | None = None) -> Iterator[Item]:
    """Yield every file of a zip, in the order of its directory.

    The zip is not kept open: each member opens it anew, at its own place.

    Args:
        place: The zip on disk or in memory.
        shown: Path of the zip as the user sees it.
        container: Name of the zip.
        around: The zip it lies in, if any; zips inside such a one stay closed.

    Raises:
        SourceFormatError: It is damaged, or too large to be honest.
    """
    try:
        with _raw(place) as stream:
            _check_directory(stream, shown)
            with zipfile.ZipFile(stream) as archive:
                members = [info for info in archive.infolist() if not info.is_dir()]
                left = _check_members(members, archive.start_dir, shown, around)
    except (*_BROKEN, UnicodeError) as error:
        raise _refusal(shown, "is damaged or cut short", "Download it again.") from error
    inside = _Around(left=left)
    for info in members:
        name = _name(info)
        if is_hidden(name):
            continue
        item = _member(place, info, name, shown=shown, container=container)
        if around is not None:
            yield replace(item, mark=around.mark + item.mark)
        elif name.lower().endswith(".zip") and _fault(info, name) is None:
            inside.mark = item.mark
            yield from _nested(item, inside)
        else:
            yield item


def _raw(place: Path | bytes) -> BinaryIO:
    return place.open("rb") if isinstance(place, Path) else io.BytesIO(place)


def _check_directory(stream: BinaryIO, shown: str) -> None:
    """Refuse a directory that would not fit in memory, before anything reads it."""
    end = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, end - 65_600))
    tail = stream.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < 22:
        raise zipfile.BadZipFile
    counts = [struct.unpack("<HI", tail[place + 10 : place + 16])]
    if tail[max(0, place - 20) : place].startswith(b"PK\x06\x07"):  # python believes this one, whatever the other says
        counts.append(_zip64(tail, place))
    count, size = (max(told) for told in zip(*counts, strict=True))
    if size == 0xFFFFFFFF:
        if len(counts) == 1:
            raise zipfile.BadZipFile
        count, size = counts[1]
    if size > MAX_DIRECTORY or count > MAX_ENTRIES:
        raise _refusal(shown, f"lists over {MAX_ENTRIES} files", "Unpack it and import the folder you need.")
    stream.seek(max(0, end - (len(tail) - place) - size - 76))
    if stream.read(size + 76).count(_ENTRY) > MAX_ENTRIES:
        raise _refusal(shown, f"lists over {MAX_ENTRIES} files", "Unpack it and import the folder you need.")
    stream.seek(0)


def _zip64(tail: bytes, place: int) -> tuple[int, int]:
    found = tail.rfind(b"PK\x06\x06", 0, place)
    if found < 0 or len(tail) - found < 56:
        return 0, 0
    count, size = struct.unpack("<QQ", tail[found + 32 : found + 48])
    return count, size


def _check_members(members: list[zipfile.ZipInfo], start: int, shown: str, around: _Around | None) -> int:
    """Refuse overlapping members and a whole that unpacks to far too much; return the bytes left for zips inside."""
    packed = end = 0
    for info in sorted(members, key=lambda one: one.header_offset):
        if info.header_offset < end and info.compress_size:
            raise _refusal(shown, "holds files that overlap", "Do not trust this file.")
        end = info.header_offset + 30 + info.compress_size
        packed += info.compress_size
    if end > start:
        raise zipfile.BadZipFile
    left = (max(FREE_TOTAL, packed * MAX_RATIO) if around is None else around.left) - sum(
        info.file_size for info in members
    )
    if left < 0:
        raise _refusal(shown, "unpacks to far more than it should", "Do not trust this file.")
    if around is not None:
        around.left = left
    return left


def _name(info: zipfile.ZipInfo) -> str:
    """Return the member's name: UTF-8 even where the writer forgot to say so."""
    name = info.filename
    if not info.flag_bits & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.encode("utf-8", "replace").decode("utf-8").replace("\\", "/")


def is_hidden(name: str) -> bool:
    """Say whether a member is of no interest; of hidden folders, mail folders are (``.Sent/cur/...``)."""
    *folders, last = name.split("/")
    if "__MACOSX" in folders or (last.startswith(".") and last.strip(".")):
        return True
    return folders[-1:] not in (["cur"], ["new"]) and any(one.startswith(".") and one.strip(".") for one in folders)


def fault_of_name(name: str) -> tuple[str, str] | None:
    """Return why a member of that name must not be opened, and what to do, or None."""
    if name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/"):
        return "has a name that leads out of its archive", "Do not trust this file."
    return None


def _fault(info: zipfile.ZipInfo, name: str) -> tuple[str, str] | None:
    """Return why a member must not be opened, and what to do, or None."""
    outside = fault_of_name(name)
    if outside:
        return outside
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a link, not a file", "Import the file it leads to."
    if info.flag_bits & 0x1:
        return "is locked with a password", "Unpack it first, then import the folder."
    if info.compress_type not in _READABLE:
        return "is packed in a way that is not read", "Unpack it first, then import the folder."
    if info.file_size > budget_of(info.compress_size):
        return "unpacks to far more than it should", "Do not trust this file."
    return None


def _member(place: Path | bytes, info: zipfile.ZipInfo, name: str, *, shown: str, container: str) -> Item:
    path = f"{shown}/{name.lstrip('/')}"
    fault = _fault(info, name)
    opener = partial(_refuse, path, fault) if fault else partial(_open, place, info, path)
    return Item(
        path=path,
        name=name.lstrip("/"),
        size=info.file_size,
        modified=_stamp(info),
        container=container,
        opener=opener,
        mark=f"{info.CRC:08x}@{info.header_offset} ",
    )


def _refuse(path: str, fault: tuple[str, str]) -> BinaryIO:
    raise _refusal(path, *fault)


def _open(place: Path | bytes, info: zipfile.ZipInfo, path: str) -> BinaryIO:
    stream = _raw(place)
    try:
        stream.seek(info.header_offset)
        mark, names, extra = struct.unpack("<4s22xHH", stream.read(30))
        if mark != _LOCAL:
            raise zipfile.BadZipFile
        stream.seek(names + extra, io.SEEK_CUR)
        member = zipfile.ZipExtFile(stream, "r", info, close_fileobj=True)
    except (*_BROKEN, OSError) as error:
        stream.close()
        raise _refusal(path, "is damaged or cut short", "Download it again.") from error
    return guarded(cast("BinaryIO", member), budget=budget_of(info.compress_size), at=path)


def _nested(outer: Item, around: _Around) -> Iterator[Item]:
    """Yield the files of a zip inside a zip; a broken one is named by the item it is."""
    path, name = outer.path, outer.path.rsplit("/", 1)[-1]
    try:
        if outer.size > MAX_NESTED:
            raise _refusal(path, "is a large zip inside a zip", "Unpack the outer one first.")
        with outer.opener() as stream:
            data = stream.read(MAX_NESTED + 1)
        yield from zip_items(data, path, container=path, around=around)
    except SourceFormatError as error:
        fault = (str(error).rstrip(".").removeprefix(name).strip(), error.hint)
        yield replace(outer, name=name, container=path, opener=partial(_refuse, path, fault))


def _stamp(info: zipfile.ZipInfo) -> datetime:
    """Return a member's own stamp, taken as UTC (a zip names no zone)."""
    try:
        return datetime(*info.date_time, tzinfo=UTC)
    except ValueError:
        return datetime(1980, 1, 1, tzinfo=UTC)
