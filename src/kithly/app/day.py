"""The day: the few hellos worth the minutes, planned once and shown by every door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kithly.app.closely import Ties, reasons_now
from kithly.app.drafting import Drafter
from kithly.app.evidence import tie_with_evidence
from kithly.app.import_report import UNSETTLED
from kithly.app.inbox import owed_touches, standing_of
from kithly.app.missing import nothing_known
from kithly.app.network import EGO, Network
from kithly.app.plan_record import WrittenPlan, decode, encode, past_touches
from kithly.app.refresh import FOUND_AT, STALE, refresh
from kithly.app.settings import minutes_from
from kithly.app.show import named, reason_view
from kithly.app.twins import awake_elsewhere
from kithly.app.views import MinutesView, TodayView, TouchView
from kithly.errors import Conflict, NotFound
from kithly.people import Person, PersonId
from kithly.plan import DayPlan, Minutes, Outcome, PastTouch, Standing, Touch, TouchId, choose, is_enough
from kithly.reasons import Facts, Reason, TouchKind
from kithly.store import Reading, Writing
from kithly.ties import UNKNOWN, Column

LOOKED_AT = 40  # people whose reasons are checked against the present before they are planned
NEW_PEOPLE = frozenset({"import", "same", "different", "met", "me"})  # changes after which a plan is made anew
ASK_FOR = timedelta(days=2)  # whether a message was sent is asked on the next two mornings, then never again
REMEMBERED = timedelta(days=14)  # how long the touches of earlier days can be named
SHORTEST_ID = 4  # characters of an id that may stand for the whole
TALK_OPEN = timedelta(days=30)  # a brought-back talk counts as open for so long


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Today's plan with everything that was looked at for it."""

    written: WrittenPlan
    past: tuple[PastTouch, ...]
    ties: Ties

    def settled(self) -> Mapping[TouchId, Outcome]:
        """Return what became of touches since this plan's day began, newest word last."""
        day = self.written.plan.day
        return {one.id: one.outcome for one in self.past if one.outcome is not Outcome.PLANNED and one.on >= day}

    def ever_settled(self) -> frozenset[TouchId]:
        """Return all touches the user has ever said something about."""
        return frozenset(one.id for one in self.past if one.outcome is not Outcome.PLANNED)


def today(network: Network, *, minutes: float | None = None) -> TodayView:
    """Return the day's plan; the first one of a day is written and kept.

    Args:
        network: Whose day.
        minutes: Minutes the user has; None for the written plan's, else the settings'.

    Raises:
        SettingsError: Minutes make no sense.
    """
    budget = None if minutes is None else Minutes(minutes_from(minutes))
    with network.store.transaction() as tx:
        day = open_day(tx, network, budget=budget)
        return _view(tx, network, day)


def open_day(tx: Writing, network: Network, *, budget: Minutes | None = None) -> Day:
    """Return the written plan of today; write it where there is none, or what is known has changed since."""
    _freshen(tx, network)
    ties = Ties(tx, network.now)
    past = past_touches(tx, network.today, network.zone)
    value = tx.plans.get(network.today)
    done: tuple[Touch, ...] = ()
    if value is not None:
        written = decode(network.today, value)
        if not _is_outdated(tx, written, budget):
            return Day(written=written, past=past, ties=ties)
        budget = budget if budget is not None else written.plan.budget
        done = _done_today(written.plan, past)
    budget = budget if budget is not None else Minutes(network.settings.minutes)
    plan = _plan(tx, network, ties, past, Minutes(max(budget - sum(one.minutes for one in done), 0.0)))
    plan = DayPlan(day=plan.day, budget=budget, touches=(*done, *plan.touches))
    tx.plans.set(network.today, encode(plan, network.now))
    return Day(written=WrittenPlan(plan=plan, made_at=network.now), past=past, ties=ties)


def _done_today(plan: DayPlan, past: Sequence[PastTouch]) -> tuple[Touch, ...]:
    """Return the touches of a day's plan that were done on it: their minutes are used."""
    done = {one.id for one in past if one.outcome is Outcome.DONE and one.on == plan.day}
    return tuple(touch for touch in plan.touches if touch.id in done)


def _freshen(tx: Writing, network: Network) -> None:
    """Find all reasons anew where those kept are old, or an import was killed before it found them.

    People with a reason are looked at closely in any case.
    """
    found_at = tx.meta.get(FOUND_AT)
    is_old = bool(found_at) and abs(network.now - datetime.fromisoformat(found_at or "")) > STALE
    if is_old or tx.meta.get(UNSETTLED):
        refresh(tx, now=network.now)
        tx.meta.set(UNSETTLED, "")


def _is_outdated(tx: Reading, written: WrittenPlan, budget: Minutes | None) -> bool:
    """Say whether the user asked for other minutes, or who is known has changed since the plan was made.

    A word about one person (quiet, a circle, a note) changes no plan: whom it keeps out is not shown.
    """
    if budget is not None and budget != written.plan.budget:
        return True
    changes = (one for one in tx.changes.list() if one.kind in NEW_PEOPLE)
    return any(max(one.at, one.undone_at or one.at) > written.made_at for one in changes)


def _plan(tx: Reading, network: Network, ties: Ties, past: Sequence[PastTouch], budget: Minutes) -> DayPlan:
    """Choose the touches among the people with the best reasons, each looked at as of now."""
    ranked = list(dict.fromkeys(reason.person for reason in tx.reasons.active(network.today)))
    facts, reasons = reasons_now(tx, ranked[:LOOKED_AT], ties, now=network.now.astimezone(network.zone))
    people = {one.person.id: _standing(one, past, network) for one in facts}
    people |= _open_talks(past, people, network)
    elsewhere = awake_elsewhere(tx, ties)
    reasons = tuple(one for one in reasons if one.touch is not TouchKind.RECONNECT or one.person not in elsewhere)
    return choose(reasons, past, people, day=network.today, budget=budget, ego=EGO)


def _standing(facts: Facts, past: Sequence[PastTouch], network: Network) -> Standing:
    return replace(standing_of(facts), is_talking=_is_talking(facts.person.id, past, network))


def _is_talking(person: PersonId, past: Sequence[PastTouch], network: Network) -> bool:
    """Say whether a reconnection with this person was done within `TALK_OPEN`."""
    return any(
        one.person == person
        and one.kind is TouchKind.RECONNECT
        and one.outcome is Outcome.DONE
        and network.today - one.on <= TALK_OPEN
        for one in past
    )


def _open_talks(
    past: Sequence[PastTouch], people: Mapping[PersonId, Standing], network: Network
) -> dict[PersonId, Standing]:
    """Return standings that only say that a brought-back talk is open, for people not looked at today."""
    talking = {one.person for one in past if _is_talking(one.person, past, network)} - people.keys()
    return {
        person: Standing(person=Person(id=person, name="", quiet=True), tie=UNKNOWN, is_talking=True)
        for person in talking
    }


def _view(tx: Reading, network: Network, day: Day) -> TodayView:
    settled = day.settled()
    cleared = {touch.id for touch in day.written.plan.touches if _is_cleared(tx, day, touch)}
    left = [touch for touch in day.written.plan.touches if touch.id not in settled and touch.id not in cleared]
    drafter = Drafter(tx, network, day.ties)
    views = tuple(view for touch in left if (view := _touch_view(tx, day, touch, drafter)))
    done = {touch for touch, outcome in settled.items() if outcome is Outcome.DONE} | cleared
    plan = day.written.plan
    return TodayView(
        date=plan.day,
        minutes=MinutesView(budget=plan.budget, planned=sum(view.minutes for view in views)),
        enough=is_enough(plan, settled=settled.keys() | cleared, done=done),
        touches=views,
        done=len(done & {touch.id for touch in plan.touches}),
        hints=(*_questions(tx, network, day), *nothing_known(tx)),
    )


def _is_cleared(tx: Reading, day: Day, touch: Touch) -> bool:
    """Say whether a source has seen ego write to this person since the plan was made."""
    state = tx.ties.of(tx.assignments.resolve(touch.person))
    return state is not None and float(state[Column.LAST_OUT]) > day.written.made_at.timestamp()


def _touch_view(tx: Reading, day: Day, touch: Touch, drafter: Drafter) -> TouchView | None:
    """Return one hello; nothing for a person who may no longer be planned."""
    row = tx.people.get(tx.assignments.resolve(touch.person))
    if row is None or not row.person.is_plannable:
        return None
    draft, why_not = drafter.of_touch(touch)
    return TouchView(
        id=touch.id,
        person=named(row.person),
        kind=touch.kind.value,
        reason=reason_view(touch.reason),
        tie=tie_with_evidence(tx, row.person.id, day.ties),
        channel=touch.channel,
        minutes=touch.minutes,
        draft=draft,
        why_no_draft=why_not,
        who=" at ".join(part for part in (row.person.title, row.person.company) if part),
    )


def _questions(tx: Reading, network: Network, day: Day) -> tuple[str, ...]:
    """Ask, the mornings after, about a message that was taken along and that no source has seen go out."""
    settled = day.ever_settled()
    asked = []
    for one in tx.decisions.all("handed"):
        waited = network.today - one.at.astimezone(network.zone).date()
        row = tx.people.get(tx.assignments.resolve(PersonId(one.subject)))
        state = tx.ties.of(row.person.id) if row else None
        seen = state is not None and float(state[Column.LAST_OUT]) > one.at.timestamp()
        touch = TouchId(str(one.value.get("touch", "")))
        if row and not seen and touch not in settled and timedelta(0) < waited <= ASK_FOR:
            asked.append(f"Did you send it to {row.person.name}? Yes: kithly done {touch}   No: kithly snooze {touch}")
    return tuple(asked)


def touch_named(tx: Writing, network: Network, touch_id: str) -> Touch:
    """Return a touch of the last days, or one that settles something owed, by its id or a beginning that is its own.

    Raises:
        NotFound: There is none.
        Conflict: The beginning fits several, or is too short to mean one.
    """
    asked = touch_id.strip().lower()
    open_day(tx, network)
    plans = reversed(tx.plans.since(network.today - REMEMBERED))
    known = {touch.id: touch for planned, value in plans for touch in reversed(decode(planned, value).plan.touches)}
    fitting = {id_: touch for id_, touch in known.items() if asked and id_.startswith(asked)}
    if not fitting:
        owed, _ = owed_touches(tx, network)
        fitting = {touch.id: touch for _, touch in owed.owed if asked and touch.id.startswith(asked)}
    if not fitting:
        raise NotFound("hello", touch_id, hint="kithly today shows their ids")
    if len(fitting) > 1 or (len(asked) < SHORTEST_ID and asked not in fitting):
        raise Conflict(
            "hello",
            touch_id,
            message=f"{touch_id!r} is too short to mean one hello.",
            hint="kithly today shows their ids",
        )
    return next(iter(fitting.values()))


def reasons_of(tx: Reading, network: Network, person: PersonId) -> tuple[Reason, ...]:
    """Return why now, for one person, as of now."""
    _, reasons = reasons_now(tx, [person], Ties(tx, network.now), now=network.now.astimezone(network.zone))
    return reasons
