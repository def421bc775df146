"""Names fit to show and to greet by."""

from __future__ import annotations

import pytest
from nameparser import HumanName

from kithly.people import display_name, given_name


@pytest.mark.parametrize(
    ("written", "shown", "greeted"),
    [
        ("Ana Lee", "Ana Lee", "Ana"),
        ("'Ana Lee' via Board", "Ana Lee", "Ana"),
        ('"Lee, Ana"', "Ana Lee", "Ana"),
        ("Lee, Ana <ana@acme.example>", "Ana Lee", "Ana"),
        ("Dr. Ana Lee, PhD", "Ana Lee", "Ana"),
        ("Ana Lee, Acme Inc", "Ana Lee", "Ana"),
        ("Smith, John, Jr.", "John Smith", "John"),
        ("van der Berg, Jan", "Jan van der Berg", "Jan"),
        ("ANA O'NEILL-RUIZ", "Ana O'Neill-Ruiz", "Ana"),
        ("ana lee", "Ana Lee", "Ana"),
        ("Ana Lee (she/her) 🎉", "Ana Lee", "Ana"),
        ("Mr. Smith", "Smith", ""),
        ("Prof. Dr. Lee", "Lee", ""),
        ("J. R. Smith", "J. R. Smith", ""),
        ("J. Robert Smith", "J. Robert Smith", "Robert"),
        ("Sir Ben", "Ben", "Ben"),
        ("Nagy István", "Nagy István", "István"),
        ("王小明", "王小明", ""),
        ("王 小明", "王 小明", "王 小明"),
        ("김 민수", "김 민수", "김 민수"),
        ("Acme Support", "Acme Support", ""),
        ("ana.lee@acme.example", "", ""),
        ("+1 555 0100", "", ""),
        ("", "", ""),
        ("\u202eAna\u200b Lee", "Ana Lee", "Ana"),
    ],
)
def test_a_written_name_is_shown_and_greeted(written: str, shown: str, greeted: str) -> None:
    assert display_name(written) == shown
    assert given_name(written) == greeted


def test_the_given_name_a_source_tells_apart_wins() -> None:
    assert given_name("Mary Ann Lee", "Mary Ann") == "Mary Ann"
    assert given_name("Ana Lee", "Dr. ANA") == "Ana"
    assert given_name("J. Robert Lee", "J.") == "Robert"


@pytest.mark.parametrize(
    "written", ["Ana Lee", "Lee, Ana", "Dr. Ana Lee", "Ana Lee, PhD", "Ben de la Vega", "Ana M. Lee"]
)
def test_greetings_agree_with_a_foreign_parser(written: str) -> None:
    assert given_name(written) == HumanName(written).first
