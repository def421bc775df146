"""The rhythm of the user's days: shown, and changed by a word that can be taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from kithly.app.network import Network
from kithly.app.said.day_rules import LIMIT, RHYTHM, DayWord, day_word
from kithly.app.said.decisions import done_view
from kithly.app.today.days_guarded import days_version, hold_days
from kithly.app.today.minutes import learned_view, minutes_view
from kithly.app.today.plan_record import past_touches
from kithly.app.today.resting import away_view, rest_view
from kithly.app.today.rhythm_words import holiday_said, read_value, rhythm_said
from kithly.app.views import DayRhythmView, DoneView, LimitView, QuietHoursView
from kithly.app.when import DAYS
from kithly.errors import SettingsError
from kithly.plan import LIMITS, Outcome, PastTouch, act_of
from kithly.plan.limits import ANYWHERE, WEEK_DAYS
from kithly.store import Reading


def rhythm(network: Network) -> DayRhythmView:
    """Return everything the user said of their days, with what it means today."""
    with network.store.reading() as kept:
        return _view(kept, network, day_word(kept))


def set_rhythm(network: Network, pairs: Sequence[tuple[str, str]], *, expected: str | None = None) -> DoneView:
    """Keep what the user says of their days, as one change.

    Args:
        network: Whose.
        pairs: Keys of `KEYS` with values, as `read_value` reads them; an empty value takes a word back: ``minutes``
            to the settings', ``quiet-hours`` and ``quiet-days`` to none. ``holiday`` adds a day, ``no-holiday``
            drops one. ``limit`` is ``linkedin=10``, ``linkedin:comment=2/8``, or ``linkedin=`` for the usual.
        expected: The version that was shown; None where the last word counts. A day that is kept free or given up
            changes only itself, whatever else was kept free meanwhile.

    Raises:
        SettingsError: A key is unknown or a value unusable.
        ChangedMeanwhile: Something of it was changed since to something else.
    """
    if not pairs:
        raise SettingsError("rhythm", "There is nothing to keep.", hint="kithly rhythm --minutes 10")
    read = [(key, read_value(key, value)) for key, value in pairs]
    with network.store.transaction() as tx:
        by_subject = _subjects(day_word(tx), read)
        hold_days(tx, expected, by_subject, merging=("holidays",))
        told = list(by_subject.items())
        text = "Your days: " + rhythm_said(told)
        change = tx.changes.open(RHYTHM, text, network.now)
        tx.decisions.add_many(change, [(RHYTHM, subject, value) for subject, value in told], network.now)
    return done_view(change, text)


def _subjects(word: DayWord, read: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Return what is kept by subject; holidays are kept as the whole list."""
    told: dict[str, Any] = {}
    days = [[one.month, one.day, one.year] for one in word.rules.holidays]
    for key, value in read:
        if key in {"holiday", "no-holiday"}:
            days = [one for one in days if one != value] + ([value] if key == "holiday" else [])
            told["holidays"] = sorted(days, key=lambda one: (one[2] or 0, one[0], one[1]))
        elif key == "limit":
            place, limit = value
            told[LIMIT + place] = limit
        else:
            told[key] = value
    return told


def _view(kept: Reading, network: Network, word: DayWord) -> DayRhythmView:
    rules = word.rules
    hours = rules.quiet_hours
    past = past_touches(kept, network.today, network.zone)
    return DayRhythmView(
        minutes=minutes_view(kept, network, word),
        learned=learned_view(kept, network, word),
        quiet_hours=QuietHoursView(start=f"{hours.start:%H:%M}", end=f"{hours.end:%H:%M}") if hours else None,
        quiet_days=tuple(DAYS[one].lower() for one in sorted(rules.quiet_days)),
        holidays=tuple(holiday_said(one) for one in rules.holidays),
        limits=_limits(word, past, network),
        away=away_view(word, network.today),
        rest=rest_view(word, network),
        version=days_version(kept, word),
    )


def _limits(word: DayWord, past: Sequence[PastTouch], network: Network) -> tuple[LimitView, ...]:
    """Return the limits in force with what was done; a place without its own stands under `ANYWHERE`."""
    known = dict(LIMITS) | dict(word.rules.limits)
    today, week = Counter[tuple[str, Any]](), Counter[tuple[str, Any]]()
    for one in {one.id: one for one in past if one.outcome is Outcome.DONE}.values():
        key = (one.place, act_of(one.kind))
        key = key if key in known else (ANYWHERE, key[1])
        today[key] += one.on == network.today
        week[key] += (network.today - one.on).days < WEEK_DAYS
    return tuple(
        LimitView(
            place=key[0],
            act=key[1].value,
            day=limit.day,
            week=limit.week,
            is_own=key in word.rules.limits,
            done_today=today[key],
            done_week=week[key],
        )
        for key, limit in known.items()
    )
