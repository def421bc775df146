"""Counts that add up, whatever happens to a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import hypothesis.strategies as st
import pytest
from hypothesis import given

from kithly.app.bringing.import_report import LISTED, Tally, file_view, hints, totals_of
from kithly.records import Problem
from kithly.store import Store

COUNT = st.integers(0, 5_000)
PROBLEM = st.builds(
    Problem,
    at=st.integers(1, 9_999).map(lambda line: f"line {line}"),
    reason=st.sampled_from(["no name", "no date", "in Spam"]),
    held=st.booleans(),
)
BATCHES = st.lists(st.tuples(COUNT, COUNT, COUNT, st.lists(PROBLEM, max_size=5)), max_size=6)


def run(batches: list[tuple[int, int, int, list[Problem]]]) -> Tally:
    """Return the tally after some batches, counted as an import counts."""
    tally = Tally()
    for new, same, merged, problems in batches:
        tally = replace(
            tally.with_problems(problems),
            read=tally.read + new + same + merged + len(problems),
            new=tally.new + new,
            same=tally.same + same,
            merged=tally.merged + merged,
        )
    return tally


def parts(tally: Tally) -> int:
    """Return the sum of what a tally's records became."""
    return tally.new + tally.same + tally.merged + tally.held + tally.skipped


@given(BATCHES)
def test_read_is_always_the_sum(batches: list[tuple[int, int, int, list[Problem]]]) -> None:
    tally = run(batches)
    assert tally.read == parts(tally)
    assert tally.held + tally.skipped == len(tally.problems)
    again = Tally(**tally.counts(), problems=tally.problems)
    assert again == tally


@given(st.lists(BATCHES, max_size=4))
def test_totals_are_the_sums_over_the_files(files: list[list[tuple[int, int, int, list[Problem]]]]) -> None:
    views = [file_view(str(number), "mbox", run(batches)) for number, batches in enumerate(files)]
    totals = totals_of(views)
    assert totals.read == sum(view.read for view in views)
    assert totals.read == totals.new + totals.same + totals.merged + totals.held + totals.skipped


@given(st.integers(0, 3 * LISTED), st.integers(100, 700))
def test_a_thousand_problems_are_listed_and_the_rest_counted_by_reason(count: int, batch: int) -> None:
    problems = [
        Problem(at=f"line {number}", reason="no name" if number % 3 else "no date", held=number % 5 == 0)
        for number in range(count)
    ]
    tally = Tally()
    for start in range(0, count, batch):
        tally = tally.with_problems(problems[start : start + batch])
    assert tally.held + tally.skipped == count
    assert list(tally.problems[:LISTED]) == problems[:LISTED]
    rest = tally.problems[LISTED:]
    assert sum(int(one.at.split()[0]) for one in rest) == max(count - LISTED, 0)
    assert len({(one.reason, one.held) for one in rest}) == len(rest) <= 4


@pytest.mark.parametrize("is_empty", [True, False])
def test_only_who_imported_something_is_asked_who_they_are(*, is_empty: bool) -> None:
    with Store.open(":memory:") as store, store.transaction() as tx:
        if not is_empty:
            tx.changes.open("import", "Imported mail.mbox", datetime(2026, 3, 2, tzinfo=UTC))
        assert bool(hints(tx)) is not is_empty
        tx.meta.set("ego_known", "yes")
        assert hints(tx) == ()
