"""The words of a text by which it can be found again: no stop words, endings cut, in any script."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from kithly.history.lexicon import folded, words

_WORD = re.compile(r"[^\W_][\w'’+#]*")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]{2,}")  # scripts that set no spaces
_LETTER = re.compile(r"[^\W\d_]")
_LINK = re.compile(r"\b(?:https?://|www\.)\S+|(?<!\S)\S+@\S+", re.IGNORECASE)
_OWNED = re.compile(r"['’](?:s|t|re|ve|ll|d|m)$")
_ENDINGS = ("ungen", "ings", "ing", "ung", "ies", "ers", "es", "en", "ed", "er", "s", "e", "n", "a", "o", "y")
SHORTEST_STEM = 4  # letters that stay when an ending is cut
LONGEST_STEM = 8  # letters by which words are told apart: what follows is mostly inflection
SHORTEST = 3  # letters of a word; of an acronym two ("AI", "UX")


def terms(text: str) -> tuple[str, ...]:
    """Return the stems of the words that carry content, in their order.

    Example:
        >>> terms("The lighthouses of Oslo, and our lighthouse")
        ('lighthou', 'oslo', 'lighthou')
    """
    plain = _LINK.sub(" ", text) if "/" in text or "@" in text or "www." in text else text
    runs = [] if plain.isascii() else _UNSPACED.findall(plain)
    spaced = _UNSPACED.sub(" ", plain) if runs else plain
    shouted = plain.isupper()
    found = [_term(word, shouted) for word in _WORD.findall(spaced)]
    pairs = [run[at : at + 2] for run in runs for at in range(len(run) - 1)]
    return tuple(filter(None, (*found, *pairs)))


def bag(texts: Iterable[tuple[str, float]], *, without: frozenset[str] = frozenset()) -> Counter[str]:
    """Return how often each term stands in some weighted texts.

    Args:
        texts: Texts, each with what one of its words counts.
        without: Terms to leave out.
    """
    found: Counter[str] = Counter()
    for text, weight in texts:
        for term in terms(text):
            if term not in without:
                found[term] += weight  # type: ignore[assignment] # weights are fractions
    return found


@lru_cache(maxsize=65_536)  # words come again and again
def _term(word: str, shouted: bool) -> str:  # noqa: FBT001 - the cache wants plain arguments
    plain = folded(_OWNED.sub("", word))
    if len(word) == 2 and word.isupper() and not shouted:
        return plain
    if plain in words("stopwords") or len(plain) < SHORTEST or not _LETTER.search(plain):
        return ""
    return stem(plain)


def stem(word: str) -> str:
    """Return a folded word without its ending, so that "novel" and "novels", "Reise" and "Reisen" are one."""
    for ending in _ENDINGS:
        if len(word) - len(ending) >= SHORTEST_STEM and word.endswith(ending):
            word = word[: -len(ending)]
            break
    return word[:LONGEST_STEM]
