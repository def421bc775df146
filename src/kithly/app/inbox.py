"""Replies, thanks and follow-ups owed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kithly.app.closely import Ties, look
from kithly.app.decisions import words_of
from kithly.app.missing import nothing_known
from kithly.app.network import EGO, Network
from kithly.app.plan_record import past_touches
from kithly.app.show import named
from kithly.app.views import InboxView, OwedView
from kithly.people import Person, PersonId
from kithly.plan import Past, Standing, Touch, as_touch
from kithly.reasons import Facts, Owed, ReasonKind
from kithly.reasons import inbox as owed_now
from kithly.records import Gesture, GestureKind
from kithly.store import Reading

KINDS = {ReasonKind.REPLY_OWED, ReasonKind.UNANSWERED, ReasonKind.THANKS_OWED, ReasonKind.MET}


def inbox(network: Network) -> InboxView:
    """Return what is owed: at most ten of the last 60 days, and how many are older."""
    with network.store.reading() as kept:
        found, people = owed_touches(kept, network)
        empty = nothing_known(kept, network)
    owed = tuple(
        OwedView(
            id=one.id,
            kind=one.kind.value,
            person=named(people[one.person]),
            since=one.since.astimezone(network.zone),
            quote=one.quote or "",
            evidence=one.evidence,
            touch=touch.id,
        )
        for one, touch in found.owed
    )
    return InboxView(owed=owed, older=found.older, hints=empty)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedTouches:
    """What is owed, each with the touch that would settle it, and how many are older."""

    owed: tuple[tuple[Owed, Touch], ...]
    older: int


def owed_touches(kept: Reading, network: Network) -> tuple[OwedTouches, Mapping[PersonId, Person]]:
    """Return what is owed with its touches, as the day's plan would have them, and the people."""
    persons = {reason.person for reason in kept.reasons.all() if reason.kind in KINDS} | _invited(kept)
    now = network.now.astimezone(network.zone)
    facts = look(kept, persons, Ties(kept, network.now), words_of(kept), now=now)
    pasts = Past.before(past_touches(kept, network.today, network.zone), network.today).by_person()
    nothing = Past((), network.today)
    found = owed_now(facts, now, is_waved_off=lambda one: pasts.get(one.person, nothing).is_waved_off(one))
    standing = {one.person.id: standing_of(one) for one in facts}
    owed = tuple(
        (one, as_touch(one.reason, pasts.get(one.person, nothing), standing[one.person], ego=EGO)) for one in found.owed
    )
    return OwedTouches(owed=owed, older=found.older), {one.person.id: one.person for one in facts}


def standing_of(facts: Facts) -> Standing:
    """Return what the planner looks at of one person, but for open talks."""
    answered = max((one for one in facts.exchanges if not one.outgoing), key=lambda one: one.at, default=None)
    return Standing(person=facts.person, tie=facts.tie, answered_on=answered.channel if answered else None)


def _invited(kept: Reading) -> set[PersonId]:
    """Return the people whose invitations came in and may be open."""
    invitations = [
        one.record.other.identity
        for one in kept.records.by_kind("gesture")
        if isinstance(one.record, Gesture)
        and one.record.kind is GestureKind.INVITATION
        and not one.record.outgoing
        and one.record.other.identity
    ]
    seqs = kept.identities.seq_of(invitations).values()
    return {row.person for row in kept.assignments.of("identity", list(seqs)).values()}
