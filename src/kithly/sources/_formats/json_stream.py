"""JSON of any size, as a stream of what happens in it; never held in memory as a whole."""

from __future__ import annotations

import codecs
import io
from bisect import bisect_left
from collections.abc import Iterator
from copy import copy
from typing import Any, BinaryIO, Final

from kithly.errors import SourceFormatError
from kithly.sources._formats.decode import STRAY, encoding_of
from kithly.sources._formats.nesting import NUMERALS, Nesting
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
        found = ijson.sendable_list()
        parser = ijson.parse_coro(found)
        while True:
            failure = _fed(parser, limited)
            yield from found  # whatever went wrong behind it
            limited.since = 0 if found else limited.since
            found.clear()
            if isinstance(failure, EOFError):
                return
            if failure is not None:
                raise _damaged(item, failure) from failure


def _fed(parser: Any, limited: _Limited) -> Exception | None:
    """Give a parser the next bytes; return what went wrong, or `EOFError` at a good end."""
    from ijson import JSONError  # noqa: PLC0415  # found only when a file needs it

    try:
        data = limited.read(CHUNK)
        if data:
            parser.send(data)
            return None
        parser.close()
        return EOFError()
    except (JSONError, SourceFormatError, UnicodeError, ValueError, ArithmeticError) as error:
        return error


def _damaged(item: Item, failure: Exception) -> SourceFormatError:
    if isinstance(failure, SourceFormatError):
        return failure
    message = f"{item.path.rsplit('/', 1)[-1]} is damaged or cut short"
    return SourceFormatError("files", item.path, f"{message}.", hint="Download it again.")


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
    """A stream that ends with an error where a value is one no parser can bear, and mends bytes that are no UTF-8.

    Attributes:
        since: Bytes read since the last thing happened.
    """

    def __init__(self, stream: BinaryIO, item: Item) -> None:
        self._stream = stream
        self._item = item
        self._decoder = codecs.getincrementaldecoder("utf-8")(STRAY)
        self._nesting = Nesting()
        self._fault = ""
        self.since = 0

    def read(self, size: int = -1) -> bytes:
        """Read about that many bytes; at a fault what stands before it, and then raise.

        Raises:
            SourceFormatError: What follows is too large, too deep or no number.
        """
        if self._fault:
            raise self._refusal(self._fault)
        data = self._borne(self._stream.read(size))
        self.since += len(data)
        if self.since > LARGEST:
            raise self._refusal("a value of over 16 MB")
        if data.isascii() and not self._decoder.getstate()[0]:
            return data if data or not self._fault else self.read(size)
        return self._decoder.decode(data, final=not data).encode("utf-8", "replace") or (data and self.read(size))

    def _borne(self, data: bytes) -> bytes:
        """Return the bytes, or those in front of the first that cannot be borne."""
        before = copy(self._nesting)
        self._fault = self._nesting.fault(data)
        if not self._fault:
            return data
        cut = bisect_left(range(len(data)), 1, key=lambda end: bool(copy(before).fault(data[: end + 1])))
        return data[:cut].rstrip(NUMERALS)  # the beginning of a long number is none

    def _refusal(self, what: str) -> SourceFormatError:
        name = self._item.path.rsplit("/", 1)[-1]
        return SourceFormatError("files", self._item.path, f"{name} holds {what}.", hint="Do not trust this file.")
