"""Quoting somebody honestly: what is cut inside a sentence says so."""

from __future__ import annotations

import re

from kithly.history.topic import best_sentence, sentences, shortened

ELLIPSIS = "…"
_GOES_ON = re.compile(r"[^\S\n]*\n?[^\S\n]*[^\s.!?…。！？)\]»”\"'’\U00010000-\U0010ffff]")
_NEW_LINE = re.compile(r"[^\S\n]*\n[^\S\n]*[^\Wa-z_]")
_ENDED = (".", "!", "?", "…", "。", "！", "？")


def with_ellipsis(words: str, text: str) -> str:
    """Return words out of a text, with "…" after them where their sentence goes on.

    Args:
        words: Exact words; white space may differ.
        text: Where they stand.

    Example:
        >>> with_ellipsis("the boat", "Is the boat dry yet?")
        'the boat…'
        >>> with_ellipsis("Is the boat dry yet?", "Is the boat dry yet? Bye")
        'Is the boat dry yet?'
    """
    found = re.search(r"\s+".join(map(re.escape, words.split())), text) if words.split() else None
    if found is None or words.rstrip().endswith(_ENDED):
        return words
    goes_on = _GOES_ON.match(text, found.end()) and not _NEW_LINE.match(text, found.end())
    return f"{words}{ELLIPSIS}" if goes_on else words


def without_ellipsis(words: str) -> str:
    """Return quoted words as they stand in their record."""
    return words.removesuffix(ELLIPSIS).rstrip()


def quotable(text: str, most: int) -> str:
    """Return the sentence with the most to come back to, whole if one is short enough, else its beginning.

    Args:
        text: Somebody's words.
        most: Letters of the quote.
    """
    best = best_sentence(text)
    whole = best if len(best) <= most else best_sentence("\n\n".join(s for s in sentences(text) if len(s) <= most))
    return whole or shortened(best, most)
