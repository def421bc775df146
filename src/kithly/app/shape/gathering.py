"""What the shape of the network is read from: who is in it, what they took part in, what is known of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kithly.app.belonging.memberships import Belonging, belonging_now
from kithly.app.derived.closely import EGO_IDENTITIES, Ties, ties_now
from kithly.app.network import Network
from kithly.app.persons.roster import roster_now
from kithly.app.shape.traits import KnownTraits, Proof, TraitKind, TraitTable
from kithly.history import EGO, NOBODY, company_key, is_no_employer
from kithly.history.companies import mail_domain
from kithly.history.eras import EraKind
from kithly.history.interactions import Ints
from kithly.history.lexicon import folded
from kithly.history.towns import town_of
from kithly.people import PersonId, Place
from kithly.records import Contact, IdentityKind
from kithly.store import IdentityColumns, Reading, Stored
from kithly.ties.columns import Bools, Floats
from kithly.ties.together import Together, together


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """Everything the shape is worked out from. The first seven are in one order.

    Attributes:
        ids: Who is in the network: the quiet, the dead, family, services and those left out are not.
        names: What they are called.
        at: Where each stands in the measures of all ties; -1 for nowhere.
        reply: How likely each would answer; 0 where not known.
        seen: With whom words were ever exchanged.
        strength: How strong each tie is; 0 where not known.
        known: With whom any contact was ever seen.
        ties: How ego stands with everybody.
        seen_together: Ties among them.
        traits: What is known of them.
        circles: The user's own circles: who is in each, by name.
    """

    ids: tuple[PersonId, ...]
    names: tuple[str, ...]
    at: Ints
    reply: Floats
    seen: Bools
    strength: Floats
    known: Bools
    ties: Ties
    seen_together: Together
    traits: KnownTraits
    circles: Mapping[str, Ints]


def gather(network: Network) -> Gathered:
    """Return everything the shape is worked out from."""
    roster, ties, belonging = roster_now(network), ties_now(network), belonging_now(network)
    rows = np.flatnonzero(roster.in_place(Place.NETWORK.value)).tolist()
    ids = tuple(sorted(roster.ids[row] for row in rows))
    index = {person: number for number, person in enumerate(ids)}
    circles = {
        name: np.array(sorted(index[one] for row in of if (one := roster.ids[row]) in index), np.int64)
        for name, of in roster.circles.items()
    }
    place = np.array([ties.standings.place.get(person, -1) for person in ids], np.int64)
    there = place >= 0
    measures = ties.measures
    with network.store.reading() as kept:
        owners = _Owners(kept, index)
        return Gathered(
            ids=ids,
            names=_names(kept, ids),
            at=place,
            reply=_at(measures.reply, place, there),
            seen=_at(measures.worded, place, there),
            strength=_at(measures.strength, place, there),
            known=_at(measures.known, place, there),
            ties=ties,
            seen_together=together(kept.interactions.columns(), owners.node, now=int(ties.now)),
            traits=_traits(kept, owners, index, belonging, circles),
            circles=circles,
        )


class _Owners:
    """Whose each identity and each contact record is.

    Attributes:
        identities: All identities.
        node: (max number + 1,) index of each identity's person, `EGO` or `NOBODY`.
        contacts: Index of the person of each contact record.
    """

    def __init__(self, kept: Reading, index: Mapping[PersonId, int]) -> None:
        self.identities: IdentityColumns = kept.identities.all()
        self.contacts: dict[int, int] = {}
        own = json.loads(kept.meta.get(EGO_IDENTITIES) or "[]")
        self.node = np.full(max([0, *self.identities.seqs, *own]) + 1, NOBODY, np.int64)
        for node, assigned in kept.assignments.all().items():
            person = index.get(assigned.person)
            if person is None:
                continue
            if node.kind == "record":
                self.contacts[node.seq] = person
            elif node.seq < len(self.node):
                self.node[node.seq] = person
        self.node[own] = EGO


def _at(values: Floats | Bools, place: Ints, there: Bools) -> Any:
    """Return the values of those who stand in the measures, 0 for the others."""
    found = np.zeros(len(place), values.dtype)
    found[there] = values[place[there]]
    return found


def _names(kept: Reading, ids: Sequence[PersonId]) -> tuple[str, ...]:
    called = kept.people.names(ids)
    return tuple(called.get(person, "") for person in ids)


def _traits(
    kept: Reading,
    owners: _Owners,
    index: Mapping[PersonId, int],
    belonging: Belonging,
    circles: Mapping[str, Ints],
) -> KnownTraits:
    """Return what is known of people."""
    table = TraitTable()
    for name, people in circles.items():
        for person in people.tolist():
            table.add(TraitKind.CIRCLE, name.casefold(), name, person, Proof())
    _from_eras(table, belonging, index)
    _from_addresses(table, owners)
    _from_contacts(table, kept, owners)
    return table.finished()


def _from_eras(table: TraitTable, belonging: Belonging, index: Mapping[PersonId, int]) -> None:
    for era in belonging.eras:
        kind = TraitKind.SCHOOL if era.kind is EraKind.SCHOOL else TraitKind.ERA
        name = f"your {era.name} years{f', {era.years}' if era.years else ''}"
        members = belonging.members(era.key)
        for person in sorted(members | belonging.likely(era.key)):
            if person in index:
                table.add(kind, era.key, name, index[person], Proof(is_likely=person not in members))


def _from_addresses(table: TraitTable, owners: _Owners) -> None:
    known, email = owners.identities, IdentityKind.EMAIL.value
    for seq, kind, value in zip(known.seqs, known.kinds, known.values, strict=True):
        if kind == email and (person := int(owners.node[seq])) >= 0:
            domain = mail_domain(value)
            table.add(TraitKind.DOMAIN, domain, domain, person, Proof())


def _from_contacts(table: TraitTable, kept: Reading, owners: _Owners) -> None:
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
