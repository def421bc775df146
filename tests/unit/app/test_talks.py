"""A talk is arranged, prepared, and asked about once; what was promised comes back at its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from kithly.app.belonging.word import quiet
from kithly.app.changes import undo
from kithly.app.derived.free_slots import free_slots
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network
from kithly.app.persons.people import show_person
from kithly.app.recall import Recall
from kithly.app.talks.afterwards import Outcome, Promised, talked
from kithly.app.talks.arranging import arrange, call_off
from kithly.app.talks.preparing import prepare_talk
from kithly.app.today.answering import read_note
from kithly.app.today.day import today
from kithly.errors import NotFound, Refused, SettingsError
from kithly.records import Channel, Meeting
from kithly.testing.store_samples import NOW, keep, party, sighted

TOMORROW = NOW + timedelta(days=1)


def later(network: Network, **after: int) -> Network:
    return replace(network, now=network.now + timedelta(**after), recall=Recall(network.store))


def reasons(network: Network, who: str) -> dict[str, str]:
    return {one.kind: one.text for one in show_person(network, who).reasons}


def test_an_arranged_talk_is_prepared_before_and_asked_about_once_after(network: Network) -> None:
    view = arrange(network, "cy", TOMORROW, minutes=45, place="Harbour café", about="Lantern walk")
    assert view.text == "You talk with Cy Fictional on Friday, 2 August 2024 at 09:30."
    assert prepare_talk(network, "cy").meeting is not None
    assert [one.person.name for one in today(network).meetings] == ["Cy Fictional"]
    after = later(network, days=2)
    (note,) = [one for one in today(after).notes if one.kind == "talked"]
    assert note.text == "You met Cy Fictional yesterday. What came of it?"
    read_note(after, note.id)
    assert not [one for one in today(later(network, days=3)).notes if one.kind == "talked"]


def test_the_invitation_names_both_and_the_very_time(network: Network) -> None:
    view = arrange(network, "ana", datetime(2024, 8, 5, 15, 0, tzinfo=UTC), place="Room; 2, left\r\nX-EVIL:1", about="")
    calendar = Calendar.from_ical(view.invitation)
    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "REQUEST"
    assert event.decoded("dtstart") == datetime(2024, 8, 5, 15, 0, tzinfo=UTC)
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=30)
    assert str(event["attendee"]) == "mailto:ana@example.org"
    assert str(event["location"]) == "Room; 2, left X-EVIL:1"
    assert "X-EVIL" not in event


def test_a_talk_called_off_or_undone_is_nowhere(network: Network) -> None:
    arrange(network, "cy", TOMORROW)
    call_off(network, "cy")
    assert "meeting" not in reasons(network, "cy")
    view = arrange(network, "cy", TOMORROW)
    undo(network, view.change)
    assert "meeting" not in reasons(network, "cy")
    with pytest.raises(NotFound, match="No talk with Cy Fictional is arranged"):
        call_off(network, "cy")


def test_what_stands_in_the_calendar_at_that_time_is_said(network: Network) -> None:
    at = TOMORROW.replace(minute=0)
    tide = Meeting(
        key="m",
        channel=Channel.MEETING,
        at=at,
        title="Tide tables",
        attendees=(party("ben"),),
        attendance=1,
        minutes=90,
    )
    keep(network.store, "calendar", [sighted(tide)])
    assert arrange(network, "cy", TOMORROW).busy == "“Tide tables” stands in your calendar from 09:00."
    assert arrange(network, "cy", TOMORROW + timedelta(hours=1)).busy == ""


@pytest.mark.parametrize(
    ("at", "minutes", "said"),
    [
        (NOW - timedelta(hours=1), 30, "That time is over."),
        (NOW + timedelta(days=4000), 30, "more than two years ahead"),
        (TOMORROW, 0, "0 minutes are no talk"),
        (TOMORROW, 5000, "5000 minutes are no talk"),
    ],
)
def test_no_talk_is_kept_at_a_time_that_is_none(network: Network, at: datetime, minutes: int, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        arrange(network, "cy", at, minutes=minutes)


def test_somebody_left_in_peace_is_not_met_by_plan(network: Network) -> None:
    quiet(network, "cy", on=True)
    with pytest.raises(Refused, match="left in peace"):
        arrange(network, "cy", TOMORROW)


def test_what_was_promised_in_a_talk_comes_back_at_its_time(network: Network) -> None:
    outcome = Outcome(
        text="The lantern walk was fun.",
        mine=Promised(text="send the map", due=date(2024, 8, 10)),
        theirs=Promised(text="ask the harbour master"),
    )
    view = talked(network, "cy", outcome)
    assert (
        view.text
        == "Kept: you talked with Cy Fictional. What you promised and what they promised comes back at its time."
    )
    page = show_person(network, "cy")
    assert page.notes[-1].text == "The lantern walk was fun."
    told = reasons(later(network, days=8), "cy")
    assert told["promise"] == "You promised Cy on 1 August 2024: “send the map”, by 10 August."
    assert "ask the harbour master" in reasons(later(network, days=30), "cy")["their_promise"]
    talk = prepare_talk(later(network, days=30), "cy")
    assert [len(talk.owed), len(talk.theirs)] == [1, 1]
    undo(network, view.change)
    assert not reasons(later(network, days=30), "cy").keys() & {"promise", "their_promise"}


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Outcome(on=date(2030, 1, 1)), "has not come yet"),
        (Outcome(mine=Promised(text=" \n")), "What was promised?"),
        (Outcome(theirs=Promised(text="a book", due=date(2020, 1, 1))), "before the talk"),
    ],
)
def test_an_outcome_that_cannot_be_is_not_kept(network: Network, outcome: Outcome, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        talked(network, "cy", outcome)


def test_times_are_proposed_where_a_calendar_tells_when_one_is_busy(network: Network) -> None:
    def slots() -> list[str]:
        with network.store.reading() as kept:
            return [f"{one.starts:%a %d %H:%M}" for one in free_slots(kept, network)]

    assert slots() == []
    monday = datetime(2024, 8, 5, 9, 30, tzinfo=UTC)
    tide = Meeting(key="m", channel=Channel.MEETING, at=monday, title="Tide", attendees=(party("ben"),), minutes=60)
    keep(network.store, "calendar", [sighted(tide)])
    with network.store.transaction() as tx:
        refresh(tx, now=NOW)
    assert slots() == ["Mon 05 14:00", "Tue 06 14:00", "Wed 07 16:00"]
    arrange(network, "cy", datetime(2024, 8, 6, 14, 15, tzinfo=UTC))
    assert slots() == ["Mon 05 14:00", "Tue 06 16:00", "Wed 07 16:00"]
