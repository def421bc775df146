"""Damaged, hostile and random address books: nothing is raised, nothing hangs, every loss is told."""

from __future__ import annotations

import csv
import io
import random
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pace import spent

from kithly.records import Problem, Sighted
from kithly.sources import FileSource
from kithly.sources.base import Item
from kithly.sources.contacts_csv import ContactsCsv
from kithly.sources.google_contacts import GoogleContacts
from kithly.sources.outlook_csv import OutlookCsv
from kithly.sources.thunderbird_csv import ThunderbirdCsv

GOLDEN = Path(__file__).parents[2] / "golden"
SOURCES: tuple[FileSource, ...] = (ContactsCsv(), GoogleContacts(), OutlookCsv(), ThunderbirdCsv())
SAMPLES = [path for source in SOURCES for path in sorted((GOLDEN / source.name).glob("*.csv"))]
IDS = [f"{path.parent.name}-{path.stem}" for path in SAMPLES]
ON = datetime(2026, 3, 6, tzinfo=UTC)
HEADERS = (
    (
        "First Name,Last Name,Organization Name,Labels,Birthday,E-mail 1 - Value,Phone 1 - Value,Event 1 - Value,"
        "Address 1 - Formatted,Relation 1 - Value,Custom Field 1 - Value,Website 1 - Value"
    ),
    (
        "First Name,Last Name,E-mail Address,E-mail 2 Address,Mobile Phone,Birthday,Anniversary,Children,Categories,"
        "Web Page,Notes,Business Street"
    ),
    (
        "First Name,Last Name,Display Name,Primary Email,Secondary Email,Birth Year,Birth Month,Birth Day,Notes,"
        "Web Page 1,Home City,"
    ),
)


def read(data: bytes) -> list[Sighted | Problem] | None:
    item = Item(path="a.csv", name="a.csv", size=len(data), modified=ON, container="", opener=lambda: io.BytesIO(data))
    for source in SOURCES:
        if source.recognises(item):
            return [one for one in source.read(item) if isinstance(one, (Sighted, Problem))]
    return None


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_a_sample_cut_anywhere_gives_its_whole_rows(sample: Path) -> None:
    data = sample.read_bytes()
    whole = read(data)
    assert whole is not None
    for percent in range(0, 100, 3):
        cut = read(data[: len(data) * percent // 100])
        if cut is not None:
            assert len(cut) <= len(whole) + 1
            assert _said(cut[:-1]) <= _said(whole)


def _said(found: list[Sighted | Problem]) -> set[object]:
    """Return what rows say: people who shared an address with a row that is cut off need no longer key."""
    return {replace(one.record, key="") for one in found if isinstance(one, Sighted)}


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_a_flipped_byte_costs_no_row_silently(sample: Path) -> None:
    data = sample.read_bytes()
    whole = read(data)
    body = data.find(b"\n", 0) + 2
    assert whole is not None
    chance = random.Random(7)  # noqa: S311  # repeatable damage, not a secret
    for _ in range(40):
        damaged = bytearray(data)
        damaged[chance.randrange(body, len(data))] = chance.choice((0, 10, 13, 34, 34, 44, 255))
        after = read(bytes(damaged))
        if after is not None:
            lost = sum(isinstance(one, Sighted) for one in whole) - sum(isinstance(one, Sighted) for one in after)
            told = sum(isinstance(one, Problem) for one in after) - sum(isinstance(one, Problem) for one in whole)
            assert lost <= 1 + told


def _cells() -> st.SearchStrategy[str]:
    return st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
        [
            "",
            "Ana",
            "a@a.example",
            "3/4/85",
            "31/12/1999",
            "--02-30",
            "0/0/00",
            "https://[",
            "x ::: y",
            "+1 555 0100",
            "=1",
            "a\nb",
            "\u202e",
            "9" * 40,
        ]
    )


@settings(max_examples=120, deadline=None)
@given(
    header=st.sampled_from(HEADERS), rows=st.lists(st.lists(_cells(), max_size=14), max_size=8), quoted=st.booleans()
)
def test_random_rows_give_records_or_problems(*, header: str, rows: list[list[str]], quoted: bool) -> None:
    text = io.StringIO()
    text.write(header + "\n")
    if quoted:
        csv.writer(text).writerows(rows)
    else:
        text.writelines(",".join(row) + "\n" for row in rows)
    found = read(text.getvalue().encode("utf-8", "replace"))
    assert found is not None
    for one in found:
        repr(one).encode("utf-8")  # no lone surrogate anywhere
        assert "\0" not in repr(one)
        assert "cannot be read" not in repr(one)


@settings(max_examples=60, deadline=None)
@given(header=st.sampled_from(HEADERS), data=st.binary(max_size=400))
def test_random_bytes_after_a_header_are_survived(header: str, data: bytes) -> None:
    assert read(header.encode() + b"\n" + data) is not None


def test_a_hostile_book_is_read_in_time_that_grows_with_its_size() -> None:
    bad = " ::: ".join(f"x{n}@x.example" for n in range(20_000))
    long = "9-" * 50_000 + ",(" * 20_000 + '"' * 999
    started = time.process_time()
    found = read((HEADERS[0] + f'\nAna,Ruiz,,,,"{bad}",{long}\nBen,Ode,,,{"1/" * 40_000},b@b.example\n').encode())
    assert found is not None
    assert spent(started) < 5


def test_no_cell_is_ever_opened_or_followed() -> None:
    row = 'Ana,Ruiz,,,,a@a.example,,,,,"file:///etc/hostname",http://127.0.0.1:1/x'
    found = read((HEADERS[0] + "\n" + row + "\n").encode())
    assert found is not None
    (one,) = found
    assert isinstance(one, Sighted)
    assert "file:///etc/hostname" in one.record.note  # type: ignore[union-attr]  # a contact
