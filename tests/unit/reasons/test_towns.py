"""Towns are the same only where nothing speaks against it; a trip is a reason for those who live there."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pace import spent

from kithly.people import Person, PersonId
from kithly.reasons import Facts, ReasonKind, TouchKind, Trip, arise, is_same_town, town_in
from kithly.records import Evidence

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
ANA = Person(id=PersonId("ana"), name="Ana Example", given="Ana")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Oslo", "Storgata 5, 0184 Oslo, Norway"),
        ("Paris, France", "12 Rue X, 75001 Paris"),
        ("12 Rue X, 75001 Paris, France", "PARIS"),
        ("Paris, TX", "1 Main Street, Paris, TX 75460, United States"),
        ("Köln", "Koln"),
        ("Hafenstrasse 3, 20459 Hamburg, Germany", "Hamburg, Deutschland"),
    ],
)
def test_one_town_is_known_however_it_is_written(one: str, other: str) -> None:
    towns = town_in(one), town_in(other)
    assert towns[0]
    assert towns[1]
    assert is_same_town(towns[0], towns[1])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Paris, Texas", "Paris"),
        ("Paris, TX", "12 Rue X, 75001 Paris, France"),
        ("Springfield, IL", "Springfield, MO"),
        ("Birmingham, United Kingdom", "Birmingham, United States"),
        ("Oslo", "Bergen"),
        ("Cambridge, MA", "Cambridge"),
    ],
)
def test_two_towns_of_one_name_are_two(one: str, other: str) -> None:
    towns = town_in(one), town_in(other)
    assert towns[0]
    assert towns[1]
    assert not is_same_town(towns[0], towns[1])
    assert not is_same_town(towns[1], towns[0])


@pytest.mark.parametrize(
    "place", ["", "https://meet.example/abc", "Zoom", "Microsoft Teams Meeting", "phone call", "4"]
)
def test_a_link_or_a_call_is_no_town(place: str) -> None:
    assert town_in(place) is None


@pytest.mark.parametrize("piece", ["a", '"'])
def test_a_place_without_end_takes_no_time(piece: str) -> None:
    began = time.process_time()
    town_in(piece * 200_000)
    assert spent(began) < 1.0


@given(st.text(max_size=80))
def test_any_place_is_read_and_is_the_same_as_itself(place: str) -> None:
    town = town_in(place)
    assert town is None or is_same_town(town, town) or bool(town.regions)


def trip(days: float, **more: object) -> Trip:
    one = Trip(
        record=f"t{days}",
        source="ical",
        at=NOW + timedelta(days=days),
        title="Fair",
        town="Oslo",
        told_by="your address book",
        home=Evidence(record="c", source="vcard", at=NOW, quote="0184 Oslo"),
    )
    return replace(one, **more)  # type: ignore[arg-type]


def facts(*trips: Trip, last: float = 90) -> Facts:
    return Facts(person=ANA, trips=trips, last_in=NOW - timedelta(days=last))


def test_three_weeks_before_a_trip_its_people_hear_of_it() -> None:
    (reason,) = arise(facts(trip(10), trip(12)), NOW)
    assert (reason.kind, reason.touch) == (ReasonKind.TOWN, TouchKind.GREET)
    assert reason.text == "You will be in Oslo on 25 June 2026 (“Fair”), and Ana is in Oslo by your address book."
    assert (reason.starts, reason.ends) == (date(2026, 6, 4), date(2026, 6, 24))
    assert [one.record for one in reason.evidence] == ["t10", "c"]


def test_after_a_year_it_is_a_reconnection_and_past_or_far_trips_say_nothing() -> None:
    assert arise(facts(trip(10), last=500), NOW)[0].touch is TouchKind.RECONNECT
    assert arise(facts(trip(-1), trip(40)), NOW) == ()


def test_a_private_title_is_not_told() -> None:
    assert "Funeral" not in arise(facts(trip(10, title="Funeral of uncle Bo")), NOW)[0].text
