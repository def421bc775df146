"""The day: the few hellos worth the minutes, planned once and shown by every door."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kithly.app.derived.closely import ties_now
from kithly.app.derived.evidence import tie_with_evidence
from kithly.app.drafts.drafting import Drafter
from kithly.app.missing import nothing_known
from kithly.app.network import A_LOOK, Network
from kithly.app.said.day_rules import day_word
from kithly.app.settings import minutes_from
from kithly.app.show import named, reason_view, who_is
from kithly.app.today.day_notes import SENT, SHOWN, notes_of, once_only
from kithly.app.today.held_back import held_back_views
from kithly.app.today.meetings import meetings_soon
from kithly.app.today.minutes import minutes_of
from kithly.app.today.plan_record import past_touches
from kithly.app.today.planning import Day, keep_day, open_day, standing_day, unkept_day
from kithly.app.today.resting import resting
from kithly.app.today.touches import shown_unkept
from kithly.app.views import DayNoteView, MinutesView, RestView, TodayView, TouchView
from kithly.errors import StoreBusy
from kithly.plan import Minutes, Outcome, Touch, TouchId, is_enough
from kithly.store import Reading
from kithly.ties import Column, silence_briefly, spelt

ENOUGH = "enough"  # kind of the decision that lets the rest of a day rest


def today(network: Network, *, minutes: float | None = None, drafts: bool = True) -> TodayView:
    """Return the day's plan; the first one of a day is written and kept.

    Args:
        network: Whose day.
        minutes: Minutes the user has; None for the written plan's, else the settings'.
        drafts: Whether to write a draft for each hello and prove each tie; without, the list is quick, and
            `hello.hello` gives the words of one.

    Raises:
        SettingsError: Minutes make no sense.
        StoreBusy: Minutes were given, and somebody else writes.
    """
    budget = None if minutes is None else Minutes(minutes_from(minutes))
    if budget is None and (rest := resting(network)) is not None:
        return _at_rest(network, rest)
    shown = network.recall.get(
        ("today", network.hour, network.today, budget, drafts), lambda: _as_written(network, budget, drafts=drafts)
    )
    if shown is not None:
        return shown
    try:
        return _written_now(network, budget, drafts=drafts)
    except StoreBusy:
        if budget is not None:  # the user's wish must be kept, or refused
            raise
        return _unkept(network, drafts=drafts)


def _at_rest(network: Network, rest: RestView) -> TodayView:
    """Return a day, or the hours of one, on which nothing is planned and nothing is asked."""
    with network.store.reading() as kept:
        budget = minutes_of(kept, network, day_word(kept))
        past = past_touches(kept, network.today, network.zone)
    done = {one.id for one in past if one.outcome is Outcome.DONE and one.on == network.today and one.reason_key}
    return TodayView(
        date=network.today,
        minutes=MinutesView(budget=budget, planned=0.0),
        enough=True,
        touches=(),
        done=len(done),
        closing=rest.text,
        rest=rest,
    )


def _written_now(network: Network, budget: Minutes | None, *, drafts: bool) -> TodayView:
    """Return the day and write it down."""
    with network.store.transaction(patience=A_LOOK if budget is None else None) as tx:
        day = open_day(tx, network, budget=budget)
        notes = notes_of(tx, network)
        keep_day(tx, replace(day.written, notes=tuple(dict.fromkeys((*day.written.notes, *once_only(notes))))))
        return _view(tx, network, day, notes, drafts=drafts)


def _unkept(network: Network, *, drafts: bool) -> TodayView:
    """Return the day while somebody else writes; the next look keeps it."""
    ties = ties_now(network)
    shown_unkept(network)
    with network.store.reading() as kept:
        return _view(kept, network, unkept_day(kept, network, ties=ties), notes_of(kept, network), drafts=drafts)


def _as_written(network: Network, budget: Minutes | None, *, drafts: bool) -> TodayView | None:
    """Return the day as it is written down; None where something has to be written first."""
    ties = ties_now(network)
    with network.store.reading() as kept:
        day = standing_day(kept, network, budget=budget, ties=ties)
        notes = notes_of(kept, network) if day else ()
        if day is None or not set(once_only(notes)) <= set(day.written.notes):
            return None
        return _view(kept, network, day, notes, drafts=drafts)


def _view(tx: Reading, network: Network, day: Day, notes: tuple[DayNoteView, ...], *, drafts: bool) -> TodayView:
    settled, plan = day.settled(), day.written.plan
    cleared = {touch.id for touch in plan.touches if _is_cleared(tx, day, touch)}
    done = (day.done() | cleared) & _ids(plan.touches)
    rested = next((one for one in tx.decisions.all(ENOUGH) if one.subject == plan.day.isoformat()), None)
    left = [] if rested else [one for one in plan.touches if one.id not in settled and one.id not in cleared]
    drafter = Drafter(tx, network, day.ties, planned=[one.person for one in plan.touches]) if drafts else None
    lacking = nothing_known(tx, network)
    views = tuple(view for touch in left if (view := _touch_view(tx, day, touch, drafter)))
    return TodayView(
        date=plan.day,
        minutes=MinutesView(budget=plan.budget, planned=sum(view.minutes for view in views)),
        enough=bool(rested) or is_enough(plan, settled=settled.keys() | cleared, done=done),
        touches=views,
        meetings=meetings_soon(tx, network),
        done=len(done),
        hints=(*_questions(notes), *lacking, *_asked_again(views)),
        lacking=lacking,
        notes=notes,
        rested=str(rested.change) if rested else None,
        held=held_back_views(plan),
        closing="" if views else closing([one for one in plan.touches if one.id in done], is_rested=bool(rested)),
    )


def closing(done: Sequence[Touch], *, is_rested: bool) -> str:
    """Return the sentence of a day with nothing left on it.

    Args:
        done: What was done.
        is_rested: Whether the user said that it was enough.
    """
    if not done:
        return (
            "That was all for today. The rest is weighed afresh tomorrow."
            if is_rested
            else "Nothing today that would be worth your minutes."
        )
    minutes = max(round(sum(one.minutes for one in done)), 1)
    hellos = f"{spelt(len(done)).capitalize()} {'hello' if len(done) == 1 else 'hellos'}"
    return f"That was all for today. {hellos}, {spelt(minutes)} {'minute' if minutes == 1 else 'minutes'}."


def _ids(touches: Iterable[Touch]) -> set[TouchId]:
    return {touch.id for touch in touches}


def _questions(notes: Sequence[DayNoteView]) -> tuple[str, ...]:
    """Return the question of the morning after as the command line asks it."""
    return tuple(
        f"Did you send it to {one.person.name}? Yes: kithly done {one.touch}   No: kithly snooze {one.touch}"
        for one in notes[:SHOWN]
        if one.kind == SENT and one.person and one.touch
    )


def _asked_again(views: Iterable[TouchView]) -> tuple[str, ...]:
    """Return what the drafts ask the user about themselves, each question once."""
    return tuple(dict.fromkeys(hint for one in views if one.draft for hint in one.draft.hints))


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
        why=touch.why,
    )
