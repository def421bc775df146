"""Public and hand-made LinkedIn files: all go through, and their counts add up."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest

from kithly.records import Problem, Sighted
from kithly.sources._formats.archive import items
from kithly.sources._formats.decode import decode
from kithly.sources._formats.linkedin.kinds import Kind, kind_of, recognised
from kithly.sources.base import Item
from kithly.sources.linkedin_export import LinkedInExport

ROOT = Path(os.environ.get("KITHLY_CORPORA", ""))
pytestmark = pytest.mark.skipif("KITHLY_CORPORA" not in os.environ, reason="KITHLY_CORPORA is not set")
MIN_FILES = 40


def _items() -> list[Item]:
    paths = [ROOT / "linkedin", ROOT / "handmade" / "linkedin", *sorted((ROOT / "extracted").glob("linkedin_*"))]
    return [item for path in paths for item in items(path)]


def _data_rows(item: Item) -> int:
    """Count the rows under the header as the standard library's csv reader sees them."""
    with item.opener() as stream:
        text = decode(stream.read()).lstrip("\ufeff")
    delimiter = "\t" if text.split("\n", 1)[0].count("\t") else ","
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(map(str.strip, row))]
    names = [tuple("".join(filter(str.isalnum, cell)).lower() for cell in row) for row in rows]
    header = next((place for place, row in enumerate(names) if kind_of(row)), None)
    return -1 if header is None else len(rows) - 1 - header


def test_every_file_goes_through_and_its_rows_are_records_or_problems() -> None:
    source = LinkedInExport()
    read = 0
    for item in _items():
        if not source.recognises(item):
            assert item.name.endswith((".tsv", ".html")) or source.not_read(item), item.path
            continue
        found = list(source.read(item))
        read += 1
        if recognised(item) not in {Kind.BOOK, Kind.FOLLOWS}:  # these name many who are nobody's connection
            assert not found or any(isinstance(one, Sighted) for one in found), item.path
        rows = sum(isinstance(one, Problem) or one.at != "the whole file" for one in found)
        expected = _data_rows(item)
        if expected >= 0 and recognised(item) is not Kind.COMMENTS:
            assert rows == expected, item.path
    assert read >= MIN_FILES - 5
