"""What came of a talk: a contact, a note, and what was promised on both sides, kept as one change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from kithly.app.derived.refresh import refresh_people
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.said.decisions import done_view
from kithly.app.views import DoneView
from kithly.errors import SettingsError
from kithly.records import one_line

KIND = "talked"  # kind of the change
MAX_TEXT = 2_000  # characters
MAX_PROMISE = 300  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """A promise made in a talk.

    Attributes:
        text: What, in the user's words.
        due: By which day; None where none was named.
    """

    text: str
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a talk.

    Attributes:
        text: What is worth remembering; may be empty.
        on: The day of the talk; None for today.
        mine: What the user promised; None for nothing.
        theirs: What they promised; None for nothing.
    """

    text: str = ""
    on: date | None = None
    mine: Promised | None = None
    theirs: Promised | None = None


def talked(network: Network, who: str, outcome: Outcome) -> DoneView:
    """Keep that the two talked and what came of it; both sides' promises come back at their time.

    Raises:
        NotFound: Nobody is called so.
        Conflict: Several are.
        SettingsError: The day has not come yet, or a promise is due before the talk.
    """
    day = outcome.on or network.today
    _check(network, day, outcome)
    when = network.now if day == network.today else datetime.combine(day, time(12), network.zone).astimezone(UTC)
    text = outcome.text.strip()[:MAX_TEXT]
    with network.store.transaction() as tx:
        person = find_person(tx, who)
        sentence = f"Kept: you talked with {person.name}.{_said(outcome)}"
        change = tx.changes.open(KIND, sentence, network.now)
        for kind, value in _words(outcome, text):
            tx.decisions.add(change, kind, person.id, value, when)
        refresh_people(tx, (person.id,), now=network.now)
    return done_view(str(change), sentence, person)


def _words(outcome: Outcome, text: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = [("log", {"text": text, "incoming": False})]
    found += [("note", text)] if text else []
    for kind, promise in (("promised", outcome.mine), ("they_promised", outcome.theirs)):
        if promise is not None:
            due = promise.due.isoformat() if promise.due else None
            found.append((kind, {"text": one_line(promise.text)[:MAX_PROMISE], "due": due}))
    return found


def _check(network: Network, day: date, outcome: Outcome) -> None:
    """Refuse a day to come, an empty promise, and one due before the talk.

    Raises:
        SettingsError: It is so.
    """
    if day > network.today:
        raise SettingsError("on", "That day has not come yet.", hint="kithly meet NAME --at 'YYYY-MM-DD HH:MM'")
    for promise in (outcome.mine, outcome.theirs):
        if promise is not None and not one_line(promise.text):
            raise SettingsError("promised", "What was promised?", hint="--promised 'send the list'")
        if promise is not None and promise.due is not None and promise.due < day:
            raise SettingsError("by", "That is before the talk.", hint="--by YYYY-MM-DD")


def _said(outcome: Outcome) -> str:
    both = [("What you promised", outcome.mine), ("what they promised", outcome.theirs)]
    told = [words for words, promise in both if promise is not None]
    if not told:
        return ""
    words = " and ".join(told)
    return f" {words[0].upper()}{words[1:]} comes back at its time."
