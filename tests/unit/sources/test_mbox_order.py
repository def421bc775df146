"""Newest first: the same messages as in straight reading, in an order that is told by the file alone."""

from __future__ import annotations

import io
import os
import random
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kithly.errors import SourceFormatError
from kithly.records import Sighted
from kithly.sources._formats.archive import items
from kithly.sources.base import Item
from kithly.sources.mbox import Mbox
from kithly.sources.mbox import order as order_module
from kithly.sources.mbox.dating import UNKNOWN, month_of
from kithly.sources.mbox.order import Order
from kithly.sources.mbox.splitter import MAX_MESSAGE, MMDF, Piece, split

JUNE, YEAR = 5, 12  # a month of a year, counted from 0; months


def letter(year: int, month: int, number: int, body: bytes = b"Hello.\n", *, stamp: bytes = b"") -> bytes:
    """Return one message of a mailbox."""
    day = datetime(year, month, 1 + number % 28, 10, 0, number % 60, tzinfo=UTC)
    stamp = stamp or b"ana@example.org " + day.strftime("%a %b %e %H:%M:%S %Y").encode()
    date_line = day.strftime("%a, %d %b %Y %H:%M:%S +0000").encode()
    head = b"From: ana@example.org\nTo: me@example.org\nDate: %s\nMessage-ID: <%d@example.org>\n" % (date_line, number)
    return b"From " + stamp + b"\n" + head + b"\n" + body + b"\n"


def on_disk(folder: Path, content: bytes, *, name: str = "All mail.mbox") -> Item:
    """Write a mailbox and return it as an item."""
    path = folder / name
    path.write_bytes(content)
    os.utime(path, (1_790_000_000, 1_790_000_000))  # September 2026
    (item,) = items(path)
    return item


def months(item: Item) -> list[str]:
    """Return the months of the messages as they are read."""
    return [f"{one.observed_at:%Y-%m}" for one in Mbox().read(item) if isinstance(one, Sighted)]


def order_of(content: bytes) -> tuple[Order, list[Piece]]:
    """Return the order of a mailbox and its messages as they stand."""
    order = Order.of(split(io.BytesIO(content)), latest=None)
    assert order is not None
    return order, list(split(io.BytesIO(content)))


def test_a_mailbox_that_grew_is_read_from_its_end_month_by_month(tmp_path: Path) -> None:
    content = b"".join(letter(2019 + number // 4, 1 + number // 2 % 2, number) for number in range(12))
    read = months(on_disk(tmp_path, content))
    assert read == sorted(read, reverse=True)
    assert len(read) == 12


def test_a_shuffled_mailbox_is_read_newest_first_all_the_same(tmp_path: Path) -> None:
    letters = [letter(2001 + number % 25, 1 + number % 12, number) for number in range(300)]
    random.Random(3).shuffle(letters)  # noqa: S311 - chance for a test
    read = months(on_disk(tmp_path, b"".join(letters)))
    assert read == sorted(read, reverse=True)
    assert len(read) == 300


def test_within_a_month_messages_come_as_they_stand(tmp_path: Path) -> None:
    content = b"".join(letter(2020, 6, number) for number in (3, 1, 2)) + letter(2021, 6, 4)
    keys = [one.record.key for one in Mbox().read(on_disk(tmp_path, content)) if isinstance(one, Sighted)]
    assert [key.partition("@")[0] for key in keys] == ["4", "3", "1", "2"]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"From a Thu Aug  9 18:39:17 2012\nDate: Mon, 6 Jun 2011 10:00:00 +0000\n", 2011 * YEAR + JUNE),
        (b"From a Fri Jun  3 18:39:17 2011\nSubject: x\n", 2011 * YEAR + JUNE),
        (b"From 18287545@xxx Fri Jun 03 14:31:02 +0000 2011\nSubject: x\n", 2011 * YEAR + JUNE),
        (b"From - Mon Jul 11 10:00:00 2016\nDate: 3 Jun 11 10:00 GMT\n", 2011 * YEAR + JUNE),
        (b"From - Mon Jul 11 10:00:00 2016\r\nX: y\r\nDate: Fri, 03-Jun-1994 10:00:00 GMT\r\n", 1994 * YEAR + JUNE),
        (b"From a Thu Jan  1 00:00:00 1970\nSubject: x\n", UNKNOWN),
        (b"From - \nSubject: x\n", UNKNOWN),
        (b"", UNKNOWN),
    ],
)
def test_the_date_a_message_bears_comes_before_its_stamp(head: bytes, expected: int) -> None:
    assert month_of(head) == expected


def test_what_bears_no_date_or_one_of_the_future_stands_with_what_is_in_front_of_it(tmp_path: Path) -> None:
    undated = b"From - \nFrom: ana@example.org\nMessage-ID: <77@example.org>\n\nHello.\n\n"
    content = letter(2020, 6, 1) + undated + letter(2038, 1, 2) + letter(2024, 6, 3)
    item = on_disk(tmp_path, content)
    keys = [one.record.key.partition("@")[0] for one in Mbox().read(item) if isinstance(one, Sighted)]
    assert keys == ["3", "1", "77", "2"]


LONG = b"x" * (MAX_MESSAGE + 99) + b"\n"
CRLF = letter(2020, 6, 1).replace(b"\n", b"\r\n") + letter(2022, 6, 2).replace(b"\n", b"\r\n")
COUNTED = (
    b"From a Thu Aug  9 18:39:17 2012\nContent-Length: 65\nDate: Thu, 9 Aug 2012 10:00:00 +0000\n\n"
    b"From b Thu Aug  9 18:39:17 2018\nFrom: not@a.separator\n\ntext\n1234\n\n" + letter(2022, 6, 2)
)
VARIANTS = {
    "plain": letter(2020, 6, 1) + letter(2022, 6, 2) + letter(2019, 6, 3),
    "carriage returns": CRLF,
    "a byte order mark": b"\xef\xbb\xbf" + letter(2020, 6, 1) + letter(2022, 6, 2),
    "lengths told": COUNTED,
    "MMDF": MMDF + letter(2020, 6, 1) + MMDF + MMDF + letter(2022, 6, 2) + MMDF,
    "junk in front": b"some words\n\n" + letter(2020, 6, 1) + letter(2022, 6, 2),
    "a very long message": letter(2020, 6, 1)
    + letter(2022, 6, 2, b"x" * (MAX_MESSAGE + 99) + b"\n")
    + letter(2021, 6, 3),
    "long ones": b"".join(letter(2010 + n % 9, 6, n, b"A line.\n" * 9_000) for n in range(20)),
    "nothing": b"",
}


@pytest.mark.parametrize("content", VARIANTS.values(), ids=VARIANTS.keys())
def test_the_messages_are_the_very_same_as_in_straight_reading(content: bytes) -> None:
    order, straight = order_of(content)
    found = [piece for _, piece in order.pieces(io.BytesIO(content))]
    assert sorted(found) == straight


@pytest.mark.parametrize("content", VARIANTS.values(), ids=VARIANTS.keys())
def test_reading_goes_on_at_every_place(content: bytes) -> None:
    order, straight = order_of(content)
    whole = list(order.pieces(io.BytesIO(content)))
    assert [place for place, _ in whole] == sorted({place for place, _ in whole})
    for number, (place, _) in enumerate(whole):
        again, _ = order_of(content)
        assert list(again.pieces(io.BytesIO(content), start=place)) == whole[number + 1 :]
    if straight:
        assert whole[-1][0] == straight[-1].end - straight[0].start


def test_how_far_back_everything_is_read_is_told_only_of_whole_months() -> None:
    content = letter(2019, 3, 1) + letter(2020, 6, 2) + letter(2020, 6, 3) + letter(2026, 1, 4)
    order, _ = order_of(content)
    places = [0, *(place for place, _ in order.pieces(io.BytesIO(content)))]
    assert [order.back_to(place) for place in places] == [
        None,
        date(2026, 1, 1),
        date(2026, 1, 1),
        date(2020, 6, 1),
        date(2019, 3, 1),
    ]


def test_a_mailbox_that_changes_while_it_is_read_says_so_and_makes_up_nothing(tmp_path: Path) -> None:
    letters = [letter(2010 + number % 9, 6, number) for number in range(40)]
    item = on_disk(tmp_path, b"".join(letters))
    reading = Mbox().read(item)
    first = next(reading)
    assert isinstance(first, Sighted)
    Path(tmp_path / "All mail.mbox").write_bytes(b"".join(letters[3:]))
    with pytest.raises(SourceFormatError, match="was changed while it was read"):
        list(reading)


def test_a_mailbox_of_too_many_messages_is_read_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order_module, "MOST", 5)
    content = b"".join(letter(2019 + number, 6, number) for number in range(7))
    item = on_disk(tmp_path, content)
    read = list(Mbox().read(item))
    assert months(item) == sorted(months(item))
    assert Mbox().back_to(item, 10**6) is None
    for number, one in enumerate(read):
        assert isinstance(one, Sighted)
        assert list(Mbox().read(item, resume=one.resume or 0)) == read[number + 1 :]


def test_a_disk_that_fails_while_the_file_is_cut_is_read_up_to_there_and_from_the_start_next_time(
    tmp_path: Path,
) -> None:
    content = b"".join(letter(2019 + number % 3, 6, number, b"A line.\n" * 900) for number in range(60))
    path = tmp_path / "All mail.mbox"
    path.write_bytes(content)

    class Failing(io.FileIO):
        def readinto(self, buffer: bytearray | memoryview) -> int | None:  # type: ignore[override]  # typeshed: Buffer
            if self.tell() > len(content) // 2:
                raise OSError(5, "Input/output error")
            return super().readinto(buffer)

    (item,) = items(path)
    item = replace(item, opener=lambda: io.BufferedReader(Failing(path)))
    source, seen = Mbox(), []
    reading = source.read(item)
    with suppress(OSError):
        while True:
            seen.append(next(reading))
    assert 0 < len(seen) < 60
    assert all(isinstance(one, Sighted) and one.resume is None for one in seen)
    assert source.back_to(item, 0) is None
