"""What every reader owes to any bytes: records, flaws with their place, or one sentence; soon, in text that keeps."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeVar

from tests.pace import spent

from kithly.errors import SourceFormatError
from kithly.records import Problem, Sighted
from kithly.sources import FileSource, GlancingSource, Item, MappedSource

Told = TypeVar("Told")

SECONDS = 2.0  # of CPU that a megabyte may take, and anything smaller
MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a file.

    Attributes:
        records: What was read, in order.
        problems: What was not, in order.
        refused: Why the rest, or the whole, was not read; empty if it was read to its end.
        is_known: Whether the source took the file for one of its own.
    """

    records: tuple[Sighted, ...] = ()
    problems: tuple[Problem, ...] = ()
    refused: str = ""
    is_known: bool = True

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all records."""
        return frozenset(one.record.key for one in self.records)


def outcome_of(source: FileSource, item: Item) -> Outcome:
    """Read a file as an import does: looked at, glanced at, read to its end."""
    seen = item.looked_at()
    if not source.recognises(seen):
        return Outcome(is_known=False)
    found: list[Sighted | Problem] = []
    refused = ""
    try:
        if isinstance(source, GlancingSource):
            source.glance(seen)
        if isinstance(source, MappedSource):
            source.columns(seen)
        found.extend(source.read(item))  # what was read before a failure stays in the list
    except SourceFormatError as error:
        refused = str(error)
        assert refused
    return judged(found, refused)


def judged(found: list[Sighted | Problem], refused: str = "") -> Outcome:
    """Return what became of a file, once each part of it is as it must be."""
    for one in found:
        assert one.at, one
        if isinstance(one, Problem):
            assert one.reason, one
            assert not one.held or one.question, one
        else:
            assert one.record.key, one
            assert one.observed_at.tzinfo is not None, one
        for text in texts_of(one):
            text.encode()  # a lone surrogate can be kept nowhere
            assert "\0" not in text, one
    records = tuple(one for one in found if isinstance(one, Sighted))
    return Outcome(records=records, problems=tuple(one for one in found if isinstance(one, Problem)), refused=refused)


def texts_of(value: Any) -> Iterator[str]:
    """Yield every text in a value of ours."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from texts_of(one)
    elif isinstance(value, dict):
        yield from texts_of([*value.keys(), *value.values()])
    elif is_dataclass(value):
        for one in fields(value):
            yield from texts_of(getattr(value, one.name))


def in_time(read: Callable[[], Told], size: int) -> Told:
    """Return what a function gives, once it took no longer than so many bytes may."""
    began = time.process_time()
    told = read()
    took = spent(began)
    assert took < SECONDS * max(1.0, size / MEGABYTE), f"{took:.1f} s for {size:,} bytes"
    return told
