"""One record whole: what evidence leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kithly.app.belonging.word import note
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network, open_network
from kithly.app.persons.people import show_person
from kithly.app.persons.record_page import show_record
from kithly.errors import NotFound
from kithly.records import Message, Party, Profile
from kithly.testing.store_samples import (
    JUNE,
    LINKEDIN,
    MAY,
    NOW,
    contact,
    email,
    endorsement,
    keep,
    mail,
    party,
    sighted,
)


def letter(key: str, text: str) -> Message:
    whole = mail(key, "ana", "me", text=text)
    return replace(
        whole,
        text=f"{text}\n\n> an older letter",
        to=(party("me"), Party(name="Zoe", identity=email("zoe"))),
        cc=(party("ben"),),
        recipients=9,
        attachments=("plan.pdf",),
    )


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    with open_network(tmp_path / "data", now=NOW) as opened:
        me = Profile(key="me", name="Me Fictional", identities=(email("me"),))
        people = [sighted(contact(who, mailbox=who, company="Old"), MAY) for who in ("ana", "ben")]
        keep(
            opened.store,
            "may.zip",
            [sighted(me), *people, sighted(endorsement("ana", outgoing=False))],
            family=LINKEDIN,
        )
        keep(opened.store, "june.zip", [sighted(contact("ana", mailbox="ana", company="New"), JUNE)], family=LINKEDIN)
        letters = [letter("plain", "Shall we look at the plan?"), letter("hard", "My father passed away in May.")]
        keep(opened.store, "All mail.mbox", [sighted(one) for one in letters])
        with opened.store.transaction() as tx:
            refresh(tx, now=NOW)
        yield opened


def record_id(network: Network, kind: str, key: str) -> str:
    with network.store.reading() as kept:
        return next(one.id for one in kept.records.by_kind(kind) if one.record.key == key)


def test_a_message_is_shown_whole_with_who_took_part_and_where_it_was_read(network: Network) -> None:
    view = show_record(network, record_id(network, "message", "plain"))
    assert view.title == "Their mail, 1 May 2024"
    assert view.text.endswith("> an older letter")
    assert view.subject == "About plain"
    assert view.person is not None
    assert view.person.name == "Ana Fictional"
    assert view.sender is not None
    assert (view.sender.name, view.sender.address, view.sender.person) == ("Ana", "ana@example.org", view.person)
    assert [(one.name, one.is_you) for one in view.to] == [("Me", True), ("Zoe", False)]
    assert [one.person.name for one in view.copied if one.person] == ["Ben Fictional"]
    assert (view.others, view.attachments, view.sensitive) == (6, ("plan.pdf",), False)
    assert [(one.file, one.place) for one in view.read_in] == [("All mail.mbox", "record plain")]


def test_sensitive_talk_is_marked(network: Network) -> None:
    assert show_record(network, record_id(network, "message", "hard")).sensitive


def test_an_address_book_entry_tells_what_it_said_before(network: Network) -> None:
    view = show_record(network, record_id(network, "contact", "profile/ana"))
    assert ("Company", "New") in [(one.label, one.value) for one in view.fields]
    assert [[one.value for one in told.fields if one.label == "Company"] for told in view.before] == [["Old"]]
    assert view.before[0].at == MAY
    assert view.person is not None
    assert [one.file for one in view.read_in] == ["june.zip", "may.zip"]


def test_an_entry_that_never_changed_has_no_past(network: Network) -> None:
    assert not show_record(network, record_id(network, "contact", "profile/ben")).before


def test_the_user_s_own_word_is_a_record_too(network: Network) -> None:
    note(network, "ana", "Two girls. Climbs.")
    (said,) = show_person(network, "ana").notes
    view = show_record(network, said.id)
    assert (view.kind, view.text) == ("word", "Two girls. Climbs.")
    assert view.title == "Your note, 1 August 2024"
    assert view.person is not None


def test_every_piece_of_evidence_leads_to_a_record(network: Network) -> None:
    person = show_person(network, "ana")
    assert person.tie is not None
    named = [one.record for because in person.tie.because for one in because.evidence]
    named += [one.record for reason in person.reasons for one in reason.evidence]
    named += [one.record for one in person.records] + [one.record for one in person.timeline]
    assert len({show_record(network, one).id for one in named}) > 3


@pytest.mark.parametrize("nonsense", ["", "00" * 16, "nobody", "../../etc"])
def test_what_is_no_record_is_not_found(network: Network, nonsense: str) -> None:
    with pytest.raises(NotFound):
        show_record(network, nonsense)
