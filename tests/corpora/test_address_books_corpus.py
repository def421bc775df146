"""Public address books in tables: all go through, and their counts add up."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest

from kithly.records import Contact, PartialDate, Problem, Sighted
from kithly.sources import FileSource
from kithly.sources._formats.archive import items
from kithly.sources._formats.decode import decode
from kithly.sources.base import Item
from kithly.sources.contacts_csv import ContactsCsv
from kithly.sources.google_contacts import GoogleContacts
from kithly.sources.outlook_csv import OutlookCsv
from kithly.sources.thunderbird_csv import ThunderbirdCsv

ROOT = Path(os.environ.get("KITHLY_CORPORA", ""))
pytestmark = pytest.mark.skipif("KITHLY_CORPORA" not in os.environ, reason="KITHLY_CORPORA is not set")
SOURCES: tuple[FileSource, ...] = (ContactsCsv(), GoogleContacts(), OutlookCsv(), ThunderbirdCsv())


def _items() -> list[Item]:
    paths = [ROOT / "contacts-csv"]
    for program in ("google", "outlook", "thunderbird"):
        paths += sorted((ROOT / "extracted").glob(f"{program}*.csv"))
    return [item for path in paths for item in items(path)]


def _rows(item: Item) -> int:
    with item.opener() as stream:
        text = decode(stream.read()).lstrip("\ufeff")
    return sum(1 for row in csv.reader(io.StringIO(text, newline="")) if any(map(str.strip, row))) - 1


def _contacts(name: str) -> list[Contact]:
    (item,) = (one for one in _items() if one.name == name)
    (source,) = (source for source in SOURCES if source.recognises(item))
    return [one.record for one in source.read(item) if isinstance(one, Sighted) and isinstance(one.record, Contact)]


def test_every_book_is_recognised_by_one_source_and_each_row_is_a_contact_or_a_problem() -> None:
    read = 0
    for item in _items():
        sources = [source for source in SOURCES if source.recognises(item)]
        assert len(sources) == 1, item.path
        found = list(sources[0].read(item))
        assert len(found) == _rows(item), item.path
        assert all(isinstance(one, (Sighted, Problem)) for one in found)
        read += 1
    assert read >= 6


def test_the_new_layout_of_google_is_read_whole() -> None:
    (one,) = _contacts("google_new_multi.csv")
    assert (one.name, one.nickname, one.labels) == ("Robert Smith", "Bob", ("Work",))
    assert one.birthday == PartialDate(month=3, day=7)
    assert one.note == "Two\nlines"
    assert sum(identity.kind == "email" for identity in one.identities) == 2
    assert sum(identity.kind == "phone" for identity in one.identities) == 3


def test_japanese_names_keep_their_order_and_are_greeted_by_the_given_name() -> None:
    assert [(one.name, one.given) for one in _contacts("google_old_ja.csv")] == [
        ("佐藤 一郎", "一郎"),
        ("加藤 次郎", "次郎"),
    ]


def test_no_file_of_another_format_is_taken_for_an_address_book() -> None:
    for folder in ("linkedin", "handmade", "takeout", "icalendar"):
        for item in items(ROOT / folder):
            assert not any(source.recognises(item) for source in SOURCES), item.path
