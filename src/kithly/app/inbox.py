"""Replies, thanks and follow-ups owed."""

from __future__ import annotations

from kithly.app.closely import Ties, look
from kithly.app.decisions import words_of
from kithly.app.network import EGO, Network
from kithly.app.show import named
from kithly.app.views import InboxView, OwedView
from kithly.people import PersonId
from kithly.plan import touch_id
from kithly.reasons import Owed, ReasonKind
from kithly.reasons import inbox as owed_now
from kithly.records import Gesture, GestureKind
from kithly.store import Reading

KINDS = {ReasonKind.REPLY_OWED, ReasonKind.UNANSWERED, ReasonKind.THANKS_OWED, ReasonKind.MET}


def inbox(network: Network) -> InboxView:
    """Return what is owed: at most ten of the last 60 days, and how many are older."""
    with network.store.reading() as kept:
        persons = {reason.person for reason in kept.reasons.all() if reason.kind in KINDS} | _invited(kept)
        facts = look(kept, persons, Ties(kept, network.now), words_of(kept), now=network.now.astimezone(network.zone))
    found = owed_now(facts, network.now.astimezone(network.zone))
    people = {one.person.id: one.person for one in facts}
    owed = tuple(
        OwedView(
            id=one.id,
            kind=one.kind.value,
            person=named(people[one.person]),
            since=one.since,
            quote=one.quote or "",
            evidence=one.evidence,
            touch=_touch(one),
        )
        for one in found.owed
    )
    return InboxView(owed=owed, older=found.older)


def _touch(owed: Owed) -> str:
    """Return the id of the touch that would settle this, the same as in the day's plan."""
    if owed.reason is None:
        return touch_id(EGO, owed.person, f"invitation:{owed.id}", "")
    on = owed.reason.on
    return touch_id(EGO, owed.person, owed.reason.key, on.isoformat() if on else "")


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
