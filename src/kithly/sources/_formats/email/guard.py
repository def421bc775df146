"""The one place where any failure of a single message becomes a `Problem`."""

from __future__ import annotations

from collections.abc import Callable

from kithly.records import Message, Problem


def guarded(read: Callable[[], Message | str], *, at: str) -> Message | Problem:
    """Return the message, or a problem with its place if it cannot be read.

    Args:
        read: Reads one message; a text it returns is the reason why there is none.
        at: Place in the file.
    """
    try:
        outcome = read()
    except Exception as error:  # noqa: BLE001 - one broken message must not lose the file
        return Problem(at=at, reason=f"cannot be read ({type(error).__name__})")
    return Problem(at=at, reason=outcome) if isinstance(outcome, str) else outcome
