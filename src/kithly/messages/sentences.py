"""A message as clauses of words, each with its place in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_WORDS = 80  # a clause without punctuation is cut here, so that work stays linear in the text

_ELIDED = r"(?:jusqu|lorsqu|puisqu|quoiqu|qu|[cdjlmnst])['’ʼ](?=[^\W\d_])|"  # l'eau is two words
_PARTS = r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|\d+(?:[.,:]\d+)*|%|[?!;…]+|\.+(?=[”“»]?(?:\s|$))|[:—–](?=\s)|\n\s*\n|\n"
_WORD = re.compile(_PARTS)
_WORD_ELIDING = re.compile(_ELIDED + _PARTS, re.IGNORECASE)
_ELIDING = frozenset({"fr"})  # languages that join small words to the next by an apostrophe
_ENDS = frozenset(".?!…\n")
_BREAKS = frozenset(";:—–")
_TURNS = frozenset({"but", "however", "although", "aber", "jedoch", "pero", "mais", "mas", "porém"})
_ABBREVIATIONS = frozenset(
    {"mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "vs", "etc", "e.g", "i.e", "approx", "no", "hr", "fr", "sra"}
)
_SHORT_LINE = 45  # characters; a shorter line ends by intent, a longer one because the mail was wrapped


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A stretch of words that carries one thought.

    Attributes:
        words: Lower-case words; numbers and ``%`` count as words.
        starts: Where each word starts in the text.
        ends: One past where each word ends.
        question: Whether its sentence ends with a question mark.
        sentence: Number of the sentence it is part of, from 0.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    question: bool
    sentence: int

    @property
    def start(self) -> int:
        """First character of the clause."""
        return self.starts[0]

    @property
    def end(self) -> int:
        """One past its last character."""
        return self.ends[-1]


class _Splitter:
    """Collects words into clauses and clauses into sentences."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.done: list[Clause] = []
        self.clauses: list[list[re.Match[str]]] = [[]]
        self.sentences = 0
        self.line = 0

    def word(self, match: re.Match[str]) -> None:
        """Take one word; a turning word or a full clause begins a new one."""
        if match.group().lower() in _TURNS or len(self.clauses[-1]) >= MAX_WORDS:
            self.clauses.append([])
        self.clauses[-1].append(match)

    def mark(self, match: re.Match[str]) -> None:
        """Take one punctuation mark or line end."""
        mark = match.group()
        if mark[0] in _BREAKS:
            self.clauses.append([])
        elif mark == "\n":
            self._line_end(match.start())
        elif mark[0] in _ENDS and not (mark == "." and self._is_abbreviation()):
            self.finish(question="?" in mark)

    def _line_end(self, at: int) -> None:
        short = at - self.line < _SHORT_LINE
        self.line = at + 1
        if short:
            self.finish(question=False)

    def _is_abbreviation(self) -> bool:
        last = self.clauses[-1][-1].group().lower() if self.clauses[-1] else ""
        return last in _ABBREVIATIONS

    def finish(self, *, question: bool) -> None:
        """End the sentence."""
        kept = [words for words in self.clauses if words]
        for words in kept:
            self.done.append(
                Clause(
                    words=tuple(match.group().lower().replace("’", "'").replace("ʼ", "'") for match in words),
                    starts=tuple(match.start() for match in words),
                    ends=tuple(match.end() for match in words),
                    question=question,
                    sentence=self.sentences,
                )
            )
        self.sentences += bool(kept)
        self.clauses = [[]]


def clauses(text: str, *, language: str = "") -> tuple[Clause, ...]:
    """Split a text into clauses, in order. Linear in the text.

    Args:
        text: The whole message.
        language: ISO 639-1 code; where small words are joined to the next by an apostrophe, they are parted.

    Example:
        >>> [clause.words for clause in clauses("Hi Ana! How are you?")]
        [('hi', 'ana'), ('how', 'are', 'you')]
        >>> [clause.words for clause in clauses("J’ai l'adresse.", language="fr")]
        [("j'", 'ai', "l'", 'adresse')]
    """
    splitter = _Splitter(text)
    for match in (_WORD_ELIDING if language in _ELIDING else _WORD).finditer(text):
        if match.group()[0].isalnum() or match.group() == "%":
            splitter.word(match)
        else:
            splitter.mark(match)
    splitter.finish(question=False)
    return tuple(splitter.done)
