"""Leaves as a calendar (RFC 5545): whole days that belong to no zone, and no alarms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, timedelta

from icalendar import Calendar, Event, vRecur

from kithly.app.reminding.leaves import Leaf

NAME = "Kithly"
MADE_BY = "-//Kithly//Hellos//EN"


def calendar_text(leaves: Iterable[Leaf]) -> bytes:
    """Return a whole calendar; the same leaves give the same bytes."""
    calendar = _empty()
    calendar.add("x-wr-calname", NAME)
    for one in leaves:
        calendar.add_component(_event(one))
    return bytes(calendar.to_ical())


def event_text(leaf: Leaf) -> bytes:
    """Return one leaf as a calendar of its own, as servers keep it."""
    calendar = _empty()
    calendar.add_component(_event(leaf))
    return bytes(calendar.to_ical())


def _empty() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _event(leaf: Leaf) -> Event:
    event = Event()
    event.add("uid", leaf.uid)
    event.add("dtstamp", leaf.changed.astimezone(UTC))
    event.add("last-modified", leaf.changed.astimezone(UTC))
    event.add("sequence", leaf.version)
    event.add("dtstart", leaf.on)
    event.add("dtend", leaf.on + timedelta(days=1))
    event.add("summary", leaf.title)
    if leaf.text:
        event.add("description", leaf.text)
    if leaf.rule:
        event.add("rrule", vRecur.from_ical(leaf.rule))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event
