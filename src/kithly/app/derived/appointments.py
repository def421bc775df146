"""Meetings with people about now: told from columns, read for the few who have any."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np

from kithly.history import FEW_RECIPIENTS, Interactions
from kithly.history.interactions import Ints
from kithly.people import PersonId
from kithly.reasons import Appointment
from kithly.records import Meeting
from kithly.store import Reading, Stored

BEHIND, AHEAD = timedelta(days=70), timedelta(days=24)  # looked at of somebody met about now
ABOUT_NOW = (timedelta(days=8), timedelta(days=10))  # whoever is met within is looked at
EACH = 12  # meetings of a person that are read, the nearest first


def met_about_now(interactions: Interactions, *, now: datetime) -> Ints:
    """Return the people with whom ego has or had a small meeting within some days of now.

    Args:
        interactions: What happened with everybody, meetings ahead included.
        now: Aware.
    """
    first, last = int((now - ABOUT_NOW[0]).timestamp()), int((now + ABOUT_NOW[1]).timestamp())
    is_near = interactions.met & (interactions.at >= first) & (interactions.at <= last)
    persons = interactions.person[is_near & (interactions.recipients <= FEW_RECIPIENTS)]
    return np.array(sorted(set(persons.tolist())), np.int64)  # NumPy's own way loads a package of 20 ms for these few


def appointments_of(
    tx: Reading, interactions: Interactions, persons: Sequence[PersonId], *, now: datetime
) -> dict[PersonId, tuple[Appointment, ...]]:
    """Return the meetings about now of everybody who has one within some days.

    Args:
        tx: Where to read.
        interactions: What happened with some people, by place in ``persons``.
        persons: Who stands at each person index.
        now: Aware.
    """
    places = met_about_now(interactions, now=now)
    places = places[places < len(persons)]
    if not len(places):
        return {}
    first, last = int((now - BEHIND).timestamp()), int((now + AHEAD).timestamp())
    fits = interactions.met & (interactions.at >= first) & (interactions.at <= last)
    rows = np.flatnonzero(fits & np.isin(interactions.person, places))
    rows = rows[np.argsort(np.abs(interactions.at[rows] - int(now.timestamp())), kind="stable")]
    stored = {one.seq: one for one in tx.records.get(sorted(set(interactions.record[rows].tolist())))}
    found: dict[PersonId, list[Appointment]] = {}
    for row in rows.tolist():
        mine = found.setdefault(persons[int(interactions.person[row])], [])
        kept = stored.get(int(interactions.record[row]))
        one = _appointment(kept, int(interactions.recipients[row])) if kept and len(mine) < EACH else None
        mine += [one] if one else []
    return {person: tuple(ones) for person, ones in found.items()}


def _appointment(stored: Stored, others: int) -> Appointment | None:
    meeting = stored.record
    if not isinstance(meeting, Meeting) or meeting.at is None:
        return None
    return Appointment(
        record=stored.id,
        source=stored.source,
        at=meeting.at,
        title=meeting.title,
        text=meeting.text,
        place=meeting.place,
        length=timedelta(minutes=max(meeting.minutes, 0)),
        is_all_day=meeting.is_all_day,
        others=others,
    )
