"""What address books say of a person, for a page: facts with their records, and a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kithly.app.network import Network
from kithly.app.views import FactView
from kithly.errors import NotFound
from kithly.people import Person
from kithly.people.told import Source, facts_told, newest_first
from kithly.records import Contact, Evidence, Identity, PersonNote
from kithly.store import Picture, Reading, Stored

WORDS: Mapping[str, str] = {"nickname": "called", "place": "address", "label": "list", "cadence": "keep in touch"}
SHOWN_NOTES = 50  # newest notes of one person that are shown
DAYS = frozenset(("birthday", "day", "died"))  # kinds of facts whose value is a day


def fact_word(fact: FactView) -> str:
    """Return what a fact is called, in lower case: ``anniversary``, ``spouse``, ``address``."""
    return fact.label or WORDS.get(fact.kind, fact.kind)


def facts_of(contacts: Sequence[Stored]) -> tuple[FactView, ...]:
    """Return what the contact records of one person say, each thing with the newest record that says it."""
    by_number = {one.seq: one for one in contacts}
    return tuple(
        FactView(kind=fact.kind, label=fact.label, value=fact.value, evidence=evidence_in(by_number[fact.record]))
        for fact in facts_told(_sources(contacts))
    )


Notes = Mapping[Identity, tuple[Stored, ...]]


def notes_now(network: Network) -> Notes:
    """Return all notes that sources hold on people, by how they name them; begin no reading before."""

    def read() -> Notes:
        found: dict[Identity, list[Stored]] = {}
        with network.store.reading() as kept:
            for stored in kept.records.by_kind("note"):
                who = stored.record.other.identity if isinstance(stored.record, PersonNote) else None
                if who is not None:
                    found.setdefault(who, []).append(stored)
        return {who: tuple(ones) for who, ones in found.items()}

    return network.recall.get("notes of sources", read)


def noted(person: Person, notes: Notes) -> tuple[FactView, ...]:
    """Return the user's own notes on a person, kept in a source: the newest first, undated ones last."""
    found = [one for identity in person.identities for one in notes.get(identity, ())]
    found.sort(key=lambda one: (-_written(one), one.seq))
    return tuple(_note(one) for one in found[:SHOWN_NOTES])


def _written(stored: Stored) -> float:
    at = stored.record.at if isinstance(stored.record, PersonNote) else None
    return at.timestamp() if at else 0.0


def _note(stored: Stored) -> FactView:
    record = stored.record
    if not isinstance(record, PersonNote):
        raise TypeError(stored.kind)
    label = f"note of {record.at.date().isoformat()}" if record.at else ""
    proof = Evidence(record=stored.id, source=stored.source, at=record.at or stored.observed_at)
    return FactView(kind="note", label=label, value=record.text, evidence=proof)


def photo_of(kept: Reading, contacts: Sequence[Stored]) -> str | None:
    """Return the hash of the newest picture that is kept; None if there is none."""
    named = (one.contact.photo for one in newest_first(_sources(contacts)) if one.contact.photo)
    return next((photo for photo in named if kept.pictures.has(photo)), None)


def picture(network: Network, photo: str) -> Picture:
    """Return a picture.

    Args:
        network: Whose.
        photo: Its hash, as `PersonView.photo` gives it.

    Raises:
        NotFound: It is not kept.
    """
    with network.store.reading() as kept:
        found = kept.pictures.get(photo)
    if found is None:
        raise NotFound("picture", photo[:12])
    return found


def evidence_in(stored: Stored) -> Evidence:
    """Return the proof that a record is."""
    return Evidence(record=stored.id, source=stored.source, at=stored.observed_at)


def _sources(contacts: Sequence[Stored]) -> list[Source]:
    return [
        Source(record=one.seq, observed_at=one.observed_at, contact=one.record)
        for one in contacts
        if isinstance(one.record, Contact)
    ]
