"""What the user wrote about people in other programs is shown with them, with its record."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.e2e.conftest import Kithly

GOLDEN = Path(__file__).parents[1] / "golden"
MONICA = GOLDEN / "monica" / "monica.json"
SAID = ("Keeps bees on the roof.", "30 EUR", "Reminder: Ask about the bees", "To do: Send the map", "Likes owls.")


def test_notes_kept_in_monica_are_shown_newest_first_each_with_its_record(kithly: Kithly) -> None:
    kithly.ok("import", MONICA)
    facts = kithly("person", "Zita", "--json").json["facts"]
    notes = [one for one in facts if one["kind"] == "note"]
    told = "\n".join(one["value"] for one in notes)
    assert [one for one in SAID if one not in told] == []
    assert "Maker of kites." in told
    dated = [one["label"] for one in notes if one["label"]]
    assert dated == sorted(dated, reverse=True)
    assert all(one["evidence"]["record"] for one in notes)
    text = kithly.ok("person", "Zita")
    assert "note of 2023-02-01: Reminder" in text


def test_how_often_another_program_was_told_to_remind_is_shown_as_its_word(kithly: Kithly) -> None:
    kithly.ok("import", MONICA)
    view = kithly("person", "Zita", "--json").json
    assert [(one["value"], one["evidence"]["source"]) for one in view["facts"] if one["kind"] == "cadence"] == [
        ("every 30 days", "monica")
    ]
    assert view["cadence_days"] is None


def test_the_note_of_an_address_book_is_shown(kithly: Kithly, tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ottokar Finch\nEMAIL:o@finch.example\nNOTE:Likes cardamom buns\nEND:VCARD\n"
    book = tmp_path / "book.vcf"
    book.write_text(card, "utf-8")
    kithly.ok("import", book)
    assert "note: Likes cardamom buns" in kithly.ok("person", "Ottokar")


def test_a_call_without_words_counts_and_is_quoted_with_none(kithly: Kithly) -> None:
    kithly.ok("import", MONICA)
    calls = [one for one in kithly("person", "Zita", "--json").json["timeline"] if one["kind"] == "call"]
    assert [one["text"] for one in calls] == ["call", "call: About the ferry timetable.\nFeelings: joy"]
    assert kithly("person", "Zita", "--json").json["tie"]["strength"] is not None


def test_a_meeting_ahead_is_told_as_the_next(kithly: Kithly, tmp_path: Path) -> None:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN"]
    for number, start in enumerate(("20260110T100000Z", "20260601T100000Z")):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{number}",
            "DTSTAMP:20260101T000000Z",
            f"DTSTART:{start}",
            f"SUMMARY:Tea {number}",
        ]
        lines += [
            "ATTENDEE:mailto:robin@home.example",
            "ATTENDEE;CN=Maya Fable:mailto:maya@fable.example",
            "END:VEVENT",
        ]
    calendar = tmp_path / "tea.ics"
    calendar.write_text("\r\n".join([*lines, "END:VCALENDAR", ""]), "utf-8")
    kithly.ok("me", "--set", "address=robin@home.example")
    kithly.ok("import", calendar)
    told = kithly.ok("person", "Maya")
    assert "Next: 1 June 2026, Tea 1" in told
    assert "Last of 1 contact:" in told
    assert "2026-06-01 met" not in told


def test_a_zip_with_nothing_in_it_is_named_in_a_folder_too(kithly: Kithly, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    (tmp_path / "book.vcf").write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Ottokar Finch\nEND:VCARD\n", "utf-8")
    told = kithly.ok("import", tmp_path)
    assert "empty.zip" in told
    assert "There is no file in" in " ".join(told.split())
