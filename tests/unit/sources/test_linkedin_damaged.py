"""Damaged, hostile and random input: nothing is raised, nothing hangs, every loss is told."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithly.records import Problem, Sighted
from kithly.sources._formats.archive import items
from kithly.sources.base import Item
from kithly.sources.linkedin_export import LinkedInExport

GOLDEN = Path(__file__).parents[2] / "golden" / "linkedin"
SAMPLES = sorted(GOLDEN.rglob("*.csv"))
ON = datetime(2026, 3, 6, tzinfo=UTC)
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def read(name: str, data: bytes) -> tuple[list[Sighted], list[Problem]] | None:
    item = Item(path=name, name=name, size=len(data), modified=ON, container="", opener=lambda: io.BytesIO(data))
    source = LinkedInExport()
    if not source.recognises(item):
        return None
    found = list(source.read(item))
    return [one for one in found if isinstance(one, Sighted)], [one for one in found if isinstance(one, Problem)]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_sample_cut_anywhere_gives_its_whole_rows(sample: Path) -> None:
    data = sample.read_bytes()
    whole = read(sample.name, data)
    for percent in range(0, 100, 4):
        cut = read(sample.name, data[: len(data) * percent // 100])
        if whole is not None and cut is not None:
            assert len(cut[0]) + len(cut[1]) <= len(whole[0]) + len(whole[1]) + 1


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_flipped_byte_costs_no_row_silently(sample: Path) -> None:
    data = sample.read_bytes()
    whole = read(sample.name, data)
    body = data.find(b"\n", len(data) // 3)
    if whole is None or body < 0:
        return
    chance = random.Random(7)  # noqa: S311  # repeatable damage, not a secret
    for _ in range(30):
        damaged = bytearray(data)
        damaged[chance.randrange(body, len(data))] = chance.choice((0, 10, 13, 34, 34, 44, 255))
        after = read(sample.name, bytes(damaged))
        if after is None:
            continue  # the header was hit: the file is named as not read
        lost = _rows(whole[0]) - _rows(after[0])
        assert lost <= 1 + len(after[1]) - len(whole[1]) + sample.name.startswith("Comments")


def _rows(found: list[Sighted]) -> int:
    return sum(one.at != "the whole file" for one in found)


def test_a_file_cut_inside_a_row_tells_it() -> None:
    found = read(
        "Connections.csv", (HEADER + "Ana,Ruiz,https://www.linkedin.com/in/ana,,Acme,CTO,08 Feb 2024\nBen,O").encode()
    )
    assert found is not None
    assert len(found[0]) == 1
    assert [(one.at, one.reason) for one in found[1]] == [("line 3", "the row is cut short or its quotes do not pair")]


def test_an_open_quote_does_not_swallow_the_rows_below() -> None:
    rows = [
        f'Ana{n},{chr(34) * (n == 2)}Ruiz,https://www.linkedin.com/in/ana{n},,"Acme, Ltd",CTO,08 Feb 2024'
        for n in range(9)
    ]
    found = read("Connections.csv", (HEADER + "\n".join(rows) + "\n").encode())
    assert found is not None
    assert len(found[0]) == 8
    assert [one.at for one in found[1]] == ["line 4"]


def test_counts_add_up_to_the_data_rows() -> None:
    source = LinkedInExport()
    for era in GOLDEN.iterdir():
        for item in items(era) if era.is_dir() else ():
            if item.name in {"Connections.csv", "Invitations.csv", "PhoneNumbers.csv"}:
                assert len(list(source.read(item))) == _csv_rows(item)


def _csv_rows(item: Item) -> int:
    with item.opener() as stream:
        text = stream.read().decode("utf-8-sig")
    rows = [row for row in csv.reader(io.StringIO(text, newline="")) if any(row)]
    names = ("First Name", "From", "Extension")
    return len(rows) - 1 - next(place for place, row in enumerate(rows) if row[0] in names)


def _cells() -> st.SearchStrategy[str]:
    return st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
        ["", "Ana", "8-Feb-26", "https://www.linkedin.com/in/ana", '"', "https://[", "=1+1", "a\nb", "\u202e", "Yes"]
    )


HEADERS = st.sampled_from(
    [
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT",
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl",
        "Date,ShareLink,ShareCommentary,SharedURL,MediaURL,Visibility",
        "Date,Link,Message",
    ]
)


@settings(max_examples=80, deadline=None)
@given(header=HEADERS, rows=st.lists(st.lists(_cells(), max_size=12), max_size=8), quoted=st.booleans())
def test_random_rows_give_records_or_problems(*, header: str, rows: list[list[str]], quoted: bool) -> None:
    text = io.StringIO()
    text.write(header + "\n")
    if quoted:
        csv.writer(text).writerows(rows)
    else:
        text.writelines(",".join(row) + "\n" for row in rows)
    found = read("messages.csv", text.getvalue().encode("utf-8", "replace"))
    assert found is not None
    for one in found[0]:
        repr(one).encode("utf-8")  # no lone surrogate anywhere
        assert "\0" not in repr(one)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_random_bytes_after_a_header_are_survived(data: bytes) -> None:
    assert read("Connections.csv", HEADER.encode() + data) is not None


def test_a_hostile_file_is_read_in_time_that_grows_with_its_size() -> None:
    rows = "".join(f'"x{n},"\n' for n in range(4_000)) + "a," * 2_000 + '"' * 999
    assert read("Connections.csv", (HEADER + rows).encode()) is not None


def test_the_same_input_gives_the_same_records_again() -> None:
    for era in sorted(GOLDEN.iterdir()):
        if era.is_dir():
            assert list(_all(era)) == list(_all(era))


def test_keys_are_unique_within_a_file() -> None:
    source = LinkedInExport()
    for era in sorted(GOLDEN.iterdir()):
        for item in items(era) if era.is_dir() else ():
            if source.recognises(item):
                keys = [one.record.key for one in source.read(item) if isinstance(one, Sighted)]
                assert len(keys) == len(set(keys))


def _all(era: Path) -> Iterator[Sighted | Problem]:
    source = LinkedInExport()
    for item in items(era):
        if source.recognises(item):
            yield from source.read(item)
