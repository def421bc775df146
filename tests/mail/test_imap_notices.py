"""Notices in a mail account tell the very same news as in a mailbox on disk."""

from __future__ import annotations

import re
from pathlib import Path

from tests.mail.conftest import Mailbox

from kithly.records import Message, News, Sighted
from kithly.sources._formats.email import read_message
from kithly.sources._formats.notices.reading import notices

SAMPLE = Path(__file__).parents[1] / "golden" / "mbox" / "notices" / "notices.mbox"


def mails() -> list[bytes]:
    """Return the mails of the sample as a server gives them."""
    found = re.split(rb"(?m)^From [^\n]*\n", SAMPLE.read_bytes().replace(b"\r\n", b"\n"))
    return [mail.replace(b"\n", b"\r\n") for mail in found if mail]


def by_disk(raw: bytes) -> tuple[News, ...]:
    """Return what a mailbox on disk tells of a mail."""
    found = read_message(raw)
    assert isinstance(found, Message), found
    return notices(raw, found)


def test_an_account_tells_the_news_a_mailbox_on_disk_tells(mailbox: Mailbox) -> None:
    wanted = {one.key: one for raw in mails() for one in by_disk(raw)}
    mailbox.deliver(*mails(), folder="INBOX")
    told = mailbox.read(years="all", folders="INBOX").of(Sighted)
    found = [one for one in told if isinstance(one.record, News)]
    assert {one.record.key: one.record for one in found} == wanted
    assert len(found) == len(wanted) > 20
