"""When the user is free for a talk, as far as their calendars tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from kithly.app.network import Network
from kithly.app.said.day_rules import day_word
from kithly.history.free_times import LAST, LENGTH, Taken, free_times
from kithly.messages import Slot
from kithly.records import Meeting
from kithly.store import Reading

KNOWN = timedelta(days=60)  # a calendar that tells of no meeting within so long, behind or ahead, is none to go by
LONGEST = timedelta(days=1)  # meetings that began so long before a time may reach into it
USUAL = timedelta(minutes=60)  # a meeting whose length nobody tells
LAST_LOOKED = timedelta(days=LAST + 1)


def free_slots(kept: Reading, network: Network) -> tuple[Slot, ...]:
    """Return times to propose for a talk; none where no calendar tells when the user is busy.

    What stands in a calendar for the user alone is not read as a meeting, so these are times without meetings; the
    user looks at them before anything is sent.
    """
    now = network.now.astimezone(network.zone)
    first, last = (int((now + one).timestamp()) for one in (-KNOWN, KNOWN))
    numbers = kept.interactions.meetings_between(first, last)
    if not numbers:
        return ()
    rules = day_word(kept).rules
    quiet = rules.quiet_hours
    taken = [*_meetings(kept, network, now), *_arranged(kept)]
    times = free_times(
        taken,
        now=now,
        is_rest=lambda day: rules.rest_of(day) is not None,
        is_quiet=lambda at: quiet is not None and quiet.holds(at),
    )
    return tuple(Slot(starts=one, minutes=int(LENGTH.total_seconds()) // 60) for one in times)


def _meetings(kept: Reading, network: Network, now: datetime) -> Iterator[Taken]:
    """Yield the meetings of the days that are looked at."""
    since, until = now - LONGEST, now + LAST_LOOKED
    numbers = kept.interactions.meetings_between(int(since.timestamp()), int(until.timestamp()))
    for stored in kept.records.get(numbers):
        meeting = stored.record
        if not isinstance(meeting, Meeting) or meeting.at is None or meeting.is_cancelled:
            continue
        if meeting.is_all_day:
            starts = datetime.combine(meeting.at.date(), time(), network.zone)
            yield Taken(starts=starts, ends=starts + timedelta(days=1))
        else:
            length = timedelta(minutes=meeting.minutes) if meeting.minutes > 0 else USUAL
            yield Taken(starts=meeting.at, ends=meeting.at + length)


def _arranged(kept: Reading) -> Iterator[Taken]:
    """Yield the talks the user arranged here."""
    for one in kept.decisions.all("talk"):
        starts = datetime.fromisoformat(one.value["at"])
        yield Taken(starts=starts, ends=starts + timedelta(minutes=int(one.value["minutes"])))
