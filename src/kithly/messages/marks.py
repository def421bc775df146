"""Marks in a text while it is edited: what a record holds, and what only the user can know."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from kithly.messages.draft import Claim
from kithly.messages.language import language_of
from kithly.messages.on_record import Held
from kithly.messages.proven import proven, tokens_of
from kithly.messages.quotations import QUOTED
from kithly.messages.statements import unheld
from kithly.records import Evidence

_JOINS = r"(?:and|but|so|und|aber|et|mais|y|pero|e|mas)"  # what must not be left hanging
_BOUNDARY = re.compile(r"[.!?…]\u00a0?[”“\"»]?[ \t]+|\n")
_STOP = re.compile(r"[.!?…]+(?:\u00a0?[”“\"»])?|(?=[\r\n])|\Z")
_LINE_ENDS = re.compile(r"(?:\r?\n)+")
_EMPTY_LINE = re.compile(r"\n\r?\n\Z")
_LEFT_OVER = re.compile(rf"^[\s,;:–—-]*{_JOINS}?[\s,;:.!?–—-]*$", re.IGNORECASE)
_HANGING_AFTER = re.compile(rf"[\s,;:–—-]*(?:\b{_JOINS}\b)?[\s,;:–—-]*$")
_HANGING_BEFORE = re.compile(rf"^[\s,;:–—-]*(?:{_JOINS}\b)?[\s,]*")


class MarkKind(StrEnum):
    """What a mark says."""

    PROVEN = "proven"  # a record holds this
    YOURS = "yours"  # only you know this


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of a text and what is known of it.

    Attributes:
        kind: Whether a record holds it.
        start: Its first character, counted in code points of exactly this text.
        end: One past its last character.
        text: The words themselves.
        evidence: The records; empty where only the user knows.
    """

    kind: MarkKind
    start: int
    end: int
    text: str
    evidence: tuple[Evidence, ...] = ()


def marks(
    text: str, claims: Iterable[Claim], held: Held, *, own: str = "", names: Collection[str] = ()
) -> tuple[Mark, ...]:
    """Return what of a text is proven and what no record holds, in order, nothing twice.

    Work grows with the length of the text alone.

    Args:
        text: The message as the user has it now.
        claims: What its draft says with proof, and what the user said is true.
        held: What the records of the two hold.
        own: The draft the user began with.
        names: Names of both sides.
    """
    language = language_of(QUOTED.sub(" ", text))  # a quoted title may be in another
    sure = proven(tokens_of(text), claims, language=language)
    covered = [(one.start, one.end) for one in sure]
    found = [_mark(MarkKind.PROVEN, text, one.start, one.end, one.evidence) for one in sure]
    open_ = unheld(text, held, covered=covered, own=own, names=names)
    found += [_mark(MarkKind.YOURS, text, start, end) for start, end in open_]
    return tuple(sorted(found, key=lambda mark: mark.start))


def take_out(text: str, start: int, end: int) -> str:
    """Return a text without a stretch, and without what is left hanging around it.

    Where nothing is left of its sentence but an "and", that goes too; an emptied paragraph closes up.

    Args:
        text: The message.
        start: First character to leave out.
        end: One past the last.

    Example:
        >>> take_out("I found your note. I still use it. How are you?", 19, 34)
        'I found your note. How are you?'
        >>> take_out("You are at Acme now, and your cat is fine.", 25, 41)
        'You are at Acme now.'
    """
    first, last = _sentence_around(text, start, end)
    before, after = text[first:start], text[end:last]
    if _LEFT_OVER.match(before) and _LEFT_OVER.match(after):
        return _closed_up(text[:first], text[last:])
    if _LEFT_OVER.match(after):
        ending = text[last - 1 : last] if text[last - 1 : last] in {".", "!", "?"} else ""
        kept = _HANGING_AFTER.sub("", before)
        return text[:first] + kept + ending + text[last:]
    if _LEFT_OVER.match(before):
        rest = _HANGING_BEFORE.sub("", after)
        return text[:first] + rest[:1].upper() + rest[1:] + text[last:]
    joint = " " if before[-1:].isspace() or after[:1].isspace() else ""
    return text[:first] + before.rstrip() + joint + after.lstrip() + text[last:]


def _mark(kind: MarkKind, text: str, start: int, end: int, evidence: tuple[Evidence, ...] = ()) -> Mark:
    return Mark(kind=kind, start=start, end=end, text=text[start:end], evidence=evidence)


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence around a stretch begins, and where it ends, its full stop included."""
    first = max((match.end() for match in _BOUNDARY.finditer(text, 0, start)), default=0)
    stop = _STOP.search(text, max(end - 1, start))
    return first, max(stop.end() if stop else len(text), end)


def _closed_up(before: str, after: str) -> str:
    """Join what stands around a sentence that went; a paragraph of nothing closes up."""
    after = after.lstrip(" \t")
    ends_line = not after or after[0] in "\r\n"
    if not before or before[-1] == "\n":
        rest = _LINE_ENDS.sub("", after, count=1) if ends_line and _EMPTY_LINE.search(before) else after
        return before + rest if rest else before.rstrip()
    return before.rstrip(" \t") + ("" if ends_line else " ") + after
