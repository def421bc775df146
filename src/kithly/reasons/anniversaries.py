"""Work anniversaries: so many years at one place, told by whatever tells it, greeted once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from kithly.history import company_key, is_same_company
from kithly.reasons import worth
from kithly.reasons.facts import Facts, Told
from kithly.reasons.new_work import place_told
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.senses import Sense, sense
from kithly.reasons.telling import is_settled, is_surely_theirs, oldest_first, tell, told_on
from kithly.records import NewsKind

BEFORE, AFTER = timedelta(days=1), timedelta(days=7)  # around the day itself
ONE_DAY = timedelta(days=20)  # notices of one anniversary come within so long
ROUND = 5  # years: five, ten, fifteen are worth more
STILL_TRUE = timedelta(days=400)  # how long an address book's employer speaks against another one


def anniversaries(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return the newest work anniversary that is near: from a day before to seven days after it.

    Nothing where an address book or newer news has them elsewhere, and nothing after ego wrote to them.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    told = oldest_first([one for one in facts.news if _is_one(one, facts)])
    if not told:
        return ()
    group = [one for one in told if _is_same(one, told[-1])]
    on = _day(group[0], now)
    today = now.date()
    if not on - BEFORE <= today <= on + AFTER or _is_elsewhere(group, facts):
        return ()
    first = group[0].at or now
    return () if is_settled(facts, first) else (_reason(group, on, facts, now),)


def _is_one(told: Told, facts: Facts) -> bool:
    is_notice = told.news.kind is NewsKind.WORK_ANNIVERSARY
    return is_notice and is_surely_theirs(told, facts.person) and sense(told) is Sense.PLAIN


def _is_same(one: Told, newest: Told) -> bool:
    if one.at is None or newest.at is None or newest.at - one.at > ONE_DAY:
        return False
    left, right = one.news.company, newest.news.company
    return not left or not right or is_same_company(left, right)


def _day(told: Told, now: datetime) -> date:
    """Return the day it is for, where that is told, else the day it was told."""
    on = (told.at or now).astimezone(now.tzinfo).date()
    named = told.news.day
    if named is None or not named.month or not named.day:
        return on
    try:
        return min((date(on.year + step, named.month, named.day) for step in (-1, 0, 1)), key=lambda day: abs(day - on))
    except ValueError:  # 29 February
        return on


def _is_elsewhere(group: list[Told], facts: Facts) -> bool:
    """Say whether something newer, or an address book of the last year, has them with another employer."""
    company = next((one.news.company for one in group if one.news.company), "")
    if not company or group[0].at is None:
        return False
    book = max(facts.sightings, key=lambda one: (one.observed_at, one.record), default=None)
    is_known = book is not None and book.company and group[0].at - book.observed_at < STILL_TRUE
    if is_known and book is not None and not is_same_company(book.company, company):
        return True
    moves = [one for one in facts.news if one.news.kind is NewsKind.JOB and one.news.company and one.at is not None]
    newest = max(moves, key=lambda one: (one.at, one.record), default=None)
    return newest is not None and not is_same_company(newest.news.company, company)


def _reason(group: list[Told], on: date, facts: Facts, now: datetime) -> Reason:
    company = next((one.news.company for one in group if one.news.company), "")
    years = max(one.news.years for one in group)
    best = next((one for one in group if one.news.years == years), group[0])
    is_round = years > 0 and years % ROUND == 0
    found = tell(
        best,
        facts,
        now,
        kind=ReasonKind.ANNIVERSARY,
        key=f"anniversary:{company_key(company)}@{_season(on)}",
        text=f"{told_on(group[0], now)} {place_told(best)} told that {facts.called} {_has(years, company)}",
        touch=TouchKind.CONGRATULATE,
        worth=worth.ROUND_ANNIVERSARY if is_round else worth.ANNIVERSARY,
        channel=best.news.channel,
        evidence=tuple(one.evidence() for one in group),
    )
    return _around(found, on)


def _around(reason: Reason, on: date) -> Reason:
    return replace(reason, on=on, starts=on - BEFORE, ends=on + AFTER)


def _season(on: date) -> str:
    """Return the year an anniversary belongs to; one of the turn of the year has one key on both sides of it."""
    return str((on + timedelta(days=31)).year) if on.month == 12 else str(on.year)


def _has(years: int, company: str) -> str:
    at = f" at {company}" if company else ""
    if not years:
        return f"has a work anniversary{at}"
    span = "one year" if years == 1 else f"{years} years"
    return f"has been{at} for {span}" if company else f"has a work anniversary: {span}"
