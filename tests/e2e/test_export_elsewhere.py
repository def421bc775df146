"""Programs that know nothing of Kithly read its exports: a server of address books, a spreadsheet, a column store."""

from __future__ import annotations

import csv
import mailbox
import os
import shutil
import subprocess
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar
from pyarrow import json as arrow
from tests.e2e.conftest import Exports, Kithly
from tests.e2e.exporting_side import FORMULAS, give_words
from tests.real.dav import PASSWORD, USER, Server, radicale

GOLDEN = Path(__file__).parents[1] / "golden"
SHEET = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
CELL_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"


@pytest.fixture(scope="module")
def exported(few: Exports, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an export of a network in which formulas were said."""
    folder = tmp_path_factory.mktemp("elsewhere")
    here = Kithly(data=folder / "network")
    here.ok("import", *few.all, GOLDEN / "ical", GOLDEN / "vcard")
    give_words(here)
    who = here.view("people", "--limit", "1")["people"][0]["id"]
    for formula in FORMULAS:
        here.ok("note", who, formula)
    here.ok("export", folder / "export")
    return folder / "export"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a Radicale with nothing in it."""
    with radicale(tmp_path_factory.mktemp("radicale")) as running:
        yield running


def put(server: Server, name: str, data: bytes, kind: str) -> int:
    """Upload a whole collection, as an address book or calendar that is imported; return the status."""
    key = b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    asked = urllib.request.Request(f"{server.home}{name}/", data=data, method="PUT")  # noqa: S310 - loopback
    asked.add_header("Content-Type", kind)
    asked.add_header("Authorization", f"Basic {key}")
    with urllib.request.urlopen(asked) as answer:  # noqa: S310 - loopback
        return int(answer.status)


def members(server: Server, name: str) -> list[str]:
    """Return the addresses of what a collection holds, as the server tells them."""
    key = b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    asked = urllib.request.Request(f"{server.home}{name}/", method="PROPFIND")  # noqa: S310 - loopback
    asked.add_header("Depth", "1")
    asked.add_header("Authorization", f"Basic {key}")
    with urllib.request.urlopen(asked) as answer:  # noqa: S310 - loopback
        tree = ET.fromstring(answer.read())  # noqa: S314 - from our own server
    found = [one.text or "" for one in tree.iter("{DAV:}href")]
    return [one for one in found if not one.endswith("/")]


def test_an_address_book_server_takes_every_card(exported: Path, server: Server) -> None:
    data = (exported / "people.vcf").read_bytes()
    assert put(server, "people", data, "text/vcard") == 201
    assert len(members(server, "people")) == data.count(b"BEGIN:VCARD") > 5


def test_a_calendar_server_takes_every_appointment(exported: Path, server: Server) -> None:
    data = (exported / "calendar.ics").read_bytes()
    assert put(server, "days", data, "text/calendar") == 201
    uids = {str(event["UID"]) for event in Calendar.from_ical(data).walk("VEVENT")}
    assert len(members(server, "days")) == len(uids) > 0


def mails(path: Path) -> dict[str, Message]:
    box = mailbox.mbox(path)
    try:
        return {message["Message-ID"]: message for message in box}
    finally:
        box.close()


def test_pythons_mailbox_finds_every_mail_with_its_words(exported: Path, few: Exports) -> None:
    before, after = mails(few.mailbox), mails(exported / "mail.mbox")
    assert (exported / "mail.mbox").read_bytes().count(b"\nFrom ") + 1 == len(after)
    assert {key for key in before if "junk" not in key} == set(after)
    for key, message in after.items():
        assert message["Date"] is not None
        body = message.get_payload(decode=True)
        assert isinstance(body, bytes)
        assert body.decode("utf-8")
        assert str(before[key]["From"]).rpartition("<")[2].strip("<>").lower() in str(message["From"])


def test_a_spreadsheet_sees_no_formula_and_the_very_words(exported: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    assert office, "LibreOffice is missing; scripts/spreadsheet brings it"
    order = [
        *(office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--norestore"),
        *("--infilter=CSV:44,34,76,1,,0,false,true,false", "--convert-to", "fods", "--outdir", str(tmp_path)),
        *map(str, (exported / "spreadsheets" / "notes.csv", exported / "spreadsheets" / "people.csv")),
    ]
    subprocess.run(order, check=True, capture_output=True, timeout=120, env={**os.environ, "HOME": str(tmp_path)})
    for name in ("notes", "people"):
        cells = list(ET.parse(tmp_path / f"{name}.fods").iter(f"{SHEET}table-cell"))  # noqa: S314 - made here
        assert not [cell.attrib for cell in cells if f"{SHEET}formula" in cell.attrib]
        shown = {"\n".join("".join(part.itertext()) for part in cell.iter(CELL_TEXT)) for cell in cells}
        assert len(shown) > 10
    notes = {"\n".join("".join(p.itertext()) for p in c.iter(CELL_TEXT)) for c in _cells(tmp_path / "notes.fods")}
    assert any("HYPERLINK" in one for one in notes)


def _cells(path: Path) -> Iterator[ET.Element]:
    yield from ET.parse(path).iter(f"{SHEET}table-cell")  # noqa: S314 - made here


def test_raw_cells_would_have_been_formulas(exported: Path, tmp_path: Path) -> None:
    """The same office finds formulas in the exact table: so the test above can fail."""
    office = shutil.which("soffice")
    assert office
    order = [
        *(office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--norestore"),
        *("--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,-1,true", "--convert-to", "fods"),
        *("--outdir", str(tmp_path), str(exported / "tables" / "notes.csv")),
    ]
    subprocess.run(order, check=True, capture_output=True, timeout=120, env={**os.environ, "HOME": str(tmp_path)})
    assert [cell for cell in _cells(tmp_path / "notes.fods") if f"{SHEET}formula" in cell.attrib]


def test_a_column_store_reads_the_lines_and_the_tables_say_the_same(exported: Path) -> None:
    records = arrow.read_json(exported / "lines" / "records.jsonl")
    assert records.num_rows == (exported / "lines" / "records.jsonl").read_bytes().count(b"\n")
    with (exported / "tables" / "happened.csv").open(newline="", encoding="utf-8") as stream:
        happened = {row["record"] for row in csv.DictReader(stream)}
    kinds = {one["id"] for one in records.to_pylist() if one["kind"] in {"message", "gesture", "meeting"}}
    assert happened == kinds
    with (exported / "tables" / "notes.csv").open(newline="", encoding="utf-8") as stream:
        assert set(FORMULAS) <= {row["note"] for row in csv.DictReader(stream)}
