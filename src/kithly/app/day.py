"""The day: the few hellos worth the minutes, planned once and shown by every door."""

from __future__ import annotations

from datetime import timedelta

from kithly.app.drafting import Drafter
from kithly.app.evidence import tie_with_evidence
from kithly.app.missing import nothing_known
from kithly.app.network import Network
from kithly.app.planning import Day, open_day, standing_day
from kithly.app.settings import minutes_from
from kithly.app.show import named, reason_view, who_is
from kithly.app.views import MinutesView, TodayView, TouchView
from kithly.people import PersonId
from kithly.plan import Minutes, Outcome, Touch, TouchId, is_enough
from kithly.store import Reading
from kithly.ties import Column, silence_briefly

ASK_FOR = timedelta(days=2)  # whether a message was sent is asked on the next two mornings, then never again


def today(network: Network, *, minutes: float | None = None, drafts: bool = True) -> TodayView:
    """Return the day's plan; the first one of a day is written and kept.

    Args:
        network: Whose day.
        minutes: Minutes the user has; None for the written plan's, else the settings'.
        drafts: Whether to write a draft for each hello and prove each tie; without, the list is quick, and
            `hello.hello` gives the words of one.

    Raises:
        SettingsError: Minutes make no sense.
    """
    budget = None if minutes is None else Minutes(minutes_from(minutes))
    with network.store.reading() as kept:
        standing = standing_day(kept, network, budget=budget)
        if standing is not None:
            return _view(kept, network, standing, drafts=drafts)
    with network.store.transaction() as tx:
        day = open_day(tx, network, budget=budget)
        return _view(tx, network, day, drafts=drafts)


def _view(tx: Reading, network: Network, day: Day, *, drafts: bool) -> TodayView:
    settled = day.settled()
    cleared = {touch.id for touch in day.written.plan.touches if _is_cleared(tx, day, touch)}
    left = [touch for touch in day.written.plan.touches if touch.id not in settled and touch.id not in cleared]
    drafter = Drafter(tx, network, day.ties) if drafts else None
    views = tuple(view for touch in left if (view := _touch_view(tx, day, touch, drafter)))
    done = {touch for touch, outcome in settled.items() if outcome is Outcome.DONE} | cleared
    plan = day.written.plan
    return TodayView(
        date=plan.day,
        minutes=MinutesView(budget=plan.budget, planned=sum(view.minutes for view in views)),
        enough=is_enough(plan, settled=settled.keys() | cleared, done=done),
        touches=views,
        done=len(done & {touch.id for touch in plan.touches}),
        hints=(*_questions(tx, network, day), *nothing_known(tx, network)),
    )


def _is_cleared(tx: Reading, day: Day, touch: Touch) -> bool:
    """Say whether a source has seen ego write to this person since the plan was made."""
    state = tx.ties.of(tx.assignments.resolve(touch.person))
    return state is not None and float(state[Column.LAST_OUT]) > day.written.made_at.timestamp()


def _touch_view(tx: Reading, day: Day, touch: Touch, drafter: Drafter | None) -> TouchView | None:
    """Return one hello; nothing for a person who may no longer be planned."""
    row = tx.people.get(tx.assignments.resolve(touch.person))
    if row is None or not row.person.is_plannable:
        return None
    draft, why_not = drafter.of_touch(touch) if drafter else (None, None)
    tie = tie_with_evidence(tx, row.person.id, day.ties) if drafter else day.ties.of(row.person.id)
    return TouchView(
        id=touch.id,
        person=named(row.person),
        kind=touch.kind.value,
        reason=reason_view(touch.reason),
        tie=tie,
        channel=touch.channel,
        minutes=touch.minutes,
        draft=draft,
        why_no_draft=why_not,
        who=who_is(row.person),
        quiet=silence_briefly(tie),
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
