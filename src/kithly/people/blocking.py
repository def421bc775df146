"""Blocking: which pairs of persons are worth comparing at all.

Every person is put under a few keys; only persons that share a key are compared. The keys allow for
nicknames, one wrong letter, swapped order, initials, double family names, another family name at the
same employer, and addresses without a display name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from kithly.people.commonness import full_forms
from kithly.people.features import Features
from kithly.people.name_tokens import NameTokens
from kithly.people.nodes import Ints

CROWD = 150  # persons under one key beyond which the key says nothing

_END = 2  # letters at either end of a family name; a typo spares at least one end


def candidate_pairs(people: Sequence[Features]) -> Ints:
    """Return the pairs worth comparing, each once, left < right. Shape: (k, 2)."""
    initials = _initials(people)
    bare = frozenset(word for person in people if not person.names or person.derived for word in person.locals)
    blocks: dict[str, list[int]] = {}
    for number, person in enumerate(people):
        for key in set(_keys(person, initials, bare)):
            blocks.setdefault(key, []).append(number)
    size = len(people)
    codes = [
        left * size + right
        for members in blocks.values()
        if 1 < len(members) <= CROWD
        for left, right in combinations(members, 2)
    ]
    unique = np.unique(np.asarray(codes, np.int64))
    return np.stack([unique // max(size, 1), unique % max(size, 1)], axis=1)


def _initials(people: Sequence[Features]) -> frozenset[str]:
    """Return the ``alee`` of everybody written ``A. Lee``."""
    return frozenset(name.given + name.family for person in people for name in person.names if len(name.given) == 1)


def _keys(person: Features, initials: frozenset[str], bare: frozenset[str]) -> Iterator[str]:
    """Yield the keys of one person."""
    for phone in person.phones:
        yield "phone " + phone
    for name in person.names:
        yield from _name_keys(name)
        short = name.given[:1] + name.family
        if short in initials:
            yield "initial " + short
        for word in (short, name.given + name.family, name.family + name.given):
            if word in bare:
                yield "local " + word
        for organisation in person.organisations:
            yield f"at {organisation} {name.given}"
    if not person.names or person.derived:
        for word in person.locals:
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
        yield f"{form}<{family[:_END]}"
        yield f"{form}>{family[-_END:]}"
        for middle in name.middle:
            if len(middle) > 1:
                yield f"{form}={middle}"
