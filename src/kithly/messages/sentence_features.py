"""What the sentence classifier sees: words, what they are about, in which order, and the lexicon's hits.

Features are strings, so that each weight of the shipped table can be read: ``w:cv`` a word, ``w:your boss`` words
in a row, ``x:revie`` how a word begins, ``s:you>job`` a word about the recipient shortly before one about jobs,
``p:jobless`` the sentence before is about being out of work, ``l:favour.money`` the lexicon matched, ``n:names 2`` so
many names that fit nobody else.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from kithly.messages.lexicon import Hit
from kithly.messages.quotations import is_inside
from kithly.messages.sentences import Clause

Row = Mapping[str, tuple[int, int]]  # features of a sentence, each with its first and one past its last word

_WINDOW = 6  # words between the two subjects of a pair
_PAIRED = 18  # subjects that a subject is paired with at most
_GRAM = 3
_STEM = 5  # letters
_EDGE = 2  # words at the beginning of a sentence that are looked at by themselves
_BEFORE = 4  # sentences that can prepare a hint
_SHORT, _LONG = 5, 18  # words
_KNOWN = 1 << 14  # words whose subjects are kept in memory
_CONTEXT = frozenset(
    (
        *("job", "hiring", "jobless", "papers", "writing", "publishing", "money", "trade", "promote", "connect"),
        *("power", "lodging", "things", "expert", "trouble", "growth", "family", "data", "helping"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a message.

    Attributes:
        number: Its place in the message, as in its clauses.
        words: Its words, numbers as ``#``; what is quoted is left out.
        starts: Where each word starts in the text.
        ends: One past where each ends.
        question: Whether it ends with a question mark.
    """

    number: int
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    question: bool


def sentences_of(clauses: Iterable[Clause], quoted: Sequence[tuple[int, int]] = ()) -> list[Sentence]:
    """Gather clauses into sentences, without the words at the ``quoted`` places; empty ones are left out."""
    groups: dict[int, list[Clause]] = {}
    for clause in clauses:
        groups.setdefault(clause.sentence, []).append(clause)
    found = (_sentence(group, quoted) for group in groups.values())
    return [sentence for sentence in found if sentence.words]


def _sentence(clauses: Sequence[Clause], quoted: Sequence[tuple[int, int]]) -> Sentence:
    places = [place for clause in clauses for place in zip(clause.words, clause.starts, clause.ends, strict=True)]
    if quoted:
        places = [place for place in places if not is_inside(place[1], place[2], quoted)]
    return Sentence(
        number=clauses[0].sentence,
        words=tuple("#" if word[0].isdigit() else word for word, _, _ in places),
        starts=tuple(start for _, start, _ in places),
        ends=tuple(end for _, _, end in places),
        question=clauses[-1].question,
    )


def features(
    sentences: Sequence[Sentence],
    hits: Mapping[int, Sequence[Hit]],
    *,
    language: str,
    extra: Mapping[int, Sequence[str]] | None = None,
) -> Iterator[Row]:
    """Yield the features of each sentence of a message, with the first and one past the last word that make each.

    Args:
        sentences: In order.
        hits: Hits of the lexicon, by number of the sentence.
        language: ISO 639-1 code; decides what words are about.
        extra: Features that were found elsewhere, by number of the sentence.
    """
    look = _subjects(language).look
    about = [[look(word) for word in sentence.words] for sentence in sentences]
    kinds = [_CONTEXT.intersection(kind for found in one for kind in found) for one in about]
    for index, sentence in enumerate(sentences):
        row: dict[str, tuple[int, int]] = dict.fromkeys(_context(index, kinds), (0, 0))
        _words(sentence, row)
        _pairs(sentence, about[index], row)
        for hit in hits.get(sentence.number, ()):
            row["l:" + hit.group] = (0, 0)
        for name in (extra or {}).get(sentence.number, ()):
            row[name] = (0, 0)
        yield row


def _words(sentence: Sentence, row: dict[str, tuple[int, int]]) -> None:
    words = sentence.words
    size = len(words)
    for first, word in enumerate(words):
        gram = "w:" + word
        row[gram] = (first, first + 1)
        if len(word) > _STEM:
            row["x:" + word[:_STEM]] = (first, first + 1)
        for last in range(first + 1, min(first + _GRAM, size)):
            gram += " " + words[last]
            row[gram] = (first, last + 1)
    for last in range(1, min(_EDGE, size) + 1):
        row["^:" + " ".join(words[:last])] = (0, last)
    row["short" if size <= _SHORT else "long" if size > _LONG else "middling"] = (0, 0)
    if sentence.question:
        row["?"] = (0, 0)


def _pairs(sentence: Sentence, about: Sequence[tuple[str, ...]], row: dict[str, tuple[int, int]]) -> None:
    places = [(index, kind) for index, kinds in enumerate(about) for kind in kinds]
    for order, (first, kind) in enumerate(places):
        row["s:" + kind] = (first, first + 1)
        if sentence.question:
            row["?:" + kind] = (first, first + 1)
        lead = "s:" + kind + ">"
        for last, other in places[order + 1 : order + 1 + _PAIRED]:
            if first < last <= first + _WINDOW:
                row[lead + other] = (first, last + 1)


def _context(index: int, kinds: Sequence[frozenset[str]]) -> Iterator[str]:
    if not index:
        return
    for kind in kinds[index - 1]:
        yield "p:" + kind
    for kind in frozenset().union(*kinds[max(0, index - _BEFORE) : index]):
        for other in kinds[index]:
            yield "e:" + kind + "+" + other


@cache
def _subjects(language: str) -> _SubjectOf:
    table = tomllib.loads(files("kithly.messages").joinpath("lexicons", "subjects.toml").read_text("utf-8"))
    return _SubjectOf(table.get(language, {}))


class _SubjectOf:
    """Tells what a word is about."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self.exact: dict[str, tuple[str, ...]] = {}
        self.stems: dict[str, tuple[str, ...]] = {}
        for kind, line in table.items():
            for word in line.split():
                known, key = (self.stems, word[:-1]) if word.endswith("*") else (self.exact, word)
                known[key] = (*known.get(key, ()), kind)
        self.lengths = sorted({len(stem) for stem in self.stems})
        self.look = lru_cache(maxsize=_KNOWN)(self._look)

    def _look(self, word: str) -> tuple[str, ...]:
        found = self.exact.get(word, ())
        for length in self.lengths:
            if length <= len(word):
                found += self.stems.get(word[:length], ())
        return tuple(dict.fromkeys(found))
