"""What looks for a pattern in a foreign text takes time as the text is long, and no more."""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.pace import slowness, spent

import kithly.sources
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

ALONE = [
    " ",
    "\t",
    "\u00a0",
    "\n",
    "0",
    "0 ",
    ",",
    " ,",
    "@",
    "<",
    "a",
    "A ",
    "a.",
    "-",
    "(",
    "[",
    '"',
    ":",
    ";",
    "/",
    "_",
    "a@",
]
WAYS: dict[str, Callable[[re.Pattern[Any], Any], object]] = {
    "search": lambda pattern, text: pattern.search(text),
    "match": lambda pattern, text: pattern.match(text),
    "fullmatch": lambda pattern, text: pattern.fullmatch(text),
    "sub": lambda pattern, text: pattern.sub(text[:0], text),
    "split": lambda pattern, text: pattern.split(text),
    "findall": lambda pattern, text: pattern.findall(text),
    "finditer": lambda pattern, text: deque(pattern.finditer(text), maxlen=0),
}


@pytest.mark.parametrize(
    "read",
    [cells.values, cells.names, cells.address, cells.without_link, number_of, partial_date],
    ids=lambda read: read.__name__,
)
def test_a_long_run_of_anything_is_read_at_once(read: Callable[[str], object]) -> None:
    began = time.process_time()
    for run in RUNS:
        read("1" + run * (LENGTH // len(run)) + "\n!")
    assert spent(began) < 1


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


def patterns() -> Iterator[tuple[str, re.Pattern[Any], list[str]]]:
    """Yield every pattern of a module of the sources, and how that module looks for it."""
    for found in pkgutil.walk_packages(kithly.sources.__path__, "kithly.sources."):
        module = importlib.import_module(found.name)
        code = Path(str(module.__file__)).read_text("utf-8")
        for name, value in vars(module).items():
            ways = sorted(set(re.findall(rf"\b{name}\.(\w+)\(", code)) & WAYS.keys())
            if isinstance(value, re.Pattern) and ways:
                yield f"{found.name}.{name}", value, ways


def seconds(pattern: re.Pattern[Any], way: str, text: str) -> float:
    told = text.encode() if isinstance(pattern.pattern, bytes) else text
    began = time.process_time()
    WAYS[way](pattern, told)
    return time.process_time() - began


def least(pattern: re.Pattern[Any], way: str, text: str) -> float:
    return min(seconds(pattern, way, text) for _ in range(2)) / slowness()


def test_no_pattern_of_any_source_goes_over_a_long_run_again_and_again() -> None:
    slow: dict[str, str] = {}
    for (name, pattern, ways), run in itertools.product(patterns(), ALONE):
        for way, text in itertools.product(ways, (f"1{run * (6_000 // len(run))}!", f"{run * (6_000 // len(run))}\n!")):
            if seconds(pattern, way, text) > 0.04 and least(pattern, way, text) > 0.04:
                slow[name] = f"{way} of {run!r}"
    assert slow == {}
