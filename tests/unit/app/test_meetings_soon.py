"""A calendar is looked at for the days about now: what is ahead stands above the day, what is behind is followed up."""

from __future__ import annotations

from datetime import timedelta

from kithly.app.belonging.word import quiet
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network
from kithly.app.today.day import today
from kithly.reasons import ReasonKind
from kithly.records import Channel, Meeting
from kithly.testing.store_samples import NOW, keep, party, sighted


def meeting(key: str, *who: str, hours: float) -> Meeting:
    return Meeting(
        key=key,
        channel=Channel.MEETING,
        at=NOW + timedelta(hours=hours),
        title="Kiln review",
        attendees=tuple(party(one) for one in ("me", *who)),
        attendance=len(who) + 1,
    )


def bring(network: Network, *meetings: Meeting) -> dict[str, ReasonKind]:
    keep(network.store, "calendar", [sighted(one, NOW) for one in meetings], family="ical")
    with network.store.transaction() as tx:
        refresh(tx, now=NOW)
    with network.store.reading() as kept:
        names = {row.person.id: row.person.name for row in kept.people.all()}
        kinds = {ReasonKind.MEETING, ReasonKind.AFTER_MEETING}
        return {names[one.person]: one.kind for one in kept.reasons.all() if one.kind in kinds}


def test_a_meeting_ahead_stands_above_the_day_and_one_behind_is_followed_up(network: Network) -> None:
    found = bring(network, meeting("ahead", "ben", hours=26), meeting("behind", "cy", hours=-50))
    assert found == {"Ben Fictional": ReasonKind.MEETING, "Cy Fictional": ReasonKind.AFTER_MEETING}
    view = today(network)
    (soon,) = view.meetings
    assert soon.text == "You meet Ben tomorrow at 11:30 (“Kiln review”)."
    assert "Ben Fictional" not in {one.person.name for one in view.touches}
    assert {one.reason.kind for one in view.touches if one.person.name == "Cy Fictional"} == {"after_meeting"}


def test_a_large_meeting_and_one_long_ahead_say_nothing(network: Network) -> None:
    everybody = ("ana", "ben", "cy", "dora", "eve", "zoë", "fay")
    assert bring(network, meeting("many", *everybody, hours=20), meeting("later", "ben", hours=500)) == {}
    assert today(network).meetings == ()


def test_nobody_left_in_peace_is_met_on_the_page(network: Network) -> None:
    bring(network, meeting("ahead", "ben", hours=26))
    quiet(network, "ben", on=True)
    assert today(network).meetings == ()
