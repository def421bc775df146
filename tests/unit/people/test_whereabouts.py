"""Where people live: a country only where addresses or numbers agree on one."""

from __future__ import annotations

from zoneinfo import available_timezones

import pytest

from kithly.people import whereabouts
from kithly.people.whereabouts import country_of
from kithly.records import Identity, IdentityKind


def phones(*numbers: str) -> list[Identity]:
    return [Identity(IdentityKind.PHONE, number) for number in numbers]


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("+6421345678", "New Zealand"),
        ("+498912345678", "Germany"),
        ("+12125550123", "the United States"),
        ("+16135550123", "Canada"),
        ("+77012345678", "Kazakhstan"),
    ],
)
def test_a_country_code_tells_a_country(number: str, name: str) -> None:
    found = country_of(phones(number))
    assert found is not None
    assert found.name == name


def test_two_countries_tell_none() -> None:
    assert country_of(phones("+6421345678", "+498912345678")) is None


def test_a_number_without_country_code_and_a_mail_address_tell_nothing() -> None:
    assert country_of([*phones("02134567"), Identity(IdentityKind.EMAIL, "ana@example.de")]) is None


def test_a_postal_address_comes_before_a_number_kept_from_elsewhere() -> None:
    found = country_of(phones("+6421345678"), ["Lange Gasse 3, 1080 Wien, Österreich"])
    assert found is not None
    assert found.name == "Austria"


def test_an_address_without_its_country_leaves_it_to_the_number() -> None:
    found = country_of(phones("+6421345678"), ["12 Quay Street, Auckland"])
    assert found is not None
    assert found.name == "New Zealand"


def test_every_zone_of_the_table_is_one() -> None:
    told = {zone for country in whereabouts._countries().values() for zone in country.zones}
    assert len(told) > 400
    assert told <= available_timezones()
