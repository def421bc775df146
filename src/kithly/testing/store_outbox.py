"""Contract: what goes out, each at most once, and what became of it."""
# ruff: noqa: D102, S101 - a contract suite asserts, and the names of its tests are sentences

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kithly.errors import Conflict, NotFound, StoreBusy
from kithly.people import PersonId
from kithly.store import ChangeId, OutboxRow, Store
from kithly.testing.store_fixtures import StoreFixtures
from kithly.testing.store_samples import NOW

ODD = 'Zoë 👋🏽 "quoted"\nשלום, and a\ttab'


def message(key: str = "touch:1", **more: object) -> OutboxRow:
    """Return an invented message that is approved."""
    told = OutboxRow(
        key=key,
        change=ChangeId(""),
        state="approved",
        channel="mail",
        kind="reconnect",
        person=PersonId("p1"),
        to="zoe@example.net",
        text=ODD,
        message_id=f"{key}.1@example.org",
        approved_at=NOW,
        due_at=NOW + timedelta(seconds=20),
        changed_at=NOW,
        touch=key.removeprefix("touch:"),
        sender="ana@example.org",
        sender_name="Ana Invented",
        subject="Grüße",
        in_reply_to="a@b",
        references=("z@b", "a@b"),
        allowed_favour=True,
    )
    return replace(told, **more)  # type: ignore[arg-type] # fields by name


def put(store: Store, row: OutboxRow) -> OutboxRow:
    """Keep a message, and return it as it is kept."""
    with store.transaction() as tx:
        change = tx.changes.open("outbox", "A message", NOW)
        kept = tx.outbox.add(replace(row, change=change))
        return tx.outbox.get(kept)


def move(store: Store, row: OutboxRow, state: str, **more: object) -> bool:
    """Let a message stand elsewhere; say whether it did."""
    with store.transaction() as tx:
        return tx.outbox.move(row, state, NOW, **more)


class OutboxContract(StoreFixtures):
    """A message is kept as it was approved, and moves by compare-and-set alone."""

    def test_a_message_is_read_back_as_it_was_approved(self, store: Store) -> None:
        kept = put(store, message())
        assert kept == replace(message(), id=kept.id, change=kept.change)
        assert len(kept.id) == 8

    def test_the_same_is_not_kept_twice_unless_it_was_taken_back(self, store: Store) -> None:
        first = put(store, message())
        with pytest.raises(Conflict):
            put(store, message())
        assert move(store, first, "taken_back")
        second = put(store, message())
        assert second.id != first.id
        with store.reading() as kept:
            assert kept.outbox.of_touch("1") == second

    def test_only_the_first_of_two_who_saw_the_same_moves_it(self, store: Store) -> None:
        row = put(store, message())
        assert move(store, row, "sending", claim="one", tries=1)
        assert not move(store, row, "sending", claim="two", tries=1)
        with store.reading() as kept:
            now = kept.outbox.get(row.id)
        assert (now.state, now.claim, now.tries) == ("sending", "one", 1)
        assert not move(store, replace(now, claim="two"), "unknown")  # not in these hands
        assert move(store, now, "sent", said="250 OK", url="https://example.org/1")

    def test_messages_are_found_by_state_change_and_beginning_of_their_id(self, store: Store) -> None:
        one, two = put(store, message("touch:1")), put(store, message("letter:2", touch=""))
        move(store, two, "failed", said="550 nobody", bounced=True)
        with store.reading() as kept:
            assert [row.id for row in kept.outbox.standing({"approved"})] == [one.id]
            assert [row.id for row in kept.outbox.newest(5)] == [two.id, one.id]
            assert [row.id for row in kept.outbox.of_change(two.change)] == [two.id]
            assert kept.outbox.get(one.id[:6].upper()).id == one.id
            assert kept.outbox.of_touch("") is None
            bounced = kept.outbox.bounced("zoe@example.net")
        assert bounced is not None
        assert (bounced.id, bounced.said) == (two.id, "550 nobody")

    def test_what_is_no_message_is_said(self, store: Store) -> None:
        row = put(store, message())
        with store.reading() as kept:
            for named in ("", "  ", "zzzzzzzz", "%", "________"):
                with pytest.raises(NotFound):
                    kept.outbox.get(named)
            with pytest.raises(Conflict):
                kept.outbox.get(row.id[:3])

    def test_each_ego_has_an_outbox_of_their_own(self, store: Store, prepared: Path | str) -> None:
        row = put(store, message())
        with Store.open(prepared, ego="other") as other:
            with other.reading() as kept:
                assert kept.outbox.newest(5) == ()
            assert put(other, message()).id != row.id

    def test_whoever_sends_holds_a_lock_that_others_see(self, store: Store, prepared: Path | str) -> None:
        with Store.open(prepared) as other:
            with store.sending_lock("0a1b2c3d"):
                with pytest.raises(StoreBusy), other.sending_lock("0a1b2c3d"):
                    pass
                with other.sending_lock("ffffffff"):
                    pass
            with other.sending_lock("0a1b2c3d"):
                pass
