"""Birthdays: a greeting on the person's own day, once a year, never early."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from kithly.reasons import worth
from kithly.reasons.days import DAY, LATE, Occasion, in_year, midnight, occasion
from kithly.reasons.facts import BirthdayTold, Facts, Told
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.wording import day_of_year
from kithly.records import Channel, NewsKind, PartialDate

# Days that programs write where nobody entered one: the zeros of Excel, Unix, Mac OS, DOS and Windows.
EMPTY = frozenset(
    (year, month, day)
    for year, month, day in (
        (1899, 12, 30),
        (1899, 12, 31),
        (1900, 1, 1),
        (1904, 1, 1),
        (1969, 12, 31),
        (1970, 1, 1),
        (1980, 1, 1),
        (2000, 1, 1),
    )
)
LATEST = (LATE + 1) * DAY  # age of a notice that still tells of this coming of the day
TICK = timedelta(microseconds=1)  # an end is the first instant that is no longer part of it


def birthdays(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return the greeting for a birthday that is near: from ten days before it, timely on the day and two after.

    All sources must name one day of the year. Whoever ego wrote to since the day began is greeted. Somebody of whom
    nothing but a connection and a notice is known is worth one click; a stranger nothing.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    told = _with_notices(agreed(facts.birthdays, now), facts, now)
    is_known = _is_known(facts)
    zones = facts.clock.zones or ((now.tzinfo,) if now.tzinfo else ())
    if not told or is_known is None or not zones:
        return ()
    found = occasion(told[0].day, now, zones, facts.leap)
    if found is None or _is_greeted(facts, found):
        return ()
    return (_reason(facts, told, found, is_known=is_known, now=now),)


def agreed(birthdays: Iterable[BirthdayTold], now: datetime) -> tuple[BirthdayTold, ...]:
    """Return what is said of a birthday, the newest first; nothing where two sources differ on the day."""
    told = [one for one in birthdays if _is_believable(one.day, now.year) and one.observed_at <= now]
    if len({(one.day.month, one.day.day) for one in told}) != 1:
        return ()
    return tuple(sorted(told, key=lambda one: (one.observed_at, one.record), reverse=True))


def _with_notices(cards: tuple[BirthdayTold, ...], facts: Facts, now: datetime) -> tuple[BirthdayTold, ...]:
    """Return the same with the notices of these days; nothing where a notice is of quite another day.

    A notice says "today" by somebody's clock, so that it may be a day off, and tells nothing of other years. Where
    cards differ among themselves it decides nothing.
    """
    days = {one.day: one for told in facts.news if (one := _of_notice(told, now))}
    if not days or (facts.birthdays and not cards):
        return cards
    if not cards:
        return tuple(days.values()) if len(days) == 1 else ()
    beside = (in_year(cards[0].day, now.year + step, facts.leap) for step in (-1, 0, 1))
    near = {(on + step * DAY).timetuple()[1:3] for on in beside for step in (-1, 0, 1)}
    return (*cards, *days.values()) if all((day.month, day.day) in near for day in days) else ()


def _of_notice(told: Told, now: datetime) -> BirthdayTold | None:
    """Return what a notice of the last days says, by ego's clock; None for other news."""
    if told.news.kind is not NewsKind.BIRTHDAY or told.at is None or not timedelta() <= now - told.at <= LATEST:
        return None
    on = told.at.astimezone(now.tzinfo)
    day = PartialDate(month=on.month, day=on.day)
    return BirthdayTold(record=told.record, source=told.source, observed_at=told.at, day=day)


def _is_believable(day: PartialDate, year: int) -> bool:
    if not day.month or not day.day or (day.year or 0) > year:
        return False
    return (day.year, day.month, day.day) not in EMPTY


def _is_known(facts: Facts) -> bool | None:
    """Say whether ego knows them, as whose birthday one keeps; False of a mere connection, None of strangers."""
    if _has_talked(facts):
        return True
    if facts.person.connected_on is not None:
        return False
    return True if facts.birthdays else None


def _has_talked(facts: Facts) -> bool:
    return facts.last is not None or bool(facts.words)


def _is_greeted(facts: Facts, found: Occasion) -> bool:
    """Say whether ego wrote to them since the day began anywhere they may be."""
    zones = facts.clock.zones
    start = min((midnight(found.on, zone) for zone in zones), default=found.begins)
    return facts.wrote_last is not None and facts.wrote_last >= start


def _reason(facts: Facts, told: tuple[BirthdayTold, ...], found: Occasion, *, is_known: bool, now: datetime) -> Reason:
    full = worth.BIRTHDAY if _has_talked(facts) else worth.BIRTHDAY_CLICK
    return Reason(
        person=facts.person.id,
        kind=ReasonKind.BIRTHDAY,
        key=f"birthday@{found.on.year}",
        text=_text(facts, found, now) + ("" if is_known else CLICK),
        touch=TouchKind.GREET,
        channel=None if is_known else Channel.LINKEDIN,
        on=found.on,
        starts=found.begins.astimezone(now.tzinfo).date(),
        ends=(found.ends - TICK).astimezone(now.tzinfo).date(),
        begins=found.begins,
        turns=tuple(at for at in (found.begins, found.over) if at > now),
        worth=full * worth.LATE if found.late else full,
        evidence=tuple(one.evidence() for one in told),
    )


CLICK = " No talk of you two is known: one click on LinkedIn is enough."


def _text(facts: Facts, found: Occasion, now: datetime) -> str:
    whose, day = f"{facts.called}'s birthday", day_of_year(found.on)
    ahead = (found.on - now.date()).days
    place = f" in {facts.clock.country}" if facts.clock.country else ""
    if not found.has_begun:
        if ahead > 1:
            return f"{whose} is on {day}, in {ahead} days."
        return f"{whose} is tomorrow, {day}." if ahead == 1 else f"{whose} is on {day}: it begins later today{place}."
    if not found.late:
        if ahead > 0:
            return f"It is {whose}: {day} has begun{place}."
        return f"{whose} is today, {day}." if ahead == 0 else f"It is still {whose}: {day}{place}."
    return f"{whose} was yesterday, {day}." if ahead == -1 else f"{whose} was on {day}{_over(ahead, place)}."


def _over(ahead: int, place: str) -> str:
    return f", {-ahead} days ago" if ahead < -1 else f"; it is over{place}"
