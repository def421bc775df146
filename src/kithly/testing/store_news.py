"""Contract: news, found by whom it is about, and joining nobody."""
# ruff: noqa: D102, S101 - a contract suite asserts, and the names of its tests are sentences

from __future__ import annotations

from datetime import timedelta

from kithly.people import Person, PersonId
from kithly.records import NEWS_NAMES, Channel, Identity, IdentityKind, News, NewsKind, Party, name_identity
from kithly.store import PersonRow, Store
from kithly.testing.store_fixtures import StoreFixtures
from kithly.testing.store_samples import MAY, canonical, contact, keep, mail, sighted

ANA = Identity(IdentityKind.LINKEDIN, "ana")


def news(key: str, name: str = "Ana Fictional", who: Identity | None = None, *, days: int = 0) -> News:
    """Return a new position, told by a mail ``days`` after May 1st."""
    return News(
        key=key,
        kind=NewsKind.JOB,
        channel=Channel.LINKEDIN,
        at=MAY + timedelta(days=days),
        about=Party(name=name, identity=who),
        told_by="told",
    )


class NewsContract(StoreFixtures):
    """What is new with somebody."""

    def test_news_is_found_by_handle_and_by_bare_name_the_last_told_first(self, store: Store) -> None:
        first, last = news("first", who=ANA), news("last", days=9)
        keep(store, "news", [sighted(first, MAY), sighted(last, MAY + timedelta(days=9)), sighted(news("b", "Ben B"))])
        bare = name_identity(NEWS_NAMES, "ana FICTIONAL")
        assert bare is not None
        with store.reading() as kept:
            seq = kept.identities.seq_of([ANA, bare])
            by_handle = kept.identities.news_about([seq[ANA]], limit=9)
            by_name = kept.identities.news_about([seq[bare], seq[ANA]], limit=9)
            assert [one.record for one in kept.records.get(by_handle)] == [first]
            assert [one.record for one in kept.records.get(by_name)] == [last, first]
            assert len(kept.identities.news_about([seq[bare]], limit=1)) == 1
            assert kept.identities.news_about([], limit=9) == ()

    def test_the_newest_of_a_kind_come_first_and_no_older_ones_than_asked_for(self, store: Store) -> None:
        told = [sighted(news(f"n{day}", days=day), MAY + timedelta(days=day)) for day in (3, 1, 9)]
        keep(store, "news", [*told, sighted(contact("ana"), MAY + timedelta(days=20))])
        with store.reading() as kept:
            numbers = kept.records.newest_of_kind("news", since=MAY + timedelta(days=3), limit=9)
            assert [one.record.key for one in kept.records.get(numbers)] == ["n9", "n3"]
            assert len(kept.records.newest_of_kind("news", since=MAY, limit=2)) == 2

    def test_news_joins_nobody_and_is_no_contact_record(self, store: Store) -> None:
        keep(store, "entry", [sighted(contact("ana"))])
        keep(store, "news", [sighted(news("new", who=ANA))])
        with store.reading() as kept:
            number = kept.identities.seq_of([ANA])[ANA]
            entries = {seq for seq, _ in kept.records.ids_of_kind("contact")}
            assert {record for record, _ in kept.identities.links()} == entries
            assert {record for record, _ in kept.identities.links_to([number])} == entries
            assert kept.records.keys_of_kind("news") == ("new",)

    def test_an_undone_import_takes_its_news_along(self, store: Store) -> None:
        keep(store, "entry", [sighted(contact("ana"))])
        before = canonical(store)
        change, _ = keep(store, "news", [sighted(news("new", who=ANA)), sighted(news("ben", "Ben B"))])
        with store.transaction() as tx:
            tx.imports.undo(change)
        with store.reading() as kept:
            assert not kept.news.is_there()
            number = kept.identities.seq_of([ANA])[ANA]
            assert kept.identities.news_about([number], limit=9) == ()
            assert kept.records.keys_of_kind("news") == ()
        assert canonical(store) == before

    def test_a_file_that_shows_a_known_mail_shows_what_it_told(self, store: Store) -> None:
        letter = sighted(mail("told", "linkedin", "me"), raw=77)
        change, _ = keep(store, "first", [letter, sighted(news("new", who=ANA), raw=77)])
        second = keep(store, "second", [])[0]
        with store.transaction() as tx:
            (file,) = tx.files.of_change(second)
            assert tx.records.saw(file.id, [77]) == 1
            tx.imports.undo(change)
        with store.reading() as kept:
            assert kept.records.keys_of_kind("news") == ("new",)

    def test_a_mail_is_found_by_its_own_id(self, store: Store) -> None:
        keep(store, "mails", [sighted(mail("told", "ana", "me")), sighted(mail("other", "ana", "me"))])
        with store.reading() as kept:
            number = kept.interactions.with_message_id("told")
            assert number is not None
            assert [one.record.key for one in kept.records.get([number])] == ["told"]
            assert kept.interactions.with_message_id("nothing") is None
            assert kept.interactions.with_message_id("") is None
            ana = kept.identities.seq_of([Identity(IdentityKind.EMAIL, "ana@example.org")])
            assert kept.interactions.count_from(list(ana.values())) == 2
            assert kept.interactions.count_from([]) == 0

    def test_by_what_news_names_people_is_told_without_reading_it(self, store: Store) -> None:
        keep(store, "news", [sighted(news("one", who=ANA)), sighted(news("two", "Ben B"), MAY + timedelta(days=9))])
        bare = name_identity(NEWS_NAMES, "Ben B")
        assert bare is not None
        with store.reading() as kept:
            numbers = kept.identities.seq_of([ANA, bare])
            rows = kept.news.rows()
            assert rows[0][1:] == (numbers[bare], True, int((MAY + timedelta(days=9)).timestamp()))
            assert [row.is_bare for row in rows if row.identity == numbers[ANA]] == [False]
            assert len(rows) == 3
            assert kept.news.rows([rows[0].record]) == rows[:1]
            assert kept.news.rows([]) == ()
            assert kept.news.is_there()

    def test_names_in_news_are_told_with_who_alone_bears_them(self, store: Store) -> None:
        names = ("Ana Lima", "Cy Marsh", "Dora Ode", "Solo")
        keep(store, "news", [sighted(news(name, name)) for name in names])
        rows = [("a", "Ana Lima", True), ("b", "Ána LIMA", True), ("c", "Cy Marsh", True), ("d", "Dora Ode", False)]
        with store.transaction() as tx:
            assert tx.news.alone_called() == {}
            assert tx.news.bearers() == {}
            tx.people.replace(
                [
                    PersonRow(person=Person(id=PersonId(one), name=name), known=known)
                    for one, name, known in (*rows, ("s", "Solo", True))
                ]
            )
        with store.reading() as kept:
            assert list(kept.news.alone_called().values()) == ["c"]
            assert kept.news.bearers() == {"cy marsh": "c"}

    def test_what_is_followed_is_told_until_it_is_taken_back(self, store: Store) -> None:
        with store.transaction() as tx:
            change = tx.changes.open("account", "Added a1", MAY)
            tx.accounts.add(
                change, "a1", "feed", {"settings": {"person": "ana", "identity": "url:https://ana.example"}}
            )
            tx.accounts.add(change, "a2", "imap", {"host": "mail.example"})
            tx.accounts.remove(tx.changes.open("account", "Removed a1", MAY), "a1")
            assert tx.accounts.followed() == (("url:https://ana.example", "ana"),)
            tx.changes.mark_undone(change, MAY)
            assert tx.accounts.followed() == ()

    def test_whoever_bears_a_name_alone_is_told_from_namesakes(self, store: Store) -> None:
        rows = [("a", "Ana Lima", True), ("b", "Ána LIMA", True), ("c", "Cy Marsh", True), ("d", "Dora Ode", False)]
        with store.transaction() as tx:
            tx.people.replace(
                [PersonRow(person=Person(id=PersonId(one), name=name), known=known) for one, name, known in rows]
            )
        with store.reading() as kept:
            assert kept.people.called("ana lima") == ("a", "b")
            assert kept.people.called("cy marsh") == ("c",)
            assert kept.people.called("dora ode") == ()
