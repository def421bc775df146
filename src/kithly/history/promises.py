"""What somebody promised in their own words: exactly which words, of what kind, for when."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from kithly.history.due_dates import Due, TimeFound, due_of, times_in
from kithly.history.time_words import LANGUAGES, tokens
from kithly.history.topic import LONGEST_SENTENCE, sentences

MOST_TEXT = 6_000  # letters in which a promise is looked for
NEAR = timedelta(days=7)  # what was arranged for so soon happens by telephone or face to face, and leaves no record
_CLAUSE = re.compile(r"[,;:()–—]|\s-+\s")
_GAP = "((?:[^ |]+ ){0,6}?)"
LONG = 5  # letters of a word that is enough by itself to look closer
_LITERAL = re.compile(r"[^\W\d_]+'?")
_TIME = "#"  # stands for a time in a text that is looked at for doubts: "when I'm back" is no condition


class PromiseKind(StrEnum):
    """Who is to do something."""

    OWN = "own"  # the one who writes
    TOGETHER = "together"  # both: "let's talk after Easter"
    AGAIN = "again"  # the one who reads is to come back: "remind me in September"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Something promised.

    Attributes:
        kind: Who is to do it.
        quote: The exact words of the text.
        due: When; None if they do not say.
        language: Of the words.
    """

    kind: PromiseKind
    quote: str
    due: Due | None
    language: str


@dataclass(frozen=True, slots=True)
class _Words:
    will: re.Pattern[str]
    does: re.Pattern[str]
    together: re.Pattern[str]
    again: re.Pattern[str]
    unless: re.Pattern[str]
    here: re.Pattern[str]
    calls: re.Pattern[str]


def promises_in(own: str, said: date) -> tuple[Promise, ...]:
    """Return what the author of a text promises to its reader, in the order of the text.

    A question, a condition, a doubt or a "no" is no promise; nor is what is done by the very message. What the present
    tense says, what both are to do and what the reader is to do are promises only with a time; what would be settled
    by telephone or face to face within a week is left out, because no record could tell.

    Args:
        own: The author's own words, without quotes and signature.
        said: The day they were written, in ego's zone.

    Example:
        >>> [one.quote for one in promises_in("Nice talk. I'll send you the report next week.", date(2026, 3, 2))]
        ["I'll send you the report next week."]
    """
    found = (_promise(sentence, said) for sentence in sentences(own[:MOST_TEXT]))
    return tuple(one for one in found if one is not None)


def _promise(sentence: str, said: date) -> Promise | None:
    if len(sentence) > LONGEST_SENTENCE or sentence.endswith("?") or "?" in sentence[-3:]:
        return None
    clauses = _clauses(sentence)
    text = " | ".join(words for _, words in clauses)
    for language in LANGUAGES:
        found = _in_language(text, language, said)
        if found is not None:
            kind, due, place = found
            clause = text.count("|", 0, place)
            return Promise(kind=kind, quote=_quote(sentence, clauses[clause][0]), due=due, language=language)
    return None


def _clauses(sentence: str) -> list[tuple[int, str]]:
    """Return the clauses of a sentence as tokens, each with the place where it begins."""
    starts = [0, *(match.end() for match in _CLAUSE.finditer(sentence))]
    ends = [*starts[1:], len(sentence)]
    found = [(start, tokens(sentence[start:end])) for start, end in zip(starts, ends, strict=True)]
    return [(start, words) for start, words in found if words]


def _quote(sentence: str, start: int) -> str:
    """Return the sentence, or what of a long one begins with the clause that promises."""
    return sentence if len(sentence) <= MOST_QUOTED else sentence[start:].strip()


MOST_QUOTED = 110  # letters of a sentence that is quoted whole


def _in_language(text: str, language: str, said: date) -> tuple[PromiseKind, Due | None, int] | None:
    if not _may_be_in(text, language):
        return None
    words = _words(language)
    kinds = ((PromiseKind.OWN, words.will), (PromiseKind.OWN, words.does))
    both = ((PromiseKind.TOGETHER, words.together), (PromiseKind.AGAIN, words.again))
    matches = ((kind, pattern, match) for kind, pattern in (*kinds, *both) for match in _matches(pattern, text))
    times: tuple[TimeFound, ...] | None = None
    for kind, pattern, match in matches:
        times = times_in(text, language, said) if times is None else times
        due = due_of(times)
        if _stands(kind, due, said, needs_time=pattern is not words.will, is_call=_calls(words, match)):
            return None if _is_doubted(text, match, times, words) else (kind, due, match.start())
    return None


def _may_be_in(text: str, language: str) -> bool:
    """Say whether a text has words of a language's phrases at all: two of them, or a long one."""
    found = _signs(language).intersection(text.split())
    return len(found) > 1 or any(len(one) >= LONG for one in found)


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    match = pattern.search(f" {text} ")
    if match is not None:
        yield match


def _calls(words: _Words, match: re.Match[str]) -> bool:
    return words.calls.search(f" {match[0]} ") is not None


def _stands(kind: PromiseKind, due: Due | None, said: date, *, needs_time: bool, is_call: bool) -> bool:
    """Say whether words of a kind promise anything with that time."""
    if due is None:
        return not needs_time
    if kind is PromiseKind.OWN and not is_call:
        return True
    return not due.is_vague and due.first - said >= NEAR


def _is_doubted(text: str, match: re.Match[str], times: tuple[TimeFound, ...], words: _Words) -> bool:
    """Say whether the clause of a match, or the one before or after it, makes it no promise."""
    if words.here.search(f" {text} "):
        return True
    marked = text
    for one in reversed(times):
        marked = marked[: one.start] + _TIME * (one.end - one.start) + marked[one.end :]
    start, end = max(match.start() - 1, 0), min(match.end() - 1, len(text))
    first = marked.rfind("|", 0, start + 1) + 1
    last = marked.find("|", end)
    around = f"{marked[first:start]} {marked[end : last if last >= 0 else None]}"
    gaps = " ".join(part or "" for part in match.groups())
    before = marked[:first].rstrip("| ").rpartition("|")[2]
    after = marked[last + 1 :].partition("|")[0] if last >= 0 else ""
    if words.unless.search(f" {around} ") or words.unless.search(f" {gaps} "):
        return True
    return _opens_with_doubt(before, words) or _opens_with_doubt(after, words)


def _opens_with_doubt(clause: str, words: _Words) -> bool:
    """Say whether a clause of at least two words begins with a condition ("If I find it, ...")."""
    bare = clause.strip()
    return " " in bare and words.unless.match(f" {bare} ") is not None


@cache
def _words(language: str) -> _Words:
    table = _table()[language]
    lists = {name: value for name, value in table.items() if isinstance(value, str)}

    def pattern(name: str, *, lead: str = "") -> re.Pattern[str]:
        parts = "|".join(_ready(one, lists) for one in table[name])
        return re.compile(rf"{lead} (?:{parts}) ".replace("  ", " "))

    head = rf"(?:^|\|)(?: {_ready(lists['lead'], lists)})*"
    return _Words(
        will=pattern("will"),
        does=pattern("does"),
        together=pattern("together"),
        again=pattern("again", lead=head),
        unless=_any(table["unless"]),
        here=_any(table["here"]),
        calls=_any(table["calls"]),
    )


@cache
def _signs(language: str) -> frozenset[str]:
    """Return every word that stands in the phrases of a language, told without making patterns of them."""
    table = _table()[language]
    lists = [value for value in table.values() if isinstance(value, str)]
    return frozenset(_LITERAL.findall(" ".join([*lists, *_lines(table)]).replace("'", "' ")))


def _lines(table: dict[str, Any]) -> list[str]:
    return [line for name in ("will", "does", "together", "again") for line in table[name]]


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads(
        files("kithly.history").joinpath("lexicons", "promises.toml").read_text("utf-8")
    )
    return found


def _ready(template: str, lists: dict[str, str]) -> str:
    """Return a line of the table as a pattern over tokens."""
    for name, value in lists.items():
        template = template.replace(f"{{{name}}}", value)
    template = re.sub(r"'(?=\w)", "' ", template)
    return template.strip().replace(" .. ", f" {_GAP}")


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile(f" (?:{'|'.join(re.escape(tokens(one)) for one in sorted(words, key=len, reverse=True))}) ")
