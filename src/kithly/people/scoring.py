"""Scoring: how likely two persons are one.

The score is a posterior probability. It starts from the names (`name_signs`); each further agreement or
conflict multiplies the odds. How many people have a second entry at all is learned from the network itself.

Reference: I. P. Fellegi and A. B. Sunter, "A Theory for Record Linkage", JASA 64 (1969), section 2.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kithly.people.census import Census
from kithly.people.features import HANDLE, Features
from kithly.people.name_signs import DUPLICATE_SHARE, INITIAL_SHARE, Weighed, name_signs, prior
from kithly.people.name_tokens import NameTokens
from kithly.people.scripts import skeleton
from kithly.people.signs import Sign

ROUNDS = 3  # in which the share of second entries settles
BELIEF = 300.0  # people the assumed share of second entries counts for
MOST_SHARE = 0.6  # second entries a person is taken to have, however many are found

# Factors on the odds of what does not depend on frequencies.
_FACTOR = {
    Sign.HANDLE: 200.0,  # a word chosen for an address that is no name
    Sign.ALIKE: 1.7,
    Sign.MAIL: 3.0,  # an address two entries share whose names do not go together: a household, or an unknown nickname
    Sign.PHONE: 2000.0,  # a shared phone is one human, or one household
    Sign.PHOTO: 300.0,
    Sign.MIDDLE: 8.0,
    Sign.BIRTHDAY: 300.0,
    Sign.BORN: 5000.0,
    Sign.OTHER_PROFILE: 0.00002,  # one LinkedIn member has one profile; a renamed slug is rare
    Sign.OTHER_BIRTHDAY: 0.01,
    Sign.OTHER_MIDDLE: 0.1,
    Sign.OTHER_GENERATION: 0.000002,  # father and son share a rare name by birth
    Sign.OTHER_ORGANISATION: 0.4,
    Sign.RELATED: 0.01,
}
_LOG = {sign: math.log(factor) for sign, factor in _FACTOR.items()}
_HOUSEHOLD = math.log(0.4 / 0.6)  # of two given names in one family at one address, how often they are one human's
_AGREE = 0.6  # of true pairs whose employers are known, how many agree on one
_MOST = 1_000.0  # a single agreement on employer or title never multiplies the odds by more
_TITLE_MOST = 10.0
_FAMILY_FIRM = 1.5
_PART = 20.0  # where one employer's name is a part of the other's
SHORT_WORD = 3  # letters of a word too short to tell an employer by

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
    signs: tuple[Weighed, ...]


class _Weighed(NamedTuple):
    """One pair with the log-odds under the assumed share of second entries."""

    left: int
    right: int
    odds: float
    signs: list[Weighed]


def score_pairs(people: Sequence[Features], pairs: Sequence[tuple[int, int]], *, least: float) -> list[Scored]:
    """Score the pairs and keep those of at least ``least``, best first.

    Args:
        people: Features of all persons.
        pairs: Positions, left < right.
        least: Smallest probability kept, 0 to 1.
    """
    floor = _ln(least / (1 - least))
    found = list(_weigh(people, pairs, floor - _ln(MOST_SHARE / DUPLICATE_SHARE)))
    shift = _shift(found, len(people))
    kept = [_scored(one, shift) for one in found if one.odds + shift >= floor]
    kept.sort(key=lambda scored: (-scored.score, scored.left, scored.right))
    return kept


def _scored(one: _Weighed, shift: float) -> Scored:
    ordered = tuple(sorted(one.signs, key=lambda item: -abs(item[1])))
    return Scored(left=one.left, right=one.right, score=_probability(one.odds + shift), signs=ordered)


def _probability(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def _weigh(people: Sequence[Features], pairs: Sequence[tuple[int, int]], floor: float) -> Iterator[_Weighed]:
    """Yield the pairs whose log-odds reach a floor."""
    census = Census(people)
    for (left, right), sign in zip(pairs, name_signs(people, pairs, census), strict=True):
        mine, yours = people[left], people[right]
        if sign and sign[1] < floor and mine.names and yours.names and not _may_gain(mine, yours):
            continue
        signs = [sign, *_evidence(mine, yours, census, sign[0])] if sign else _without_name(mine, yours, census)
        odds = sum(weight for _, weight in signs)
        if signs and odds >= floor:
            yield _Weighed(left, right, odds, signs)


def _shift(found: Sequence[_Weighed], people: int) -> float:
    """Return what the log-odds gain by the share of second entries there really is (expectation-maximisation)."""
    share = DUPLICATE_SHARE
    for _ in range(ROUNDS):
        gained = _ln(share / DUPLICATE_SHARE)
        expected = sum(_probability(one.odds + gained) for one in found)
        share = min((expected + BELIEF * DUPLICATE_SHARE) / (people + BELIEF), MOST_SHARE)
    return _ln(share / DUPLICATE_SHARE)


def _may_gain(mine: Features, yours: Features) -> bool:
    """Whether anything but the name can speak for one person."""
    return not (
        mine.organisations.isdisjoint(yours.organisations)
        and mine.phones.isdisjoint(yours.phones)
        and mine.titles.isdisjoint(yours.titles)
        and mine.locals.isdisjoint(yours.locals)
        and mine.photos.isdisjoint(yours.photos)
        and (mine.birthday is None or yours.birthday is None)
        and not (mine.names[0].middle and yours.names[0].middle)
    )


def _evidence(mine: Features, yours: Features, census: Census, sign: Sign) -> list[Weighed]:
    """Return what else agrees or conflicts."""
    found: list[Weighed] = []
    if not mine.phones.isdisjoint(yours.phones):
        found.append(_weighed(Sign.PHONE))
    if mine.organisations and yours.organisations:
        found.append(_organisation_sign(mine, yours, census, sign))
    if titles := mine.titles & yours.titles:
        found.append((Sign.TITLE, _ln(min(max(_AGREE / min(map(census.title, titles)), 1.0), _TITLE_MOST))))
    if mine.slugs and yours.slugs and mine.slugs.isdisjoint(yours.slugs):
        found.append(_weighed(Sign.OTHER_PROFILE))
    if not mine.locals.isdisjoint(yours.locals):
        found.extend(_handle_signs(mine, yours))
    if not mine.photos.isdisjoint(yours.photos):
        found.append(_weighed(Sign.PHOTO))
    if mine.related or yours.related:
        found.extend(_related_signs(mine, yours))
    if mine.birthday and yours.birthday:
        found.append(_weighed(_birthday_sign(mine, yours)))
    found.extend(_middle_signs(mine.names, yours.names))
    return found


def _organisation_sign(mine: Features, yours: Features, census: Census, sign: Sign) -> Weighed:
    """Compare employers and mail domains; a firm of the family's own name says little of which of them it is."""
    shared = mine.organisations & yours.organisations
    is_whole = bool(shared)
    if not shared:
        shared = frozenset(
            max(one, other, key=len)
            for one in mine.organisations
            for other in yours.organisations
            if _is_part(one, other) or (sign is Sign.ROMANISED and _sound_alike(one, other))
        )
    if not shared:
        return Sign.OTHER_ORGANISATION, 0.0 if sign is Sign.ROMANISED else _LOG[Sign.OTHER_ORGANISATION]
    if any(len(name.family) > SHORT_WORD and name.family in word for name in mine.names for word in shared):
        return Sign.ORGANISATION, _ln(_FAMILY_FIRM)
    if is_whole:
        return Sign.ORGANISATION, _ln(min(max(_AGREE / min(map(census.organisation, shared)), 1.0), _MOST))
    return Sign.ORGANISATION, _ln(_PART)


def _is_part(one: str, other: str) -> bool:
    """Whether one employer's name begins with the other's: Acme and Acme Labs."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) > SHORT_WORD and longer.startswith(shorter)


def _sound_alike(one: str, other: str) -> bool:
    """Whether two names of an employer are one in two alphabets."""
    bones = skeleton(one)
    return len(bones) >= SHORT_WORD and bones == skeleton(other)


def _weighed(sign: Sign) -> Weighed:
    return sign, _LOG[sign]


def _birthday_sign(mine: Features, yours: Features) -> Sign:
    """Compare two birthdays; one without a year may be any year's."""
    here, there = mine.birthday, yours.birthday
    if here is None or there is None or (here.month, here.day) != (there.month, there.day):
        return Sign.OTHER_BIRTHDAY
    if not here.year or not there.year:
        return Sign.BIRTHDAY
    return Sign.BORN if here.year == there.year else Sign.OTHER_BIRTHDAY


def _handle_signs(mine: Features, yours: Features) -> Iterator[Weighed]:
    """Compare what stands before the ``@``: a word that is no name is chosen, one made of the name is usual."""
    if not mine.mails.isdisjoint(yours.mails):
        yield _weighed(Sign.MAIL)
    elif any(is_handle(word, mine) and is_handle(word, yours) for word in mine.locals & yours.locals):
        yield _weighed(Sign.HANDLE)
    else:
        yield _weighed(Sign.ALIKE)


def is_handle(word: str, person: Features) -> bool:
    """Whether a word before the ``@`` is long enough to be chosen and is not made of the person's name."""
    if len(word) < HANDLE:
        return False
    return not any(name.family in word or (len(name.given) > 2 and name.given in word) for name in person.names)


def _related_signs(mine: Features, yours: Features) -> Iterator[Weighed]:
    """Whoever is named beside somebody is somebody else."""
    here = {(name.given, name.family) for name in mine.names}
    there = {(name.given, name.family) for name in yours.names}
    if (here & yours.related or there & mine.related) and not here & there:
        yield _weighed(Sign.RELATED)


def _middle_signs(mine: Sequence[NameTokens], yours: Sequence[NameTokens]) -> list[Weighed]:
    """Compare middle initials and generations of the first written names."""
    if not mine or not yours:
        return []
    found: list[Weighed] = []
    here, there = mine[0], yours[0]
    if here.middle and there.middle:
        found.append(_weighed(Sign.MIDDLE if here.middle[0][0] == there.middle[0][0] else Sign.OTHER_MIDDLE))
    if here.suffix and there.suffix and here.suffix != there.suffix:
        found.append(_weighed(Sign.OTHER_GENERATION))
    return found


def _without_name(mine: Features, yours: Features, census: Census) -> list[Weighed]:
    """Score a pair whose written names do not agree.

    Two entries of one family at one address are a household, or one human with a second given name that no table
    has (Xiaoming, called Michael): that is the user's to say.
    """
    if not mine.mails.isdisjoint(yours.mails) and {name.family for name in mine.names} & {
        name.family for name in yours.names
    }:
        return [(Sign.MAIL, _HOUSEHOLD)]
    return _address_signs(mine, yours, census)


def _address_signs(mine: Features, yours: Features, census: Census) -> list[Weighed]:
    """Score a pair of which one has no written name: its address may be made of the other's name."""
    for bare, named in ((mine, yours), (yours, mine)):
        if named.derived or (bare.names and not bare.derived):
            continue
        for name in named.names:
            chance = _chance(bare, name, census)
            if chance:
                return [prior(Sign.ADDRESS_NAME, census, chance), *_evidence(bare, named, census, Sign.ADDRESS_NAME)]
    return []


def _chance(bare: Features, name: NameTokens, census: Census) -> float:
    """Return how many people's addresses would look like this; 0 where an address is not made of a name."""
    if bare.locals & {name.given + name.family, name.family + name.given}:
        return census.given(name.given) * census.family(name.family)
    if name.given and name.given[0] + name.family in bare.locals:
        return INITIAL_SHARE * census.family(name.family)
    return census.given(name.given) if name.given in bare.locals else 0.0
