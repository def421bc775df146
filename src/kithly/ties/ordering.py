"""Interactions in the order of their ties, a block at a time, so that little memory is touched at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from kithly.history import Interactions
from kithly.ties.columns import ASKS, LIGHT, MET, Bools, Floats, Ints

BLOCK: Final = 1 << 17  # interactions worked through together: what is made of them stays near the processor
KEY_BITS: Final = 62  # what fits into one integer, with its sign and one to spare
MARKS: Final = 4  # bits: outgoing, light, asks, met


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """All interactions of some ties, by tie, time, and the alter's before ego's within one second.

    Attributes:
        first: The first of these ties.
        last: One past the last of them.
        tie: (n,) which of these ties, 0 for the first.
        at: (n,) seconds.
        outgoing: (n,) whether ego acted.
        light, asks, met: (n,) what the flags say.
        recipients: (n,) how many it was addressed to.
    """

    first: int
    last: int
    tie: Ints
    at: Floats
    outgoing: Bools
    light: Bools
    asks: Bools
    met: Bools
    recipients: Ints


def blocks(interactions: Interactions) -> Iterator[Block]:
    """Give interactions in order, about `BLOCK` at a time; a tie is never cut.

    Everything usually fits into one integer each: to sort these is several times faster than to
    sort places and gather six columns.

    Args:
        interactions: In any order.
    """
    if not len(interactions):
        return
    at, earliest = interactions.at, int(interactions.at.min())
    widest = (interactions.person.max(), at.max() - earliest, interactions.recipients.max())
    width = _Width(earliest, *(int(value).bit_length() for value in widest))
    if width.whole > KEY_BITS:
        yield from _gathered(interactions)
        return
    key = width.keys(interactions)
    key.sort()
    start = 0
    while start < len(key):
        tie = int(key[min(start + BLOCK, len(key)) - 1]) >> width.below_tie
        end = int(np.searchsorted(key, (tie + 1) << width.below_tie))
        yield width.block(key[start:end])
        start = end


@dataclass(frozen=True, slots=True)
class _Width:
    """How an interaction lies in one integer: tie, time, four marks, recipients."""

    earliest: int
    tie: int
    time: int
    count: int

    @property
    def whole(self) -> int:
        return self.tie + self.below_tie

    @property
    def below_tie(self) -> int:
        return self.time + MARKS + self.count

    def keys(self, interactions: Interactions) -> Ints:
        """Return one integer for each interaction."""
        key = np.empty(len(interactions), np.int64)
        for start in range(0, len(key), BLOCK):
            rows = slice(start, start + BLOCK)
            part = interactions.person[rows] << self.time
            part |= interactions.at[rows] - self.earliest
            flags = interactions.flags[rows]
            for mark in (interactions.outgoing[rows], flags & LIGHT, flags & ASKS, flags & MET):
                part <<= 1
                part |= mark != 0
            part <<= self.count
            part |= interactions.recipients[rows]
            key[rows] = part
        return key

    def block(self, key: Ints) -> Block:
        """Take sorted integers apart again."""
        tie = key >> self.below_tie
        first = int(tie[0])
        tie -= first
        marks = key >> self.count
        time = (marks >> MARKS) & ((1 << self.time) - 1)
        time += self.earliest
        return Block(
            first=first,
            last=first + int(tie[-1]) + 1,
            tie=tie,
            at=time.astype(float),
            outgoing=(marks & 8) != 0,
            light=(marks & 4) != 0,
            asks=(marks & 2) != 0,
            met=(marks & 1) != 0,
            recipients=key & ((1 << self.count) - 1),
        )


def _gathered(interactions: Interactions) -> Iterator[Block]:
    """Give the same where it does not fit into one integer."""
    order = np.lexsort((interactions.outgoing, interactions.at, interactions.person))
    person = interactions.person[order]
    start = 0
    while start < len(order):
        last = int(person[min(start + BLOCK, len(order)) - 1])
        end = int(np.searchsorted(person, last + 1))
        yield _block_of(interactions.rows(order[start:end]))
        start = end


def _block_of(told: Interactions) -> Block:
    light, asks, met = ((told.flags & flag) != 0 for flag in (LIGHT, ASKS, MET))
    first = int(told.person[0])
    return Block(
        first=first,
        last=int(told.person[-1]) + 1,
        tie=told.person - first,
        at=told.at.astype(float),
        outgoing=told.outgoing,
        light=light,
        asks=asks,
        met=met,
        recipients=told.recipients,
    )
