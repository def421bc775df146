"""Mail made to hurt: nothing raises, hangs, grows without bound, or smuggles anything in."""

from __future__ import annotations

import io
import random
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pace import spent
from tests.unit.sources.hostile_mails import HEAD, HOSTILE

from kithly.records import Message, Problem, Sighted
from kithly.sources._formats.email import guarded, read_message
from kithly.sources._formats.email.body import unflow
from kithly.sources.base import Item
from kithly.sources.mbox import Mbox
from kithly.sources.mbox.splitter import split

SECONDS = 2.0


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_message_takes_little_time_and_memory(name: str) -> None:
    raw = HOSTILE[name]
    begin = time.process_time()
    outcome = guarded(lambda: read_message(raw), at="here")
    assert spent(begin) < SECONDS
    assert isinstance(outcome, Message | Problem)
    if isinstance(outcome, Message):
        _is_clean(outcome)


def _is_clean(message: Message) -> None:
    texts = [message.subject, message.text, message.own, message.signature, message.key, message.thread]
    texts += [*message.attachments, *message.labels, message.parent]
    texts += [party.name for party in (*message.to, *message.cc, *((message.sender,) if message.sender else ()))]
    for text in texts:
        assert "\x00" not in text
        text.encode("utf-8")
    assert "\n" not in message.subject
    assert message.at is None or message.at.year >= 1970


def test_too_deep_a_message_is_a_problem_with_its_reason() -> None:
    assert read_message(HOSTILE["5,000 nested parts"]) == "its parts are nested too deep"


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_a_clean_message_or_a_reason(raw: bytes) -> None:
    outcome = read_message(raw)
    if isinstance(outcome, Message):
        _is_clean(outcome)


SAMPLE = b"".join(
    b"From p%d@example.org  Thu Aug  9 18:39:%02d 2012\nFrom: P%d <p%d@example.org>\nMessage-ID: <%d@x>\n"
    b"Date: Thu, 9 Aug 2012 18:39:%02d +0000\n"
    b"Subject: =?utf-8?q?n=C3=B8_%d?=\nContent-Type: multipart/mixed; boundary=b\n\n"
    b"--b\nContent-Transfer-Encoding: quoted-printable\n\nHi=20there\n> old\n--b--\n\n" % ((n, n, n, n, n, n, n))
    for n in range(20)
)


def _read(data: bytes) -> list[Sighted | Problem]:
    item = Item(path="m", name="m", size=len(data), modified=datetime(2020, 1, 1, tzinfo=UTC), container="",
                opener=lambda: io.BytesIO(data))  # fmt: skip
    return [each for each in Mbox().read(item) if isinstance(each, Sighted | Problem)]


def test_a_file_cut_anywhere_gives_all_messages_in_front_of_the_cut() -> None:
    whole = _read(SAMPLE)
    ends = [piece.end for piece in split(io.BytesIO(SAMPLE))]
    for percent in range(101):
        cut = len(SAMPLE) * percent // 100
        outcomes = _read(SAMPLE[:cut])
        complete = sum(end <= cut for end in ends)
        assert [each.record for each in outcomes[:complete] if isinstance(each, Sighted)] == [
            each.record for each in whole[:complete] if isinstance(each, Sighted)
        ]
        assert complete <= len(outcomes) <= complete + 1


def test_flipped_bytes_lose_at_most_the_messages_they_hit() -> None:
    rng = random.Random(20)  # noqa: S311 - the same flips every time
    whole = {each.record.key for each in _read(SAMPLE) if isinstance(each, Sighted)}
    for _ in range(300):
        data = bytearray(SAMPLE)
        for _ in range(3):
            data[rng.randrange(len(data))] = rng.randrange(256)
        outcomes = _read(bytes(data))
        kept = {each.record.key for each in outcomes if isinstance(each, Sighted)}
        assert len(whole - kept) <= 6  # a flip in a separator joins two messages into one
        for each in outcomes:
            if isinstance(each, Sighted) and isinstance(each.record, Message):
                _is_clean(each.record)


def test_text_in_front_of_the_first_message_is_told() -> None:
    outcomes = _read(b"not a message\n\n" + SAMPLE)
    assert isinstance(outcomes[0], Problem)
    assert len(outcomes) == 21


def test_a_text_that_is_one_long_paragraph_is_joined_at_once() -> None:
    text = "a \n" * 300_000
    begin = time.process_time()
    assert unflow(text) == "a " * 300_000
    assert spent(begin) < 1


def test_lines_that_begin_as_a_delimiter_does_are_text_however_many() -> None:
    parts = (
        b"--b\n\nfirst"
        + b"\n--- a/file" * 20_000
        + b"\n--b\nContent-Type: application/pdf; name=last.pdf\n\nx\n--b--\n"
    )
    found = read_message(HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + parts)
    assert isinstance(found, Message)
    assert found.attachments == ("last.pdf",)
