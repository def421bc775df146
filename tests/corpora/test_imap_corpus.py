"""Public mails of every make lie in a real mail server: by IMAP each says what it says on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.corpora.test_eml_corpus import messages
from tests.mail.conftest import Mailbox
from tests.mail.dovecot import USERS, Dovecot, is_here
from tests.mail.test_imap_reading import by_disk

from kithly.records import Message, Problem, Sighted

ENOUGH = 0.95  # of the mails say the same; the rest is damaged, and the server reads it in its own way
MAX_BYTES = 2 << 20


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    assert is_here()
    server = Dovecot.begin()
    yield Mailbox(server, USERS[0])
    server.end()


def test_every_public_mail_goes_through_and_says_the_same_as_on_disk(corpora: Path, mailbox: Mailbox) -> None:
    raws = [path.read_bytes() for path in messages(corpora) if path.stat().st_size < MAX_BYTES]
    raws = [raw.replace(b"\r\n", b"\n") for raw in raws if raw.strip()]
    mailbox.deliver(*raws)
    told = mailbox.read(years="all")
    records = [one.record for one in told.of(Sighted) if isinstance(one.record, Message)]
    found = [one for one in records if not one.headers_only]
    assert len(found) + len(told.of(Problem)) == len(raws)
    assert not [one.reason for one in told.of(Problem) if "cannot be read" in one.reason]
    expected: dict[str, list[Message]] = {}
    for raw in raws:
        try:
            one = by_disk(raw)
        except AssertionError:  # in Spam, a draft ...: no record on disk either
            continue
        expected.setdefault(one.key, []).append(one)
    same = sum(one in expected.get(one.key, ()) for one in found)
    assert same >= ENOUGH * len(found)
