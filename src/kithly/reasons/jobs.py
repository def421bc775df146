"""Work that changed: between two exports, or since you two last spoke."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from rapidfuzz import fuzz

from kithly.history import Employer, Exchange, employer, is_at_domain, is_no_employer, is_same_company, newest_first
from kithly.history.lexicon import entries, folded
from kithly.reasons import worth
from kithly.reasons.facts import Facts, Sighting
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.wording import age, day, ended, month
from kithly.records import Channel, name_key
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
SAME_TITLE = 88.0  # of 100: two spellings of one title

_WORD = re.compile(r"[^\W_]+")


def job_news(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return what changed in somebody's work: a new job or title if two exports show it, else a move since the talk.

    Congratulations come only within `FRESH` of the export that shows the change, and never for a job lost, ended or
    looked for. A change of spelling is none.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    versions = _versions(facts, now)
    if versions and _is_jobless(versions[-1]):
        return ()
    return _changed(versions, facts, now) or _moved(versions, facts, now)


def _versions(facts: Facts, now: datetime) -> list[Sighting]:
    """Return the sightings of the source that saw this person last, oldest first."""
    seen = sorted(
        (one for one in facts.sightings if one.observed_at <= now), key=lambda one: (one.observed_at, one.record)
    )
    return [one for one in seen if one.source == seen[-1].source]


def _is_jobless(sighting: Sighting) -> bool:
    return is_no_employer(sighting.company) or (bool(sighting.title) and is_no_employer(sighting.title))


def _changed(versions: list[Sighting], facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return the newest change between two exports in which both sides name an employer."""
    for before, after in zip(reversed(versions[:-1]), reversed(versions[1:]), strict=True):
        moved = not is_same_company(before.company, after.company)
        if moved and is_no_employer(before.company):
            return ()
        if moved or _is_new_title(before.title, after.title):
            if not moved and seniority(after.title) < seniority(before.title):
                return ()
            return (_job_reason(before, after, facts, now),)
    return ()


def _job_reason(before: Sighting, after: Sighting, facts: Facts, now: datetime) -> Reason:
    is_fresh = age(after.observed_at, now) <= FRESH and after.observed_at - before.observed_at <= FARTHEST_EXPORTS
    is_long = facts.last is None or age(facts.last, now) > LONG_SILENCE
    late = TouchKind.RECONNECT if is_long else TouchKind.GREET
    key = f"{folded(after.company)}|{folded(after.title)}"
    return Reason(
        person=facts.person.id,
        kind=ReasonKind.NEW_JOB,
        key=f"job:{key}",
        text=_job_text(before, after, facts, now),
        touch=TouchKind.CONGRATULATE if is_fresh else late,
        channel=Channel.LINKEDIN,
        on=after.observed_at.astimezone(now.tzinfo).date(),
        ends=(after.observed_at + FRESH).astimezone(now.tzinfo).date() if is_fresh else None,
        worth=worth.NEW_JOB if is_fresh else worth.OLD_JOB_CHANGE,
        evidence=(after.evidence(), before.evidence()),
    )


def _job_text(before: Sighting, after: Sighting, facts: Facts, now: datetime) -> str:
    between = f"Between {day(before.observed_at, now.tzinfo)} and {day(after.observed_at, now.tzinfo)}"
    if not is_same_company(before.company, after.company):
        role = f" as {after.title}" if after.title else ""
        return ended(f"{between} {facts.called} moved from {before.company} to {after.company}{role}")
    did = "was promoted" if seniority(after.title) > seniority(before.title) else "changed"
    at = f" at {after.company}" if after.company else ""
    return ended(f"{between} {facts.called} {did} from {before.title} to {after.title}{at}")


def _is_new_title(before: str, after: str) -> bool:
    """Say whether a title really changed, not only its spelling or its length."""
    left, right = set(_WORD.findall(folded(before))), set(_WORD.findall(folded(after)))
    if not left or not right:
        return False
    if left <= right or right <= left:
        return seniority(before) != seniority(after)
    is_respelt = fuzz.token_sort_ratio(folded(before), folded(after)) >= SAME_TITLE
    return not is_respelt or seniority(before) != seniority(after)


def seniority(title: str) -> int:
    """Return the step of a title on the shipped ladder; 0 for an ordinary title.

    Example:
        >>> seniority("Head of QA") > seniority("Senior QA Engineer") > seniority("QA Engineer")
        True
    """
    tokens = set(_WORD.findall(folded(title)))
    steps = [int(step) for step, word in (line.split(None, 1) for line in entries("seniority")) if word in tokens]
    return min(steps) if steps and min(steps) < 0 else max(steps, default=0)


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
        worth=worth.MOVED,
        evidence=(exchange.evidence(then.quote), today.evidence()),
    )
