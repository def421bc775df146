"""One machine, many rows: a robot that writes to thousands, and heaps that lie on disk."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kithly.engines.engine import Order
from kithly.engines.local import Local
from kithly.ties.archive import TOGETHER

NOW = 1_760_000_000
ROBOT = 0


def test_a_robot_that_wrote_to_everybody_has_a_tie_with_each(tmp_path: Path) -> None:
    people = TOGETHER + 1_000  # more than are measured together
    robot = np.zeros(people, np.int64)
    table = pa.table({"sender": robot, "recipient": np.arange(1, people + 1), "ts": robot + NOW - 60})
    pq.write_table(table, tmp_path / "archive.parquet")
    into = tmp_path / "ties.parquet"
    only = frozenset({ROBOT})
    order = Order(archive=str(tmp_path / "archive.parquet"), into=str(into), now=NOW, egos=only)
    summary = Local(at_once=10_000).run(order)
    assert (summary.used, summary.egos, summary.ties) == (people, 1, people)
    found = pq.read_table(into)
    assert found.column("alter").to_pylist() == list(range(1, people + 1))
    assert set(found.column("count_out").to_pylist()) == {1}
    assert len(set(found.column("strength").to_pylist())) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive.parquet", "ties.parquet"]
