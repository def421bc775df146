"""Whoever is joined and parted again is who they were: ids, names, addresses, notes, circles and history of both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from tests.properties.deeds import DEEDS, Asked
from tests.properties.machine_files import TODAY, exports, small_world
from tests.properties.test_undo_machine import NOW, as_of_later, network_of

from kithly.app.bringing.import_files import import_paths
from kithly.app.changes import undo
from kithly.app.network import Network
from kithly.app.persons.merging import different, same
from kithly.errors import UserError
from kithly.store import Store

SAID = ("note", "circle", "importance", "place", "log", "needs", "cadence", "found")
JOINING = ("decision same ", "decision different ", "decision withdrawn ", "former ")
WORDS = st.lists(st.tuples(st.sampled_from(SAID), st.booleans(), st.integers(0, 20)), max_size=4)


def addresses() -> list[str]:
    return [one.address_on(TODAY) for one in small_world().people]


def say(store: Store, words: Sequence[tuple[str, bool, int]], pair: tuple[str, str]) -> None:
    """Say things about the one and the other."""
    for minute, (name, about_first, number) in enumerate(words):
        at = NOW + timedelta(minutes=1 + minute)
        network = network_of(store, at)
        asked = Asked(who=pair[0 if about_first else 1], other=pair[1], number=number, at=at)
        act = DEEDS[name].plan(network, asked)
        if act is not None:
            act(network)


def lines(store: Store) -> list[str]:
    return [line for line in as_of_later(store) if not line.startswith(JOINING)]


def check(pair: tuple[str, str], words: Sequence[tuple[str, bool, int]], files: Sequence[int]) -> None:
    with Store.open(":memory:") as store:
        network: Network = network_of(store, NOW + timedelta(hours=1))
        import_paths(network, [exports()[number] for number in files])
        try:
            say(store, words, pair)
            before = lines(store)
            merged = same(network, *pair)
        except UserError:  # not both are known by these files, or they are one by an address already
            return
        together = lines(store)
        assert together != before
        parted = different(network, *pair)
        assert lines(store) == before
        undo(network, parted.change)
        assert lines(store) == together
        undo(network, merged.change)
        assert lines(store) == before


PAIRS = st.permutations(range(6)).map(lambda order: (addresses()[order[0]], addresses()[order[1]]))
FILES = st.lists(st.integers(0, 6), min_size=1, max_size=4, unique=True).map(lambda found: sorted({2, *found}))
ANY = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@settings(ANY, max_examples=4)
@given(PAIRS, WORDS, FILES)
def test_a_merge_that_is_parted_gives_both_back(
    pair: tuple[str, str], words: list[tuple[str, bool, int]], files: list[int]
) -> None:
    check(pair, words, files)


@pytest.mark.slow
@pytest.mark.timeout(1_800)
@settings(ANY, max_examples=300, derandomize=False)
@given(PAIRS, WORDS, FILES)
def test_many_merges_that_are_parted_give_both_back(
    pair: tuple[str, str], words: list[tuple[str, bool, int]], files: list[int]
) -> None:
    check(pair, words, files)
