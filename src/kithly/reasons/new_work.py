"""New work as news tells it: every report of one change together, and whether it is new at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from kithly.history import company_key, employer, is_same_company
from kithly.history.lexicon import folded
from kithly.reasons.facts import Facts, Sighting, Told
from kithly.reasons.senses import Sense, names_no_work, sense
from kithly.reasons.telling import is_own_voice, is_surely_theirs, place_of
from kithly.reasons.titles import is_same_title, seniority
from kithly.records import Evidence, NewsKind, PartialDate

ONE_CHANGE = timedelta(days=120)  # reports of one change come within so long
KNOWN_BEFORE = timedelta(days=45)  # what a record knew so long before it was told is not new
LONG_BEGUN = timedelta(days=120)  # a position that began so long before it was told is not new


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report of new work.

    Attributes:
        at: When it came, aware.
        company: Employer; empty where it names none.
        title: Position; empty where it names none.
        told: The news; None where two exports say so.
        evidence: What proves it.
        before: What the same address book said before; None where news says so.
    """

    at: datetime
    company: str
    title: str
    told: Told | None
    evidence: tuple[Evidence, ...]
    before: Sighting | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of somebody's work, by all reports of it.

    Attributes:
        reports: Oldest first.
        before: What an address book said before; None where nothing did.
    """

    reports: tuple[Report, ...]
    before: Sighting | None

    @property
    def first(self) -> Report:
        """The first report: by it the change is as new as it is."""
        return self.reports[0]

    @property
    def company(self) -> str:
        """The employer, as the first report says that names one."""
        return next((one.company for one in self.reports if one.company), "")

    @property
    def title(self) -> str:
        """The position, as the first report says that names one."""
        return next((one.title for one in self.reports if one.title), "")

    @property
    def is_inside(self) -> bool:
        """Whether they stayed with their employer."""
        return self.before is not None and bool(self.company) and is_same_company(self.before.company, self.company)

    @property
    def key(self) -> str:
        """What a skipped change is known by: the same whichever report came first to Kithly."""
        company = company_key(self.first.company)
        if not company:
            return f"job:told@{self.first.at.astimezone(UTC):%Y-%m}"
        return f"job:{company}|{folded(self.title)}" if self.is_inside else f"job:{company}"

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All that proves it, the first report first."""
        found = [one for report in self.reports for one in report.evidence]
        return tuple(dict.fromkeys(found))

    @property
    def told(self) -> Told | None:
        """The news that tells it best: a notice of the position, else words of their own."""
        told = [report.told for report in self.reports if report.told is not None]
        return next((one for one in told if one.news.kind is NewsKind.JOB), told[0] if told else None)


def reports_of(facts: Facts) -> tuple[Report, ...]:
    """Return what news tells of new work of this very person, oldest first; never of a job lost or looked for.

    Args:
        facts: What is known of the person, nothing of it later than now.
    """
    found = [_report(one) for one in facts.news if one.news.at is not None and _tells_new_work(one, facts)]
    return tuple(sorted(found, key=lambda one: (one.at, one.evidence[0].record)))


def newest_change(facts: Facts, reports: Sequence[Report]) -> Change | None:
    """Return the newest change among reports, every report of it together.

    Args:
        facts: What is known of the person.
        reports: Reports of news and of exports.
    """
    ordered = sorted(reports, key=lambda one: (one.at, one.evidence[0].record))
    if not ordered:
        return None
    named = next((one for one in reversed(ordered) if one.company), ordered[-1])
    group = [one for one in ordered if _is_same_change(one, named)]
    first = group[0].at
    compared = next((one.before for one in group if one.before is not None), None)
    return Change(reports=tuple(group), before=compared or _before(facts, first))


def is_known_before(change: Change, facts: Facts) -> bool:
    """Say whether the change was there long before it was told: an old signature, an older export, a date in it.

    Args:
        change: The change.
        facts: What is known of the person.
    """
    until = change.first.at - KNOWN_BEFORE
    if any(one.observed_at < until and _is_there(one, change) for one in facts.sightings):
        return True
    began = [one.told.news.day for one in change.reports if one.told is not None and one.told.news.day is not None]
    if any(_is_long_begun(one, change.first.at) for one in began):
        return True
    return not change.is_inside and _signed_before(change, facts, until)


def is_step_down(change: Change) -> bool:
    """Say whether they stayed and their title sank: no occasion to congratulate."""
    if not change.is_inside or change.before is None or not change.title:
        return False
    return seniority(change.title) < seniority(change.before.title)


def _tells_new_work(told: Told, facts: Facts) -> bool:
    if told.news.kind is NewsKind.JOB:
        return is_surely_theirs(told, facts.person) and sense(told) is Sense.PLAIN and not names_no_work(told)
    return is_own_voice(told, facts.person) and sense(told) is Sense.NEW_WORK


def _report(told: Told) -> Report:
    news = told.news
    is_notice = news.kind is NewsKind.JOB
    said = ", ".join(part for part in (news.title, news.company) if part) if is_notice else ""
    quote = said if said and said in {news.title, news.company} else None
    return Report(
        at=told.at or datetime.max.replace(tzinfo=UTC),
        company=news.company if is_notice else "",
        title=news.title if is_notice else "",
        told=told,
        evidence=(told.evidence(quote),),
    )


def _is_same_change(one: Report, named: Report) -> bool:
    if abs(one.at - named.at) > ONE_CHANGE:
        return bool(one.company and named.company) and is_same_company(one.company, named.company) and _same(one, named)
    return not one.company or not named.company or is_same_company(one.company, named.company)


def _same(one: Report, named: Report) -> bool:
    return not one.title or not named.title or is_same_title(one.title, named.title)


def _before(facts: Facts, at: datetime) -> Sighting | None:
    """Return what an address book last said of their work before a moment."""
    earlier = [one for one in facts.sightings if one.observed_at < at and one.company]
    return max(earlier, key=lambda one: (one.observed_at, one.record), default=None)


def _is_there(sighting: Sighting, change: Change) -> bool:
    if not change.company or not sighting.company or not is_same_company(sighting.company, change.company):
        return False
    if not change.title:  # at the same place, with no title to tell two posts apart
        return True
    return bool(sighting.title) and is_same_title(sighting.title, change.title)


def _is_long_begun(day: PartialDate, told: datetime) -> bool:
    if day.year is None:
        return False
    began = date(day.year, day.month or 12, day.day or 28)
    return told.date() - began > LONG_BEGUN


def _signed_before(change: Change, facts: Facts, until: datetime) -> bool:
    """Say whether they wrote from there long before: what a mail's signature or own domain named then is not new."""
    if not change.company:
        return False
    theirs = (one for one in facts.exchanges if not one.outgoing and one.at < until)
    named = (employer(one.signature, "") for one in theirs if one.signature)
    return any(found is not None and is_same_company(found.company, change.company) for found in named)


def place_told(told: Told) -> str:
    """Return who told it: the network, else nobody in particular."""
    return place_of(told.news) or "A notice"
