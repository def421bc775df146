"""Mail cut into parts that overlap, in any order, beside other exports: the network is one and the same, twice too."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from tests.properties.machine_files import exports

from kithly.app.bringing.import_files import import_paths
from kithly.app.network import Network
from kithly.app.recall import Recall
from kithly.app.settings import Settings
from kithly.store import Store

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MAIL = 2  # which of the exports is the whole mailbox
OTHERS = (0, 1, 5, 6)  # two archives a year apart, a calendar and the same calendar later
WIDTH = 1_000  # of the scale on which cuts are drawn


def network_in(store: Store) -> Network:
    settings_ = Settings(folder=Path(tempfile.gettempdir()))
    return Network(store=store, settings=settings_, now=NOW, zone=ZoneInfo("UTC"), recall=Recall(store))


def kept(store: Store) -> list[str]:
    """Return the network without the names of the files it came from."""
    with store.reading() as reading:
        return [line for line in reading.canonical().splitlines() if not line.startswith("sighting ")]


def ids(store: Store) -> dict[str, str]:
    with store.reading() as reading:
        rows = reading.people.all()
    return {f"{one.kind}:{one.value}": row.person.id for row in rows for one in row.person.identities}


@cache
def whole() -> list[str]:
    with Store.open(":memory:") as store:
        import_paths(network_in(store), [exports()[MAIL], *(exports()[number] for number in OTHERS)])
        return kept(store)


def parts(folder: Path, cuts: Sequence[tuple[int, int]]) -> list[Path]:
    """Write stretches of the mailbox, of which neighbours overlap; together they are all of it."""
    letters = exports()[MAIL].read_bytes().split(b"\nFrom ")
    edges = [0, *sorted(cut for cut, _ in cuts), WIDTH]
    overlaps = [0, *(more for _, more in cuts)]
    paths = []
    for number, (first, last) in enumerate(pairwise(edges)):
        start = max(first - overlaps[number], 0) * len(letters) // WIDTH
        body = b"\nFrom ".join(letters[start : last * len(letters) // WIDTH])
        if body:
            path = folder / f"part {number}.mbox"
            path.write_bytes((body if body.startswith(b"From ") else b"From " + body).rstrip(b"\n") + b"\n\n")
            paths.append(path)
    return paths


def check(cuts: Sequence[tuple[int, int]], order: Sequence[int], groups: int) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.open(":memory:") as store:
        files = [*parts(Path(folder), cuts), *(exports()[number] for number in OTHERS)]
        ranked = [path for _, path in sorted(zip([*order, *range(len(files))], files, strict=False))]
        for start in range(0, len(ranked), groups):
            import_paths(network_in(store), ranked[start : start + groups])
        assert kept(store) == whole()
        before = ids(store)
        for path in reversed(ranked):
            again = import_paths(network_in(store), [path]).totals
            assert (again.new, again.merged) == (0, 0), path
        assert (kept(store), ids(store)) == (whole(), before)


CUTS = st.lists(st.tuples(st.integers(1, WIDTH - 1), st.integers(0, WIDTH // 3)), max_size=3)
ORDER = st.permutations(range(8))
GROUPS = st.integers(1, 4)
ANY = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@settings(ANY, max_examples=3)
@given(CUTS, ORDER, GROUPS)
def test_parts_that_overlap_give_the_same_network_in_any_order_and_twice(
    cuts: list[tuple[int, int]], order: list[int], groups: int
) -> None:
    check(cuts, order, groups)


@pytest.mark.slow
@pytest.mark.timeout(1_800)
@settings(ANY, max_examples=200, derandomize=False)
@given(CUTS, ORDER, GROUPS)
def test_many_parts_that_overlap_give_the_same_network_in_any_order_and_twice(
    cuts: list[tuple[int, int]], order: list[int], groups: int
) -> None:
    check(cuts, order, groups)
