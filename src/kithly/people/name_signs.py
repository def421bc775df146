"""Name signs: how well two written names agree, and how much that proves where names are this common.

The start of every score is how many others of that name chance alone puts into a network of this size:
network size x share of the given name x share of the family name.

Reference: W. E. Winkler, "Frequency-based matching in the Fellegi-Sunter model" (2000).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from kithly.people.census import Census
from kithly.people.features import Features
from kithly.people.name_tokens import NameTokens
from kithly.people.nicknames import is_nickname
from kithly.people.scripts import skeleton
from kithly.people.signs import Sign

DUPLICATE_SHARE = 0.3  # of persons, how many have a second entry, before any is compared
KINSHIP = 3.0  # given and family names go together by country, so namesakes are more frequent than chance
TYPO_LETTERS = 4  # shorter names differ by one letter too often by chance (Jon, Ron)
NEAR_GIVEN_SHARE = 0.02  # people whose given name is one letter from a given one (Maria, Marta)
INITIAL_SHARE = 0.08  # people who share one initial
BONE_SHARE = 0.1  # words that have a given class of consonants at a given place
SPELLED = 0.5  # a name read out of an address is right so often

# How often a true pair looks like this: assumed, and rougher than the noise of the gold on purpose.
TRUE_SHARE = {
    Sign.NAME: 0.75,
    Sign.NICKNAME: 0.15,
    Sign.TYPO: 0.06,
    Sign.INITIAL: 0.04,
    Sign.SWAPPED: 0.02,
    Sign.DOUBLE: 0.05,
    Sign.INNER: 0.03,
    Sign.ROMANISED: 0.5,
    Sign.ADDRESS_NAME: 0.1,
    Sign.RENAMED: 0.03,
    Sign.SINGLE: 0.05,
}
_TYPO_CHANCE = {4: 3e-3, 5: 1e-3, 6: 4e-4, 7: 2e-4}  # chance that two other family names differ by one letter
_LONG_TYPO_CHANCE = 1e-4

Weighed = tuple[Sign, float]
_ln = math.log


def name_signs(people: Sequence[Features], pairs: Sequence[tuple[int, int]], census: Census) -> list[Weighed | None]:
    """Return for every pair how well the names agree at best, with the weight in log-odds; None where they do not."""
    best: list[Weighed | None] = [None] * len(pairs)
    options: list[tuple[int, NameTokens, NameTokens]] = []
    for number, (left, right) in enumerate(pairs):
        here, there = people[left].names, people[right].names
        if len(here) == 1 == len(there) and here == there and people[left].written and people[right].written:
            best[number] = compare(here[0], there[0], 0, census)
        else:
            options.extend((number, mine, yours) for mine in here for yours in there)
    distances = cpdist(
        [mine.family for _, mine, _ in options],
        [yours.family for _, _, yours in options],
        scorer=OSA.distance,
        score_cutoff=1,
        dtype=np.int32,
    ).ravel().tolist() if options else ()  # fmt: skip
    bearers = _bearers_of_initials(people)
    for (number, mine, yours), distance in zip(options, distances, strict=True):
        sign = compare(mine, yours, distance, census)
        if sign is None:
            continue
        one, other = (people[place] for place in pairs[number])
        if sign[0] is Sign.INITIAL:
            sign = (Sign.INITIAL, sign[1] - _ln(max(len(bearers.get((mine.given[0], mine.family), ())), 1)))
        if _is_told(mine, one) or _is_told(yours, other):
            sign = (Sign.ADDRESS_NAME, sign[1] + _ln(SPELLED))
        before = best[number]
        if before is None or sign[1] > before[1]:
            best[number] = sign
    return best


def _bearers_of_initials(people: Sequence[Features]) -> Mapping[tuple[str, str], set[str]]:
    """Return the full given names that each initial with a family name may stand for in this network."""
    found: dict[tuple[str, str], set[str]] = {
        (name.given, name.family): set() for person in people for name in person.names if len(name.given) == 1
    }
    for person in people if found else ():
        for name in person.names:
            if len(name.given) > 1 and (name.given[0], name.family) in found:
                found[name.given[0], name.family].add(name.given)
    return found


def _is_told(name: NameTokens, person: Features) -> bool:
    """Whether a name is not written anywhere, but told by an address or a profile."""
    return len(person.names) > person.written and name not in person.names[: person.written]


def compare(mine: NameTokens, yours: NameTokens, distance: int, census: Census) -> Weighed | None:
    """Say how two written names agree, with the weight in log-odds; None if they do not.

    Args:
        mine: One name.
        yours: The other.
        distance: Letters their family names differ by; anything above 1 is far.
        census: How common names are.
    """
    if not mine.given or not yours.given:
        return _single(mine, yours, census)
    found = _romanised(mine, yours, census) if mine.foreign != yours.foreign and distance else None
    if found is None and mine.given == yours.given:
        found = _same_given(mine, yours, distance, census)
    if found is None and mine.family == yours.family:
        found = _same_family(mine, yours, census)
    if found is None and mine.given == yours.family and mine.family == yours.given:
        found = prior(Sign.SWAPPED, census, census.full(mine.given, mine.family))
    if found is None and mine.family != yours.family and is_nickname(mine.given, yours.given):
        found = _both_differ(mine, yours, distance, census)
    return found


def _both_differ(mine: NameTokens, yours: NameTokens, distance: int, census: Census) -> Weighed | None:
    """Compare a short form with a full one, of family names that differ too."""
    given = max(census.given(mine.given), census.given(yours.given))
    if distance <= 1:
        sign, weight = prior(Sign.TYPO, census, given * _typo_chance(mine, yours))
    elif mine.family in yours.middle or yours.family in mine.middle:
        inner = mine.family if mine.family in yours.middle else yours.family
        sign, weight = prior(Sign.DOUBLE, census, given * census.family(inner))
    else:
        return None
    return sign, weight + _ln(TRUE_SHARE[Sign.NICKNAME])


def _single(mine: NameTokens, yours: NameTokens, census: Census) -> Weighed | None:
    """Compare names of which at least one is a single word."""
    if mine.family != yours.family or mine.given != yours.given:
        return None
    return prior(Sign.SINGLE, census, max(census.family(mine.family), census.given(mine.family)))


def _same_family(mine: NameTokens, yours: NameTokens, census: Census) -> Weighed | None:
    """Compare two names with one family name and different given names."""
    family = census.family(mine.family)
    here, there = _whole_given(mine), _whole_given(yours)
    if here == yours.given or there == mine.given:
        return prior(Sign.NAME, census, census.given(mine.given) * family)
    if is_nickname(mine.given, yours.given) or is_nickname(here, yours.given) or is_nickname(mine.given, there):
        return prior(Sign.NICKNAME, census, max(census.given(mine.given), census.given(yours.given)) * family)
    if _is_initial(mine, yours) or _is_initial(yours, mine):
        return prior(Sign.INITIAL, census, INITIAL_SHARE * family)
    if mine.given in yours.middle or yours.given in mine.middle:
        inner = mine.given if mine.given in yours.middle else yours.given
        return prior(Sign.INNER, census, census.given(inner) * family) if len(inner) > 1 else None
    near = min(len(mine.given), len(yours.given)) >= TYPO_LETTERS
    if near and OSA.distance(mine.given, yours.given, score_cutoff=1) <= 1:
        return prior(Sign.TYPO, census, NEAR_GIVEN_SHARE * family)
    return None


def _whole_given(name: NameTokens) -> str:
    """Return a given name of two words as one: Anna-Lena as Annalena."""
    return name.given + name.middle[0] if name.middle else name.given


def _is_initial(short: NameTokens, long: NameTokens) -> bool:
    """Whether one given name is the initial of the other's, or the initials of both its words (JP)."""
    if len(short.given) == 1:
        return len(long.given) > 1 and short.given == long.given[0]
    return bool(long.middle) and short.given == long.given[0] + long.middle[0][0]


def _same_given(mine: NameTokens, yours: NameTokens, distance: int, census: Census) -> Weighed:
    """Compare two names with one given name."""
    given = census.given(mine.given)
    if distance == 0:
        return prior(Sign.NAME, census, census.full(mine.given, mine.family))
    if mine.family in yours.middle or yours.family in mine.middle:
        inner = mine.family if mine.family in yours.middle else yours.family
        return prior(Sign.DOUBLE, census, given * census.family(inner))
    if distance == 1 and min(len(mine.family), len(yours.family)) >= TYPO_LETTERS:
        return prior(Sign.TYPO, census, given * _typo_chance(mine, yours))
    return prior(Sign.RENAMED, census, given)


def _romanised(mine: NameTokens, yours: NameTokens, census: Census) -> Weighed | None:
    """Compare a name of another alphabet with one that somebody romanised by other rules."""
    givens, families = skeleton(mine.given), skeleton(mine.family)
    is_near = mine.given == yours.given or is_nickname(mine.given, yours.given) or givens == skeleton(yours.given)
    if not is_near or families != skeleton(yours.family):
        return None
    given = max(census.given(mine.given), census.given(yours.given), BONE_SHARE ** len(givens))
    family = max(census.family(mine.family), census.family(yours.family), BONE_SHARE ** len(families))
    return prior(Sign.ROMANISED, census, given * family)


def _typo_chance(mine: NameTokens, yours: NameTokens) -> float:
    """Return how likely two unrelated family names of this length are one letter apart."""
    length = min(len(mine.family), len(yours.family))
    return _TYPO_CHANCE.get(max(length, min(_TYPO_CHANCE)), _LONG_TYPO_CHANCE)


def prior(sign: Sign, census: Census, chance: float) -> Weighed:
    """Return the log-odds that the second bearer of a name is the first once more.

    Args:
        sign: How the names agree.
        census: How many people there are.
        chance: Share of people whose name would agree so.
    """
    namesakes = census.population * chance * KINSHIP
    return sign, _ln(DUPLICATE_SHARE * TRUE_SHARE[sign] / namesakes)
