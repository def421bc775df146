"""The words of the first pages: what tells who the user is, where their days are counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from kithly.app.figures import time_left
from kithly.interfaces.web.phrases import source_word

TELLS: Final[Mapping[str, str]] = {"linkedin_export": "your LinkedIn export", "mail": "your sent mail"}


def zone_place(zone: str) -> str:
    """Return a time zone by its place.

    Example:
        >>> zone_place("America/New_York"), zone_place("Etc/UTC")
        ('New York', 'UTC')
    """
    return zone.rpartition("/")[2].replace("_", " ")


def read_from(sources: Sequence[str]) -> str:
    """Return what tells who the user is, as one sentence; empty where nothing does.

    Example:
        >>> read_from(("linkedin_export", "mail"))
        'Read from your LinkedIn export and your sent mail.'
    """
    found = [TELLS.get(source, f"your {source_word(source)}") for source in sources if source != "self"]
    return f"Read from {' and '.join(found)}." if found else "As you said." if sources else ""


FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "read_from": read_from,
    "time_left": time_left,
    "zone_place": zone_place,
}
