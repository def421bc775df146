"""The plan of the day: written once, kept, and written anew only where what is known has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from kithly.app.derived.closely import Ties, reasons_now
from kithly.app.derived.next_meeting import is_met_since
from kithly.app.derived.refresh import STALE, UNSETTLED, refresh, refresh_met
from kithly.app.network import FOUND_AT, Network
from kithly.app.said.day_rules import AWAY, RHYTHM, day_word
from kithly.app.said.refused import NOT_THIS
from kithly.app.today.choosing import chosen_today
from kithly.app.today.minutes import minutes_of
from kithly.app.today.plan_record import LONG_AGO, WrittenPlan, decode, encode, past_touches
from kithly.app.today.resting import rest_of
from kithly.people import PersonId
from kithly.plan import DayPlan, Minutes, Outcome, PastTouch, Touch, TouchId
from kithly.reasons import Reason, ReasonKind, midnight
from kithly.store import Reading, Writing

NEW_PEOPLE = frozenset(
    {"import", "sync", "same", "different", "met", "named", "me", RHYTHM, AWAY, NOT_THIS}
)  # changes after which a plan is made anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Today's plan with everything that was looked at for it."""

    written: WrittenPlan
    past: tuple[PastTouch, ...]
    ties: Ties

    def settled(self) -> Mapping[TouchId, Outcome]:
        """Return what became of touches since this plan's day began, and what was done at any time; newest last."""
        day = self.written.plan.day
        told = [one for one in self.past if one.outcome is not Outcome.PLANNED]
        return {one.id: one.outcome for one in told if one.on >= day or one.outcome is Outcome.DONE}

    def done(self) -> frozenset[TouchId]:
        """Return the touches that were done on this plan's day."""
        day = self.written.plan.day
        return frozenset(one.id for one in self.past if one.outcome is Outcome.DONE and one.on == day)


def standing_day(
    kept: Reading, network: Network, *, budget: Minutes | None = None, ties: Ties | None = None
) -> Day | None:
    """Return today's plan as it is written; None where it must be written first, or anew.

    Args:
        kept: Where to read.
        network: Whose day.
        budget: Minutes the user asks for; None for those of the written plan.
        ties: How ego stands with everybody, if that is at hand; None to read it.
    """
    value = kept.plans.get(network.today)
    if value is None or _is_stale(kept, network) or is_met_since(kept, network.now):
        return None
    written = decode(network.today, value)
    if _is_outdated(kept, written, budget) or (written.until is not None and written.until <= network.now):
        return None
    past = past_touches(kept, network.today, network.zone)
    return Day(written=written, past=past, ties=ties or Ties(kept, network.now))


def open_day(tx: Writing, network: Network, *, budget: Minutes | None = None) -> Day:
    """Return the written plan of today; write it where there is none, or what is known has changed since."""
    _freshen(tx, network)
    day = standing_day(tx, network, budget=budget)
    if day is None:
        day = _made_day(tx, network, budget)
        keep_day(tx, day.written)
    return day


def unkept_day(kept: Reading, network: Network, *, ties: Ties) -> Day:
    """Return the plan of today while it cannot be written: the last that was, else as it would be.

    Args:
        kept: Where to read.
        network: Whose day.
        ties: How ego stands with everybody.
    """
    value = kept.plans.get(network.today)
    if value is None:
        return _made_day(kept, network, None)
    past = past_touches(kept, network.today, network.zone)
    return Day(written=decode(network.today, value), past=past, ties=ties)


def _made_day(tx: Reading, network: Network, budget: Minutes | None) -> Day:
    """Make today's plan from what is known now; what was done of an earlier one stays on it."""
    ties = Ties(tx, network.now)
    past = past_touches(tx, network.today, network.zone)
    value = tx.plans.get(network.today)
    before = decode(network.today, value) if value is not None else None
    is_resting = budget is None and rest_of(tx, network) is not None
    budget = _usual_budget(tx, network, before) if budget is None else budget
    done = _done_today(before.plan, past) if before else ()
    left = Minutes(0.0 if is_resting else max(budget - sum(one.minutes for one in done), 0.0))
    plan = chosen_today(tx, network, ties, past, left)
    plan = replace(plan, budget=budget, touches=(*done, *plan.touches))
    beside = _beside(before, plan) if before else ()
    written = WrittenPlan(
        plan=plan,
        made_at=LONG_AGO if is_resting else network.now,
        notes=before.notes if before else (),
        beside=beside,
        until=_until(tx, network),
    )
    return Day(written=written, past=past, ties=ties)


def _usual_budget(tx: Reading, network: Network, before: WrittenPlan | None) -> Minutes:
    """Return the minutes of a plan nobody asks other minutes for: the written one, unless others were said since."""
    if before is not None and not tx.changes.any_after({RHYTHM}, before.made_at):
        return before.plan.budget
    return minutes_of(tx, network, day_word(tx))


def _until(tx: Reading, network: Network) -> datetime | None:
    """Return when the next birthday begins, or ends, at another hour than ego's days do: then the plan is made anew."""
    born = [one for one in tx.reasons.of_kinds({ReasonKind.BIRTHDAY}) if one.channel is None]  # of people ego knows
    turns = (at for one in born for at in one.turns if at > network.now)
    return min((at for at in turns if _is_other_clock(at, network)), default=None)


def _is_other_clock(at: datetime, network: Network) -> bool:
    local = at.astimezone(network.zone)
    return midnight(local.date(), network.zone) != at.astimezone(UTC)


def keep_day(tx: Writing, written: WrittenPlan) -> None:
    """Write a day's plan down."""
    tx.plans.set(written.plan.day, encode(written))


def _done_today(plan: DayPlan, past: Sequence[PastTouch]) -> tuple[Touch, ...]:
    """Return the touches of a day's plan that were done on it: their minutes are used."""
    done = {one.id for one in past if one.outcome is Outcome.DONE and one.on == plan.day}
    return tuple(touch for touch in plan.touches if touch.id in done)


def _beside(before: WrittenPlan, plan: DayPlan) -> tuple[Touch, ...]:
    """Return what is no longer on a plan that was made anew: whoever has it open may be writing it."""
    planned = {one.id for one in plan.touches}
    left = {one.id: one for one in (*before.plan.touches, *before.beside) if one.id not in planned}
    return tuple(left.values())


def _freshen(tx: Writing, network: Network) -> None:
    """Find all reasons anew where those kept are old, or an import was killed before it found them.

    People with a reason are looked at closely in any case.
    """
    if _is_stale(tx, network):
        refresh(tx, now=network.now)
        tx.meta.set(UNSETTLED, "")
    else:
        refresh_met(tx, now=network.now)


def _is_stale(kept: Reading, network: Network) -> bool:
    """Say whether reasons must be found anew; an import that still runs brings its own up to date."""
    found_at = kept.meta.get(FOUND_AT)
    is_old = bool(found_at) and abs(network.now - datetime.fromisoformat(found_at or "")) > STALE
    return is_old or (bool(kept.meta.get(UNSETTLED)) and not network.store.is_importing())


def _is_outdated(tx: Reading, written: WrittenPlan, budget: Minutes | None) -> bool:
    """Say whether the user asked for other minutes, or who is known has changed since the plan was made.

    A word about one person (quiet, a circle, a note) changes no plan: whom it keeps out is not shown.
    """
    if budget is not None and budget != written.plan.budget:
        return True
    return tx.changes.any_after(NEW_PEOPLE, written.made_at)


def reasons_of(tx: Reading, network: Network, person: PersonId) -> tuple[Reason, ...]:
    """Return why now, for one person, as of now; without what is still to come."""
    _, reasons = reasons_now(tx, [person], Ties(tx, network.now), now=network.now.astimezone(network.zone))
    return tuple(one for one in reasons if one.has_begun(network.now))
