"""Files on their way in: taken out of a request piece by piece, so that none is ever held in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain

from anyio import from_thread
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.datastructures import FormData, UploadFile
from starlette.requests import ClientDisconnect, Request

from kithly.errors import UserError

MOST_FIELDS = 100  # of a form with files
MOST_FIELD = 64 << 10  # bytes of one of them
AT_ONCE = 1 << 20  # bytes handed from the server's loop to a room's thread: each handing over costs time
MODIFIED = "x-last-modified"  # seconds since 1970, as the browser knows them
_TORN = "The files did not arrive whole."
_AGAIN = "Bring them again."


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivingFile:
    """A file on its way.

    Attributes:
        name: What the user calls it, as the browser says.
        size: Its bytes; None where only its end will tell.
        modified: When the user's own file was last written, where the browser says so.
        pieces: What is in it; the next file comes after the last of them.
    """

    name: str
    size: int | None
    modified: datetime | None
    pieces: Iterator[bytes]


def arriving(request: Request) -> tuple[FormData, Iterator[ArrivingFile]]:
    """Return the fields of a request and its files, which arrive as they are taken.

    Only for a thread of the server's: each piece is waited for.

    Args:
        request: A form with files, or one file by itself, named by the path.

    Raises:
        UserError: It breaks off.
    """
    pieces = _pieces(request)
    kind, options = parse_options_header(request.headers.get("content-type"))
    if kind == b"multipart/form-data":
        return parted(pieces, options.get(b"boundary", b""))
    length = request.headers.get("content-length", "")
    file = ArrivingFile(
        name=str(request.path_params.get("name", "")),
        size=int(length) if length.isascii() and length.isdigit() else None,
        modified=_modified(request),
        pieces=pieces,
    )
    return FormData(), iter((file,))


def parted(pieces: Iterator[bytes], boundary: bytes) -> tuple[FormData, Iterator[ArrivingFile]]:
    """Return the fields that stand before the files of a form, and the files one after the other.

    Args:
        pieces: The form, as a browser sends it.
        boundary: What parts it.

    Raises:
        UserError: It is no form, or breaks off.
    """
    parts = _parts(_events(pieces, boundary))
    fields: list[tuple[str, str | UploadFile]] = []
    for part in parts:
        if part.name is not None or len(fields) >= MOST_FIELDS:
            return FormData(fields), _files(chain((part,), parts))
        fields.append((part.field, _text(part.pieces)))
    return FormData(fields), iter(())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    field: str
    name: str | None
    pieces: Iterator[bytes]


def _files(parts: Iterator[_Part]) -> Iterator[ArrivingFile]:
    """Yield the parts that are files; a browser sends a nameless one where none was chosen."""
    for part in parts:
        if part.name:
            yield ArrivingFile(name=part.name, size=None, modified=None, pieces=part.pieces)


def _text(pieces: Iterator[bytes]) -> str:
    told = b""
    for piece in pieces:
        told += piece[: MOST_FIELD - len(told)]
    return told.decode("utf-8", "replace")


def _parts(events: Iterator[tuple[str, bytes]]) -> Iterator[_Part]:
    for kind, _ in events:
        if kind != "begin":
            continue
        options = _options(events)
        data = _until_end(events)
        name = options.get(b"filename")
        yield _Part(
            field=options.get(b"name", b"").decode("utf-8", "replace"),
            name=None if name is None else name.decode("utf-8", "replace"),
            pieces=data,
        )
        for _ in data:  # what nobody took
            pass


def _options(events: Iterator[tuple[str, bytes]]) -> dict[bytes, bytes]:
    """Read the head of a part, and return what it says of itself."""
    field = value = b""
    found: dict[bytes, bytes] = {}
    for kind, data in events:
        if kind == "head":
            break
        if kind == "field":
            field += data
        elif kind == "value":
            value += data
        elif kind == "line":
            if field.lower() == b"content-disposition":
                _, found = parse_options_header(value)
            field = value = b""
    return found


def _until_end(events: Iterator[tuple[str, bytes]]) -> Iterator[bytes]:
    for kind, data in events:
        if kind == "end":
            return
        if kind == "data":
            yield data


def _events(pieces: Iterator[bytes], boundary: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what a form says, in order.

    Raises:
        UserError: It is no form, or breaks off.
    """
    told: list[tuple[str, bytes]] = []
    ended = False

    def data(kind: str) -> Callable[[bytes, int, int], None]:
        return lambda whole, start, end: told.append((kind, bytes(whole[start:end])))

    def mark(kind: str) -> Callable[[], None]:
        return lambda: told.append((kind, b""))

    try:
        parser = MultipartParser(
            boundary,
            {
                "on_part_begin": mark("begin"),
                "on_header_field": data("field"),
                "on_header_value": data("value"),
                "on_header_end": mark("line"),
                "on_headers_finished": mark("head"),
                "on_part_data": data("data"),
                "on_part_end": mark("end"),
                "on_end": mark("over"),
            },
        )
        for piece in pieces:
            parser.write(piece)
            ended = ended or ("over", b"") in told
            yield from told
            told.clear()
    except (FormParserError, ValueError) as error:
        raise UserError(_TORN, hint=_AGAIN) from error
    if not ended:
        raise UserError(_TORN, hint=_AGAIN)


def _pieces(request: Request) -> Iterator[bytes]:
    """Yield the body of a request as it comes.

    Raises:
        UserError: Whoever sent it is gone.
    """
    stream = request.stream()

    async def following() -> bytes:
        gathered = bytearray()
        async for piece in stream:
            gathered += piece
            if len(gathered) >= AT_ONCE:
                break
        return bytes(gathered)

    try:
        while piece := from_thread.run(following):
            yield piece
    except ClientDisconnect as error:
        raise UserError(_TORN, hint=_AGAIN) from error


def _modified(request: Request) -> datetime | None:
    with suppress(ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(float(request.headers[MODIFIED]), UTC) if MODIFIED in request.headers else None
    return None
