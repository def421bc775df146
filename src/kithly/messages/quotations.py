"""Words that a message repeats in quotation marks: they are somebody else's, and ask for nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

_QUOTED = re.compile(r"[“„]([^“”„]{1,400})[”“]|\"([^\"\n]{1,400})\"|«([^«»]{1,400})»")
QUOTED = re.compile(r"„([^„“”]*)[“”]|“([^“”]*)”|«([^«»]*)»")  # in the marks of drafts, by language
_SCARE = 3  # words; so few, in small letters, are the writer's own with a wink: a "favour"


def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the text quotes, marks included, in order. Linear in the text.

    Example:
        >>> quotations("“Is there room?” was your question.")
        ((0, 16),)
    """
    return tuple(match.span() for match in _QUOTED.finditer(text) if _is_quoted(next(filter(None, match.groups()))))


def quoted(text: str) -> tuple[str, ...]:
    """Return what a text quotes in typographic marks, without them, in order.

    Example:
        >>> quoted("„Oslo“ und «Bergen»")
        ('Oslo', 'Bergen')
    """
    return tuple("".join(filter(None, match.groups())).strip() for match in QUOTED.finditer(text))


def is_inside(start: int, end: int, places: Sequence[tuple[int, int]]) -> bool:
    """Whether a stretch of text lies wholly inside one of the places."""
    return any(first <= start and end <= last for first, last in places)


def _is_quoted(words: str) -> bool:
    return len(words.split()) > _SCARE or not words.lstrip()[:1].islower()
