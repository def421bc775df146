"""An act that must not happen twice: asked again with the same key, it is answered as the first time, and not done.

The answers are kept while the server runs, in memory: a key is for a program that lost an answer and asks again.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Annotated, Any

from fastapi import Header
from starlette.requests import Request
from starlette.responses import Response

from kithly.interfaces.rest.problems import Refusal

MOST_ANSWERS = 1_000  # of all programs; the oldest goes first
KEY_FIELD = "idempotency_key"
REPLAYED = "idempotency-replayed"
WELL = 300  # answers below this status are kept; what was refused may be tried again

Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern="^[A-Za-z0-9_-]{1,64}$",
        description="Any word of your own for this one act. Asked again with it, it is answered as the first time.",
    ),
]


@dataclass(slots=True)
class Kept:
    """What was answered to one key.

    Attributes:
        lock: Held while it is done, so that a second one waits for its answer.
        asked: A mark of what was asked; None before it was answered.
        answer: What was answered.
    """

    lock: threading.Lock = field(default_factory=threading.Lock)
    asked: bytes | None = None
    answer: Response | None = None


class Answers:
    """What was answered to acts with a key; safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str], Kept] = OrderedDict()

    def of(self, holder: str, key: str) -> Kept:
        """Return what is kept under a key of one program."""
        with self._lock:
            kept = self._kept.setdefault((holder, key), Kept())
            self._kept.move_to_end((holder, key))
            while len(self._kept) > MOST_ANSWERS:
                self._kept.popitem(last=False)
        return kept


def once(request: Request, key: str, asked: Mapping[str, Any], act: Callable[[], Response]) -> Response:
    """Return the answer to an act, which is done unless this program asked for it before.

    Args:
        request: Who asks, and what.
        key: The program's word for this act.
        asked: What is asked, by name.
        act: Does it.

    Raises:
        Refusal: The key was used for something else.
    """
    kept = request.app.state.answers.of(request.scope["kithly.pass"].id, key)
    mark = _mark(request, asked)
    with kept.lock:
        if kept.answer is not None and kept.asked != mark:
            raise Refusal("key_used", "This key was used for something else.", hint="Take a new key for each act.")
        if kept.answer is not None:
            headers = {**dict(kept.answer.headers), REPLAYED: "true"}
            return Response(bytes(kept.answer.body), status_code=kept.answer.status_code, headers=headers)
        answer = act()
        if answer.status_code < WELL:
            kept.asked, kept.answer = mark, answer
    return answer


def _mark(request: Request, asked: Mapping[str, Any]) -> bytes:
    """Return a mark of what is asked: method, address, and all that was sent."""
    told = f"{request.method} {request.url.path} {sorted(asked.items())!r}"
    return blake2b(told.encode("utf-8", "surrogatepass")).digest()
