"""Words found in very many messages: the newest first by their dates in memory, as by those in the store."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kithly.app.changes import undo
from kithly.app.network import Network
from kithly.app.persons import searching
from kithly.app.persons.searching import search
from kithly.records import Sighted
from kithly.store import Store
from kithly.store.search import newest
from kithly.testing.store_samples import keep, mail, sighted


def letters(first: int, count: int) -> list[Sighted]:
    """Return letters about tea, some on one day."""
    numbers = range(first, first + count)
    return [sighted(mail(f"tea {number}", "ana", "me", text=f"tea {number}", days=number // 2)) for number in numbers]


def quotes(network: Network, **page: int) -> list[str]:
    return [hit.quote.rpartition(": ")[2] for hit in search(network, "tea", **page).hits]


@pytest.fixture
def many(network: Network, monkeypatch: pytest.MonkeyPatch) -> Network:
    """Return a network in which a word stands in more messages than are looked up one by one."""
    monkeypatch.setattr(searching, "MANY", 3)
    keep(network.store, "tea", letters(0, 12))
    return network


def test_the_newest_come_first_whichever_way_they_are_found(many: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [quotes(many, limit=5, offset=offset) for offset in (0, 5, 10)]
    monkeypatch.setattr(searching, "MANY", 1_000)
    many.recall.forget()
    assert [quotes(many, limit=5, offset=offset) for offset in (0, 5, 10)] == pages
    assert [quote for page in pages for quote in page] == [f"tea {number}" for number in reversed(range(12))]


def test_what_is_kept_of_a_word_is_looked_up_again_where_it_is_not_enough(
    many: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "KEPT", 4)
    assert quotes(many, limit=3) == ["tea 11", "tea 10", "tea 9"]
    assert quotes(many, limit=2, offset=2) == ["tea 9", "tea 8"]
    assert quotes(many, limit=5, offset=5) == ["tea 6", "tea 5", "tea 4", "tea 3", "tea 2"]
    assert quotes(many, limit=50, offset=11) == ["tea 0"]
    assert search(many, "tea", limit=1).total == 12


def test_the_total_is_of_all(many: Network) -> None:
    assert search(many, "tea", limit=2).total == 12
    assert search(many, "nothing").total == 0


def test_messages_that_come_and_go_are_seen(many: Network) -> None:
    assert quotes(many, limit=1) == ["tea 11"]
    change, _ = keep(many.store, "more", letters(20, 2))
    assert quotes(many, limit=1) == ["tea 21"]
    undo(many, change)
    assert quotes(many, limit=1) == ["tea 11"]


def test_other_egos_messages_are_not_found(many: Network) -> None:
    with many.store.transaction() as tx:
        assert len(tx.search.matching("tea")) == 12
    other = Store(many.store._engine, location=":memory:", created=False, ego="other")
    keep(other, "tea", letters(0, 5))
    assert search(many, "tea").total == 12
    assert search(replace(many, store=other, recall=type(many.recall)(other)), "tea").total == 5


@pytest.mark.parametrize("count", [1, 3, 5, 9, 50])
def test_the_newest_of_many_are_those_a_full_sort_gives(count: int) -> None:
    rng = np.random.default_rng(count)
    records, at = rng.permutation(40), rng.integers(0, 9, 40)
    wanted = sorted(zip(at.tolist(), records.tolist(), strict=True), reverse=True)[:count]
    assert newest(records, at, count).tolist() == [record for _, record in wanted]
