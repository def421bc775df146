"""Whose calendar it is, as far as the calendar tells: by the address it is called, or by who is in nearly all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from kithly.records import Identity, email_identity
from kithly.sources._formats.ical.cutting import Head
from kithly.sources._formats.ical.entries import Entry
from kithly.sources._formats.ical.guests import addresses_of

LEAST: Final = 3  # meetings before who is in most of them tells anything
MOST_OF: Final = 0.8  # share of the meetings that only its owner is in
AHEAD: Final = 1.25  # so much more often than anybody else: a couple's calendar has no single owner


def called(heads: Iterable[Head]) -> Identity | None:
    """Return the address that a calendar is called by, as Google calls everybody's first calendar."""
    names = (head.lines.get(name, "").partition(":")[2] for head in heads for name in ("X-WR-CALNAME", "NAME"))
    found = (email_identity(name) for name in names if "calendar.google.com" not in name)
    return next((one for one in found if one), None)


def in_most(entries: Iterable[Entry]) -> Identity | None:
    """Return who is in nearly all meetings of several, and in far more than anybody else."""
    counts: Counter[Identity] = Counter()
    meetings: set[str] = set()
    for one in entries:
        named = addresses_of(one.guests)
        if len(named) > 1 and one.uid not in meetings:
            meetings.add(one.uid)
            counts.update(named)
    (first, often), *others = [*counts.most_common(2), (None, 0), (None, 0)][:2]
    next_often = others[0][1]
    if len(meetings) < LEAST or often < MOST_OF * len(meetings) or often < AHEAD * next_often:
        return None
    return first


def name_of(owner: Identity, entries: Iterable[Entry]) -> str:
    """Return how the owner is called in their own calendar; empty if nothing tells."""
    names = Counter(
        one.party.name for each in entries for one in each.guests if one.party.identity == owner and one.party.name
    )
    return min(names, key=lambda name: (-names[name], name), default="")
