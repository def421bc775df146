"""Bytes as disks, networks and half downloads leave them: flipped, cut short, doubled, lost."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

TELLING = (0, 9, 10, 13, 32, 34, 44, 45, 58, 59, 60, 61, 62, 91, 92, 123, 125, 128, 255)  # bytes that mean something


def flipped(data: bytes, count: int, *, seed: int) -> Iterator[bytes]:
    """Yield as many copies, each with one byte another one: by a single bit, or one that means something."""
    chance = Random(seed)  # noqa: S311 - the same damage every time
    for number in range(count if data else 0):
        copy = bytearray(data)
        place = chance.randrange(len(data))
        copy[place] = copy[place] ^ (1 << chance.randrange(8)) if number % 2 else chance.choice(TELLING)
        yield bytes(copy)


def cut(data: bytes, steps: int) -> Iterator[bytes]:
    """Yield the beginnings of the data, the shortest first, at that many equal steps."""
    yield from (data[: len(data) * step // steps] for step in range(steps))


def zeroed(data: bytes, count: int, *, seed: int) -> Iterator[bytes]:
    """Yield as many copies, each with a zero somewhere: what no database takes in a text."""
    chance = Random(seed)  # noqa: S311 - the same damage every time
    for _ in range(count):
        place = chance.randrange(len(data) + 1)
        yield data[:place] + b"\0" + data[place + chance.randrange(2) :]
