"""Settings of the days: minutes, quiet hours and days, days away, limits, circles, the daily mail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from starlette.responses import Response

from kithly.app.accounts.asked import asked_account
from kithly.app.accounts.outgoing import secret_at_hand
from kithly.app.derived.me import leap_birthday, say_me, show_me
from kithly.app.drafts.writers import writer_set
from kithly.app.outbox.setting_up import may_offer
from kithly.app.outbox.showing import show_outbox
from kithly.app.persons.circle_guarded import CIRCLE_FIELDS
from kithly.app.persons.circle_rhythm import circle_rhythms
from kithly.app.persons.wishes import cadence_asked, circle_cadence, circle_importance
from kithly.app.reminding.installing import status
from kithly.app.reminding.machine import this_machine
from kithly.app.reminding.mailbox import digest_address, find_mailbox, set_up, turn_off
from kithly.app.said.versions import left_as_shown
from kithly.app.today.days_guarded import DAYS_FIELDS
from kithly.app.today.resting import away
from kithly.app.today.rhythm import rhythm, set_rhythm
from kithly.app.today.rhythm_words import read_value
from kithly.app.views import DigestSetView, DoneView
from kithly.app.when import DAYS
from kithly.errors import SettingsError
from kithly.interfaces.web.visit import Room, Visit
from kithly.transport.secrets import PASSWORD, Secret

LEVELS = ("low", "normal", "high", "highest")
LEAP = "leap-birthday"
LONGEST_CADENCE = 10_000  # days
MOST_SECRET = 4_000  # characters
MAIL_KIND = "smtp"


def days_shown(visit: Visit) -> Mapping[str, Any]:
    """Return what the page shows of the days; worked out anew only where something was written."""
    network = visit.network

    def make() -> Mapping[str, Any]:
        return {
            "rhythm": rhythm(network),
            "circles": circle_rhythms(network),
            "leap": leap_birthday(network),
            "me_version": show_me(network).version,
            "digest_to": digest_address(network),
            "service": status(network, this_machine()),
            "weekdays": tuple((name.lower(), name) for name in DAYS),
            "LEVELS": LEVELS,
            "senders": show_outbox(network).senders,
            "may_send": may_offer(network),
            "writer": writer_set(network),
        }

    return network.recall.get(("settings", network.today, network.hour), make)


def keep_minutes(visit: Visit) -> Response:
    """Keep the minutes of a day, or let them follow what gets done."""
    pairs = [] if visit.leaves("minutes") else [("minutes", visit.field("minutes"))]
    return _back(visit, "days", _kept(visit, pairs))


def keep_quiet(visit: Visit) -> Response:
    """Keep the hours and weekdays on which nothing is planned; fields left as they were change nothing."""
    before = rhythm(visit.network)
    start, end = visit.field("from"), visit.field("until")
    if bool(start) != bool(end):
        raise SettingsError("quiet-hours", "Quiet hours need both a beginning and an end.")
    hours = f"{start}-{end}" if start else "none"
    was = f"{before.quiet_hours.start}-{before.quiet_hours.end}" if before.quiet_hours else "none"
    days = visit.fields("day")
    pairs = [("quiet-hours", hours)] if hours != was else []
    pairs += [("quiet-days", ",".join(days) or "none")] if set(days) != set(before.quiet_days) else []
    sent = {key: read_value(key, told) for key, told in pairs}
    left = left_as_shown(visit.version, DAYS_FIELDS, sent) if visit.version else frozenset()
    return _back(visit, "days", _kept(visit, [one for one in pairs if one[0] not in left and not visit.leaves(one[0])]))


def _kept(visit: Visit, pairs: list[tuple[str, str]]) -> DoneView | None:
    """Keep what is meant of the days, unless it was changed elsewhere meanwhile."""
    return set_rhythm(visit.network, pairs, expected=visit.version) if pairs else None


def keep_holiday(visit: Visit) -> Response:
    """Keep a day free, or give one up again."""
    if visit.field("drop"):
        return _back(visit, "days", set_rhythm(visit.network, [("no-holiday", visit.field("drop"))]))
    told = visit.field("on")
    day = told[5:] if visit.field("yearly") and len(told) > len("2026-") else told
    return _back(visit, "days", set_rhythm(visit.network, [("holiday", day)]))


def keep_away(visit: Visit) -> Response:
    """Keep days away."""
    start = visit.field("from")
    if visit.leaves("away"):
        return _back(visit, "days", None)
    first = _day(start) if start else None
    done = away(visit.network, _day(visit.field("until")), start=first, expected=visit.version)
    return _back(visit, "days", done)


def keep_limit(visit: Visit) -> Response:
    """Keep how much one place bears; without numbers the usual holds again."""
    place = f"{visit.field('place')}:{visit.field('act')}"
    day, week = visit.field("a_day"), visit.field("a_week")
    told = f"{day}/{week}" if day and week else day
    pairs = [] if visit.leaves("limits") else [("limit", f"{place}={told}")]
    return _back(visit, "days#limits", _kept(visit, pairs))


def keep_circle(visit: Visit) -> Response:
    """Keep how often the user wants to be in touch with a circle, and how much its people matter."""
    network, name = visit.network, visit.field("circle")
    before = next((one for one in circle_rhythms(network) if one.name == name), None)
    days, level = visit.number("days", 0, most=LONGEST_CADENCE) or None, visit.field("level")
    sent = {"cadence": cadence_asked(days, None) if days else None, "importance": level}
    left = left_as_shown(visit.version, CIRCLE_FIELDS, sent) if visit.version else frozenset()
    meant = [key for key in sent if key not in left and not visit.leaves(key)]
    done = None
    if "cadence" in meant and (before is None or days != before.days):
        done = circle_cadence(network, name, days, expected=visit.version)
    if "importance" in meant and before is not None and level in LEVELS and level != before.importance:
        if done is not None:
            visit.guest.tell(done.text, done.change)
        done = circle_importance(network, name, level, expected=visit.version)
    return _back(visit, "circles", done)


def keep_leap(visit: Visit) -> Response:
    """Keep which day stands for 29 February."""
    told = visit.field("leap")
    is_new = told != leap_birthday(visit.network) and not visit.leaves(LEAP)
    done = say_me(visit.network, [(LEAP, told)], expected=visit.version) if is_new else None
    return _back(visit, "days#birthdays", done)


def keep_digest(visit: Visit) -> Response:
    """Find and test the server that sends the daily mail; this was the user's yes to asking it."""
    network, address = visit.network, visit.field("address")
    found = find_mailbox(network, asked_account(address, kind=MAIL_KIND, server=visit.field("server")))
    typed = visit.secret("secret")[:MOST_SECRET]
    secret = Secret(value=typed, form=PASSWORD) if typed.strip() else secret_at_hand(network, address)
    if secret is None:
        raise SettingsError("secret", f"Without its {found.asks} nobody can sign in.")
    return _told(visit, set_up(network, found, secret))


def end_digest(visit: Visit) -> Response:
    """Send no daily mail any more."""
    return _told(visit, turn_off(visit.network))


def _told(visit: Visit, view: DigestSetView) -> Response:
    visit.guest.tell(view.text, view.change)
    return _back(visit, "reminders", None)


def _back(visit: Visit, part: str, done: Any) -> Response:
    """Lead back to a part of the settings."""
    return visit.back(f"/settings/{part}", done)


def _day(told: str) -> date:
    """Return a day as a date field tells it.

    Raises:
        SettingsError: It is none.
    """
    try:
        return date.fromisoformat(told)
    except ValueError as error:
        raise SettingsError("day", f"{told!r} is no day.") from error


ROOMS = (
    Room(path="/settings/minutes", method="POST", answer=keep_minutes),
    Room(path="/settings/quiet", method="POST", answer=keep_quiet),
    Room(path="/settings/holiday", method="POST", answer=keep_holiday),
    Room(path="/settings/away", method="POST", answer=keep_away),
    Room(path="/settings/limit", method="POST", answer=keep_limit),
    Room(path="/settings/circle", method="POST", answer=keep_circle),
    Room(path="/settings/leap", method="POST", answer=keep_leap),
    Room(path="/settings/digest", method="POST", answer=keep_digest),
    Room(path="/settings/digest/off", method="POST", answer=end_digest),
)
