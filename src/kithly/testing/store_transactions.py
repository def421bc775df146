"""Contract: opening, all or nothing, one moment, one import at a time."""
# ruff: noqa: D102, S101 - a contract suite asserts, and the names of its tests are sentences

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from kithly.errors import StoreBusy, StoreError
from kithly.records import Sighted
from kithly.store import Store, connecting
from kithly.testing.store_fixtures import StoreFixtures
from kithly.testing.store_samples import (
    JUNE,
    MAY,
    NOW,
    begin,
    canonical,
    contact,
    derived,
    endorsement,
    keep,
    mail,
    sighted,
)


class StopHere(Exception):
    """Leaves a transaction."""


class TransactionsContract(StoreFixtures):
    """Transactions and locks."""

    def test_opening_creates_once_and_finds_again(self, target: Path | str) -> None:
        with Store.open(target) as first:
            assert first.created
            assert first.location
            keep(first, "a", [sighted(mail("1", "ana", "me"))])
            before = canonical(first)
        with Store.open(target) as second:
            assert not second.created
            assert canonical(second) == before

    def test_a_transaction_is_kept_whole_or_not_at_all(self, store: Store) -> None:
        before = canonical(store)
        with pytest.raises(StopHere):
            _stop_in_the_middle(store)
        assert canonical(store) == before

    def test_a_rehearsal_leaves_nothing(self, store: Store) -> None:
        before = canonical(store), derived(store)
        with store.rehearsal() as tx:
            _, file = begin(tx, "a")
            tx.records.add(file, "mail", "mail", [sighted(mail("1", "ana", "me"))])
            assert len(tx.records.by_kind("message")) == 1
        assert (canonical(store), derived(store)) == before

    def test_writing_while_reading_is_refused(self, store: Store) -> None:
        with pytest.raises(StoreError), store.reading() as kept:
            kept.meta.set("name", "value")

    def test_reading_sees_one_moment(self, store: Store) -> None:
        with store.reading() as kept:
            assert kept.records.by_kind("message") == ()
            keep(store, "a", [sighted(mail("1", "ana", "me"))])
            assert kept.records.by_kind("message") == ()
        with store.reading() as kept:
            assert len(kept.records.by_kind("message")) == 1

    def test_one_import_at_a_time(self, store: Store, prepared: Path | str) -> None:
        with Store.open(prepared) as other:
            with store.import_lock(), pytest.raises(StoreBusy), other.import_lock():
                raise AssertionError
            with other.import_lock():
                keep(store, "a", [sighted(mail("1", "ana", "me"))])

    def test_whether_an_import_runs_is_known_elsewhere(self, store: Store, prepared: Path | str) -> None:
        with Store.open(prepared) as other:
            assert not other.is_importing()
            with store.import_lock():
                assert other.is_importing()
                assert store.is_importing()
            assert not other.is_importing()

    def test_a_write_waits_and_then_says_who_is_in_the_way(
        self, prepared: Path | str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(connecting, "BUSY_SECONDS", 0.05)
        with Store.open(prepared) as store, Store.open(prepared) as other, store.transaction():
            with pytest.raises(StoreBusy), other.transaction():
                raise AssertionError
            with other.reading() as kept:
                assert kept.people.count() == 0

    def test_a_write_waits_no_longer_than_it_is_told_to(self, prepared: Path | str) -> None:
        with Store.open(prepared) as store, Store.open(prepared) as other:
            with store.transaction():
                began = time.monotonic()
                with pytest.raises(StoreBusy), other.transaction(patience=0.05):
                    raise AssertionError
                assert time.monotonic() - began < connecting.BUSY_SECONDS / 2
            with other.transaction() as tx:
                tx.meta.set("name", "value")

    def test_two_egos_see_nothing_of_each_other(self, store: Store, prepared: Path | str) -> None:
        keep(store, "a", [sighted(mail("1", "ana", "me", text="secret"))])
        with Store.open(prepared, ego="other") as other:
            assert "record" not in canonical(other)
            with other.transaction() as tx:
                assert tx.search.messages("secret") == ()
                assert len(tx.interactions.columns().record) == 0
                assert tx.identities.all().seqs == ()
                assert tx.changes.list() == ()
                tx.meta.set("x", "1")
                tx.plans.set(NOW.date(), [])
            _, added = keep(other, "a", [sighted(mail("1", "ana", "me"))])
            assert added.new == 1
        with store.reading() as kept:
            assert kept.meta.get("x") is None
            assert len(kept.records.by_kind("message")) == 1

    def test_odd_texts_are_kept(self, store: Store) -> None:
        odd = "nul \0 lone \ud800 bidi \u202e emoji 💬 percent %s ? :x"
        record = mail("odd \0 %s ?", "ana", "me", text=odd)
        keep(store, odd, [Sighted(record=record, at=odd, observed_at=MAY)])
        with store.reading() as kept:
            assert [found.record for found in kept.records.by_kind("message")] == [record]
            assert len(kept.search.messages("percent")) == 1
            assert canonical(store)


class OrderContract(StoreFixtures):
    """The order of imports and undoing does not matter."""

    @pytest.mark.parametrize("seed", range(6))
    def test_any_order_of_imports_gives_the_same_network(self, prepared: Path | str, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 - a test's own dice
        # Some records, each in some version and order, in four files and one that is taken back.
        exports = {name: _export(chance) for name in "abcd"}
        extra = _export(chance)
        dumps = set()
        for turn in range(3):
            with Store.open(prepared, ego=f"turn {turn}") as store:
                changes = {}
                for name in [*chance.sample(sorted(exports), 4), "extra"]:
                    wanted = exports.get(name, extra)
                    changes[name], _ = keep(store, name, wanted)
                    if turn == 1 and name == "b":
                        keep(store, name, wanted)
                with store.transaction() as tx:
                    tx.imports.undo(changes["extra"])
                before = derived(store)
                with store.transaction() as tx:
                    tx.interactions.rebuild()
                assert derived(store) == before
                dumps.add((canonical(store), _without_ids(before)))
        assert len({dump for dump, _ in dumps}) == 1


def _stop_in_the_middle(store: Store) -> None:
    with store.transaction() as tx:
        _, file = begin(tx, "a")
        tx.records.add(file, "mail", "mail", [sighted(mail("1", "ana", "me"))])
        raise StopHere


def _export(chance: random.Random) -> list[Sighted]:
    """Return some records out of a small world, in some order, observed on some day."""
    world: list[Sighted] = []
    for _ in range(chance.randrange(4, 14)):
        who, when = chance.choice(["ana", "ben", "cy"]), chance.choice([MAY, JUNE])
        world.append(
            chance.choice(
                [
                    sighted(mail(str(chance.randrange(9)), who, "me", text=f"words {chance.randrange(2)}"), when),
                    sighted(contact(who, company=chance.choice("XYZ"), mailbox=chance.choice(["", who])), when),
                    sighted(endorsement(who, outgoing=chance.random() < 0.5), when),
                ]
            )
        )
    return world


def _without_ids(dump: str) -> str:
    return "\n".join(line for line in dump.splitlines() if line.startswith("index"))
