"""Lists of people: words, filters, orders, counts; and what is kept in memory is what a fresh look gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from kithly.app.belonging.eras import answer_era, eras
from kithly.app.belonging.named import name_people
from kithly.app.belonging.word import circle, importance, note, place, quiet, remembered
from kithly.app.changes import undo
from kithly.app.derived.refresh import refresh
from kithly.app.derived.standings import read_standings, standings_now
from kithly.app.network import Network
from kithly.app.persons.finding import SORTS, Filters, find_people
from kithly.app.persons.merging import same
from kithly.app.persons.notes import remove_note
from kithly.app.persons.roster import read_roster, roster_now
from kithly.app.recall import Recall
from kithly.app.said.decisions import words_now
from kithly.app.today.outcome import log
from kithly.app.views import PeopleView
from kithly.people import PersonId
from kithly.records import PartialDate, Position
from kithly.testing.store_samples import LINKEDIN, MAY, NOW, keep, sighted

PEOPLE = 6  # of the network in `conftest`
IN_NETWORK = Filters()


def names(view: PeopleView) -> list[str]:
    return [row.name.split()[0].casefold() for row in view.people]


def anew(network: Network) -> Network:
    """Return the same network as a new process sees it."""
    return replace(network, recall=Recall(network.store))


def test_a_list_is_by_name_and_knows_how_many_there_are(network: Network) -> None:
    view = find_people(network, limit=2, offset=1)
    assert names(view) == ["ben", "cy"]
    assert view.total == PEOPLE


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("an", ["ana"]),
        ("ZOE", ["zoë"]),
        ("zoë", ["zoë"]),
        ("acme", ["ben", "cy", "dora"]),
        ("fict acm do", ["dora"]),
        ("ben@example", ["ben"]),
        ("nobody", []),
    ],
)
def test_every_word_must_occur_without_case_and_accents(network: Network, query: str, found: list[str]) -> None:
    assert names(find_people(network, query)) == found


def test_a_circle_is_found_by_its_name_and_filtered_by_it(network: Network) -> None:
    circle(network, "ana", "Bäcker")
    circle(network, "dora", "Bäcker")
    assert names(find_people(network, "backer")) == ["ana", "dora"]
    assert names(find_people(network, filters=Filters(circle="bäcker"))) == ["ana", "dora"]
    assert names(find_people(network, filters=Filters(circle="nobody's"))) == []


def test_a_company_is_one_however_it_is_spelt(network: Network) -> None:
    assert names(find_people(network, filters=Filters(company="acme"))) == ["ben", "cy", "dora"]
    view = find_people(network)
    assert view.facets is not None
    assert (view.facets.companies[0].name, view.facets.companies[0].count) == ("Acme GmbH", 3)


def test_bands_are_filtered_and_counted(network: Network) -> None:
    view = find_people(network)
    assert view.facets is not None
    for one in view.facets.bands:
        assert find_people(network, filters=Filters(bands=(one.name,))).total == one.count
    assert sum(one.count for one in view.facets.bands) == PEOPLE
    every = tuple(one.name for one in view.facets.bands)
    assert find_people(network, filters=Filters(bands=every)).total == PEOPLE


def test_family_service_and_quiet_are_in_lists_of_their_own(network: Network) -> None:
    place(network, "ana", "family")
    place(network, "ben", "leave-out")
    quiet(network, "cy", on=True)
    lists = {
        where: names(find_people(network, filters=Filters(place=where))) for where in ("family", "leave out", "quiet")
    }
    assert lists == {"family": ["ana"], "leave out": ["ben"], "quiet": ["cy"]}
    assert names(find_people(network, filters=IN_NETWORK)) == ["dora", "eve", "zoë"]
    view = find_people(network, "fict", filters=IN_NETWORK)
    assert (view.total, view.elsewhere) == (3, 3)
    assert view.facets is not None
    assert {one.name: one.count for one in view.facets.places} == {
        "network": 3,
        "family": 1,
        "leave out": 1,
        "quiet": 1,
    }


def test_who_died_is_in_no_list_but_found_by_name(network: Network) -> None:
    remembered(network, "ana", on=True)
    for where in ("", "network", "quiet"):
        assert "ana" not in names(find_people(network, filters=Filters(place=where)))
    assert names(find_people(network, "ana")) == ["ana"]
    assert find_people(network, "ana", filters=IN_NETWORK).elsewhere == 1


def test_lists_are_sorted_the_largest_first_the_unknown_last_by_name(network: Network) -> None:
    importance(network, "dora", "highest")
    order = {sort: names(find_people(network, sort=sort)) for sort in SORTS}
    assert order["name"] == ["ana", "ben", "cy", "dora", "eve", "zoë"]
    assert order["silent"] == ["ben", "cy", "ana", "dora", "eve", "zoë"]
    assert order["last"] == ["ana", "cy", "ben", "dora", "eve", "zoë"]
    assert order["strength"][0] == "ana"
    assert order["strength"][-3:] == ["dora", "eve", "zoë"]
    assert order["importance"] == ["dora", "ana", "ben", "cy", "eve", "zoë"]


def test_a_row_shows_the_last_contact_and_the_rhythm(network: Network) -> None:
    ana, *_, zoe = find_people(network).people
    assert ana.last == MAY + timedelta(days=81)
    assert ana.rhythm is not None
    assert len(ana.rhythm.outgoing) == 32
    assert ana.rhythm.outgoing[-2:] == (2, 2)
    assert (zoe.last, zoe.rhythm) == (None, None)


def acts(network: Network) -> tuple[Callable[[], object], ...]:
    """Return what a user may say of people, one after the other."""
    return (
        lambda: circle(network, "ana", "Harbour"),
        lambda: note(network, "ben", "likes islands"),
        lambda: quiet(network, "cy", on=True),
        lambda: place(network, "dora", "family"),
        lambda: importance(network, "eve", "high"),
        lambda: remembered(network, "zoë", on=True),
        lambda: circle(network, "ana", "Harbour", remove=True),
        lambda: remembered(network, "zoë", on=False),
    )


def test_what_is_kept_in_memory_is_what_a_new_look_gives(network: Network) -> None:
    find_people(network)
    for act in acts(network):
        act()
        for sort in SORTS:
            for query, filters in (("", IN_NETWORK), ("", Filters(place="")), ("fict", IN_NETWORK)):
                here = find_people(network, query, filters=filters, sort=sort)
                assert here == find_people(anew(network), query, filters=filters, sort=sort)


def test_a_contact_told_moves_one_row_alone(network: Network) -> None:
    before = standings_now(network)
    find_people(network)
    log(network, "ben", "a call")
    after = standings_now(network)
    moved = [
        person
        for person in after.persons
        if (before.states[before.place[person]] != after.states[after.place[person]]).any()
    ]
    assert moved == [one.id for one in find_people(network, "ben").people]
    with network.store.reading() as kept:
        assert (read_standings(kept).states == after.states).all()
        assert list(read_roster(kept).people) == list(roster_now(network).people)
    assert find_people(network, "ben").people[0].last == NOW


def test_somebody_new_and_somebody_gone_are_seen(network: Network) -> None:
    assert find_people(network).total == PEOPLE
    with network.store.transaction() as tx:
        ana = next(row for row in tx.people.all() if row.person.name.startswith("Ana"))
        tx.people.upsert([replace(ana, person=replace(ana.person, name="Yara Fictional"))])
        tx.people.delete([row.person.id for row in tx.people.all() if row.person.name.startswith("Ben")])
    assert names(find_people(network)) == ["cy", "dora", "eve", "yara", "zoë"]
    assert find_people(network) == find_people(anew(network))


def test_an_era_is_filtered_by_and_counted(network: Network) -> None:
    position = Position(key="p", kind="work", organisation="Globex", title="Planner", started=PartialDate(year=2010))
    keep(network.store, "positions", [sighted(position)], family=LINKEDIN)
    with network.store.transaction() as tx:
        refresh(tx, now=NOW)
    key = eras(network).eras[0].key
    answer_era(network, key, "pick", ["ana", "zoë"])
    view = find_people(network, filters=Filters(era=key))
    assert names(view) == ["ana", "zoë"]
    assert view.facets is not None
    assert [(one.key, one.name, one.count) for one in view.facets.eras] == [(key, "Globex", 2)]
    assert view.people[0].eras[0].key == key
    assert names(find_people(network, filters=Filters(era="nobody's"))) == []


def test_words_folded_in_one_by_one_are_what_all_of_them_say(network: Network) -> None:
    words_now(network)
    more: tuple[Callable[[], object], ...] = (
        *acts(network),
        lambda: note(network, "ana", "first"),
        lambda: note(network, "ana", "second"),
        lambda: remove_note(network, words_now(network)[ana(network)].notes[0].id),
        lambda: undo(network, None),
        lambda: note(network, "ana", "third"),
        lambda: same(network, "ana", "ben"),
        lambda: note(network, "ana", "fourth"),
        lambda: name_people(network, ["Cy", "Eva, from the choir"]),
        lambda: name_people(network, ["Eva, from the choir"]),
    )
    for act in more:
        act()
        assert words_now(network) == words_now(anew(network))


def ana(network: Network) -> PersonId:
    return PersonId(find_people(network, "ana").people[0].id)
