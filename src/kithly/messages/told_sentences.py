"""A text as sentences that state something: their stretches, whom these are about, and their proven quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kithly.messages.closed_words import ClosedWords
from kithly.messages.known import Known, KnownFact
from kithly.messages.lacks import Lack, Unproven, lacking
from kithly.messages.on_record import fold_words
from kithly.messages.sentences import Clause, clauses
from kithly.messages.statements import About, Segment, about_of, framing, segments, speech_of

_QUOTED = re.compile(r"[“„]([^“”„\n]*)[”“]?|\"([^\"\n]*)\"?|«([^«»\n]*)»?|‘([^‘’\n]{3,})’|(?<!\w)'([^'\n]{3,})'(?!\w)")
_AFTER = re.compile(r"[.!?…]*[”\"»]?[.!?…]*")
_BLANK = " quoted "  # stands for a proven quotation while phrases are looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A quotation that facts hold word for word.

    Attributes:
        start: Its first mark.
        end: One past its last.
        facts: What holds it.
    """

    start: int
    end: int
    facts: tuple[KnownFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of a sentence between commas.

    Attributes:
        segment: Its words.
        about: Whom it is about; where it names neither, as the one before it.
        names_reader: Whether its own words have the reader for their subject, or something of theirs.
        folded: Its words, folded, a space around each, proven quotations blanked out.
    """

    segment: Segment
    about: About
    names_reader: bool
    folded: str


@dataclass(slots=True, kw_only=True)
class Sentence:
    """One sentence while it is held against what is known.

    Attributes:
        start: Its first character.
        end: One past its last, marks included.
        folded: Its words, folded, a space around each, proven quotations blanked out.
        is_framing: Whether it greets, closes or signs.
        stretches: Its stretches.
        anchors: The facts it names.
    """

    start: int
    end: int
    folded: str
    is_framing: bool
    stretches: list[Stretch] = field(default_factory=list)
    anchors: list[KnownFact] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word of a text.

    Attributes:
        word: In small letters.
        plain: Folded, without what was elided.
        start: Its first character.
        end: One past its last.
        is_name: Whether its capital tells a name: it begins no sentence.
    """

    word: str
    plain: str
    start: int
    end: int
    is_name: bool


def quotations(text: str, known: Known) -> tuple[tuple[Quotation, ...], tuple[Unproven, ...]]:
    """Return the quotations of a text that facts hold, and those that none does."""
    proven, wrong = [], []
    for match in _QUOTED.finditer(text):
        inner = next((one for one in match.groups() if one is not None), "")
        plain = f" {fold_words(inner)} "
        holding = tuple(fact for fact in known.facts if fact.evidence and holds(fact, plain))
        if plain.strip() and holding:
            proven.append(Quotation(start=match.start(), end=match.end(), facts=holding))
        else:
            wrong.append(lacking(Lack.QUOTE, text, *match.span()))
    return tuple(proven), tuple(wrong)


def holds(fact: KnownFact, plain: str) -> bool:
    """Say whether a fact holds folded words, a space around each, one after the other."""
    return any(plain in f" {fold_words(words)} " for words in fact.words)


def sentences(text: str, quoted: Sequence[Quotation], code: str, names: frozenset[str]) -> Iterator[Sentence]:
    """Yield the sentences of a text.

    Args:
        text: The message.
        quoted: Its proven quotations.
        code: ISO 639-1 code of its language.
        names: Folded names of both sides.
    """
    found, speech = clauses(text), speech_of(code)
    frame = framing(found, speech, names)
    whole = [(one.start, one.end) for one in quoted]
    about, now = About(), -1
    sentence: Sentence | None = None
    for segment in segments(text, found, whole):
        if segment.sentence != now or sentence is None:
            if sentence is not None:
                yield sentence
            now, about = segment.sentence, About()
            own = [clause for clause in found if clause.sentence == now]
            sentence = _begun(text, own, quoted, is_framing=now in frame)
        about = about_of(segment, speech, before=about)
        inside = [one for one in quoted if segment.starts[0] <= one.end and one.start <= segment.ends[-1]]
        start, end = segment.starts[0], segment.ends[-1]
        start = min([start, *(one.start for one in inside)])
        stretch = Stretch(
            segment=segment,
            about=about,
            names_reader=about_of(segment, speech, before=About()).them,
            folded=_folded(text, start, max([end, *(one.end for one in inside)]), inside),
        )
        sentence.stretches.append(stretch)
    if sentence is not None:
        yield sentence


def _begun(text: str, own: Sequence[Clause], quoted: Sequence[Quotation], *, is_framing: bool) -> Sentence:
    start, end = own[0].start, own[-1].end
    for one in quoted:
        if one.start < end and start < one.end:
            start, end = min(start, one.start), max(end, one.end)
    after = _AFTER.match(text, end)
    end = after.end() if after else end
    inside = [one for one in quoted if start <= one.start and one.end <= end]
    return Sentence(
        start=start,
        end=end,
        folded=_folded(text, start, end, inside),
        is_framing=is_framing,
        anchors=list(dict.fromkeys(fact for one in inside for fact in one.facts)),
    )


def _folded(text: str, start: int, end: int, quoted: Sequence[Quotation]) -> str:
    told, last = "", start
    for one in quoted:
        told += text[last : one.start] + _BLANK
        last = one.end
    return f" {fold_words(told + text[last:end])} "


def tokens(text: str, segment: Segment, words: ClosedWords) -> Iterator[Token]:
    """Yield the words of a stretch."""
    for place, (word, start, end) in enumerate(zip(segment.words, segment.starts, segment.ends, strict=True)):
        is_first = not place and not segment.place and _begins(text, start)
        yield Token(
            word=word,
            plain=words.plain(word),
            start=start,
            end=end,
            is_name=text[start].isupper() and not is_first,
        )


def _begins(text: str, start: int) -> bool:
    """Say whether a sentence begins here, so that a capital tells nothing."""
    before = text[:start].rstrip(" “„\"«'‘¿¡")
    return not before or before[-1] in ".!?…:\n"
