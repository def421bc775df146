"""Every reader of foreign bytes, as a function that is given bytes and must bear any."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from tests.fuzz.judging import in_time, outcome_of
from tests.fuzz.readers import READERS
from tests.fuzz.samples import Sample, samples

MOST = 1 << 16  # bytes of one input that is tried; what is larger is tested elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One reader.

    Attributes:
        name: What is called by ``make fuzz-parsers``.
        read: Is given bytes; raises only what is a fault.
        seeds: Whole inputs to begin with.
    """

    name: str
    read: Callable[[bytes], object]
    seeds: Sequence[bytes] = field(repr=False)

    def attempt(self, data: bytes) -> None:
        """Read bytes in time, or fail."""
        in_time(lambda: self.read(data), len(data))


@cache
def targets() -> Mapping[str, Target]:
    """Return all, by name: the sources of files, then what reads anything else."""
    found = {name: _of_source(name, group) for name, group in _by_source().items()}
    found |= {name: Target(name=name, read=read, seeds=seeds) for name, (read, seeds) in READERS.items()}
    return MappingProxyType(found)


def _by_source() -> Mapping[str, tuple[Sample, ...]]:
    names = sorted({one.source.name for one in samples()})
    return {name: tuple(one for one in samples() if one.source.name == name) for name in names}


def _of_source(name: str, group: tuple[Sample, ...]) -> Target:
    """Return a source of files; the first byte of an input says among which neighbours the rest of it lies."""

    def read(data: bytes) -> object:
        sample = group[data[0] % len(group)] if data else group[0]
        return outcome_of(sample.source, sample.holding(data[1:]))

    return Target(name=name, read=read, seeds=[bytes([place]) + one.data for place, one in enumerate(group[:256])])
