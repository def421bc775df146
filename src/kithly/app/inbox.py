"""Replies, thanks and follow-ups owed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from kithly.app.closely import Ties, look
from kithly.app.decisions import words_of
from kithly.app.missing import nothing_known
from kithly.app.network import EGO, Network
from kithly.app.owed_words import lede, owed_view
from kithly.app.plan_record import past_touches
from kithly.app.show import named
from kithly.app.silences import returns
from kithly.app.views import InboxView, OlderView
from kithly.people import PersonId
from kithly.plan import Past, Standing, Touch, as_touch
from kithly.reasons import Facts, Owed, ReasonKind
from kithly.reasons import inbox as owed_now
from kithly.records import Gesture, GestureKind
from kithly.store import Reading

DEBT = timedelta(days=60)  # as long as something owed stands in the list
KINDS = {ReasonKind.REPLY_OWED, ReasonKind.UNANSWERED, ReasonKind.THANKS_OWED, ReasonKind.MET}


def inbox(network: Network) -> InboxView:
    """Return what is owed: at most ten of the last 60 days, and how many are older."""
    with network.store.reading() as kept:
        found = owed_touches(kept, network)
        back = {kept.records.get([one.record])[0].id: one for one in returns(kept) if network.now - one.at <= DEBT}
        empty = nothing_known(kept, network)
    owed = tuple(owed_view(network, one, touch, found.facts[one.person], back) for one, touch in found.owed)
    return InboxView(
        owed=owed,
        older=found.older,
        hints=empty,
        older_ones=tuple(
            OlderView(person=named(found.facts[one.person].person), text=one.reason.text, touch=touch.id)
            for one, touch in found.older_ones
        ),
        lede=lede(owed),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedTouches:
    """What is owed, each with the touch that would settle it.

    Attributes:
        owed: Of the last 60 days.
        older_ones: The newest of those that are older.
        older: How many are older.
        facts: What is known of each person.
    """

    owed: tuple[tuple[Owed, Touch], ...]
    older_ones: tuple[tuple[Owed, Touch], ...]
    older: int
    facts: Mapping[PersonId, Facts]


def owed_touches(kept: Reading, network: Network) -> OwedTouches:
    """Return what is owed with its touches, as the day's plan would have them."""
    persons = {reason.person for reason in kept.reasons.all() if reason.kind in KINDS} | _invited(kept)
    now = network.now.astimezone(network.zone)
    facts = {one.person.id: one for one in look(kept, persons, Ties(kept, network.now), words_of(kept), now=now)}
    pasts = Past.before(past_touches(kept, network.today, network.zone), network.today).by_person()
    nothing = Past((), network.today)
    found = owed_now(facts.values(), now, is_waved_off=lambda one: pasts.get(one.person, nothing).is_waved_off(one))

    def touched(ones: Sequence[Owed]) -> tuple[tuple[Owed, Touch], ...]:
        standing = {one.person: standing_of(facts[one.person]) for one in ones}
        own = {one.person: pasts.get(one.person, nothing) for one in ones}
        return tuple((one, as_touch(one.reason, own[one.person], standing[one.person], ego=EGO)) for one in ones)

    return OwedTouches(owed=touched(found.owed), older_ones=touched(found.older_ones), older=found.older, facts=facts)


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
