"""Public mails in files of their own: each file is read or named, the counts add up, the standard library agrees."""

from __future__ import annotations

import mailbox
from collections import Counter
from pathlib import Path

from kithly.records import Message, Problem, Sighted
from kithly.sources._formats.archive import items
from kithly.sources._formats.mail_head import is_mail
from kithly.sources.base import Item
from kithly.sources.eml import Eml
from kithly.sources.maildir import Maildir
from kithly.sources.mbox import Mbox

MIN_MAILS = 250
SOURCES = (Eml(), Maildir(), Mbox())
# What lies beside the mails: decoded parts, summaries, web pages
BESIDE = ("_decoded", "jwz.body", ".json", ".html", ".rb", "README", "summary", "offsets", ".out", ".xml")


def _files(item: Item) -> int:
    return len(item.leaves.listing().names) if item.leaves is not None else 1


def test_every_file_is_read_once_or_named(corpora: Path) -> None:
    counts: Counter[str] = Counter()
    unread = []
    for item in items(corpora / "eml"):
        reading = [source for source in SOURCES if source.recognises(item)]
        assert len(reading) < 2, item.path
        if not reading:
            unread.append(item)
            continue
        outcomes = list(reading[0].read(item))
        counts.update("read" if isinstance(one, Sighted) else "problem" for one in outcomes)
        assert reading[0].name == "mbox" or len(outcomes) == _files(item), item.path
        assert all(isinstance(one, (Sighted, Problem)) for one in outcomes)
    assert counts["read"] > MIN_MAILS
    assert counts["problem"] * 20 < counts["read"]
    left = [item.path for item in unread if item.size and not any(mark in item.path for mark in BESIDE)]
    assert len(left) * 20 < counts["read"], left


def test_public_maildirs_hold_what_the_standard_library_finds(corpora: Path) -> None:
    roots = sorted({path.parent for path in (corpora / "mbox").rglob("cur") if path.is_dir()})
    assert roots
    for root in roots:
        found = [item for item in items(root) if item.leaves is not None and Maildir().recognises(item)]
        mine = next(item for item in found if item.name == root.name)
        outcomes = list(Maildir().read(mine))
        files = [path for folder in ("cur", "new") for path in sorted((root / folder).glob("*"))]
        theirs = [mailbox.MaildirMessage(path.read_bytes()) for path in files]
        ids = Counter(str(one["Message-ID"] or "").strip("<> \n") for one in theirs if one["Message-ID"])
        assert len(outcomes) == len(theirs)
        records = [one.record for one in outcomes if isinstance(one, Sighted)]
        assert Counter(one.message_id for one in records if isinstance(one, Message) and one.message_id) == ids


def test_no_other_public_file_is_taken_for_a_mail(corpora: Path) -> None:
    kinds = {".vcf", ".ics", ".csv", ".json"}
    others = [path for path in sorted(corpora.rglob("*")) if path.is_file() and path.suffix in kinds]
    assert others
    wrong = [path for path in others if is_mail(path.read_bytes()[:65_536])]
    assert wrong == []
