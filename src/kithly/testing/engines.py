"""The contract of an engine: on one archive all say the same, and it is what the ties are.

Example:
    A test module inherits it and says which engine is meant::

        class TestMine(EngineContract):
            @pytest.fixture
            def engine(self):
                return Mine()
"""
# ruff: noqa: D102, S101 - a contract suite asserts, and the names of its tests are sentences

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from kithly.engines.archive import MASS, NO_FIELD, NOT_SEEN, TO_SELF, TOO_EARLY, TOO_LATE
from kithly.engines.engine import Engine, Id, Order, Summary
from kithly.errors import UserError
from kithly.testing.engine_samples import NOW, Columns, answer, expected, skewed, written

CLOSE = 1e-9


class EngineContract:
    """Everything an engine promises."""

    @pytest.fixture
    def engine(self) -> Engine:
        raise NotImplementedError

    @pytest.fixture
    def asked(self, engine: Engine, tmp_path: Path) -> Asked:
        return Asked(engine, tmp_path)

    def test_the_ties_of_everybody_are_those_of_each_alone(self, asked: Asked) -> None:
        archive = skewed(4_000)
        summary, found = asked.of(archive)
        same(found, expected(archive))
        assert summary.used == summary.read == 4_000
        assert (summary.egos, summary.ties) == (len({*archive["sender"], *archive["recipient"]}), found.num_rows)

    def test_people_named_by_text_have_the_same_ties(self, asked: Asked) -> None:
        numbered = skewed(600)
        named = {**numbered, **{side: [f"p{one:05}" for one in numbered[side]] for side in ("sender", "recipient")}}
        _, found = asked.of(named)
        same(found, expected(named))

    def test_every_row_is_used_or_counted_by_the_reason_why_not(self, asked: Asked) -> None:
        day = 86_400
        archive: Columns = {
            "sender": [1, None, 3, 1, 1, 1, 1, 1, 2],
            "recipient": [2, 2, 3, 2, 2, 2, 2, 2, None],
            "ts": [NOW - day, NOW, NOW, -5, NOW + 1, NOW, NOW - 2 * day, None, NOW],
            "n_rcpt": [1, 1, 1, 1, 1, 5_000, 0, 1, 1],
        }
        summary, found = asked.of(archive)
        told = {reason: count for reason, count in summary.left_out.items() if count}
        assert told == {NO_FIELD: 3, TO_SELF: 1, TOO_EARLY: 1, TOO_LATE: 1, MASS: 1}
        assert (summary.read, summary.used, summary.without_count) == (9, 2, 1)
        assert found.column("count_out").to_pylist() == [2, 0]

    def test_a_number_that_is_none_is_missing(self, asked: Asked) -> None:
        none = float("nan")
        archive: Columns = {
            "sender": [1, 1, 1, 1],
            "recipient": [2, 2, 2, 2],
            "ts": [NOW - 60.5, none, float("inf"), float(NOW)],
            "n_rcpt": [none, 1.0, 1.0, 1.0],
        }
        summary, found = asked.of(archive)
        assert (summary.used, summary.left_out[NO_FIELD], summary.without_count) == (2, 2, 1)
        assert found.column("first_out").to_pylist() == [NOW - 61, None]

    def test_only_those_whose_own_box_was_seen_are_egos(self, asked: Asked) -> None:
        archive: Columns = {"sender": [1, 2, 3], "recipient": [2, 3, 4], "ts": [NOW - 9] * 3, "n_rcpt": [1] * 3}
        summary, found = asked.of(archive, egos=frozenset({2}))
        assert found.column("ego").to_pylist() == [2, 2]
        assert found.column("alter").to_pylist() == [1, 3]
        assert summary.left_out[NOT_SEEN] == 1

    def test_one_message_is_a_tie_for_both_that_nobody_can_tell_much_of(self, asked: Asked) -> None:
        _, found = asked.of({"sender": [7], "recipient": [8], "ts": [NOW - 60]})  # without any count of recipients
        assert found.column("band").to_pylist() == ["faint", "faint"]
        assert found.column("last_in").to_pylist() == [None, NOW - 60]

    def test_an_archive_of_which_nothing_counts_is_refused_with_the_reasons(self, asked: Asked) -> None:
        with pytest.raises(UserError, match=r"None of the 2 rows .* 1 to oneself, 1 later than"):
            asked.of({"sender": [1, 1], "recipient": [1, 2], "ts": [NOW - 60, NOW + 60], "n_rcpt": [1, 1]})

    def test_an_empty_archive_is_refused(self, asked: Asked) -> None:
        with pytest.raises(UserError, match="holds no rows"):
            asked.of({name: pa.array([], pa.int64()) for name in ("sender", "recipient", "ts", "n_rcpt")})

    def test_a_missing_column_is_named(self, asked: Asked) -> None:
        with pytest.raises(UserError, match="has no column recipient and no column ts"):
            asked.of({"sender": [1], "to": [2]})

    def test_a_column_that_holds_something_else_is_named(self, asked: Asked) -> None:
        with pytest.raises(UserError, match=r"The column recipient .* holds something else"):
            asked.of({"sender": [1], "recipient": ["ben"], "ts": [NOW]})

    def test_a_file_that_is_no_archive_is_refused(self, asked: Asked) -> None:
        (asked.folder / "archive.parquet").write_text("sender,recipient\n", "utf-8")
        with pytest.raises(UserError, match="cannot be read as Parquet"):
            asked.order(None)

    def test_a_damaged_archive_is_refused_and_leaves_no_result(self, asked: Asked) -> None:
        archive, into = (asked.folder / name for name in ("archive.parquet", "ties.parquet"))
        written(skewed(4_000), archive)
        whole = bytearray(archive.read_bytes())
        whole[20 : len(whole) // 2] = bytes(len(whole) // 2 - 20)
        archive.write_bytes(whole)
        with pytest.raises(UserError):
            asked.order(None)
        assert not into.exists()

    def test_nothing_that_exists_is_written_over(self, asked: Asked) -> None:
        (asked.folder / "ties.parquet").write_text("mine", "utf-8")
        with pytest.raises(UserError, match="exists already"):
            asked.of({"sender": [1], "recipient": [2], "ts": [NOW]})
        assert (asked.folder / "ties.parquet").read_text("utf-8") == "mine"


class Asked:
    """An engine, and a folder where it works."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine, self.folder = engine, folder

    def of(self, columns: Columns, egos: frozenset[Id] | None = None) -> tuple[Summary, pa.Table]:
        """Return what an engine says of an archive, ordered by ego and alter."""
        written(columns, self.folder / "archive.parquet")
        summary = self.order(egos)
        return summary, answer(self.folder / "ties.parquet")

    def order(self, egos: frozenset[Id] | None) -> Summary:
        """Give the order."""
        archive, into = (str(self.folder / name) for name in ("archive.parquet", "ties.parquet"))
        return self.engine.run(Order(archive=archive, into=into, now=NOW, egos=egos))


def same(found: pa.Table, wanted: pa.Table) -> None:
    """Demand the same ties, numbers to 1e-9."""
    assert found.schema.names == wanted.schema.names
    for name in wanted.schema.names:
        one, other = found.column(name), wanted.column(name)
        if pa.types.is_floating(other.type):
            np.testing.assert_allclose(one.to_numpy(), other.to_numpy(), rtol=CLOSE, atol=CLOSE, err_msg=name)
        else:
            assert one.to_pylist() == other.to_pylist(), name
