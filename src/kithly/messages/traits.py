"""What a text contains: clauses, the lexicon's hits in them, and the words that fit nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kithly.messages.favours import Ask, favours
from kithly.messages.lexicon import Hit, Lexicon
from kithly.messages.names import fold
from kithly.messages.quotations import is_inside, quotations
from kithly.messages.sentences import Clause, clauses

_CAPITAL_NOUNS = frozenset({"de"})  # languages in which a capital letter does not make a name
_PROPER, _CONTENT = 1.0, 0.5  # weight of a name, and of a word outside the usual vocabulary of messages
_WRITERS = ("favour.", "signal.", "guard.", "fault.")  # what only the writer's own words can do
_SHORT = 3  # letters; shorter words tell nothing
_HALF, _MOSTLY = 0.5, 0.65  # shares of a text that may be about the writer
SPECIFIC = 1.0  # one name, or two telling words, make a text fit one person


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text as the rules see it.

    Attributes:
        text: The message.
        clauses: Its clauses in order, greeting and signature included.
        hits: Every hit of the lexicon.
        favours: Sentences in which a favour is asked.
        names: Folded names of both sides, which make nothing specific.
        merged: Folded words of the facts that any template could fill in.
        language: ISO 639-1 code.
        lexicon: The language's lexicon.
    """

    text: str
    clauses: tuple[Clause, ...]
    hits: tuple[Hit, ...]
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


def read(text: str, *, names: frozenset[str], merged: frozenset[str], language: str, lexicon: Lexicon) -> Reading:
    """Read a text with the lexicon of its language; what is quoted neither asks nor presses."""
    parts = clauses(text, language=language)
    quoted = quotations(text)
    hits = tuple(
        hit
        for clause in parts
        for hit in lexicon.find(clause)
        if not (quoted and hit.group.startswith(_WRITERS) and _is_quoted(hit, quoted))
    )
    return Reading(
        text=text,
        clauses=parts,
        hits=hits,
        favours=favours(parts, hits, lexicon=lexicon, language=language, quoted=quoted),
        names=names,
        merged=merged,
        language=language,
        lexicon=lexicon,
    )


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
    return sum(weight for _, weight in _specifics(reading, clause))


def _specifics(reading: Reading, clause: Clause) -> Iterator[tuple[int, float]]:
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
        if key in reading.merged and before in usual["merged_after"] | usual["articles"]:
            continue
        upper = reading.text[clause.starts[index]].isupper()
        if upper and before in usual["merged_after"] and reading.merged:
            continue
        if word[0].isalpha():
            yield index, _PROPER if upper and index and reading.language not in _CAPITAL_NOUNS else _CONTENT


def has_topic(reading: Reading) -> bool:
    """Whether something in the text fits this recipient and would not fit most others."""
    return _theirs(reading, reading.clauses) >= SPECIFIC


def is_generic(reading: Reading) -> bool:
    """Whether the text could go unchanged to ten other people; requests and own news do not cure it."""
    asking = reading.asking
    return _theirs(reading, [clause for clause in reading.clauses if clause.sentence not in asking]) < SPECIFIC


def _theirs(reading: Reading, chosen: tuple[Clause, ...] | list[Clause]) -> float:
    return sum(specificity(reading, clause) for clause in chosen if is_theirs(reading, clause))


def has_discovery(reading: Reading) -> bool:
    """Whether the text says how the writer came to think of the recipient now."""
    history = {id(hit.clause) for hit in reading.of("content.nodiscovery")}
    return any(id(hit.clause) not in history for hit in reading.of("content.discovery"))


def has_about_me(reading: Reading) -> bool:
    """Whether the text tells one concrete thing of the writer's present life or work."""
    found = {id(hit.clause) for hit in reading.of("content.discovery")}
    return any(_tells_of_me(reading, clause) for clause in reading.clauses if id(clause) not in found) or bool(
        reading.of("signal.hunting")
    )


def _tells_of_me(reading: Reading, clause: Clause) -> bool:
    words = set(clause.words)
    usual = reading.lexicon.words
    if clause.question or (words & (usual["you"] | usual["together"]) and not words & usual["now"]):
        return False
    for index, word in enumerate(clause.words[:-1]):
        follows = clause.words[index + 1]
        if word in usual["own"] and follows not in usual["mental"]:
            told = [place for place, _ in _specifics(reading, clause) if place > index]
            return bool(told)
    return False


def has_follow_up(reading: Reading) -> bool:
    """Whether the text suggests that the talk goes on: a proposal, or a question that invites an answer."""
    if reading.of("content.proposal"):
        return True
    taken = reading.asking | {hit.clause.sentence for hit in reading.of("content.rhetorical")}
    asked = (one for one in reading.clauses if one.question and one.sentence not in taken)
    return any(is_theirs(reading, clause) for clause in asked)


def is_self_centred(reading: Reading, *, on_topic: bool) -> bool:
    """Whether the writer's own affairs take more room than the recipient's occasion.

    Args:
        reading: The text.
        on_topic: Whether telling of oneself belongs to the kind, as in thanks and replies; then it takes much more.
    """
    mine = [clause for clause in reading.clauses if is_mine(reading, clause)]
    told = {clause.sentence for clause in mine}
    words = sum(len(clause.words) for clause in reading.clauses)
    share = sum(len(clause.words) for clause in mine) / max(words, 1)
    return len(told) > 2 and share > _MOSTLY if on_topic else len(told) > 1 and share > _HALF


def pressure(reading: Reading) -> list[Hit]:
    """Return the places that press the recipient; a playful or apologetic clause presses nobody."""
    light = {id(hit.clause) for hit in reading.of("fault.playful")}
    return [hit for hit in reading.of("fault.pushy") if id(hit.clause) not in light]
