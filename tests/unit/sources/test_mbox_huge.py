"""Mailboxes larger than memory: every mail is read, and memory stays small."""

from __future__ import annotations

import contextlib
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from kithly.records import Message, Sighted
from kithly.sources._formats.archive import items
from kithly.sources.mbox import Mbox

MEGABYTE = 1 << 20
MANY = 1_000_000  # mails of one mailbox
MOST = 100 * MEGABYTE  # anonymous bytes of a process that imports, whatever the size of the file
MOST_OF_GIANTS = 150 * MEGABYTE  # the same where mails of 2 GB are among them; 110 at present
MOST_OF_MANY = 300 * MEGABYTE  # the same where a million mails of 5,000 people are derived from in the end
MAIL = (
    "From ana@acme.example Mon Mar  2 09:00:00 2020\nFrom: Ana Lee <ana{0}@acme.example>\nTo: Ben <ben@roe.example>\n"
    "Subject: Note {0}\nDate: Mon, 02 Mar 2020 09:{1:02}:{2:02} +0000\nMessage-ID: <{0}@acme.example>\n"
    "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nText {0}.\n"
    "--b\nContent-Type: application/zip; name=a.zip\nContent-Disposition: attachment; filename=a.zip\n\n"
)
LETTER = (
    "From p{0}@acme.example Mon Mar  2 09:00:00 2020\nFrom: P{0} <p{0}@acme.example>\nTo: Ben <ben@roe.example>\n"
    "Subject: Note {1}\nDate: Mon, 02 Mar 2020 09:00:{2:02} +0000\nMessage-ID: <{1}@acme.example>\n\nText {1}.\n\n"
)
PEOPLE = 5_000  # who wrote them
PATIENCE = 1_500  # seconds
WATCHED = (  # runs an import and tells the largest anonymous memory of the process that did it
    "import subprocess, sys, time\nfrom pathlib import Path\n"
    "child = subprocess.Popen([sys.executable, '-m', 'kithly', *sys.argv[1:]], stdout=subprocess.DEVNULL)\npeak = 0\n"
    "while child.poll() is None:\n"
    "    try:\n        lines = Path(f'/proc/{child.pid}/status').read_text().splitlines()\n"
    "    except OSError:\n        break\n"
    "    peak = max([peak, *(int(line.split()[1]) for line in lines if line.startswith('RssAnon'))])\n"
    "    time.sleep(0.02)\nprint(peak * 1024, child.wait())\n"
)


def sparse(path: Path, *, mails: int, hole: int, giant: int) -> Path:
    """Write a mailbox whose attachments are holes in the file, the one in the middle a giant."""
    with path.open("wb") as stream:
        for number in range(mails):
            stream.write(MAIL.format(number, number // 60 % 60, number % 60).encode())
            stream.seek(giant if number == mails // 2 else hole, 1)
            stream.write(b"\n--b--\n\n")
    return path


def test_behind_a_giant_all_is_read(tmp_path: Path) -> None:
    (item,) = items(sparse(tmp_path / "giant.mbox", mails=7, hole=0, giant=300 * MEGABYTE))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = list(Mbox().read(item))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    records = [one.record for one in found if isinstance(one, Sighted)]
    assert [one.subject for one in records if isinstance(one, Message)] == [f"Note {number}" for number in range(7)]
    assert [one.text for one in records if isinstance(one, Message)] == [f"Text {number}." for number in range(7)]
    assert grown < MOST


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="anonymous memory is told by /proc")
def test_ten_gigabytes_are_imported_in_bounded_memory(tmp_path: Path) -> None:
    path = sparse(tmp_path / "huge.mbox", mails=1_000, hole=8 * MEGABYTE, giant=2 << 30)
    arguments = ("--data", str(tmp_path / "data"), "import", str(path))
    told = subprocess.run([sys.executable, "-c", WATCHED, *arguments], capture_output=True, check=True, text=True)
    peak, code = map(int, told.stdout.split())
    assert code == 0
    assert 10 * MEGABYTE < peak < MOST_OF_GIANTS


def written(path: Path, count: int) -> Path:
    """Write a mailbox of that many small mails."""
    with path.open("wb") as stream:
        for number in range(count):
            stream.write(LETTER.format(number % PEOPLE, number, number % 60).encode())
    return path


def kept(data: Path) -> int:
    """Return how many messages a network holds."""
    with contextlib.closing(sqlite3.connect(f"file:{data / 'kithly.db'}?mode=ro", uri=True)) as found:
        return int(found.execute("SELECT count(*) FROM records WHERE kind = 'message'").fetchone()[0])


def stopped(command: Sequence[str], data: Path, *, after: int) -> int:
    """Import until so many messages are kept, and kill it; return how many are."""
    until = time.monotonic() + PATIENCE
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as child:
        while child.poll() is None and time.monotonic() < until and not has_kept(data, after):
            time.sleep(0.5)
        child.kill()
    return kept(data)


def has_kept(data: Path, count: int) -> bool:
    try:
        return kept(data) >= count
    except sqlite3.Error:  # it is not there yet, or busy
        return False


@pytest.mark.slow
@pytest.mark.timeout(3 * PATIENCE)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="anonymous memory is told by /proc")
def test_a_million_mails_are_imported_in_bounded_memory_whenever_it_was_stopped(tmp_path: Path) -> None:
    path, data = written(tmp_path / "many.mbox", MANY), tmp_path / "data"
    arguments = ("--data", str(data), "import", str(path))
    begun = stopped([sys.executable, "-m", "kithly", *arguments], data, after=MANY // 4)
    assert MANY // 4 <= begun < MANY
    told = subprocess.run([sys.executable, "-c", WATCHED, *arguments], capture_output=True, check=True, text=True)
    peak, code = map(int, told.stdout.split())
    assert (code, kept(data)) == (0, MANY)
    assert peak < MOST_OF_MANY
