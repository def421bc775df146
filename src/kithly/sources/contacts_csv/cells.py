"""Cells of tables that people and tools wrote by hand: several values in one, links beside names, intervals."""

from __future__ import annotations

import json
import re
from typing import Any

from kithly.records import one_line
from kithly.sources.contacts_csv.lexicon import cadence_units, cadence_words

MAX_DAYS = 3_660  # of a cadence: ten years

_BREAKS = re.compile(r":::|[;|\n\r,]")
_BREAKS_OF_NAMES = re.compile(r":::|[;|\n\r]")
_IN_BRACKETS = re.compile(r"<([^<>@]*@[^<>]*)>")
_NOTION = re.compile(r"(?<!\s)\s*\(https?://[^()\s]*\)")
_EVERY = re.compile(
    r"(?:(?:once )?(?:every|each|alle|jede[nrs]?|tous les|toutes les|cada|ogni|elke|om de|a|per|un|una) )?"
    r"(\d{1,4})?\s*([^\W\d_]+)"
)
_NUMBER = re.compile(r"\d{1,4}")
_YES = frozenset({"yes", "true", "1", "y", "x", "✓", "✔", "starred", "ja", "oui", "sí", "si", "sim", "vrai", "wahr"})


def values(cell: str) -> tuple[str, ...]:
    """Return the values of a cell, parted by commas, semicolons, bars, ``:::`` or line breaks.

    Example:
        >>> values('["ana@a.example", "ana@b.example"]')
        ('ana@a.example', 'ana@b.example')
    """
    listed = _listed(cell)
    parts = listed if listed is not None else _BREAKS.split(_NOTION.sub("", cell))
    return tuple(dict.fromkeys(filter(None, map(str.strip, parts))))


def names(cell: str) -> tuple[str, ...]:
    """Return the names in a cell, in which a comma may be part of one."""
    listed = _listed(cell)
    parts = listed if listed is not None else _BREAKS_OF_NAMES.split(_NOTION.sub("", cell))
    return tuple(dict.fromkeys(filter(None, map(one_line, parts))))


def address(text: str) -> str:
    """Return the address in ``Ana <ana@a.example>``, or the text itself."""
    found = _IN_BRACKETS.search(text)
    return found[1].strip() if found else text.removeprefix("mailto:").strip()


def without_link(cell: str) -> str:
    """Return the text of a cell without the link that Notion writes behind a name."""
    return one_line(_NOTION.sub("", cell))


def is_yes(cell: str) -> bool:
    """Say whether a cell means yes."""
    return cell.strip().casefold() in _YES


def cadence(cell: str) -> int:
    """Return how many days a cell means: ``Monthly``, ``every 3 months``, ``90``; 0 for none.

    Example:
        >>> cadence("Every 2 weeks")
        14
    """
    plain = one_line(cell).casefold()
    if _NUMBER.fullmatch(plain):
        days = int(plain)
    elif plain in cadence_words():
        days = cadence_words()[plain]
    else:
        found = _EVERY.fullmatch(plain)
        days = int(found[1] or 1) * cadence_units().get(found[2], 0) if found else 0
    return days if 0 < days <= MAX_DAYS else 0


def _listed(cell: str) -> list[str] | None:
    """Return the entries of a cell that is a list as JSON writes it."""
    text = cell.strip()
    if not (text.startswith("[") and text.endswith("]")):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return [entry for one in found for entry in _texts(one)] if isinstance(found, list) else None


def _texts(one: Any) -> list[str]:
    """Return the text of one entry: itself, or of ``{"email": ...}`` its first text."""
    if isinstance(one, dict):
        return [value for value in one.values() if isinstance(value, str)][:1]
    return [str(one)] if isinstance(one, str | int) else []
