"""Cutting what an account tells into batches, each of one part and with the place reached at its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kithly.app.accounts.tallies import Batch, Kept
from kithly.records import Sighted
from kithly.sources import Cursor, Gone, Part, Told

MOST = 1_000  # records a transaction
ROOM = 4_000_000  # characters and bytes a transaction: long texts and photos are kept in smaller ones


@dataclass(slots=True)
class _Heap:
    """What was told since the last batch."""

    part: str = ""
    records: list[Kept] = field(default_factory=list)
    gone: int = 0
    size: int = 0

    def add(self, one: Kept) -> None:
        self.records.append(one)
        if isinstance(one, Sighted):
            self.size += len(getattr(one.record, "text", "")) + len(one.photo)

    @property
    def is_full(self) -> bool:
        return len(self.records) >= MOST or self.size >= ROOM

    def taken(self, cursor: Cursor | None = None) -> Batch:
        batch = Batch(part=self.part, records=tuple(self.records), gone=self.gone, cursor=cursor)
        self.records, self.gone, self.size = [], 0, 0
        return batch

    @property
    def is_empty(self) -> bool:
        return not self.records and not self.gone


def batches(told: Iterable[Told]) -> Iterator[Batch | Part]:
    """Yield each part as it begins, and batches: up to a cursor, or `MOST` records or `ROOM` where none comes."""
    heap = _Heap()
    for one in told:
        if isinstance(one, Part):
            if not heap.is_empty:
                yield heap.taken()
            heap.part = one.name
            yield one
        elif isinstance(one, Cursor):
            yield heap.taken(one)
        elif isinstance(one, Gone):
            heap.gone += 1
        else:
            heap.add(one)
            if heap.is_full:
                yield heap.taken()
    if not heap.is_empty:
        yield heap.taken()
