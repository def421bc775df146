"""How people are shown, and how they are compared: each out of everything said of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kithly.app.derived.ego import EGO_KIND
from kithly.app.derived.own_contacts import SELF
from kithly.app.derived.recognise import Recognised
from kithly.app.said.decisions import Word
from kithly.people import PersonId, is_person_address
from kithly.people.clustering import STRONG
from kithly.people.describe import UserWord, describe
from kithly.people.portraits import Portrait, Seen
from kithly.records import Contact, Evidence, Identity, IdentityKind
from kithly.store import IdentityColumns, PersonRow, Reading, Stored


def people_rows(
    who: Recognised,
    contacts: Mapping[int, Stored],
    words: Mapping[PersonId, Word],
    shared: Collection[Identity] = (),
) -> tuple[PersonRow, ...]:
    """Return everybody as shown.

    Args:
        who: Which records and identities are whose.
        contacts: All contact records by number.
        words: The user's word about people.
        shared: Addresses that entries of different people name: each shows them.
    """
    named = identity_names(who.known_as)
    background = Background(contacts=contacts, named=named, shared=frozenset(shared))
    return tuple(
        person_row(person, background, who.identities[person], who.contacts[person], word=words.get(person))
        for person in who.persons
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What people are shown out of.

    Attributes:
        contacts: Contact records by number.
        named: Identities by number, with the name each is used under.
        shared: Addresses that entries of different people name: each shows them.
    """

    contacts: Mapping[int, Stored]
    named: Mapping[int, tuple[Identity, str]]
    shared: frozenset[Identity]


def person_row(
    person: PersonId,
    background: Background,
    identities: Sequence[int],
    records: Sequence[int],
    *,
    word: Word | None,
) -> PersonRow:
    """Return one person as shown."""
    own = [background.named[seq] for seq in identities if seq in background.named]
    theirs = {identity for identity, _ in own}
    stored = [background.contacts[seq] for seq in records if seq in background.contacts]
    described = describe(
        person,
        _said(stored, theirs.union(background.shared), is_named=any(name for _, name in own)),
        names_seen={identity: name for identity, name in own if name},
        identities=[identity for identity, _ in own],
        word=user_word(word),
    )
    return PersonRow(person=described)


def _own_words(contact: Contact, theirs: Collection[Identity]) -> Contact:
    """Return a contact record without the addresses that the user's word gave to somebody else."""
    kept = tuple(
        one for one in contact.identities if one in theirs or one.kind not in STRONG or _is_shared(one, contact.name)
    )
    return contact if len(kept) == len(contact.identities) else replace(contact, identities=kept)


def _is_shared(identity: Identity, name: str) -> bool:
    return identity.kind is IdentityKind.EMAIL and not is_person_address(identity.value, name)


def _said(stored: Sequence[Stored], theirs: Collection[Identity], *, is_named: bool) -> list[tuple[datetime, Contact]]:
    """Return what address books say; the user's own entry, a name in passing, names nobody whom another one names."""
    told = [(one, _own_words(one.record, theirs)) for one in stored if isinstance(one.record, Contact)]
    is_named |= any(record.name for one, record in told if one.source != SELF)
    return [
        (one.observed_at, replace(record, name="") if one.source == SELF and is_named else record)
        for one, record in told
    ]


def user_word(word: Word | None) -> UserWord:
    """Return the user's word about a person, as `people` needs it."""
    if word is None:
        return UserWord()
    return UserWord(
        circles=tuple(word.circles),
        importance=word.matters,
        quiet=word.quiet,
        remembered=word.remembered,
        place=word.place,
    )


def identity_names(identities: IdentityColumns) -> dict[int, tuple[Identity, str]]:
    """Return every identity with the name it is used under, by number."""
    rows = zip(identities.seqs, identities.kinds, identities.values, identities.names, strict=True)
    return {seq: (Identity(IdentityKind(kind), value), name) for seq, kind, value, name in rows if kind != EGO_KIND}


def portraits(tx: Reading) -> tuple[Portrait, ...]:
    """Return everybody ego knows as `people.matching` compares them."""
    contacts = {one.seq: one for one in tx.records.by_kind("contact")}
    named = identity_names(tx.identities.all())
    known = {row.person.id for row in tx.people.list()}
    seen: dict[PersonId, list[Seen]] = {person: [] for person in known}
    for node, row in sorted(tx.assignments.all().items()):
        if row.person not in seen:
            continue
        if node.kind == "record" and node.seq in contacts:
            seen[row.person].append(_seen_contact(contacts[node.seq]))
        elif node.kind == "identity" and node.seq in named:
            seen[row.person].append(_seen_identity(*named[node.seq]))
    return tuple(Portrait(id=person, seen=tuple(sorted(ones, key=_order))) for person, ones in seen.items())


def _seen_contact(stored: Stored) -> Seen:
    record = stored.record
    if not isinstance(record, Contact):
        raise TypeError(stored.kind)
    return Seen.of(record, Evidence(record=stored.id, source=stored.source, at=stored.observed_at))


def _seen_identity(identity: Identity, name: str) -> Seen:
    evidence = Evidence(record="", source=identity.kind.value, quote=f"{name} <{identity.value}>".strip())
    own = () if identity.kind is IdentityKind.NAME else (identity,)
    return Seen(evidence=evidence, name=name, identities=own)


def _order(seen: Seen) -> tuple[bool, bool, str, str]:
    """Order what was seen of a person independently of the order of imports: address book entries first."""
    return (not seen.evidence.record, not seen.name, seen.evidence.record, seen.evidence.quote or "")
