"""What looks for a pattern in a foreign text takes time as the text is long, and no more."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from kithly.sources._formats.vcard.days import partial_date
from kithly.sources._formats.vcard.handles import number_of
from kithly.sources.contacts_csv import cells

LENGTH = 60_000
RUNS = [
    " ",
    "\t ",
    "\u00a0",
    "0",
    "1 ",
    ",",
    " ,",
    "@",
    "<",
    "<@",
    "<a@ ",
    "(https://",
    "T1:",
    "T 1",
    "x ",
    "#1 ",
    ";ext",
]


@pytest.mark.parametrize(
    "read",
    [cells.values, cells.names, cells.address, cells.without_link, number_of, partial_date],
    ids=lambda read: read.__name__,
)
def test_a_long_run_of_anything_is_read_at_once(read: Callable[[str], object]) -> None:
    began = time.process_time()
    for run in RUNS:
        read("1" + run * (LENGTH // len(run)) + "\n!")
    assert time.process_time() - began < 1


def test_values_are_parted_and_days_are_told_as_before() -> None:
    assert cells.values("a ; b,c ::: d | e\r\nf") == ("a", "b", "c", "d", "e", "f")
    assert cells.names("Lee, Ana ; Bo  (https://notion.so/x) | Cy") == ("Lee, Ana", "Bo", "Cy")
    assert cells.address("Ana <ana@a.example>") == "ana@a.example"
    assert cells.without_link("Ana  (https://notion.so/x)") == "Ana"
    days = [partial_date(text) for text in ("1980-04-12 00:00", "1980-04-12T10:00:00Z", "1980-04-12  10:00")]
    assert [day and day.iso() for day in days] == ["1980-04-12"] * 3
    number = number_of("+1 418 555 0154  ext. 102")
    assert number is not None
    assert number.value == "tel:+14185550154;ext=102"
