"""Any failure of a single message becomes a `Problem`."""

from __future__ import annotations

from collections.abc import Callable

from kithly.records import Message, Problem
from kithly.sources._formats.guard import attempt


def guarded(read: Callable[[], Message | str], *, at: str) -> Message | Problem:
    """Return the message, or a problem with its place if it cannot be read.

    Args:
        read: Reads one message; a text it returns is the reason why there is none.
        at: Place in the file.
    """
    outcome = attempt(read)
    return Problem(at=at, reason=outcome) if isinstance(outcome, str) else outcome
