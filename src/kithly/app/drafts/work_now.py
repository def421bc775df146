"""Where somebody works now, as a draft may say it: by news, or by the address book that saw them last."""

from __future__ import annotations

from kithly.history import is_same_company
from kithly.messages import News
from kithly.reasons import Facts, Reason, ReasonKind, Report, Sighting, TouchKind, reports_of


def work_now(facts: Facts, reason: Reason | None) -> News | None:
    """Return where they work now, and where they were before if records show it.

    Args:
        facts: What is known of the person.
        reason: Why now, if a reason led here.
    """
    noticed = _noticed(facts, reason)
    if noticed is not None:
        return noticed
    newest = max(facts.sightings, key=lambda one: one.observed_at, default=None)
    told = _told(facts, newest)
    if told is not None:
        return _by_news(told, facts, newest, is_fresh=_is_fresh(reason))
    if newest is None or not newest.company:
        return None
    before = _elsewhere(facts, newest.company)
    return News(
        company=newest.company,
        evidence=newest.evidence(),
        title=newest.title,
        before=before.company if before else "",
        before_evidence=before.evidence() if before else None,
        is_fresh=_is_fresh(reason),
        is_promotion=_is_promotion(facts),
    )


def _noticed(facts: Facts, reason: Reason | None) -> News | None:
    """Return the employer that a profile names by now, or at which somebody has been for some years."""
    if reason is None or reason.kind not in {ReasonKind.PROFILE, ReasonKind.ANNIVERSARY}:
        return None
    records = {one.record for one in reason.evidence}
    told = next((one for one in facts.news if one.record in records and one.news.company), None)
    return News(company=told.news.company, evidence=told.evidence(told.news.company)) if told else None


def tells_employer(reason: Reason, facts: Facts) -> bool:
    """Say whether what proves a new job names the employer: an address book, or a notice."""
    proof = {one.record for one in reason.evidence}
    named = {one.record for one in facts.sightings if one.company}
    named |= {one.record for one in facts.news if one.news.company}
    return not proof.isdisjoint(named)


def _is_fresh(reason: Reason | None) -> bool:
    return reason is not None and reason.kind is ReasonKind.NEW_JOB and reason.touch is TouchKind.CONGRATULATE


def _told(facts: Facts, newest: Sighting | None) -> Report | None:
    """Return the newest notice of a position that the address book does not have yet."""
    named = [one for one in reports_of(facts) if one.company]
    if not named:
        return None
    last = named[-1]
    if newest is not None and (newest.observed_at > last.at or is_same_company(newest.company, last.company)):
        return last if newest.title != last.title and newest.observed_at < last.at else None
    return last


def _by_news(told: Report, facts: Facts, newest: Sighting | None, *, is_fresh: bool) -> News:
    before = _elsewhere(facts, told.company)
    evidence = told.told.evidence(told.company) if told.told is not None else told.evidence[0]
    return News(
        company=told.company,
        evidence=evidence,
        title=told.title,
        before=before.company if before else "",
        before_evidence=before.evidence() if before else None,
        is_fresh=is_fresh,
        is_promotion=newest is not None and bool(newest.company) and is_same_company(newest.company, told.company),
    )


def _elsewhere(facts: Facts, company: str) -> Sighting | None:
    """Return the newest line of an address book with another employer."""
    others = [one for one in facts.sightings if one.company and not is_same_company(one.company, company)]
    return max(others, key=lambda one: one.observed_at, default=None)


def _is_promotion(facts: Facts) -> bool:
    """Say whether the newest change of the source that saw them last is one of title, at the same company."""
    seen = sorted(facts.sightings, key=lambda one: (one.observed_at, one.record))
    newest = seen[-1]
    earlier = [one for one in seen if one.source == newest.source and _differ(one, newest)]
    return bool(earlier) and is_same_company(earlier[-1].company, newest.company)


def _differ(one: Sighting, other: Sighting) -> bool:
    return one.title != other.title or not is_same_company(one.company, other.company)
