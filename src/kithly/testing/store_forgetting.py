"""Contract: somebody is taken out of records; what remains is as if it had come without them; nothing returns."""
# ruff: noqa: D102, S101 - a contract suite asserts, and the names of its tests are sentences

from __future__ import annotations

from dataclasses import replace

from kithly.people.forgotten import Marks, keys_of_handle, keys_of_name
from kithly.records import NO_FLAGS, Flag, Identity, Message, Record
from kithly.store import Store, Writing
from kithly.store.clearing import Gone
from kithly.store.forgotten import Forgetting
from kithly.testing.store_fixtures import StoreFixtures
from kithly.testing.store_samples import (
    JUNE,
    LINKEDIN,
    MAIL,
    NOW,
    begin,
    canonical,
    contact,
    derived,
    email,
    keep,
    mail,
    sighted,
)

SALT = b"salt of a network"
OWN = frozenset((email("me"),))


def keys(who: Identity, name: str) -> tuple[Forgetting, Marks]:
    """Return that somebody is forgotten, and what tells it."""
    found = (*keys_of_handle(who, SALT), *keys_of_name(name, SALT))
    return Forgetting(whom="0a", at=NOW, keys=found), Marks(found)


def take_out(tx: Writing, one: Forgetting, marks: Marks) -> None:
    """Take somebody out of all records."""
    tx.forgotten.keep(one)
    found = tx.erasing.concerned(marks, OWN, may_hold=lambda _: True)
    tx.erasing.write_anew(found.changed, marks, OWN)
    tx.erasing.remove(found.gone)


def batch(*, with_ana: bool) -> list[Record]:
    """Return letters among several, with ana or as they are without her."""
    ours, both = mail("1", "ben", "me", text="only us"), mail("4", "ben", "me", "ana", text="to both")
    if not with_ana:
        return [ours, replace(both, to=both.to[:1])]
    return [
        ours,
        replace(mail("2", "ana", "me"), flags=NO_FLAGS),
        replace(mail("3", "me", "ana"), flags=Flag.SENT),
        both,
    ]


class ForgettingContract(StoreFixtures):
    """Those who were forgotten."""

    def test_what_is_left_is_as_if_it_had_come_without_them(self, store: Store) -> None:
        one, marks = keys(email("ana"), "Ana Example")
        with store.rehearsal() as tx:
            _, file = begin(tx, "a.mbox")
            tx.records.add(file, MAIL, MAIL, [sighted(record) for record in batch(with_ana=False)])
            wanted = tx.canonical(), tx.derived()
        keep(store, "a.mbox", [sighted(record) for record in batch(with_ana=True)])
        with store.transaction() as tx:
            take_out(tx, one, marks)
        assert (canonical(store), derived(store)) == wanted

    def test_what_comes_again_is_refused_and_counted(self, store: Store) -> None:
        one, marks = keys(email("ana"), "Ana Example")
        keep(store, "a.mbox", [sighted(record) for record in batch(with_ana=True)])
        with store.transaction() as tx:
            take_out(tx, one, marks)
        before = derived(store)
        _, added = keep(store, "a.mbox", [sighted(record) for record in batch(with_ana=True)])
        assert (added.new, added.same, added.merged, len(added.refused)) == (0, 2, 0, 2)
        assert derived(store) == before

    def test_who_may_return_is_taken_in(self, store: Store) -> None:
        one, marks = keys(email("ana"), "Ana Example")
        with store.transaction() as tx:
            take_out(tx, one, marks)
            assert [(found.whom, set(found.keys)) for found in tx.forgotten.all()] == [(one.whom, set(one.keys))]
            tx.forgotten.lift(one.whom)
        _, added = keep(store, "a.mbox", [sighted(mail("2", "ana", "me"))])
        assert (added.new, added.refused) == (1, ())

    def test_two_versions_that_differ_by_them_alone_become_one(self, store: Store) -> None:
        one, marks = keys(email("ana"), "Ana Example")
        notes = ("met through Ana Example", "met through Example, Ana")
        for place, text in enumerate(notes):
            told = replace(contact("ben"), note=text)
            keep(store, f"{place}.csv", [sighted(told, JUNE)], family=LINKEDIN)
        with store.transaction() as tx:
            take_out(tx, one, marks)
            (ben,) = tx.records.by_kind("contact")
            assert len(tx.records.history(ben.seq)) == 1
            assert "[…]" in str(ben.record)
        with store.transaction() as tx:
            assert len(tx.records.history(ben.seq)) == 1

    def test_words_beside_records_are_swept(self, store: Store) -> None:
        one, marks = keys(email("ana"), "Ana Example")
        with store.transaction() as tx:
            change = tx.changes.open("note", "Noted on Ana Example", NOW)
            tx.decisions.add_many(change, [("note", "p1", "tea"), ("note", "p2", "knows Ana Example")], NOW)
            tx.meta.set("thing", '[["p1", 3], ["p2", 4]]')
            tx.forgotten.keep(one)
            assert tx.sweeping(Gone(frozenset({"p1"}), marks)).run() == 1
            (left,) = tx.decisions.all()
            assert (left.subject, left.value) == ("p2", "knows […]")
            assert tx.meta.get("thing") == '[["p2", 4]]'
            assert tx.changes.get(change).text == "Noted on […]"

    def test_the_index_and_search_know_them_no_more(self, store: Store) -> None:
        one, marks = keys(email("ana"), "Ana Example")
        letters = (mail("2", "ana", "me", text="marmalade"), mail("5", "ben", "me"))
        keep(store, "a.mbox", [sighted(letter) for letter in letters])
        with store.transaction() as tx:
            take_out(tx, one, marks)
        assert store.purge()
        with store.reading() as kept:
            assert kept.search.total("marmalade") == 0
            records = [stored.record for stored in kept.records.by_kind("message")]
        assert [isinstance(record, Message) for record in records] == [True]
