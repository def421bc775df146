"""Replies, thanks and follow-ups owed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kithly.app.derived.closely import level_of
from kithly.app.derived.own_record import kept_calibrations
from kithly.app.derived.silences import returns
from kithly.app.missing import nothing_known
from kithly.app.network import EGO, Network
from kithly.app.show import named
from kithly.app.today.lately import DEBT, Lately, lately
from kithly.app.today.no_reply import NoReply
from kithly.app.today.owed_words import lede, owed_view
from kithly.app.today.plan_record import past_touches
from kithly.app.today.thanked import waves_now
from kithly.app.views import InboxView, NoReplyView, OlderView, OwedView
from kithly.people import PersonId
from kithly.plan import Past, Standing, Touch, as_touch
from kithly.reasons import MOST_OWED, Facts, Inbox, Owed, OwedKind, Reason, Sieve
from kithly.reasons import inbox as find_owed
from kithly.store import Reading
from kithly.ties import measure


def inbox(network: Network) -> InboxView:
    """Return what is owed: at most ten of the last 60 days, and how many are older."""
    found = owed_now(network)
    with network.store.reading() as kept:
        fresh = [one for one in returns(kept) if network.now - one.at <= DEBT]
        back = {stored.id: one for one in fresh for stored in kept.records.get([one.record])}
        empty = nothing_known(kept, network)
        waves = waves_now(kept, network)
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
        waves=waves,
        left_out=_left_out(network, found),
    )


def _left_out(network: Network, found: OwedTouches) -> tuple[NoReplyView, ...]:
    """Return what is left out as the user did before, by person, with the sentence that says so."""
    by_person: dict[PersonId, list[OwedView]] = {}
    for one, touch in found.left_out:
        view = owed_view(network, one, touch, found.facts[one.person], {})
        by_person.setdefault(one.person, []).append(view)
    return tuple(
        NoReplyView(
            person=views[0].person,
            text=f"{len(views)} from {found.facts[person].called} left out, as you did before.",
            owed=tuple(views),
        )
        for person, views in by_person.items()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedTouches:
    """What is owed, each with the touch that would settle it.

    Attributes:
        owed: Of the last 60 days.
        older_ones: The newest of those that are older.
        older: How many are older.
        facts: What is known of each person.
        left_out: Of the last 60 days, what is of a kind that the user waved off before.
    """

    owed: tuple[tuple[Owed, Touch], ...]
    older_ones: tuple[tuple[Owed, Touch], ...]
    older: int
    facts: Mapping[PersonId, Facts]
    left_out: tuple[tuple[Owed, Touch], ...] = ()


def owed_now(network: Network) -> OwedTouches:
    """Return what is owed with its touches, as the day's plan would have them: once an hour and state of the store.

    Not for use inside a write transaction, which may know more.
    """

    def make() -> OwedTouches:
        known = lately(network)
        with network.store.reading() as kept:
            return _Ledger(kept, network, known).all()

    return network.recall.get(("owed", network.hour, network.today), make)


class _Ledger:
    """Finds what is owed: looks closely at whoever did something lately, and at the newest of the older ones."""

    def __init__(self, kept: Reading, network: Network, known: Lately) -> None:
        self._kept = kept
        self._network = network
        self._known = known
        self._now = network.now.astimezone(network.zone)
        self._pasts = Past.before(past_touches(kept, network.today, network.zone), network.today).by_person()
        self._no_reply = NoReply(kept, self._pasts)
        self._facts: dict[PersonId, Facts] = {}

    def all(self) -> OwedTouches:
        reasons = [reason for ones in self._known.reasons.values() for reason in ones]
        fresh = self._looked_at({one.person for one in reasons if self._is_late(one)} | self._invited())
        older = self._older([one for one in reasons if not self._is_late(one)])
        stale = [one for one in fresh.older_ones if one.kind is not OwedKind.INVITATION]
        newest = self._looked_at([one.person for one in older[:MOST_OWED]]).older_ones
        known = {one.key for one in older}
        beside = [one for one in stale if one.reason.key not in known]  # grown old since the reasons were found
        ones = sorted({one.id: one for one in (*newest, *beside)}.values(), key=lambda one: -one.since.timestamp())
        return OwedTouches(
            owed=self._touched(fresh.owed),
            older_ones=self._touched(ones[:MOST_OWED]),
            older=len(older) + len(beside),
            facts=self._facts,
            left_out=self._touched(fresh.left_out),
        )

    def _is_late(self, reason: Reason) -> bool:
        at = reason.evidence[0].at
        return at is None or self._now - at <= DEBT

    def _older(self, reasons: Iterable[Reason]) -> list[Reason]:
        """Return the older reasons that stand, newest first: of people who may be planned, and not waved off."""
        people = {
            row.person.id for row in self._kept.people.some({one.person for one in reasons}) if row.person.is_plannable
        }
        standing = [one for one in reasons if one.person in people and not self._is_waved_off(one)]
        return sorted(standing, key=lambda one: (one.evidence[0].at or self._now, one.key), reverse=True)

    def _is_waved_off(self, reason: Reason) -> bool:
        past = self._pasts.get(reason.person)
        return past is not None and past.is_waved_off(reason)

    def _looked_at(self, persons: Collection[PersonId]) -> Inbox:
        found = self._known.look_at(self._kept, self._network, persons)
        self._facts |= {one.person.id: one for one in found}
        sieve = Sieve(is_waved_off=self._is_waved_off, is_left_out=self._no_reply.covers, strengths=self._strengths)
        return find_owed(found, self._now, sieve)

    def _strengths(self, persons: Collection[PersonId]) -> dict[PersonId, float]:
        """Return how strong some ties are, measured alone: nobody else's row is read."""
        states = self._kept.ties.some(persons)
        level = self._kept.ties.ego()
        if not states or not len(level):
            return {}
        rows, now = np.array(list(states.values())), self._now.timestamp()
        strengths = measure(rows, level_of(level), now, kept_calibrations(self._kept)).strength
        return {person: one for person, one in zip(states, strengths.tolist(), strict=True) if np.isfinite(one)}

    def _touched(self, ones: Sequence[Owed]) -> tuple[tuple[Owed, Touch], ...]:
        nothing = Past((), self._now.date())
        return tuple(
            (one, as_touch(one.reason, self._pasts.get(one.person, nothing), standing_of(facts), ego=EGO))
            for one in ones
            for facts in [self._facts[one.person]]
        )

    def _invited(self) -> set[PersonId]:
        """Return the people whose invitations came in lately and may be open."""
        return {row.person for row in self._kept.assignments.of("identity", self._known.invited).values()}


def standing_of(facts: Facts) -> Standing:
    """Return what the planner looks at of one person, but for open talks."""
    answered = max((one for one in facts.exchanges if not one.outgoing), key=lambda one: one.at, default=None)
    return Standing(person=facts.person, tie=facts.tie, answered_on=answered.channel if answered else None)
