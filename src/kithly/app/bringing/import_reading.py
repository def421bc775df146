"""Reading one file as a stream: cut into batches, and told where it breaks off."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date
from itertools import islice

from kithly.errors import SourceFormatError
from kithly.records import Problem, Sighted
from kithly.sources.base import FileSource, Item, Known, NewestFirst, SkippingSource

BATCH = 1_000  # records a transaction: a kill loses at most this much work
PICTURES = 16 << 20  # bytes of pictures a transaction: they wait in memory until it ends

Read = Sighted | Known | Problem


class Reading:
    """One file while it is read; what breaks off in the middle keeps what was read before.

    Attributes:
        failed: The disk or the network failed, so that the file is worth another try.
    """

    def __init__(self, source: FileSource, item: Item, *, offset: int, known: Container[int]) -> None:
        self._source = source
        self._item = item
        self._offset = offset
        self._known = known
        self.failed = False

    def batches(self) -> Iterator[tuple[Read, ...]]:
        """Yield what is read, batch by batch; each ends where a reader can go on, if there is such a place.

        Raises:
            SourceFormatError: The file cannot be read at all.
            OSError: The file cannot be opened.
        """
        return batches(self._stream())

    def back_to(self, offset: int) -> date | None:
        """Return the day back to which everything is read; None where the file is not read newest first.

        Args:
            offset: How far reading is.
        """
        return self._source.back_to(self._item, offset) if isinstance(self._source, NewestFirst) else None

    def _stream(self) -> Iterator[Read]:
        last = None
        try:
            for one in self._open():
                last = one.at
                yield one
        except (SourceFormatError, OSError) as error:
            if last is None and not self._offset:
                raise
            self.failed = isinstance(error, OSError)
            why = error.strerror if isinstance(error, OSError) else str(error).rstrip(".")
            place = last or "where it stopped before"
            yield Problem(at=f"after {place}", reason=f"the rest of the file is lost: {why}")

    def _open(self) -> Iterator[Read]:
        """Start reading; sources that can skip known messages before parsing are told which."""
        if isinstance(self._source, SkippingSource):
            return self._source.read(self._item, resume=self._offset, known=self._known)
        return iter(self._source.read(self._item, resume=self._offset))


def batches(stream: Iterable[Read]) -> Iterator[tuple[Read, ...]]:
    """Cut a stream into batches that end where a reader can go on; the rest waits for the next batch."""
    iterator = iter(stream)
    waiting: tuple[Read, ...] = ()
    while fresh := tuple(_weighed(iterator)):
        batch = waiting + fresh
        end = next((i + 1 for i in range(len(batch) - 1, -1, -1) if resume_of(batch[i]) is not None), len(batch))
        waiting = batch[end:]
        yield batch[:end]
    if waiting:
        yield waiting


def _weighed(stream: Iterator[Read]) -> Iterator[Read]:
    """Yield what fits into one batch: at most `BATCH`, and less where pictures come with it."""
    weight = 0
    for one in islice(stream, BATCH):
        yield one
        weight += len(getattr(one, "photo", b""))
        if weight >= PICTURES:
            return


def resume_of(one: Read) -> int | None:
    """Return the offset after this one to go on from, if it tells."""
    return getattr(one, "resume", None)
