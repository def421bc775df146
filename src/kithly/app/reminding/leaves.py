"""What stands in the user's calendar of hellos: today's, those put off, and birthdays, each as a whole day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import blake2b
from typing import Any

from kithly.app.derived.born import birthdays_told, leap_day
from kithly.app.derived.closely import person_nodes
from kithly.app.network import Network
from kithly.app.reminding.letter import safe
from kithly.app.show import HELLOS
from kithly.app.today.day import today
from kithly.app.today.plan_record import past_touches
from kithly.people import Person, PersonId
from kithly.plan import Outcome, PastTouch
from kithly.reasons import LeapDay, agreed, in_year
from kithly.records import PartialDate
from kithly.store import Reading, Writing

KEPT = "calendar_leaves"  # name of the small fact: what was told of each leaf last, and since when
OWN = "hellos.kithly"  # end of every id; a calendar that is read back is known by it
FIRST_YEAR = 2000  # in which birthdays begin: a leap year, and nobody's age shows
YEARLY, LAST_OF_FEBRUARY, SIXTIETH_DAY = (
    "FREQ=YEARLY",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
    "FREQ=YEARLY;BYYEARDAY=60",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One whole day of the calendar.

    Attributes:
        uid: The same for ever.
        on: The day; of a birthday its first.
        title: One line.
        text: A line more; empty for none.
        rule: How it comes again (RFC 5545, 3.3.10); empty for never.
        version: How often it was changed.
        changed: When it was last changed.
    """

    uid: str
    on: date
    title: str
    text: str = ""
    rule: str = ""
    version: int = 0
    changed: datetime = datetime(2000, 1, 1, tzinfo=UTC)


def leaves(network: Network) -> tuple[Leaf, ...]:
    """Return the leaves of the calendar as of now, by day; what changed since they were told last has a new version."""
    planned = today(network, drafts=False)
    hellos = [
        Leaf(
            uid=f"hello-{one.id}@{OWN}",
            on=planned.date,
            title=_title(one.kind, one.person.name),
            text=safe(one.reason.text),
        )
        for one in planned.touches
    ]
    with network.store.reading() as kept:
        found = [*hellos, *_put_off(kept, network, {one.uid for one in hellos}), *_birthdays(kept, network)]
    with network.store.transaction() as tx:
        return _told(tx, sorted(found, key=lambda one: (one.on, one.uid)), network.now)


def _title(kind: str, name: str) -> str:
    return safe(f"{HELLOS.get(kind, 'Hello to')} {name}")


def _put_off(kept: Reading, network: Network, planned: set[str]) -> Iterable[Leaf]:
    """Yield the hellos that were put off until a day to come."""
    newest: dict[str, PastTouch] = {}
    for one in past_touches(kept, network.today, network.zone):
        if one.reason_key and (one.id not in newest or one.on >= newest[one.id].on):
            newest[one.id] = one
    names = {row.person.id: row.person for row in kept.people.some({one.person for one in newest.values()})}
    for one in newest.values():
        person = names.get(one.person)
        waits = one.outcome is Outcome.SNOOZED and one.until is not None and one.until > network.today
        if one.until and waits and person and person.is_plannable and f"hello-{one.id}@{OWN}" not in planned:
            yield Leaf(uid=f"hello-{one.id}@{OWN}", on=one.until, title=_title(one.kind.value, person.name))


def _birthdays(kept: Reading, network: Network) -> Iterable[Leaf]:
    """Yield the birthdays of everybody in ego's own address books, where all sources name one day."""
    born = [row.person for row in kept.people.all() if row.person.is_plannable and row.person.birthday]
    leap, now = leap_day(kept), network.now.astimezone(network.zone)
    for person, days in _days(kept, born).items():
        told = agreed(days, now)
        if told:
            yield _birthday(person, told[0].day, leap)


def _days(kept: Reading, people: Sequence[Person]) -> dict[Person, Any]:
    _, contacts = person_nodes(kept, [person.id for person in people])
    versions = kept.records.versions_of(sorted({seq for seqs in contacts.values() for seq in seqs}))
    return {
        person: birthdays_told(one for seq in contacts[person.id] for one in versions.get(seq, ())) for person in people
    }


def _birthday(person: Person, day: PartialDate, leap: LeapDay) -> Leaf:
    is_leap = (day.month, day.day) == (2, 29)
    rule = (LAST_OF_FEBRUARY if leap is LeapDay.FEBRUARY else SIXTIETH_DAY) if is_leap else YEARLY
    title = safe(f"Birthday: {person.name}")
    return Leaf(uid=_uid(person.id), on=in_year(day, FIRST_YEAR, leap), title=title, rule=rule)


def _uid(person: PersonId) -> str:
    return f"birthday-{person}@{OWN}"


def _told(tx: Writing, found: Sequence[Leaf], now: datetime) -> tuple[Leaf, ...]:
    """Return leaves with their versions, and remember them."""
    before: dict[str, list[Any]] = json.loads(tx.meta.get(KEPT) or "{}")
    after: dict[str, list[Any]] = {}
    versioned = []
    for one in found:
        told = blake2b("\x1f".join((str(one.on), one.title, one.text, one.rule)).encode(), digest_size=8).hexdigest()
        known = before.get(one.uid)
        if known is None:
            known = [told, 0, now.replace(microsecond=0).isoformat()]
        elif known[0] != told:
            known = [told, known[1] + 1, now.replace(microsecond=0).isoformat()]
        after[one.uid] = known
        versioned.append(replace(one, version=int(known[1]), changed=datetime.fromisoformat(known[2])))
    if after != before:
        tx.meta.set(KEPT, json.dumps(after))
    return tuple(versioned)
