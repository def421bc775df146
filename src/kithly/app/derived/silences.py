"""Long silences that ended, kept as a small fact by every rebuild: whom ego wrote to, and who wrote again."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, TypeVar

from kithly.history import ANSWERED_WITHIN, Interactions, silences_ended
from kithly.people import PersonId
from kithly.store import Reading, Writing

KEPT = "long_silences"  # name of the small fact
REACHED, BACK = "reached", "back"
FACTS = 2  # networks whose small fact is kept read: one, and one more for whoever changes over


@dataclass(frozen=True, slots=True, kw_only=True)
class Courage:
    """One time ego wrote after a long silence.

    Attributes:
        person: To whom, by today's id.
        at: When.
        silence: How long it had been quiet.
        record: Number of the message.
        answer: Number of the answer; None if none came in time.
    """

    person: PersonId
    at: datetime
    silence: timedelta
    record: int
    answer: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """One time somebody wrote again after years.

    Attributes:
        person: Who, by today's id.
        at: When.
        silence: How long they had written nothing.
        record: Number of the message.
        wrote: When ego wrote to them last before that; None if never.
    """

    person: PersonId
    at: datetime
    silence: timedelta
    record: int
    wrote: datetime | None


Case = TypeVar("Case", Courage, Return)


def keep_silences(
    tx: Writing, interactions: Interactions, persons: Sequence[PersonId], *, now: datetime, others: bool = False
) -> None:
    """Keep the long silences that ended with some people.

    Args:
        tx: Where to.
        interactions: What happened with them.
        persons: Who stands at each person index.
        now: The present.
        others: Whether what is kept of all others stays; else these are all.
    """
    gestures, seconds = tx.records.numbers_of_kind("gesture"), int(now.timestamp())
    reached, back = silences_ended(interactions, gestures, now=seconds)
    if others and not len(reached.person) and not len(back.person) and not _names_any(tx, persons):
        return  # nothing to add, nothing to take away: what is kept of all others is long
    kept = _kept(tx) if others else {}
    for person in persons if others else ():
        for cases in kept.values():
            cases.pop(person, None)
    for name, found in ((REACHED, reached), (BACK, back)):
        columns = [getattr(found, column).tolist() for column in found.__dataclass_fields__]
        for place, *case in zip(*columns, strict=True):
            kept.setdefault(name, {}).setdefault(persons[place], []).append(case)
    tx.meta.set(KEPT, json.dumps(kept))


def forget_silences(tx: Writing, persons: Collection[PersonId]) -> None:
    """Forget the silences of people who are no more."""
    kept = _kept(tx)
    gone = {name: [person for person in persons if person in cases] for name, cases in kept.items()}
    if any(gone.values()):
        for name, people in gone.items():
            for person in people:
                del kept[name][person]
        tx.meta.set(KEPT, json.dumps(kept))


def courage_cases(kept: Reading, now: datetime) -> tuple[Courage, ...]:
    """Return the newest case of each person that is settled: answered, or long enough ago; newest first."""
    newest: dict[PersonId, Courage] = {}
    for one in _today(kept, _all_courage(kept.meta.get(KEPT) or "{}")):
        is_settled = bool(one.answer) or now - one.at > timedelta(seconds=ANSWERED_WITHIN)
        if is_settled and (one.person not in newest or newest[one.person].at < one.at):
            newest[one.person] = one
    return tuple(sorted(newest.values(), key=lambda case: (case.at, case.person), reverse=True))


def returns(kept: Reading) -> tuple[Return, ...]:
    """Return every time somebody wrote again after years, newest first."""
    found = _today(kept, _all_returns(kept.meta.get(KEPT) or "{}"))
    return tuple(sorted(found, key=lambda one: (one.at, one.person), reverse=True))


def _today(kept: Reading, cases: Sequence[Case]) -> list[Case]:
    """Return cases under the ids that people have today."""
    now_of = kept.assignments.resolver()
    return [one if (person := now_of(one.person)) == one.person else replace(one, person=person) for one in cases]


@lru_cache(maxsize=FACTS)
def _all_courage(fact: str) -> tuple[Courage, ...]:
    """Return every time ego wrote after a long silence, out of the small fact."""
    return tuple(
        Courage(
            person=PersonId(person),
            at=datetime.fromtimestamp(at, UTC),
            silence=timedelta(seconds=silence),
            record=record,
            answer=answer or None,
        )
        for person, cases in json.loads(fact).get(REACHED, {}).items()
        for at, silence, record, _, answer in cases
    )


@lru_cache(maxsize=FACTS)
def _all_returns(fact: str) -> tuple[Return, ...]:
    """Return every time somebody wrote again, out of the small fact."""
    return tuple(
        Return(
            person=PersonId(person),
            at=datetime.fromtimestamp(at, UTC),
            silence=timedelta(seconds=silence),
            record=record,
            wrote=datetime.fromtimestamp(wrote, UTC) if wrote else None,
        )
        for person, cases in json.loads(fact).get(BACK, {}).items()
        for at, silence, record, wrote in cases
    )


def _names_any(kept: Reading, persons: Collection[PersonId]) -> bool:
    """Say whether anything is kept of some people, without reading what."""
    text = kept.meta.get(KEPT) or ""
    return any(json.dumps(person) in text for person in persons)


def _kept(kept: Reading) -> dict[str, dict[str, list[list[Any]]]]:
    found: dict[str, dict[str, list[list[Any]]]] = json.loads(kept.meta.get(KEPT) or "{}")
    return found
