"""What several of ego's people write about at the same time: a tag they share, or two words that stand together."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import pairwise

from kithly.history.lexicon import folded
from kithly.people import PersonId
from kithly.reasons.phrases import listed
from kithly.reasons.relevance import terms
from kithly.records import Evidence

FEWEST = 3  # people from whom on a thing is talked of: two may be answering each other
MOST_WORDS = 3_000  # characters of one item that are looked at
MOST_QUOTED = 160  # characters of a quote
SHORTEST_TAG = 3  # letters

_WORD = re.compile(r"[^\W_][\w'’+-]*")
_BREAK = re.compile(r"[^\w'’+\-#\s]|\n")  # what stands between two words that do not belong together
_LINK = re.compile(r"\b(?:https?://|www\.)\S+|(?<!\S)[@]\S+", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One thing that one of ego's people published.

    Attributes:
        person: Who.
        record: Record id.
        source: Name of the source.
        at: When, aware.
        text: Their words.
        tags: What they filed it under.
        url: Its page; empty if unknown.
    """

    person: PersonId
    record: str
    source: str
    at: datetime
    text: str
    tags: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What several people wrote about.

    Attributes:
        key: What makes two spellings one: their stems.
        words: As most of them wrote it.
        people: Who, each once, the newest first.
        evidence: What they wrote, one a person, with the exact words where it stands.
    """

    key: str
    words: str
    people: tuple[PersonId, ...]
    evidence: tuple[Evidence, ...]


def discussed(heard: Iterable[Heard], *, without: frozenset[str] = frozenset()) -> tuple[Topic, ...]:
    """Return what several people wrote about, the most people first.

    Args:
        heard: What was published of late; what is sensitive is left out before.
        without: Folded words that are names: of people, of ego, of companies.
    """
    found: dict[str, list[tuple[Heard, str]]] = defaultdict(list)
    for one in sorted(heard, key=lambda one: (one.at, one.record), reverse=True):
        for key, words in dict(_things(one, without)).items():
            found[key].append((one, words))
    topics = [_topic(key, told) for key, told in found.items()]
    several = [one for one in topics if len(one.people) >= FEWEST]
    several.sort(key=lambda one: (-len(one.people), -len(one.evidence), -len(one.key.split()), one.key))
    return tuple(_each_once(several))


def _topic(key: str, told: Sequence[tuple[Heard, str]]) -> Topic:
    newest: dict[PersonId, tuple[Heard, str]] = {}
    for one, words in told:
        newest.setdefault(one.person, (one, words))
    spelt = Counter(words for _, words in newest.values())
    best = min(spelt, key=lambda words: (-spelt[words], words))
    return Topic(
        key=key,
        words=best,
        people=tuple(newest),
        evidence=tuple(_evidence(one, words) for one, words in newest.values()),
    )


def _evidence(one: Heard, words: str) -> Evidence:
    return Evidence(record=one.record, source=one.source, at=one.at, quote=_quote(one.text, words), url=one.url or None)


def _quote(text: str, words: str) -> str | None:
    """Return the exact sentence that holds the words, cut where it is too long; None where only a tag does."""
    place = text.lower().find(words.lower())
    if place < 0:
        return None
    sentence = next((one for one in _SENTENCE.finditer(text) if one.start() <= place < one.end()), None)
    if sentence is None:
        return None
    found = sentence[0].strip()
    return found if len(found) <= MOST_QUOTED else text[place : place + len(words)]


def _things(one: Heard, without: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield what an item may be about, by key, with the words as they stand there; tags before pairs."""
    text = _LINK.sub(" \n ", one.text[:MOST_WORDS])
    for piece in _BREAK.split(text):
        yield from _pairs(piece, without)
    tags = (*one.tags, *re.findall(r"#(\w{3,60})", text))
    for tag in tags:
        words = _CAMEL.sub(" ", tag.lstrip("#").replace("_", " ").replace("-", " ")).strip()
        key = _key(words)
        if key and len(words) >= SHORTEST_TAG and not _is_nothing(words, without):
            yield key, words if " " in words else tag.lstrip("#")


def _pairs(piece: str, without: frozenset[str]) -> Iterator[tuple[str, str]]:
    words = list(_WORD.finditer(piece))
    for first, second in pairwise(words):
        told = piece[first.start() : second.end()]
        key = _key(told)
        if len(key.split()) == 2 and piece[first.end() : second.start()].isspace() and not _is_nothing(told, without):
            yield key, told


@cache
def _key(words: str) -> str:
    return " ".join(terms(words))


def _is_nothing(words: str, without: frozenset[str]) -> bool:
    """Say whether words hold one that stands in posts about anything, a number, or a name."""
    parts = [folded(one) for one in _WORD.findall(words)]
    return any(part in _phrases() or part in without or part.isdecimal() for part in parts)


@cache
def _phrases() -> frozenset[str]:
    return frozenset(listed("post_phrases"))


def _each_once(topics: Sequence[Topic]) -> Iterator[Topic]:
    """Leave out what is told by the very things a topic before it is told by."""
    told: list[frozenset[str]] = []
    for one in topics:
        records = frozenset(proof.record for proof in one.evidence)
        if not any(records <= before for before in told):
            told.append(records)
            yield one
