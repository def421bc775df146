"""Twelve years on one page: the counts are those of what happened, and what is only likely is said to be so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest
from tests.e2e.conftest import NOW, Kithly
from tests.e2e.shapes import misfits
from tests.e2e.years_shapes import YEARS

from kithly.app.belonging.eras import answer_era
from kithly.app.belonging.word import place
from kithly.app.bringing.import_files import import_paths
from kithly.app.changes import undo
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network, open_network
from kithly.app.persons.finding import Filters, find_people
from kithly.app.persons.people import list_people
from kithly.app.persons.twelve_years import people_of_year, twelve_years
from kithly.app.today.outcome import log
from kithly.app.views import YearsView
from kithly.errors import NotFound

ROBIN, IRMA, OTTO = "Robin Q <robin@quill.example>", "Irma S <irma@grouse.example>", "Otto K <otto@kite.example>"


def letter(number: int, sender: str, to: str, at: datetime) -> str:
    """Return one message of an mbox."""
    label = "Sent" if sender == ROBIN else "Inbox"
    return (
        f"From - Mon Jan 05 09:00:00 2015\nX-Gmail-Labels: {label}\nFrom: {sender}\nTo: {to}\nSubject: Bees\n"
        f"Date: {format_datetime(at)}\nMessage-ID: <m{number}@quill.example>\n\nHow are the bees?\n\n"
    )


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Network]:
    """Return a network of two people, written with in 2014, 2019 and around two new years, in New York's zone."""
    moments = [
        (IRMA, ROBIN, datetime(2014, 5, 1, 9, tzinfo=UTC)),
        (ROBIN, IRMA, datetime(2014, 5, 2, 9, tzinfo=UTC)),
        (ROBIN, IRMA, datetime(2019, 5, 2, 9, tzinfo=UTC)),
        (OTTO, ROBIN, datetime(2019, 7, 2, 9, tzinfo=UTC)),
        (ROBIN, OTTO, datetime(2020, 1, 1, 3, tzinfo=UTC)),  # the evening of 2019 in New York
        (IRMA, ROBIN, datetime(2026, 1, 1, 5, 30, tzinfo=UTC)),  # half past midnight there
    ]
    box = tmp_path / "All mail.mbox"
    box.write_text("".join(letter(number, *one) for number, one in enumerate(moments)), "utf-8")
    kithly = Kithly(data=tmp_path / "data")
    kithly.ok("me", "--set", "timezone=America/New_York", "--set", "address=robin@quill.example")
    with open_network(kithly.data, now=NOW) as network:
        import_paths(network, [box])
        yield network


@pytest.fixture
def opened(network: Kithly) -> Iterator[Network]:
    """Return an own copy of the imported network, open."""
    with open_network(network.data, now=NOW) as one:
        yield one


def test_each_year_counts_its_people_and_contacts_in_the_users_own_zone(written: Network) -> None:
    view = twelve_years(written)
    told = {one.year: (one.people, one.contacts) for one in view.years if one.contacts}
    assert told == {2019: (2, 3), 2026: (1, 1)}
    assert [one.year for one in view.years] == list(range(2015, 2027))
    assert [one.year for one in view.years if one.so_far] == [2026]
    assert (view.people, view.elsewhere) == (2, 2)


def test_who_the_people_of_a_year_are_can_be_looked_at(written: Network) -> None:
    view = people_of_year(written, 2019)
    assert [(one.person.name, one.contacts) for one in view.people] == [("Otto K", 2), ("Irma S", 1)]
    assert (view.total, view.contacts, view.so_far) == (2, 3, False)
    assert [one.person.name for one in people_of_year(written, 2019, limit=1, offset=1).people] == ["Irma S"]


def test_a_year_outside_the_twelve_is_refused_with_those_that_are_told(written: Network) -> None:
    with pytest.raises(NotFound, match=r"2014 is none of the last 12 years\.") as caught:
        people_of_year(written, 2014)
    assert "2015 to 2026" in caught.value.hint


def test_services_and_people_left_out_are_nobody_one_was_in_contact_with(written: Network) -> None:
    place(written, "Otto", "service")
    assert {one.year: one.people for one in twelve_years(written).years if one.people} == {2019: 1, 2026: 1}


def test_the_people_of_the_years_are_those_of_each_year(opened: Network) -> None:
    view = twelve_years(opened)
    everybody = set()
    for one in view.years:
        page = people_of_year(opened, one.year, limit=1_000)
        assert (len(page.people), page.contacts) == (one.people, one.contacts)
        assert sum(person.contacts for person in page.people) == one.contacts
        everybody |= {person.person.id for person in page.people}
    assert len(everybody) == view.people > 0


def counted(view: YearsView) -> tuple[object, ...]:
    """Return what is counted; how many would answer rests on ego's level, which a large network keeps."""
    along = [(one.person.id, one.contacts) for era in view.eras for one in era.along]
    return view.years, view.people, view.elsewhere, along


@pytest.mark.parametrize("large", [10, 500])
def test_what_is_kept_between_looks_is_what_a_look_from_nothing_finds(
    opened: Network, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    monkeypatch.setattr("kithly.app.derived.refresh.LARGE", large)  # from there on one person's rows are made anew
    twelve_years(opened)
    who = list_people(opened, limit=1, sort="strength").people[0].id
    done = log(opened, who)
    after = twelve_years(opened)
    opened.recall.forget()
    assert counted(twelve_years(opened)) == counted(after)
    undo(opened, done.change)
    taken_back = twelve_years(opened)
    assert taken_back.years[-1].contacts == after.years[-1].contacts - 1
    with opened.store.transaction() as tx:
        refresh(tx, now=NOW)
    opened.recall.forget()
    assert counted(twelve_years(opened)) == counted(taken_back)


def test_an_answer_turns_likely_people_of_an_era_into_confirmed_ones_or_none(opened: Network) -> None:
    asked = next(one for one in twelve_years(opened).eras if one.likely)
    assert asked.confirmed == 0
    answer_era(opened, asked.key, "all")
    sure = next(one for one in twelve_years(opened).eras if one.key == asked.key)
    assert (sure.likely, sure.people) == (0, sure.confirmed)
    assert sure.people >= asked.people
    answer_era(opened, asked.key, "no")
    none = next(one for one in twelve_years(opened).eras if one.key == asked.key)
    assert (none.people, none.in_touch, none.along) == (0, 0, ())
    assert none.would_answer.expected is None


def test_who_came_along_belongs_to_the_era_and_is_in_touch(opened: Network) -> None:
    bands = {one.id: one.tie.band.value for one in list_people(opened, limit=1_000).people if one.tie}
    for era in twelve_years(opened).eras:
        assert len(era.along) == min(era.in_touch, 5)
        assert era.confirmed + era.likely == era.people
        assert all(bands[one.person.id] == one.band for one in era.along)
        awake = Filters(era=era.key, bands=("strong", "warm"))
        assert era.in_touch == find_people(opened, filters=awake, limit=0).total  # what the page's link leads to
        if era.would_answer.interval:
            low, high = era.would_answer.interval
            assert 0 <= low <= (era.would_answer.expected or 0) <= high <= era.people


def test_the_json_keeps_its_shape(network: Kithly, kithly: Kithly) -> None:
    assert misfits(network.view("strength", "--years"), YEARS) == []
    assert misfits(kithly.view("strength", "--years"), YEARS) == []


def test_the_words_say_what_is_likely_and_where_to_say_so(network: Kithly) -> None:
    told = network.ok("strength", "--years")
    assert "With how many people you were in contact, 2015 to 2026:" in told
    assert "people likely come from here." in told
    assert "kithly eras " in told


def test_without_eras_the_years_stand_alone_and_say_where_to_tell_them(written: Network) -> None:
    told = Kithly(data=written.settings.folder).ok("strength", "--years")
    assert "2 people in all." in told
    assert "import your LinkedIn export" in told
    assert "none of your eras" not in told


def test_an_empty_machine_says_how_to_begin(kithly: Kithly) -> None:
    assert "Nothing is imported yet" in kithly.ok("strength", "--years")


def test_the_years_are_of_the_whole_network(network: Kithly) -> None:
    ran = network("strength", "Anna", "--years")
    assert ran.code == 2
    assert "kithly strength --years" in ran.err
