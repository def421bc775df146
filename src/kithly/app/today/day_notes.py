"""The quiet notes of a day: who wrote back after years, the one question about words taken along, a fresh export."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice

from kithly.app.derived.export_day import export_day
from kithly.app.derived.mourned import mourning
from kithly.app.derived.silences import Return, returns
from kithly.app.network import Network
from kithly.app.show import named
from kithly.app.today.minutes_note import minutes_asked
from kithly.app.today.plan_record import decode
from kithly.app.today.settled import ASKED, TAKEN
from kithly.app.today.share_note import share_note
from kithly.app.today.since_export import since_export
from kithly.app.views import AnswerView, DayNoteView
from kithly.people import Person, PersonId
from kithly.plan import TouchId
from kithly.reasons import ReasonKind, day_in_words
from kithly.records import Evidence
from kithly.store import Decision, Reading, Writing
from kithly.ties import Column

SHOWN = 2  # notes a page shows at once
BACK, SENT, EXPORT, DIED, CHANGED = "wrote_back", "sent", "export_due", "remember", "export_news"
TALKED = "talked"
FRESH = timedelta(days=14)  # how long a word after years is news
MEANT = timedelta(days=183)  # words of ego's within half a year before make it an answer
ASK_OF_TALK = timedelta(days=3)  # so long one remembers what came of a talk
ASK_FOR = timedelta(days=14)  # after so long away nobody remembers whether a message was sent
EXPORT_AGE = timedelta(days=35)  # five weeks: a month, and some days to be slow in
EXPORT_AGAIN = timedelta(days=30)  # between two reminders
YEAR = 365.25  # days
OPENED = "notes_opened"  # name of the small fact that keeps which notes were read
MOST_OPENED = 500  # ids kept; older ones are past their fortnight

READ = (AnswerView(key="read", label="Read it"),)
SENT_ANSWERS = (
    AnswerView(key="yes", label="Yes"),
    AnswerView(key="not_yet", label="Not yet"),
    AnswerView(key="let_be", label="I let it be"),
)
DIED_ANSWERS = (AnswerView(key="yes", label="Yes"), AnswerView(key="no", label="No"))
TALKED_ANSWERS = (AnswerView(key="not_now", label="Nothing to keep"),)
EXPORT_ANSWERS = (AnswerView(key="not_now", label="Not now"),)
CHANGED_ANSWERS = (AnswerView(key="not_now", label="Good to know"),)


def notes_of(kept: Reading, network: Network) -> tuple[DayNoteView, ...]:
    """Return the notes of a day, the first to be shown first; a page shows `SHOWN` of them.

    The question whether somebody died comes before all others, and stands until it is answered: until then nothing is
    suggested for them. One return of somebody comes next, then the question of the morning after, which is asked once
    and never again, then what else there is.
    """
    earlier = _shown_before(kept, network)
    back = list(_wrote_back(kept, network))
    asked = [*_asked(kept, network, earlier), *_talked(kept, network, earlier)]
    exports = (*_export_news(kept, network, earlier), *_export_due(kept, network, earlier))
    minutes = minutes_asked(kept, network, earlier=earlier, opened=_opened(kept))
    shares = share_note(kept, network, earlier=earlier, opened=_opened(kept))
    return (*_died(kept, network), *back[:1], *asked, *back[1:], *minutes, *exports, *shares)


def once_only(notes: Sequence[DayNoteView]) -> tuple[str, ...]:
    """Return the ids of the shown notes that no later day may show."""
    return tuple(note.id for note in islice(notes, SHOWN) if note.kind not in {BACK, DIED})


def note_read(tx: Writing, note_id: str) -> None:
    """Keep that a note was opened; it is not shown again."""
    opened = [one for one in _opened(tx) if one != note_id]
    tx.meta.set(OPENED, json.dumps([*opened, note_id][-MOST_OPENED:]))


def handed_of(kept: Reading, note_id: str) -> Decision | None:
    """Return the words taken along that a question is about; None if they are not, or the question is another."""
    kind, _, id_ = note_id.partition("-")
    if kind != SENT:
        return None
    return next((one for one in kept.decisions.all("handed") if one.id == id_), None)


def mourned_of(kept: Reading, note_id: str) -> PersonId | None:
    """Return whom a question whether they died is about; None where the note is another, or no longer asked."""
    kind, _, person = note_id.partition("-")
    return next((one.person for one in mourning(kept) if kind == DIED and one.person == person), None)


def returned_in_words(one: Return, person: Person) -> str:
    """Return ``Marta Lind wrote back, after 6 years.``; who wrote unasked did not write back."""
    years = int(one.silence.days / YEAR) or 1
    meant = one.wrote is not None and one.at - one.wrote <= MEANT
    return f"{person.name} {'wrote back' if meant else 'wrote'}, after {years} {'year' if years == 1 else 'years'}."


def _opened(kept: Reading) -> list[str]:
    found: list[str] = json.loads(kept.meta.get(OPENED) or "[]")
    return found


def _shown_before(kept: Reading, network: Network) -> dict[str, date]:
    """Return the notes that earlier days showed, with the newest day of each."""
    plans = kept.plans.since(network.today - EXPORT_AGAIN)
    return {note: day for day, value in plans if day < network.today for note in decode(day, value).notes}


def _wrote_back(kept: Reading, network: Network) -> Iterator[DayNoteView]:
    """Yield who wrote again after years within the last fortnight, until it is opened or answered."""
    opened = set(_opened(kept))
    for one in returns(kept):
        if network.now - one.at > FRESH:
            return
        person, stored = _person(kept, one.person), kept.records.get([one.record])
        if person is None or not stored or _wrote_since(kept, one.person, one.at):
            continue
        note = f"{BACK}-{stored[0].id}"
        if note not in opened:
            evidence = Evidence(record=stored[0].id, source=stored[0].source, at=one.at)
            yield DayNoteView(
                id=note,
                kind=BACK,
                text=returned_in_words(one, person),
                person=named(person),
                evidence=(evidence,),
                answers=READ,
            )


def _died(kept: Reading, network: Network) -> Iterator[DayNoteView]:
    """Yield the question about whom news reads as if they had died."""
    for one in mourning(kept):
        person = _person(kept, one.person)
        if person is not None:
            told = day_in_words(one.at, network.zone)
            yield DayNoteView(
                id=f"{DIED}-{person.id}",
                kind=DIED,
                text=f"What was told on {told} reads as if {person.name} had died. Mark {person.name} as remembered? "
                "Until you answer, nothing is suggested for them.",
                person=named(person),
                evidence=(Evidence(record=one.record, source=one.source, at=one.at),),
                answers=DIED_ANSWERS,
            )


def _asked(kept: Reading, network: Network, earlier: dict[str, date]) -> Iterator[DayNoteView]:
    """Yield the question about words that were taken along before today and that no source has seen go out."""
    settled = kept.decisions.all("touch")
    answered = {str(one.value.get("handed")) for one in kept.decisions.all(ASKED)}
    newest = {(one.subject, one.value.get("touch")): one for one in kept.decisions.all("handed")}
    for one in newest.values():
        waited = network.today - one.at.astimezone(network.zone).date()
        touch, note = TouchId(str(one.value.get("touch") or "")), f"{SENT}-{one.id}"
        is_due = timedelta(0) < waited <= ASK_FOR and note not in earlier
        told = any(other.value.get("touch") == touch and other.at >= one.at for other in settled)
        if not is_due or one.id in answered or told:
            continue
        person = _person(kept, kept.assignments.resolve(PersonId(one.subject)))
        if person is None or _wrote_since(kept, person.id, one.at):
            continue
        yield DayNoteView(
            id=note,
            kind=SENT,
            text=f"{_taken(one, network)} for {person.name}{_where(one)}. Did you send them?",
            person=named(person),
            evidence=(),
            answers=SENT_ANSWERS,
            touch=touch or None,
        )


def _talked(kept: Reading, network: Network, earlier: dict[str, date]) -> Iterator[DayNoteView]:
    """Yield the one question after a talk with somebody one seldom meets: asked on one day, and never again."""
    met = kept.reasons.of_kinds({ReasonKind.AFTER_MEETING})
    for one in sorted(met, key=lambda one: (one.on or network.today, one.person), reverse=True):
        note = f"{TALKED}-{one.key.partition(':')[2]}"
        is_fresh = one.on is not None and timedelta(0) <= network.today - one.on <= ASK_OF_TALK
        person = _person(kept, one.person) if is_fresh and note not in earlier and note not in _opened(kept) else None
        if person is not None and one.on is not None:
            days = (network.today - one.on).days
            when = {0: "today", 1: "yesterday"}.get(days, f"on {one.on:%A}")
            yield DayNoteView(
                id=note,
                kind=TALKED,
                text=f"You met {person.name} {when}. What came of it?",
                person=named(person),
                evidence=one.evidence,
                answers=TALKED_ANSWERS,
            )


def _export_due(kept: Reading, network: Network, earlier: dict[str, date]) -> Iterator[DayNoteView]:
    """Yield, once a month, that the last LinkedIn export has aged; nothing where there never was one."""
    last = export_day(kept)
    note = f"{EXPORT}-{network.today:%Y-%m-%d}"
    if last is None or network.now - last <= EXPORT_AGE or note in _opened(kept):
        return
    if any(one.startswith(EXPORT) for one in earlier):
        return
    yield DayNoteView(
        id=note,
        kind=EXPORT,
        text=f"Your last LinkedIn export is from {day_in_words(last, network.zone)}. A fresh one shows who moved.",
        person=None,
        evidence=(),
        answers=EXPORT_ANSWERS,
    )


def _export_news(kept: Reading, network: Network, earlier: dict[str, date]) -> Iterator[DayNoteView]:
    """Yield, once, what a fresh export showed against the one before."""
    newest = export_day(kept)
    if newest is None or network.now - newest > FRESH or newest > network.now:
        return
    note = f"{CHANGED}-{newest.astimezone(network.zone):%Y-%m-%d}"
    found = None if note in earlier or note in _opened(kept) else since_export(kept, newest)
    if found is not None:
        yield DayNoteView(
            id=note,
            kind=CHANGED,
            text=f"Since your export of {day_in_words(found.before, network.zone)} {found.in_words}.",
            person=None,
            evidence=(),
            answers=CHANGED_ANSWERS,
        )


def _person(kept: Reading, person: PersonId) -> Person | None:
    """Return a person of whom a note may speak."""
    row = kept.people.get(person)
    return row.person if row and row.person.is_plannable else None


def _wrote_since(kept: Reading, person: PersonId, at: datetime) -> bool:
    state = kept.ties.of(person)
    return state is not None and float(state[Column.LAST_OUT]) > at.timestamp()


def _taken(one: Decision, network: Network) -> str:
    """Return ``On Friday you took the words``."""
    local = one.at.astimezone(network.zone)
    days = (network.today - local.date()).days
    when = "Yesterday" if days == 1 else f"On {local:%A}" if days < 7 else f"On {day_in_words(one.at, network.zone)}"
    return f"{when} you {'took' if str(one.value.get('channel')) in TAKEN else 'copied'} the words"


def _where(one: Decision) -> str:
    place = TAKEN.get(str(one.value.get("channel")), "")
    return f" {place}" if place else ""
