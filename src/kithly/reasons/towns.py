"""Towns as calendars and address books name them, compared with care: Paris, Texas is not Paris."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kithly.history.lexicon import folded
from kithly.history.towns import SHORTEST, town_of
from kithly.people.whereabouts import country_of

_ELSEWHERE = re.compile(
    r"https?:|www\.|@|\b(?:zoom|teams|meet|skype|webex|online|video\w*|phone|telephone|telefon\w*|call|remote)\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<!\S)\S*\d\S*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town with what tells it from others of its name.

    Attributes:
        name: Folded, to compare.
        shown: As it is written.
        country: Name of the country; empty where none is told.
        regions: What else stands behind it, folded: a state, a county.
    """

    name: str
    shown: str
    country: str = ""
    regions: frozenset[str] = frozenset()


def town_in(place: str) -> Town | None:
    """Return the town of a place on one line; None for a room, a link or a call.

    Example:
        >>> town = town_in("12 Rue X, 75001 Paris, France")
        >>> (town.shown, town.country, sorted(town.regions))
        ('Paris', 'France', [])
        >>> sorted(town_in("Paris, TX").regions)
        ['tx']
    """
    line = place.replace("\n", ", ").replace(";", ",")
    shown = "" if _ELSEWHERE.search(line) else town_of(line)
    if not shown:
        return None
    parts = [part.strip() for part in line.split(",")]
    at = next((number for number, part in enumerate(parts) if shown in _bare(part)), 0)
    return _town(shown, parts[at + 1 :])


def towns_in(place: str) -> tuple[Town, ...]:
    """Return everything in a place that may be its town: a calendar puts halls, houses and streets before it.

    Example:
        >>> [town.shown for town in towns_in("Great Hall, Storgata 5, 0184 Oslo, Norway")]
        ['Great Hall', 'Storgata', 'Oslo']
    """
    line = place.replace("\n", ", ").replace(";", ",")
    if _ELSEWHERE.search(line):
        return ()
    parts = [part.strip() for part in line.split(",")]
    named = ((number, _bare(part)) for number, part in enumerate(parts))
    return tuple(_town(shown, parts[at + 1 :]) for at, shown in named if _is_name(shown))


def _is_name(shown: str) -> bool:
    """Say whether words may name a town: a country does not."""
    return sum(map(str.isalpha, shown)) >= SHORTEST and country_of([], [shown]) is None


def _town(shown: str, rest: list[str]) -> Town:
    country = country_of([], [", ".join(rest)]) if rest else None
    regions = frozenset(folded(_bare(part)) for part in (rest[:-1] if country else rest)) - {""}
    return Town(name=folded(shown), shown=shown, country=country.name if country else "", regions=regions)


def _bare(part: str) -> str:
    """Return a part of an address without house numbers and codes."""
    return " ".join(_DIGITS.sub(" ", part).split())


def is_same_town(one: Town, other: Town) -> bool:
    """Say whether two places surely name one town; in doubt not.

    A country may be missing on one side, a state may not: who lives in Paris, Texas, says so.
    """
    if one.name != other.name:
        return False
    if one.country and other.country and one.country != other.country:
        return False
    if one.regions and other.regions:
        return not one.regions.isdisjoint(other.regions)
    has_state = bool(one.regions or other.regions)
    return not has_state or bool(one.country and other.country)
