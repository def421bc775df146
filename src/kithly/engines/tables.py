"""From the rows of egos to their ties, as Arrow tables. Every engine calls this, and only this."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kithly.ties.archive import FLOATS, INSTANTS, NEVER, WHOLE, Boxes, Values, ties_of

MEASURES: Final = (
    pa.field("band", pa.string()),
    *(pa.field(name, pa.float64()) for name in FLOATS),
    *(pa.field(name, pa.int64()) for name in WHOLE),
)


def schema(ids: pa.DataType) -> pa.Schema:
    """Return the columns of a result whose people are named by this type."""
    return pa.schema([pa.field("ego", ids), pa.field("alter", ids), *MEASURES])


def ties_of_rows(rows: pa.Table, now: int) -> pa.Table:
    """Return the ties of egos, ordered by ego and alter.

    Args:
        rows: All messages of these egos: columns ``ego``, ``alter``, ``at``, ``outgoing`` and ``recipients``.
        now: The moment asked about, seconds since 1970, UTC.
    """
    egos, ego = ranked(rows["ego"])
    alters, alter = ranked(rows["alter"])
    each, tie = np.unique(ego * len(alters) + alter, return_inverse=True)
    boxes = Boxes(
        tie=tie,
        at=rows["at"].to_numpy().astype(np.int64, copy=False),
        outgoing=rows["outgoing"].to_numpy(),
        recipients=rows["recipients"].to_numpy().astype(np.int64),
        ego=each // len(alters),
    )
    names = (egos.take(pa.array(boxes.ego)), alters.take(pa.array(each % len(alters))))
    form, batches, start = schema(alters.type), [], 0
    for found in ties_of(boxes, now):
        size = len(found["band"])
        columns = [name.slice(start, size) for name in names] + [_column(field.name, found) for field in MEASURES]
        batches.append(pa.record_batch(columns, schema=form))
        start += size
    return pa.Table.from_batches(batches, form)


def ranked(ids: pa.ChunkedArray) -> tuple[pa.Array, np.ndarray]:
    """Return each id once, ascending, and the place of every row's id among them."""
    encoded = ids.dictionary_encode().combine_chunks()  # the other way round text may grow too long for one array
    order = pc.sort_indices(encoded.dictionary)
    rank = np.empty(len(order), np.int64)
    rank[order.to_numpy()] = np.arange(len(order))
    return encoded.dictionary.take(order), rank[encoded.indices.to_numpy()]


def _column(name: str, found: Mapping[str, Values]) -> pa.Array:
    values = found[name]
    if name in INSTANTS:
        return pa.array(values, mask=values == NEVER)
    return pa.array(values)
