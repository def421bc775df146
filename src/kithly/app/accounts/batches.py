"""Cutting what an account tells into batches, each of one part and with the place reached at its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kithly.app.accounts.tallies import Batch, Kept
from kithly.sources import Cursor, Gone, Part, Told

MOST = 1_000  # records a transaction


@dataclass(slots=True)
class _Heap:
    """What was told since the last batch."""

    part: str = ""
    records: list[Kept] = field(default_factory=list)
    gone: int = 0

    def taken(self, cursor: Cursor | None = None) -> Batch:
        batch = Batch(part=self.part, records=tuple(self.records), gone=self.gone, cursor=cursor)
        self.records, self.gone = [], 0
        return batch

    @property
    def is_empty(self) -> bool:
        return not self.records and not self.gone


def batches(told: Iterable[Told]) -> Iterator[Batch | Part]:
    """Yield each part as it begins, and batches: up to a cursor, or `MOST` records where none comes."""
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
            heap.records.append(one)
            if len(heap.records) >= MOST:
                yield heap.taken()
    if not heap.is_empty:
        yield heap.taken()
