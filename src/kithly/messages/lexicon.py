"""Phrase patterns over words: how the rules recognise what a text says.

A pattern is a line of a lexicon file (`lexicons/*.toml`), made of items that match one after the other:

- ``word`` one word; ``a/b`` either; ``word*`` any ending; ``#`` any number; ``!a/b`` any word but these
- ``~3`` up to three words of any kind; ``item?`` the item may be missing
- ``<name>`` any phrase of that class
- a first ``^``: only at the start of a clause; a last ``$``: only at its end; a last ``?``: only in a question

Matching keeps the set of places reached so far, so its cost is linear in the clause for any pattern.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from kithly.messages.sentences import Clause

_SHORTEST_STEM = 2
_KNOWN = 1 << 14  # words whose patterns are kept in memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One word out of a set."""

    exact: frozenset[str]
    stems: tuple[str, ...] = ()
    number: bool = False
    negated: bool = False

    def accepts(self, word: str) -> bool:
        """Whether the word is one of these."""
        found = word in self.exact or word.startswith(self.stems) or (self.number and word[0].isdigit())
        return found is not self.negated


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One step of a pattern: a word, a gap of up to ``gap`` words, or a class of phrases."""

    words: Words | None = None
    gap: int = 0
    name: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One phrase pattern.

    Attributes:
        group: The group of the lexicon it stands in, for example ``favour.money``.
        items: Its steps; the first is a word or a class.
        at_start: Only at the start of a clause.
        at_end: Only up to its end.
        question: Only in a question.
        needs: Of each set, at least one word must be in the clause: a quick test before the match.
    """

    group: str
    items: tuple[Item, ...]
    at_start: bool = False
    at_end: bool = False
    question: bool = False
    needs: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseClass:
    """Phrases that may stand for each other, found by their first word where that is plain.

    Attributes:
        phrases: All of them.
        by_word: Those that begin with a plain word.
        others: Those that begin otherwise.
    """

    phrases: tuple[tuple[Item, ...], ...]
    by_word: Mapping[str, tuple[tuple[Item, ...], ...]]
    others: tuple[tuple[Item, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A place where a group of the lexicon matched.

    Attributes:
        group: Name of the group.
        clause: The clause.
        first: Index of its first word in the clause.
        last: One past its last word.
    """

    group: str
    clause: Clause
    first: int
    last: int

    @property
    def start(self) -> int:
        """First character in the text."""
        return self.clause.starts[self.first]

    @property
    def end(self) -> int:
        """One past the last character."""
        return self.clause.ends[self.last - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The patterns of one language.

    Attributes:
        classes: Phrases by class name.
        by_word: Patterns by a word they can begin with.
        by_stem: Patterns by a stem they can begin with.
        texts: ``reason`` and ``hint`` by group.
        words: Plain word lists by name.
        stem_lengths: Lengths of those stems.
        known: Patterns of words that were looked up before.
    """

    classes: Mapping[str, PhraseClass]
    by_word: Mapping[str, tuple[Pattern, ...]]
    by_stem: Mapping[str, tuple[Pattern, ...]]
    texts: Mapping[str, Mapping[str, str]]
    words: Mapping[str, frozenset[str]]
    stem_lengths: tuple[int, ...] = ()
    known: dict[str, tuple[Pattern, ...]] = field(default_factory=dict, repr=False, compare=False)

    def find(self, clause: Clause) -> list[Hit]:
        """Return every place where a pattern matches, the longest match of each pattern and start."""
        hits = []
        matching = _Matching(self, clause)
        present = frozenset(clause.words)
        lacks = present.isdisjoint
        starting = {word: [one for one in self._candidates(word) if not _misses(one.needs, lacks)] for word in present}
        for first, word in enumerate(clause.words):
            for pattern in starting[word]:
                last = matching.longest(pattern, first)
                if last:
                    hits.append(Hit(group=pattern.group, clause=clause, first=first, last=last))
        return hits

    def _candidates(self, word: str) -> tuple[Pattern, ...]:
        found = self.known.get(word)
        if found is None:
            found = self.by_word.get(word, ())
            for length in self.stem_lengths:
                if length <= len(word):
                    found += self.by_stem.get(word[:length], ())
            if len(self.known) < _KNOWN:
                self.known[word] = found
        return found


def _misses(needs: Iterable[frozenset[str]], lacks: Callable[[frozenset[str]], bool]) -> bool:
    for need in needs:  # noqa: SIM110 - a generator for each pattern costs more than all the rest of the test
        if lacks(need):
            return True
    return False


class _Matching:
    """Matches patterns in one clause, remembering where classes matched."""

    def __init__(self, lexicon: Lexicon, clause: Clause) -> None:
        self.lexicon = lexicon
        self.words = clause.words
        self.question = clause.question
        self.known: dict[tuple[str, int], frozenset[int]] = {}

    def longest(self, pattern: Pattern, first: int) -> int:
        """Return one past the last word of the longest match at ``first``, or 0."""
        if (pattern.at_start and first) or (pattern.question and not self.question):
            return 0
        ends = self.ends(pattern.items, first)
        if pattern.at_end:
            return len(self.words) if len(self.words) in ends else 0
        return max(ends, default=0)

    def ends(self, items: Iterable[Item], first: int) -> set[int]:
        """Return every place the items can reach from ``first``."""
        places = {first}
        for item in items:
            reached = set(places) if item.optional else set()
            for place in places:
                self._step(item, place, reached)
            if not reached:
                return reached
            places = reached
        return places

    def _step(self, item: Item, place: int, reached: set[int]) -> None:
        if item.gap:
            reached.update(range(place, min(place + item.gap, len(self.words)) + 1))
        elif item.words is not None:
            if place < len(self.words) and item.words.accepts(self.words[place]):
                reached.add(place + 1)
        else:
            reached |= self._class(item.name, place)

    def _class(self, name: str, place: int) -> frozenset[int]:
        known = self.known.get((name, place))
        if known is None:
            found: set[int] = set()
            if place < len(self.words):
                chosen = self.lexicon.classes[name]
                for phrase in (*chosen.by_word.get(self.words[place], ()), *chosen.others):
                    found |= self.ends(phrase, place)
            known = self.known[name, place] = frozenset(found)
        return known


@cache
def lexicon(language: str) -> Lexicon:
    """Read the shipped lexicon of a language (ISO 639-1 code), once.

    Raises:
        FileNotFoundError: No lexicon of that language is shipped.
    """
    text = files("kithly.messages").joinpath("lexicons", f"{language}.toml").read_text("utf-8")
    return parse(tomllib.loads(text))


def parse(table: Mapping[str, Mapping[str, object]]) -> Lexicon:
    """Build a lexicon out of its tables: ``classes``, ``words``, and groups ``[family.name]``."""
    phrases = {name: tuple(_items(line) for line in _lines(text)) for name, text in table.get("classes", {}).items()}
    patterns, texts = [], {}
    for family, groups in table.items():
        if family in {"classes", "words"}:
            continue
        for name, group in groups.items():
            assert isinstance(group, dict)  # noqa: S101 - the files are ours and tested
            texts[f"{family}.{name}"] = {key: str(value) for key, value in group.items() if key != "patterns"}
            patterns += [_pattern(f"{family}.{name}", line) for line in _lines(group["patterns"])]
    by_word, by_stem = _index(patterns, phrases)
    return Lexicon(
        classes={name: _phrase_class(lines) for name, lines in phrases.items()},
        by_word=by_word,
        by_stem=by_stem,
        texts=texts,
        words={name: frozenset(str(text).split()) for name, text in table.get("words", {}).items()},
        stem_lengths=tuple(sorted({len(stem) for stem in by_stem})),
    )


def _lines(text: object) -> list[str]:
    return [line for line in str(text).splitlines() if line.strip()]


def _pattern(group: str, line: str) -> Pattern:
    parts = line.split()
    at_start, at_end, question = parts[0] == "^", parts[-1] == "$", parts[-1] == "?"
    kept = parts[at_start : len(parts) - (at_end or question)]
    if not kept or kept[0].startswith(("~", "!")):
        raise ValueError(f"the pattern {line!r} of {group} has no word to begin with")
    items = _items(" ".join(kept))
    needs = tuple(
        item.words.exact
        for item in items
        if item.words is not None and not (item.optional or item.words.stems or item.words.number or item.words.negated)
    )
    return Pattern(
        group=group,
        items=items,
        at_start=at_start,
        at_end=at_end,
        question=question,
        needs=tuple(sorted(needs, key=len)),
    )


def _phrase_class(phrases: tuple[tuple[Item, ...], ...]) -> PhraseClass:
    by_word: dict[str, list[tuple[Item, ...]]] = {}
    others = []
    for phrase in phrases:
        first = phrase[0].words
        if first is None or phrase[0].optional or first.stems or first.number or first.negated:
            others.append(phrase)
            continue
        for word in first.exact:
            by_word.setdefault(word, []).append(phrase)
    return PhraseClass(
        phrases=phrases, by_word={word: tuple(lines) for word, lines in by_word.items()}, others=tuple(others)
    )


def _items(line: str) -> tuple[Item, ...]:
    return tuple(_item(part) for part in line.split())


@cache  # the same few words begin many patterns
def _item(part: str) -> Item:
    optional = part.endswith("?")
    part = part.removesuffix("?")
    if part.startswith("~"):
        return Item(gap=int(part[1:]))
    if part.startswith("<"):
        return Item(name=part.strip("<>"), optional=optional)
    choices = part.removeprefix("!").split("/")
    return Item(
        optional=optional,
        words=Words(
            exact=frozenset(word for word in choices if not word.endswith("*")),
            stems=tuple(word[:-1] for word in choices if word.endswith("*")),
            number="#" in choices,
            negated=part.startswith("!"),
        ),
    )


def _index(
    patterns: list[Pattern], classes: Mapping[str, tuple[tuple[Item, ...], ...]]
) -> tuple[dict[str, tuple[Pattern, ...]], dict[str, tuple[Pattern, ...]]]:
    by_word: dict[str, list[Pattern]] = {}
    by_stem: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        words, stems = _firsts(pattern.items, classes)
        for word in words:
            by_word.setdefault(word, []).append(pattern)
        for stem in stems:
            by_stem.setdefault(stem, []).append(pattern)
    return {k: tuple(v) for k, v in by_word.items()}, {k: tuple(v) for k, v in by_stem.items()}


def _firsts(items: tuple[Item, ...], classes: Mapping[str, tuple[tuple[Item, ...], ...]]) -> tuple[set[str], set[str]]:
    """Return the words and stems a match can begin with."""
    words: set[str] = set()
    stems: set[str] = set()
    for item in items:
        for phrase in classes[item.name] if item.name else ():
            more = _firsts(phrase, classes)
            words |= more[0]
            stems |= more[1]
        if item.words is not None:
            words |= item.words.exact
            stems |= set(item.words.stems) | ({*"0123456789"} if item.words.number else set())
        if not item.optional:
            break
    return words, stems
