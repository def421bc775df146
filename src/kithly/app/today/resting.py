"""Days away and hours of rest: nothing is planned, nothing is asked, and nothing piles up."""

from __future__ import annotations

from datetime import date, timedelta

from kithly.app.network import Network
from kithly.app.said.day_rules import AWAY, DayWord, day_word
from kithly.app.said.decisions import decide, done_view
from kithly.app.today.days_guarded import hold_days
from kithly.app.today.plan_record import decode
from kithly.app.views import AwayView, AwayWordView, DoneView, RestView
from kithly.app.when import DAYS
from kithly.errors import NotFound, SettingsError
from kithly.plan import Rest, RestKind
from kithly.store import Reading
from kithly.ties.words import MONTHS

LONGEST = timedelta(days=366)  # a vacation; who is gone for longer says so again


def away(network: Network, until: date, *, start: date | None = None, expected: str | None = None) -> DoneView:
    """Keep that the user is away: nothing is planned until they are back, and then a fresh few.

    Only one stretch is kept: what was said before about days away no longer counts.

    Args:
        network: Whose.
        until: The day they are back.
        start: The first day away; None for today.
        expected: The version of what was shown of the days (`rhythm`); None where the last word counts.

    Raises:
        SettingsError: The days make no sense.
        ChangedMeanwhile: The days away were changed since to others.
    """
    first = start or network.today
    if until <= max(first, network.today):
        raise SettingsError(
            "until", "The day you are back must lie ahead, after the first day away.", hint="kithly away 2026-12-24"
        )
    if until - first > LONGEST:
        raise SettingsError("until", "That is longer than a year.", hint="kithly quiet NAME leaves one person in peace")
    text = _away_said(first, until, network.today)
    value = {"from": first.isoformat(), "until": until.isoformat()}
    with network.store.transaction() as tx:
        hold_days(tx, expected, {AWAY: value})
        change, _ = decide(tx, network, AWAY, [("", value)], text)
    return done_view(change, text)


def back(network: Network) -> DoneView:
    """Keep that the user is back, or does not leave after all.

    Raises:
        NotFound: They are not away.
    """
    text = "Welcome back: the day is planned as usual."
    with network.store.transaction() as tx:
        if away_view(day_word(tx), network.today) is None:
            raise NotFound("away", "", message="You are not away.", hint="kithly away 2026-12-24")
        change, _ = decide(tx, network, AWAY, [("", None)], text)
    return done_view(change, text)


def away_now(network: Network) -> AwayWordView:
    """Return the days away, now or soon."""
    with network.store.reading() as kept:
        found = away_view(day_word(kept), network.today)
    return AwayWordView(away=found, text=found.text if found else "You are here: the day is planned as usual.")


def away_view(word: DayWord, today: date) -> AwayView | None:
    """Return the days away as shown; None where they are over or there are none.

    Args:
        word: What the user said of their days.
        today: In ego's zone.
    """
    told = word.rules.away
    if told is None or told[1] <= today:
        return None
    return AwayView(start=told[0], until=told[1], change=word.away_change, text=_away_said(*told, today))


def rest_now(kept: Reading, network: Network) -> RestView | None:
    """Return why nothing is planned right now; None where it is. A digest is silent for as long.

    Args:
        kept: Where to read.
        network: For the present.
    """
    return rest_view(day_word(kept), network)


def resting(network: Network) -> RestView | None:
    """Return why nothing is planned right now; None where it is, or the user asked for a plan all the same."""
    with network.store.reading() as kept:
        return rest_of(kept, network)


def rest_of(kept: Reading, network: Network) -> RestView | None:
    """Return the same as `resting`, from a reading at hand."""
    word = day_word(kept)
    rest = word.rules.rest_at(network.now.astimezone(network.zone))
    value = kept.plans.get(network.today) if rest else None
    if rest and value is not None:
        made_at = decode(network.today, value).made_at.replace(microsecond=0)  # words are kept to the second
        if made_at >= rest.since and made_at > word.said_at:
            return None
    return rest_view(word, network)


def rest_view(word: DayWord, network: Network) -> RestView | None:
    """Return why nothing is planned right now, by what the user said of their days."""
    rest = word.rules.rest_at(network.now.astimezone(network.zone))
    if rest is None:
        return None
    change = word.away_change if rest.kind is RestKind.AWAY else None
    return RestView(kind=rest.kind.value, until=rest.until, text=_rest_said(rest, word, network.today), change=change)


def _rest_said(rest: Rest, word: DayWord, today: date) -> str:
    if rest.kind is RestKind.AWAY and word.rules.away:
        return f"You are away until {day_said(word.rules.away[1], today)}. Nothing is planned, and nothing piles up."
    if rest.kind is RestKind.QUIET_HOURS:
        return f"Quiet hours until {rest.until:%H:%M}. The day's hellos wait."
    if rest.kind is RestKind.HOLIDAY:
        return "A day you keep free. Nothing is planned."
    return f"Nothing is planned on {DAYS[today.weekday()]}s, as you said."


def _away_said(start: date, until: date, today: date) -> str:
    first = "" if start <= today else f" from {day_said(start, today)}"
    return f"Away{first} until {day_said(until, today)}: nothing is planned before you are back."


def day_said(day: date, today: date) -> str:
    """Return ``14 December``, with the year where it is another."""
    said = f"{day.day} {MONTHS[day.month - 1]}"
    return said if day.year == today.year else f"{said} {day.year}"
