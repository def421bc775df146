"""JSON of any size, as a stream of what happens in it; never held in memory as a whole."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from kithly.errors import SourceFormatError
from kithly.sources._formats.decode import STRAY, encoding_of
from kithly.sources._formats.nesting import DEEPEST, Nesting
from kithly.sources.base import Item

CHUNK: Final = 1 << 16  # bytes read at a time
LARGEST: Final = 16 << 20  # bytes of one value; no text of a human is so long
_BOM: Final = codecs.BOM_UTF8

Event = tuple[str, str, Any]
"""Where something is (``chats.list.item.name``), what it is (``string``, ``start_map`` ...), and its value."""


def events(item: Item) -> Iterator[Event]:
    """Yield what happens in a file of JSON, in order.

    Raises:
        SourceFormatError: It is damaged or cut short, or holds a value that is too large or too deep.
    """
    import ijson  # noqa: PLC0415  # found only when a file needs it

    with item.opener() as stream:
        limited = _Limited(_in_utf8(item, stream), item)
        try:
            for event in ijson.parse(limited, buf_size=CHUNK):
                limited.since = 0
                yield event
        except (ijson.JSONError, UnicodeError, ValueError, ArithmeticError) as error:
            message = f"{item.path.rsplit('/', 1)[-1]} is damaged or cut short"
            raise SourceFormatError("files", item.path, f"{message}.", hint="Download it again.") from error


def builder() -> Any:
    """Return what makes a value out of its events: give it each by ``event``, then take its ``value``."""
    from ijson import ObjectBuilder  # noqa: PLC0415  # found only when a file needs it

    return ObjectBuilder()


def _in_utf8(item: Item, stream: BinaryIO) -> BinaryIO:
    """Return the stream in UTF-8 without a mark, whatever it was written in."""
    encoding = encoding_of(item.opener)
    if encoding == "utf-8":
        return stream
    if encoding == "utf-8-sig":
        stream.read(len(_BOM))
        return stream
    return _Recoded(stream, encoding)  # type: ignore[return-value]  # reads, which is all that is asked


class _Recoded(io.RawIOBase):
    """A stream in another encoding, read as UTF-8."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        super().__init__()
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")

    def read(self, size: int = -1, /) -> bytes:
        """Read about that many bytes."""
        while True:
            data = self._stream.read(size)
            text = self._decoder.decode(data, final=not data)
            if text or not data:
                return text.encode("utf-8", "replace")


class _Limited:
    """A stream that ends with an error where a value is too large or too deep, and mends bytes that are no UTF-8.

    Attributes:
        since: Bytes read since the last thing happened.
    """

    def __init__(self, stream: BinaryIO, item: Item) -> None:
        self._stream = stream
        self._item = item
        self._decoder = codecs.getincrementaldecoder("utf-8")(STRAY)
        self._nesting = Nesting()
        self.since = 0

    def read(self, size: int = -1) -> bytes:
        """Read about that many bytes."""
        data = self._stream.read(size)
        self.since += len(data)
        if self.since > LARGEST:
            name = self._item.path.rsplit("/", 1)[-1]
            raise SourceFormatError(
                "files", self._item.path, f"{name} holds a value of over 16 MB.", hint="Do not trust this file."
            )
        if self._nesting.deepest(data) > DEEPEST:
            name = self._item.path.rsplit("/", 1)[-1]
            message = f"{name} holds values within values, over {DEEPEST} deep."
            raise SourceFormatError("files", self._item.path, message, hint="Do not trust this file.")
        if data.isascii() and not self._decoder.getstate()[0]:
            return data
        return self._decoder.decode(data, final=not data).encode("utf-8", "replace") or (data and self.read(size))
