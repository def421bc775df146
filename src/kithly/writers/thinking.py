"""What a model says aloud, without the thoughts some of them write before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

OPENS, CLOSES = "<think>", "</think>"  # as models of several makers mark them


def spoken(pieces: Iterable[str]) -> Iterator[str]:
    """Yield an answer as it comes, without a thought at its beginning.

    Example:
        >>> list(spoken(["<thi", "nk>Who is it? </th", "ink>", " Hello", " there"]))
        ['Hello', ' there']
        >>> list(spoken(["<b>", "bold"]))
        ['<b>', 'bold']
    """
    held, has_begun = "", False
    for piece in pieces:
        if has_begun:
            yield from filter(None, [piece])
            continue
        held += piece
        said = _said(held)
        if said:
            has_begun = True
            yield said
    if not has_begun and not held.lstrip().startswith(OPENS):
        yield from filter(None, [held.strip()])


def _said(held: str) -> str:
    """Return what is said by now; empty while it may still be a thought."""
    text = held.lstrip()
    if text.startswith(OPENS):
        _, closed, after = text.partition(CLOSES)
        return after.lstrip() if closed else ""
    return "" if OPENS.startswith(text) else text
