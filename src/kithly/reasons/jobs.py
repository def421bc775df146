"""Work that changed: between two exports, or since you two last spoke."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from kithly.history import Employer, Exchange, employer, is_at_domain, is_no_employer, is_same_company, newest_first
from kithly.history.lexicon import folded
from kithly.reasons import worth
from kithly.reasons.facts import Facts, Sighting, Told
from kithly.reasons.new_work import (
    Change,
    Report,
    is_known_before,
    is_step_down,
    newest_change,
    place_told,
    reports_of,
)
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.telling import in_quotes, is_settled, on_place, told_on
from kithly.reasons.timely import STALE_WORK
from kithly.reasons.titles import is_new_title, seniority
from kithly.reasons.wording import age, day, ended, month
from kithly.records import Channel, NewsKind, name_key
from kithly.ties import Band

FRESH = timedelta(days=90)  # congratulations are in time
FARTHEST_EXPORTS = timedelta(days=550)  # exports farther apart do not tell that a change is new
QUIET = timedelta(days=180)  # "since you last spoke" needs some silence
LONG_SILENCE = timedelta(days=365)
AFTER_WORDS = timedelta(days=30)  # the address book must be newer than the words it contradicts
SAME_TALK = timedelta(days=31)
STILL_TELLING = timedelta(days=365)  # older words may have been news long before the last talk
SHORTEST_NAME = 3  # letters of a name that may make a domain a person's own
ANYBODYS = frozenset({"net", "org", "info", "name", "me", "email", "id"})  # endings of providers, clubs and homes

_WORD = re.compile(r"[^\W_]+")


def job_news(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return what changed in somebody's work: a new position by news or by two exports, else a move since the talk.

    All reports of one change are one reason, as new as the first of them. Congratulations come only within `FRESH` of
    it, never for a job lost, ended or looked for, nor for what a record knew long before, and not after ego wrote to
    them. A change of spelling is none.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    reports, versions = reports_of(facts), _versions(facts, now)
    if versions and _is_jobless(versions[-1]):
        reports = tuple(one for one in reports if one.at > versions[-1].observed_at)
        if not reports:
            return ()
    change = newest_change(facts, (*reports, *_changed(versions)))
    return (_of_change(change, facts, now) if change else ()) or _moved(versions, facts, now)


def _of_change(change: Change, facts: Facts, now: datetime) -> tuple[Reason, ...]:
    if is_known_before(change, facts) or is_step_down(change) or is_settled(facts, change.first.at):
        return ()
    since = age(change.first.at, now)
    is_fresh = since <= FRESH and _is_close(change)
    if not is_fresh and change.told is not None and since > STALE_WORK:
        return ()
    return (_job_reason(change, facts, now, is_fresh=is_fresh),)


def _is_close(change: Change) -> bool:
    """Say whether the first report tells that the change is new: exports far apart do not."""
    first = change.first
    return first.before is None or first.at - first.before.observed_at <= FARTHEST_EXPORTS


def _versions(facts: Facts, now: datetime) -> list[Sighting]:
    """Return the sightings of the source that saw this person last, oldest first."""
    seen = sorted(
        (one for one in facts.sightings if one.observed_at <= now), key=lambda one: (one.observed_at, one.record)
    )
    return [one for one in seen if one.source == seen[-1].source]


def _is_jobless(sighting: Sighting) -> bool:
    return is_no_employer(sighting.company) or (bool(sighting.title) and is_no_employer(sighting.title))


def _changed(versions: list[Sighting]) -> tuple[Report, ...]:
    """Return the newest change between two exports in which both sides name an employer."""
    for before, after in zip(reversed(versions[:-1]), reversed(versions[1:]), strict=True):
        moved = not is_same_company(before.company, after.company)
        if moved and is_no_employer(before.company):
            return ()
        if moved or is_new_title(before.title, after.title):
            if not moved and seniority(after.title) < seniority(before.title):
                return ()
            return (_by_exports(before, after),)
    return ()


def _by_exports(before: Sighting, after: Sighting) -> Report:
    return Report(
        at=after.observed_at,
        company=after.company,
        title=after.title,
        told=None,
        evidence=(after.evidence(), before.evidence()),
        before=before,
    )


def _job_reason(change: Change, facts: Facts, now: datetime, *, is_fresh: bool) -> Reason:
    is_long = facts.last is None or age(facts.last, now) > LONG_SILENCE
    late = TouchKind.RECONNECT if is_long else TouchKind.GREET
    at, told = change.first.at, change.told
    return Reason(
        person=facts.person.id,
        kind=ReasonKind.NEW_JOB,
        key=change.key,
        text=_job_text(change, facts, now),
        touch=TouchKind.CONGRATULATE if is_fresh else late,
        channel=told.news.channel if told else Channel.LINKEDIN,
        on=at.astimezone(now.tzinfo).date(),
        ends=(at + FRESH).astimezone(now.tzinfo).date() if is_fresh else None,
        worth=worth.NEW_JOB if is_fresh else worth.OLD_JOB_CHANGE,
        evidence=change.evidence,
    )


def _job_text(change: Change, facts: Facts, now: datetime) -> str:
    told = change.told
    if told is not None and told.news.kind is NewsKind.JOB:
        return _notice_text(change, told, facts, now)
    compared = next((one for one in change.reports if one.before is not None), None)
    if compared is not None and compared.before is not None:
        return _export_text(compared, compared.before, facts, now)
    if told is None:
        raise TypeError(change)  # a change has one report at least
    return f"{told_on(told, now)} {facts.called} wrote{on_place(told.news)} of new work: {in_quotes(told)}"


def _notice_text(change: Change, told: Told, facts: Facts, now: datetime) -> str:
    """Return what a network told, with what was before where an address book knew it."""
    as_title = f" as {told.news.title}" if told.news.title else " a new position"
    at = f" at {change.company}" if change.company else ""
    known = change.before.title if change.before is not None and change.is_inside else ""
    was = f" (before: {known})" if known and told.news.title and is_new_title(known, told.news.title) else ""
    return ended(f"{told_on(told, now)} {place_told(told)} told that {facts.called} started{as_title}{at}{was}")


def _export_text(report: Report, before: Sighting, facts: Facts, now: datetime) -> str:
    between = f"Between {day(before.observed_at, now.tzinfo)} and {day(report.at, now.tzinfo)}"
    if not is_same_company(before.company, report.company):
        role = f" as {report.title}" if report.title else ""
        return ended(f"{between} {facts.called} moved from {before.company} to {report.company}{role}")
    did = "was promoted" if seniority(report.title) > seniority(before.title) else "changed"
    at = f" at {report.company}" if report.company else ""
    return ended(f"{between} {facts.called} {did} from {before.title} to {report.title}{at}")


def _moved(versions: list[Sighting], facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return the move that an old signature or address shows against today's employer."""
    last = facts.last
    if not versions or last is None or age(last, now) < QUIET or facts.tie.band in {Band.STRONG, Band.WARM}:
        return ()
    today = versions[-1]
    found = _employer_then(facts, now)
    if found is None or today.observed_at - found[1].at < AFTER_WORDS or last - found[1].at > STILL_TELLING:
        return ()
    then, exchange = found
    same = is_at_domain(today.company, then.company) if then.is_domain else is_same_company(today.company, then.company)
    return () if same else (_moved_reason(then, exchange, today=today, facts=facts, now=now),)


def _employer_then(facts: Facts, now: datetime) -> tuple[Employer, Exchange] | None:
    """Return the employer that the newest personal message of theirs names, if any does."""
    for exchange in newest_first(facts.exchanges):
        if exchange.outgoing or not exchange.is_personal or exchange.at > now:
            continue
        found = employer(exchange.signature, exchange.address)
        if found and not (found.is_domain and _is_private(found.company, exchange.address, facts)):
            return None if _is_in_title(found.company, facts) else (found, exchange)
    return None


def _is_in_title(company: str, facts: Facts) -> bool:
    """Say whether an address book has the name of an employer in a title: then it is a department ("R&D, Sensors")."""
    name = f" {' '.join(_WORD.findall(folded(company)))} "
    return any(name in f" {' '.join(_WORD.findall(folded(one.title)))} " for one in facts.sightings)


def _is_private(label: str, address: str, facts: Facts) -> bool:
    """Say whether a domain alone proves no employer: a family's or person's own, or of a kind anybody may have."""
    own = [part for part in name_key(facts.person.name).split() if len(part) >= SHORTEST_NAME]
    return address.rpartition(".")[2].lower() in ANYBODYS or any(part in label for part in own)


def _moved_reason(then: Employer, exchange: Exchange, *, today: Sighting, facts: Facts, now: datetime) -> Reason:
    last = facts.last or exchange.at
    is_last = last - exchange.at <= SAME_TALK
    where = f"from an address at {exchange.address.rpartition('@')[2]}" if then.is_domain else f"at {then.company}"
    when = month(exchange.at, now.tzinfo)
    told = f"Since you last spoke ({when}, {where})" if is_last else f"Since {when} (then {where})"
    return Reason(
        person=facts.person.id,
        kind=ReasonKind.MOVED,
        key=f"moved:{folded(then.company)}|{folded(today.company)}",
        text=ended(f"{told} {facts.called} moved to {today.company}"),
        touch=TouchKind.RECONNECT if age(last, now) > LONG_SILENCE else TouchKind.GREET,
        channel=Channel.LINKEDIN,  # the old address is likely dead
        on=today.observed_at.astimezone(now.tzinfo).date(),
        ends=(today.observed_at + STALE_WORK).astimezone(now.tzinfo).date(),
        worth=worth.MOVED,
        evidence=(exchange.evidence(then.quote), today.evidence()),
    )
