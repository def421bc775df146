"""What ego owes: replies, thanks, follow-ups and invitations of the last 60 days, at most ten."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kithly.people import PersonId
from kithly.reasons.facts import Facts, PastGesture
from kithly.reasons.gratitude import thanks_owed
from kithly.reasons.kindness import Kindness, kindness_of, kindnesses
from kithly.reasons.late_answers import late_answers
from kithly.reasons.mourning import mourned
from kithly.reasons.own_words import follow_up_owed
from kithly.reasons.promises import owed_promises
from kithly.reasons.questions import DEBT, unanswered_questions
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.strangers import is_known, sells
from kithly.reasons.towards_me import asked, efforts, messaged
from kithly.reasons.wanted import wanted_in
from kithly.reasons.wording import age
from kithly.records import Evidence, GestureKind

MOST_OWED = 10
IMPORTANCE = 0.3  # exponent: highest importance (4) weighs one and a half times the normal, low (0.5) four fifths
LEAST_TIE, TIE = 0.8, 0.4  # the strongest tie weighs 1.2, a faint one 0.8
UNKNOWN_TIE = 0.9


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
        form: What it is nearer by: what is wanted (`Want`), which kindness (`Kindness`), which gesture or news.
    """

    id: str
    kind: OwedKind
    person: PersonId
    since: datetime
    quote: str | None
    evidence: tuple[Evidence, ...]
    reason: Reason
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """What is owed now.

    Attributes:
        owed: Invitations last, else what weighs most first; at most `MOST_OWED`.
        older: How many more there are that are older than 60 days: reasons, not debts.
        older_ones: The newest of those, at most `MOST_OWED`.
        left_out: Of the last 60 days, what is of a kind that the user waved off before, newest first.
    """

    owed: tuple[Owed, ...]
    older: int
    older_ones: tuple[Owed, ...] = ()
    left_out: tuple[Owed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """What the user said of earlier ones, and how near people are.

    Attributes:
        is_waved_off: Says whether the user put a reason off or away.
        is_left_out: Says whether a reason is of a kind that the user waved off before.
        strengths: Gives the strength of ties, 0 to 1; people of whom nothing is known are left out.
    """

    is_waved_off: Callable[[Reason], bool] = lambda _: False
    is_left_out: Callable[[Reason], bool] = lambda _: False
    strengths: Callable[[Collection[PersonId]], Mapping[PersonId, float]] = lambda _: {}


NO_SIEVE = Sieve()


def inbox(everybody: Iterable[Facts], now: datetime, sieve: Sieve = NO_SIEVE) -> Inbox:
    """Return what ego owes.

    Args:
        everybody: Facts of the people who may have something open.
        now: Aware, in ego's zone.
        sieve: What the user said of earlier ones, and how near people are.
    """
    people = {facts.person.id: facts for facts in everybody if facts.person.is_plannable}
    open_ones = [one for facts in people.values() for one in _owed(facts.until(now), now)]
    found = [one for one in open_ones if not sieve.is_waved_off(one.reason)]
    fresh = [one for one in found if age(one.since, now) <= DEBT]
    left_out = {one.id for one in fresh if sieve.is_left_out(one.reason)}
    older = sorted((one for one in found if age(one.since, now) > DEBT), key=_newest_first)
    return Inbox(
        owed=_ranked([one for one in fresh if one.id not in left_out], people, sieve),
        older=len(older),
        older_ones=tuple(older[:MOST_OWED]),
        left_out=tuple(sorted((one for one in fresh if one.id in left_out), key=_newest_first)),
    )


def _ranked(ones: list[Owed], people: Mapping[PersonId, Facts], sieve: Sieve) -> tuple[Owed, ...]:
    """Return the ten that weigh most: by what it is and how fresh, the user's word on the person, and the tie."""
    strengths = sieve.strengths({one.person for one in ones})

    def order(one: Owed) -> tuple[bool, float, float, str]:
        importance: float = people[one.person].person.importance ** IMPORTANCE
        near = UNKNOWN_TIE if (strength := strengths.get(one.person)) is None else LEAST_TIE + TIE * strength
        value = round(one.reason.worth * importance * near, 6)
        return one.kind is OwedKind.INVITATION, -value, -one.since.timestamp(), one.id

    return tuple(sorted(ones, key=order)[:MOST_OWED])


def _newest_first(one: Owed) -> tuple[bool, float, str]:
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
    reasons = {
        reason.evidence[0].record: (kind, reason) for kind, rule in reversed(rules) for reason in rule(facts, now)
    }
    dated = ((kind, reason, reason.evidence[0].at) for kind, reason in reasons.values())
    owed = [_of_reason(kind, reason, since, facts) for kind, reason, since in dated if since is not None]
    invited = [one for one in facts.gestures if _is_open_invitation(one, facts)]
    return owed + [_of_invitation(one, facts, one.at) for one in invited if one.at is not None]


def _of_reason(kind: OwedKind, reason: Reason, since: datetime, facts: Facts) -> Owed:
    return Owed(
        id=_short_hash(kind, reason.person, reason.key),
        kind=kind,
        person=reason.person,
        since=since,
        quote=reason.evidence[0].quote,
        evidence=reason.evidence,
        reason=reason,
        form=_form(kind, reason, facts),
    )


def _form(kind: OwedKind, reason: Reason, facts: Facts) -> str:
    """Return what something owed is nearer by: what is wanted, which kindness, gesture or news."""
    record = reason.evidence[0].record
    message = next((one for one in facts.exchanges if one.record == record), None)
    if message is not None and kind is OwedKind.REPLY:
        found = wanted_in(message)
        return found.want.value if found else ""
    if message is not None and kind is OwedKind.THANK:
        return (kindness_of(message, facts) or Kindness.HELPED).value
    told = next((one.news.kind.value for one in facts.news if one.record == record), "")
    return next((one.kind.value for one in facts.gestures if one.record == record), told or reason.kind.value)


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
        form=OwedKind.INVITATION.value,
    )


def _short_hash(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=6).hexdigest()
