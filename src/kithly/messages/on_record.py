"""What the records of one pair hold, to be asked word by word."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files

_SEPARATORS = re.compile(r"[\W_]+")
_MARKS = re.compile("[\u0300-\u036f]")
_ENDINGS = ("'s", "ing", "ies", "ed", "es", "en", "er", "s", "e", "n")
SHORTEST_STEM = 4  # letters that must be left of a word for its beginning to count


def _nowhere(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The words of all records at hand.

    Attributes:
        words: Folded words, a space around each.
        elsewhere: Says whether a folded word, or one that begins so (``inspect*``), stands in a record not at hand.
    """

    words: str = " "
    elsewhere: Callable[[str], bool] = _nowhere

    def has(self, word: str, *, exactly: bool = False) -> bool:
        """Say whether some record holds a word, or another form of it.

        Args:
            word: As it stands in a text.
            exactly: Whether another form of it will not do, as with a name or a number.
        """
        plain = fold_words(word).strip()
        if not plain:
            return True
        if f" {plain} " in self.words:
            return True
        stem = "" if exactly else _stem(plain)
        if stem and f" {stem}" in self.words:
            return True
        return self.elsewhere(f"{stem}*" if stem else plain)


def held_in(texts: Iterable[str], days: Iterable[datetime] = (), elsewhere: Callable[[str], bool] = _nowhere) -> Held:
    """Return the words of some records, and of their days as people write them.

    Args:
        texts: Everything the records say.
        days: When they were made, in the user's zone.
        elsewhere: As in `Held`.
    """
    told = (f"{one.day} {one.year} {' '.join(names[one.month - 1] for names in month_names())}" for one in set(days))
    return Held(words=f" {fold_words(' '.join([*texts, *told]))} ", elsewhere=elsewhere)


def fold_words(text: str) -> str:
    """Return text as bare words: lower case, without accents, one space between.

    Example:
        >>> fold_words("Zoë’s  L'Été—1999")
        'zoe s l ete 1999'
    """
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return _SEPARATORS.sub(" ", text).casefold().strip()


def _stem(word: str) -> str:
    """Return the beginning that other forms of a word share; empty for a short one."""
    if " " in word or not word.isalpha():
        return ""
    ending = next((one for one in _ENDINGS if word.endswith(one) and len(word) - len(one) >= SHORTEST_STEM), "")
    stem = word.removesuffix(ending)
    return stem if len(stem) >= SHORTEST_STEM else ""


@cache
def month_names() -> tuple[tuple[str, ...], ...]:
    """Return the names of the months, January first, in each language."""
    return tuple(tuple(table["months"].split()) for table in statement_tables().values())


@cache
def statement_tables() -> dict[str, dict[str, str]]:
    """Return the shipped words of `statements`, by language."""
    text = files("kithly.messages").joinpath("lexicons", "statements.toml").read_text("utf-8")
    return tomllib.loads(text)
