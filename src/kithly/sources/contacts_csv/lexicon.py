"""The word lists shipped beside this package, as they are compared."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from kithly.sources._formats.table import column_name
from kithly.sources.contacts_csv.fields import Field

_DIGITS = re.compile(r"\d{1,2}")
MAX_CUTS = 3  # words that only say which one, around one name


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("lexicons", f"{name}.toml").read_text("utf-8"))


@cache
def _aliases() -> Mapping[str, Field]:
    found: dict[str, Field] = {}
    for field in Field:
        for name in _table("columns").get(field, ()):
            found.setdefault(column_name(name), field)
    return found


@cache
def _qualifiers() -> tuple[str, ...]:
    return tuple(sorted({column_name(word) for word in _table("columns")["qualifiers"]}, key=len, reverse=True))


@cache
def money() -> frozenset[str]:
    """Return what columns about money, goods and events are called."""
    return frozenset(map(column_name, _table("columns")["money"]))


@cache
def field_of(column: str) -> tuple[Field, str] | None:
    """Return what a column holds by its name, and the rest of it that says which one; None if that does not tell.

    Args:
        column: Its name as compared.

    Example:
        >>> field_of("emailwork")
        (<Field.EMAIL: 'email'>, 'work')
    """
    rest, plain = "", column.partition("#")[0]
    for _ in range(MAX_CUTS):
        if field := _aliases().get(plain):
            return field, rest
        shorter = _cut(plain)
        if shorter is None:
            return None
        plain, rest = shorter[0], rest + shorter[1]
    field = _aliases().get(plain)
    return (field, rest) if field else None


def _cut(name: str) -> tuple[str, str] | None:
    """Return a name without one word that only says which one, and that word."""
    if (bare := _DIGITS.sub("", name)) and bare != name:
        return bare, "".join(_DIGITS.findall(name))
    for word in _qualifiers():
        if name.startswith(word) and len(name) > len(word):
            return name.removeprefix(word), word
        if name.endswith(word) and len(name) > len(word):
            return name.removesuffix(word), word
    return None


@cache
def cadence_words() -> Mapping[str, int]:
    """Return how many days each word for a cadence means."""
    words: Mapping[str, int] = _table("cadences")["words"]
    return words


@cache
def cadence_units() -> Mapping[str, int]:
    """Return how many days each unit of time has."""
    return {word: int(days) for days, words in _table("cadences")["units"].items() for word in words}
