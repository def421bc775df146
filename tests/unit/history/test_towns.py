"""The town in one line of a postal address."""

from __future__ import annotations

import pytest

from kithly.history.towns import town_of


@pytest.mark.parametrize(
    ("address", "town"),
    [
        ("Storgata 5, 0184 Oslo, Norway", "Oslo"),
        ("1 Main Street, 62701 Springfield, IL, USA", "Springfield"),
        ("Hauptstr. 5, D-10115 Berlin, Deutschland", "Berlin"),
        ("The Old Mill, SW1A 1AA London, England", "London"),
        ("Berlin, Deutschland", "Berlin"),
        ("Springfield, IL, USA", "Springfield"),
        ("Oslo", "Oslo"),
        ("10115 Berlin", "Berlin"),
        ("12 High Street", ""),
        ("Storgata 5", ""),
        ("3-1 Chiyoda, 東京都, 日本", "東京都"),
        ("", ""),
        (" , ,", ""),
        ("12345", ""),
    ],
)
def test_a_town_is_read_from_an_address_as_sources_write_it(address: str, town: str) -> None:
    assert town_of(address) == town
