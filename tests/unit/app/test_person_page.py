"""The page of one person: in words, with what they are made of; and parts taken off again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kithly.app.belonging.word import note, quiet
from kithly.app.changes import undo
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network, open_network
from kithly.app.persons.joined import joined
from kithly.app.persons.merging import same
from kithly.app.persons.people import show_person
from kithly.app.persons.person_page import person_page
from kithly.app.persons.splitting import split
from kithly.app.persons.wishes import cadence
from kithly.app.today.outcome import log
from kithly.app.views import JoinedPartView, PersonPageView
from kithly.errors import Conflict, NotFound
from kithly.records import Channel as Where
from kithly.records import Contact, Gesture, GestureKind, Identity, IdentityKind, Message, Party, Profile, Sighted
from kithly.testing.store_samples import (
    JULY,
    JUNE,
    LINKEDIN,
    MAY,
    NOW,
    contact,
    email,
    endorsement,
    keep,
    mail,
    sighted,
)

LONG_AGO = -2_000  # days before May 1st
PHONE = Identity(IdentityKind.PHONE, "+4712345678")


def entry(key: str, name: str, *identities: Identity, at: datetime = MAY) -> Sighted:
    return sighted(Contact(key=key, name=name, identities=identities), at)


def words(key: str, sender: str, days: int, text: str, *, thread: str = "") -> Message:
    letter = mail(key, sender, "ana" if sender == "me" else "me", text=text, days=days)
    return replace(letter, thread=thread or key)


LETTERS = (
    words("old", "ana", LONG_AGO, "See you in Oslo."),
    words("hello", "me", 60, "Dear Ana, are you still in Oslo?", thread="oslo"),
    words("back", "ana", 61, "Dear me, yes. " + "The tall one is still tall. " * 20, thread="oslo"),
    words("hard", "ana", 80, "My father passed away in May."),
)


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    with open_network(tmp_path / "data", now=NOW) as opened:
        me = Profile(key="me", name="Me Fictional", identities=(email("me"),))
        linkedin = [sighted(me), sighted(contact("ana", mailbox="ana", company="Harbour")), sighted(contact("ben"))]
        invited = Gesture(
            key="invitation",
            kind=GestureKind.INVITATION,
            channel=Where.LINKEDIN,
            outgoing=True,
            other=Party(name="Ana Fictional", identity=Identity(IdentityKind.LINKEDIN, "ana")),
            at=MAY + timedelta(days=1),
        )
        gestures = [sighted(endorsement("ana", outgoing=False)), sighted(invited)]
        keep(opened.store, "linkedin", [*linkedin, *gestures], family=LINKEDIN)
        cards = [
            entry("card 1", "Ana F.", email("ana"), email("ana.work"), PHONE, at=JUNE),
            entry("card 2", "Anna Other", email("ana"), at=JULY),
            entry("card 3", "Ana Nobody"),
        ]
        keep(opened.store, "cards", cards, family="cards")
        keep(opened.store, "mail", [sighted(one) for one in LETTERS])
        with opened.store.transaction() as tx:
            refresh(tx, now=NOW)
        yield opened


def part(network: Network, name: str) -> JoinedPartView:
    return next(one for one in joined(network, "ana@example.org").parts if one.name == name)


def names(network: Network) -> list[str]:
    return [one.name for one in joined(network, "ana@example.org").parts]


def test_every_record_behind_a_person_tells_what_joins_it(network: Network) -> None:
    view = joined(network, "ana@example.org")
    assert view.text == "Joined from 3 records"
    assert [one.name for one in view.parts] == ["Anna Other", "Ana F.", "Ana Fictional"]
    assert part(network, "Ana F.").why == (
        "The linkedin of May 2024 names ana@example.org too.",
        "The cards of July 2024 names ana@example.org too.",
    )
    assert all(one.can_split for one in view.parts)
    assert ("Phone", PHONE.value) in [(one.label, one.value) for one in part(network, "Ana F.").says]


def test_a_record_is_split_off_with_what_only_it_names_and_undo_brings_it_back(network: Network) -> None:
    before = show_person(network, "ana@example.org").id
    done = split(network, "ana@example.org", part(network, "Ana F.").key)
    assert done.text == "Ana F. (cards) and Anna Other are two people."
    assert names(network) == ["Anna Other", "Ana Fictional"]
    assert done.person is not None
    assert done.person.id == before
    other = show_person(network, "ana.work@example.org")
    assert other.id != before
    assert PHONE.value in [one.value for one in other.identities]
    undo(network, done.change)
    assert names(network) == ["Anna Other", "Ana F.", "Ana Fictional"]
    assert show_person(network, "ana.work@example.org").id == before


def test_the_letters_stay_with_the_rest(network: Network) -> None:
    split(network, "ana@example.org", part(network, "Ana F.").key)
    assert show_person(network, "ana@example.org").interactions == len(LETTERS) + 2
    assert show_person(network, "ana.work@example.org").interactions == 0


def test_a_record_without_any_address_is_split_off_too(network: Network) -> None:
    same(network, "ana@example.org", "Ana Nobody")
    assert "Ana Nobody" in names(network)
    assert part(network, "Ana Nobody").why[0] == "You said on 1 August 2024 that they are one person."
    split(network, "ana@example.org", part(network, "Ana Nobody").key)
    assert "Ana Nobody" not in names(network)
    assert len(names(network)) == 3


def test_the_one_record_that_held_the_rest_together_can_go(network: Network) -> None:
    same(network, "ana@example.org", "Ben Fictional")
    for name in ("Anna Other", "Ana F."):
        split(network, "ana@example.org", part(network, name).key)
    assert sorted(names(network)) == ["Ana Fictional", "Ben Fictional"]
    split(network, "ana@example.org", part(network, "Ana Fictional").key)
    assert names(network) == ["Ana Fictional"]
    assert joined(network, "Ben Fictional").text == "From one record"


def test_what_was_split_can_be_joined_again(network: Network) -> None:
    split(network, "ana@example.org", part(network, "Ana F.").key)
    same(network, "ana@example.org", "ana.work@example.org")
    assert len(names(network)) == 3


def test_an_address_alone_is_split_off_by_itself(network: Network) -> None:
    split(network, "ana@example.org", "ana.work@example.org")
    assert show_person(network, "ana@example.org").interactions == len(LETTERS) + 2
    page = person_page(network, "ana@example.org")
    assert "Ana F." in [one.name for one in page.joined.parts]


def test_the_last_part_is_nobody_else(network: Network) -> None:
    only = joined(network, "Ben Fictional").parts[0]
    assert not only.can_split
    assert only.why == ()
    with pytest.raises(Conflict):
        split(network, "Ben Fictional", only.key)
    with pytest.raises(NotFound):
        split(network, "Ben Fictional", "ana@example.org")


def page(network: Network) -> PersonPageView:
    return person_page(network, "ana@example.org")


def test_what_happened_is_told_in_words_newest_first(network: Network) -> None:
    assert [(one.text, one.subject, one.outgoing) for one in page(network).happened] == [
        ("Wrote to you.", "About hard", False),
        ("Answered your mail.", "About back", False),
        ("You wrote.", "About hello", True),
        ("You asked to connect.", "", True),
        ("Endorsed you for Juggling, after 5 years.", "", False),
        ("Wrote to you.", "About old", False),
    ]


def test_words_are_quoted_from_their_beginning_and_sensitive_ones_marked(network: Network) -> None:
    hard, back, *_ = page(network).happened
    assert (hard.sensitive, back.sensitive) == (True, False)
    assert back.quote.startswith("Dear me, yes. The tall one is still tall.")
    assert back.quote.endswith("…")
    assert len(back.quote) <= 241


def test_a_contact_the_user_told_of_says_so(network: Network) -> None:
    log(network, "ana@example.org", "We met at the harbour", day=(NOW - timedelta(days=1)).date())
    newest = page(network).happened[0]
    assert newest.text == "You were in touch, by your own word."
    assert newest.quote == "We met at the harbour"


def test_addresses_tell_what_they_are_and_where_they_were_seen(network: Network) -> None:
    told = {one.value: one for one in page(network).known_as}
    assert told["ana@example.org"].seen_in == ("linkedin", "cards", "your mail")
    assert (told["ana"].word, told["ana"].url) == ("LinkedIn", "https://www.linkedin.com/in/ana/")
    assert told[PHONE.value].url == f"tel:{PHONE.value}"
    assert told["ana.work@example.org"].seen_in == ("cards",)


def test_the_user_s_word_stands_on_the_page(network: Network) -> None:
    quiet(network, "ana@example.org", on=True)
    cadence(network, "ana@example.org", 90)
    for text in ("One.", "Two."):
        note(network, "ana@example.org", text)
    view = page(network)
    assert view.standing == ("Left in peace: never suggested.",)
    assert view.cadence.text.startswith("You want to be in touch every 90 days.")
    assert [one.text for one in view.notes] == ["Two.", "One."]
    assert (view.who, view.total) == ("Harbour", len(LETTERS) + 2)


def test_page_and_biography_speak_of_the_same_person(network: Network) -> None:
    view = page(network)
    assert view.biography.person.id == view.joined.person.id == view.person.id
    assert view.person.tie is not None
    assert view.biography.quarters[-1].strength == view.person.tie.strength
