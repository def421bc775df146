"""The rhythm of the user's days: kept, honoured, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kithly.app.belonging.named import name_people
from kithly.app.changes import undo
from kithly.app.network import Network
from kithly.app.recall import Recall
from kithly.app.said.decisions import decide
from kithly.app.today.day import today
from kithly.app.today.minutes_note import plan_for_it
from kithly.app.today.outcome import snooze_all
from kithly.app.today.resting import away, away_now, back
from kithly.app.today.rhythm import rhythm, set_rhythm
from kithly.errors import NotFound, SettingsError
from kithly.testing.store_samples import NOW


def at(network: Network, when: datetime) -> Network:
    return replace(network, now=when, recall=Recall(network.store))


def asked(network: Network) -> Network:
    """Give the day something to plan: three people the user would be sorry to lose."""
    name_people(network, ["Ana Fictional", "Cy Fictional", "Ben Fictional"])
    return at(network, network.now + timedelta(days=200))


def test_nothing_is_said_until_it_is(network: Network) -> None:
    shown = rhythm(network)
    assert (shown.minutes.today, shown.minutes.said, shown.learned) == (10.0, None, None)
    assert (shown.quiet_hours, shown.quiet_days, shown.holidays, shown.away, shown.rest) == (None, (), (), None, None)


def test_a_word_on_the_days_is_one_change_and_can_be_taken_back(network: Network) -> None:
    kept = set_rhythm(
        network,
        [
            ("minutes", "6"),
            ("quiet-hours", "19-8"),
            ("quiet-days", "sat, Sunday"),
            ("holiday", "12-25"),
            ("holiday", "2026-12-24"),
            ("limit", "linkedin=10"),
            ("limit", "linkedin:comment=2/8"),
        ],
    )
    shown = rhythm(network)
    assert shown.minutes.today == 6.0
    assert shown.quiet_hours is not None
    assert (shown.quiet_hours.start, shown.quiet_hours.end) == ("19:00", "08:00")
    assert shown.quiet_days == ("saturday", "sunday")
    assert shown.holidays == ("12-25", "2026-12-24")
    own = {(one.place, one.act): (one.day, one.week) for one in shown.limits if one.is_own}
    assert own == {("linkedin", "message"): (10, 70), ("linkedin", "comment"): (2, 8)}
    undo(network, kept.change)
    assert rhythm(network).quiet_days == ()


def test_a_word_is_taken_back_by_an_empty_one(network: Network) -> None:
    set_rhythm(network, [("quiet-days", "sat"), ("holiday", "12-25"), ("limit", "email=1"), ("minutes", "3")])
    set_rhythm(network, [("quiet-days", "none"), ("no-holiday", "12-25"), ("limit", "email="), ("minutes", "")])
    shown = rhythm(network)
    assert (shown.minutes.said, shown.quiet_days, shown.holidays) == (None, (), ())
    assert not any(one.is_own for one in shown.limits)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("minutes", "many"),
        ("quiet-hours", "19"),
        ("quiet-hours", "25-8"),
        ("quiet-hours", "8-8"),
        ("quiet-hours", "a-b"),
        ("quiet-days", "someday"),
        ("quiet-days", "s"),
        ("holiday", "02-30"),
        ("holiday", "Christmas"),
        ("limit", "linkedin"),
        ("limit", "nowhere=3"),
        ("limit", "linkedin:poke=3"),
        ("colour", "blue"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(network: Network, key: str, value: str) -> None:
    with pytest.raises(SettingsError):
        set_rhythm(network, [(key, value)])


def test_nothing_is_planned_and_nothing_asked_while_the_user_is_away(network: Network) -> None:
    later = asked(network)
    assert today(later).touches
    kept = away(later, later.today + timedelta(days=14))
    resting = today(at(later, later.now + timedelta(days=13)))
    assert resting.rest is not None
    assert (resting.rest.kind, resting.rest.change) == ("away", kept.change)
    assert (resting.touches, resting.notes, resting.hints) == ((), (), ())
    home = at(later, later.now + timedelta(days=14))
    fresh = today(home)
    assert fresh.rest is None
    assert 0 < len(fresh.touches) <= 3


def test_who_asks_for_minutes_gets_a_plan_all_the_same_and_it_stays(network: Network) -> None:
    later = asked(network)
    away(later, later.today + timedelta(days=14))
    assert today(later).rest is not None
    soon = at(later, later.now + timedelta(minutes=1))
    assert today(soon, minutes=10).touches
    assert today(soon).touches


def test_away_is_taken_back_by_undo_or_by_being_back(network: Network) -> None:
    until = network.today + timedelta(days=9)
    first = away(network, until)
    assert today(network).rest is not None
    undo(network, first.change)
    assert today(network).rest is None
    away(network, until, start=network.today + timedelta(days=2))
    assert today(network).rest is None
    assert away_now(network).away is not None
    back(network)
    assert away_now(network).away is None
    with pytest.raises(NotFound):
        back(network)


@pytest.mark.parametrize(("start", "until"), [(0, 0), (0, -3), (5, 5), (5, 3), (0, 400), (-20, -10)])
def test_days_away_that_make_no_sense_are_refused(network: Network, start: int, until: int) -> None:
    day = network.today
    with pytest.raises(SettingsError):
        away(network, day + timedelta(days=until), start=day + timedelta(days=start))


def test_quiet_hours_hide_the_day_and_the_morning_brings_it(network: Network) -> None:
    later = asked(network)
    set_rhythm(later, [("quiet-hours", "19-8")])
    evening = at(later, datetime.combine(later.today, datetime.min.time(), UTC) + timedelta(hours=21))
    resting = today(evening)
    assert resting.rest is not None
    assert resting.closing == "Quiet hours until 08:00. The day's hellos wait."
    assert today(at(later, evening.now + timedelta(hours=12))).touches


def test_quiet_days_and_holidays_are_left_in_peace(network: Network) -> None:
    set_rhythm(network, [("quiet-days", "sat,sun"), ("holiday", "12-25")])
    kinds = {}
    for day in (date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 28)):
        rest = today(at(network, datetime(day.year, day.month, day.day, 10, tzinfo=UTC))).rest
        kinds[day.day] = rest.kind if rest else None
    assert kinds == {25: "holiday", 26: "quiet_day", 28: None}


def test_other_minutes_make_the_day_anew(network: Network) -> None:
    later = asked(network)
    assert today(later).minutes.budget == 10.0
    set_rhythm(at(later, later.now + timedelta(minutes=1)), [("minutes", "1")])
    found = today(at(later, later.now + timedelta(minutes=2)))
    assert found.minutes.budget == 1.0
    assert found.minutes.planned <= 1.0


def test_minutes_are_learned_and_offered_and_never_changed_unasked(network: Network) -> None:
    later = asked(network)
    told = {"kind": "reply", "reason": "key", "outcome": "done"}
    with network.store.transaction() as tx:
        (ana,) = [row.person.id for row in tx.people.find("Ana")]
        for number in range(1, 12):
            day = (later.today - timedelta(days=number)).isoformat()
            decide(tx, network, "touch", [(ana, told | {"touch": f"t{number}", "on": day})], "Said hello to Ana.")
    shown = rhythm(later).learned
    assert shown is not None
    assert (shown.minutes, shown.days, shown.is_offered) == (5.0, 11, True)
    assert shown.text == "You usually do about 5 minutes."
    shown_today = today(later)
    assert shown_today.minutes.budget == 10.0
    (note,) = [one for one in shown_today.notes if one.kind == "minutes"]
    assert note.text == "You usually do about 5 minutes a day. Plan for 5?"
    assert [one.label for one in note.answers] == ["Plan for 5", "Keep 10"]
    tomorrow = at(later, later.now + timedelta(days=1))
    assert not [one for one in today(tomorrow).notes if one.kind == "minutes"], "once a month is enough"
    agreed = plan_for_it(at(later, later.now + timedelta(seconds=30)), note.id)
    assert rhythm(later).minutes.today == 5.0
    undo(network, agreed.change)
    assert rhythm(later).minutes.today == 10.0
    with pytest.raises(NotFound):
        plan_for_it(later, "sent-5")
    set_rhythm(at(later, later.now + timedelta(minutes=1)), [("minutes", "learn")])
    learning = at(later, later.now + timedelta(minutes=2))
    assert today(learning).minutes.budget == 5.0
    assert rhythm(learning).minutes.is_learning


def test_all_that_is_left_can_be_put_off_at_once(network: Network) -> None:
    later = asked(network)
    shown = today(later).touches
    assert shown
    kept = snooze_all(later, days=3)
    assert today(later).touches == ()
    with pytest.raises(NotFound):
        snooze_all(later, days=3)
    undo(later, kept.change)
    assert [one.id for one in today(later).touches] == [one.id for one in shown]


def test_the_day_of_the_store_is_that_of_the_user(network: Network) -> None:
    east = replace(network, now=NOW.replace(hour=23), zone=ZoneInfo("Pacific/Auckland"))
    assert today(east).date == NOW.date() + timedelta(days=1)
