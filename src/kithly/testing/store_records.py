"""Contract: what is new, known and current; sightings; undo."""
# ruff: noqa: D102, S101 - a contract suite asserts, and the names of its tests are sentences

from __future__ import annotations

import pytest

from kithly.errors import NotFound
from kithly.records import Contact, Record
from kithly.store import FileId, Store
from kithly.testing.store_fixtures import StoreFixtures
from kithly.testing.store_samples import (
    JULY,
    JUNE,
    LINKEDIN,
    MAIL,
    MAY,
    NOW,
    begin,
    canonical,
    contact,
    derived,
    email,
    endorsement,
    keep,
    mail,
    sighted,
)


def current(store: Store, kind: str) -> dict[str, Record]:
    """Return all records of a kind by key."""
    with store.reading() as kept:
        return {stored.record.key: stored.record for stored in kept.records.by_kind(kind)}


class RecordsContract(StoreFixtures):
    """Records in all their versions."""

    def test_a_record_is_new_once_and_the_same_ever_after(self, store: Store) -> None:
        batch = [sighted(mail("1", "ana", "me")), sighted(mail("2", "me", "ana"))]
        _, first = keep(store, "a.mbox", batch)
        before = canonical(store)
        _, second = keep(store, "a.mbox", batch)
        assert (first.new, first.same, first.merged) == (2, 0, 0)
        assert (second.new, second.same, second.merged) == (0, 2, 0)
        assert second.records == ()
        assert canonical(store) == before

    def test_a_record_twice_in_one_batch_is_new_then_same_then_merged(self, store: Store) -> None:
        one, other = sighted(contact("ana")), sighted(contact("ana", company="Globex"), JUNE)
        _, added = keep(store, "c.csv", [one, one, other], family=LINKEDIN)
        assert (added.new, added.same, added.merged) == (1, 1, 1)
        assert len(added.records) == 1

    def test_the_newest_observation_is_current_whatever_was_imported_first(self, store: Store) -> None:
        keep(store, "june.csv", [sighted(contact("ana", company="New"), JUNE)], family=LINKEDIN)
        _, added = keep(store, "may.csv", [sighted(contact("ana", company="Old"), MAY)], family=LINKEDIN)
        assert added.merged == 1
        assert added.records == ()
        assert current(store, "contact")["profile/ana"] == contact("ana", company="New")

    def test_a_content_that_comes_back_is_current_again(self, store: Store) -> None:
        for day, company in ((MAY, "A"), (JUNE, "B"), (JULY, "A")):
            keep(store, f"{day}.csv", [sighted(contact("ana", company=company), day)], family=LINKEDIN)
        assert current(store, "contact")["profile/ana"] == contact("ana", company="A")
        with store.reading() as kept:
            (stored,) = kept.records.by_kind("contact")
            told = kept.records.history(stored.id)
            assert kept.records.with_several_versions("contact") == (stored.seq,)
            assert kept.records.kinds_of([stored.seq]) == {"contact"}
        assert [at for at, _ in told] == [MAY, JUNE, JULY]
        assert [found.company for _, found in told if isinstance(found, Contact)] == ["A", "B", "A"]
        assert stored.observed_at == JULY

    def test_of_two_contents_in_one_second_the_same_wins_in_either_order(self, store: Store) -> None:
        one, other = sighted(contact("ana", company="A")), sighted(contact("ana", company="B"))
        for family, order in (("here", (one, other)), ("there", (other, one))):
            for seen in order:
                keep(store, f"{family}.csv", [seen], family=family)
        with store.reading() as kept:
            here, there = kept.records.by_kind("contact")
        assert here.record == there.record

    def test_records_are_found_by_number_and_by_id_in_the_order_asked(self, store: Store) -> None:
        keep(store, "a.mbox", [sighted(mail(str(number), "ana", "me")) for number in range(5)])
        with store.reading() as kept:
            stored = kept.records.by_kind("message")
            asked: list[int | str] = [stored[3].id, stored[0].seq, "nonsense", "00" * 16, 999_999, stored[4].seq]
            assert [found.record.key for found in kept.records.get(asked)] == ["3", "0", "4"]
            assert stored[0].source == "mail"

    def test_every_place_where_a_record_was_read_is_told_newest_first(self, store: Store) -> None:
        keep(store, "may.csv", [sighted(contact("ana"), MAY)], family=LINKEDIN)
        keep(store, "june.csv", [sighted(contact("ana", company="New"), JUNE)], family=LINKEDIN)
        change, added = keep(store, "july.csv", [sighted(contact("ana"), JULY)], family=LINKEDIN)
        with store.reading() as kept:
            (stored,) = kept.records.by_kind("contact")
            told = kept.files.showing(stored.seq)
        assert [(one.path, one.source, one.place, one.observed_at) for one in told] == [
            (path, LINKEDIN, "record profile/ana", at)
            for path, at in (("july.csv", JULY), ("june.csv", JUNE), ("may.csv", MAY))
        ]
        with store.transaction() as tx:
            tx.imports.undo(change)
        with store.reading() as kept:
            assert [one.path for one in kept.files.showing(stored.seq)] == ["june.csv", "may.csv"]
        assert added.records == (stored.seq,)

    def test_id_and_source_of_a_record_are_told_without_reading_it(self, store: Store) -> None:
        _, added = keep(store, "a", [sighted(mail("1", "ana", "me"))], family="mail")
        with store.reading() as kept:
            (stored,) = kept.records.get(added.records)
            assert kept.records.sources_of([stored.seq, stored.seq + 1]) == {stored.seq: (stored.id, "mail")}
            assert kept.records.id_of("mail", "message", "1") == stored.id

    def test_families_share_no_keys(self, store: Store) -> None:
        keep(store, "a", [sighted(mail("1", "ana", "me"))], family="mail")
        _, added = keep(store, "b", [sighted(mail("1", "ana", "me"))], family="other")
        assert added.new == 1

    def test_messages_of_somebody_come_newest_first(self, store: Store) -> None:
        batch = [sighted(mail(str(day), "ana" if day % 2 else "ben", "me", days=day)) for day in range(6)]
        keep(store, "a.mbox", [*batch, sighted(mail("to ana", "me", "ana", days=9))])
        with store.reading() as kept:
            seqs = kept.identities.seq_of([email("ana")])
            found = kept.records.of_identities(list(seqs.values()), kinds=["message"], limit=3)
            none = kept.records.of_identities(list(seqs.values()), kinds=["gesture"])
        assert [stored.record.key for stored in found] == ["to ana", "5", "3"]
        assert none == ()

    def test_known_messages_are_told_by_their_raw_hash(self, store: Store) -> None:
        keep(store, "a.mbox", [sighted(mail(str(raw), "ana", "me"), raw=raw) for raw in (7, 1 << 62, 9)])
        with store.transaction() as tx:
            _, file = begin(tx, "b.mbox")
            known = tx.records.known_raw("mail")
            counted = tx.records.saw(file, [7, 8, 9, 7])
        assert (7 in known, 8 in known, (1 << 62) in known, 0 in known) == (True, False, True, False)
        assert len(known) == 3
        assert counted == 3
        with store.reading() as kept:
            assert not len(kept.records.known_raw("linkedin"))
            assert not len(kept.records.known_raw("mail", reader_version=2))


class UndoContract(StoreFixtures):
    """An import taken back."""

    def test_undo_leaves_the_store_as_it_was(self, store: Store) -> None:
        keep(store, "a.mbox", [sighted(mail("1", "ana", "me", text="hello"))])
        before = canonical(store), derived(store)
        records = [
            sighted(mail("2", "ben", "me", "ana", text="goodbye")),
            sighted(endorsement("ben", outgoing=False)),
            sighted(contact("ben", mailbox="ben")),
        ]
        change, _ = keep(store, "b.mbox", records)
        with store.transaction() as tx:
            removed = tx.imports.undo(change)
            tx.changes.mark_undone(change, NOW)
        assert len(removed.records) == 3
        assert removed.changed == ()
        assert (canonical(store), derived(store)) == before

    def test_undo_keeps_what_another_file_also_says(self, store: Store) -> None:
        first, _ = keep(store, "a.mbox", [sighted(mail("1", "ana", "me"), raw=5), sighted(mail("2", "ana", "me"))])
        with store.transaction() as tx:
            _, file = begin(tx, "b.mbox")
            tx.records.saw(file, [5])
        with store.transaction() as tx:
            removed = tx.imports.undo(first)
        assert len(removed.records) == 1
        assert set(current(store, "message")) == {"1"}

    def test_undo_lets_the_older_version_rise_again(self, store: Store) -> None:
        keep(store, "may.csv", [sighted(contact("ana", company="Old"), MAY)], family=LINKEDIN)
        before = canonical(store)
        change, _ = keep(
            store, "june.csv", [sighted(contact("ana", company="New", mailbox="ana"), JUNE)], family=LINKEDIN
        )
        with store.transaction() as tx:
            removed = tx.imports.undo(change)
        assert len(removed.changed) == 1
        assert canonical(store) == before
        with store.reading() as kept:
            assert kept.identities.seq_of([email("ana")]) == {}
            assert len(kept.identities.links()) == 1

    def test_numbers_of_removed_rows_never_come_back(self, store: Store) -> None:
        change, first = keep(store, "a.mbox", [sighted(mail("1", "ana", "me"))])
        with store.transaction() as tx:
            tx.imports.undo(change)
        _, second = keep(store, "b.mbox", [sighted(mail("1", "ben", "me"))])
        assert not set(first.records) & set(second.records)
        assert min(second.identities) > max(first.identities)

    def test_a_file_broken_off_is_named_until_its_import_is_undone(self, store: Store) -> None:
        keep(store, "whole.mbox", [sighted(mail("1", "ana", "me"))])
        with store.transaction() as tx:
            change, _ = begin(tx, "part.mbox")
            assert [row.path for row in tx.files.broken_off()] == ["part.mbox"]
            assert tx.files.get(tx.files.broken_off()[0].id).path == "part.mbox"
            with pytest.raises(NotFound):
                tx.files.get(FileId(10**9))
            tx.imports.undo(change)
            tx.changes.mark_undone(change, NOW)
            assert not tx.files.broken_off()

    def test_a_file_broken_off_and_read_whole_later_is_not_named(self, store: Store) -> None:
        with store.transaction() as tx:
            begin(tx, "part.mbox")
        keep(store, "other.mbox", [sighted(mail("1", "ana", "me"))])
        with store.reading() as kept:
            assert [row.path for row in kept.files.broken_off()] == ["part.mbox"]
        keep(store, "part.mbox", [sighted(mail("1", "ana", "me"))])
        with store.reading() as kept:
            assert kept.files.broken_off() == ()

    def test_the_day_of_the_last_export_is_told_and_messages_have_their_own(self, store: Store) -> None:
        keep(store, "a", [sighted(contact("ana"), MAY)], family=LINKEDIN)
        later, _ = keep(store, "b", [sighted(contact("ana"), JULY)], family=LINKEDIN)
        keep(store, "c", [sighted(mail("1", "ana", "me"), JULY)])
        with store.reading() as kept:
            assert kept.records.last_observed(LINKEDIN) == JULY
            assert kept.records.last_observed(MAIL) is None
        with store.transaction() as tx:
            tx.imports.undo(later)
            tx.changes.mark_undone(later, NOW)
            assert tx.records.last_observed(LINKEDIN) == MAY

    def test_an_undone_file_is_read_again(self, store: Store) -> None:
        change, _ = keep(store, "a.mbox", [sighted(mail("1", "ana", "me"))])
        with store.transaction() as tx:
            found = tx.files.unchanged("fingerprint of a.mbox", "mail", 1)
            assert found is not None
            assert found.is_done
            assert found.counts == {"read": 1}
            tx.imports.undo(change)
            assert tx.files.unchanged("fingerprint of a.mbox", "mail", 1) is None
