"""Meetings in a network: whom one knows by them, what they mean for ties, and that nothing ahead counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kithly.app.derived import refresh as refreshing
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network
from kithly.app.persons.all_happened import all_happened
from kithly.app.persons.biography import biography as show_biography
from kithly.app.persons.searching import search
from kithly.app.persons.timeline import timeline
from kithly.app.recall import Recall
from kithly.app.settings import Settings
from kithly.app.today.day import today
from kithly.app.today.outcome import log
from kithly.records import Channel, Flag, Meeting, Party, Profile, Record
from kithly.store import Store
from kithly.testing.store_samples import email, keep, mail, party, sighted
from kithly.ties import Column

NOW = datetime(2024, 6, 3, 9, tzinfo=UTC)
ME = Profile(key="me", name="Me Fictional", identities=(email("me"),))


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as opened:
        yield opened


def network(store: Store, folder: Path, *, now: datetime = NOW) -> Network:
    return Network(store=store, settings=Settings(folder=folder), now=now, zone=ZoneInfo("UTC"), recall=Recall(store))


def met(key: str, *who: str, days: float = -10, **more: object) -> Meeting:
    told = Meeting(
        key=key,
        channel=Channel.MEETING,
        at=NOW + timedelta(days=days),
        title=f"About {key}",
        attendees=tuple(party(name) for name in who),
        attendance=len(who),
    )
    return replace(told, **more)  # type: ignore[arg-type]  # fields of a meeting


def brought(store: Store, *records: Record, now: datetime = NOW) -> None:
    keep(store, "calendar", [sighted(ME), *map(sighted, records)])
    with store.transaction() as tx:
        refresh(tx, now=now)


def counts(store: Store, column: Column) -> dict[str, float]:
    with store.reading() as kept:
        ids, states, _ = kept.ties.all()
        names = {row.person.id: row.person.name for row in kept.people.all()}
    return {names[person]: float(state[column]) for person, state in zip(ids, states, strict=True) if person in names}


def listed(store: Store, folder: Path) -> list[str]:
    del folder
    with store.reading() as kept:
        return sorted(row.person.name for row in kept.people.list())


def test_people_met_in_a_small_meeting_are_known_and_in_contact(store: Store, tmp_path: Path) -> None:
    brought(store, met("1", "me", "ana", "ben"))
    assert listed(store, tmp_path) == ["Ana", "Ben"]
    assert counts(store, Column.COUNT_MET) == {"Ana": 1, "Ben": 1}
    assert counts(store, Column.COUNT_IN) == counts(store, Column.COUNT_OUT) == {"Ana": 0.5, "Ben": 0.5}
    assert set(counts(store, Column.PERSONAL_OUT).values()) == {0.25}


def test_people_only_ever_met_among_many_are_not_known_but_a_known_one_is_met_there(
    store: Store, tmp_path: Path
) -> None:
    crowd = [f"guest{letter}" for letter in "abcdefgh"]
    brought(store, met("1", "me", *crowd), mail("a", "guesta", "me"))
    assert listed(store, tmp_path) == ["Guesta"]
    assert counts(store, Column.COUNT_MET) == {"Guesta": 1}


@pytest.mark.parametrize(
    "meeting",
    [
        met("1", "ana", declined=(party("me"),)),
        met("1", "me", "ana", is_cancelled=True),
        met("1", "ana", "ben", is_mine=False),
        met("1", *(f"guest{letter}" for letter in "abcdefghijklmnopqrstuv")),
    ],
    ids=["declined", "cancelled", "of others", "a crowd"],
)
def test_no_meeting_of_egos_makes_nobody(store: Store, tmp_path: Path, meeting: Meeting) -> None:
    brought(store, meeting)
    assert listed(store, tmp_path) == []


def test_the_owner_of_egos_own_calendar_is_ego_by_whatever_address(store: Store, tmp_path: Path) -> None:
    brought(store, met("1", "alias", "ana", owner=email("alias")))
    assert listed(store, tmp_path) == ["Ana"]


def test_a_guest_without_an_address_is_counted_but_is_nobody(store: Store, tmp_path: Path) -> None:
    brought(
        store,
        met("1", "me", "ana", attendees=(party("me"), party("ana"), Party(name="Ida", identity=None)), attendance=3),
    )
    assert listed(store, tmp_path) == ["Ana"]
    assert counts(store, Column.PERSONAL_IN) == {"Ana": 0.25}


def test_a_meeting_asks_for_no_answer_and_answers_nothing(store: Store) -> None:
    brought(store, mail("a", "me", "ana", flags=Flag.SENT), met("1", "me", "ana"))
    (row,) = [counts(store, column)["Ana"] for column in (Column.TURNS,)]
    assert row == 1
    assert counts(store, Column.TURNS_ANSWERED) == {"Ana": 0}
    assert counts(store, Column.OPENINGS) == {"Ana": 1}


def test_a_small_meeting_closes_a_question_and_a_large_one_does_not() -> None:
    def owed(*records: Record) -> bool:
        with Store.open(":memory:") as fresh:
            brought(fresh, mail("q", "ana", "me", text="When do we sail?", days=25, flags=Flag.ASKS),
                    mail("b", "me", "ana", text="Hello", days=1, flags=Flag.SENT), *records)  # fmt: skip
            with fresh.reading() as kept:
                return any(one.kind == "owed_reply" or "sail" in str(one) for one in kept.reasons.active(NOW.date()))

    assert owed()
    assert not owed(met("1", "me", "ana", days=-2))
    assert owed(met("1", "me", "ana", "a", "b", "c", "d", "e", days=-2))
    assert owed(met("1", "me", "ana", days=2))


@pytest.mark.parametrize("large", [False, True])
def test_what_lies_ahead_counts_only_once_it_has_been(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, large: bool
) -> None:
    monkeypatch.setattr(refreshing, "LARGE", 0 if large else 500)
    brought(
        store,
        mail("a", "ana", "me"),
        mail("b", "ben", "me"),
        met("1", "me", "ana", days=1),
        met("2", "me", "ben", days=2),
    )
    assert set(counts(store, Column.COUNT_MET).values()) == {0}
    assert timeline(network(store, tmp_path), "ana").entries[0].kind == "meeting"
    for days, expected in ((0.5, (0, 0)), (1.5, (1, 0)), (1.6, (1, 0)), (3, (1, 1))):
        today(network(store, tmp_path, now=NOW + timedelta(days=days)))
        found = counts(store, Column.COUNT_MET)
        assert (found["Ana"], found["Ben"]) == expected
    with store.rehearsal() as tx:
        kept = tx.ties.all().states
        refresh(tx, now=NOW + timedelta(days=3))
        assert (tx.ties.all().states == kept).all()


def test_a_meeting_added_to_a_large_network_is_due_in_its_time(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refreshing, "LARGE", 0)
    brought(store, mail("a", "ana", "me"), mail("b", "ben", "me"), met("1", "me", "ana", days=1))
    later = NOW + timedelta(days=1.5)
    _, added = keep(store, "more", [sighted(met("2", "me", "ben", days=2))], family="calendar")
    with store.transaction() as tx:
        refreshing.refresh_after(tx, added, now=later)  # while the first has begun, and nobody has looked yet
    today(network(store, tmp_path, now=later))
    assert counts(store, Column.COUNT_MET) == {"Ana": 1, "Ben": 0}
    today(network(store, tmp_path, now=NOW + timedelta(days=2.5)))
    assert counts(store, Column.COUNT_MET) == {"Ana": 1, "Ben": 1}


def test_what_happened_is_told_in_sentences(store: Store, tmp_path: Path) -> None:
    brought(
        store,
        met("1", "me", "ana", "ben", "cy", "dee", place="Pier 4"),
        met("2", "me", "ana", days=-9),
        met("3", "me", "ana", "ben", days=5),
        met("5", "me", "ana", days=12),
        met("4", "me", "ana", days=-8, declined=(party("ben"),)),
        mail("a", "ana", "me"),
    )
    told = [one.text for one in all_happened(network(store, tmp_path), "ana").happened]
    assert told == [
        "You are going to meet: About 3, with 1 other.",
        "You met: About 4.",
        "You met: About 2.",
        "You met at Pier 4: About 1, with 3 others.",
        "Wrote to you.",
    ]
    assert len(all_happened(network(store, tmp_path), "ben").happened) == 2


def test_a_meeting_is_found_by_its_title(store: Store, tmp_path: Path) -> None:
    brought(store, met("1", "me", "ana", title="Lantern budget", text="Bring the numbers"))
    (hit,) = search(network(store, tmp_path), "lantern numbers").hits
    assert (hit.side, hit.channel, hit.quote) == ("with", "meeting", "Lantern budget: Bring the numbers")
    assert hit.person is not None
    assert hit.person.name == "Ana"


def test_the_years_tell_meetings_apart_from_words(store: Store, tmp_path: Path) -> None:
    brought(
        store,
        mail("a", "ana", "me"),
        met("1", "me", "ana"),
        met("2", "me", "ana", days=-200),
        met("3", "me", "ana", days=9),
    )
    found = show_biography(network(store, tmp_path), "ana")
    assert found.curve.endswith("They wrote in 1 quarter; nothing from you was seen. You met in 2 quarters.")
    assert [(one.out, one.incoming, one.met) for one in found.quarters if one.incoming] == [(1, 1, 1), (1, 2, 1)]
    assert not found.is_your_turn


def test_a_contact_told_by_the_user_is_the_meeting_of_that_day_and_not_a_later_one(
    store: Store, tmp_path: Path
) -> None:
    brought(store, mail("a", "ana", "me"), met("1", "me", "ana", days=-3), met("2", "me", "ana", days=1))
    for day, expected in ((date(2024, 5, 31), 1.5), (NOW.date(), 2.5)):
        log(network(store, tmp_path), "ana", "coffee", incoming=True, day=day)
        assert counts(store, Column.COUNT_IN)["Ana"] == expected
