"""Scoring: how likely two persons are one.

The score is a posterior probability. Its start is how many others of that name chance alone puts
into a network of this size (network size x share of the given name x share of the family name);
each further agreement or conflict multiplies the odds.

Reference: I. P. Fellegi and A. B. Sunter, "A Theory for Record Linkage", JASA 64 (1969), section 2;
W. E. Winkler, "Frequency-based matching in the Fellegi-Sunter model" (2000).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from kithly.people.census import Census
from kithly.people.commonness import full_forms
from kithly.people.features import Features
from kithly.people.name_tokens import NameTokens

DUPLICATE_SHARE = 0.3  # of persons, how many have a second entry: assumed, for a user with two or three sources
KINSHIP = 3.0  # given and family names go together by country, so namesakes are more frequent than chance
TYPO_LETTERS = 4  # shorter names differ by one letter too often by chance (Jon, Ron)
NEAR_GIVEN_SHARE = 0.02  # people whose given name is one letter from a given one (Maria, Marta)
INITIAL_SHARE = 0.08  # people who share one initial


class Sign(StrEnum):
    """One agreement or conflict between two persons."""

    NAME = "name"
    NICKNAME = "nickname"
    TYPO = "typo"
    INITIAL = "initial"
    SWAPPED = "swapped"
    DOUBLE = "double"
    ADDRESS_NAME = "address name"
    RENAMED = "renamed"
    SINGLE = "single"
    PHONE = "phone"
    ORGANISATION = "organisation"
    TITLE = "title"
    MIDDLE = "middle"
    BIRTHDAY = "birthday"
    OTHER_PROFILE = "other profile"
    OTHER_BIRTHDAY = "other birthday"
    OTHER_MIDDLE = "other middle"
    OTHER_GENERATION = "other generation"
    OTHER_ORGANISATION = "other organisation"


# How often a true pair looks like this: assumed, and rougher than the noise of the gold on purpose.
_TRUE_SHARE = {
    Sign.NAME: 0.75,
    Sign.NICKNAME: 0.15,
    Sign.TYPO: 0.06,
    Sign.INITIAL: 0.04,
    Sign.SWAPPED: 0.02,
    Sign.DOUBLE: 0.05,
    Sign.ADDRESS_NAME: 0.1,
    Sign.RENAMED: 0.03,
    Sign.SINGLE: 0.05,
}
# Factors on the odds of what does not depend on frequencies.
_FACTOR = {
    Sign.PHONE: 2000.0,  # a shared phone is one human, or one household
    Sign.MIDDLE: 8.0,
    Sign.BIRTHDAY: 300.0,
    Sign.OTHER_PROFILE: 0.001,  # one LinkedIn member has one profile; a renamed slug is rare
    Sign.OTHER_BIRTHDAY: 0.01,
    Sign.OTHER_MIDDLE: 0.1,
    Sign.OTHER_GENERATION: 0.02,
    Sign.OTHER_ORGANISATION: 0.4,
}
_AGREE = 0.6  # of true pairs whose employers are known, how many agree on one
_MOST = 1_000.0  # a single agreement on employer or title never multiplies the odds by more
_TITLE_MOST = 10.0
_TYPO_CHANCE = {4: 3e-3, 5: 1e-3, 6: 4e-4, 7: 2e-4}  # chance that two other family names differ by one letter
_LONG_TYPO_CHANCE = 1e-4

_ln = math.log


class Scored(NamedTuple):
    """One pair with its score.

    Attributes:
        left: Position of one person.
        right: Position of the other.
        score: Probability that they are one, 0 to 1.
        signs: What was found, with its weight in log-odds.
    """

    left: int
    right: int
    score: float
    signs: tuple[tuple[Sign, float], ...]


def score_pairs(people: Sequence[Features], pairs: Sequence[tuple[int, int]], *, least: float) -> list[Scored]:
    """Score the pairs and keep those of at least ``least``, best first.

    Args:
        people: Features of all persons.
        pairs: Positions, left < right.
        least: Smallest probability kept, 0 to 1.
    """
    census = Census(people)
    named = _name_signs(people, pairs, census)
    floor = _ln(least / (1 - least))
    found: list[Scored] = []
    for (left, right), sign in zip(pairs, named, strict=True):
        mine, yours = people[left], people[right]
        if sign and sign[1] < floor and not _may_gain(mine, yours):
            continue
        signs = [sign, *_evidence(mine, yours, census)] if sign else _address_signs(mine, yours, census)
        odds = sum(weight for _, weight in signs)
        if signs and odds >= floor:
            ordered = tuple(sorted(signs, key=lambda item: -abs(item[1])))
            found.append(Scored(left=left, right=right, score=1 / (1 + math.exp(-odds)), signs=ordered))
    found.sort(key=lambda scored: (-scored.score, scored.left, scored.right))
    return found


def _name_signs(
    people: Sequence[Features], pairs: Sequence[tuple[int, int]], census: Census
) -> list[tuple[Sign, float] | None]:
    """Return for every pair how well the names agree at best."""
    options = [
        (number, mine, yours)
        for number, (left, right) in enumerate(pairs)
        for mine in people[left].names
        for yours in people[right].names
    ]
    distances = cpdist(
        [mine.family for _, mine, _ in options],
        [yours.family for _, _, yours in options],
        scorer=OSA.distance,
        score_cutoff=1,
        dtype=np.int32,
    ).ravel() if options else ()  # fmt: skip
    best: list[tuple[Sign, float] | None] = [None] * len(pairs)
    for (number, mine, yours), distance in zip(options, distances, strict=True):
        sign = _compare(mine, yours, int(distance), census)
        if sign is not None:
            left, right = pairs[number]
            if people[left].derived or people[right].derived:
                sign = (Sign.ADDRESS_NAME, sign[1] + _ln(0.5))
            before = best[number]
            if before is None or sign[1] > before[1]:
                best[number] = sign
    return best


def _compare(mine: NameTokens, yours: NameTokens, distance: int, census: Census) -> tuple[Sign, float] | None:
    """Say how two written names agree, with the weight in log-odds; None if they do not."""
    if not mine.given or not yours.given:
        return _compare_single(mine, yours, census)
    if mine.given == yours.given:
        return _same_given(mine, yours, distance, census)
    if mine.family == yours.family:
        return _same_family(mine, yours, census)
    if mine.given == yours.family and mine.family == yours.given:
        return _prior(Sign.SWAPPED, census, census.given(mine.given) * census.family(mine.family))
    if distance <= 1 and _is_nickname(mine.given, yours.given):
        given = max(census.given(mine.given), census.given(yours.given))
        sign, weight = _prior(Sign.TYPO, census, given * _typo_chance(mine, yours))
        return sign, weight + _ln(_TRUE_SHARE[Sign.NICKNAME])
    return None


def _compare_single(mine: NameTokens, yours: NameTokens, census: Census) -> tuple[Sign, float] | None:
    """Compare names of which at least one is a single word."""
    if mine.family != yours.family or mine.given != yours.given:
        return None
    return _prior(Sign.SINGLE, census, max(census.family(mine.family), census.given(mine.family)))


def _same_family(mine: NameTokens, yours: NameTokens, census: Census) -> tuple[Sign, float] | None:
    """Compare two names with one family name and different given names."""
    family = census.family(mine.family)
    if _is_nickname(mine.given, yours.given):
        return _prior(Sign.NICKNAME, census, max(census.given(mine.given), census.given(yours.given)) * family)
    shorter = min(len(mine.given), len(yours.given))
    if shorter == 1 and mine.given[0] == yours.given[0]:
        return _prior(Sign.INITIAL, census, INITIAL_SHARE * family)
    if shorter >= TYPO_LETTERS and OSA.distance(mine.given, yours.given, score_cutoff=1) <= 1:
        return _prior(Sign.TYPO, census, NEAR_GIVEN_SHARE * family)
    return None


def _same_given(mine: NameTokens, yours: NameTokens, distance: int, census: Census) -> tuple[Sign, float]:
    """Compare two names with one given name."""
    given = census.given(mine.given)
    if distance == 0:
        return _prior(Sign.NAME, census, given * census.family(mine.family))
    if mine.family in yours.middle or yours.family in mine.middle:
        inner = mine.family if mine.family in yours.middle else yours.family
        return _prior(Sign.DOUBLE, census, given * census.family(inner))
    if distance == 1 and min(len(mine.family), len(yours.family)) >= TYPO_LETTERS:
        return _prior(Sign.TYPO, census, given * _typo_chance(mine, yours))
    return _prior(Sign.RENAMED, census, given)


def _typo_chance(mine: NameTokens, yours: NameTokens) -> float:
    """Return how likely two unrelated family names of this length are one letter apart."""
    length = min(len(mine.family), len(yours.family))
    return _TYPO_CHANCE.get(max(length, min(_TYPO_CHANCE)), _LONG_TYPO_CHANCE)


def _is_nickname(mine: str, yours: str) -> bool:
    """Whether two given names may be short for one."""
    forms = full_forms()
    here, there = forms.get(mine), forms.get(yours)
    if here is None:
        return bool(there) and mine in (there or ())
    return yours in here if there is None else not here.isdisjoint(there)


def _prior(sign: Sign, census: Census, chance: float) -> tuple[Sign, float]:
    """Return the log-odds that the second bearer of a name is the first once more."""
    namesakes = census.population * chance * KINSHIP
    return sign, _ln(DUPLICATE_SHARE * _TRUE_SHARE[sign] / namesakes)


def _may_gain(mine: Features, yours: Features) -> bool:
    """Whether anything but the name can speak for one person."""
    return not (
        mine.organisations.isdisjoint(yours.organisations)
        and mine.phones.isdisjoint(yours.phones)
        and mine.titles.isdisjoint(yours.titles)
        and (mine.birthday is None or yours.birthday is None)
        and not (mine.names[0].middle and yours.names[0].middle)
    )


def _evidence(mine: Features, yours: Features, census: Census) -> list[tuple[Sign, float]]:
    """Return what else agrees or conflicts."""
    found: list[tuple[Sign, float]] = []
    if not mine.phones.isdisjoint(yours.phones):
        found.append((Sign.PHONE, _ln(_FACTOR[Sign.PHONE])))
    if shared := mine.organisations & yours.organisations:
        rarest = min(map(census.organisation, shared))
        found.append((Sign.ORGANISATION, _ln(min(max(_AGREE / rarest, 1.0), _MOST))))
    elif mine.organisations and yours.organisations:
        found.append((Sign.OTHER_ORGANISATION, _ln(_FACTOR[Sign.OTHER_ORGANISATION])))
    if titles := mine.titles & yours.titles:
        found.append((Sign.TITLE, _ln(min(max(_AGREE / min(map(census.title, titles)), 1.0), _TITLE_MOST))))
    if mine.slugs and yours.slugs and mine.slugs.isdisjoint(yours.slugs):
        found.append((Sign.OTHER_PROFILE, _ln(_FACTOR[Sign.OTHER_PROFILE])))
    if mine.birthday and yours.birthday:
        agree = (mine.birthday.month, mine.birthday.day) == (yours.birthday.month, yours.birthday.day)
        sign = Sign.BIRTHDAY if agree else Sign.OTHER_BIRTHDAY
        found.append((sign, _ln(_FACTOR[sign])))
    found.extend(_middle_signs(mine.names, yours.names))
    return found


def _middle_signs(mine: Sequence[NameTokens], yours: Sequence[NameTokens]) -> list[tuple[Sign, float]]:
    """Compare middle initials and generations of the first written names."""
    if not mine or not yours:
        return []
    found: list[tuple[Sign, float]] = []
    here, there = mine[0], yours[0]
    if here.middle and there.middle:
        sign = Sign.MIDDLE if here.middle[0][0] == there.middle[0][0] else Sign.OTHER_MIDDLE
        found.append((sign, _ln(_FACTOR[sign])))
    if here.suffix and there.suffix and here.suffix != there.suffix:
        found.append((Sign.OTHER_GENERATION, _ln(_FACTOR[Sign.OTHER_GENERATION])))
    return found


def _address_signs(mine: Features, yours: Features, census: Census) -> list[tuple[Sign, float]]:
    """Score a pair of which one has no written name: its address may be made of the other's name."""
    for bare, named in ((mine, yours), (yours, mine)):
        if named.derived or (bare.names and not bare.derived):
            continue
        for name in named.names:
            family = census.family(name.family)
            if bare.locals & {name.given + name.family, name.family + name.given}:
                sign = _prior(Sign.ADDRESS_NAME, census, census.given(name.given) * family)
            elif name.given[:1] + name.family in bare.locals:
                sign = _prior(Sign.ADDRESS_NAME, census, INITIAL_SHARE * family)
            else:
                continue
            return [sign, *_evidence(bare, named, census)]
    return []
