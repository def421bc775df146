"""Contract: the mark of the state changes with every commit, whoever made it, and with nothing else of ours."""
# ruff: noqa: D102, S101 - a contract suite asserts, and the names of its tests are sentences

from __future__ import annotations

import threading
from pathlib import Path

from kithly.store import Store
from kithly.testing.store_fixtures import StoreFixtures

WRITES = 40
LOOKS = 200


class StampContract(StoreFixtures):
    """`Store.stamp`."""

    def test_the_stamp_stays_while_nothing_is_written(self, store: Store) -> None:
        assert any(_is_the_same_after_a_look(store) for _ in range(LOOKS))  # a server tidies up at times

    def test_every_commit_of_ones_own_changes_the_stamp(self, store: Store) -> None:
        seen = [store.stamp()]
        for number in range(5):
            _write(store, str(number))
            seen.append(store.stamp())
        assert len(set(seen)) == len(seen)

    def test_a_commit_of_somebody_else_changes_the_stamp(self, store: Store, prepared: Path | str) -> None:
        before = store.stamp()
        with Store.open(prepared) as other:
            _write(other, "theirs")
            assert store.stamp() != before

    def test_the_stamp_changes_with_the_commit_not_before(self, store: Store, prepared: Path | str) -> None:
        with Store.open(prepared) as looking:
            before = looking.stamp()
            with store.transaction() as tx:
                tx.meta.set("name", "value")
                assert looking.stamp() == before
            assert looking.stamp() != before

    def test_what_is_kept_under_a_stamp_is_never_older_than_it(self, store: Store, prepared: Path | str) -> None:
        committed = [-1]
        with Store.open(prepared) as writing:
            writer = threading.Thread(target=_count_up, args=(writing, committed))
            writer.start()
            mark, value = "", -1
            while committed[-1] < WRITES - 1:
                least = committed[-1]
                stamp = store.stamp()
                if stamp != mark:
                    mark, value = stamp, int(_read(store) or -1)
                assert value >= least
            writer.join()

    def test_many_threads_may_ask_at_once(self, store: Store) -> None:
        found: list[str] = []
        threads = [threading.Thread(target=lambda: found.extend(store.stamp() for _ in range(LOOKS))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert set(found) == {store.stamp()}
        assert len(found) == 4 * LOOKS

    def test_a_closed_store_opens_its_watch_anew(self, store: Store) -> None:
        before = store.stamp()
        _write(store, "more")
        store.close()
        assert store.stamp() != before


def _is_the_same_after_a_look(store: Store) -> bool:
    before = store.stamp()
    _read(store)
    return store.stamp() == before


def _write(store: Store, value: str) -> None:
    with store.transaction() as tx:
        tx.meta.set("name", value)


def _read(store: Store) -> str:
    with store.reading() as kept:
        return kept.meta.get("name") or ""


def _count_up(store: Store, committed: list[int]) -> None:
    for number in range(WRITES):
        _write(store, str(number))
        committed.append(number)
