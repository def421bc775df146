"""Somebody else of the network, as a draft may name them: to be introduced, or whom one was introduced to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from kithly.app.derived.needs_told import helped_by
from kithly.app.drafts.record_texts import texts_of
from kithly.history import is_sensitive
from kithly.messages import Fact, Other
from kithly.people import PersonId
from kithly.reasons import Facts, Match, MatchKind, Reason, ReasonKind
from kithly.records import Evidence, name_key, one_line
from kithly.store import Reading, Stored

MOST_READ = 12  # newest records of somebody that are looked through for their name
Holds = Callable[[str, str], bool]
"""Says whether a record, by its id, holds some words."""


def in_any_record(record: str, words: str) -> bool:
    """Say that a record holds some words, where nobody looks."""
    return bool(record and words)


def other_of(facts: Facts, reason: Reason | None) -> Other | None:
    """Return whom the recipient could be introduced to, as the reason says.

    Args:
        facts: What is known of the recipient, who has the need.
        reason: Why now.
    """
    if reason is None or reason.kind is not ReasonKind.INTRODUCE:
        return None
    records = {one.record for one in reason.evidence}
    people = (one for one in facts.matches if one.kind is not MatchKind.NEWS)
    found = next((one for one in people if {proof.record for proof in one.evidence} == records), None)
    return _helper(found) if found else None


def asked_for(tx: Reading, person: PersonId) -> Other | None:
    """Return whose need somebody could meet: the second message of the pair goes to them.

    Args:
        tx: Where to read.
        person: Who offers something, or does it for a living.
    """
    fit = (one for one in helped_by(tx, person) if not is_sensitive(f"{one.need}\n{one.words}"))
    return next((_needy(one) for one in fit), None)


def with_name_proven(tx: Reading, other: Other) -> Other:
    """Return somebody with a record that holds their name beside those that tell what fits: lines of the user's do not.

    Args:
        tx: Where to read.
        other: Who could be introduced.
    """
    nodes = sorted(tx.assignments.nodes_of(tx.people.called(name_key(other.name))))
    lines = tx.records.get([node.seq for node in nodes if node.kind != "identity"])
    columns = tx.interactions.columns_of([node.seq for node in nodes if node.kind == "identity"])
    newest = columns.record[columns.at.argsort()[::-1][:MOST_READ]]
    stored = next((one for one in (*lines, *tx.records.get(newest.tolist())) if _bears(one, other.name)), None)
    if stored is None:
        return other
    proof = Evidence(record=stored.id, source=stored.source, at=stored.observed_at, quote=other.name)
    return replace(other, evidence=(*other.evidence, proof))


def _bears(stored: Stored, name: str) -> bool:
    return any(one_line(name).casefold() in one_line(text).casefold() for text in texts_of(stored.record))


def through_of(facts: Facts, reason: Reason | None, holds: Holds) -> Fact | None:
    """Return whom the recipient put ego in contact with, called as the message calls them.

    Args:
        facts: What is known of the recipient.
        reason: Why now.
        holds: Looks into records.
    """
    if reason is None or reason.kind is not ReasonKind.LOOP:
        return None
    records = {one.record for one in reason.evidence}
    one = next((one for one in facts.introduced if one.record in records), None)
    if one is None:
        return None
    names = (one.other, one.other.split()[0]) if one.other.split() else ()
    called = next((name for name in names if holds(one.record, name)), "")
    return Fact(words=called, evidence=one.evidence(one.quote)) if called else None


def _helper(one: Match) -> Other:
    need, offer = _sides(one)
    return Other(
        name=one.other,
        what=Fact(words=one.words, evidence=offer),
        evidence=one.evidence,
        fits=Fact(words=one.need, evidence=need),
        by_work=one.kind is MatchKind.WORK,
    )


def _needy(one: Match) -> Other:
    need, offer = _sides(one)
    return Other(
        name=one.other,
        what=Fact(words=one.need, evidence=need),
        evidence=one.evidence,
        fits=Fact(words=one.words, evidence=offer),
        helps=False,
        by_work=one.kind is MatchKind.WORK,
    )


def _sides(one: Match) -> tuple[Evidence, Evidence]:
    """Return what proves the need, and what proves the offer or the work."""
    first, second = _pair(one.evidence)
    return (first, second) if first.quote == one.need else (second, first)


def _pair(evidence: Iterable[Evidence]) -> tuple[Evidence, Evidence]:
    first, second = evidence
    return first, second
