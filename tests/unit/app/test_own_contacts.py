"""A contact the user told of gives way to the record of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from kithly.app.derived.own_contacts import with_own_contacts
from kithly.history import Interactions
from kithly.people import PersonId
from kithly.store import Store, Writing

ANA, BEN = PersonId("aaaaaaaaaa"), PersonId("bbbbbbbbbb")
TOLD = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def tx() -> Iterator[Writing]:
    """Return an empty store to write into."""
    with Store.open(":memory:") as store, store.transaction() as writing:
        yield writing


def seen(*ats: datetime, person: int = 0, outgoing: bool = True) -> Interactions:
    """Return messages a source saw."""
    count = len(ats)
    return Interactions(
        person=np.full(count, person, np.int64),
        at=np.array([int(at.timestamp()) for at in ats], np.int64),
        outgoing=np.full(count, outgoing, bool),
        recipients=np.ones(count, np.int64),
        flags=np.zeros(count, np.int64),
        channel=np.zeros(count, np.int64),
        record=np.arange(1, count + 1),
    )


def tell(tx: Writing, kind: str = "log", **value: object) -> None:
    """Keep that ego was in touch with Ana."""
    change = tx.changes.open(kind, "told", TOLD)
    tx.decisions.add(change, kind, ANA, value, TOLD)


def added(tx: Writing, interactions: Interactions, persons: tuple[PersonId, ...] = (ANA, BEN)) -> Interactions:
    """Return the interactions with what was told."""
    return with_own_contacts(tx, interactions, persons, tx.decisions.all())


def test_a_told_contact_counts(tx: Writing) -> None:
    tell(tx, text="a call", incoming=False)
    found = added(tx, seen())
    assert (found.person.tolist(), found.outgoing.tolist()) == ([0], [True])
    assert found.at.tolist() == [int(TOLD.timestamp())]
    assert found.record.tolist()[0] < 0


@pytest.mark.parametrize("apart", [timedelta(0), timedelta(days=2), timedelta(days=-2)])
def test_a_record_within_two_days_absorbs_it(tx: Writing, apart: timedelta) -> None:
    tell(tx, text="a call", incoming=False)
    assert len(added(tx, seen(TOLD + apart))) == 1


@pytest.mark.parametrize(
    "other",
    [
        seen(TOLD + timedelta(days=2, seconds=1)),
        seen(TOLD, person=1),
        seen(TOLD, outgoing=False),
    ],
    ids=["later", "another person", "the other way"],
)
def test_any_other_record_does_not(tx: Writing, other: Interactions) -> None:
    tell(tx, text="a call", incoming=False)
    assert len(added(tx, other)) == 2


def test_a_hello_counts_when_it_is_done_and_only_then(tx: Writing) -> None:
    tell(tx, "touch", outcome="snoozed")
    assert len(added(tx, seen())) == 0
    tell(tx, "touch", outcome="done")
    assert len(added(tx, seen())) == 1


def test_people_who_are_not_asked_about_get_nothing(tx: Writing) -> None:
    tell(tx, text="a call", incoming=True)
    assert len(added(tx, seen(), (BEN,))) == 0
