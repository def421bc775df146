"""What an answer to a digest says: numbers and words, in several languages, and nothing that is not sure.

An answer is read line by line. A number counts only where it and a word that is known stand beside each other: in
"1 done, I have 2 kids" the 2 means nothing. Where two words fit one number, neither is taken.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import resources

from kithly.app.reminding.letter import ANSWER, FOOT
from kithly.app.show import HELLOS

MOST_LINES = 40  # of an answer; what is longer is a letter
MOST_LETTERS = 400  # of a line; likewise
MOST_RANGE = 20  # numbers in "1-5"
_TOKEN = re.compile(r"(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?(?![\d:.%/]\d|\d)|[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?|\S")
_TITLE = re.compile(rf"\s*\d{{1,2}}\. (?:{'|'.join(map(re.escape, HELLOS.values()))})\b")
_MARKS = frozenset(",;:.=()[]#!+&/-–—>")  # between a number and its word


class Act(StrEnum):
    """What becomes of a hello."""

    DONE = "done"
    LATER = "later"
    TOMORROW = "tomorrow"
    NOT = "not"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an answer says.

    Attributes:
        acts: What becomes of each number.
        unclear: Numbers of the digest that stand there without a word that is known, or with two.
    """

    acts: dict[int, Act]
    unclear: tuple[int, ...]


@dataclass(slots=True)
class _Line:
    """One line while it is read, either "numbers, then a word" or "a word, then numbers"."""

    numbers: list[int] = field(default_factory=list)
    act: Act | None = None
    leads: bool = False  # the word came first
    found: list[tuple[int, Act]] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)

    def number(self, numbers: list[int]) -> None:
        self.numbers += numbers

    def word(self, act: Act) -> None:
        if self.leads or not self.numbers:
            self.close()
            self.leads, self.act = not self.numbers, act
        else:
            self.found += [(one, act) for one in self.numbers]
            self.numbers, self.act = [], None

    def other(self) -> None:
        """Take a word that is not known: the last number belonged to it, and no later one to the word before."""
        if self.numbers:
            self.lost.append(self.numbers.pop())
        self.close()
        self.act, self.leads = None, False

    def close(self) -> None:
        if self.leads and self.act is not None:
            self.found += [(one, self.act) for one in self.numbers]
        else:
            self.lost += self.numbers
        self.numbers = []


def read_answer(text: str, count: int) -> Answer:
    """Return what somebody answered.

    Args:
        text: Their own words, without what they quote.
        count: How many numbers the digest has.

    Example:
        >>> read_answer("1 done, 2 and 3 later", 3).acts
        {1: <Act.DONE: 'done'>, 2: <Act.LATER: 'later'>, 3: <Act.LATER: 'later'>}
    """
    told: dict[int, set[Act]] = {}
    lost: set[int] = set()
    for line in _lines(text):
        read = _read(line, count)
        for number, act in read.found:
            told.setdefault(number, set()).add(act)
        lost.update(read.lost)
    known = {number: acts for number, acts in told.items() if 1 <= number <= count}
    acts = {number: next(iter(known[number])) for number in sorted(known) if len(known[number]) == 1}
    unclear = sorted((lost & set(range(1, count + 1)) | known.keys()) - acts.keys())
    return Answer(acts=acts, unclear=tuple(unclear))


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of an answer, up to where the digest itself stands, however it was quoted."""
    for line in text.splitlines()[:MOST_LINES]:
        bare = line.strip().lstrip(">| ").strip()
        if ANSWER[:21] in bare or FOOT[:24] in bare or _TITLE.match(bare):
            return
        if not line.lstrip().startswith(">"):
            yield _plain(line[:MOST_LETTERS])


def _read(line: str, count: int) -> _Line:
    read, tokens, place = _Line(), _TOKEN.findall(line), 0
    words = [found[0] for found in _TOKEN.finditer(line)]
    while place < len(tokens):
        first, last = tokens[place]
        if first:
            read.number(_range(int(first), int(last or first)))
            place += 1
            continue
        length, meaning = _phrase(words, place)
        if meaning == "all":
            read.number(list(range(1, count + 1)))
        elif meaning in set(Act):
            read.word(Act(meaning))
        elif meaning != "between" and words[place] not in _MARKS:
            read.other()
        place += length
    read.close()
    return read


def _range(first: int, last: int) -> list[int]:
    return list(range(first, last + 1)) if first <= last < first + MOST_RANGE else [first, last]


def _phrase(words: list[str], place: int) -> tuple[int, str]:
    """Return how many words belong to the longest phrase that begins here, and what it means."""
    for length in range(min(_longest(), len(words) - place), 0, -1):
        meaning = _phrases().get(" ".join(words[place : place + length]))
        if meaning:
            return length, meaning
    meaning = _phrases().get(words[place].rstrip("."))
    return 1, meaning or ""


@cache
def _phrases() -> dict[str, str]:
    text = resources.files("kithly.app.reminding").joinpath("answers.toml").read_text("utf-8")
    table = tomllib.loads(text)
    return {_plain(one): meaning for meaning, told in table.items() for ones in told.values() for one in ones}


@cache
def _longest() -> int:
    return max(len(one.split()) for one in _phrases())


def _plain(text: str) -> str:
    """Return text in lower case without accents."""
    apart = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ß", "ss").lower())
    return "".join(one for one in apart if not unicodedata.combining(one))
