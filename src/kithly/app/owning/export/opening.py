"""An export that lies somewhere: a folder or a zip, read by the names it may have and within limits."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from kithly.app.bringing.own_exports import BROKEN, MANIFEST
from kithly.app.owning.export.lines import FOLDER, FORM
from kithly.errors import SourceFormatError
from kithly.store.interchange.nouns import COUNTED_ON, NOUNS
from kithly.store.interchange.reading import damaged

MOST_MANIFEST: Final = 1 << 20  # bytes; one has some ten thousand
MOST_LINE: Final = 64 << 20  # bytes; the longest holds a picture or the text of one message
MOST_RATIO: Final = 200  # of a packed file to what it holds; lines of JSON have some ten
SMALL: Final = 16 << 20  # bytes that may be packed as tightly as they can
CHUNK: Final = 1 << 20
MOST_GIVEN: Final = 1 << 32  # rows that one table ever had: more than a life's decisions
SOURCE: Final = "kithly_export"
AGAIN: Final = "Export again, then import that."


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an export says of one of its tables."""

    count: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """An export that can be taken in.

    Attributes:
        path: The folder or zip.
        tables: What it says of each table it holds, by name.
        reached: The last number that was ever given, for tables in which ids follow from numbers.
    """

    path: Path
    tables: Mapping[str, Told]
    reached: Mapping[str, int]

    def check(self) -> None:
        """Compare every table with its sum.

        Raises:
            SourceFormatError: One is other than it was, or breaks a limit; it is named.
        """
        for name, told in self.tables.items():
            digest, size = hashlib.sha256(), 0
            with _opened(self.path, f"{FOLDER}/{name}.jsonl") as stream:
                while chunk := stream.read(CHUNK):
                    size += len(chunk)
                    if size > told.size:
                        break
                    digest.update(chunk)
            if size != told.size or digest.hexdigest() != told.sha256:
                raise damaged(name, None, "it is not as it was written")

    def lines(self, name: str) -> Iterator[tuple[int, Any]]:
        """Yield number and content of each line of a table.

        Raises:
            SourceFormatError: A line is no JSON, or there are more or fewer than the export says.
        """
        number = 0
        with _opened(self.path, f"{FOLDER}/{name}.jsonl") as stream:
            while line := stream.readline(MOST_LINE):
                number += 1
                if number > self.tables[name].count:
                    break
                yield number, _line(name, number, line)
        if number != self.tables[name].count:
            raise damaged(name, None, "it has other lines than the export says")


def open_export(path: Path) -> Export:
    """Return an export that lies at a path.

    Raises:
        SourceFormatError: It is damaged, of a newer Kithly, or holds no lines.
    """
    with _opened(path, MANIFEST) as stream:
        data = stream.read(MOST_MANIFEST + 1)
    try:
        told = json.loads(data) if len(data) <= MOST_MANIFEST else {}
        form, files = told["form"], {one["name"]: _told(one) for one in told["files"]}
        reached = {table.name: _number(told["reached"][table.name]) for table in COUNTED_ON}
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise SourceFormatError(
            SOURCE, str(path), f"The export at {path} is damaged: {MANIFEST} makes no sense.", hint=AGAIN
        ) from error
    if form != FORM:
        raise SourceFormatError(
            SOURCE, str(path), "A newer Kithly made this export.", hint="Update Kithly, then import it."
        )
    tables = {noun.name: files[name] for noun in NOUNS if (name := f"{FOLDER}/{noun.name}.jsonl") in files}
    if len(tables) < len(NOUNS):
        raise SourceFormatError(
            SOURCE,
            str(path),
            "This export holds no lines from which a network can be made.",
            hint="kithly export, without --only",
        )
    return Export(path=path, tables=tables, reached=reached)


def _number(told: Any) -> int:
    if not isinstance(told, int) or not 0 <= told <= MOST_GIVEN:
        raise ValueError(told)
    return told


def _told(one: Mapping[str, Any]) -> Told:
    count, size, sha256 = one["count"], one["bytes"], one["sha256"]
    if not (isinstance(count, int) and isinstance(size, int) and isinstance(sha256, str) and 0 <= count <= size):
        raise ValueError(one)
    return Told(count=count, size=size, sha256=sha256)


def _line(name: str, number: int, line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise damaged(name, number, "it is no JSON") from error


@contextmanager
def _opened(path: Path, name: str) -> Iterator[IO[bytes]]:
    """Open a file of an export by a name of ours.

    Raises:
        SourceFormatError: It cannot be read, or is packed more tightly than lines ever are.
    """
    try:
        if path.is_dir():
            with path.joinpath(*name.split("/")).open("rb") as stream:
                yield stream
            return
        with zipfile.ZipFile(path) as archive:
            info = archive.getinfo(name)
            if info.file_size > max(SMALL, MOST_RATIO * info.compress_size):
                raise SourceFormatError(
                    SOURCE, name, f"The export is damaged: {name} would unpack without end.", hint=AGAIN
                )
            with archive.open(info) as stream:
                yield stream
    except (OSError, *BROKEN) as error:
        raise SourceFormatError(SOURCE, name, f"The export is damaged: {name} cannot be read.", hint=AGAIN) from error
