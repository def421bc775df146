"""A real mail server: what is read, in which order, how a second reading goes on, and that nothing there changes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.mail import samples
from tests.mail.conftest import SENT, Mailbox, run
from tests.mail.dovecot import arrival, letters

from kithly.records import Message, Problem, Sighted
from kithly.sources import Cursor, Known, Part
from kithly.sources._formats.email import Envelope, read_message
from kithly.sources.imap import messages as reading_messages
from kithly.sources.imap import reading, texts
from kithly.sources.imap.messages import CLOCK_SLACK


def by_disk(raw: bytes, *, folder: str = "sent") -> Message:
    """Return what a mailbox on disk says of a mail."""
    arrived = datetime.fromtimestamp(arrival(raw), UTC)
    latest = arrived + CLOCK_SLACK if arrived.year > 1995 else None
    found = read_message(raw, fallback_at=arrived if latest else None, envelope=Envelope(latest=latest, folder=folder))
    assert isinstance(found, Message), found
    return found


def test_every_shape_of_mail_says_what_it_says_on_disk(mailbox: Mailbox) -> None:
    mails = samples.shapes()
    mailbox.deliver(*mails)
    found = mailbox.read(years="all").of(Sighted)
    expected = {one.key: one for one in map(by_disk, mails)}
    assert {one.record.key: one.record for one in found} == expected
    assert not mailbox.read().of(Problem)


@pytest.mark.parametrize("room", [1, 300, 2_000])
def test_little_room_in_memory_gives_the_same(mailbox: Mailbox, room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    mailbox.deliver(*samples.shapes())
    whole = mailbox.read(years="all")
    monkeypatch.setattr(texts, "AT_ONCE", room)
    monkeypatch.setattr(texts, "MANY", 2)
    assert mailbox.read(years="all").told == whole.told


def test_a_header_without_end_is_cut(mailbox: Mailbox) -> None:
    fields = "".join(f"X-Odd-{number}: {'x' * 900}\r\n" for number in range(600))
    mailbox.deliver(samples.plain(1).replace(b"Subject:", fields.encode() + b"Subject:"))
    (one,) = mailbox.read().of(Sighted)
    assert one.record.sender.name == "Ana Invented"


def test_headers_come_first_the_newest_first_and_then_the_texts(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "FEW", 10)
    monkeypatch.setattr(reading, "HEADS", 8)
    monkeypatch.setattr(reading, "TEXTS", 6)
    mailbox.deliver(*letters(20))
    told = mailbox.read().of(Sighted, Part)
    assert [one for one in told if isinstance(one, Part)] == [Part(name=SENT, total=40)] * 2
    records: list[Any] = [one.record for one in told if isinstance(one, Sighted)]
    newest = [f"letter-{number}@example.org" for number in range(19, -1, -1)]
    assert [one.message_id for one in records] == newest + newest
    assert [one.headers_only for one in records] == [True] * 20 + [False] * 20
    assert {one.text for one in records[:20]} == {""}
    assert all("could you tell me" in one.text for one in records[20:])
    heads = {one.key: replace(one, headers_only=False) for one in records[:20]}
    for whole in records[20:]:
        assert heads[whole.key] == replace(whole, text="", own="", flags=heads[whole.key].flags)


def test_every_batch_ends_with_a_cursor_from_which_reading_goes_on(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "FEW", 5)
    monkeypatch.setattr(reading, "HEADS", 7)
    monkeypatch.setattr(reading, "TEXTS", 7)
    mailbox.deliver(*letters(20))
    whole = mailbox.read()
    told: list[Any] = [one for one in whole.told if isinstance(one, Sighted | Cursor)]
    everything: list[Any] = [one for one in told if isinstance(one, Sighted)]
    places = [place for place, one in enumerate(told) if isinstance(one, Cursor)]
    assert len(places) == 3 + 3 + 1
    for place in places:
        cursor = told[place]
        assert isinstance(cursor, Cursor)
        before = [one for one in told[:place] if isinstance(one, Sighted)]
        rest = run(mailbox.account, {SENT: cursor}).of(Sighted)
        missing = [one for one in everything if one not in before]
        needed = [one for one in missing if not one.record.headers_only]
        assert [one for one in rest if not one.record.headers_only] == needed
        assert all(one in missing for one in rest)


def test_a_second_reading_finds_only_what_came_since(mailbox: Mailbox) -> None:
    mailbox.deliver(*letters(5))
    first = mailbox.read()
    assert len(first.of(Sighted)) == 5
    assert not mailbox.read(first.cursors).of(Sighted, Known, Problem)
    mailbox.deliver(*letters(2, start=5))
    second = mailbox.read(first.cursors)
    assert [one.record.message_id for one in second.of(Sighted)] == ["letter-6@example.org", "letter-5@example.org"]
    assert not mailbox.read(second.cursors).of(Sighted)


def test_new_numbers_let_all_be_matched_again_without_fetching_a_text(mailbox: Mailbox) -> None:
    mailbox.deliver(*letters(6))
    first = mailbox.read()
    mailbox.server.renumber(mailbox.user, SENT)
    known = [one.raw for one in first.of(Sighted)]
    again = run(mailbox.account, first.cursors, known=known)
    assert len(again.of(Known)) == 6
    assert not again.of(Sighted)
    told = [json.loads(one.cursors[SENT].value)["validity"] for one in (first, again)]
    assert told[0] != told[1]
    unknown = run(mailbox.account, first.cursors)
    assert {one.record.key for one in unknown.of(Sighted)} == {one.record.key for one in first.of(Sighted)}


def test_mails_that_were_deleted_meanwhile_are_no_flaw(mailbox: Mailbox) -> None:
    mailbox.deliver(*letters(6))
    first = mailbox.read()
    with mailbox.client() as client:
        client.select_folder(SENT)
        client.delete_messages([2, 3])
        client.expunge()
    mailbox.deliver(*letters(1, start=6))
    assert [one.record.message_id for one in mailbox.read(first.cursors).of(Sighted)] == ["letter-6@example.org"]
    assert len(mailbox.read().of(Sighted)) == 5


def test_drafts_and_deleted_mails_are_told_and_left_out(mailbox: Mailbox) -> None:
    mailbox.deliver(samples.plain(1), flags="D")
    mailbox.deliver(samples.plain(2), flags="ST")
    mailbox.deliver(samples.plain(3))
    told = mailbox.read()
    assert sorted(one.reason for one in told.of(Problem)) == ["a draft", "deleted in the mail program"]
    assert len(told.of(Sighted)) == 1


def test_a_mail_too_large_is_one_problem_and_its_header_is_read(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "FEW", 0)
    for module in (reading, reading_messages):
        monkeypatch.setattr(module, "MAX_SIZE", 1 << 20)
    mailbox.deliver(samples.with_attachment(1, 1 << 20), samples.plain(2))
    told = mailbox.read()
    assert [one.reason for one in told.of(Problem)] == ["larger than 1 MB"]
    assert [one.record.headers_only for one in told.of(Sighted)].count(True) == 2


def test_only_the_wanted_years_are_read(mailbox: Mailbox) -> None:
    years = [datetime.now(UTC) - timedelta(days=365 * back + 30) for back in (0, 2, 4, 12)]
    mails = [
        samples.plain(number).replace(b"Tue, 04 Mar 2025", f"{day:%a, %d %b %Y}".encode())
        for number, day in enumerate(years)
    ]
    mailbox.deliver(*mails)
    counts = {told: len(mailbox.read(years=told).of(Sighted)) for told in ("1", "3", "5", "all")}
    assert counts == {"1": 1, "3": 2, "5": 3, "all": 4}
    first = mailbox.read(years="3")
    assert len(mailbox.read(first.cursors, years="all").of(Sighted)) == 4


def test_inbox_archive_and_named_folders_are_read_on_wish_sent_first(mailbox: Mailbox) -> None:
    odd = 'Überfahrt & "Tide" (2025) — 潮'
    for number, folder in enumerate((SENT, "INBOX", "Archive", "Archive.2024", odd, "Trash")):
        mailbox.deliver(samples.plain(number), folder=folder)
    assert [one.name for one in mailbox.read().of(Part)] == [SENT] * 2
    told = mailbox.read(folders=f"inbox,archive,{odd.upper()},sent")
    assert list(told.cursors) == [SENT, "INBOX", "Archive", "Archive.2024", odd]
    labels = {one.record.subject: one.record.labels for one in told.of(Sighted)}
    assert labels == {
        "Shape 0": ("sent",), "Shape 1": ("inbox",), "Shape 2": ("archived",), "Shape 3": ("archived",), "Shape 4": (),
    }  # fmt: skip


def test_reading_changes_nothing_on_the_server(mailbox: Mailbox) -> None:
    mailbox.deliver(*samples.shapes(), flags="")

    def state() -> object:
        with mailbox.client() as client:
            client.select_folder(SENT, readonly=True)
            return {uid: answer[b"FLAGS"] for uid, answer in client.fetch(range(1, 30), ["FLAGS"]).items()}

    with mailbox.client() as client:
        client.select_folder(SENT)  # what is new is seen as new only once
    before = state()
    mailbox.read()
    assert state() == before


@pytest.mark.parametrize("value", ["", "{", "[]", "null", '{"validity": "x"}', '{"validity": 1, "years": "3"}'])
def test_a_damaged_cursor_means_from_the_start(mailbox: Mailbox, value: str) -> None:
    mailbox.deliver(*letters(3))
    assert len(run(mailbox.account, {SENT: Cursor(value=value)}).of(Sighted)) == 3
