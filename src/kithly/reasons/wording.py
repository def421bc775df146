"""How reasons speak of days and words."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MOST_QUOTED = 100  # letters


def day(at: datetime, zone: tzinfo | None) -> str:
    """Return ``3 March 2017``, in ego's zone, whatever the locale."""
    local = at.astimezone(zone)
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"


def day_of_year(on: date) -> str:
    """Return ``3 March``."""
    return f"{on.day} {_MONTHS[on.month - 1]}"


def month(at: datetime, zone: tzinfo | None) -> str:
    """Return ``March 2017``."""
    local = at.astimezone(zone)
    return f"{_MONTHS[local.month - 1]} {local.year}"


def quoted(text: str) -> str:
    """Return words in quotation marks on one line."""
    return f"“{' '.join(text.split())}”"


def ended(sentence: str) -> str:
    """Return a sentence with its full stop, once ("... to Acme Inc.")."""
    return sentence if sentence.endswith((".", "…")) else sentence + "."


def age(at: datetime, now: datetime) -> timedelta:
    """Return how long ago something was; never negative."""
    return max(now - at, timedelta())


def fading(worth: float, floor: float, *, elapsed: timedelta, half: timedelta) -> float:
    """Return a worth that sinks from its start towards a floor, half-way after ``half``."""
    halves: float = elapsed / half
    left: float = 0.5**halves
    return round(floor + (worth - floor) * left, 4)
