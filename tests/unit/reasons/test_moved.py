"""An employer of then that was none: a department out of somebody's title."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from kithly.history import Exchange
from kithly.people import Person, PersonId
from kithly.reasons import Facts, ReasonKind, Sighting, arise
from kithly.records import Channel

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
THEN = Exchange(
    record="m1",
    source="mbox",
    at=NOW - timedelta(days=800),
    outgoing=False,
    channel=Channel.MAIL,
    own="See below",
    signature="Ana Example\nEngineer at Quartz",
    address="ana@gmail.com",
)
BOOK = Sighting(record="c1", source="linkedin_export", observed_at=NOW - timedelta(days=20), company="Globex")


def moved(*sightings: Sighting) -> list[str]:
    ana = Person(id=PersonId("ana"), name="Ana Example", given="Ana")
    found = arise(Facts(person=ana, exchanges=(THEN,), sightings=sightings), NOW)
    return [one.text for one in found if one.kind is ReasonKind.MOVED]


def test_a_department_that_an_address_book_has_in_a_title_is_no_employer_of_then() -> None:
    earlier = NOW - timedelta(days=900)
    named = replace(BOOK, record="c0", observed_at=earlier, company="Globex", title="Head of R&D, Quartz")
    assert len(moved(BOOK)) == 1
    assert "at Quartz" in moved(BOOK)[0]
    assert moved(named, BOOK) == []
