"""A look at files before anything of them is kept."""

from __future__ import annotations

import gzip
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest
from tests.e2e.conftest import NOW, Exports, Kithly
from tests.pace import spent

from kithly.app.bringing.peek import peek
from kithly.app.network import open_network
from kithly.app.views import GlanceView
from kithly.records import Sighted
from kithly.sources._formats.archive import items
from kithly.sources.mbox import Mbox

LETTER = (
    b"From ana@example.org Mon Jan  %d 10:00:00 %d\nFrom: ana@example.org\nTo: me@example.org\n"
    b"Date: Mon, %d Jan %d 10:00:00 +0000\nMessage-ID: <%d@example.org>\n\n%s\n\n"
)


def glances(folder: Path, *paths: Path) -> tuple[GlanceView, ...]:
    """Look at files from a network in a folder."""
    with open_network(folder, now=NOW) as network:
        return peek(network, paths).files


def large_mailbox(path: Path, megabytes: int) -> int:
    """Write a mailbox of letters of all sizes, oldest first; returns how many."""
    number = 0
    with path.open("wb") as stream:
        while stream.tell() < megabytes << 20:
            year, day = 2009 + stream.tell() * 17 // (megabytes << 20), number % 28 + 1
            body = b"A line of words.\n" * (1 << number % 12)
            stream.write(LETTER % (day, year, day, year, number, body))
            number += 1
    return number


def test_an_export_is_told_by_its_day_and_its_counts(exports: Exports, tmp_path: Path) -> None:
    (view,) = glances(tmp_path / "network", exports.newer)
    found = {one.what: one.count for one in view.found}
    assert view.source == "linkedin_export"
    assert view.made_on == date(2026, 3, 1)
    assert view.text.startswith(f"LinkedIn export of 1 March 2026: {found['connections']} connections, ")
    assert not any(one.about for one in view.found)
    told = Kithly(data=tmp_path / "other").view("import", exports.newer)["files"]
    read = {file["path"].rpartition("/")[2]: file["read"] for file in told}
    assert found["connections"] == read["Connections.csv"]
    assert found["messages"] == read["messages.csv"]
    assert view.unread == sum(file["source"] is None for file in told)


def test_a_small_mailbox_is_counted_exactly(exports: Exports, tmp_path: Path) -> None:
    (view,) = glances(tmp_path / "network", exports.mailbox)
    (item,) = items(exports.mailbox)
    read = [one for one in Mbox().read(item) if isinstance(one, Sighted)]
    (found,) = view.found
    assert (found.what, found.count, found.about) == ("mails", len(list(Mbox().read(item))), False)
    days = [one.observed_at.date() for one in read]
    assert view.first is not None
    assert view.last is not None
    assert (view.first.year, view.last.year) == (min(days).year, max(days).year)
    assert f"{found.count:,} mails, {view.first.year} to {view.last.year}" in view.text
    assert "about" not in view.text


def test_a_large_mailbox_is_estimated_and_says_about(tmp_path: Path) -> None:
    path = tmp_path / "All mail.mbox"
    count = large_mailbox(path, 80)
    began = time.process_time()
    (view,) = glances(tmp_path / "network", path)
    assert spent(began) < 2.0, "a second, and slack for a busy machine"
    (found,) = view.found
    assert found.about
    assert found.count == pytest.approx(count, rel=0.2)
    assert f", about {found.count:,} mails, 2009 to 2025" in view.text


def test_a_packed_mailbox_is_told_by_what_its_beginning_shows(exports: Exports, tmp_path: Path) -> None:
    plain, packed, wrapped = tmp_path / "Sent.mbox", tmp_path / "Sent.mbox.gz", tmp_path / "takeout.zip"
    large_mailbox(plain, 40)
    packed.write_bytes(gzip.compress(plain.read_bytes(), 1))
    with zipfile.ZipFile(wrapped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(plain, "Takeout/Mail/Sent.mbox")
        archive.write(exports.newer, "Takeout/other.pdf")
    on_disk, gz, member = glances(tmp_path / "network", plain, packed, wrapped)
    for view in (gz, member):
        assert view.size == plain.stat().st_size
        assert view.found[0].about
        assert view.found[0].count == pytest.approx(on_disk.found[0].count, rel=0.3)
        assert view.first is None, "its years are not seen"
    assert member.path == "takeout.zip"
    assert member.unread == 1


def test_what_was_read_before_is_known(exports: Exports, tmp_path: Path) -> None:
    data = tmp_path / "network"
    assert not any(view.known for view in glances(data, exports.newer, exports.mailbox))
    Kithly(data=data).ok("import", exports.newer, exports.mailbox)
    known = glances(data, exports.newer, exports.mailbox)
    assert all(view.known for view in known)
    assert known[1].text.endswith("; read before and not changed since")


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("photos.pages", b"\x01\x02 nothing known", "Kithly cannot read this yet: photos.pages"),
        ("scan.pdf", b"%PDF-1.7", "Kithly cannot read this yet: scan.pdf (a PDF)"),
        ("empty.mbox", b"", "empty.mbox is empty"),
        ("broken.zip", b"PK\x03\x04", "broken.zip is damaged or cut short"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_next_step(tmp_path: Path, name: str, content: bytes, text: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (view,) = glances(tmp_path / "network", path)
    assert (view.source, view.text) == (None, text)
    assert view.next_step


def test_a_look_keeps_nothing(exports: Exports, tmp_path: Path) -> None:
    data = tmp_path / "network"
    glances(data, *exports.all)
    assert Kithly(data=data).view("changes")["changes"] == []
    assert Kithly(data=data).view("people")["total"] == 0
