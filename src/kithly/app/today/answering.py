"""Answers to the notes of a day, and "enough for today"."""

from __future__ import annotations

from datetime import timedelta

from kithly.app.belonging.word import remembered
from kithly.app.derived.refresh import refresh_people
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.said.decisions import decide, done_view
from kithly.app.today.day import ENOUGH
from kithly.app.today.day_notes import BACK, CHANGED, EXPORT, TALKED, handed_of, mourned_of, note_read
from kithly.app.today.minutes_note import MINUTES
from kithly.app.today.outcome import done, log, touch_value
from kithly.app.today.planning import standing_day
from kithly.app.today.settled import ASKED, NOT_YET
from kithly.app.today.share_note import SHARE
from kithly.app.today.touches import touch_named
from kithly.app.views import DoneView
from kithly.errors import NotFound, SettingsError
from kithly.plan import Outcome
from kithly.store import ChangeId, Decision

ANSWERS = {"yes", NOT_YET, "let_be"}


def enough(network: Network) -> DoneView:
    """Let the rest of today's hellos rest till tomorrow; one undo brings them back."""
    text = "Enough for today: the rest waits till tomorrow."
    with network.store.transaction() as tx:
        change, _ = decide(tx, network, ENOUGH, [(network.today.isoformat(), True)], text)
    return done_view(change, text)


def read_note(network: Network, note_id: str) -> None:
    """Keep that a note was opened, or is not wanted now: it is not shown again. It is no decision, and has no undo.

    Raises:
        NotFound: There is no such note.
    """
    if note_id.partition("-")[0] not in {BACK, MINUTES, EXPORT, CHANGED, TALKED, SHARE}:
        raise NotFound("note", note_id, hint="kithly today")
    with network.store.transaction() as tx:
        note_read(tx, note_id)


def answer_sent(network: Network, note_id: str, answer: str) -> DoneView:
    """Keep the answer to "Did you send them?"; it is never asked again.

    Args:
        network: Whose.
        note_id: The note.
        answer: ``yes``: done on the day the words were taken along. ``not_yet``: the hello is open again. ``let_be``:
            not for this reason, ever.

    Raises:
        NotFound: There is no such note.
        SettingsError: There is no such answer.
        Conflict: The hello is done already.
    """
    if answer not in ANSWERS:
        raise SettingsError("answer", f"There is no answer {answer!r}.", hint="yes, not_yet or let_be")
    with network.store.reading() as kept:
        handed = handed_of(kept, note_id)
    if handed is None:
        raise NotFound("note", note_id, hint="kithly today")
    touch = str(handed.value.get("touch") or "")
    if answer != "yes":
        return _not_sent(network, handed, touch, answer)
    if touch:
        return done(network, touch, at=handed.at)
    return log(network, handed.subject, at=handed.at)


def answer_died(network: Network, note_id: str, answer: str) -> DoneView:
    """Keep the answer to "Mark them as remembered?": yes leaves them in peace, no lets everything come back.

    Args:
        network: Whose.
        note_id: The note.
        answer: ``yes`` or ``no``.

    Raises:
        NotFound: There is no such note.
        SettingsError: There is no such answer.
    """
    if answer not in {"yes", "no"}:
        raise SettingsError("answer", f"There is no answer {answer!r}.", hint="yes or no")
    with network.store.reading() as kept:
        person = mourned_of(kept, note_id)
    if person is None:
        raise NotFound("note", note_id, hint="kithly today")
    return remembered(network, person, on=answer == "yes")


def _not_sent(network: Network, handed: Decision, touch_id: str, answer: str) -> DoneView:
    """Keep that words were not sent, and what becomes of their hello, as one change."""
    touch = touch_named(network, touch_id) if touch_id else None
    with network.store.transaction() as tx:
        person = find_person(tx, handed.subject)
        day = standing_day(tx, network)
        is_here = day is not None and touch_id in {one.id for one in day.written.plan.touches}
        text = _told(person.name, answer, is_here=is_here or not touch_id)
        value = {"touch": touch_id, "handed": handed.id, "answer": answer}
        change, _ = decide(tx, network, ASKED, [(person.id, value)], text)
        if touch is not None and not (answer == NOT_YET and is_here):
            outcome = Outcome.SNOOZED if answer == NOT_YET else Outcome.SKIPPED_REASON
            until = network.today + timedelta(days=1) if answer == NOT_YET else None
            settled = touch_value(network, touch, outcome, until)
            tx.decisions.add(ChangeId(change), "touch", person.id, settled, network.now)
            refresh_people(tx, (person.id,), now=network.now)
    return done_view(change, text, person)


def _told(name: str, answer: str, *, is_here: bool) -> str:
    if answer == NOT_YET:
        return f"{name}: not sent yet, and open again." if is_here else f"{name} comes back tomorrow."
    return f"{name}: let be."
