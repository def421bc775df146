"""Two spellings of one number are one; two numbers never are."""

from __future__ import annotations

from kithly.people.phones import international, same_numbers, usual_regions


def test_a_national_number_is_read_in_the_usual_region() -> None:
    assert usual_regions(["+4917012345678", "+4930123456", "+14155550123", "0170999"]) == ("DE", "US")
    assert international("017012345678", ("DE", "US")) == "+4917012345678"
    assert international("4155550123", ("US", "DE")) == "+14155550123"
    assert international("12345678", ("DK",)) == "+4512345678"


def test_the_zero_dialled_within_a_country_is_no_part_of_a_number() -> None:
    assert international("+4901701234567", ()) == "+491701234567"
    assert international("+442071234567", ()) == "+442071234567"
    assert international("+3530861234567", ()) == "+353861234567"


def test_what_cannot_be_told_stays_as_it_is() -> None:
    assert international("017012345678", ()) == "017012345678"
    assert international("110", ("DE",)) == "110"
    assert international("+999", ()) == "+999"


def test_spellings_are_grouped() -> None:
    numbers = ["+4917012345678", "017012345678", "017012345679", "+4917012345670"]
    assert same_numbers(numbers, ("DE",)) == (("+4917012345678", "017012345678"),)
    assert same_numbers(numbers, ()) == ()
