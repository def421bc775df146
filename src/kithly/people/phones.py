"""Phones: two spellings of one number are one, where the country it belongs to can be told."""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any

REMEMBERED = 1 << 16  # numbers
SHORTEST = 7  # digits of a number that is one person's; shorter ones are extensions and services
SAMPLE = 500  # numbers with a country code that are looked at to tell the usual region
_ONE_DIGIT = frozenset("17")  # country codes of one digit; all others have two, but for these (ITU-T E.164)
_THREE_DIGITS = frozenset(
    [
        "21",
        "22",
        "23",
        "24",
        "25",
        "26",
        "29",
        "35",
        "37",
        "38",
        "42",
        "50",
        "59",
        "67",
        "68",
        "69",
        "80",
        "85",
        "87",
        "88",
        "96",
        "97",
        "99",
    ]
)
ANYWHERE = "ZZ"  # the library's word for no region
REGIONS = 3  # usual regions in which a national number is tried


def usual_regions(numbers: Iterable[str]) -> tuple[str, ...]:
    """Return the regions most of some numbers belong to, the most usual first, by those with a country code.

    Args:
        numbers: In the form of `records.phone_identity`; national ones tell nothing.
    """
    seen: Counter[str] = Counter()
    for number in sorted({one for one in numbers if one.startswith("+")})[:SAMPLE]:
        if region := region_of(number):
            seen[region] += 1
    return tuple(region for region, _ in sorted(seen.items(), key=lambda item: (-item[1], item[0]))[:REGIONS])


@lru_cache(REMEMBERED)
def international(number: str, regions: tuple[str, ...]) -> str:
    """Return a number with its country code, ``+`` in front; as it is where its country cannot be told.

    Args:
        number: In the form of `records.phone_identity`.
        regions: Where a national number may be from, the likeliest first.

    Example:
        >>> international("01701234567", ("DE",)), international("+4901701234567", ())
        ('+491701234567', '+491701234567')
    """
    if number.startswith("+"):
        return _international([_parsed(number, ANYWHERE)]) or number if _has_trunk_zero(number) else number
    if len(number) < SHORTEST or not regions:
        return number
    told = [_parsed(number, region) for region in regions]
    return _international([one for one in told if one and _library().is_valid_number(one)] or told[:1]) or number


def _has_trunk_zero(number: str) -> bool:
    """Whether the zero that is dialled within a country stands behind the country code: ``+49 (0) 170``."""
    if number[1:2] in _ONE_DIGIT:
        return number[2:3] == "0"
    return number[4 if number[1:3] in _THREE_DIGITS else 3 :][:1] == "0"


def _international(parsed: Sequence[Any]) -> str:
    """Return the first number in its international form, if it can be one at all."""
    if not parsed or parsed[0] is None or not _library().is_possible_number(parsed[0]):
        return ""
    return str(_library().format_number(parsed[0], _library().PhoneNumberFormat.E164))


def same_numbers(numbers: Collection[str], regions: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the groups of spellings of one number, where there are several."""
    groups: dict[str, list[str]] = {}
    for number in sorted(set(numbers)):
        groups.setdefault(international(number, regions), []).append(number)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def region_of(number: str) -> str:
    """Return the code of the country a number with a country code belongs to; empty for none."""
    parsed = _parsed(number, ANYWHERE)
    return str(_library().region_code_for_number(parsed) or "") if parsed is not None else ""


def _parsed(number: str, region: str) -> Any:
    try:
        return _library().parse(number, region)
    except _library().NumberParseException:
        return None


def _library() -> Any:
    """Return the library, imported when a number needs it: it costs more than most commands."""
    return importlib.import_module("phonenumbers")
