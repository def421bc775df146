"""Eras: the years ego spent at one employer or school, out of the positions that sources tell."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b

from kithly.history.companies import company_key, is_no_employer, plain_company
from kithly.records import Evidence, PartialDate, Position

TOUCHING = timedelta(days=92)  # a quarter between two positions at one employer is still one stay
SCHOOL_YEARS = 5  # a school whose end is not told: a bachelor's and a master's degree, and then it is over
KEY_BYTES = 4


class EraKind(StrEnum):
    """What ego did in an era."""

    WORK = "work"
    SCHOOL = "school"


class Role(StrEnum):
    """How people of an era belong to ego."""

    COWORKERS = "coworkers"
    CLASSMATES = "classmates"
    CLIENTS = "clients"
    FRIENDS = "friends"

    @property
    def one(self) -> str:
        """One of them: ``coworker``."""
        return self.value.removesuffix("s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A position of ego's with its proof.

    Attributes:
        position: What the source says.
        evidence: The record; `Evidence.at` is when a source said so last, aware.
    """

    position: Position
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Era:
    """One stay at one employer or school.

    Attributes:
        key: Stable between exports as long as ego has one stay there.
        kind: Work or school.
        organisation: As the newest position spells it; empty where a source gives a title alone.
        title: The newest position or degree; may be empty.
        started: First month or year; None if not told.
        finished: Last month or year; None if it lasts or is not told.
        lasts: Whether it goes on today.
        evidence: The positions that tell of it, oldest first.
    """

    key: str
    kind: EraKind
    organisation: str
    title: str = ""
    started: PartialDate | None = None
    finished: PartialDate | None = None
    lasts: bool = False
    evidence: tuple[Evidence, ...] = ()

    @property
    def name(self) -> str:
        """The organisation without its legal form, or where a source gives none, the title."""
        return plain_company(self.organisation) or self.title

    @property
    def heading(self) -> str:
        """What the era is called: ``Your Halden Marine years``."""
        return f"Your {self.name} years"

    @property
    def years(self) -> str:
        """Its years, ``2013–17``; empty if none is told."""
        return years_text(self.started, self.finished, lasts=self.lasts)

    @property
    def is_own_boss(self) -> bool:
        """Whether its organisation names no employer, so that others there are no coworkers (``Freelance``)."""
        return is_no_employer(self.organisation)

    @property
    def role(self) -> Role:
        """How its people belong unless the user says otherwise."""
        if self.kind is EraKind.SCHOOL:
            return Role.CLASSMATES
        return Role.CLIENTS if self.is_own_boss else Role.COWORKERS

    def span(self, today: date) -> tuple[date, date] | None:
        """Return its first and last day as far as the dates tell; None if they do not.

        Args:
            today: The present day: an era that lasts is looked at up to it.
        """
        first = self.started.first_day() if self.started else None
        if first is None:
            return None
        if self.lasts:
            return first, max(today, first)
        last = last_day(self.finished) if self.finished else None
        if last is None and self.kind is EraKind.SCHOOL:
            last = date(first.year + SCHOOL_YEARS, first.month, 1)
        return (first, last) if last is not None and last >= first else None


def eras_of(positions: Iterable[Held], *, today: date) -> tuple[Era, ...]:
    """Return ego's eras, the newest first; independent of the order of positions.

    Positions at one employer that touch are one era with its whole span. A position that is not in the newest
    export any more and has no end lasted at least until it was last seen. One without dates joins the only era of
    its employer, else is an era without years.

    Args:
        positions: All of ego's own, both kinds.
        today: The present day.
    """
    held = [one for one in positions if one.position.organisation or one.position.title]
    newest = max((one.evidence.at for one in held if one.evidence.at), default=None)
    stays = [_stay(one, newest, today) for one in sorted(held, key=lambda one: one.position.key)]
    groups: dict[tuple[EraKind, str], list[Era]] = {}
    for stay in stays:
        groups.setdefault((stay.kind, organisation_key(stay.organisation, stay.title)), []).append(stay)
    found = [era for group in groups.values() for era in _keyed(_joined(group, today))]
    return tuple(sorted(found, key=lambda era: _newest_first(era, today)))


def organisation_key(organisation: str, title: str = "") -> str:
    """Return what two spellings of one employer share; of a title alone, the title.

    Example:
        >>> organisation_key("Halden Marine AS") == organisation_key("HALDEN-MARINE")
        True
    """
    return company_key(organisation).replace(" ", "") or f"as {company_key(title)}"


def is_same_era(one: Era, other: Era, today: date) -> bool:
    """Say whether two eras are one, told by exports of different years.

    Args:
        one: An era.
        other: Another.
        today: The present day.
    """
    if one.key == other.key:
        return True
    if one.kind is not other.kind or organisation_key(one.organisation, one.title) != organisation_key(
        other.organisation, other.title
    ):
        return False
    left, right = one.span(today), other.span(today)
    return left is None or right is None or (left[0] <= right[1] and right[0] <= left[1])


def last_day(at: PartialDate) -> date | None:
    """Return the last day a date can mean, or None without a year.

    The first of a month stands for the month: LinkedIn writes months so since 2026.
    """
    if at.year is None:
        return None
    month = at.month or 12
    ends = calendar.monthrange(at.year, month)[1]
    return date(at.year, month, ends if at.day in {None, 1} else min(at.day or ends, ends))


def years_text(started: PartialDate | None, finished: PartialDate | None, *, lasts: bool = False) -> str:
    """Return a span in years, as short as people write it; empty if nothing is known.

    Example:
        >>> years_text(PartialDate(year=2013, month=3), PartialDate(year=2017))
        '2013–17'
        >>> years_text(PartialDate(year=2023), None, lasts=True), years_text(None, PartialDate(year=2009))
        ('since 2023', 'until 2009')
    """
    first = started.year if started else None
    last = finished.year if finished else None
    if first is None:
        return f"until {last}" if last else ""
    if last is None:
        return f"since {first}" if lasts else f"from {first}"
    return span_text(first, last)


def span_text(first: int, last: int) -> str:
    """Return two years as a span: ``2014``, ``2013–17``, ``1998–2004``."""
    if first >= last:
        return str(first)
    return f"{first}–{last % 100:02d}" if first // 100 == last // 100 else f"{first}–{last}"


def _stay(held: Held, newest: datetime | None, today: date) -> Era:
    """Return the era of one position alone, without a key."""
    one, kind = held.position, EraKind(held.position.kind)
    finished, lasts = one.finished, False
    if finished is None and one.started is not None:
        seen = held.evidence.at
        is_current = seen is None or newest is None or seen >= newest
        lasts = is_current and (kind is EraKind.WORK or _may_study(one.started, today))
        if not is_current and kind is EraKind.WORK and seen is not None:
            finished = PartialDate(year=seen.year, month=seen.month)
    return Era(
        key="",
        kind=kind,
        organisation=one.organisation,
        title=one.title,
        started=one.started,
        finished=finished,
        lasts=lasts,
        evidence=(held.evidence,),
    )


def _may_study(started: PartialDate, today: date) -> bool:
    """Whether somebody who began then may still be at school."""
    first = started.first_day()
    return first is not None and today.year - first.year < SCHOOL_YEARS


def _joined(stays: Sequence[Era], today: date) -> list[Era]:
    """Join the stays at one employer that touch, oldest first; undated ones join an era where there is but one."""
    dated = sorted((stay for stay in stays if stay.span(today)), key=lambda stay: _bounds(stay, today))
    undated = [stay for stay in stays if not stay.span(today)]
    joined: list[Era] = []
    for stay in dated:
        if joined and _bounds(stay, today)[0] - _bounds(joined[-1], today)[1] <= TOUCHING:
            joined[-1] = _both(joined[-1], stay, today)
        else:
            joined.append(stay)
    if len(joined) == 1:
        return [replace(joined[0], evidence=joined[0].evidence + tuple(e for one in undated for e in one.evidence))]
    return joined + _without_years(undated)


def _without_years(undated: Sequence[Era]) -> list[Era]:
    """Return one era of all stays at one employer whose years cannot be told."""
    if not undated:
        return []
    told = max(undated, key=lambda one: (one.started is not None, one.finished is not None, one.title))
    return [replace(told, evidence=tuple(proof for one in undated for proof in one.evidence))]


def _both(before: Era, after: Era, today: date) -> Era:
    """Return two stays as one; the later one gives name and title."""
    ends = max(before, after, key=lambda era: (_bounds(era, today)[1], era.lasts))
    return replace(
        after,
        started=before.started,
        finished=ends.finished,
        lasts=before.lasts or after.lasts,
        title=after.title or before.title,
        evidence=before.evidence + after.evidence,
    )


def _bounds(era: Era, today: date) -> tuple[date, date]:
    return era.span(today) or (today, today)


def _keyed(eras: Sequence[Era]) -> list[Era]:
    """Give the eras of one employer their keys; only where there are several does the year tell them apart."""
    return [replace(era, key=_key(era, several=len(eras) > 1)) for era in eras]


def _key(era: Era, *, several: bool) -> str:
    year = str(era.started.year) if several and era.started else ""
    text = f"{era.kind}|{organisation_key(era.organisation, era.title)}|{year}"
    return blake2b(text.encode("utf-8", "replace"), digest_size=KEY_BYTES).hexdigest()


def _newest_first(era: Era, today: date) -> tuple[bool, int, int, str]:
    span = era.span(today)
    first = span[0] if span else (era.started.first_day() if era.started else None)
    last = span[1] if span else first
    return (first is None, -(last.toordinal() if last else 0), -(first.toordinal() if first else 0), era.key)
