"""Word lists that ship with `history`: one entry per line, ``#`` for comments, folded for comparing."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

_SPACE = re.compile(r"\s+")
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u2018": "'"})


def folded(text: str) -> str:
    """Return text without case, accents and typographic apostrophes, with single spaces.

    Example:
        >>> folded("L’Été  Übrig")
        "l'ete ubrig"
    """
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    return _SPACE.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


@cache
def entries(name: str) -> tuple[str, ...]:
    """Return the folded entries of one shipped list, in its order.

    Args:
        name: File name below ``lexicons``, without ``.txt``.
    """
    text = files("kithly.history").joinpath("lexicons", f"{name}.txt").read_text("utf-8")
    lines = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return tuple(folded(line) for line in lines if line)


@cache
def words(name: str) -> frozenset[str]:
    """Return a shipped list as a set."""
    return frozenset(entries(name))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return one pattern that finds any entry of a list as whole words in folded text.

    An entry ending in ``*`` also finds longer words, one beginning with ``*`` words that end so.
    """
    parts = [_entry_pattern(entry) for entry in sorted(entries(name), key=len, reverse=True)]
    return re.compile("|".join(parts) or r"(?!)")


def _entry_pattern(entry: str) -> str:
    start = r"" if entry.startswith("*") else r"(?<!\w)"
    end = r"\w*" if entry.endswith("*") else r"(?!\w)"
    return start + re.escape(entry.strip("*")) + end
