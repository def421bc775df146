"""Whether words are a human's name, by their shape alone: sources know no people."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources

from kithly.records import clean_name, name_key

FEW, MANY = 2, 5  # words of a name
LONGEST = 60  # characters of a name that is believed

_QUOTES = "\"'“”„«»‹›()¡¿ \t"
_NO_SIGNS = frozenset(":;<>!?=/\\[]{}")  # no name holds them
_HEADLINE = re.compile(r"\s[(|].*")
_WORD = re.compile(r"[^\W\d_][^\W\d_.'’\-]*(?:[.'’\-][^\W\d_.'’\-]*)*")
_PARTICLES = frozenset((
    "al", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la", "le",
    "ten", "ter", "van", "vom", "von", "y", "zu", "zum", "zur",
))  # fmt: skip


@cache
def _no_names() -> frozenset[str]:
    text = resources.files("kithly.sources._formats.notices").joinpath("newsletters.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)["no_names"])


def bare_name(text: str) -> str:
    """Return a name without the quotes and signs that programs put around it, and without a headline behind it."""
    return clean_name(_HEADLINE.sub("", text)).strip(_QUOTES)


@lru_cache(maxsize=4_096)
def is_name(text: str) -> bool:
    """Say whether words have the shape of one human's name: two words or more, in capitals, none of trade.

    Example:
        >>> is_name("Ana Lima"), is_name("Acme Weekly"), is_name("ana"), is_name("Ana & Ben")
        (True, False, False, False)
    """
    words = text.split()
    if len(text) > LONGEST or not FEW <= len(words) <= MANY or not all(map(_WORD.fullmatch, words)):
        return False
    if not all(word[0].isupper() or not word[0].islower() or word in _PARTICLES for word in words):
        return False
    return _no_names().isdisjoint(name_key(text).split())


def could_be_called(text: str, nobody: frozenset[str]) -> bool:
    """Say whether what stands in the place of a name can be one: not ``Someone``, ``3 others`` or two people.

    Args:
        text: The words.
        nobody: Words that stand there and are none; lower case.
    """
    lower = text.lower()
    if not any(letter.isalpha() for letter in text) or text[0].isdigit() or not _NO_SIGNS.isdisjoint(text):
        return False
    padded = f" {lower} "
    return lower not in nobody and not any(f" {word} " in padded for word in nobody if " " not in word)
