"""How common a name is: two John Smiths prove little, two of a rare name nearly everything.

The table is ``common_names.txt``: heads of national statistics as a first share and a slope.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from kithly.people.folding import fold
from kithly.people.nicknames import full_forms

SHORT_SHARE = 0.3  # of those who bear a name, how many go by one short form of it
NETWORK_SHARE = 0.5  # of a network, how much one country may make up: a cautious guess
RARE_GIVEN = 5e-5  # share of a given name that no table has
RARE_FAMILY = 1e-5  # share of a family name that no table has


class NameTable(NamedTuple):
    """One country's names of one sort.

    Attributes:
        sort: ``given`` or ``family``.
        country: Two letters.
        names: In order of rank, accents folded.
        shares: Share of the population that bears each, 0 to 1.
    """

    sort: str
    country: str
    names: tuple[str, ...]
    shares: tuple[float, ...]


@cache
def name_tables() -> tuple[NameTable, ...]:
    """Return the shipped tables of common names."""
    text = files("kithly.people").joinpath("common_names.txt").read_text("utf-8")
    return tuple(_table(line) for line in text.splitlines() if line and not line.startswith("#"))


def _table(line: str) -> NameTable:
    """Read one line; the share of rank r is first / r ** exponent (Zipf 1949, with a flatter slope)."""
    head, _, tail = line.partition(":")
    sort, country, first, exponent = head.split()
    names = tuple(tail.split())
    shares = tuple(float(first) / 100 / rank ** float(exponent) for rank in range(1, len(names) + 1))
    return NameTable(sort=sort, country=country, names=names, shares=shares)


@cache
def given_shares() -> dict[str, float]:
    """Return the share of each folded given name among people, cautiously high."""
    full = _shares("given")
    return full | _of_short_forms(full)


@cache
def family_shares() -> dict[str, float]:
    """Return the share of each folded family name among people, cautiously high."""
    return _shares("family")


def _shares(sort: str) -> dict[str, float]:
    """Take for every name the country where it is most common."""
    shares: dict[str, float] = {}
    for table in name_tables():
        if table.sort == sort:
            for name, share in zip(table.names, table.shares, strict=True):
                key = fold(name)
                shares[key] = max(shares.get(key, 0.0), share * NETWORK_SHARE)
    return shares


def _of_short_forms(full: dict[str, float]) -> dict[str, float]:
    """Return the shares of short forms that no table has: a part of all who bear the full name."""
    return {
        short: max(full.get(one, 0.0) for one in forms) * SHORT_SHARE
        for short, forms in full_forms().items()
        if short not in full and not full.keys().isdisjoint(forms)
    }
