"""Tables as text: header, rows, and rows that are broken."""

from __future__ import annotations

import io

import pytest

from kithly.sources._formats import table as tables
from kithly.sources._formats.table import Columns, Row, column_name, open_table


def rows(text: str | bytes, wanted: str = "name") -> list[Row]:
    data = text.encode() if isinstance(text, str) else text

    def is_header(columns: Columns) -> bool:
        return wanted in columns

    with open_table(lambda: io.BytesIO(data), is_header) as table:
        assert table is not None
        return list(table.rows())


def test_column_names_are_compared_without_case_accents_and_signs() -> None:
    assert column_name("\ufeffE-mail Addréss ") == "emailaddress"
    assert column_name("名前") == "名前"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_each_delimiter_is_found_by_the_header(delimiter: str) -> None:
    text = f"Name{delimiter}Town\nAna{delimiter}Glow\n"
    assert [row.cells for row in rows(text)] == [{"name": "Ana", "town": "Glow"}]


def test_the_header_is_searched_by_lines_below_a_stray_quote() -> None:
    found = rows('Notes:\n"a stray quote, never closed\n\nName,Town\nAna,Glow\n')
    assert [(row.line, row.get("name")) for row in found] == [(5, "Ana")]


def test_a_header_beyond_the_first_lines_is_none() -> None:
    with open_table(lambda: io.BytesIO(b"x\n" * 30 + b"Name,Town\n"), lambda columns: "name" in columns) as table:
        assert table is None


def test_repeated_columns_are_numbered_and_a_trailing_comma_is_no_column() -> None:
    (row,) = rows("Name,Town,Town,\nAna,Glow,Dim,\n")
    assert row.cells == {"name": "Ana", "town": "Glow", "town#2": "Dim"}


def test_short_and_long_rows_are_kept() -> None:
    short, long = rows("Name,Town,Job\nAna,Glow\nBen,Dim,Baker,extra\n")
    assert (short.get("job"), long.get("job")) == ("", "Baker")
    assert long.values[3] == "extra"


def test_line_separators_nul_and_quoted_newlines_break_no_row() -> None:
    found = rows('Name,Town\n"A\u2028na\0","Glow\nTown"\r\nBen,Dim')
    assert [(row.line, row.get("name"), row.get("town")) for row in found] == [
        (2, "A\u2028na", "Glow\nTown"),
        (4, "Ben", "Dim"),
    ]


def test_a_header_repeated_inside_is_no_row() -> None:
    assert [row.get("name") for row in rows("Name,Town\nAna,Glow\nNAME,Town\nBen,Dim\n")] == ["Ana", "Ben"]


def test_a_quote_that_never_closes_costs_its_own_row_only() -> None:
    found = rows('Name,Town\nAna,"Glow\nBen,Dim\nCy,"Wick, North"\n')
    assert [(row.get("name"), row.damaged) for row in found] == [("Ana", True), ("Ben", False), ("Cy", False)]
    found = rows('Name,Town,Job\nAna,"Glow,a,b,c\nBen,Dim,Baker\n')
    assert [(row.line, row.damaged) for row in found] == [(2, True), (3, False)]


def test_two_rows_run_together_are_damaged() -> None:
    (row,) = rows("Name,Town\nAna,GlowBen,Dim\n")
    assert row.damaged


def test_a_long_field_is_read_and_a_longer_line_than_any_real_one_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(rows('Name,Town\nAna,"' + "x" * 200_000 + '"\n')[0].get("town")) == 200_000
    monkeypatch.setattr(tables, "MAX_LINE", 100)
    found = rows("Name,Town\nAna," + "x" * 300 + "\nBen,Dim\n")
    assert [(row.get("name"), row.damaged) for row in found] == [("Ana", True), ("Ben", False)]
