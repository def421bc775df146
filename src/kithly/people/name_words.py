"""Words that stand in name fields and addresses without being a name (``name_words.txt``)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple


class NameWords(NamedTuple):
    """The shipped words, lower case, accents folded.

    Attributes:
        titles: Before a name: ``dr``, ``frau``.
        suffixes: After a name: ``jr``, ``phd``.
        particles: Inside a name: ``van``, ``de``.
        organisations: Legal forms and words that no human is called.
        public_mail: First words of mail domains that anybody can have an address at.
        little: Before or behind a name in a line about somebody: ``my``, ``friend``, ``from``.
    """

    titles: frozenset[str]
    suffixes: frozenset[str]
    particles: frozenset[str]
    organisations: frozenset[str]
    public_mail: frozenset[str]
    little: frozenset[str]


@cache
def name_words() -> NameWords:
    """Return the shipped words."""
    sorts: dict[str, set[str]] = {sort: set() for sort in NameWords._fields}
    for line in files("kithly.people").joinpath("name_words.txt").read_text("utf-8").splitlines():
        sort, colon, words = line.partition(":")
        if colon and sort in sorts:
            sorts[sort].update(words.split())
    return NameWords(**{sort: frozenset(words) for sort, words in sorts.items()})
