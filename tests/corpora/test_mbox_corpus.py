"""Public mailboxes: all go through, and what is found is what an independent count says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kithly.records import Message, Problem, Sighted
from kithly.sources._formats.archive import items
from kithly.sources.base import Item, Known
from kithly.sources.mbox import Mbox

# An independent look at separators: every line that begins with "From " and ends in a year or zone.
SEPARATOR = re.compile(rb"^From \S.*(?:\d{4}|[+-]\d{4})\r?$", re.MULTILINE)
MMDF = b"\x01\x01\x01\x01\n"
# Files in which that look is fooled, with the true number of messages.
TRUE_COUNTS = {"mbox-attachment.eml": 1, "mailbox_mmdf": 5}
MIN_FILES = 60


def _item(path: Path) -> Item:
    return Item(
        path=path.name,
        name=path.name,
        size=path.stat().st_size,
        modified=datetime(2026, 11, 1, tzinfo=UTC),
        container="",
        opener=lambda: path.open("rb"),
    )


def _mailboxes(corpora: Path) -> list[Path]:
    files = [path for path in sorted((corpora / "mbox").rglob("*")) if path.is_file()]
    return [path for path in files if Mbox().recognises(_item(path))]


def test_every_separator_gives_a_record_or_a_problem(corpora: Path) -> None:
    paths = _mailboxes(corpora)
    assert len(paths) >= MIN_FILES
    for path in paths:
        outcomes = list(Mbox().read(_item(path)))
        expected = TRUE_COUNTS.get(path.name, len(SEPARATOR.findall(path.read_bytes())))
        assert len(outcomes) == expected, path.name
        assert all(isinstance(outcome, Sighted | Problem) for outcome in outcomes)
        assert not any("cannot be read" in each.reason for each in outcomes if isinstance(each, Problem)), path.name


def test_files_with_separators_are_recognised_unless_they_begin_with_something_else(corpora: Path) -> None:
    missed = [
        path.name
        for path in sorted((corpora / "mbox").rglob("*"))
        if path.is_file() and path.read_bytes().startswith((b"From ", MMDF)) and not Mbox().recognises(_item(path))
    ]
    assert missed == []


def test_reading_goes_on_at_every_message_with_the_same_records(corpora: Path) -> None:
    for path in _mailboxes(corpora):
        whole = list(Mbox().read(_item(path)))
        middle = whole[len(whole) // 2]
        if isinstance(middle, Sighted):
            assert middle.resume is not None
            assert list(Mbox().read(_item(path), resume=middle.resume)) == whole[len(whole) // 2 + 1 :]


def test_newest_first_gives_the_very_same_messages_and_goes_on_at_every_place(corpora: Path) -> None:
    for path in _mailboxes(corpora):
        (item,) = items(path)
        straight = list(Mbox().read(_item(path)))
        ordered = list(Mbox().read(item))
        assert sorted(map(_told, ordered)) == sorted(map(_told, straight)), path.name
        places = [one.resume or 0 for one in ordered if not isinstance(one, Problem)]
        assert places == sorted(places), path.name
        for number, one in enumerate(ordered):
            if number % 7 == 0 and not isinstance(one, Problem):
                assert list(Mbox().read(item, resume=one.resume or 0)) == ordered[number + 1 :], path.name


def _told(outcome: Sighted | Problem | Known) -> str:
    """Return what was read of a message, without the place to go on from."""
    return repr(outcome if isinstance(outcome, Problem) else replace(outcome, resume=None))


@pytest.mark.parametrize("folder", ["linkedin", "vcard", "icalendar", "reply-quote", "contacts-csv"])
def test_other_files_are_refused(corpora: Path, folder: str) -> None:
    wrong = [p.name for p in sorted((corpora / folder).rglob("*")) if p.is_file() and Mbox().recognises(_item(p))]
    assert wrong == []


def test_messages_carry_what_mail_carries(corpora: Path) -> None:
    messages = [
        outcome.record
        for path in _mailboxes(corpora)
        for outcome in Mbox().read(_item(path))
        if isinstance(outcome, Sighted) and isinstance(outcome.record, Message)
    ]
    assert sum(1 for message in messages if message.at) / len(messages) > 0.95
    assert sum(1 for message in messages if message.sender) / len(messages) > 0.4  # test boxes leave headers out
    assert all("\x00" not in message.text for message in messages)
