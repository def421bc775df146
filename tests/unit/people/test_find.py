"""Whom the user means."""

from __future__ import annotations

import pytest

from kithly.people import Person, PersonId, find
from kithly.records import Identity, IdentityKind

ANA = Person(
    id=PersonId("0a1b2c3d"),
    name="Ana Müller",
    identities=(Identity(IdentityKind.EMAIL, "ana@acme.example"), Identity(IdentityKind.PHONE, "+15550100")),
)
ANABEL = Person(id=PersonId("1f2e"), name="Anabel Ortiz", identities=(Identity(IdentityKind.LINKEDIN, "anabel-o"),))
BEN = Person(id=PersonId("9z"), name="Ben Anaya", identities=(Identity(IdentityKind.EMAIL, "ben.a@globex.example"),))
OTHER_BEN = Person(id=PersonId("8y"), name="Ben Anaya")
PEOPLE = (OTHER_BEN, BEN, ANABEL, ANA)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0a1b2c3d", [ANA]),
        ("0a1b", [ANA]),
        ("ANA@acme.example", [ANA]),
        ("+1 555 0100", [ANA]),
        ("https://www.linkedin.com/in/Anabel-O/", [ANABEL]),
        ("ana muller", [ANA]),
        ("mueller", [ANA]),
        ("müller ana", [ANA]),
        ("ortiz", [ANABEL]),
        ("an m", [ANA]),
        ("ben", [OTHER_BEN, BEN]),
        ("globex", [BEN]),
        ("abel", [ANABEL]),
        ("nobody", []),
        ("  ", []),
    ],
)
def test_a_part_a_name_an_address_or_an_id_finds_people(text: str, expected: list[Person]) -> None:
    assert list(find(text, PEOPLE)) == expected


def test_a_full_name_is_an_answer_even_if_it_begins_another() -> None:
    ana, anna = Person(id=PersonId("1"), name="Ana"), Person(id=PersonId("2"), name="Ana Lee")
    assert find("ana", [anna, ana]) == (ana,)


def test_ambiguous_parts_give_all_candidates_in_one_order() -> None:
    assert find("ana", PEOPLE) == find("ana", PEOPLE[::-1]) == (ANA, ANABEL, OTHER_BEN, BEN)
