"""Public mail: none of it is a notice, and none is taken for one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from kithly.records import Message, News, Sighted
from kithly.sources._formats.archive import items
from kithly.sources._formats.email import guarded, read_message
from kithly.sources._formats.notices.reading import notices
from kithly.sources.mbox import Mbox

# News found in each folder of samples: mailing lists and made-up mail, among which no network tells of anybody
EXPECTED = {"mbox": 0, "eml": 0, "takeout": 0}
MIN_MAILS = 500


def _in_mailboxes(folder: Path) -> Counter[str]:
    found: Counter[str] = Counter()
    for path in sorted(one for one in folder.rglob("*") if one.is_file() and one.stat().st_size):
        for item in items(path):
            if Mbox().recognises(item):
                read = [one.record for one in Mbox().read(item) if isinstance(one, Sighted)]
                found.update(type(one).__name__ for one in read)
    return found


def _in_files(folder: Path) -> Counter[str]:
    found: Counter[str] = Counter()
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        raw = path.read_bytes()
        message = guarded(lambda raw=raw: read_message(raw), at=path.name)  # type: ignore[misc]
        if isinstance(message, Message):
            found["Message"] += 1
            found["News"] += len(notices(raw, message))
    return found


def test_no_public_mail_is_taken_for_news(corpora: Path) -> None:
    found = {"mbox": _in_mailboxes(corpora / "mbox"), "takeout": _in_mailboxes(corpora / "takeout")}
    found["eml"] = _in_files(corpora / "eml")
    assert sum(one["Message"] for one in found.values()) >= MIN_MAILS
    assert {folder: one[News.__name__] for folder, one in found.items()} == EXPECTED
