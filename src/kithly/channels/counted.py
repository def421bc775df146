"""How long a text is as social networks count it, and where the links in it stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_JOINER = "\u200d"  # joins signs to one that is shown: families, flags of causes
_RESTS = frozenset(("Mn", "Me", "Mc"))  # categories of signs that stand upon the one before
_TONES, _TAGS, _FLAGS = (0x1F3FB, 0x1F3FF), (0xE0020, 0xE007F), (0x1F1E6, 0x1F1FF)
_LINK = re.compile(r"https?://[^\s<>\"“”„»«\u0000-\u0020]+", re.IGNORECASE)
_AFTER = ".,;:!?'…"  # ends of sentences, not of addresses
_PAIRS = {")": "(", "]": "[", "}": "{"}


def graphemes(text: str) -> int:
    """Return of how many signs a text consists, as a reader sees them; where in doubt, rather one more.

    Reference: Unicode Standard Annex 29, rules GB3 to GB13, without those of Indic conjuncts and Hangul letters.

    Example:
        >>> graphemes("cafe\u0301 \U0001f469\u200d\U0001f467")
        6
    """
    count, before, flags = 0, "", 0
    for sign in text:
        flags = flags + 1 if _within(sign, _FLAGS) else 0
        if not _joins(before, sign, flags):
            count += 1
        before = sign
    return count


def _joins(before: str, sign: str, flags: int) -> bool:
    """Say whether a sign is shown as one with the one before it."""
    if not before or before in "\r\n":
        return before == "\r" and sign == "\n"
    if sign == _JOINER or unicodedata.category(sign) in _RESTS or _within(sign, _TONES) or _within(sign, _TAGS):
        return True
    return (before == _JOINER and unicodedata.category(sign) == "So") or (flags > 0 and flags % 2 == 0)


def _within(sign: str, ends: tuple[int, int]) -> bool:
    return ends[0] <= ord(sign) <= ends[1]


def links(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the links in a text begin and end; a full stop or bracket behind one does not belong to it.

    Example:
        >>> list(links("See (https://tide.example/a_(b)), it is good."))
        [(5, 31)]
    """
    for found in _LINK.finditer(text):
        begin, end = found.span()
        while end > begin and _is_behind(text[begin:end]):
            end -= 1
        if end - begin > len("https://"):
            yield begin, end


def _is_behind(link: str) -> bool:
    last = link[-1]
    return last in _AFTER or (last in _PAIRS and link.count(last) > link.count(_PAIRS[last]))
