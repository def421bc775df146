"""Whom the user meets within two days: shown above the day, never planned."""

from __future__ import annotations

from datetime import date, timedelta

from kithly.app.network import Network
from kithly.app.show import named
from kithly.app.views import MeetingSoonView
from kithly.app.when import told_day
from kithly.reasons import ReasonKind
from kithly.store import Reading

SHOWN = 3  # the first ones


def meetings_soon(kept: Reading, network: Network) -> tuple[MeetingSoonView, ...]:
    """Return whom the user meets within two days, the first first; nobody who is left in peace."""
    today = network.today
    soon = [
        one
        for one in kept.reasons.of_kinds({ReasonKind.MEETING})
        if one.starts and one.ends and one.starts <= today <= one.ends
    ]
    people = {row.person.id: row.person for row in kept.people.some({one.person for one in soon})}
    shown = [one for one in soon if one.person in people and people[one.person].is_plannable]
    shown.sort(key=lambda one: (one.on or today, one.text))
    return tuple(
        MeetingSoonView(
            person=named(people[one.person]), text=_said(one.text, one.on, today), on=one.on, evidence=one.evidence
        )
        for one in shown[:SHOWN]
    )


def _said(text: str, on: date | None, today: date) -> str:
    """Return the sentence with the day as one says it: today, tomorrow."""
    word = {today: "today", today + timedelta(days=1): "tomorrow"}.get(on) if on else None
    return text.replace(f" on {told_day(on.isoformat())}", f" {word}", 1) if on and word else text
