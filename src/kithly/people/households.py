"""Households: addresses that several humans use, told by the names of the entries that name them.

A couple's address, a family's, an assistant's: two entries with one address are one human only where
their names can be one human's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from kithly.people.name_tokens import NameTokens, name_tokens
from kithly.people.name_words import name_words
from kithly.people.nicknames import is_nickname
from kithly.people.scripts import is_foreign, skeleton
from kithly.records import name_key

NEAR = 0.8  # of two spellings of one given name, the share of letters they have in common, in order
SHORTEST = 3  # letters of a given name that tells anything
MANY = 50  # entries with one address beyond which it is nobody's own


def fought_over(claims: Mapping[int, Sequence[int]], names: Mapping[int, str]) -> frozenset[int]:
    """Return the addresses that entries of different humans name.

    Args:
        claims: For each address (by number) the entries (by number) that name it.
        names: The written name of each entry.
    """
    return frozenset(
        address
        for address, records in claims.items()
        if len(records) > 1 and (len(records) > MANY or _are_several([names.get(one, "") for one in records]))
    )


def alike(records: Sequence[int], names: Mapping[int, str]) -> Iterator[tuple[int, int]]:
    """Yield pairs of entries that a shared address still shows to be one human.

    Only entries whose names all go together are; where ``A. Lee`` may be Ana or Adam, it stays apart.

    Args:
        records: The entries that name the address.
        names: The written name of each entry.
    """
    groups: list[list[int]] = []
    for record in sorted(records) if len(records) <= MANY else ():
        fits = [
            group for group in groups if any(not are_two(names.get(record, ""), names.get(one, "")) for one in group)
        ]
        merged = [record, *(one for group in fits for one in group)]
        groups = [group for group in groups if group not in fits] + [merged]
    for group in groups:
        if len(group) > 1 and not _are_several([names.get(one, "") for one in group]):
            first, *rest = sorted(group)
            yield from ((first, other) for other in rest)


def _are_several(names: Collection[str]) -> bool:
    return any(are_two(one, other) for one, other in combinations(sorted(set(names)), 2))


def are_two(one: str, other: str) -> bool:
    """Say whether two written names cannot be one human's.

    Names that tell too little (a single word, a company's) never are; neither are names that share a
    given name in any of its forms, in any order or script.

    Example:
        >>> are_two("Ana Lee", "Ben Lee"), are_two("Ana Lee", "Ana Ruiz"), are_two("Liz Lee", "Elizabeth Lee")
        (True, False, False)
    """
    mine, yours = _person(one), _person(other)
    if mine is None or yours is None or _share_a_given(mine, yours):
        return False
    if mine.given in {yours.family, *yours.middle} or yours.given in {mine.family, *mine.middle}:
        return False
    if is_foreign(one) or is_foreign(other):
        return skeleton(mine.given) != skeleton(yours.given) and skeleton(mine.family) == skeleton(yours.family)
    return True


def _person(name: str) -> NameTokens | None:
    """Return the tokens of a human's full name; None of anything else."""
    if not name_words().organisations.isdisjoint(name_key(name).split()):
        return None
    tokens = name_tokens(name)
    return tokens if tokens and tokens.given else None


def _share_a_given(mine: NameTokens, yours: NameTokens) -> bool:
    """Say whether the given name of one may be a given or middle name of the other."""
    inner = [(mine.given, other) for other in yours.middle[:2]] + [(yours.given, other) for other in mine.middle[:2]]
    return any(_may_be_one(*pair) for pair in [(mine.given, yours.given), *inner])


def _may_be_one(mine: str, yours: str) -> bool:
    """Say whether two given names may be one: equal, short for one another, an initial, or spelled alike."""
    shorter, longer = sorted((mine, yours), key=len)
    if mine == yours or (len(shorter) <= 2 and longer.startswith(shorter[0])) or is_nickname(mine, yours):
        return True
    if len(shorter) < SHORTEST:
        return False
    return longer.startswith(shorter) or (mine[:2] == yours[:2] and SequenceMatcher(None, mine, yours).ratio() >= NEAR)
