"""What one person is made of, read from the store."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kithly.app.derived.closely import person_nodes
from kithly.app.derived.contradictions import standing
from kithly.people import PersonId, is_person_address
from kithly.people.clustering import STRONG
from kithly.people.composition import RECORD, Composition, Edge, Joint
from kithly.records import Identity, IdentityKind, name_identity
from kithly.store import Node, Reading, Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What one person is made of.

    Attributes:
        whole: The parts by key, and what joins them.
        records: Contact records by key.
        identities: Identities by key, each with its number and the name it is used under most.
    """

    whole: Composition
    records: Mapping[str, Stored]
    identities: Mapping[str, tuple[Identity, int, str]]


def parts_of(kept: Reading, person: PersonId) -> Parts:
    """Return what a person is made of."""
    identities, contacts = person_nodes(kept, (person,))
    return parts_from(kept, identities[person], contacts[person])


def parts_from(kept: Reading, seqs: Collection[int], contacts: Collection[int]) -> Parts:
    """Return what a person is made of.

    Args:
        kept: Where to read.
        seqs: Numbers of their identities.
        contacts: Numbers of their contact records.
    """
    records = {f"{RECORD}{one.id}": one for one in kept.records.get(sorted(contacts))}
    columns = kept.identities.of(seqs)
    identities = {
        f"{kind}:{value}": (Identity(IdentityKind(kind), value), seq, name)
        for seq, kind, value, name in zip(*columns, strict=True)
    }
    edges = (*_named(kept, records, identities), *_borne(identities), *_said(kept, {*records, *identities}))
    return Parts(
        whole=Composition(keys=frozenset({*records, *identities}), edges=edges, weak=_weak(identities)),
        records=records,
        identities=identities,
    )


def _weak(identities: Mapping[str, tuple[Identity, int, str]]) -> frozenset[str]:
    """Return the identities that join nobody by themselves."""
    return frozenset(
        key
        for key, (identity, _, name) in identities.items()
        if identity.kind not in STRONG
        or (identity.kind is IdentityKind.EMAIL and not is_person_address(identity.value, name))
    )


def _named(
    kept: Reading, records: Mapping[str, Stored], identities: Mapping[str, tuple[Identity, int, str]]
) -> list[Edge]:
    """Return what contact records name."""
    record_of = {one.seq: key for key, one in records.items()}
    identity_of = {seq: key for key, (_, seq, _) in identities.items()}
    return [
        Edge(left=record_of[record], right=identity_of[identity], joint=Joint.NAMED)
        for record, identity in kept.identities.links_of(list(record_of))
        if identity in identity_of
    ]


def _borne(identities: Mapping[str, tuple[Identity, int, str]]) -> list[Edge]:
    """Return which profiles bear which bare names."""
    found = []
    for key, (identity, _, name) in identities.items():
        bare = name_identity("linkedin", name) if identity.kind is IdentityKind.LINKEDIN and name else None
        if bare and f"{bare.kind.value}:{bare.value}" in identities:
            found.append(Edge(left=key, right=f"{bare.kind.value}:{bare.value}", joint=Joint.BORNE))
    return found


def _said(kept: Reading, keys: set[str]) -> list[Edge]:
    """Return what the user called one."""
    return [
        Edge(left=one.subject, right=str(one.value), joint=Joint.SAID, said=one.id)
        for one in standing(kept, "same")
        if one.subject in keys and str(one.value) in keys
    ]


def node_of(parts: Parts, key: str) -> Node:
    """Return the node of a part."""
    if key in parts.records:
        return Node("record", parts.records[key].seq)
    return Node("identity", parts.identities[key][1])
