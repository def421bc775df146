"""The words that say when, of seven languages, made ready to be found: `lexicons/times.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from kithly.history.lexicon import folded

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl")
_TOKEN = re.compile(r"\w+'?")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """One language's words for times.

    Attributes:
        phrases: Finds a phrase of `rules`, as its first group.
        rules: What each phrase means.
        counted: Find a number ``n`` of ``unit``.
        weekday: Finds a weekday ``day`` with the word ``at`` before it.
        month: Finds a ``month`` with the word ``at`` before it.
        dates: Find a ``day`` of a ``month``, with or without ``year``.
        months: Number of each month, from 1.
        weekdays: Number of each weekday, from 0.
        numbers: What number words count.
        units: ``day``, ``week``, ``month`` or ``year`` for each form of them.
        before: Words that mean the time until then.
        after: Words that mean the weeks that follow.
        next: Words that mean the one after the coming weekday.
        parts: ``early``, ``mid`` or ``late`` for the words that name a part of a month.
    """

    phrases: re.Pattern[str]
    rules: Mapping[str, str]
    counted: tuple[re.Pattern[str], ...]
    weekday: re.Pattern[str]
    month: re.Pattern[str]
    dates: tuple[re.Pattern[str], ...]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    numbers: Mapping[str, int]
    units: Mapping[str, str]
    before: frozenset[str]
    after: frozenset[str]
    next: frozenset[str]
    parts: Mapping[str, str]


def tokens(text: str) -> str:
    """Return folded words with one space between them; an apostrophe ends a word.

    Example:
        >>> tokens("Je t’envoie ça demain, d’accord ?")
        "je t' envoie ca demain d' accord"
    """
    return " ".join(_TOKEN.findall(folded(text)))


@cache
def time_words(language: str) -> TimeWords:
    """Return the words of one of `LANGUAGES`."""
    table: dict[str, Any] = tomllib.loads(
        files("kithly.history").joinpath("lexicons", "times.toml").read_text("utf-8")
    )[language]
    rules = {tokens(said): rule for said, rule in table["phrases"].items()}
    months = {name: place for place, names in enumerate(table["months"], 1) for name in names}
    weekdays = {name: place for place, name in enumerate(table["weekdays"])}
    units = {word: unit for unit, forms in table["units"].items() for word in forms}
    month, following = rf"(?P<month>{_any(months)})", table["next_weekday"]
    return TimeWords(
        phrases=re.compile(rf"(?= ({_any(rules)}) )"),
        rules=rules,
        counted=tuple(_counted(one, table["numbers"], units) for one in table["counted"]),
        weekday=re.compile(rf" {_lead([*table['on_weekday'], *following])}(?P<day>{_any(weekdays)}) "),
        month=re.compile(rf" {_lead(table['in_month'])}{month} "),
        dates=_dates(month),
        months=months,
        weekdays=weekdays,
        numbers=table["numbers"],
        units=units,
        before=frozenset(map(tokens, table["before"])),
        after=frozenset(map(tokens, table["after"])),
        next=frozenset(map(tokens, following)),
        parts={word: part for part, some in table["parts"].items() for word in some},
    )


def _dates(month: str) -> tuple[re.Pattern[str], ...]:
    day, year = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|o|a)?", r"(?: (?P<year>20\d\d))?"
    return (
        re.compile(rf" {day} (?:(?:of|de|di|von|du) )?{month}{year} "),
        re.compile(rf" {month} {day}{year} "),
    )


def _counted(template: str, numbers: Iterable[str], units: Iterable[str]) -> re.Pattern[str]:
    before, _, rest = template.partition("{n}")
    middle, _, after = rest.partition("{unit}")
    lead, tail = (f"{tokens(part)} " if tokens(part) else "" for part in (before, after))
    number = rf"(?P<n>\d{{1,3}}|{_any(numbers)})"
    return re.compile(rf" {lead}{number}{middle}(?P<unit>{_any(units)}) {tail}")


def _lead(words: Iterable[str]) -> str:
    """Return a pattern for the word that must stand before; an empty one lets it be missing."""
    bare = [tokens(word) for word in words]
    return rf"(?P<at>(?:(?:{_any(word for word in bare if word)}) ){'?' if '' in bare else ''})"


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
