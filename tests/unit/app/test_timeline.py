"""What happened with one person, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from kithly.app.derived.refresh import refresh
from kithly.app.network import Network
from kithly.app.persons.people import SHOWN, show_person
from kithly.app.persons.timeline import timeline
from kithly.app.today.outcome import log
from kithly.records import Channel, Flag, Identity, IdentityKind, Message, Party, Sighted, name_identity
from kithly.store import Records, Store, Stored
from kithly.testing.store_samples import LINKEDIN, MAY, endorsement, keep, mail, party, sighted


def texts(network: Network, who: str = "ana", **page: int) -> list[str]:
    return [entry.text for entry in timeline(network, who, **page).entries]


def letters(store: Store, count: int) -> None:
    keep(
        store, "more", [sighted(mail(f"more {n}", "ana", "me", text=f"letter {n}", days=100 + n)) for n in range(count)]
    )


def test_what_happened_comes_newest_first_a_page_at_a_time(network: Network) -> None:
    letters(network.store, 7)
    whole = timeline(network, "ana", limit=100)
    assert whole.total == len(whole.entries) == 17
    assert [entry.at for entry in whole.entries] == sorted((one.at for one in whole.entries if one.at), reverse=True)
    pages = [timeline(network, "ana", offset=offset, limit=5).entries for offset in range(0, 20, 5)]
    assert tuple(entry for page in pages for entry in page) == whole.entries
    assert show_person(network, "ana").timeline == whole.entries[:SHOWN]
    assert show_person(network, "ana").interactions == whole.total


def test_only_what_is_shown_is_read(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    letters(network.store, 60)
    read: list[int | str] = []
    get = Records.get

    def noted(records: Records, ids: Iterable[int | str]) -> tuple[Stored, ...]:
        wanted = list(ids)
        read.extend(wanted)
        return get(records, wanted)

    monkeypatch.setattr(Records, "get", noted)
    found = timeline(network, "ana", offset=20, limit=3)
    assert (len(found.entries), found.total) == (3, 70)
    assert len(read) == 3


def test_each_side_is_told_and_machines_are_left_out(network: Network) -> None:
    batch = [
        mail("mine", "me", "cy", text="mine", days=200),
        mail("theirs", "cy", "me", text="theirs", days=201),
        mail("robot", "cy", "me", text="robot", days=202, flags=Flag.AUTOMATIC),
        mail("bulk", "cy", "me", text="bulk", days=203, flags=Flag.BULK),
    ]
    keep(network.store, "cy", [sighted(one) for one in batch])
    entries = timeline(network, "cy").entries
    assert [(entry.text, entry.outgoing) for entry in entries][:2] == [("theirs", False), ("mine", True)]
    assert len(entries) == 3


def test_a_contact_the_user_noted_stands_in_its_place(network: Network) -> None:
    letters(network.store, 2)
    log(network, "ana", "a walk", day=date(2024, 7, 31))
    found = timeline(network, "ana")
    assert [entry.text for entry in found.entries][:3] == ["letter 1", "letter 0", "a walk"]
    assert found.total == 13
    assert found.entries[2].kind == "contact"


def test_what_no_date_tells_comes_last(network: Network) -> None:
    keep(network.store, "e", [sighted(replace(endorsement("ana", outgoing=False), at=None))], family=LINKEDIN)
    entries = timeline(network, "ana").entries
    assert (entries[-1].kind, entries[-1].at) == ("endorsement", None)


def test_a_linkedin_message_two_exports_tell_is_told_once(network: Network) -> None:
    """An export of 2018 knows the minute alone; several messages of one export in a minute are several."""
    keep(network.store, "new", [told(f"new {second}", second=second) for second in (7, 20)], family=LINKEDIN)
    keep(network.store, "old", [told("old", second=0)], family=LINKEDIN)
    with network.store.transaction() as tx:
        refresh(tx, now=network.now)
    assert texts(network, "dora") == ["new 20", "new 7"]


def told(text: str, *, second: int) -> Sighted:
    """Return a message on LinkedIn at 12 o'clock and some seconds."""
    name = "Dora Fictional"
    sender = Party(
        name=name, identity=Identity(IdentityKind.LINKEDIN, "dora") if second else name_identity("linkedin", name)
    )
    at = MAY.replace(hour=12, minute=0, second=second)
    return sighted(Message(key=text, channel=Channel.LINKEDIN, at=at, sender=sender, to=(party("me"),), text=text))
