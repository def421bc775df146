"""One record whole, as every piece of evidence leads to it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kithly.app.derived.closely import EGO_IDENTITIES
from kithly.app.derived.proof import SOURCES, Proofs
from kithly.app.derived.record_fields import fields_of
from kithly.app.network import Network
from kithly.app.show import named
from kithly.app.views import NamedView, PartyView, ReadInView, RecordView, ToldView
from kithly.errors import NotFound
from kithly.people import PersonId
from kithly.records import (
    Contact,
    Evidence,
    Gesture,
    Identity,
    IdentityKind,
    Meeting,
    Message,
    News,
    Party,
    PersonNote,
    Position,
    Post,
    Profile,
    Record,
)
from kithly.store import Decision, Reading, Stored

OWN_WORD = "word"  # kind of what the user said themselves
IN_WORDS = frozenset({"note", "me"})  # kinds of own words that are a text; of others the value is a key or a day
BEFORE = 20  # earlier versions shown


def show_record(network: Network, record_id: str) -> RecordView:
    """Return one record whole, or the user's own word.

    Args:
        network: Whose.
        record_id: As evidence names it.

    Raises:
        NotFound: There is no such record, or it was taken back.
    """
    with network.store.reading() as kept:
        stored = kept.records.get([record_id])
        if stored:
            return _Page(kept, network, stored[0]).view()
        for decision in kept.decisions.all():
            if decision.id == record_id:
                return _word(kept, network, decision)
    raise NotFound("record", record_id, message="This record is not here any more.", hint="kithly changes")


@dataclass(frozen=True, slots=True)
class _Page:
    """Gathers what a page shows of one stored record."""

    kept: Reading
    network: Network
    stored: Stored

    def view(self) -> RecordView:
        """Return the record as shown."""
        stored, record = self.stored, self.stored.record
        proof = Proofs(self.kept, self.network).one(Evidence(record=stored.id, source=stored.source, at=_at(record)))
        parties = _Parties.of(self.kept, _identities(record))
        message = record if isinstance(record, Message) else None
        named_here = (*message.to, *message.cc) if message else ()
        return RecordView(
            id=stored.id,
            kind=stored.kind,
            title=proof.label,
            person=self._person(parties),
            at=_at(record),
            subject=message.subject if message else "",
            sender=parties.party(message.sender) if message and message.sender else None,
            to=tuple(parties.party(one) for one in message.to) if message else (),
            copied=tuple(parties.party(one) for one in message.cc) if message else (),
            others=max(message.recipients - len(named_here), 0) if message else 0,
            text=_text(record),
            attachments=message.attachments if message else (),
            fields=fields_of(record),
            before=self._before(),
            source=SOURCES.get(stored.source, stored.source),
            read_in=self._read_in(),
            sensitive=proof.sensitive,
            told_by=self._told_by(),
            is_unread=bool(message and message.headers_only),
        )

    def _told_by(self) -> str:
        """Return the id of the mail that told news; empty for all other records, and where it is not kept."""
        record = self.stored.record
        seq = self.kept.interactions.with_message_id(record.told_by) if isinstance(record, News) else None
        return self.kept.records.ids_of([seq])[seq] if seq is not None else ""

    def _person(self, parties: _Parties) -> NamedView | None:
        """Return whom the record is about: of a contact record, whose it is, else the first known party."""
        if self.stored.kind == "contact":
            row = self.kept.assignments.of("record", [self.stored.seq]).get(self.stored.seq)
            found = self.kept.people.get(row.person) if row else None
            return named(found.person) if found else None
        known = (parties.known.get(identity) for identity in _identities(self.stored.record))
        return next((one for one in known if one), None)

    def _before(self) -> tuple[ToldView, ...]:
        """Return what the record said earlier, where it said something else."""
        told: list[ToldView] = []
        current = fields_of(self.stored.record)
        for at, record in reversed(self.kept.records.history(self.stored.seq)):
            fields = fields_of(record)
            if fields and fields != (told[-1].fields if told else current):
                told.append(ToldView(at=at, fields=fields))
        return tuple(told[:BEFORE])

    def _read_in(self) -> tuple[ReadInView, ...]:
        return tuple(
            ReadInView(file=one.path, place=one.place, source=SOURCES.get(one.source, one.source), at=one.observed_at)
            for one in self.kept.files.showing(self.stored.seq)
        )


@dataclass(frozen=True, slots=True)
class _Parties:
    """Who the people a record names are."""

    known: Mapping[Identity, NamedView]
    own: frozenset[Identity]

    @classmethod
    def of(cls, kept: Reading, identities: Iterable[Identity]) -> _Parties:
        """Look up some identities."""
        seqs = kept.identities.seq_of(identities)
        mine = frozenset(json.loads(kept.meta.get(EGO_IDENTITIES) or "[]"))
        rows = kept.assignments.of("identity", list(seqs.values()))
        people = {row.person.id: row.person for row in kept.people.some({one.person for one in rows.values()})}
        found = {
            identity: named(people[rows[seq].person])
            for identity, seq in seqs.items()
            if seq in rows and rows[seq].person in people
        }
        return cls(found, frozenset(identity for identity, seq in seqs.items() if seq in mine))

    def party(self, party: Party) -> PartyView:
        """Return one party as shown."""
        identity = party.identity
        shown = identity.value if identity and identity.kind is not IdentityKind.NAME else ""
        is_you = identity in self.own
        person = self.known.get(identity) if identity and not is_you else None
        return PartyView(name=party.name, address=shown, person=person, is_you=is_you)


def _identities(record: Record) -> tuple[Identity, ...]:
    """Return the identities a record names, its sender first."""
    match record:
        case Message():
            parties: tuple[Party | None, ...] = (record.sender, *record.to, *record.cc)
        case Gesture() | PersonNote():
            parties = (record.other,)
        case Meeting():
            parties = record.attendees
        case News():
            parties = (record.about,)
        case _:
            parties = ()
    return tuple(party.identity for party in parties if party and party.identity)


def _at(record: Record) -> datetime | None:
    return record.at if isinstance(record, Message | Gesture | PersonNote | Post | Meeting | News) else None


def _text(record: Record) -> str:
    match record:
        case Message():
            return record.text or record.own
        case Gesture() | PersonNote() | Post() | Meeting() | News():
            return record.text
        case Contact() | Position():
            return record.note
        case Profile():
            return record.summary


def _word(kept: Reading, network: Network, decision: Decision) -> RecordView:
    """Return the user's own word as a record."""
    proof = Proofs(kept, network).one(Evidence(record=decision.id, source="self", at=decision.at))
    row = kept.people.get(kept.assignments.resolve(PersonId(decision.subject)))
    return RecordView(
        id=decision.id,
        kind=OWN_WORD,
        title=proof.label,
        person=named(row.person) if row else None,
        at=decision.at,
        subject="",
        sender=None,
        to=(),
        copied=(),
        others=0,
        text=_said(decision) or kept.changes.get(decision.change).text,
        attachments=(),
        fields=(),
        before=(),
        source="Your own word",
        read_in=(),
        sensitive=proof.sensitive,
    )


def _said(decision: Decision) -> str:
    """Return the words of the user's own word, if it has any."""
    value = decision.value
    if isinstance(value, str):
        return value if decision.kind in IN_WORDS else ""
    if not isinstance(value, dict):
        return ""
    words = ("text", "where", "line") if "line" in value else ("text", "where", "about")
    return "\n".join(str(value[name]) for name in words if value.get(name))
