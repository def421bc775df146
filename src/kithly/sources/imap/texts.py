"""Fetching the text parts of many messages: those of one shape in one command, and only so much at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kithly.sources.imap.messages import Seen, part_of
from kithly.sources.imap.structure import MAX_PART, WHOLE, Piece
from kithly.transport.imap import Session

AT_ONCE = 4 << 20  # bytes of text in memory at once
MANY = 100  # parts asked for in one command

Shaped = tuple[Seen, Piece | str]  # a message, and its parts or why they are not known


def portions(shaped: Sequence[Shaped]) -> Iterator[list[Shaped]]:
    """Cut messages into lists whose texts have room in memory together."""
    portion: list[Shaped] = []
    room = AT_ONCE
    for one in shaped:
        size = _size(one)
        if portion and size > room:
            yield portion
            portion, room = [], AT_ONCE
        portion.append(one)
        room -= size
    if portion:
        yield portion


def _size(one: Shaped) -> int:
    seen, shape = one
    if isinstance(shape, str):
        return 0
    if shape.wanted() == (WHOLE,):
        return min(seen.size, MAX_PART)
    return sum(min(piece.size, MAX_PART) for piece in shape.all() if piece.is_wanted)


def contents(session: Session, shaped: Sequence[Shaped]) -> dict[int, dict[str, bytes]]:
    """Return the text parts of some messages as they are sent, by UID and number of the part."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for seen, shape in shaped:
        if isinstance(shape, Piece):
            groups.setdefault(shape.wanted(), []).append(seen.uid)
    found: dict[int, dict[str, bytes]] = {}
    for numbers, uids in groups.items():
        step = max(1, MANY // max(1, len(numbers)))
        for start in range(0, len(uids), step) if numbers else ():
            found |= _fetched(session, uids[start : start + step], numbers)
    return found


def _fetched(session: Session, uids: Sequence[int], numbers: Sequence[str]) -> dict[int, dict[str, bytes]]:
    answers = session.fetch(uids, [f"BODY.PEEK[{number}]<0.{MAX_PART}>" for number in numbers])
    found: dict[int, dict[str, bytes]] = {}
    for uid, answer in answers.items():
        parts = {number: part_of(answer, rb"BODY\[" + number.encode() + rb"\]") for number in numbers}
        found[uid] = {number: content for number, content in parts.items() if content is not None}
    return found
