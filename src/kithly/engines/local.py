"""The engine of one machine: NumPy and Arrow, in bounded memory."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kithly.engines.archive import checked_counts, free_place
from kithly.engines.engine import Order, Summary
from kithly.engines.heap import FORM, Heap
from kithly.engines.reading import Archive, Rows
from kithly.engines.tables import schema, ties_of_rows
from kithly.transport.whole_files import put_in_place

AT_ONCE: Final = 16_000_000  # messages, each seen by one ego, that are sorted together: half a gigabyte
HANDED: Final = 1 << 18  # rows of whole egos handed over at once


class Local:
    """Reads an archive twice: whom it names, then what they wrote.

    Everybody belongs to one of several heaps, and all rows of an ego come together in theirs. A heap holds about
    `AT_ONCE` rows, more where a single ego has more. Heaps lie in a temporary folder beside the result while the
    archive is read, unless they fit into memory together.

    Args:
        at_once: How many rows are sorted together.
    """

    def __init__(self, *, at_once: int = AT_ONCE) -> None:
        self._at_once = at_once

    def run(self, order: Order) -> Summary:
        """Write the ties of an archive; its counts stand in the file's metadata too."""
        place, archive = free_place(order.into), Archive(order)
        ids = _people(archive)
        counts = checked_counts(order.archive, archive.counts())
        with tempfile.TemporaryDirectory(dir=place.absolute().parent, prefix=".kithly-") as folder:
            unfinished = Path(folder) / "ties.parquet"
            heaps = self._heaps(Archive(order), ids, 2 * counts.used, Path(folder))
            summary = _written(unfinished, heaps, ids, order.now, counts)
            put_in_place(unfinished, place)
        return summary

    def _heaps(self, archive: Archive, ids: pa.Array, most: int, folder: Path) -> Iterator[np.ndarray]:
        """Give the rows of some egos after others, ordered by ego."""
        number = -(-most // self._at_once)
        heaps = [Heap(folder / str(one), most=self._at_once // number) for one in range(number)]
        for rows in archive.rows():
            views = _views(archive, rows, ids)
            whose = views["ego"] % number
            order = np.argsort(whose, kind="stable")
            ends = np.cumsum(np.bincount(whose, minlength=number))
            for heap, places in zip(heaps, np.split(order, ends[:-1]), strict=True):
                heap.add(views[places])
        for heap in heaps:
            yield heap.take()


def _people(archive: Archive) -> pa.Array:
    """Return everybody named in rows that count, ascending."""
    ids = pa.array([], archive.ids)
    for rows in archive.rows():
        ids = pc.unique(pa.chunked_array([ids, rows.sender, rows.recipient], archive.ids))
    return ids.take(pc.sort_indices(ids))


def _views(archive: Archive, rows: Rows, ids: pa.Array) -> np.ndarray:
    """Return each message as its sender sees it and as its recipient does."""
    sender, recipient = (pc.index_in(column, value_set=ids).to_numpy() for column in (rows.sender, rows.recipient))
    found = np.zeros(2 * len(sender), FORM)
    found["ego"], found["alter"] = np.append(sender, recipient), np.append(recipient, sender)
    found["at"], found["recipients"] = np.tile(rows.at, 2), np.tile(rows.recipients, 2)
    found["outgoing"][: len(sender)] = True
    views: np.ndarray = found[np.append(archive.is_ego(rows.sender), archive.is_ego(rows.recipient))]
    return views


def _written(file: Path, heaps: Iterator[np.ndarray], ids: pa.Array, now: int, counts: Summary) -> Summary:
    """Write the ties of everybody in the heaps."""
    egos, ties = 0, 0
    with pq.ParquetWriter(file, schema(ids.type)) as writer:
        for number, rows in _whole_egos(heaps):
            found = ties_of_rows(rows, now)
            egos, ties = egos + number, ties + len(found)
            writer.write_table(_named(found, ids))
        summary = replace(counts, egos=egos, ties=ties)
        writer.add_key_value_metadata({"kithly": json.dumps(asdict(summary))})
    return summary


def _whole_egos(heaps: Iterator[np.ndarray]) -> Iterator[tuple[int, pa.Table]]:
    """Give some egos after others with all their rows, and how many egos they are."""
    for heap in heaps:
        columns = {name: pa.array(np.ascontiguousarray(heap[name])) for name in FORM.names or ()}
        ego = columns["ego"].to_numpy()
        start = 0
        while start < len(ego):
            end = int(np.searchsorted(ego, ego[min(start + HANDED, len(ego)) - 1], side="right"))
            number = int((ego[start + 1 : end] != ego[start : end - 1]).sum()) + 1
            yield number, pa.table({name: column.slice(start, end - start) for name, column in columns.items()})
            start = end


def _named(table: pa.Table, ids: pa.Array) -> pa.Table:
    """Return ties with the archive's own names in the place of numbers."""
    for place, name in enumerate(("ego", "alter")):
        table = table.set_column(place, pa.field(name, ids.type), ids.take(table[name].combine_chunks()))
    return table
