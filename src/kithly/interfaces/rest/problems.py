"""What went wrong, told to a program: RFC 9457, out of the one table of errors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from kithly.app.doors import Event
from kithly.app.mistakes import show_where
from kithly.errors import KithlyError
from kithly.interfaces import wire

MEDIA = "application/problem+json"
MOST_SENTENCE = 400  # characters: a sentence may name what was asked for, and that may be anything
MOST_CANDIDATES = 20
_MISTAKE = "Kithly made a mistake of its own; nothing was kept of this step."


class Refusal(KithlyError):
    """This door does not answer such a request.

    Attributes:
        kind: Name of the row in `wire.DOOR`.
        headers: To send with the answer.
        places: Where the request is not as it must be, and why.
        event: As what it is written down at the door; None where it is no matter of who may come in.
    """

    def __init__(
        self,
        kind: str,
        message: str,
        *,
        hint: str = "",
        headers: Mapping[str, str] | None = None,
        places: tuple[tuple[str, str], ...] = (),
        event: Event | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.kind = kind
        self.headers = dict(headers or {})
        self.places = places
        self.event = event


def told(error: Exception) -> Response:
    """Return a failure as an answer; of a mistake of our own no word gets out, for it may hold anybody's."""
    if isinstance(error, Refusal):
        status, title = wire.DOOR[error.kind]
        places = [{"at": at, "reason": reason} for at, reason in error.places]
        return _answer((status, error.kind, title), error, {"errors": places})
    _, status, kind = wire.status_of(error)
    if not isinstance(error, KithlyError):
        return mistaken(error)
    candidates = list(getattr(error, "candidates", ()))[:MOST_CANDIDATES]
    more = {"candidates": candidates, **wire.both_versions(error)}
    return _answer((status, kind, wire.title_of(error)), error, more)


def mistaken(error: Exception) -> Response:
    """Return a mistake of Kithly's own; nothing is logged."""
    show_where(error)
    return _answer((500, "unexpected", wire.DOOR["unexpected"][1]), KithlyError(_MISTAKE, hint="kithly doctor"))


def _answer(row: tuple[int, str, str], error: KithlyError, more: Mapping[str, Any] | None = None) -> Response:
    """Return a problem: its row of the table, what this one says, and what else there is to tell."""
    status, kind, title = row
    body = {"type": f"{wire.PROBLEM}{kind}", "title": title, "status": status, "detail": _short(str(error))}
    body |= {key: one for key, one in {"hint": error.hint, **(more or {})}.items() if one}
    text = json.dumps(wire.plain(body), ensure_ascii=False)
    headers = error.headers if isinstance(error, Refusal) else {}
    return Response(text.encode("utf-8", "replace"), status_code=status, headers=headers, media_type=MEDIA)


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= MOST_SENTENCE else f"{sentence[:MOST_SENTENCE]}…"
