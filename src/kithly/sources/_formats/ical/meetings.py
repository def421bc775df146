"""One time of one event as the record of a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from kithly.records import Channel, Identity, Meeting, Party
from kithly.sources._formats.ical.guests import Guest
from kithly.sources._formats.ical.recurring import Time
from kithly.sources._formats.ical.times import instant

MOST_NAMED: Final = 500
LONGEST: Final = 7 * 24 * 60  # minutes; what takes longer is a journey or a flaw
CANCELLED: Final = "CANCELLED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Whose calendar an event stands in.

    Attributes:
        owner: By which identity it names its owner; None where it does not tell.
        is_ego: The source's word is that the owner is ego.
        is_shared: It holds meetings of others too, so that only being named proves that the owner was there.
    """

    owner: Identity | None
    is_ego: bool
    is_shared: bool = False


def meeting(one: Time, whose: Whose, *, zone: tzinfo, cancelled: bool) -> Meeting:
    """Return a meeting.

    Args:
        one: When it takes place, and what is written of that.
        whose: Whose calendar it stands in.
        zone: The zone of times that name none.
        cancelled: Whether all of it was called off.
    """
    written = one.entry
    came = [guest.party for guest in written.guests if not guest.said_no]
    said_no = [guest.party for guest in written.guests if guest.said_no]
    is_all_day = not isinstance(one.start, datetime)
    minutes = 0 if is_all_day else int(written.length.total_seconds()) // 60
    return Meeting(
        key=f"{written.uid}|{one.which}",
        channel=Channel.MEETING,
        at=instant(one.start, zone),
        title=written.title,
        attendees=tuple(came[:MOST_NAMED]),
        attendance=len(came),
        is_mine=whose.is_ego and takes_part(written.guests, whose.owner),
        text=written.text,
        place=written.place,
        minutes=minutes if minutes <= LONGEST else 0,
        is_all_day=is_all_day,
        uid=written.uid,
        declined=tuple(said_no[:MOST_NAMED]),
        owner=whose.owner,
        is_cancelled=cancelled or written.status == CANCELLED,
    )


def takes_part(guests: tuple[Guest, ...], owner: Identity | None) -> bool:
    """Say whether the owner of a calendar is in a meeting that stands there: unless they are named by a no alone."""
    answers = [one.said_no for one in guests if owner is not None and one.party.identity == owner]
    return not answers or not all(answers)


def is_named(guests: tuple[Guest, ...], owner: Identity) -> bool:
    """Say whether an event names the owner of its calendar, whatever they answered."""
    return any(one.party.identity == owner for one in guests)


def others(guests: tuple[Guest, ...], owner: Identity | None) -> tuple[Party, ...]:
    """Return whom an event names besides the owner of its calendar, whatever they answered.

    Where no owner is known, a host who asked nobody is taken for the owner.
    """
    if owner is None:
        return () if len(guests) == 1 and guests[0].is_host else tuple(one.party for one in guests)
    return tuple(one.party for one in guests if one.party.identity != owner)
