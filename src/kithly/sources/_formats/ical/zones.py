"""Which time zone a calendar means by a name: an official one, Windows' own, one with a maker's prefix, or its own.

An official name comes before the rules that a file writes beside it: those are often cut down to the present year.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

MOST: Final = 200  # zones that one calendar may define; more than that no calendar knows
_OFFSET: Final = re.compile(r"\(?(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d{2})?\)?.*", re.IGNORECASE)
_TO: Final = re.compile(r"TZOFFSETTO[^:]*:([+-])(\d{2})(\d{2})")
_PLACE: Final = re.compile(r"(?:X-LIC-LOCATION|TZID)[^:]*:(.+)")
_UNIVERSAL: Final = frozenset({"utc", "gmt", "z", "etc/utc", "etc/gmt", "universal", "zulu", "greenwich mean time"})
_RULE: Final = re.compile(r"RRULE[^:]*:(.*)", re.IGNORECASE)


class Zones:
    """The time zones of one calendar."""

    def __init__(self) -> None:
        self._written: dict[str, Sequence[str]] = {}
        self._known: dict[str, tzinfo | None] = {}

    def define(self, lines: Sequence[str]) -> None:
        """Take note of a zone that the calendar writes out."""
        names = [found[1].strip() for line in lines if (found := _PLACE.match(line))]
        if names and len(self._written) < MOST:
            self._written.setdefault(_plain(names[0]), lines)

    def named(self, name: str) -> tzinfo | None:
        """Return the zone a name means; None where nothing tells."""
        plain = _plain(name)
        if plain not in self._known and len(self._known) < MOST * 10:
            self._known[plain] = official(plain) or self._own(plain) or _by_offset(plain)
        return self._known.get(plain)

    def _own(self, name: str) -> tzinfo | None:
        """Return a zone by what the calendar writes of it: a place it names, or its rules."""
        lines = self._written.get(name)
        if lines is None:
            return None
        places = (official(found[1].strip()) for line in lines if (found := _PLACE.match(line)))
        return next((place for place in places if place), None) or _by_rules(lines) or _by_first_offset(lines)


@lru_cache(1 << 10)
def official(name: str) -> tzinfo | None:
    """Return the zone of an official, a Windows, or a prefixed name; None where it is none of these."""
    plain = _plain(name)
    if plain.casefold() in _UNIVERSAL:
        return UTC
    parts = plain.strip("/").split("/")
    ends = ["/".join(parts[place:]) for place in range(min(len(parts), 6))]
    for one in (plain, _windows(plain), *ends):
        if found := _zone(one):
            return found
    return None


def _plain(name: str) -> str:
    return " ".join(name.strip().strip("\"'").replace("\\,", ",").split())


def _windows(name: str) -> str:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # noqa: PLC0415  # only who needs it loads it

    return WINDOWS_TO_OLSON.get(name, "")


def _zone(name: str) -> ZoneInfo | None:
    exact = _spelt().get(name.replace(" ", "_").casefold(), "")
    return ZoneInfo(exact) if exact else None


@lru_cache(1)
def _spelt() -> dict[str, str]:
    """Return every official name by its lower-case spelling."""
    return {name.casefold(): name for name in available_timezones()}


def _by_offset(name: str) -> tzinfo | None:
    """Return a fixed distance from UTC, of names like ``GMT+0200`` and ``(UTC+01:00) Amsterdam, Berlin``."""
    found = _OFFSET.fullmatch(name)
    return _fixed(found[1], found[2], found[3] or "0") if found else None


def _by_first_offset(lines: Sequence[str]) -> tzinfo | None:
    found = next((one for line in lines if (one := _TO.match(line))), None)
    return _fixed(*found.groups()) if found else None


def _fixed(sign: str, hours: str, minutes: str) -> tzinfo | None:
    away = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if sign == "-" else 1)
    return timezone(away) if abs(away) < timedelta(hours=16) else None


def _by_rules(lines: Sequence[str]) -> tzinfo | None:
    """Return a zone by its rules of summer and winter; only yearly ones are followed."""
    rules = [found[1].upper() for line in lines if (found := _RULE.match(line))]
    if any("FREQ=YEARLY" not in rule or len(rule) > 200 or "BYSECOND" in rule for rule in rules):
        return None
    from icalendar import Timezone  # noqa: PLC0415  # only who needs it loads it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            written = Timezone.from_ical("\r\n".join(["BEGIN:VTIMEZONE", *lines, "END:VTIMEZONE", ""]))
            zone = written.to_tz(lookup_tzid=False) if isinstance(written, Timezone) else None
            return zone if isinstance(zone, tzinfo) else None
    except Exception:  # noqa: BLE001  # a zone may be written wrong in any way; then its offset must do
        return None
