"""Monica's export as a stream of its values: one contact, activity, photo ... at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from kithly.records import PartialDate
from kithly.sources._formats.decode import clean_text
from kithly.sources._formats.json_stream import builder, events
from kithly.sources.base import Item

LISTS: Final = "account.data.item"
JOURNAL: Final = "account.properties.journal_entries.item"
NAMED: Final = "account.instance."  # what the values name by id alone: kinds of fields, activities, life events

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of an export.

    Attributes:
        kind: ``contact``, ``activity``, ``contact_field_types`` ...; empty where the export does not say.
        number: Which of its kind, from 1.
        told: What it says, properties and the rest in one.
    """

    kind: str
    number: int
    told: Told

    @property
    def at(self) -> str:
        """Its place, for people."""
        return f"{self.kind.replace('_', ' ') or 'entry'} {self.number}"


def values(item: Item) -> Iterator[Value]:
    """Yield the values of an export in the order of the file.

    Raises:
        SourceFormatError: It is damaged or cut short; what stands before was yielded.
    """
    kind, counts, gathering, end = "", dict[str, int](), None, ""
    for prefix, event, value in events(item):
        if gathering is not None:
            gathering.event(event, value)
            if prefix == end and event == "end_map":
                told, gathering = flat(gathering.value), None
                counts[kind] = counts.get(kind, 0) + 1
                yield Value(kind=kind, number=counts[kind], told=told)
        elif prefix == f"{LISTS}.type" and event == "string":
            kind = value
        elif prefix == LISTS and event == "start_map":
            kind = ""
        elif event == "start_map" and _is_value(prefix):
            kind = kind if prefix.startswith(LISTS) else prefix.split(".")[2]
            gathering, end = builder(), prefix
            gathering.event(event, value)


def _is_value(prefix: str) -> bool:
    return prefix in {f"{LISTS}.values.item", JOURNAL} or (prefix.startswith(NAMED) and prefix.endswith(".item"))


def flat(told: object) -> dict[str, Any]:
    """Return a value's columns and properties as one; of what is no value, nothing."""
    if not isinstance(told, dict):
        return {}
    properties = told.get("properties")
    return {**told, **properties} if isinstance(properties, dict) else dict(told)


def nested(told: Told) -> Iterator[tuple[str, Any]]:
    """Yield what a value holds of others: the kind, and each of its values (a mapping, or an id alone)."""
    data = told.get("data")
    for group in data if isinstance(data, list) else ():
        if isinstance(group, dict) and isinstance(group.get("values"), list):
            for one in group["values"]:
                yield str(group.get("type") or ""), one


def text(told: Told, *names: str) -> str:
    """Return the first of some properties that holds words, clean."""
    found = (told.get(name) for name in names)
    return next((clean_text(str(one)).strip() for one in found if isinstance(one, str | int | float) and one != ""), "")


def instant(told: Told, *names: str) -> datetime | None:
    """Return the first of some properties that is a time; one without a zone is UTC, as Monica keeps its times."""
    for name in names:
        try:
            at = datetime.fromisoformat(str(told.get(name) or ""))
        except ValueError:
            continue
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    return None


def day(told: Told, name: str) -> date | None:
    """Return the day a property names, whatever hour and zone stand behind it."""
    try:
        return date.fromisoformat(str(told.get(name) or "")[:10])
    except ValueError:
        return None


def special(told: Told, name: str) -> PartialDate | None:
    """Return a day with a meaning; None where the export made it up from an age."""
    held = flat(told.get(name))
    found = day(held, "date")
    if found is None or held.get("is_age_based"):
        return None
    if held.get("is_year_unknown"):
        return PartialDate(month=found.month, day=found.day)
    return PartialDate.of(found)


def year_guessed(told: Told, name: str) -> int | None:
    """Return the year of a day that the export made up from an age; None for a day that was told."""
    held = flat(told.get(name))
    found = day(held, "date")
    return found.year if found is not None and held.get("is_age_based") else None
