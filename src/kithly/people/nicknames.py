"""Short forms and other spellings of given names: ``Kasia`` is Katarzyna, ``Mehmet`` is Muhammad."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from kithly.people.folding import fold


def nickname_lines() -> Iterator[tuple[str, ...]]:
    """Yield each given name with its short forms, as written in the table."""
    yield from _lines("nicknames.txt")


def _lines(table: str) -> Iterator[tuple[str, ...]]:
    text = files("kithly.people").joinpath(table).read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield tuple(line.partition(":")[2].split())


@cache
def full_forms() -> dict[str, frozenset[str]]:
    """Return for each folded given name the names it may be short for, itself included.

    Other spellings of one name (``name_variants.txt``) count as short for the first of their line.
    """
    forms: dict[str, set[str]] = {}
    for line in (*_lines("nicknames.txt"), *_lines("name_variants.txt")):
        full = fold(line[0])
        for short in line:
            forms.setdefault(fold(short), {fold(short)}).add(full)
    return {short: frozenset(full) for short, full in forms.items()}


def is_nickname(mine: str, yours: str) -> bool:
    """Say whether two folded given names may be short for one.

    Example:
        >>> is_nickname("bob", "robert"), is_nickname("bob", "ben")
        (True, False)
    """
    forms = full_forms()
    here, there = forms.get(mine), forms.get(yours)
    if here is None:
        return bool(there) and mine in (there or ())
    return yours in here if there is None else not here.isdisjoint(there)
