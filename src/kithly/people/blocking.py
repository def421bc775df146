"""Blocking: which pairs of persons are worth comparing at all.

Every person is put under a few keys; only persons that share a key are compared. The keys allow for
nicknames, one wrong letter, swapped order, initials, double family names, another family name at the
same employer, and addresses without a display name.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from kithly.people.features import Features
from kithly.people.name_tokens import NameTokens
from kithly.people.nicknames import full_forms
from kithly.people.nodes import Ints
from kithly.people.scoring import is_handle
from kithly.people.scripts import skeleton

CROWD = 150  # persons under one key beyond which the key says nothing

FEW_COLLEAGUES = 4  # persons of one given name at one employer, of whom one may have another family name now

_SHORT_END, _LONG_END = 2, 3  # letters at either end of a family name; a typo spares at least one end
_LONG = 7  # letters from which the longer ends are used; names of just this length are under both


def candidate_pairs(people: Sequence[Features]) -> Ints:
    """Return the pairs worth comparing, each once, left < right. Shape: (k, 2)."""
    codes = np.union1d(_sharing(people), _mistyped(people))
    size = max(len(people), 1)
    return np.stack([codes // size, codes % size], axis=1)


def _sharing(people: Sequence[Features]) -> Ints:
    """Return the pairs that share a key, as left * size + right."""
    wanted = _Wanted(
        initials=_initials(people),
        bare=frozenset(word for person in people if person.derived for word in person.locals),
        mails=frozenset(mail for mail, count in _uses_of_mails(people).items() if count > 1),
        bones=frozenset(_bones(name) for person in people for name in person.names if name.foreign and name.given),
    )
    blocks, colleagues = _Blocks(), _Blocks()
    for number, person in enumerate(people):
        blocks.put(number, _keys(person, wanted))
        if person.organisations:
            givens = person.locals if person.derived else {name.given for name in person.names}
            colleagues.put(number, ((at, given) for at in person.organisations for given in givens))
    return np.union1d(blocks.codes(len(people), most=CROWD), colleagues.codes(len(people), most=FEW_COLLEAGUES))


def _mistyped(people: Sequence[Features]) -> Ints:
    """Return the pairs with one given name whose family names are one letter apart."""
    owners: list[int] = []
    families: list[str] = []
    blocks = _Blocks()
    for number, person in enumerate(people):
        for name in person.names:
            if name.given:
                blocks.put(len(owners), _near_keys(name))
                owners.append(number)
                families.append(name.family)
    codes = blocks.codes(len(owners), most=CROWD)
    if not len(codes):
        return codes
    words = np.asarray(families, object)
    number_of = {family: number for number, family in enumerate(dict.fromkeys(families))}
    numbers = np.fromiter(map(number_of.__getitem__, families), np.int64, len(families))
    left, right = codes // len(owners), codes % len(owners)
    differs = numbers[left] != numbers[right]  # who has one family name shares another key
    left, right = left[differs], right[differs]
    distances = cpdist(words[left], words[right], scorer=OSA.distance, score_cutoff=1, dtype=np.int32)
    is_near = distances.ravel() <= 1
    owner = np.asarray(owners, np.int64)
    here, there = owner[left[is_near]], owner[right[is_near]]
    pairs: Ints = np.minimum(here, there) * len(people) + np.maximum(here, there)
    found: Ints = pairs[here != there]
    return found


class _Blocks:
    """Who shares a key, as two columns of numbers: a hundred thousand people have a million keys.

    Keys are kept by their hash; of two with one hash, a pair too many is compared.
    """

    def __init__(self) -> None:
        self._keys = array("q")
        self._owners = array("q")

    def put(self, owner: int, keys: Iterable[Hashable]) -> None:
        """Put somebody under some keys; owners come in ascending order."""
        for key in keys:
            self._keys.append(hash(key))
            self._owners.append(owner)

    def codes(self, size: int, *, most: int) -> Ints:
        """Return all pairs that share a key, each once, as left * size + right.

        Args:
            size: How many owners there are.
            most: Owners under one key beyond which it says nothing.
        """
        keys, owners = np.asarray(self._keys, np.int64), np.asarray(self._owners, np.int64)
        order = np.argsort(keys, kind="stable")
        keys, owners = keys[order], owners[order]
        is_new = np.ones(len(keys), bool)
        is_new[1:] = (keys[1:] != keys[:-1]) | (owners[1:] != owners[:-1])
        keys, owners = keys[is_new], owners[is_new]
        starts = np.flatnonzero(np.concatenate([np.ones(min(len(keys), 1), bool), keys[1:] != keys[:-1]]))
        counts = np.diff(np.append(starts, len(keys)))
        found = [np.zeros(0, np.int64)]
        for count in range(2, min(most, int(counts.max(initial=0))) + 1):
            members = owners[starts[counts == count][:, None] + np.arange(count)]
            left, right = np.triu_indices(count, 1)
            found.append((members[:, left] * size + members[:, right]).ravel())
        return np.unique(np.concatenate(found))


def _uses_of_mails(people: Sequence[Features]) -> Counter[str]:
    return Counter(mail for person in people for mail in person.mails)


def _initials(people: Sequence[Features]) -> frozenset[str]:
    """Return the ``alee`` of everybody written ``A. Lee``."""
    return frozenset(name.given + name.family for person in people for name in person.names if len(name.given) == 1)


class _Wanted(NamedTuple):
    """Keys that lead somewhere only because somebody is written this way.

    Attributes:
        initials: The ``alee`` of everybody written ``A. Lee``.
        bare: Words before the ``@`` of everybody without a name.
        bones: Skeletons of everybody written in another alphabet.
        mails: Addresses that several persons have.
    """

    initials: frozenset[str]
    bare: frozenset[str]
    bones: frozenset[str]
    mails: frozenset[str]


def _bones(name: NameTokens) -> str:
    """Return what the romanisations of a full name have in common, in either order."""
    given, family = skeleton(name.given), skeleton(name.family)
    return f"{given} {family}" if given < family else f"{family} {given}"


def _keys(person: Features, wanted: _Wanted) -> Iterator[str]:
    """Yield the keys of one person."""
    yield from _handle_keys(person)
    if wanted.mails:
        yield from ("mail " + mail for mail in person.mails if mail in wanted.mails)
    for name in person.names:
        yield from _name_keys(name)
        short = name.given[:1] + name.family
        if short in wanted.initials:
            yield "initial " + short
        for word in (short, name.given + name.family, name.family + name.given):
            if word in wanted.bare:
                yield "local " + word
        if wanted.bones and name.given and (bones := _bones(name)) in wanted.bones:
            yield "bones " + bones


def _handle_keys(person: Features) -> Iterator[str]:
    """Yield the keys of what is a person's own: numbers, pictures, words chosen for an address."""
    for phone in person.phones:
        yield "phone " + phone
    for photo in person.photos:
        yield "photo " + photo
    for word in person.locals:
        if is_handle(word, person):
            yield "handle " + word
        if person.derived:
            yield "local " + word


def _name_keys(name: NameTokens) -> Iterator[str]:
    """Yield the keys of one written name."""
    given, family = name.given, name.family
    if not given:
        yield "one " + family
        return
    yield f"{given} {family}" if given < family else f"{family} {given}"
    for form in full_forms().get(given, (given,)):
        yield f"{form}={family}"
        for middle in name.middle:
            if len(middle) > 1:
                yield f"{form}={middle}"
    for middle in name.middle[:1]:
        yield f"{given}{middle}={family}"
        yield f"{given[0]}{middle[0]}={family}"
        yield f"{middle}={family}"
    if len(given) == 2:
        yield f"{given}={family}"
    yield f"{family}:{given[:2]}"


def _near_keys(name: NameTokens) -> Iterator[str]:
    """Yield the keys under which a family name with one wrong letter is found."""
    family, letters = name.family, len(name.family)
    for form in full_forms().get(name.given, (name.given,)):
        if letters <= _LONG:
            yield f"{form}<{family[:_SHORT_END]}"
            yield f"{form}>{family[-_SHORT_END:]}"
        if letters >= _LONG:
            yield f"{form}<{family[:_LONG_END]}"
            yield f"{form}>{family[-_LONG_END:]}"
