"""Word lists that ship with `history`: one entry per line, ``#`` for comments, folded for comparing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w+")
SHORTEST_STEM = 3  # letters of an entry that ends in "*"
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u2018": "'"})


def folded(text: str) -> str:
    """Return text without case, accents and typographic apostrophes, with single spaces.

    Example:
        >>> folded("L’Été  Übrig")
        "l'ete ubrig"
    """
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    return _SPACE.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


@cache
def entries(name: str) -> tuple[str, ...]:
    """Return the folded entries of one shipped list, in its order.

    Args:
        name: File name below ``lexicons``, without ``.txt``.
    """
    text = files("kithly.history").joinpath("lexicons", f"{name}.txt").read_text("utf-8")
    lines = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return tuple(folded(line) for line in lines if line)


@cache
def words(name: str) -> frozenset[str]:
    """Return a shipped list as a set."""
    return frozenset(entries(name))


def holds(plain: str, *names: str) -> bool:
    """Say whether a folded text holds any entry of some lists as whole words.

    Words are runs of letters and digits, so that ``burn-out`` and ``burn out`` are one entry. An entry ending in
    ``*`` also finds longer words.

    Args:
        plain: Text from `folded`.
        names: Shipped lists.
    """
    return _index(names).is_in(_WORD.findall(plain))


@dataclass(frozen=True, slots=True)
class _Index:
    """Entries by how they are looked up; a look-up per word instead of one per entry."""

    whole: frozenset[str]
    stems: dict[str, tuple[str, ...]]
    phrases: dict[str, tuple[tuple[tuple[str, ...], bool], ...]]

    def is_in(self, tokens: list[str]) -> bool:
        found = set(tokens)
        if not self.whole.isdisjoint(found):
            return True
        for token in found:
            stems = self.stems.get(token[:SHORTEST_STEM])
            if stems and token.startswith(stems):
                return True
        if self.phrases.keys().isdisjoint(found):
            return False
        return any(self._begins(tokens, place) for place, token in enumerate(tokens) if token in self.phrases)

    def _begins(self, tokens: list[str], place: int) -> bool:
        for phrase, is_stem in self.phrases[tokens[place]]:
            here = tokens[place : place + len(phrase)]
            if len(here) < len(phrase) or tuple(here[:-1]) != phrase[:-1]:
                continue
            if here[-1] == phrase[-1] or (is_stem and here[-1].startswith(phrase[-1])):
                return True
        return False


@cache
def _index(names: tuple[str, ...]) -> _Index:
    whole: set[str] = set()
    stems: dict[str, list[str]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
    for entry in (entry for name in names for entry in entries(name)):
        tokens, is_stem = tuple(_WORD.findall(entry)), entry.endswith("*")
        if len(tokens) > 1:
            phrases.setdefault(tokens[0], []).append((tokens, is_stem))
        elif tokens and is_stem:
            stems.setdefault(tokens[0][:SHORTEST_STEM], []).append(tokens[0])
        elif tokens:
            whole.add(tokens[0])
    return _Index(
        whole=frozenset(whole),
        stems={start: tuple(rest) for start, rest in stems.items()},
        phrases={first: tuple(rest) for first, rest in phrases.items()},
    )
