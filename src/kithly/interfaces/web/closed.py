"""What a paired phone may do, and what only the computer may: one list, by the beginnings of addresses.

A phone does the day's work. What lets somebody or something in, what holds secrets, what leaves the machine by itself,
and what touches files of the computer stays at the computer. A room that stands nowhere here is closed to phones.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

OPEN: Final = (
    "/today",
    "/write",
    "/hello",
    "/inbox",
    "/notes",
    "/courage",
    "/outbox",
    "/feed",
    "/share",
    "/people",
    "/talks",
    "/pictures",
    "/records",
    "/search",
    "/merges",
    "/met",
    "/network",
    "/years",
    "/triage",
    "/eras",
    "/changes",
    "/calendar.ics",
    "/settings/you",
    "/settings/me",
    "/settings/days",
    "/settings/minutes",
    "/settings/quiet",
    "/settings/holiday",
    "/settings/away",
    "/settings/limit",
    "/settings/leap",
    "/settings/circles",
    "/settings/circle",
    "/settings/look",
    "/settings/door",  # to leave by; what happened at the doors is told at the computer alone
)
CLOSED: Final = (
    "/start",  # files of the computer, by where they lie there
    "/files",
    "/held",
    "/health",  # where everything lies
    "/accounts",  # accounts and their secrets
    "/feed/follow",  # the same: it adds an account
    "/settings/accounts",
    "/settings/sending",
    "/settings/digest",
    "/settings/reminders",
    "/settings/writer",  # the key of a language model, and what leaves
    "/settings/web",
    "/settings/phone",  # who may come in
    "/settings/programs",
    "/settings/proposals",
    "/proposals",  # what an assistant asked for
    "/settings/backup",
    "/settings/place",
    "/settings/doors",  # who was refused
    "/forget",  # what cannot be undone
)
_ALONE: Final = frozenset({"/", "/settings"})  # what lies below these has an entry of its own
_TOLD: Final[Mapping[str, bool]] = {**dict.fromkeys(OPEN, True), **dict.fromkeys(CLOSED, False)}


def told_of(path: str) -> bool | None:
    """Return whether a phone may ask for an address of the app; None where nothing is said of it.

    Args:
        path: An address, or the path of a room.
    """
    if path in _ALONE:
        return True
    parts = path.split("/")
    begins = ("/".join(parts[:length]) for length in range(len(parts), 1, -1))
    return next((_TOLD[one] for one in begins if one in _TOLD), None)


def is_open(path: str) -> bool:
    """Say whether a phone may ask for an address."""
    return told_of(path) is True
