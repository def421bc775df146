"""Where people live, as far as their addresses and numbers tell: a country, and the time zones in use there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kithly.people.phones import region_of
from kithly.records import Identity, IdentityKind

NUMBERED = frozenset((IdentityKind.PHONE, IdentityKind.WHATSAPP))


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country.

    Attributes:
        name: As it stands in a sentence: ``the Netherlands``.
        zones: IANA names of the time zones in use there.
    """

    name: str
    zones: tuple[str, ...]


def country_of(identities: Iterable[Identity], places: Iterable[str] = ()) -> Country | None:
    """Return the country somebody lives in; None where nothing tells, or several are told.

    A postal address that ends with a country comes before the country codes of phone numbers, which people keep
    when they move.

    Args:
        identities: All that names them; only numbers with a country code tell.
        places: Postal addresses, one line each.

    Example:
        >>> country_of([], ["12 Quay St, Auckland, New Zealand"]).zones
        ('Pacific/Auckland', 'Pacific/Chatham')
    """
    told = {code for place in places if (code := _named(place))}
    if not told:
        numbers = (one.value for one in identities if one.kind in NUMBERED and one.value.startswith("+"))
        told = {code for number in numbers if (code := region_of(number))}
    return _countries().get(told.pop()) if len(told) == 1 else None


def _named(place: str) -> str:
    """Return the code of the country that a line ends with; empty where it names none."""
    last = place.replace(";", ",").rpartition(",")[2].strip().casefold()
    return _by_name().get(last.removeprefix("the "), "")


@cache
def _table() -> dict[str, dict[str, str | list[str]]]:
    return tomllib.loads(resources.files("kithly.people").joinpath("countries.toml").read_text("utf-8"))


@cache
def _countries() -> dict[str, Country]:
    return {
        code: Country(name=str(row["name"]), zones=tuple(str(row["zones"]).split())) for code, row in _table().items()
    }


@cache
def _by_name() -> dict[str, str]:
    found = {str(row["name"]).removeprefix("the ").casefold(): code for code, row in _table().items()}
    return found | {name.casefold(): code for code, row in _table().items() for name in row.get("also", ())}
