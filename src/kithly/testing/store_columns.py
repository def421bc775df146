"""Contract: identities, interactions as columns, full text."""
# ruff: noqa: D102, S101 - a contract suite asserts, and the names of its tests are sentences

from __future__ import annotations

import numpy as np
import pytest

from kithly.history import NOBODY, RecordColumns
from kithly.records import Channel, Flag, Message, Party
from kithly.store import Store
from kithly.testing.store_fixtures import StoreFixtures
from kithly.testing.store_samples import (
    LINKEDIN,
    MAY,
    contact,
    derived,
    email,
    endorsement,
    keep,
    mail,
    party,
    sighted,
)


def rows(store: Store, columns: RecordColumns) -> list[tuple[str, str, list[str]]]:
    """Return key, sender and recipients (a copied one in brackets) of each row."""
    with store.reading() as kept:
        identities = kept.identities.all()
        names = dict(zip(identities.seqs, identities.values, strict=True))
        stored = {found.seq: found.record.key for found in kept.records.get(columns.record.tolist())}
    found = []
    for row, record in enumerate(columns.record.tolist()):
        to = [
            f"[{names[who]}]" if copied else names[who]
            for at, who, copied in zip(columns.to_row, columns.to_identity.tolist(), columns.to_copied, strict=True)
            if at == row
        ]
        found.append((stored[record], names.get(int(columns.sender[row]), "-"), sorted(to)))
    return found


class ColumnsContract(StoreFixtures):
    """Messages and gestures as arrays."""

    def test_an_empty_store_gives_empty_columns(self, store: Store) -> None:
        with store.reading() as kept:
            whole, part = kept.interactions.columns(), kept.interactions.columns_of([1, 2])
        for columns in (whole, part):
            assert len(columns.record) == len(columns.to_row) == 0
            assert columns.at.dtype == np.int64

    def test_columns_hold_every_message_and_gesture(self, store: Store) -> None:
        odd = Message(key="3", channel=Channel.LINKEDIN, at=None, sender=None, cc=(party("ana"),), recipients=9_999)
        batch = [
            sighted(mail("1", "ana", "me", "ben", flags=Flag.ASKS | Flag.SENT)),
            sighted(mail("2", "me", "ana", days=1, answers="1", flags=Flag.LIST)),
            sighted(mail("4", "me", "ana", days=2, answers="2")),
            sighted(odd),
            sighted(endorsement("cy", outgoing=True)),
            sighted(endorsement("cy", outgoing=False)),
            sighted(contact("cy")),
        ]
        keep(store, "a", batch)
        with store.reading() as kept:
            columns = kept.interactions.columns()
        assert rows(store, columns) == [
            ("1", "ana@example.org", ["ben@example.org", "me@example.org"]),
            ("2", "me@example.org", ["ana@example.org"]),
            ("4", "me@example.org", ["ana@example.org"]),
            ("3", "-", ["[ana@example.org]"]),
            ("endorsement/cy/True", "ego", ["cy"]),
            ("endorsement/cy/False", "cy", ["ego"]),
        ]
        assert (columns.at - int(MAY.timestamp())).tolist()[:3] == [0, 86_400, 2 * 86_400]
        assert columns.at[3] == 0
        assert columns.flags.tolist() == [Flag.ASKS | Flag.SENT, Flag.LIST, 0, 0, Flag.LIGHT, Flag.LIGHT]
        assert columns.channel.tolist() == [1, 1, 1, 2, 2, 2]
        assert columns.recipients.tolist() == [2, 1, 1, 4_095, 1, 1]
        assert columns.sender[3] == NOBODY
        assert columns.parent[1] == columns.own_id[0] > 0
        assert columns.parent.tolist() == [0, columns.own_id[0], 0, 0, 0, 0]  # only what list mail answers is read

    def test_columns_of_somebody_are_their_rows_of_all_columns(self, store: Store) -> None:
        batch = [sighted(mail(str(number), "me", ("ana", "ben")[number % 2], days=number)) for number in range(20)]
        keep(store, "a", batch)
        with store.reading() as kept:
            part = kept.interactions.columns_of(kept.identities.seq_of([email("ana")]).values())
        assert [key for key, _, _ in rows(store, part)] == [str(number) for number in range(0, 20, 2)]

    def test_columns_of_somebody_tell_all_recipients_of_what_they_wrote_and_else_them_alone(self, store: Store) -> None:
        keep(store, "a", [sighted(mail("1", "ana", "me", "ben")), sighted(mail("2", "me", "ben", "ana", days=1))])
        with store.reading() as kept:
            part = kept.interactions.columns_of(kept.identities.seq_of([email("ana")]).values())
        assert rows(store, part) == [
            ("1", "ana@example.org", ["ben@example.org", "me@example.org"]),
            ("2", "me@example.org", ["ana@example.org"]),
        ]

    def test_columns_of_somebody_hold_each_row_once(self, store: Store) -> None:
        keep(store, "a", [sighted(mail("1", "ana", "ana", "me")), sighted(mail("2", "ana", "ben"))])
        with store.reading() as kept:
            seqs = kept.identities.seq_of([email("ana"), email("ben")]).values()
            part = kept.interactions.columns_of(seqs)
        assert rows(store, part) == [
            ("1", "ana@example.org", ["ana@example.org", "me@example.org"]),
            ("2", "ana@example.org", ["ben@example.org"]),
        ]

    def test_columns_of_somebody_hold_the_list_mail_they_answer_and_its_answers(self, store: Store) -> None:
        batch = [
            sighted(mail("mine", "me", "list", flags=Flag.LIST)),
            sighted(mail("hers", "ana", "list", answers="mine", flags=Flag.LIST)),
            sighted(mail("my answer", "me", "list", answers="hers", flags=Flag.LIST)),
            sighted(mail("his", "ben", "list", answers="mine", flags=Flag.LIST)),
        ]
        keep(store, "a", batch)
        with store.reading() as kept:
            part = kept.interactions.columns_of(kept.identities.seq_of([email("ana")]).values())
        assert [key for key, _, _ in rows(store, part)] == ["mine", "hers", "my answer"]

    def test_a_rebuild_derives_the_same(self, store: Store) -> None:
        keep(
            store, "a", [sighted(mail("1", "ana", "me", text="hello there")), sighted(endorsement("cy", outgoing=True))]
        )
        before = derived(store)
        with store.transaction() as tx:
            tx.interactions.rebuild()
        assert derived(store) == before


class IdentitiesContract(StoreFixtures):
    """Addresses and the names beside them."""

    def test_the_name_used_most_is_the_name_of_an_address(self, store: Store) -> None:
        named = [Party(name=name, identity=email("ana")) for name in ("ana@x", "Ana Fictional", "Ana Fictional", "")]
        batch = [
            sighted(Message(key=str(place), channel=Channel.MAIL, at=MAY, sender=who))
            for place, who in enumerate(named)
        ]
        keep(store, "a", batch)
        with store.reading() as kept:
            columns = kept.identities.all()
            assert kept.identities.of([*columns.seqs, 999]) == columns
            assert kept.identities.of([]).seqs == ()
        assert columns.values == ("ana@example.org",)
        assert columns.names == ("Ana Fictional",)

    def test_who_took_part_in_messages_is_told_from_who_is_only_named(self, store: Store) -> None:
        keep(store, "a.mbox", [sighted(mail("1", "ana", "me"))])
        keep(
            store,
            "c.csv",
            [sighted(contact("ben", mailbox="ben")), sighted(endorsement("cy", outgoing=True))],
            family="x",
        )
        with store.reading() as kept:
            columns = kept.identities.all()
            spoken = kept.identities.spoken([*columns.seqs, 999])
            assert kept.identities.spoken([]) == frozenset()
        named = {columns.values[place] for place, seq in enumerate(columns.seqs) if seq in spoken}
        assert named == {"ana@example.org", "me@example.org", "cy", "ego"}

    def test_contacts_link_all_identities_they_ever_named(self, store: Store) -> None:
        keep(store, "a", [sighted(contact("ana", mailbox="old"))], family=LINKEDIN)
        keep(store, "b", [sighted(contact("ana", mailbox="new"), MAY.replace(year=2025))], family=LINKEDIN)
        with store.reading() as kept:
            assert len({record for record, _ in kept.identities.links()}) == 1
            assert len(kept.identities.links()) == 3
            assert (
                kept.identities.links_of([record for record, _ in kept.identities.links()]) == kept.identities.links()
            )
            assert kept.identities.links_of([]) == ()


class SearchContract(StoreFixtures):
    """Full text over messages."""

    @pytest.mark.parametrize(
        ("text", "keys"),
        [
            ("oslo", ["3", "2", "1"]),
            ("OSLO audit", ["2", "1"]),
            ('"audit in oslo"', ["1"]),
            ("aud*", ["2", "1"]),
            ("jose", ["4"]),
            ("JOSÉ", ["4"]),
            ("example.net", ["4"]),
            ("oslo - *", ["3", "2", "1"]),
            ("audit-in*", ["1"]),
            ("strasse ﬁn", []),
            ("About", ["4", "3", "2", "1"]),
            ("oslo NOT audit", []),
            ('"', []),
            ("", []),
            ("*", []),
            ("subject:oslo", []),
            ("') OR 1=1 --", []),
            ("NEAR(oslo audit)", []),
            ("quoted", []),
        ],
    )
    def test_words_are_found_newest_first_and_nothing_is_an_operator(
        self, store: Store, text: str, keys: list[str]
    ) -> None:
        texts = ["the audit in Oslo", "Oslo: an audit", "Oslo", "José at www.example.net, 3.14"]
        batch = [
            sighted(mail(str(number), "ana", "me", text=words, days=number)) for number, words in enumerate(texts, 1)
        ]
        keep(store, "a", batch)
        with store.reading() as kept:
            hits = kept.search.messages(text)
            assert [hit.stored.record.key for hit in hits] == keys
            assert kept.search.total(text) == len(keys)

    def test_a_word_is_found_among_the_messages_of_some_people_alone(self, store: Store) -> None:
        keep(
            store, "a", [sighted(mail("1", "ana", "me", text="the crane")), sighted(mail("2", "me", "ben", text="tea"))]
        )
        with store.reading() as kept:
            seqs = kept.identities.seq_of([email("ana"), email("ben")])
            ana, ben = seqs[email("ana")], seqs[email("ben")]
            assert kept.search.stands_with("crane", [ana])
            assert kept.search.stands_with("cran*", [ben, ana])
            assert not kept.search.stands_with("crane", [ben])
            assert kept.search.stands_with("tea", [ben])
            assert not kept.search.stands_with("tea", [])
            assert not kept.search.stands_with("-", [ana])

    def test_pages_of_hits_do_not_overlap(self, store: Store) -> None:
        keep(store, "a", [sighted(mail(str(number), "ana", "me", text="hello", days=number)) for number in range(7)])
        with store.reading() as kept:
            pages = [kept.search.messages("hello", limit=3, offset=offset) for offset in (0, 3, 6)]
            sender = kept.identities.seq_of([email("ana")])[email("ana")]
        assert [hit.stored.record.key for page in pages for hit in page] == list("6543210")
        assert pages[0][0].identities[0] == sender

    def test_the_index_follows_merges_undo_and_rebuild(self, store: Store) -> None:
        keep(store, "a", [sighted(mail("1", "ana", "me", text="first words"))])
        later, _ = keep(store, "b", [sighted(mail("1", "ana", "me", text="second words"), MAY.replace(year=2025))])
        with store.transaction() as tx:
            assert (tx.search.total("first"), tx.search.total("second")) == (0, 1)
            tx.imports.undo(later)
            assert (tx.search.total("first"), tx.search.total("second")) == (1, 0)
            tx.search.rebuild()
            assert (tx.search.total("first"), tx.search.total("second")) == (1, 0)
