"""Ways of saying a thing, in seven languages: tables of patterns over words, beside the code."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from kithly.history.lexicon import folded

GAP = r" (?:\w+ ){0,4}"  # what "~" stands for: up to four words
LONGEST = 2_500  # characters of a text that are looked through: a title and an excerpt

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=4_096)
def in_words(text: str) -> str:
    """Return a text as the tables are written: folded words alone, one blank between.

    Example:
        >>> in_words("I’m *thrilled*: new job!")
        'i m thrilled new job'
    """
    return " ".join(_WORD.findall(folded(text[:LONGEST])))


def says(table: str, words: str, section: str = "") -> bool:
    """Say whether words from `in_words` hold any pattern of a table, or of a section of it, in any of its languages."""
    return _pattern(table, section).search(words) is not None


def patterns(table: str, section: str = "") -> str:
    """Return all patterns of a table, or of one section of it, as one.

    Args:
        table: File name below ``lexicons``, without ``.toml``.
        section: Name of the section; empty for a table without.
    """
    found = _table(table)
    lists = found[section] if section else found
    return "|".join(_read(entry) for entries in lists.values() for entry in entries)


@cache
def listed(table: str) -> tuple[str, ...]:
    """Return the entries of all lists of a table, as they stand there."""
    return tuple(entry for entries in _table(table).values() for entry in entries)


@cache
def _table(table: str) -> dict[str, Any]:
    return tomllib.loads(files("kithly.reasons").joinpath("lexicons", f"{table}.toml").read_text("utf-8"))


@cache
def _pattern(table: str, section: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{patterns(table, section)})\b")


def _read(entry: str) -> str:
    """Return an entry as a regular expression: ``~`` for a gap, ``*`` for the rest of a word."""
    return entry.replace("*", r"\w*").replace(" ~ ", GAP).replace(" ~", r"(?: \w+){0,4}")
