"""What the inbox looks at of people who did something lately: kept, and brought up to date by who changed since."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from kithly.app.derived.closely import Untold, look
from kithly.app.network import Network
from kithly.app.said.decisions import Word, words_now
from kithly.people import PersonId
from kithly.reasons import Facts, Reason, ReasonKind
from kithly.records import Gesture, GestureKind
from kithly.store import Mark, Reading

DEBT = timedelta(days=60)  # as long as something owed stands in the list
KINDS = frozenset(
    {
        ReasonKind.REPLY_OWED,
        ReasonKind.UNANSWERED,
        ReasonKind.THANKS_OWED,
        ReasonKind.MET,
        ReasonKind.PROMISE,
        ReasonKind.MESSAGED,
        ReasonKind.ASKED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lately:
    """What is known of what may be owed, at one state of the store.

    Attributes:
        reasons: The reasons of `KINDS` of everybody who has one.
        invited: Identity numbers of those whose invitations came in within `DEBT`.
        facts: The people looked at closely so far; others are added as they are asked for.
        words: The user's word about everybody.
        mark: How far the derived rows had come.
        reached: How many versions of records there were.
    """

    reasons: Mapping[PersonId, tuple[Reason, ...]]
    invited: tuple[int, ...]
    facts: dict[PersonId, Facts]
    words: Mapping[PersonId, Word]
    mark: Mark
    reached: int

    def look_at(self, kept: Reading, network: Network, persons: Collection[PersonId]) -> list[Facts]:
        """Return the facts of some people, ordered by id; only who was not looked at yet is read.

        Args:
            kept: A reading that began after this value was brought up to date.
            network: For the present.
            persons: Whom.
        """
        missing = [person for person in persons if person not in self.facts]
        now = network.now.astimezone(network.zone)
        if missing:
            self.facts.update((one.person.id, one) for one in look(kept, missing, Untold(), self.words, now=now))
        return [self.facts[person] for person in sorted(set(persons)) if person in self.facts]


def lately(network: Network) -> Lately:
    """Return what is known of what may be owed, of which only those made anew since the last look are given up.

    Not for use inside a write transaction, which may know more.
    """

    def make() -> Lately:
        words = words_now(network)
        with network.store.reading() as kept:
            return _made(kept, network, words)

    def renew(old: Lately) -> Lately:
        words = words_now(network)
        with network.store.reading() as kept:
            changed = kept.renewals.since(old.mark)
            if changed is None or kept.interactions.reached() != old.reached:
                return _made(kept, network, words)
            return _renewed(kept, old, changed, words)

    return network.recall.carry(("lately", network.hour), make, renew)


def _made(kept: Reading, network: Network, words: Mapping[PersonId, Word]) -> Lately:
    reasons: dict[PersonId, tuple[Reason, ...]] = {}
    for one in kept.reasons.of_kinds(KINDS):
        reasons[one.person] = (*reasons.get(one.person, ()), one)
    return Lately(
        reasons=reasons,
        invited=_invited(kept, network),
        facts={},
        words=words,
        mark=kept.renewals.mark(),
        reached=kept.interactions.reached(),
    )


def _renewed(kept: Reading, old: Lately, changed: Collection[PersonId], words: Mapping[PersonId, Word]) -> Lately:
    """Return the same with some people as they are now; who is spoken of otherwise is looked at anew too."""
    reasons = dict(old.reasons)
    for person in changed:
        reasons[person] = tuple(one for one in kept.reasons.of(person) if one.kind in KINDS)
    facts = {
        person: one
        for person, one in list(old.facts.items())
        if person not in changed and words.get(person) == old.words.get(person)
    }
    return replace(old, reasons=reasons, facts=facts, words=words, mark=kept.renewals.mark())


def _invited(kept: Reading, network: Network) -> tuple[int, ...]:
    invitations = [
        one.record.other.identity
        for one in kept.records.by_kind("gesture")
        if isinstance(one.record, Gesture)
        and one.record.kind is GestureKind.INVITATION
        and not one.record.outgoing
        and one.record.other.identity
        and one.record.at is not None
        and network.now - one.record.at <= DEBT
    ]
    return tuple(kept.identities.seq_of(invitations).values())
