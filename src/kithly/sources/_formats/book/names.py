"""Names out of their parts, in the order in which their language writes them."""

from __future__ import annotations

import re

from kithly.records import clean_name

# Chinese characters, kana, bopomofo and Hangul: the family name comes first, without a blank
_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u3040-\u312f\u3130-\u318f\u31a0-\u31bf\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)


def full_name(given: str, family: str, *, middle: str = "", suffix: str = "", written: str = "") -> str:
    """Return a full name.

    Args:
        given: Given name.
        family: Family name.
        middle: Further given names.
        suffix: ``Jr.``, ``III``; degrees do not hurt.
        written: The whole name as the program shows it, where it tells; it is kept, unless it is in the order
            of an index (``Okafor, Zara``).

    Example:
        >>> full_name("一郎", "佐藤")
        '佐藤一郎'
    """
    parts = [clean_name(part) for part in (given, middle, family)]
    whole = clean_name(written)
    if whole and not (any(parts) and "," in whole):
        return whole
    if not any(parts):
        return _turned(whole)
    if not any(parts[1:]):  # all of it was written into the field of the given name
        return _turned(parts[0])
    if all(_EAST_ASIAN.search(part) for part in parts if part):
        return "".join((parts[2], parts[0], parts[1]))
    generation = clean_name(suffix) if is_generation(suffix) else ""
    return " ".join(filter(None, (*parts, generation)))


def is_generation(text: str) -> bool:
    """Say whether a suffix is part of the name (``Jr.``, ``III``), not a degree."""
    return clean_name(text).strip(".").casefold() in {"jr", "sr", "junior", "senior", "ii", "iii", "iv", "v"}


def given_word(text: str) -> str:
    """Return a given name fit to greet with; empty for an initial."""
    name = clean_name(text)
    words = name.split()
    if ", " in name:  # a whole name in the order of an index, or no name of a person
        words = _turned(name).split()[:1] if _turned(name) != name else []
    short = " ".join(words if len(words) <= 2 else words[:1])
    return short if sum(letter.isalnum() for letter in short) > 1 or not short.isascii() else ""


def _turned(whole: str) -> str:
    """Return ``Zara Okafor`` for ``Okafor, Zara``; names with further commas stay."""
    family, comma, given = whole.partition(", ")
    if not comma or "," in given or not given or given.rstrip(".").casefold() in _AFTER or " " in given.strip():
        return whole
    return f"{given.strip()} {family.strip()}"


_AFTER = frozenset(
    word
    for line in ("jr sr ii iii iv phd md mba msc bsc ma ba dds esq cpa inc ltd llc gmbh ag",)
    for word in line.split()
)
