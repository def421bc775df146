"""What several people name: addresses of a couple or an office, and numbers that are spelled in several ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kithly.people.clustering import Pair
from kithly.people.households import alike, fought_over
from kithly.people.nodes import record_node
from kithly.people.phones import same_numbers, usual_regions
from kithly.records import Contact, Identity, IdentityKind
from kithly.store import IdentityColumns, Reading

EMAIL, PHONE = IdentityKind.EMAIL.value, IdentityKind.PHONE.value
Links = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """What is shared, by the numbers of identities and contact records.

    Attributes:
        addresses: Addresses that entries of different people name, each with the pairs of entries that are one
            person's by their names.
        spellings: Links of entries to other spellings of a phone number they name.
    """

    addresses: Mapping[int, Collection[Pair]]
    spellings: tuple[tuple[int, int], ...]


def sharing(tx: Reading, identities: IdentityColumns, links: Links, own: Collection[int]) -> Sharing:
    """Return what is shared in some material.

    Args:
        tx: Where names and numbers are read.
        identities: The identities in question.
        links: Which entry names which identity.
        own: Numbers of ego's identities; ego's own phone tells the usual country.
    """
    kinds = dict(zip(identities.seqs, identities.kinds, strict=True))
    claims = _claims(links, {seq for seq, kind in kinds.items() if kind == EMAIL})
    several = {address: records for address, records in claims.items() if len(records) > 1}
    names = _names(tx, {record for records in several.values() for record in records})
    return Sharing(
        addresses={address: _alike(several[address], names) for address in fought_over(several, names)},
        spellings=_spellings(tx, identities, links, own),
    )


def fought_over_by(tx: Reading, records: Collection[int]) -> frozenset[Identity]:
    """Return the addresses that some entries share with those of other people."""
    named = {identity for _, identity in tx.identities.links_of(records)}
    mails = tx.identities.of(sorted(named))
    values = {seq: value for seq, kind, value, _ in zip(*mails, strict=True) if kind == EMAIL}
    claims = _claims(tx.identities.links_to(sorted(values)), values)
    several = {address: ones for address, ones in claims.items() if len(ones) > 1}
    names = _names(tx, {record for ones in several.values() for record in ones})
    return frozenset(Identity(IdentityKind.EMAIL, values[seq]) for seq in fought_over(several, names))


def regions(tx: Reading, own: Collection[int] = ()) -> tuple[str, ...]:
    """Return the regions phone numbers are usually from: ego's own first, then the most usual.

    Args:
        tx: Where to read.
        own: Numbers of ego's identities.
    """
    phones = tx.identities.of_kinds({PHONE})
    mine = [value for seq, value in zip(phones.seqs, phones.values, strict=True) if seq in own]
    return tuple(dict.fromkeys((*usual_regions(mine), *usual_regions(phones.values))))


def spelled_alike(tx: Reading, own: Collection[int]) -> tuple[tuple[int, ...], ...]:
    """Return the groups of phone identities that are one number."""
    phones = tx.identities.of_kinds({PHONE})
    seq_of = dict(zip(phones.values, phones.seqs, strict=True))
    if all(number.startswith("+") for number in seq_of):
        return ()
    groups = same_numbers(list(seq_of), regions(tx, own))
    return tuple(tuple(seq_of[number] for number in group) for group in groups)


def _alike(records: Sequence[int], names: Mapping[int, str]) -> tuple[Pair, ...]:
    return tuple((record_node(one), record_node(other)) for one, other in alike(records, names))


def _claims(links: Links, wanted: Collection[int]) -> Mapping[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for record, identity in links:
        if identity in wanted:
            found[identity].append(record)
    return found


def _names(tx: Reading, records: Collection[int]) -> dict[int, str]:
    stored = tx.records.get(sorted(records)) if records else ()
    return {one.seq: one.record.name for one in stored if isinstance(one.record, Contact)}


def _spellings(
    tx: Reading, identities: IdentityColumns, links: Links, own: Collection[int]
) -> tuple[tuple[int, int], ...]:
    """Return for each entry the other spellings of the numbers it names."""
    if PHONE not in identities.kinds:
        return ()
    others = {seq: group for group in spelled_alike(tx, own) for seq in group}
    named = ((record, seq) for record, seq in links if seq in others and seq not in own)
    return tuple((record, other) for record, seq in named for other in others[seq] if other != seq)
