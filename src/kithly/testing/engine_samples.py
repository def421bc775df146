"""Archives for the contract of engines, and what is true of them, worked out one ego after another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kithly.engines.tables import MEASURES
from kithly.ties.archive import INSTANTS, NEVER, Boxes, ties_of

NOW: Final = 1_760_000_000
FIRST: Final = NOW - 6 * 365 * 86_400
PEOPLE: Final = 120
HUB: Final = 17
HUB_SHARE: Final = 0.3  # of all rows

Columns = Mapping[str, Sequence[object] | pa.Array]


def skewed(rows: int) -> dict[str, list[int]]:
    """Return an archive in which one person has 30 % of all rows, and most have few."""
    chance = np.random.default_rng(11)
    sender, recipient = ((PEOPLE * chance.random(rows) ** 3).astype(np.int64) for _ in range(2))
    hub = np.flatnonzero(chance.random(rows) < HUB_SHARE)
    sender[hub[::2]], recipient[hub[1::2]] = HUB, HUB
    recipient = np.where(sender == recipient, (recipient + 1) % PEOPLE, recipient)
    return {
        "sender": sender.tolist(),
        "recipient": recipient.tolist(),
        "ts": chance.integers(FIRST, NOW, rows).tolist(),
        "n_rcpt": chance.integers(1, 7, rows).tolist(),
    }


def written(columns: Columns, file: Path) -> None:
    """Write an archive, in several row groups so that it can be read in parts."""
    table = pa.table(dict(columns))
    pq.write_table(table, file, row_group_size=max(len(table) // 5, 1))


def answer(file: Path) -> pa.Table:
    """Read a result, ordered by ego and alter."""
    return pq.read_table(file).sort_by([("ego", "ascending"), ("alter", "ascending")])


def expected(columns: Columns) -> pa.Table:
    """Return the ties of an archive in which every row counts."""
    sender, recipient, at, count = (list(columns[name]) for name in ("sender", "recipient", "ts", "n_rcpt"))
    parts = []
    for ego in sorted({*sender, *recipient}):
        mine = [place for place in range(len(at)) if ego in {sender[place], recipient[place]}]
        others = [recipient[place] if sender[place] == ego else sender[place] for place in mine]
        alters = sorted(set(others))
        number = {alter: place for place, alter in enumerate(alters)}
        boxes = Boxes(
            tie=np.array([number[other] for other in others], np.int64),
            at=np.array([at[place] for place in mine], np.int64),
            outgoing=np.array([sender[place] == ego for place in mine]),
            recipients=np.array([count[place] for place in mine], np.int64),
            ego=np.zeros(len(alters), np.int64),
        )
        parts.append(_table(ego, alters, boxes))
    return pa.concat_tables(parts)


def _table(ego: object, alters: list[object], boxes: Boxes) -> pa.Table:
    (found,) = ties_of(boxes, NOW)
    columns: dict[str, object] = {"ego": [ego] * len(alters), "alter": alters}
    for field in MEASURES:
        values = found[field.name]
        mask = values == NEVER if field.name in INSTANTS else None
        columns[field.name] = pa.array(values, field.type, mask=mask)
    return pa.table(columns)
