"""How often to be in touch: the rhythm of two, the user's word on a person or a circle, and what begins it anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kithly.app.belonging.word import circle, importance, quiet
from kithly.app.changes import undo
from kithly.app.derived.closely import ties_now
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network, open_network
from kithly.app.persons.people import show_person
from kithly.app.persons.wishes import cadence, cadence_of, circle_cadence, circle_importance
from kithly.app.recall import Recall
from kithly.app.today.day import today
from kithly.app.today.outcome import done, log
from kithly.app.today.planning import reasons_of
from kithly.errors import NotFound, SettingsError
from kithly.people import PersonId
from kithly.reasons import Reason, ReasonKind, TouchKind
from kithly.records import Channel, Flag, Meeting, Message, Profile
from kithly.testing.store_samples import LINKEDIN, MAY, contact, email, keep, mail, party, sighted
from kithly.ties import Band

LAST = 91  # the day after May 1st of the last mail with Ana
CROWD = [f"p{number}" for number in range(12)]


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    """Return Ana, in touch every week until day 91, Ben, written to once, and Cy, never."""
    with open_network(tmp_path / "data", now=at(LAST + 1)) as opened:
        me = Profile(key="me", name="Me Fictional", identities=(email("me"),))
        people = [contact(who, mailbox=who) for who in ("ana", "ben", "cy")]
        keep(opened.store, "people", [sighted(me), *map(sighted, people)], family=LINKEDIN)
        weekly = [mail(f"w{day}", *(("me", "ana") if day % 2 else ("ana", "me")), days=day) for day in range(0, 92, 7)]
        keep(opened.store, "letters", [sighted(one) for one in (*weekly, mail("b", "ben", "me", days=50))])
        with opened.store.transaction() as tx:
            refresh(tx, now=opened.now)
        yield opened


def at(day: int) -> datetime:
    return MAY + timedelta(days=day, hours=9)


def on(network: Network, day: int) -> Network:
    return replace(network, now=at(day), recall=Recall(network.store))


def who(network: Network, name: str) -> PersonId:
    return PersonId(show_person(network, name).id)


def reason(network: Network, name: str, kind: ReasonKind) -> Reason | None:
    with network.store.reading() as kept:
        found = reasons_of(kept, network, who(network, name))
    return next((one for one in found if one.kind is kind), None)


def seen(network: Network, *records: Message | Meeting) -> None:
    keep(network.store, f"more {records[0].key}", [sighted(one) for one in records])
    with network.store.transaction() as tx:
        refresh(tx, now=network.now)


def test_a_silence_longer_than_usual_is_a_reason_without_any_set_up(network: Network) -> None:
    assert reason(on(network, LAST + 8), "ana", ReasonKind.RHYTHM) is None
    later = on(network, LAST + 70)
    found = reason(later, "ana", ReasonKind.RHYTHM)
    assert found is not None
    assert found.touch is TouchKind.GREET
    assert found.text.endswith("; now it has been 2 months.")
    assert found.evidence
    assert [one.person.name for one in today(later).touches if one.reason.kind == "rhythm"] == ["Ana Fictional"]


def test_who_was_seen_once_or_is_left_in_peace_has_no_rhythm(network: Network) -> None:
    later = on(network, LAST + 70)
    assert reason(later, "ben", ReasonKind.RHYTHM) is None
    quiet(later, "ana", on=True)
    assert reason(later, "ana", ReasonKind.RHYTHM) is None
    assert not today(later).touches


def test_a_cadence_takes_the_place_of_the_rhythm(network: Network) -> None:
    cadence(network, "ana", 90)
    later = on(network, LAST + 70)
    assert reason(later, "ana", ReasonKind.RHYTHM) is None
    assert reason(later, "ana", ReasonKind.CADENCE) is None


def test_a_cadence_begins_at_the_ideal_grows_and_comes_first_at_the_latest(network: Network) -> None:
    cadence(network, "ana", 30, latest=50)
    worths = {}
    for day in (29, 30, 40, 50, 60):
        found = reason(on(network, LAST + day), "ana", ReasonKind.CADENCE)
        worths[day] = found.worth if found else None
    assert worths[29] is None
    assert worths[30] == 0.5
    assert worths[30] < (worths[40] or 0) < (worths[50] or 0) == worths[60]
    found = reason(on(network, LAST + 50), "ana", ReasonKind.CADENCE)
    assert found is not None
    assert found.on == at(LAST + 50).date()
    assert found.text == "You want to be in touch with Ana every 30 days; it has been 7 weeks."
    assert found.evidence[0].source == "self"
    assert len(found.evidence) == 2


def test_the_plan_keeps_a_cadence_and_puts_it_before_other_warm_reasons_at_the_latest(network: Network) -> None:
    cadence(network, "ana", 30, latest=50)
    importance(network, "ana", "low")
    for name in ("ben", "cy"):
        importance(network, name, "highest")
        cadence(network, name, 7, latest=3_000)
    early, late = on(network, LAST + 31), on(network, LAST + 50)
    assert today(early).touches[0].person.name != "Ana Fictional"
    first = today(late).touches[0]
    assert (first.person.name, first.reason.kind) == ("Ana Fictional", "cadence")


def meeting(day: int, *others: str) -> Meeting:
    return Meeting(
        key=f"meeting {day}",
        channel=Channel.MEETING,
        at=MAY + timedelta(days=day),
        title="Lunch",
        attendees=tuple(party(one) for one in ("me", *others)),
        attendance=len(others) + 1,
    )


CONTACTS: dict[str, Callable[[Network], object]] = {
    "a mail from them": lambda net: seen(net, mail("in", "ana", "me", days=LAST + 25)),
    "a mail to them": lambda net: seen(net, mail("out", "me", "ana", days=LAST + 25)),
    "a mail to three": lambda net: seen(net, mail("three", "me", "ana", "ben", "cy", days=LAST + 25)),
    "a meeting of a few": lambda net: seen(net, meeting(LAST + 25, "ana", "ben")),
    "a contact the user told of": lambda net: log(on(net, LAST + 25), "ana", "by phone"),
    "them getting in touch": lambda net: log(on(net, LAST + 25), "ana", "called me", incoming=True),
}


@pytest.mark.parametrize("told", CONTACTS)
def test_contact_of_any_kind_begins_a_cadence_anew(network: Network, told: str) -> None:
    cadence(network, "ana", 30)
    assert reason(on(network, LAST + 31), "ana", ReasonKind.CADENCE)
    CONTACTS[told](network)
    later = on(network, LAST + 31)
    assert reason(later, "ana", ReasonKind.CADENCE) is None
    shown = cadence_of(later, "ana")
    assert shown.reset is not None
    assert shown.reset.at.date() == at(LAST + 25).date()
    assert shown.reset.evidence.record
    assert shown.due == at(LAST + 55).date()
    assert show_person(later, "ana").cadence == shown
    assert reason(on(network, LAST + 55), "ana", ReasonKind.CADENCE)


def test_a_hello_that_is_done_begins_it_anew_whatever_its_kind(network: Network) -> None:
    cadence(network, "ana", 30)
    later = on(network, LAST + 31)
    (touch,) = [one for one in today(later).touches if one.person.name == "Ana Fictional"]
    done(later, touch.id)
    after = on(network, LAST + 40)
    assert reason(after, "ana", ReasonKind.CADENCE) is None
    assert not [one for one in today(after).touches if one.person.name == "Ana Fictional"]


def test_a_mail_to_a_dozen_a_click_and_a_large_meeting_are_no_contact_with_each(network: Network) -> None:
    cadence(network, "ana", 30)
    crowd = mail("crowd", "ana", "me", *CROWD, days=LAST + 20)
    click = mail("click", "ana", "me", days=LAST + 21, flags=Flag.LIGHT)
    seen(network, crowd, click, meeting(LAST + 22, "ana", *CROWD))
    later = on(network, LAST + 31)
    assert reason(later, "ana", ReasonKind.CADENCE) is not None
    assert today(later).touches
    shown = cadence_of(later, "ana").reset
    assert shown is not None
    assert shown.at.date() == at(LAST).date()


def test_where_no_contact_was_ever_seen_it_is_due_at_once_and_says_so(network: Network) -> None:
    cadence(network, "cy", 90)
    found = reason(network, "cy", ReasonKind.CADENCE)
    assert found is not None
    assert found.text == "You want to be in touch with Cy every 90 days; no contact is on record yet."
    shown = cadence_of(network, "cy")
    assert (shown.reset, shown.due) == (None, network.today)


def test_the_word_on_a_person_beats_their_circles_and_of_those_the_shortest_counts(network: Network) -> None:
    for name in ("Climbing", "Choir"):
        circle(network, "ana", name)
    circle_cadence(network, "climbing", 60)
    circle_cadence(network, "Choir", 40, latest=45)
    shown = cadence_of(network, "ana")
    assert (shown.days, shown.latest, shown.circle) == (40, 45, "Choir")
    found = reason(on(network, LAST + 40), "ana", ReasonKind.CADENCE)
    assert found is not None
    assert "(Choir)" in found.text
    own = cadence(network, "ana", 200)
    assert (cadence_of(network, "ana").days, cadence_of(network, "ana").circle) == (200, "")
    cadence(network, "ana", None)
    assert cadence_of(network, "ana").days is None, "as it comes, whatever was said of the circles"
    undo(network, None)
    undo(network, own.change)
    assert cadence_of(network, "ana").days == 40
    circle_cadence(network, "Choir", None)
    assert cadence_of(network, "ana").days == 60


def test_the_importance_of_a_circle_is_that_of_its_people_unless_a_word_on_them_says_else(network: Network) -> None:
    circle(network, "ana", "Climbing")
    told = circle_importance(network, "Climbing", "high")
    assert show_person(network, "ana").importance == 2.0
    importance(network, "ana", "low")
    assert show_person(network, "ana").importance == 0.5
    undo(network, None)
    undo(network, told.change)
    assert show_person(network, "ana").importance == 1.0


def test_nobody_can_keep_a_cadence_that_makes_no_sense(network: Network) -> None:
    for days, latest in ((0, None), (90, 90), (90, 30), (None, 30), (4_000, None)):
        with pytest.raises(SettingsError):
            cadence(network, "ana", days, latest=latest)
    with pytest.raises(NotFound):
        circle_cadence(network, "Sailing", 30)
    with pytest.raises(NotFound):
        circle_importance(network, "Sailing", "high")


def test_a_tie_as_silent_as_the_user_wants_it_does_not_go_quiet(network: Network) -> None:
    later = on(network, LAST + 70)
    ana = who(network, "ana")
    assert ties_now(later).of(ana).band is Band.COOLING
    kept = cadence(later, "ana", 90)
    assert ties_now(later).of(ana).band is Band.WARM
    assert ties_now(on(network, LAST + 121)).of(ana).band is Band.COOLING
    undo(network, kept.change)
    assert ties_now(later).of(ana).band is Band.COOLING


def test_days_are_those_of_the_user_over_the_29th_of_february(network: Network) -> None:
    leap = (datetime(2028, 2, 28, 9, tzinfo=MAY.tzinfo) - MAY).days
    seen(network, mail("leap", "ana", "me", days=leap))
    cadence(network, "ana", 2)
    assert reason(on(network, leap + 1), "ana", ReasonKind.CADENCE) is None
    assert reason(on(network, leap + 2), "ana", ReasonKind.CADENCE) is not None
    assert at(leap + 1).date().isoformat() == "2028-02-29"
