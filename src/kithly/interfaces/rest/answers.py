"""Answers: a document, the mark of its content, and the ways to the pages beside it."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from kithly.interfaces import wire
from kithly.interfaces.rest.operation import SAFE, Operation

ROOT = "/api/v1"
MEDIA = "application/json"
MARK_BYTES = 16
NOT_MODIFIED = 304


def answered(request: Request, operation: Operation, view: Any) -> Response:
    """Return a view as an answer: nothing new where whoever asks has it already."""
    name = operation.names.get(type(view), operation.name)
    body = wire.document(name, view).encode("utf-8")
    ways = _ways(request, view.total) if operation.is_paged else {}
    if operation.is_versioned:
        ways["etag"] = f'{mark_of(body)[:-1]}.{view.version}"'
    if operation.place is not None:
        ways["location"] = f"{ROOT}{operation.place(view)}"
    return marked(request, body, ways, status=operation.status)


def marked(request: Request, body: bytes, more: Mapping[str, str] | None = None, *, status: int = 200) -> Response:
    """Return a document with the mark of its content.

    Args:
        request: Who asks.
        body: The document.
        more: Further headers.
        status: Of an answer that went well.
    """
    headers = {"etag": mark_of(body), **(more or {})}
    if request.method in SAFE and is_known(request.headers.getlist("if-none-match"), headers["etag"]):
        return Response(status_code=NOT_MODIFIED, headers=headers)
    return Response(body, status_code=status, headers=headers, media_type=MEDIA)


def mark_of(body: bytes) -> str:
    """Return the entity tag of an answer: another one for any other content."""
    return f'"{blake2b(body, digest_size=MARK_BYTES).hexdigest()}"'


def is_known(told: list[str], mark: str) -> bool:
    """Say whether whoever asks has this content (RFC 9110, 13.1.2: weak comparison; ``*`` is anything)."""
    marks = {one.strip().removeprefix("W/") for line in told for one in line.split(",")}
    return mark in marks or "*" in marks


def _ways(request: Request, total: int) -> dict[str, str]:
    """Return the addresses of the other pages (RFC 8288)."""
    limit, offset = (int(request.scope["kithly.page"][name]) for name in ("limit", "offset"))
    starts = {"first": 0, "last": max(total - 1, 0) // limit * limit}
    starts |= {"next": offset + limit} if offset + limit < total else {}
    starts |= {"prev": max(min(offset, total) - limit, 0)} if offset else {}
    links = [f'<{_page(request, limit, start)}>; rel="{name}"' for name, start in starts.items()]
    return {"link": ", ".join(links), "x-total-count": str(total)}


def _page(request: Request, limit: int, offset: int) -> str:
    asked = [(name, value) for name, value in request.query_params.multi_items() if name not in {"limit", "offset"}]
    return f"{request.scope['raw_path'].decode('ascii')}?{urlencode([*asked, ('limit', limit), ('offset', offset)])}"
