"""What a text says that nothing proves, and the signs in it that are no words: addresses, markup, what is not seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

_LINK = re.compile(  # each word is begun once: what began anew at each letter would grow with the square
    r"(?:https?|ftp|file|mailto|javascript|data|tel):\S+|www\.\S+|(?<!\S)\S+@\S+|(?<!\w)@\w+"
    r"|(?<![\w-])[\w-]+\.(?:com|org|net|io|co|de|fr|es|pt|br|uk|eu|app|dev|ai|example|info|me|ly|xyz|ru|cn)\b(?:/\S*)?"
    r"|\+?\d[\d ()/-]{6,}\d",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"[<>{}\[\]|\\`~^#*_=]+|!\[|\]\(|&\w+;|%\w+%")
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})  # general categories of what no letter is


class Lack(StrEnum):
    """What cannot be proven."""

    NAME = "name"  # of a person, an organisation, a place; in German any noun
    NUMBER = "number"  # a year, a date, a time, a count
    QUOTE = "quote"
    LINK = "link"  # an address of any kind
    STATEMENT = "statement"  # about the recipient, the shared past, or the writer
    MARKUP = "markup"  # signs that are no words


@dataclass(frozen=True, slots=True, kw_only=True)
class Unproven:
    """A stretch of a text that nothing proves.

    Attributes:
        lack: What it is.
        start: Its first character.
        end: One past its last.
        text: The words themselves.
    """

    lack: Lack
    start: int
    end: int
    text: str


def lacking(lack: Lack, text: str, start: int, end: int) -> Unproven:
    """Return a stretch of a text as one that nothing proves."""
    return Unproven(lack=lack, start=start, end=end, text=text[start:end])


def holds_address(text: str) -> bool:
    """Say whether an address of any kind stands in some words.

    Example:
        >>> holds_address("evil.example"), holds_address("the harbour plan")
        (True, False)
    """
    return _LINK.search(text) is not None


def signs(text: str, told: Collection[str]) -> Iterator[Unproven]:
    """Yield addresses, markup and unseen characters.

    Args:
        text: The message.
        told: Addresses that may stand in it, exactly.
    """
    for match in _LINK.finditer(text):
        if match.group() not in told:
            yield lacking(Lack.LINK, text, *match.span())
    for match in _MARKUP.finditer(text):
        yield lacking(Lack.MARKUP, text, *match.span())
    for place, one in enumerate(text):
        if one != "\n" and unicodedata.category(one) in _UNSEEN:
            yield lacking(Lack.MARKUP, text, place, place + 1)
