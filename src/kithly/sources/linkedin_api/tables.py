"""The rows of a member's data as the files of an export, so that the very same readers make the very same records."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import blake2b
from typing import IO, BinaryIO, cast

from kithly.sources.base import Item, Siblings
from kithly.sources.linkedin_api.domains import DOMAINS, SIDES
from kithly.sources.linkedin_api.snapshot import CellRow

CONTAINER = "LinkedIn"
LEVEL = 3  # of compression: a large inbox is text, and becomes a quarter


class Rows:
    """The rows of one part, kept packed: an inbox may be large."""

    def __init__(self) -> None:
        self._packed = io.BytesIO()
        self._sum = blake2b(digest_size=16)
        self._columns: dict[str, None] = {}
        self.count = 0

    @property
    def sum(self) -> str:
        """A hash of all rows, to know an unchanged part again."""
        return self._sum.hexdigest()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that occurs, in the order of first appearance."""
        return tuple(self._columns)

    def take(self, rows: Iterable[CellRow]) -> None:
        """Take all rows."""
        with gzip.GzipFile(fileobj=self._packed, mode="wb", compresslevel=LEVEL, mtime=0) as out:
            for row in rows:
                line = json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
                self._sum.update(line)
                self._columns.update(dict.fromkeys(row))
                self.count += 1
                out.write(line)

    def __iter__(self) -> Iterator[CellRow]:
        """Yield the rows again."""
        with gzip.GzipFile(fileobj=io.BytesIO(self._packed.getbuffer()), mode="rb") as lines:
            for line in lines:
                yield json.loads(line)


def files_of(parts: dict[str, Rows], modified: datetime) -> dict[str, tuple[Item, ...]]:
    """Return the files that hold the rows of each part, all of one container.

    Args:
        parts: The rows of each part by its name at LinkedIn.
        modified: When LinkedIn told them.
    """
    siblings = Siblings()
    found: dict[str, tuple[Item, ...]] = {}
    for domain, rows in parts.items():
        tables = _sides(domain, rows)
        items = tuple(_item(name, table, modified, siblings) for name, table in tables if table.count)
        siblings.update({item.name: item for item in items})
        found[domain] = items
    return found


def _sides(domain: str, rows: Rows) -> Iterator[tuple[str, Rows]]:
    """Yield the files of one part: one for each direction where it mixes them."""
    sides = SIDES.get(domain)
    if sides is None:
        yield DOMAINS[domain], rows
        return
    for column, name in sides.items():
        table = Rows()
        table.take(row for row in rows if column in row)
        yield name, table


def sideless(domain: str, rows: Rows) -> int:
    """Return of how many rows of a part that mixes both directions nobody can tell which theirs is."""
    sides = SIDES.get(domain)
    return 0 if sides is None else sum(sides.keys().isdisjoint(row) for row in rows)


def _item(name: str, rows: Rows, modified: datetime, siblings: Siblings) -> Item:
    packed, size = _csv(rows)
    file = f"{name}.csv"
    return Item(
        path=f"{CONTAINER}/{file}",
        name=file,
        size=size,
        modified=modified,
        container=CONTAINER,
        opener=lambda: cast("BinaryIO", gzip.GzipFile(fileobj=io.BytesIO(packed), mode="rb")),
        siblings=siblings,
    )


def _csv(rows: Rows) -> tuple[bytes, int]:
    """Return the rows as a packed table, and its size unpacked."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=LEVEL, mtime=0) as out:
        text = io.TextIOWrapper(cast("IO[bytes]", out), encoding="utf-8", errors="replace", newline="")
        writer = csv.DictWriter(text, rows.columns, restval="", lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
        text.flush()
        size = out.tell()
        text.detach()
    return packed.getvalue(), size
