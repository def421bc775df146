"""Members of a tar, packed as gzip or not, as items: read as streams, never unpacked to disk.

A packed tar has no directory and can only be read from its beginning. So it is gone through once: what each member
is called, and how it begins. A member that is read further is reached from where the last one ended, or by unpacking
what stands before it again; the last member of no great size is remembered, since most are opened more than once.
"""

from __future__ import annotations

import gzip
import io
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from kithly.errors import SourceFormatError
from kithly.sources._formats.zipped import MAX_ENTRIES, SOURCE, budget_of, fault_of_name, guarded, is_hidden
from kithly.sources.base import HEAD, Item

MAGIC_AT, MAGIC = 257, b"ustar"  # POSIX.1-1988 and GNU
HEADS = 32 << 20  # bytes of beginnings kept of all members together
SHORT = 512  # bytes kept of a picture or film, which nobody reads
REMEMBERED = 8 << 20  # bytes of the last member that are kept at most
MAX_HEADER = 1 << 20  # bytes of what is said of a member, its name among it; tarfile holds it in memory
SKIP = 1 << 20  # bytes passed over at a time
_MEDIA = (
    ".jpg", ".jpeg", ".png", ".gif", ".heic", ".heif", ".webp", ".bmp", ".tif", ".tiff", ".mp4", ".mov", ".m4v", ".avi",
    ".mkv", ".3gp", ".mp3", ".m4a", ".wav", ".ogg", ".pdf", ".mts", ".dng", ".raw", ".zip",
)  # fmt: skip
_HEADERS = (
    tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK,
)  # fmt: skip
_BROKEN = (tarfile.TarError, EOFError, zlib.error, OSError, ValueError)


class _Member(tarfile.TarInfo):
    """A member whose long name and extended header are read only if they are of honest size."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type in _HEADERS and self.size > MAX_HEADER:
            raise tarfile.ReadError("a header without end")
        return cast("tarfile.TarInfo", super()._proc_member(archive))  # type: ignore[misc]  # unknown to its types


def is_tar(head: bytes) -> bool:
    """Say whether a file that begins so is a tar."""
    return head[MAGIC_AT : MAGIC_AT + len(MAGIC)] == MAGIC


@dataclass(slots=True)
class _Last:
    """Where reading of a tar has come to, and the member that was read last.

    Attributes:
        stream: The tar, open at a place; None while somebody reads it.
        at: That place.
        offset: Where the remembered bytes begin.
        data: The remembered bytes.
    """

    stream: BinaryIO | None = None
    at: int = 0
    offset: int = -1
    data: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tar:
    """One tar on disk.

    Attributes:
        path: Where it lies.
        shown: Its path as the user sees it.
        container: Its name.
        is_packed: It is packed as gzip.
        last: What was read of it last.
    """

    path: Path
    shown: str
    container: str
    is_packed: bool
    last: _Last = field(default_factory=_Last, compare=False, repr=False)

    def stream(self) -> BinaryIO:
        """Open it unpacked, under its budget."""
        raw = gzip.open(self.path, "rb") if self.is_packed else self.path.open("rb")  # noqa: SIM115 - handed out
        budget = budget_of(self.path.stat().st_size)
        return guarded(cast("BinaryIO", raw), budget=budget, at=self.shown)

    def stream_at(self, place: int) -> BinaryIO:
        """Open it at a place: from where the last reader left it, if that lies before."""
        stream, at = self.last.stream, self.last.at
        self.last.stream = None
        if stream is None or at > place:
            stream, at = self.stream(), 0
        while at < place and (passed := len(stream.read(min(place - at, SKIP)))):
            at += passed
        return stream

    def left_at(self, place: int, stream: BinaryIO) -> None:
        """Take back a stream that somebody has read up to a place."""
        if self.last.stream is not None:
            self.last.stream.close()
        self.last.stream, self.last.at = stream, place

    def short(self, place: int, size: int) -> bytes:
        """Return some bytes that are few enough to be remembered."""
        if self.last.offset != place or len(self.last.data) != size:
            stream = self.stream_at(place)
            self.last.data, self.last.offset = stream.read(size), place
            self.left_at(place + len(self.last.data), stream)
        return self.last.data


def tar_items(path: Path, shown: str, *, container: str, is_packed: bool) -> Iterator[Item]:
    """Yield every file of a tar; what is cut off or damaged behind them is an item that says so.

    Args:
        path: The tar on disk.
        shown: Its path as the user sees it.
        container: Its name.
        is_packed: It is packed as gzip.

    Raises:
        SourceFormatError: It holds more files than anybody reads one by one.
    """
    tar = _Tar(path=path, shown=shown, container=container, is_packed=is_packed)
    kept = 0
    count = 0
    try:
        with (
            tar.stream() as stream,
            tarfile.open(fileobj=stream, mode="r|", errors="surrogateescape", tarinfo=_Member) as archive,
        ):
            for member in archive:
                archive.members.clear()  # type: ignore[attr-defined]  # unknown to its types; it would keep each of them to its end
                name = _name(member.name)
                if member.isdir() or is_hidden(name):
                    continue
                count += 1
                _check(count, tar)
                head = _head(archive, member, name) if kept < HEADS else None
                kept += len(head or b"")
                yield _member(tar, member, name, head)
    except (*_BROKEN, SourceFormatError) as error:
        if count > MAX_ENTRIES:  # as a zip, which tells their number before any of them
            raise
        yield _rest(tar, error)


def _check(count: int, tar: _Tar) -> None:
    if count > MAX_ENTRIES:
        what = f"{tar.container} lists over {MAX_ENTRIES} files."
        raise SourceFormatError(SOURCE, tar.shown, what, hint="Unpack it and import the folder you need.")


def _name(name: str) -> str:
    return name.encode("utf-8", "replace").decode("utf-8").replace("\\", "/").removeprefix("./")


def _head(archive: tarfile.TarFile, member: tarfile.TarInfo, name: str) -> bytes:
    stream = archive.extractfile(member) if member.isreg() else None
    if stream is None:
        return b""
    return stream.read(SHORT if name.lower().endswith(_MEDIA) else HEAD)


def _member(tar: _Tar, member: tarfile.TarInfo, name: str, head: bytes | None) -> Item:
    path = f"{tar.shown}/{name.lstrip('/')}"
    fault = fault_of_name(name) or (None if member.isreg() else ("is a link, not a file", "Import what it leads to."))
    if fault:
        opener = partial(_refuse, path, *fault)
    elif head is not None and (member.size <= len(head) or len(head) == SHORT):
        opener = partial(_beginning, head)
    else:
        opener = partial(_open, tar, member.offset_data, member.size, head or b"")
    return Item(
        path=path,
        name=name.lstrip("/"),
        size=member.size,
        modified=datetime.fromtimestamp(min(max(0.0, float(member.mtime)), 4e9), UTC),
        container=tar.container,
        opener=opener,
        mark=f"@{member.offset_data} ",
    )


def _beginning(head: bytes) -> BinaryIO:
    return io.BytesIO(head)


def _refuse(path: str, why: str, hint: str) -> BinaryIO:
    raise SourceFormatError(SOURCE, path, f"{path.rsplit('/', 1)[-1]} {why}.", hint=hint)


def _open(tar: _Tar, offset: int, size: int, head: bytes) -> BinaryIO:
    return io.BufferedReader(_Part(tar, offset, size, head), 1 << 16)


class _Part(io.RawIOBase):
    """One member: its beginning out of memory, the rest out of the tar, which is opened only then."""

    def __init__(self, tar: _Tar, offset: int, size: int, head: bytes) -> None:
        super().__init__()
        self._tar = tar
        self._offset = offset
        self._size = size
        self._head = head
        self._at = 0
        self._stream: BinaryIO | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed: Buffer
        wanted = min(len(buffer), self._size - self._at)
        if self._at < len(self._head):
            data = self._head[self._at : self._at + wanted]
        else:
            data = self._rest().read(wanted) if wanted > 0 else b""
        if wanted > 0 and not data:
            raise SourceFormatError(
                SOURCE, self._tar.shown, f"{self._tar.container} is damaged or cut short.", hint="Download it again."
            )
        self._at += len(data)
        buffer[: len(data)] = data
        return len(data)

    def _rest(self) -> BinaryIO:
        """Return the tar at the place that is read next."""
        if self._stream is None:
            place, size = self._offset + self._at, self._size - self._at
            if size <= REMEMBERED:
                self._stream = io.BytesIO(self._tar.short(place, size))
            else:
                self._stream = self._tar.stream_at(place)
        return self._stream

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()
        super().close()


def _rest(tar: _Tar, error: Exception) -> Item:
    """Return an item that says why the rest of a tar is not read."""
    failure = (
        error
        if isinstance(error, SourceFormatError)
        else SourceFormatError(
            SOURCE, tar.shown, f"The rest of {tar.container} is damaged or cut short.", hint="Download it again."
        )
    )

    def opener() -> BinaryIO:
        raise failure

    start = datetime.fromtimestamp(0, UTC)
    name = tar.container
    return Item(path=tar.shown, name=name, size=1, modified=start, container=tar.container, opener=opener)
