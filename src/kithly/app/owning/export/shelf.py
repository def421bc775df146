"""Files of an export while it is made: for their owner alone, on the disk for good, each with its sum."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Final

from kithly.transport.whole_files import FOLDER_MODE, new_file, sync_folder

LEVEL: Final = 6  # zlib level of a packed export: it travels, so it may be small
CHUNK: Final = 1 << 20  # bytes read at a time
OLDEST: Final = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """One file that was written.

    Attributes:
        name: Its path in the export, with slashes.
        size: Bytes.
        sha256: Of its bytes, hexadecimal.
        count: How many things it holds: cards, appointments, mails, rows, lines.
    """

    name: str
    size: int
    sha256: str
    count: int


class Writer:
    """Writes one file, and counts."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self.size = 0
        self.count = 0

    def add(self, data: bytes, *, counts: int = 1) -> None:
        """Write some bytes, which are so many things."""
        self._stream.write(data)
        self._digest.update(data)
        self.size += len(data)
        self.count += counts

    @property
    def sha256(self) -> str:
        """The sum of what was written."""
        return self._digest.hexdigest()


@dataclass(slots=True)
class Shelf:
    """The folder an export is made in.

    Attributes:
        folder: It exists, and is empty.
        files: What was written so far.
    """

    folder: Path
    files: list[Put] = field(default_factory=list)

    @contextmanager
    def put(self, name: str) -> Iterator[Writer]:
        """Give what writes a file of this name; it is on the disk afterwards."""
        path = self.folder.joinpath(*name.split("/"))
        if not path.parent.exists():
            path.parent.mkdir(mode=FOLDER_MODE)
        with os.fdopen(new_file(path), "wb") as stream:
            writer = Writer(stream)
            yield writer
            stream.flush()
            os.fsync(stream.fileno())
        self.files.append(Put(name=name, size=writer.size, sha256=writer.sha256, count=writer.count))

    def sync(self) -> None:
        """Let the names outlive a power cut."""
        for folder in sorted({path.parent for path in self.folder.rglob("*")} | {self.folder}):
            sync_folder(folder)

    def pack(self, path: Path, at: datetime) -> None:
        """Put all files into one new zip; the same files and moment give the same bytes."""
        with os.fdopen(new_file(path), "w+b") as stream:
            self.pack_into(stream, at)
            stream.flush()
            os.fsync(stream.fileno())

    def pack_into(self, stream: IO[bytes], at: datetime) -> None:
        """Write the same into a file that is open."""
        stamp = max(OLDEST, at.timetuple()[:6])
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
            for one in self.files:
                info = zipfile.ZipInfo(one.name, stamp)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o600 << 16
                _copy(archive, info, self.folder / one.name)


def _copy(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path) -> None:
    with path.open("rb") as source, archive.open(info, "w", force_zip64=True) as out:
        while chunk := source.read(CHUNK):
            out.write(chunk)
