"""Forms as they arrive: read whole, within limits, so that none fills the memory or keeps anybody waiting."""

from __future__ import annotations

from collections.abc import AsyncIterator
from urllib.parse import parse_qsl

import anyio
from starlette.datastructures import FormData
from starlette.requests import Request

from kithly.errors import UserError

KIND = "application/x-www-form-urlencoded"  # what our pages send; files go another way
MOST_FORM = 4 << 20  # bytes of a form: a bulk edit names 12,000 people in one of 0.5 million
MOST_FIELDS = 12_000
PATIENCE = 30.0  # seconds a form may take to arrive from this very machine
_TOO_MUCH = "This is more than a form holds."


async def sent_form(request: Request, *, most: int = MOST_FORM) -> FormData:
    """Return the fields of a form; none where a request brings something else.

    Args:
        request: What brings it.
        most: Bytes it may have.

    Raises:
        UserError: It is too large, or does not arrive.
        ClientDisconnect: Whoever sent it is gone.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != KIND:
        return FormData()
    told = request.headers.get("content-length", "0")
    if not told.isascii() or not told.isdigit() or len(told) > len(str(most)) or int(told) > most:
        raise UserError(_TOO_MUCH)
    try:
        with anyio.fail_after(PATIENCE):
            body = await _whole(request.stream(), most)
    except TimeoutError as error:
        raise UserError("The form did not arrive whole.", hint="Send it again.") from error
    return fields_of(body)


def fields_of(body: bytes) -> FormData:
    """Return the fields of a form.

    Raises:
        UserError: There are too many.
    """
    text = body.decode("utf-8", "replace")
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="replace", max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise UserError(_TOO_MUCH) from error
    return FormData([(name, value) for name, value in pairs])


async def _whole(stream: AsyncIterator[bytes], most: int) -> bytes:
    """Return what arrives, and stop as soon as it is too much, whatever was announced."""
    body = bytearray()
    async for piece in stream:
        body += piece
        if len(body) > most:
            raise UserError(_TOO_MUCH)
    return bytes(body)
