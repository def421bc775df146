"""The word lists shipped beside this package, as they are compared."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from kithly.sources._formats.table import column_name
from kithly.sources.contacts_csv.fields import Field

_DIGITS = re.compile(r"\d{1,2}")
MAX_NAME = 60  # letters of a column's name; longer ones are questions
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


def is_qualifier(column: str) -> bool:
    """Say whether a column is called nothing but a word that says which one: ``Home``, ``Work``."""
    return column.partition("#")[0] in _qualifiers()


@cache
def money() -> frozenset[str]:
    """Return what columns about money, goods and events are called."""
    return frozenset(map(column_name, _table("columns")["money"]))


@lru_cache(maxsize=4_096)
def field_of(column: str) -> tuple[Field, str] | None:
    """Return what a column holds by its name, and the rest of it that says which one; None if that does not tell.

    Args:
        column: Its name as compared.

    Example:
        >>> field_of("emailwork")
        (<Field.EMAIL: 'email'>, 'work')
    """
    if len(column) > MAX_NAME:
        return None
    tried = {column.partition("#")[0]: ""}
    for _ in range(MAX_CUTS + 1):
        for plain, rest in tried.items():
            if field := _aliases().get(plain):
                return field, rest
        tried = {shorter: rest + cut for plain, rest in tried.items() for shorter, cut in _cuts(plain)}
    return None


def _cuts(name: str) -> Iterator[tuple[str, str]]:
    """Yield a name without one word that only says which one, and that word, in every way there is."""
    bare = _DIGITS.sub("", name)
    if bare and bare != name:
        yield bare, "".join(_DIGITS.findall(name))
    for word in _qualifiers():
        if name.startswith(word) and len(name) > len(word):
            yield name.removeprefix(word), word
        if name.endswith(word) and len(name) > len(word):
            yield name.removesuffix(word), word


@cache
def cadence_words() -> Mapping[str, int]:
    """Return how many days each word for a cadence means."""
    words: Mapping[str, int] = _table("cadences")["words"]
    return words


@cache
def cadence_units() -> Mapping[str, int]:
    """Return how many days each unit of time has."""
    return {word: int(days) for days, words in _table("cadences")["units"].items() for word in words}
