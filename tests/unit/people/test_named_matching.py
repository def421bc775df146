"""Whom a line means: candidates with reasons, never sure by a part of a name."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pytest

from kithly.people import Portrait, Seen
from kithly.people.named_matching import SURELY_NOT_SURE, NamedPerson, Network, suggest_named
from kithly.records import Evidence


def somebody(name: str, company: str = "") -> Portrait:
    seen = Seen(evidence=Evidence(record=f"record of {name}", source="test"), name=name, company=company)
    return Portrait(id=name, seen=(seen,))


def line(name: str, about: str = "") -> NamedPerson:
    return NamedPerson(id="line", name=name, about=about, evidence=Evidence(record="word", source="self", quote=name))


def meant(
    wanted: NamedPerson,
    *people: Portrait,
    contacts: Mapping[str, int] | None = None,
    places: Mapping[str, Collection[str]] | None = None,
    different: Collection[tuple[str, str]] = (),
) -> dict[str, float]:
    network = Network(portraits=people, contacts=contacts or {}, places=places or {}, different=different)
    found = suggest_named([wanted], network)
    return {(one.b if one.a == "line" else one.a): one.score for one in found}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Tomasz Wieczorek", "Tomasz Wieczorek"),
        ("tomasz wieczorek", "Dr. Tomasz Wieczorek"),
        ("Kate Quandtmore", "Katherine Quandtmore"),
        ("Tomasz", "Tomasz Wieczorek"),
        ("Kate", "Katherine Quandtmore"),
        ("Prof. Haugland", "Einar Haugland"),
        ("Haugland", "Einar Haugland"),
        ("Siobhan", "Siobhán Ní Bhriain"),
    ],
)
def test_the_only_one_of_a_name_is_likely_meant(written: str, name: str) -> None:
    assert set(meant(line(written), somebody(name), somebody("Pat O'Rourke"))) == {name}


def test_a_part_of_a_name_is_never_sure() -> None:
    assert meant(line("Tomasz"), somebody("Tomasz Wieczorek"))["Tomasz Wieczorek"] <= SURELY_NOT_SURE < 0.9
    assert meant(line("Tomasz Wieczorek"), somebody("Tomasz Wieczorek"))["Tomasz Wieczorek"] >= 0.9


def test_of_several_the_one_in_touch_is_likelier() -> None:
    found = meant(line("Ana"), somebody("Ana Lee"), somebody("Ana Roe"), contacts={"Ana Lee": 200})
    assert found["Ana Lee"] > found["Ana Roe"]
    assert sum(found.values()) <= 1


def test_the_other_words_of_a_line_point_at_employer_era_and_second_name() -> None:
    people = (somebody("Ana Lee", "Nordlys Kraft AS"), somebody("Ana Roe"))
    assert meant(line("Ana", "from the Nordlys days"), *people)["Ana Lee"] > 0.6
    assert meant(line("Ana", "Nordlys"), *people, places={"Ana Roe": ["Nordlys Sjø"]})["Ana Roe"] == pytest.approx(0.45)
    found = meant(line("Haugland", "Einar"), somebody("Einar Haugland"), somebody("Kari Haugland"))
    assert found["Einar Haugland"] > 0.6


def test_a_full_name_leaves_those_who_share_a_part_out() -> None:
    assert set(meant(line("Ana Lee"), somebody("Ana Lee"), somebody("Ana Roe"), somebody("Ben Lee"))) == {"Ana Lee"}


def test_a_title_speaks_of_the_family_name() -> None:
    assert set(meant(line("Prof. Martin"), somebody("Ana Martin"), somebody("Martin Roe"))) == {"Ana Martin"}


def test_among_too_many_nobody_is_suggested() -> None:
    assert meant(line("Ana"), *(somebody(f"Ana Lee{number}") for number in range(12))) == {}


def test_two_people_the_user_called_two_are_not_suggested() -> None:
    assert meant(line("Ana"), somebody("Ana Lee"), different=[("Ana Lee", "line")]) == {}


def test_each_suggestion_says_why_with_the_line_and_the_record() -> None:
    people = (somebody("Ana Lee", "Nordlys"), somebody("Ana Roe"))
    network = Network(portraits=people, contacts={}, places={})
    first = suggest_named([line("Ana", "the Nordlys days")], network)[0]
    assert [one.text for one in first.because] == [
        "You named Ana, and Ana Lee is one of 2 who fit.",
        "Your line speaks of “nordlys”, and so do their records.",
    ]
    assert [proof.record for proof in first.because[0].evidence] == ["word", "record of Ana Lee"]
