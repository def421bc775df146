"""The words of a language that state nothing, and the phrases that state something though their words are usual."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from kithly.messages.language import DEFAULT, lexicon_for
from kithly.messages.on_record import fold_words

SHORTEST_BASE = 4  # letters that must be left of a word for its beginning to stand for all its forms
SHORTEST_FREE = 5  # the same where nothing but the shipped words speak for it
_RULES = ("harmless", "away", "toward", "at_work")  # groups that are no licences


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedWords:
    """What a strict reader of one language goes by.

    Attributes:
        code: ISO 639-1 code.
        free: Folded words that state nothing.
        bases: Beginnings of such words, which their other forms share.
        endings: What forms of one word differ by, longest first.
        naming: The same for names.
        elided: What stands before an apostrophe and is no part of the word.
        about: What stands before a thing that is named.
        wishing: What begins a wish, though it begins orders too.
        licences: Patterns over folded text by what must be known for them to be said.
        rules: Patterns over folded text: what is harmless, and what stands around places of work.
    """

    code: str
    free: frozenset[str]
    bases: frozenset[str]
    endings: tuple[str, ...]
    naming: tuple[str, ...]
    elided: frozenset[str]
    about: frozenset[str]
    wishing: frozenset[str]
    licences: dict[str, re.Pattern[str]]
    rules: dict[str, re.Pattern[str]]

    def plain(self, word: str) -> str:
        """Return a folded word without what was elided before it, or the possessive behind it.

        Example:
            >>> closed_words("fr").plain("l'article"), closed_words("en").plain("Globex's")
            ('article', 'globex')
        """
        first, _, rest = fold_words(word).partition(" ")
        if rest and first in self.elided:
            return rest
        return first if rest == "s" else f"{first} {rest}".strip()

    def is_free(self, plain: str) -> bool:
        """Say whether a folded word states nothing by itself."""
        if plain in self.free:
            return True
        base = self.base(plain)
        return len(base) >= SHORTEST_FREE and base in self.bases

    def base(self, plain: str) -> str:
        """Return the beginning of a folded word that its forms share; the word itself where it is short."""
        return _base(plain, self.endings)

    def as_names(self, plain: str) -> frozenset[str]:
        """Return a folded name as it is, and without each ending of its case."""
        return frozenset({plain, *(plain.removesuffix(one) for one in self.naming if _is_left(plain, one))})


@cache
def closed_words(code: str) -> ClosedWords:
    """Return the words of a language; those of English where it has none."""
    told = _tables("free_words")
    code = code if code in told else DEFAULT
    table, groups = told[code], _tables("licences")[code]
    free = frozenset(fold_words(word) for word in (*table["words"].split(), *lexicon_for(code).words["stop"]))
    endings = tuple(sorted({fold_words(one) for one in table["endings"].split()}, key=lambda one: (-len(one), one)))
    return ClosedWords(
        code=code,
        free=free,
        bases=frozenset(_base(word, endings) for word in free if len(word) >= SHORTEST_FREE),
        endings=endings,
        naming=tuple(fold_words(one) for one in table["naming"].split()),
        elided=frozenset(table["elided"].split()),
        about=frozenset(fold_words(one) for one in table["about"].split()),
        wishing=frozenset(table["wishing"].split()),
        licences={name: _pattern(phrases) for name, phrases in groups.items() if name not in _RULES},
        rules={name: _pattern(groups[name]) for name in _RULES},
    )


def _base(plain: str, endings: Iterable[str]) -> str:
    ending = next((one for one in endings if _is_left(plain, one)), "")
    return plain.removesuffix(ending) if ending else plain


def _is_left(plain: str, ending: str) -> bool:
    return plain.endswith(ending) and len(plain) - len(ending) >= SHORTEST_BASE


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for phrases over folded text with a space around each word; ``*`` stands for any ending."""
    ready = [" ".join(_word(word) for word in phrase.split()) for phrase in phrases]
    return re.compile(f"(?<= )(?:{'|'.join(ready)})(?= )")


def _word(word: str) -> str:
    return re.escape(fold_words(word)).replace(r"\ ", " ") + (r"\w*" if word.endswith("*") else "")


def _tables(name: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("kithly.messages").joinpath("lexicons", f"{name}.toml").read_text("utf-8"))
