"""What ego owes: replies, thanks, follow-ups and invitations of the last 60 days, at most ten."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kithly.people import PersonId
from kithly.reasons.facts import Facts, PastGesture
from kithly.reasons.gratitude import thanks_owed
from kithly.reasons.kindness import kindnesses
from kithly.reasons.late_answers import late_answers
from kithly.reasons.mourning import mourned
from kithly.reasons.own_words import follow_up_owed
from kithly.reasons.promises import owed_promises
from kithly.reasons.questions import DEBT, unanswered_questions
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.strangers import is_known, sells
from kithly.reasons.towards_me import asked, efforts, messaged
from kithly.reasons.wording import age
from kithly.records import Evidence, GestureKind

MOST_OWED = 10


class OwedKind(StrEnum):
    """What is owed."""

    REPLY = "reply"
    THANK = "thank"
    FOLLOW_UP = "follow_up"
    INVITATION = "invitation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One thing ego owes.

    Attributes:
        id: Stable short hash.
        kind: What.
        person: Whom.
        since: When they made the effort, aware.
        quote: Their words, or None.
        evidence: What proves it.
        reason: What the touch that settles it rests on; an invitation's is seen by no planner.
    """

    id: str
    kind: OwedKind
    person: PersonId
    since: datetime
    quote: str | None
    evidence: tuple[Evidence, ...]
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """What is owed now.

    Attributes:
        owed: Invitations last, else newest first; at most `MOST_OWED`.
        older: How many more there are that are older than 60 days: reasons, not debts.
        older_ones: The newest of those, at most `MOST_OWED`.
    """

    owed: tuple[Owed, ...]
    older: int
    older_ones: tuple[Owed, ...] = ()


def inbox(
    everybody: Iterable[Facts], now: datetime, *, is_waved_off: Callable[[Reason], bool] = lambda _: False
) -> Inbox:
    """Return what ego owes.

    Args:
        everybody: Facts of the people who may have something open.
        now: Aware, in ego's zone.
        is_waved_off: Says whether the user put a reason off or away.
    """
    open_ones = (one for facts in everybody if facts.person.is_plannable for one in _owed(facts.until(now), now))
    found = [one for one in open_ones if not is_waved_off(one.reason)]
    fresh = [one for one in found if age(one.since, now) <= DEBT]
    fresh.sort(key=_order)
    older = sorted((one for one in found if age(one.since, now) > DEBT), key=_order)
    return Inbox(owed=tuple(fresh[:MOST_OWED]), older=len(older), older_ones=tuple(older[:MOST_OWED]))


def _order(one: Owed) -> tuple[bool, float, str]:
    """Return the place of something owed: invitations last, else newest first."""
    return one.kind is OwedKind.INVITATION, -one.since.timestamp(), one.id


def _owed(facts: Facts, now: datetime) -> list[Owed]:
    rules = (
        (OwedKind.REPLY, unanswered_questions),
        (OwedKind.REPLY, messaged),
        (OwedKind.THANK, thanks_owed),
        (OwedKind.THANK, kindnesses),
        (OwedKind.THANK, late_answers),
        (OwedKind.THANK, efforts),
        (OwedKind.INVITATION, asked),
        (OwedKind.FOLLOW_UP, follow_up_owed),
        (OwedKind.FOLLOW_UP, owed_promises),
    )
    if mourned(facts):
        return []
    reasons = [(kind, reason) for kind, rule in rules for reason in rule(facts, now)]
    dated = ((kind, reason, reason.evidence[0].at) for kind, reason in reasons)
    owed = [_of_reason(kind, reason, since) for kind, reason, since in dated if since is not None]
    invited = [one for one in facts.gestures if _is_open_invitation(one, facts)]
    return owed + [_of_invitation(one, facts, one.at) for one in invited if one.at is not None]


def _of_reason(kind: OwedKind, reason: Reason, since: datetime) -> Owed:
    return Owed(
        id=_short_hash(kind, reason.person, reason.key),
        kind=kind,
        person=reason.person,
        since=since,
        quote=reason.evidence[0].quote,
        evidence=reason.evidence,
        reason=reason,
    )


def _is_open_invitation(gesture: PastGesture, facts: Facts) -> bool:
    """Say whether an invitation waits: it came in, and nothing shows that the two are connected or ego answered."""
    if gesture.kind is not GestureKind.INVITATION or gesture.outgoing or gesture.at is None:
        return False
    if gesture.status not in {"", "pending"} or facts.person.connected_on is not None:
        return False
    if not is_known(facts) and sells(gesture.text):
        return False
    return facts.wrote_last is None or facts.wrote_last < gesture.at


def _of_invitation(gesture: PastGesture, facts: Facts, since: datetime) -> Owed:
    evidence = (gesture.evidence(gesture.text or None),)
    return Owed(
        id=_short_hash(OwedKind.INVITATION, facts.person.id, gesture.record),
        kind=OwedKind.INVITATION,
        person=facts.person.id,
        since=since,
        quote=gesture.text or None,
        evidence=evidence,
        reason=Reason(
            person=facts.person.id,
            kind=ReasonKind.INVITATION,
            key=f"invitation:{gesture.record}",
            text=f"{facts.called} asked to connect.",
            touch=TouchKind.REPLY,
            channel=gesture.channel,
            evidence=evidence,
        ),
    )


def _short_hash(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=6).hexdigest()
