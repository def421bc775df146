"""What is known of people that may tell why they know each other, read from what is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kithly.app.belonging.memberships import Belonging
from kithly.app.derived.own_contacts import SELF
from kithly.app.shape.owners import Owners
from kithly.app.shape.traits import KnownTraits, Proof, TraitKind, TraitTable
from kithly.history import company_key, is_no_employer
from kithly.history.companies import mail_domain
from kithly.history.eras import EraKind
from kithly.history.interactions import Ints
from kithly.history.lexicon import folded
from kithly.history.towns import town_of
from kithly.people import PersonId
from kithly.records import Contact, Evidence, IdentityKind
from kithly.store import Reading, Stored

Said = Mapping[tuple[PersonId, str], Evidence]
"""The user's word that somebody is in a circle, by person and folded name of the circle."""


def traits_of(
    kept: Reading,
    owners: Owners,
    index: Mapping[PersonId, int],
    belonging: Belonging,
    circles: Mapping[str, Ints],
) -> KnownTraits:
    """Return what is known of people."""
    table = TraitTable()
    _from_circles(table, circles, tuple(index), _said_of_circles(kept))
    _from_eras(table, belonging, index)
    _from_addresses(table, owners)
    _from_contacts(table, kept, owners)
    return table.finished()


def _said_of_circles(kept: Reading) -> Said:
    """Return the user's last word on who is in which circle of theirs."""
    now_of = kept.assignments.resolver()
    return {
        (now_of(PersonId(one.subject)), str(one.value["name"]).casefold()): Evidence(
            record=one.id, source=SELF, at=one.at
        )
        for one in kept.decisions.all("circle")
    }


def _from_circles(
    table: TraitTable,
    circles: Mapping[str, Ints],
    ids: Sequence[PersonId],
    said: Said,
) -> None:
    for name, people in circles.items():
        for person in people.tolist():
            key = name.casefold()
            table.add(TraitKind.CIRCLE, key, name, person, Proof(evidence=said.get((ids[person], key))))


def _from_eras(table: TraitTable, belonging: Belonging, index: Mapping[PersonId, int]) -> None:
    for era in belonging.eras:
        kind = TraitKind.SCHOOL if era.kind is EraKind.SCHOOL else TraitKind.ERA
        name = f"your {era.name} years{f', {era.years}' if era.years else ''}"
        members, proof = belonging.members(era.key), era.evidence[-1] if era.evidence else None
        for person in sorted(members | belonging.likely(era.key)):
            if person in index:
                table.add(kind, era.key, name, index[person], Proof(evidence=proof, is_likely=person not in members))


def _from_addresses(table: TraitTable, owners: Owners) -> None:
    known, email = owners.identities, IdentityKind.EMAIL.value
    for seq, kind, value in zip(known.seqs, known.kinds, known.values, strict=True):
        if kind == email and (person := int(owners.node[seq])) >= 0:
            domain = mail_domain(value)
            table.add(TraitKind.DOMAIN, domain, domain, person, Proof())


def _from_contacts(table: TraitTable, kept: Reading, owners: Owners) -> None:
    several = [seq for seq in kept.records.with_several_versions("contact") if seq in owners.contacts]
    versions = kept.records.versions_of(several) if several else {}
    newest = sorted(kept.records.by_kind("contact"), key=lambda one: (one.observed_at, one.id), reverse=True)
    for stored in newest:  # the newest first: where two address books differ, somebody is where it says
        person = owners.contacts.get(stored.seq)
        if person is not None:
            _from_contact(table, stored, person)
            for older in versions.get(stored.seq, ()):
                _employed(table, older, person, is_past=True)


def _from_contact(table: TraitTable, stored: Stored, person: int) -> None:
    record = stored.record
    if not isinstance(record, Contact):
        return
    _employed(table, stored, person, is_past=False)
    for line in record.places:
        town = town_of(line)
        table.add(TraitKind.PLACE, folded(town), town, person, Proof(record=stored.seq))
    if record.connected_on and record.connected_on.year:
        table.connected(record.connected_on.year, person, stored.seq)


def _employed(table: TraitTable, stored: Stored, person: int, *, is_past: bool) -> None:
    record = stored.record
    if isinstance(record, Contact) and not is_no_employer(record.company):
        proof = Proof(record=stored.seq, is_past=is_past)
        table.add(TraitKind.COMPANY, company_key(record.company), record.company, person, proof)
