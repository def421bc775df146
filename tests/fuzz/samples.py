"""Golden samples as the readers get them, and the same samples with other bytes in one of their files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, partial
from io import BytesIO
from pathlib import Path

from tests.unit.sources.telling import items_in

from kithly.app.loading import load_sources
from kithly.errors import KithlyError
from kithly.sources import FileSource
from kithly.sources.base import Item, Siblings

GOLDEN = Path(__file__).parents[1] / "golden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One file of a golden sample.

    Attributes:
        name: Where it lies among the samples.
        source: What reads it.
        item: The file among its neighbours.
        data: Its bytes.
    """

    name: str
    source: FileSource
    item: Item = field(repr=False)
    data: bytes = field(repr=False)

    def holding(self, data: bytes) -> Item:
        """Return the file, among the same neighbours, with other bytes in it."""
        around = Siblings()
        around.update(self.item.siblings)
        found = replace(
            self.item, size=len(data), opener=partial(BytesIO, data), siblings=around, begun=None, is_on_disk=False
        )
        around[found.name] = found
        return found


@cache
def samples() -> tuple[Sample, ...]:
    """Return every file of every golden sample that some source reads, in order of their names."""
    places = sorted(place for kind in GOLDEN.iterdir() if kind.name != "schemas" for place in kind.iterdir())
    return tuple(sorted((one for place in places for one in _samples_in(place)), key=lambda one: one.name))


def _samples_in(place: Path) -> Iterator[Sample]:
    for item in items_in(place):
        source = None if item.leaves is not None else _reader_of(item)
        if source is not None:
            name = f"{place.relative_to(GOLDEN).as_posix()}/{item.name if place.is_dir() else ''}".rstrip("/")
            with item.opener() as stream:
                yield Sample(name=name, source=source, item=item, data=stream.read())


def _reader_of(item: Item) -> FileSource | None:
    try:
        return next((source for source in load_sources() if source.recognises(item)), None)
    except KithlyError:
        return None
