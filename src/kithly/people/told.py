"""Told: what address books say of one person besides names, addresses and work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from kithly.records import Contact, PartialDate, name_key

Many = Literal["relation", "place", "label", "note"]
KINDS: tuple[Many, ...] = ("relation", "place", "label", "note")  # that one may have many of
FactKind = Literal["nickname", "birthday", "day", "died", "relation", "place", "label", "note", "cadence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing a record says of a person.

    Attributes:
        kind: What sort of thing.
        label: What it is called: ``anniversary``, ``spouse``; empty where the kind says it.
        value: The day as `PartialDate.iso` writes it, or the words; empty for a death without its day.
        record: Number of the newest record that says so.
    """

    kind: FactKind
    label: str
    value: str
    record: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A contact record as it stands now.

    Attributes:
        record: Its number.
        observed_at: When it said so.
        contact: What it says.
    """

    record: int
    observed_at: datetime
    contact: Contact


def facts_told(sources: Sequence[Source]) -> tuple[Fact, ...]:
    """Return what the records say, each thing once: of two that differ, what was said last.

    Args:
        sources: The contact records of one person, in any order.
    """
    newest = newest_first(sources)
    found = (*_singles(newest), *_days(newest), *_many(newest))
    return tuple(fact for fact in found if fact.value or fact.kind == "died")


def newest_first(sources: Sequence[Source]) -> list[Source]:
    """Return the records, what was said last first."""
    return sorted(sources, key=lambda one: (-one.observed_at.timestamp(), one.contact.key))


def _singles(newest: Sequence[Source]) -> Iterator[Fact]:
    """Yield what everybody has one of."""
    nickname = next((one for one in newest if one.contact.nickname), None)
    if nickname:
        yield Fact(kind="nickname", label="", value=nickname.contact.nickname, record=nickname.record)
    born = [one for one in newest if one.contact.birthday]
    best = next((one for one in born if one.contact.birthday and one.contact.birthday.year), born[0] if born else None)
    if best:
        yield Fact(kind="birthday", label="", value=_iso(best.contact.birthday), record=best.record)
    dead = [one for one in newest if one.contact.died]
    told = next((one for one in dead if one.contact.died_on), dead[0] if dead else None)
    if told:
        yield Fact(kind="died", label="", value=_iso(told.contact.died_on), record=told.record)
    wished = next((one for one in newest if one.contact.cadence_days), None)
    if wished:
        days = wished.contact.cadence_days
        yield Fact(
            kind="cadence", label="", value="every day" if days == 1 else f"every {days} days", record=wished.record
        )


def _days(newest: Sequence[Source]) -> Iterator[Fact]:
    """Yield days by their names; a name may stand for several days of one record, the newest that has it."""
    seen: set[str] = set()
    for one in newest:
        fresh = [named for named in one.contact.days if named.label not in seen]
        for named in fresh:
            yield Fact(kind="day", label=named.label, value=_iso(named.day), record=one.record)
        seen.update(named.label for named in fresh)


def _many(newest: Sequence[Source]) -> Iterator[Fact]:
    """Yield what one may have many of: everything any record says, each once."""
    seen: set[tuple[str, str, str]] = set()
    for kind in KINDS:
        for one in newest:
            for label, value in _entries(kind, one.contact):
                key = (kind, label, name_key(value) or value)
                if key not in seen:
                    seen.add(key)
                    yield Fact(kind=kind, label=label, value=value, record=one.record)


def _entries(kind: Many, contact: Contact) -> list[tuple[str, str]]:
    if kind == "relation":
        named = [(one.label, one.name or (one.identity.value if one.identity else "")) for one in contact.relations]
        return [(label, value) for label, value in named if value]
    if kind == "note":
        return [("", contact.note.strip())] if contact.note.strip() else []
    return [("", value) for value in (contact.places if kind == "place" else contact.labels)]


def _iso(day: PartialDate | None) -> str:
    return day.iso() if day else ""
