"""Words by which somebody wishes ego well: a birthday, or anything else to be congratulated on."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TypeVar

from kithly.history.time_words import tokens
from kithly.history.topic import sentences

MOST_TEXT = 2_000  # letters in which the words are looked for: a wish stands at the beginning
Who = TypeVar("Who")


class WishKind(StrEnum):
    """What somebody wishes well for."""

    BIRTHDAY = "birthday"
    GENERAL = "general"  # congratulations that do not say on what, or on anything else
    POST = "post"  # a comment or reaction, told by no words of its own


def wish_in(own: str) -> tuple[WishKind, str] | None:
    """Return what a text wishes its reader well for, and the exact sentence that does; None if none does.

    Example:
        >>> wish_in("Dear Ben, happy birthday from Oslo! Yours, Ana")
        (<WishKind.BIRTHDAY: 'birthday'>, 'happy birthday from Oslo!')
    """
    found = [(kind, one) for one in sentences(own[:MOST_TEXT]) if (kind := _wish(tokens(one)))]
    birthday = next((pair for pair in found if pair[0] is WishKind.BIRTHDAY), None)
    return birthday or next(iter(found), None)


def wish_phrases() -> tuple[str, ...]:
    """Return every phrase that may wish somebody well, folded."""
    table = _table()
    return (*table["birthday"], *table["general"])


def gathered(days: Mapping[Who, date], *, within: timedelta, least: int) -> tuple[date, frozenset[Who]] | None:
    """Return the days on which most people did something, and who: those of the fullest stretch, the newest of equals.

    Args:
        days: When each did it.
        within: How long a stretch is, first and last day included.
        least: How few make no stretch.

    Returns:
        The day most of them did it, the first of equals, and who; None where nowhere enough did.
    """
    starts = sorted(set(days.values()), reverse=True)
    stretches = (frozenset(who for who, day in days.items() if start <= day <= start + within) for start in starts)
    best = max(stretches, key=len, default=frozenset())
    if len(best) < least:
        return None
    counts = Counter(days[who] for who in best)
    return min(counts, key=lambda day: (-counts[day], day)), best


def _wish(words: str) -> WishKind | None:
    text = f" {words} "
    birthday, general, other, yet = _patterns()
    if birthday.search(text):
        return WishKind.BIRTHDAY
    for match in general.finditer(text):
        rest = text[match.end() - 1 :]
        if not other.match(rest) or yet.match(rest):
            return WishKind.GENERAL
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    table = _table()
    return tuple(
        re.compile(" (?:" + "|".join(re.escape(one) for one in sorted(table[name], key=len, reverse=True)) + ") ")
        for name in ("birthday", "general", "not_after", "yet")
    )


@cache
def _table() -> dict[str, list[str]]:
    text = files("kithly.history").joinpath("lexicons", "wishes.toml").read_text("utf-8")
    return {name: [tokens(one) for one in some] for name, some in tomllib.loads(text).items()}
