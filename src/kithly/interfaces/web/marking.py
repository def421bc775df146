"""Marking: where in a text the words stand that were looked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_WORD = re.compile(r"\w+")


def pieces(text: str, query: str) -> list[tuple[str, bool]]:
    """Return a text in pieces, each with whether it is a word that was looked for.

    Case and accents make no difference; the last word of the query may be only a beginning.

    Example:
        >>> pieces("The boat, a Böat", "boa")
        [('The ', False), ('boat', True), (', a ', False), ('Böat', True)]
    """
    words = _WORD.findall(_folded(query))
    if not words:
        return [(text, False)] if text else []
    whole, beginning = frozenset(words[:-1]), words[-1]
    return list(_cut(text, whole, beginning))


def _cut(text: str, whole: frozenset[str], beginning: str) -> Iterator[tuple[str, bool]]:
    done = 0
    for match in _WORD.finditer(text):
        word = _folded(match[0])
        if word in whole or word.startswith(beginning):
            if match.start() > done:
                yield text[done : match.start()], False
            yield match[0], True
            done = match.end()
    if done < len(text):
        yield text[done:], False


def _folded(text: str) -> str:
    """Return words in lower case without accents, as the search index keeps them."""
    if not text.isascii():
        text = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return text.lower()
