"""The minutes of a day: the user's word, the settings, or what usually gets done."""

from __future__ import annotations

from datetime import date

from kithly.app.network import Network
from kithly.app.said.day_rules import DayWord
from kithly.app.today.plan_record import past_touches
from kithly.app.views import DayMinutesView, LearnedView, WeekdayMinutesView
from kithly.app.when import DAYS
from kithly.plan import Learned, Minutes, learned
from kithly.store import Reading

WORTH_ASKING = 2.0  # minutes; a smaller difference is not worth a question


def minutes_of(kept: Reading, network: Network, word: DayWord) -> Minutes:
    """Return the minutes a plan of today is made for, unless others are asked for.

    Args:
        kept: Where to read.
        network: Whose day.
        word: What the user said of their days.
    """
    usual = network.settings.minutes if word.minutes is None else word.minutes
    if not is_learning(network, word):
        return Minutes(usual)
    found = learned(past_touches(kept, network.today, network.zone), network.today)
    return Minutes(found.of(network.today) if found else usual)


def is_learning(network: Network, word: DayWord) -> bool:
    """Say whether minutes follow what gets done; a number said later ends it."""
    return word.is_learning or (network.settings.is_learning and word.minutes is None)


def minutes_view(kept: Reading, network: Network, word: DayWord) -> DayMinutesView:
    """Return the minutes of a day as shown."""
    return DayMinutesView(
        today=minutes_of(kept, network, word), said=word.minutes, is_learning=is_learning(network, word)
    )


def learned_view(kept: Reading, network: Network, word: DayWord) -> LearnedView | None:
    """Return what the user usually gives; None before that can be told."""
    found = learned(past_touches(kept, network.today, network.zone), network.today)
    if found is None:
        return None
    planned = minutes_of(kept, network, word)
    is_off = abs(found.of(network.today) - planned) >= WORTH_ASKING
    return LearnedView(
        minutes=found.minutes,
        days=found.days,
        weekdays=tuple(
            WeekdayMinutesView(weekday=DAYS[one].lower(), minutes=usual) for one, usual in found.weekdays.items()
        ),
        text=_said(found, network.today),
        is_offered=is_off and not is_learning(network, word),
    )


def _said(found: Learned, day: date) -> str:
    usual = found.of(day)
    when = f"On {DAYS[day.weekday()]}s you" if day.weekday() in found.weekdays else "You"
    return f"{when} usually do about {usual:g} {'minute' if usual == 1 else 'minutes'}."
