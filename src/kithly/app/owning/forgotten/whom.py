"""Who somebody is in everything that is kept: by which names, handles, entries and ids they are known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from kithly.app.derived.ego import kept_ego
from kithly.people import Person, PersonId
from kithly.people.forgotten import Key, full_names, keys_of_handle, keys_of_name
from kithly.records import Contact, Identity, IdentityKind
from kithly.store import Reading

RECORD = "record"
SEAL_BYTES = 16
AT = "@"  # in a "name" that is an address


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """Somebody who is to be forgotten.

    Attributes:
        person: Who it is.
        others: Who was named beside them as the same person.
        alike: Other people who bear one of their names.
        handles: Addresses, numbers, profiles and bare names that are theirs alone.
        shared: Those that somebody else has too.
        names: Full names that nobody else bears.
        namesakes: Full names that somebody else bears as well.
        entries_of: Ids of the people they stand as.
        entries: Numbers of the contact records that are theirs.
        persons: Their id, and those that lead to it.
        ids: All that stands for them: ids of people and keys of handles and entries.
    """

    person: Person
    others: tuple[Person, ...]
    alike: tuple[Person, ...]
    handles: tuple[Identity, ...]
    shared: tuple[Identity, ...]
    names: tuple[str, ...]
    namesakes: tuple[str, ...]
    entries_of: frozenset[PersonId]
    entries: frozenset[int]
    persons: frozenset[PersonId]
    ids: frozenset[str]

    @property
    def seal(self) -> str:
        """A sum of who this is: another one as soon as anything else would go than was shown."""
        told = (sorted(self.entries_of), sorted(self.entries), sorted(self.persons), self.handles, self.shared)
        return blake2b(repr((*told, self.names, self.namesakes)).encode(), digest_size=SEAL_BYTES).hexdigest()

    def keys(self, salt: bytes) -> frozenset[Key]:
        """Return what they are known by, as sums."""
        found = {key for one in self.handles for key in keys_of_handle(one, salt)}
        found |= {key for one in self.shared for key in keys_of_handle(one, salt, shared=True)}
        return frozenset(found | {key for name in self.names for key in keys_of_name(name, salt)})


def whom(tx: Reading, people: Sequence[Person]) -> Whom:
    """Return who somebody is in everything that is kept.

    Args:
        tx: Where to read.
        people: Who is meant, under one entry or several.
    """
    mine = frozenset(one.id for one in people)
    nodes = tx.assignments.nodes_of(mine)
    entries = frozenset(node.seq for node in nodes if node.kind == RECORD)
    numbers = {node.seq for node in nodes if node.kind != RECORD}
    numbers |= {identity for _, identity in tx.identities.links_of(sorted(entries))}
    known = _handles(tx, numbers) | _followed(tx, mine)
    own = tx.forgotten.own()
    shared = _shared(tx, numbers, entries)
    handles = {one: seq for one, seq in known.items() if one not in own}
    alone = tuple(sorted(one for one, seq in handles.items() if seq not in shared))
    beside = tuple(sorted(one for one, seq in handles.items() if seq in shared))
    told = _names(tx, people, [seq for seq in handles.values() if seq not in shared], entries)
    bearers = _bearers(tx, mine, told, numbers)
    taken = frozenset(words for one in bearers for words in full_names(one.name))
    persons = _persons(tx, mine)
    keys = {f"{one.kind.value}:{one.value}" for one in alone}
    keys |= {f"record:{one}" for one in tx.records.ids_of(sorted(entries)).values()}
    return Whom(
        person=people[0],
        others=tuple({one.id: one for one in people[1:] if one.id != people[0].id}.values()),
        alike=bearers,
        handles=alone,
        shared=beside,
        names=tuple(name for name in told if full_names(name) and full_names(name).isdisjoint(taken)),
        namesakes=tuple(name for name in told if not full_names(name).isdisjoint(taken)),
        entries_of=mine,
        entries=entries,
        persons=persons,
        ids=frozenset({*persons, *keys}),
    )


def is_read_of(one: Whom) -> Any:
    """Return what says of the settings of an account whether it is read of them."""
    keys = {f"{handle.kind.value}:{handle.value}" for handle in one.handles}

    def told(settings: Mapping[str, Any]) -> bool:
        marks = settings.get("settings", {})
        return str(marks.get("person") or "") in one.persons or str(marks.get("identity") or "") in keys

    return told


def _handles(tx: Reading, numbers: Collection[int]) -> dict[Identity, int]:
    rows = tx.identities.of(sorted(numbers))
    kinds = {kind.value for kind in IdentityKind}
    found = zip(rows.seqs, rows.kinds, rows.values, strict=True)
    return {Identity(IdentityKind(kind), value): seq for seq, kind, value in found if kind in kinds}


def _followed(tx: Reading, persons: Collection[PersonId]) -> dict[Identity, int]:
    """Return who publishes what the user follows of them; 0 where no record named it yet."""
    now_of = tx.assignments.resolver()
    found: dict[Identity, int] = {}
    for who, told in tx.accounts.followed():
        kind, _, value = who.partition(":")
        if told and now_of(told) in persons and kind in {one.value for one in IdentityKind}:
            found[Identity(IdentityKind(kind), value)] = 0
    return {one: tx.identities.seq_of((one,)).get(one, 0) for one in found}


def _shared(tx: Reading, numbers: Collection[int], entries: Collection[int]) -> frozenset[int]:
    """Return the handles that an entry of somebody else names as well."""
    links = [(record, seq) for record, seq in tx.identities.links_to(sorted(numbers)) if record not in entries]
    owners = tx.assignments.of(RECORD, sorted({record for record, _ in links}))
    return frozenset(seq for record, seq in links if record in owners)


def _names(
    tx: Reading, people: Sequence[Person], numbers: Collection[int], entries: Collection[int]
) -> tuple[str, ...]:
    """Return the names they are known by, the one that is shown first; not ego's own, which a mistake put there."""
    told: list[str] = [*(one.name for one in people), *tx.identities.names_of(sorted(numbers))]
    for versions in tx.records.versions_of(sorted(entries)).values():
        for one in versions:
            if isinstance(one.record, Contact):
                told += [one.record.name, one.record.nickname]
    mine = full_names(kept_ego(tx).name)
    return tuple(dict.fromkeys(name for name in told if name and AT not in name and not full_names(name) & mine))


def _bearers(
    tx: Reading, mine: Collection[PersonId], names: Iterable[str], numbers: Collection[int]
) -> tuple[Person, ...]:
    """Return the other people who bear one of some names; whoever is but a shared address of theirs is none."""
    looked_for = frozenset(words for name in names for words in full_names(name))
    others = (row.person for row in tx.people.all() if row.person.id not in mine)
    found = [one for one in others if not full_names(one.name).isdisjoint(looked_for)]
    parts = tx.assignments.nodes_of([one.id for one in found]).items()
    known = {person for node, person in parts if node.kind == RECORD or node.seq not in numbers}
    return tuple(one for one in found if one.id in known)


def _persons(tx: Reading, mine: Collection[PersonId]) -> frozenset[PersonId]:
    now_of = tx.assignments.resolver()
    former = {old for old in tx.assignments.forwards() if now_of(old) in mine}
    origins = {row.origin for row in tx.assignments.rows_of(mine).values() if row.person in mine}
    return frozenset({*mine, *former, *origins})
