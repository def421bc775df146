"""A text as the rules see it: clauses, sentences with their features, the lexicon's hits, what fits nobody else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kithly.messages.favours import Ask, asking_hits, by_sentence, favours, marked
from kithly.messages.label_models import LabelModel
from kithly.messages.lexicon import Hit, Lexicon
from kithly.messages.names import fold
from kithly.messages.quotations import is_inside, quotations
from kithly.messages.sentence_features import Row, Sentence, features, sentences_of
from kithly.messages.sentences import Clause, clauses

_CAPITAL_NOUNS = frozenset({"de"})  # languages in which a capital letter does not make a name
_PROPER, _CONTENT = 1.0, 0.5  # weight of a name, and of a word outside the usual vocabulary of messages
_WRITERS = ("favour.", "signal.", "guard.", "fault.")  # what only the writer's own words can do
_SHORT = 3  # letters; shorter words tell nothing
_MANY = 3  # names or telling words; more are not told apart
SPECIFIC = 1.0  # one name, or two telling words, make a text fit one person


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text as the rules see it.

    Attributes:
        text: The message.
        clauses: Its clauses in order, greeting and signature included.
        hits: Every hit of the lexicon.
        sentences: Its sentences, without what is quoted; those without words are left out.
        rows: The features of each sentence.
        models: What was fitted on the language, by name.
        favours: Sentences in which a favour is asked.
        names: Folded names of both sides, which make nothing specific.
        merged: Folded words of the facts that any template could fill in.
        language: ISO 639-1 code.
        lexicon: The language's lexicon.
    """

    text: str
    clauses: tuple[Clause, ...]
    hits: tuple[Hit, ...]
    sentences: tuple[Sentence, ...]
    rows: tuple[Row, ...]
    models: Mapping[str, LabelModel]
    favours: tuple[Ask, ...]
    names: frozenset[str]
    merged: frozenset[str]
    language: str
    lexicon: Lexicon

    def of(self, group: str) -> list[Hit]:
        """Return the hits of one group."""
        return [hit for hit in self.hits if hit.group == group]

    @property
    def asking(self) -> frozenset[int]:
        """Numbers of the sentences in which a favour is asked."""
        return frozenset(ask.sentence for ask in self.favours)


def read(
    text: str,
    *,
    names: frozenset[str],
    merged: frozenset[str],
    language: str,
    lexicon: Lexicon,
    models: Mapping[str, LabelModel] | None = None,
) -> Reading:
    """Read a text with the lexicon of its language; what is quoted neither asks nor presses.

    Args:
        text: The message.
        names: Folded names of both sides.
        merged: Folded words of the facts that any template could fill in.
        language: ISO 639-1 code.
        lexicon: The language's lexicon.
        models: What was fitted on the language; without, sentences get no features.
    """
    parts = clauses(text, language=language)
    quoted = quotations(text)
    hits = tuple(
        hit
        for clause in parts
        for hit in lexicon.find(clause)
        if not (quoted and hit.group.startswith(_WRITERS) and _is_quoted(hit, quoted))
    )
    bare = Reading(
        text=text,
        clauses=parts,
        hits=hits,
        sentences=tuple(sentences_of(parts, quoted)),
        rows=(),
        models=models or {},
        favours=(),
        names=names,
        merged=merged,
        language=language,
        lexicon=lexicon,
    )
    free = asking_hits(hits, lexicon=lexicon)
    rows = _rows(bare, free) if models else ()
    return replace(bare, rows=rows, favours=favours(bare.sentences, rows, free, models=bare.models))


def _rows(reading: Reading, free: Iterable[Hit]) -> tuple[Row, ...]:
    """Return the features of each sentence: of its words, its hits, and how much in it fits nobody else."""
    signs = by_sentence([*reading.hits, *marked(free)])
    counted: dict[int, list[float]] = {}
    for clause in reading.clauses:
        counted.setdefault(clause.sentence, []).extend(weight for _, weight in specifics(reading, clause))
    extra = {number: _counts(weights) for number, weights in counted.items()}
    return tuple(features(reading.sentences, signs, language=reading.language, extra=extra))


def _counts(weights: Sequence[float]) -> tuple[str, ...]:
    names = weights.count(_PROPER)
    return f"n:names {min(names, _MANY)}", f"n:words {min(len(weights) - names, _MANY)}", f"n:{bool(weights)}"


def _is_quoted(hit: Hit, quoted: tuple[tuple[int, int], ...]) -> bool:
    """Whether a hit begins or ends in a quotation; one that only holds a quoted name is the writer's."""
    return is_inside(hit.start, hit.start, quoted) or is_inside(hit.end, hit.end, quoted)


def is_theirs(reading: Reading, clause: Clause) -> bool:
    """Whether a clause is about the recipient or about what both share."""
    usual = reading.lexicon.words
    return bool(usual["you"].union(usual["we"]).intersection(clause.words)) or usual["i"].isdisjoint(clause.words)


def is_mine(reading: Reading, clause: Clause) -> bool:
    """Whether a clause is about the writer alone; a wish or thanks is not."""
    usual = reading.lexicon.words
    told = set(clause.words)
    return bool(told & (usual["i"] | usual["we"])) and not told & (usual["you"] | usual["shared"] | usual["wishes"])


def specificity(reading: Reading, clause: Clause) -> float:
    """Return how much in a clause would not fit most other people: names count one, telling words a half."""
    return sum(weight for _, weight in specifics(reading, clause))


def specifics(reading: Reading, clause: Clause) -> Iterator[tuple[int, float]]:
    """Yield the places of the words that would not fit most other people, each with its weight."""
    usual = reading.lexicon.words
    for index, word in enumerate(clause.words):
        key = fold(word)
        if (
            len(word) < _SHORT
            or key in reading.names
            or word in usual["stop"]
            or word.removesuffix("'s") in usual["hollow"]
        ):
            continue
        before = clause.words[index - 1] if index else ""
        led_in = before in usual["merged_after"] or before in usual["articles"] or fold(before) in reading.merged
        if key in reading.merged and led_in:
            continue
        upper = reading.text[clause.starts[index]].isupper()
        if upper and before in usual["merged_after"] and reading.merged:
            continue
        if word[0].isalpha():
            yield index, _PROPER if upper and index and reading.language not in _CAPITAL_NOUNS else _CONTENT


def told_of_them(reading: Reading, chosen: Iterable[Clause]) -> float:
    """Return how much in these clauses is of the recipient alone."""
    return sum(specificity(reading, clause) for clause in chosen if is_theirs(reading, clause))
