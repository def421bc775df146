"""What address books say of a person: each thing once, the newest first, with its record."""

from __future__ import annotations

from datetime import UTC, datetime

import hypothesis.strategies as st
from hypothesis import given

from kithly.people.told import Fact, Source, facts_told
from kithly.records import Contact, NamedDay, PartialDate, Relation

OLD, NEW = datetime(2020, 1, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC)
WEDDING = PartialDate(year=2011, month=9, day=17)
OTHER = PartialDate(year=2011, month=9, day=18)


def source(record: int, at: datetime, **says: object) -> Source:
    return Source(record=record, observed_at=at, contact=Contact(key=f"uid:{record}", name="Zita", **says))  # type: ignore[arg-type]  # by name


def told(*sources: Source) -> list[str]:
    return [f"{fact.kind} {fact.label} {fact.value} @{fact.record}" for fact in facts_told(sources)]


def test_of_two_days_of_one_name_the_newer_word_counts() -> None:
    old = source(1, OLD, days=(NamedDay(label="anniversary", day=OTHER), NamedDay(label="met", day=OTHER)))
    new = source(2, NEW, days=(NamedDay(label="anniversary", day=WEDDING),))
    assert told(old, new) == ["day anniversary 2011-09-17 @2", "day met 2011-09-18 @1"]


def test_a_birthday_with_its_year_comes_before_a_newer_one_without() -> None:
    old = source(1, OLD, birthday=PartialDate(year=1980, month=2, day=3))
    new = source(2, NEW, birthday=PartialDate(month=2, day=3))
    assert told(old, new) == ["birthday  1980-02-03 @1"]


def test_relations_places_and_lists_of_all_records_stand_once_each() -> None:
    spouse, friend = Relation(label="spouse", name="Bram Q."), Relation(label="friend", name="Ines")
    old = source(1, OLD, relations=(Relation(label="spouse", name="bram q"), friend), labels=("Choir",))
    new = source(2, NEW, relations=(spouse,), places=("12 Heron Quay",), labels=("choir", "Boats"))
    assert told(old, new) == [
        "relation spouse Bram Q. @2",
        "relation friend Ines @1",
        "place  12 Heron Quay @2",
        "label  choir @2",
        "label  Boats @2",
    ]


def test_a_death_without_its_day_is_told_and_one_with_it_rather() -> None:
    assert told(source(1, OLD, died=True)) == ["died   @1"]
    dated = source(1, OLD, died=True, died_on=WEDDING)
    assert told(dated, source(2, NEW, died=True)) == ["died  2011-09-17 @1"]


def test_a_record_that_says_nothing_tells_nothing() -> None:
    assert facts_told([source(1, OLD)]) == ()


@given(st.permutations([source(1, OLD, nickname="Zi"), source(2, NEW, nickname="Zee"), source(3, OLD, places=("A",))]))
def test_the_order_of_records_does_not_matter(sources: list[Source]) -> None:
    assert facts_told(sources) == (
        Fact(kind="nickname", label="", value="Zee", record=2),
        Fact(kind="place", label="", value="A", record=3),
    )
