"""Ego's years at each place, out of positions told with more or less care."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import permutations

import pytest

from kithly.history.eras import Era, EraKind, Held, Role, eras_of, is_same_era, last_day
from kithly.records import Evidence, PartialDate, Position

TODAY = date(2026, 3, 2)
EXPORT, OLDER = datetime(2026, 3, 1, tzinfo=UTC), datetime(2024, 5, 1, tzinfo=UTC)


def held(
    organisation: str,
    started: str = "",
    finished: str = "",
    *,
    school: bool = False,
    title: str = "",
    at: datetime = EXPORT,
) -> Held:
    return Held(
        position=Position(
            key=f"{organisation}|{title}|{started}",
            kind="school" if school else "work",
            organisation=organisation,
            title=title,
            started=PartialDate.parse(started) if started else None,
            finished=PartialDate.parse(finished) if finished else None,
        ),
        evidence=Evidence(record=f"{organisation} {title} {started}", source="test", at=at),
    )


def eras(*positions: Held) -> tuple[Era, ...]:
    return eras_of(positions, today=TODAY)


def told(*positions: Held) -> list[tuple[str, str]]:
    return [(era.heading, era.years) for era in eras(*positions)]


def test_each_employer_and_school_is_an_era_the_newest_first() -> None:
    assert told(
        held("Wickersea School", "2001", "2006", school=True),
        held("Nordlys Kraft", "2022-01"),
        held("Halden Marine AS", "2013-03", "2017-06"),
    ) == [
        ("Your Nordlys Kraft years", "since 2022"),
        ("Your Halden Marine years", "2013–17"),
        ("Your Wickersea School years", "2001–06"),
    ]


def test_positions_at_one_employer_that_touch_are_one_era_with_the_last_title() -> None:
    parts = [
        held("Halden Marine", "2010-01", "2012-05", title="Planner"),
        held("Halden Marine AS", "2012-06", "2014", title="Lead"),
        held("HALDEN MARINE", "2015-02", "2017-01", title="Head"),
    ]
    for order in permutations(parts):
        (era,) = eras(*order)
        assert (era.title, era.years, len(era.evidence)) == ("Head", "2010–17", 3)


def test_a_position_within_another_does_not_end_the_era_early() -> None:
    (era,) = eras(held("Halden", "2010", "2018"), held("Halden", "2012", "2013", title="Acting Lead"))
    assert era.years == "2010–18"


def test_somebody_who_left_for_years_and_came_back_has_two_eras() -> None:
    first, second = eras(held("Halden", "2018-01"), held("Halden", "2010-01", "2014-12"))
    assert (first.years, second.years) == ("since 2018", "2010–14")
    assert first.key != second.key
    assert not is_same_era(first, second, TODAY)


def test_work_and_study_at_one_place_are_two_eras() -> None:
    kinds = {
        era.kind: era.role
        for era in eras(held("Tarn University", "2004", "2009", school=True), held("Tarn University", "2009", "2011"))
    }
    assert kinds == {EraKind.SCHOOL: Role.CLASSMATES, EraKind.WORK: Role.COWORKERS}


@pytest.mark.parametrize(
    ("started", "finished", "years", "has_span"),
    [
        ("2013", "2017", "2013–17", True),
        ("1998", "2004", "1998–2004", True),
        ("2013-05", "2013-11", "2013", True),
        ("2013", "", "since 2013", True),
        ("", "2017", "until 2017", False),
        ("", "", "", False),
        ("2017", "2013", "2017", False),
    ],
)
def test_what_is_not_told_is_not_made_up(started: str, finished: str, years: str, *, has_span: bool) -> None:
    (era,) = eras(held("Halden", started, finished))
    assert (era.years, era.span(TODAY) is not None) == (years, has_span)


def test_a_position_without_dates_joins_the_only_era_of_its_employer() -> None:
    (era,) = eras(held("Halden", "2013", "2017"), held("Halden", title="Board member"))
    assert era.years == "2013–17"
    assert len(era.evidence) == 2


def test_a_school_without_an_end_is_over_after_five_years() -> None:
    old, new = (eras(held("Tarn", year, school=True))[0] for year in ("2009-09", "2024-09"))
    assert (old.lasts, old.years, old.span(TODAY)) == (False, "from 2009", (date(2009, 9, 1), date(2014, 9, 1)))
    assert (new.lasts, new.years, new.span(TODAY)) == (True, "since 2024", (date(2024, 9, 1), TODAY))


def test_a_position_that_left_the_export_lasted_until_it_was_last_seen() -> None:
    now, gone = eras(held("Nordlys", "2024-06"), held("Halden", "2013", at=OLDER))
    assert now.lasts
    assert (gone.lasts, gone.years) == (False, "2013–24")


def test_a_key_stays_when_the_end_or_the_title_changes() -> None:
    before, after = eras(held("Halden", "2013"))[0], eras(held("Halden AS", "2013", "2025-12", title="Head"))[0]
    assert before.key == after.key


def test_an_era_is_known_again_when_a_second_stay_gives_it_another_key() -> None:
    (before,) = eras(held("Halden", "2010", "2014"))
    second, first = eras(held("Halden", "2010", "2014"), held("Halden", "2018", "2020"))
    assert before.key != first.key
    assert is_same_era(first, before, TODAY)
    assert not is_same_era(second, before, TODAY)


def test_a_title_without_an_employer_is_an_era_and_nothing_at_all_is_none() -> None:
    assert told(held("", "2013", "2014", title="Founder"), held("")) == [("Your Founder years", "2013–14")]


def test_people_of_the_own_business_are_clients() -> None:
    (era,) = eras(held("Freelance", "2013", "2014"))
    assert (era.role, era.role.one) == (Role.CLIENTS, "client")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2017", date(2017, 12, 31)),
        ("2016-02", date(2016, 2, 29)),
        ("2024-07-01", date(2024, 7, 31)),
        ("2024-07-15", date(2024, 7, 15)),
        ("--07-15", None),
    ],
)
def test_an_end_is_the_last_day_it_can_mean(text: str, day: date | None) -> None:
    assert last_day(PartialDate.parse(text)) == day
