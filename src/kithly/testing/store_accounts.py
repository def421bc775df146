"""Contract: accounts, how far each is read, and what was read only in part."""
# ruff: noqa: D102, S101 - a contract suite asserts, and the names of its tests are sentences

from __future__ import annotations

from dataclasses import replace

import pytest

from kithly.errors import NotFound
from kithly.records import Message, Sighted
from kithly.store import ChangeId, Store
from kithly.testing.store_fixtures import StoreFixtures
from kithly.testing.store_samples import JUNE, MAY, NOW, begin, canonical, derived, keep, mail, sighted

SETTINGS = {"address": "ana@example.org", "host": "imap.example.org", "port": 993, "settings": {"folders": "sent"}}


def add(store: Store, account: str = "a1") -> ChangeId:
    """Keep an invented account."""
    with store.transaction() as tx:
        change = tx.changes.open("account", f"Added {account}", NOW)
        tx.accounts.add(change, account, "imap", SETTINGS)
    return change


def sync(store: Store, part: str, value: str, *records: Sighted, account: str = "a1") -> ChangeId:
    """Keep what a sync read of a part, and how far it came."""
    with store.transaction() as tx:
        change, file = begin(tx, f"{account}/{part}")
        tx.records.add(file, "imap", "mail", records)
        tx.accounts.keep_cursor(account, part, value, file=file)
    return change


def undo(store: Store, change: ChangeId) -> None:
    """Take a change back."""
    with store.transaction() as tx:
        tx.imports.undo(change)
        tx.changes.mark_undone(change, NOW)


def cursors(store: Store, account: str = "a1") -> dict[str, str]:
    """Return how far an account is read."""
    with store.reading() as kept:
        return kept.accounts.cursors(account)


def standing(store: Store) -> list[str]:
    """Return the ids of the accounts that stand."""
    with store.reading() as kept:
        return [one.id for one in kept.accounts.all()]


def part_of(message: Message) -> Sighted:
    """Return what the header fields of a mail say."""
    record = replace(message, text="", own="", headers_only=True)
    return sighted(record, message.at or MAY)


class AccountsContract(StoreFixtures):
    """`Accounts`."""

    def test_an_account_comes_back_as_it_was_kept(self, store: Store) -> None:
        change = add(store)
        with store.reading() as kept:
            (row,) = kept.accounts.all()
            assert kept.accounts.of_change(change) == ("a1",)
        assert (row.id, row.kind, row.settings, row.change, row.added_at) == ("a1", "imap", SETTINGS, change, NOW)

    def test_settings_can_be_adjusted(self, store: Store) -> None:
        add(store)
        with store.transaction() as tx:
            tx.accounts.adjust("a1", {"port": 143})
            assert tx.accounts.all()[0].settings == {"port": 143}

    def test_removing_and_adding_can_be_taken_back(self, store: Store) -> None:
        added = add(store)
        add(store, "a2")
        with store.transaction() as tx:
            removal = tx.changes.open("account", "Removed a1", NOW)
            tx.accounts.remove(removal, "a1")
        assert standing(store) == ["a2"]
        undo(store, removal)
        assert standing(store) == ["a1", "a2"]
        undo(store, added)
        assert standing(store) == ["a2"]

    def test_an_unknown_account_is_not_found(self, store: Store) -> None:
        with store.reading() as kept, pytest.raises(NotFound):
            kept.accounts.cursors("none")

    def test_a_cursor_belongs_to_its_part_and_the_last_one_counts(self, store: Store) -> None:
        add(store)
        add(store, "a2")
        sync(store, "Sent", "1")
        sync(store, "Entwürfe \U0001f4e8", "x")
        sync(store, "Sent", "2")
        sync(store, "Sent", "9", account="a2")
        assert cursors(store) == {"Sent": "2", "Entwürfe \U0001f4e8": "x"}

    def test_a_cursor_moves_without_a_new_file(self, store: Store) -> None:
        add(store)
        sync(store, "Sent", "1")
        sync(store, "Sent", "2")
        with store.transaction() as tx:
            assert tx.accounts.move_cursor("a1", "Sent", "3")
            assert not tx.accounts.move_cursor("a1", "Inbox", "3")
        assert cursors(store) == {"Sent": "3"}

    def test_undo_of_a_sync_takes_records_and_cursor_back(self, store: Store) -> None:
        add(store)
        sync(store, "Sent", "1", sighted(mail("1", "me", "ana")))
        before = canonical(store)
        change = sync(store, "Sent", "2", sighted(mail("2", "me", "ana")))
        undo(store, change)
        assert cursors(store) == {"Sent": "1"}
        assert canonical(store) == before

    def test_undo_of_an_earlier_sync_lets_all_be_read_again(self, store: Store) -> None:
        add(store)
        first = sync(store, "Sent", "1", sighted(mail("1", "me", "ana")))
        sync(store, "Inbox", "5")
        sync(store, "Sent", "2", sighted(mail("2", "me", "ana")))
        undo(store, first)
        assert cursors(store) == {"Inbox": "5"}

    def test_only_the_last_cursors_keep_their_value_and_undo_of_an_older_sync_reads_all_again(
        self, store: Store
    ) -> None:
        add(store)
        sync(store, "Inbox", "5")
        changes = [sync(store, "Sent", f"{number}" * 9, sighted(mail(f"{number}", "me", "ana"))) for number in range(6)]
        for number in (5, 4):
            assert cursors(store) == {"Inbox": "5", "Sent": f"{number}" * 9}
            undo(store, changes[number])
        assert cursors(store)["Sent"] == "3" * 9
        undo(store, changes[1])  # what later syncs found still stands, and is found again
        assert cursors(store) == {"Inbox": "5"}
        sync(store, "Sent", "all", sighted(mail("1", "me", "ana")))
        assert cursors(store) == {"Inbox": "5", "Sent": "all"}


class PartsContract(StoreFixtures):
    """Messages of which only the header fields were read."""

    @pytest.mark.parametrize("is_part_first", [True, False])
    def test_the_whole_stands_above_a_part_whatever_came_first(self, store: Store, *, is_part_first: bool) -> None:
        whole = mail("1", "me", "ana", text="Hello")
        later_part = replace(part_of(whole), observed_at=JUNE)
        seen = [later_part, sighted(whole)] if is_part_first else [sighted(whole), later_part]
        outcomes = [keep(store, f"{number}.mbox", [one])[1] for number, one in enumerate(seen)]
        told = [(one.new, one.same, one.merged, one.filled) for one in outcomes]
        assert told == ([(1, 0, 0, 0), (0, 0, 0, 1)] if is_part_first else [(1, 0, 0, 0), (0, 1, 0, 0)])
        with store.reading() as kept:
            assert [one.record for one in kept.records.by_kind("message")] == [whole]

    def test_both_orders_give_the_same_network(self, store: Store) -> None:
        one, other = mail("1", "me", "ana", text="Hello"), mail("2", "ben", "me", text="Hi")
        keep(store, "a", [part_of(one), sighted(other)])
        keep(store, "b", [sighted(one), part_of(other)])
        with store.reading() as kept:
            found = {stored.record.key: stored.record for stored in kept.records.by_kind("message")}
        assert found == {"1": one, "2": other}

    def test_within_one_batch_the_whole_stands_too(self, store: Store) -> None:
        whole = mail("1", "me", "ana", text="Hello")
        _, added = keep(store, "a", [part_of(whole), sighted(whole), part_of(whole)])
        assert (added.new, added.same, added.merged, added.filled) == (1, 1, 0, 1)

    def test_a_part_read_again_is_the_same(self, store: Store) -> None:
        whole = mail("1", "me", "ana", text="Hello")
        for records, counts in (
            ([part_of(whole)], (1, 0, 0, 0)),
            ([part_of(whole)], (0, 1, 0, 0)),
            ([sighted(whole)], (0, 0, 0, 1)),
            ([part_of(whole), sighted(whole)], (0, 2, 0, 0)),
        ):
            _, added = keep(store, f"{counts}", records)
            assert (added.new, added.same, added.merged, added.filled) == counts

    def test_undo_of_the_whole_leaves_the_part(self, store: Store) -> None:
        whole = mail("1", "me", "ana", text="Hello")
        keep(store, "a", [part_of(whole)])
        before, shown = canonical(store), derived(store)
        change, _ = keep(store, "b", [sighted(whole)])
        assert canonical(store) != before
        undo(store, change)
        assert (canonical(store), derived(store)) == (before, shown)

    def test_undo_of_the_part_leaves_the_whole(self, store: Store) -> None:
        whole = mail("1", "me", "ana", text="Hello")
        keep(store, "b", [sighted(whole)])
        before = canonical(store)
        change, _ = keep(store, "a", [replace(part_of(whole), observed_at=JUNE)])
        undo(store, change)
        assert canonical(store) == before
