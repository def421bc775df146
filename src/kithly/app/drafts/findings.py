"""What the user found about a person: which of it a message may name, and which stays a note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from kithly.app.views import FoundView
from kithly.messages import Draft, Found, NoDraft, read_finding
from kithly.people import Person
from kithly.records import Evidence
from kithly.store import Decision

KIND = "found"  # kind of the decision


def found_text(decision: Decision) -> str:
    """Return what was pasted."""
    return str(decision.value.get("text") or "") if isinstance(decision.value, dict) else ""


def newest_named(decisions: Iterable[Decision], *, after: datetime | None) -> Found | None:
    """Return the newest finding that a message may name; what lies before the last words to them was for those.

    Args:
        decisions: What the user said about the person, in order.
        after: When ego last wrote to them; None if never.
    """
    return next((found for found in _named(decisions) if after is None or _at(found) > after), None)


def texts_in(decision: Decision) -> list[str]:
    """Return the words a claim about a finding may rest on: as pasted, and as its link spells them."""
    finding = read_finding(found_text(decision))
    return [found_text(decision), finding.words, finding.host]


def found_views(
    decisions: Iterable[Decision], person: Person, draft: Draft | NoDraft, *, after: datetime | None
) -> tuple[FoundView, ...]:
    """Return what was found since ego last wrote, newest first, each with what becomes of it.

    Args:
        decisions: What the user said about the person, in order.
        person: Whom.
        draft: The words shown.
        after: When ego last wrote to them; None if never.
    """
    fresh = [one for one in decisions if one.kind == KIND and (after is None or one.at > after)]
    proven = [] if isinstance(draft, NoDraft) else [one.record for claim in draft.claims for one in claim.evidence]
    return tuple(
        FoundView(
            record=one.id,
            at=one.at,
            text=found_text(one),
            url=read_finding(found_text(one)).url or None,
            used=one.id in proven,
            why=_why(one, person, draft, proven),
        )
        for one in reversed(fresh)
    )


def _why(one: Decision, person: Person, draft: Draft | NoDraft, proven: Iterable[str]) -> str:
    """Say what becomes of a finding, so that none is passed over in silence."""
    if one.id in proven:
        return "The words name it."
    if not read_finding(found_text(one)).is_named:
        return as_note(person)
    if isinstance(draft, NoDraft):
        return "Kept. There are no words of ours to put it into."
    return "Kept. These words name something else, or have no room for it; you can add it yourself."


def as_note(person: Person) -> str:
    """Say why a finding stays a note."""
    return (
        f"Kept as your note: a sentence about {person.name}, or a visit to a profile, is never told to them. "
        "The title or the link of something they made goes into the words."
    )


def _named(decisions: Iterable[Decision]) -> Iterator[Found]:
    for one in reversed([one for one in decisions if one.kind == KIND]):
        finding = read_finding(found_text(one))
        if finding.is_named:
            quote = finding.words or finding.host
            evidence = Evidence(record=one.id, source="self", at=one.at, quote=quote, url=finding.url or None)
            yield Found(words=finding.words, host=finding.host, evidence=evidence)


def _at(found: Found) -> datetime:
    at = found.evidence.at
    if at is None:
        raise TypeError(found)  # a decision always has its day
    return at
