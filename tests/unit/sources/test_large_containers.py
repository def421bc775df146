"""Containers of very many items and tables of very many blank rows cost no more than their size."""

from __future__ import annotations

import io
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import PurePosixPath

import pytest
from tests.pace import spent

from kithly.app.bringing.fingerprint import fingerprint
from kithly.records import Sighted
from kithly.sources._formats import table as tables
from kithly.sources._formats.table import open_table
from kithly.sources.base import Item, Siblings
from kithly.sources.linkedin_export import LinkedInExport

ON = datetime(2026, 3, 6, tzinfo=UTC)
SHEET = b"Name,Town\nAna,Glow\n"


def container(*names: str, data: bytes = SHEET) -> Siblings:
    found = Siblings()
    for name in names:
        found[name] = Item(
            path=name,
            name=name,
            size=len(data),
            modified=ON,
            container="box",
            opener=partial(io.BytesIO, data),
            siblings=found,
        )
    return found


def test_siblings_are_told_by_folder_in_order_of_names() -> None:
    found = container("b.csv", "a.csv", "sub/c.csv")
    assert found.within(PurePosixPath()) == ("a.csv", "b.csv")
    assert found.within(PurePosixPath("sub")) == ("sub/c.csv",)
    assert found.within(PurePosixPath("none")) == ()


def test_a_question_about_a_container_is_answered_once() -> None:
    answers = iter((7, 8, 9))
    found = Siblings()
    assert [found.once("count", lambda: next(answers)) for _ in range(3)] == [7, 7, 7]
    assert found.once("other", lambda: next(answers)) == 8


def test_each_of_many_files_is_looked_at_without_looking_at_all_others() -> None:
    found = container(*(f"{number % 50}/{number}.csv" for number in range(10_000)))
    source = LinkedInExport()
    began = time.process_time()
    for item in list(found.values())[:300]:
        assert source.not_read(item) is None
        assert fingerprint(item, None)
    assert spent(began) < 1.5


def test_many_versions_of_one_contact_cost_no_more_than_many_contacts() -> None:
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    rows = (f"Ana,Rivers,https://www.linkedin.com/in/ana,,Globex {n},,04 Mar 2021\n" for n in range(10_000))
    found = container("Connections.csv", data=(head + "".join(rows)).encode())
    began = time.process_time()
    keys = {one.record.key for one in LinkedInExport().read(found["Connections.csv"]) if isinstance(one, Sighted)}
    assert spent(began) < 2.0
    assert len(keys) == 10_000


def test_a_new_neighbour_changes_the_fingerprint() -> None:
    one, two = container("a.csv"), container("a.csv", "b.csv")
    assert fingerprint(one["a.csv"], None) != fingerprint(two["a.csv"], None)
    assert fingerprint(two["a.csv"], None) == fingerprint(container("b.csv", "a.csv")["a.csv"], None)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("blank", ["", ",", " , "])
@pytest.mark.parametrize("count", [3, 5_000])
def test_rows_behind_blank_ones_are_found_with_their_line(
    end: str, blank: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "BLOCK", 1_001)
    monkeypatch.setattr(tables, "PATIENCE", 10)
    blanks = (blank + end) * count
    text = f"Name,Town{end}{blanks},Glow{end}Ben,Dim{end}{blanks}Cy,Far"
    with open_table(lambda: io.BytesIO(text.encode()), lambda columns: "name" in columns) as table:
        assert table is not None
        found = [(row.line, row.values) for row in table.rows()]
    assert found == [(2 + count, ("", "Glow")), (3 + count, ("Ben", "Dim")), (4 + 2 * count, ("Cy", "Far"))]


def test_a_million_blank_rows_are_passed_over_quickly() -> None:
    data = b"Name,Town\n" + b",\n" * 1_000_000 + b"Ana,Glow\n"
    began = time.process_time()
    with open_table(lambda: io.BytesIO(data), lambda columns: "name" in columns) as table:
        assert table is not None
        assert [row.line for row in table.rows()] == [1_000_002]
    assert spent(began) < 0.5
