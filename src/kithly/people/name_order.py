"""The order of names: who stands family name first is turned round, where the parts themselves tell."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kithly.people.commonness import family_shares, given_shares, name_tables
from kithly.people.folding import fold
from kithly.people.nicknames import full_forms

SYLLABLE = 6  # letters of the longest syllable of a Chinese or Korean given name

_EAST = frozenset({"cn", "jp", "kr", "vn"})
_FAMILY_FIRST = _EAST | {"hu"}
_YI = "i"  # what the syllable yi is folded to; another single letter is an initial
_PARTICLES = frozenset({"van", "von", "den", "der", "del", "des", "las", "los", "ter", "ten", "bin", "ben"})
_VIETNAMESE_MIDDLES = frozenset({"thi", "van", "duc", "huu", "minh", "ngoc", "thanh", "quoc", "xuan", "hong", "kim"})
# One syllable of Chinese or Korean as it is commonly romanised, folded (y is i, ae is a, oe is o).
_SYLLABLE = re.compile(r"(?:zh|ch|sh|kw|hw|[bpmfdtnlgkhjqxrzcsw])?[aeiou]{1,3}(?:ng|[nklmprh])?")


class Order(NamedTuple):
    """Where the parts of a name stand.

    Attributes:
        given: Places of the given name, in reading order; more than one are one name in two syllables.
        family: Place of the family name.
    """

    given: tuple[int, ...]
    family: int


def order_of(tokens: list[str]) -> Order:
    """Return where the given and the family name stand among the folded words of a name.

    Vietnamese, Chinese and Korean names of three words are told by a known family name and what goes with it;
    names of two words only where both are known. All others are taken to end in the family name.

    Example:
        >>> order_of(["nguien", "thi", "lan"]).given, order_of(["nagi", "laszlo"]).given
        ((2,), (1,))
    """
    first, last, end = tokens[0], tokens[-1], len(tokens) - 1
    table = _table()
    if end >= 2 and first in table.vietnamese and (last not in table.vietnamese or tokens[1] in _VIETNAMESE_MIDDLES):
        return Order((end,), 0)
    if end == 2 and (found := _two_syllables(tokens)):
        return found
    is_given = first in given_shares() or first in full_forms()
    if first in table.family and tokens[1] in table.given and not is_given:
        return Order((1,), 0)
    return in_reading_order(tokens)


def may_stand_as_is(tokens: list[str]) -> bool:
    """Say, more quickly than `order_of`, whether a name certainly begins with the given name."""
    return tokens[0] not in _table().family and not tokens[0].startswith("abd")


def in_reading_order(tokens: list[str]) -> Order:
    """Return the order of a name that is known to begin with the given name."""
    return Order((0,), len(tokens) - 1)


def _two_syllables(tokens: list[str]) -> Order | None:
    """Return the order of a Chinese or Korean name whose given name is written as two words."""
    families, usual = _table().chinese, family_shares()
    first, middle, last = tokens
    in_front = first in families and _is_syllable(middle) and _is_syllable(last)
    behind = last in families and _is_syllable(first) and _is_syllable(middle)
    if in_front and (not behind or usual[first] > usual[last]):
        return Order((1, 2), 0)
    return Order((0, 1), 2) if behind else None


def _is_syllable(word: str) -> bool:
    if len(word) > 2 and (word in _table().western or word in _PARTICLES):
        return False
    return (1 < len(word) <= SYLLABLE or word == _YI) and bool(_SYLLABLE.fullmatch(word))


class _Table(NamedTuple):
    """Names by what they tell of order.

    Attributes:
        vietnamese: Family names of Vietnam.
        chinese: Family names of China and Korea.
        family: Family names of all countries that write them first.
        given: Their given names.
        western: Given names of elsewhere, which may look like a syllable: Dan, Ben.
    """

    vietnamese: frozenset[str]
    chinese: frozenset[str]
    family: frozenset[str]
    given: frozenset[str]
    western: frozenset[str]


@cache
def _table() -> _Table:

    def of(sort: str, *countries: str) -> frozenset[str]:
        tables = (table for table in name_tables() if table.sort == sort and table.country in countries)
        return frozenset(fold(name) for table in tables for name in table.names)

    elsewhere = {table.country for table in name_tables()} - _EAST
    return _Table(
        vietnamese=of("family", "vn"),
        chinese=of("family", "cn", "kr"),
        family=of("family", *_FAMILY_FIRST),
        given=of("given", *_FAMILY_FIRST),
        western=of("given", *elsewhere) | full_forms().keys(),
    )
