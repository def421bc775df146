"""Somebody's own words in a text that is not theirs: named after "about", or quoted, and never said by themselves.

A subject or a question may read like a sentence of the writer's ("Meet Mallory on Tuesday"), and a name in it may be
put to any use by whoever writes. So a stretch of them stands as the thing a message is about, or in quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kithly.messages.closed_words import ClosedWords
from kithly.messages.known import KnownFact
from kithly.messages.on_record import fold_words
from kithly.messages.told_sentences import Token

LONGEST = 4  # words of theirs in a row that may stand in a sentence of ours
WHOLE = 3  # words, from which on all of what they said stands in quotation marks
ARTICLE = 4  # letters of a word that may stand between "about" and the thing


def said_as_own(told: Sequence[Token], facts: Iterable[KnownFact], words: ClosedWords) -> Iterator[Token]:
    """Yield the first word of each stretch that says somebody's words as if they were the writer's.

    Args:
        told: The words of a stretch of a sentence, without quotations.
        facts: What is known.
        words: The language.
    """
    plains = [one.plain for one in told]
    for fact in facts:
        for one in fact.words if fact.is_text else ():
            theirs = fold_words(one).split()
            yield from (told[start] for start in _starts(plains, told, theirs, words))


def _starts(plains: Sequence[str], told: Sequence[Token], theirs: Sequence[str], words: ClosedWords) -> Iterator[int]:
    telling = [word for word in theirs if not words.is_free(word)]
    place = 0
    while place < len(plains):
        length = _run(plains, place, theirs)
        if length and not _is_named(plains, place, words):
            is_long = length > LONGEST or WHOLE <= length == len(theirs)
            is_lone = told[place].is_name and not words.is_free(plains[place]) and len(telling) > 1
            if is_long or (is_lone and not _has_kin(plains, place, theirs)):
                yield place
        place += max(length, 1)


def _run(plains: Sequence[str], place: int, theirs: Sequence[str]) -> int:
    """Return how many words from here on stand so in what they said."""
    longest = 0
    for start, word in enumerate(theirs):
        length = 0
        if word == plains[place]:
            while (
                place + length < len(plains)
                and start + length < len(theirs)
                and plains[place + length] == theirs[start + length]
            ):
                length += 1
        longest = max(longest, length)
    return longest


def _is_named(plains: Sequence[str], place: int, words: ClosedWords) -> bool:
    """Say whether a stretch is what something is about: "about the key", "zum Schlüssel"."""
    before = list(reversed(plains[max(place - 2, 0) : place]))
    if before and before[0] in words.about:
        return True
    return len(before) > 1 and len(before[0]) <= ARTICLE and before[1] in words.about


def _has_kin(plains: Sequence[str], place: int, theirs: Sequence[str]) -> bool:
    """Say whether a word stands beside another of theirs, as it does there, one small word between them or none."""
    at = theirs.index(plains[place])
    near = {*theirs[max(at - 2, 0) : at], *theirs[at + 1 : at + 3]}
    beside = [*plains[max(place - 2, 0) : place], *plains[place + 1 : place + 3]]
    return any(word in near and len(word) > ARTICLE for word in beside)
