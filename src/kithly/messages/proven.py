"""Which stretches of a text the claims of its draft prove, however the user edited the rest."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kithly.messages.draft import Claim
from kithly.messages.language import DEFAULT
from kithly.records import Evidence

_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_OPENS = '“„"«'
_OPENING = re.compile(r'[“„"«]\s?[¿¡]?\Z')  # French has a space inside its marks
_CLOSED = re.compile(r"\s?[?!….]?\s?[”“\"»]")
_STOPS = re.compile(r"[,;:.!?—–]")
SHORTEST = 3  # letters of a word that tells something by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """A text as words with their places.

    Attributes:
        text: The text.
        words: Folded words.
        starts: Where each starts.
        ends: One past where each ends.
    """

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def between(self, first: int, last: int) -> str:
        """Return what stands between two words, by number."""
        return self.text[self.ends[first] : self.starts[last]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A stretch of a text that records prove.

    Attributes:
        start: Its first character.
        end: One past its last.
        evidence: The records.
    """

    start: int
    end: int
    evidence: tuple[Evidence, ...]


def tokens_of(text: str) -> Tokens:
    """Return the words of a text; spelling variants of one word are equal."""
    found = list(_TOKEN.finditer(text))
    return Tokens(
        text=text,
        words=tuple(_folded(match.group()) for match in found),
        starts=tuple(match.start() for match in found),
        ends=tuple(match.end() for match in found),
    )


def proven(tokens: Tokens, claims: Iterable[Claim], *, language: str = DEFAULT) -> tuple[Proof, ...]:
    """Return the stretches that claims prove, in order, none inside another.

    Of an unchanged claim that is the phrase its fact stands in; where the user changed the phrase, what is left of the
    record's own words.

    Args:
        tokens: The text as it is now.
        claims: What its draft says with proof.
        language: ISO 639-1 code of the text.
    """
    around = _around(language)
    taken: list[Proof] = []
    places = _places(tokens)
    for claim in claims:
        said = tokens_of(claim.text)
        facts = _facts(said, claim.evidence, around)
        whole = [_phrase(said, run, around) for run in _joined(said, facts, around)]
        telling = [run for run in facts if _is_telling(said, run)]
        found = [
            Proof(start=start, end=end, evidence=_nearest(words, claim.evidence, around))
            for runs in (whole, telling)
            for start, end, words in _found(tokens, places, said, runs)
        ]
        for one in found:
            taken += [] if _overlaps(one, taken) else [one]
    return tuple(sorted(_apart(taken), key=lambda one: one.start))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """The words of one language that stand around a fact."""

    lead: frozenset[str]
    trail: frozenset[str]
    empty: frozenset[str]
    hanging: frozenset[str]


@cache
def _around(language: str) -> _Around:
    text = files("kithly.messages").joinpath("lexicons", "claims.toml").read_text("utf-8")
    table = tomllib.loads(text)
    words = {name: frozenset(told.split()) for name, told in table.get(language, table[DEFAULT]).items()}
    return _Around(lead=words["lead"], trail=words["trail"], empty=words["empty"], hanging=words["hanging"])


def _folded(word: str) -> str:
    return unicodedata.normalize("NFC", word.replace("’", "'").replace("ʼ", "'")).casefold()


def _places(tokens: Tokens) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, word in enumerate(tokens.words):
        places.setdefault(word, []).append(place)
    return places


Run = tuple[int, int]
"""Numbers of the first word and one past the last."""


def _facts(said: Tokens, evidence: Iterable[Evidence], around: _Around) -> list[Run]:
    """Return the runs of words of a claim that its records hold; the whole claim where no words are quoted."""
    runs: set[Run] = set()
    for one in evidence:
        quote = tokens_of(" ".join(part for part in (one.quote, one.url) if part)).words
        runs.update({(0, len(quote))} if quote == said.words else _shared(said.words, quote, around))
        year = str(one.at.year) if one.at else ""
        runs.update((place, place + 1) for place, word in enumerate(said.words) if word == year)
    kept = [run for run in runs if any(len(word) >= SHORTEST or word.isdigit() for word in said.words[slice(*run)])]
    bare = not any(one.quote for one in evidence)
    return sorted(_outermost(kept)) or ([(0, len(said.words))] if bare and said.words else [])


def _shared(said: Sequence[str], quote: Sequence[str], around: _Around) -> set[Run]:
    """Return the longest runs of words that two texts share, one that tells something at least."""
    begins: dict[str, list[int]] = {}
    for place, word in enumerate(quote):
        begins.setdefault(word, []).append(place)
    runs: set[Run] = set()
    first = 0
    while first < len(said):
        length = max((_length(said, first, quote, place) for place in begins.get(said[first], ())), default=0)
        if any(word not in around.empty | around.lead for word in said[first : first + length]):
            runs.add((first, first + length))
        first += max(length, 1)
    return runs


def _length(said: Sequence[str], first: int, quote: Sequence[str], place: int) -> int:
    length = 0
    while first + length < len(said) and place + length < len(quote) and said[first + length] == quote[place + length]:
        length += 1
    return length


def _outermost(runs: Iterable[Run]) -> list[Run]:
    """Return runs without those that lie inside another."""
    kept: list[Run] = []
    for run in sorted(runs, key=lambda run: (run[0], -run[1])):
        if not kept or run[1] > kept[-1][1]:
            kept.append(run)
    return kept


def _joined(said: Tokens, facts: Sequence[Run], around: _Around) -> list[Run]:
    """Return the facts of a claim, those with nothing but leading words between them as one."""
    joined: list[Run] = []
    for first, last in facts:
        if joined and all(word in around.lead for word in said.words[joined[-1][1] : first]):
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _phrase(said: Tokens, run: Run, around: _Around) -> Run:
    """Return a fact with the words that lead to it and follow it; it never begins with "and" or "to"."""
    first, last = run
    while first > 0 and said.words[first - 1] in around.lead and not _STOPS.search(said.between(first - 1, first)):
        first -= 1
    while (
        last < len(said.words) and said.words[last] in around.trail and not _STOPS.search(said.between(last - 1, last))
    ):
        last += 1
    while said.words[first] in around.hanging and first + 1 < last:
        first += 1
    return first, last


def _is_telling(said: Tokens, run: Run) -> bool:
    """Say whether words of a record mean that record wherever they stand: several, a name, or a number."""
    first, last = run
    if last - first > 1:
        return True
    return said.words[first].isdigit() or said.text[said.starts[first]].isupper()


def _found(
    tokens: Tokens, places: dict[str, list[int]], said: Tokens, runs: Iterable[Run]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield where runs of words of a claim stand in the text, and which words."""
    for first, last in runs:
        words = said.words[first:last]
        is_name = last - first == 1 and said.text[said.starts[first]].isupper()
        for place in places.get(words[0], ()):
            if tokens.words[place : place + len(words)] != words:
                continue
            if is_name and not tokens.text[tokens.starts[place]].isupper():
                continue
            start, end = _with_marks(tokens, place, place + len(words) - 1)
            yield start, end, words


def _nearest(words: Sequence[str], evidence: tuple[Evidence, ...], around: _Around) -> tuple[Evidence, ...]:
    """Return the records whose own words stand in a phrase; all of them where none is quoted in it."""
    telling = {word for word in words if word not in around.empty | around.lead}
    quoting = tuple(one for one in evidence if one.quote and telling & set(tokens_of(one.quote).words))
    return quoting or evidence


def _with_marks(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """Return the place of some words, with the quotation marks that stand around them."""
    text, start, end = tokens.text, tokens.starts[first], tokens.ends[last]
    opening = _OPENING.search(text[max(start - 3, 0) : start])
    if opening:
        start -= len(opening.group())
    closed = _CLOSED.match(text, end)
    if closed and any(mark in _OPENS for mark in text[start:end]):
        end = closed.end()
    return start, end


def _overlaps(one: Proof, taken: Iterable[Proof]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in taken)


def _apart(taken: Iterable[Proof]) -> list[Proof]:
    """Return stretches none of which overlaps an earlier, longer one."""
    kept: list[Proof] = []
    for one in sorted(taken, key=lambda one: (one.start - one.end, one.start)):
        if not _overlaps(one, kept):
            kept.append(one)
    return kept
