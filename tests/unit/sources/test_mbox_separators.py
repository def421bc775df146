"""What separates two messages, and what only looks like it: a table with the truth beside it."""

from __future__ import annotations

import io
import re

import pytest
from tests.unit.sources.telling import item_of

from kithly.records import Message, Sighted
from kithly.sources.mbox import Mbox
from kithly.sources.mbox.splitter import split

FIRST = b"From ana@example.org  Thu Aug  9 18:39:17 2012\nFrom: ana@example.org\nSubject: first\n\nHello\n"
HEADER = b"From: ben@example.org\nSubject: second\n\nBody\n"

# name, what follows the first message, how many messages there are in all
CASES = [
    ("asctime", b"\nFrom ben@example.org Thu Aug  9 18:40:17 2012\n" + HEADER, 2),
    ("asctime, two spaces", b"\nFrom ben@example.org  Thu Aug  9 18:40:17 2012\n" + HEADER, 2),
    ("no blank line before", b"From ben@example.org Thu Aug  9 18:40:17 2012\n" + HEADER, 2),
    ("zone before the year", b"\nFrom 1828754568043628583@xxx Mon Apr 07 14:31:02 +0000 2025\n" + HEADER, 2),
    ("zone behind the year", b"\nFrom ben@example.org Sun Mar  1 10:00:00 2009 +0200\n" + HEADER, 2),
    ("named zone", b"\nFrom ben@example.org Thu Aug  9 18:40:17 MET 2012\n" + HEADER, 2),
    ("summer time", b"\nFrom ben@example.org Thu Aug  9 18:40:17 MET DST 2012\n" + HEADER, 2),
    ("no seconds", b"\nFrom ben@example.org Thu Aug  9 18:40 2012\n" + HEADER, 2),
    ("two-digit year", b"\nFrom ben@example.org Thu Aug  9 18:40:17 98\n" + HEADER, 2),
    ("pipermail", b"\nFrom ben at example.org  Thu Aug  9 18:40:17 2012\n" + HEADER, 2),
    ("thunderbird", b"\nFrom - Mon Jul 11 10:00:00 2016\n" + HEADER, 2),
    ("thunderbird without a date", b"\nFrom - \nX-Mozilla-Status: 0001\n" + HEADER, 2),
    ("bare", b"\nFrom \n" + HEADER, 2),
    ("bare without the space", b"\nFrom\nSubject: x\n\nBody\n", 1),
    ("eudora", b"\nFrom ???@??? Thu Aug 09 18:40:17 2012\n" + HEADER, 2),
    ("daemon", b"\nFrom MAILER-DAEMON Thu Aug  9 18:40:17 2012\n" + HEADER, 2),
    ("remote from", b"\nFrom ben Thu Aug  9 18:40:17 2012 remote from faraway\n" + HEADER, 2),
    ("rfc 822 date", b"\nFrom ben@example.org Thu, 9 Aug 2012 18:40:17 +0200\n" + HEADER, 2),
    ("iso date", b"\nFrom ben@example.org 2012-08-09 18:40:17 +0000\n" + HEADER, 2),
    ("quoted sender", b'\nFrom "Ben Quince" Thu Aug  9 18:40:17 2012\n' + HEADER, 2),
    ("sender of two words", b"\nFrom Ben Quince Thu Aug  9 18:40:17 2012\n" + HEADER, 2),
    ("localised day", b"\nFrom ben@example.org jeu. Aug  9 18:40:17 2012\n" + HEADER, 2),
    ("no sender", b"\nFrom Thu Aug  9 18:40:17 2012\n" + HEADER, 2),
    ("crlf", b"\r\nFrom ben@example.org Thu Aug  9 18:40:17 2012\r\n" + HEADER.replace(b"\n", b"\r\n"), 2),
    ("header-less", b"\nFrom ben@example.org Thu Aug  9 18:40:17 2012\n\nOnly a body\n", 2),
    ("header quoted by a mailer", b"\nFrom b@example.org Thu Aug  9 18:40:17 2012\n>From x\nSubject: s\n\nBody\n", 2),
    ("space before the colon", b"\nFrom b@example.org Thu Aug  9 18:40:17 2012\nSubject : s\n\nBody\n", 2),
    ("prose", b"\nFrom my side all is well.\nNote: nothing follows\n", 1),
    ("prose, alone in its paragraph", b"\nFrom me to you\n\nBen\n", 1),
    ("prose with a year", b"\nFrom the meeting in 2012\nSubject: none\n", 1),
    ("prose with a time", b"\nFrom noon until 18:40:17\nDate: tomorrow\n", 1),
    ("comment", b"\nFrom a comment made, it follows that\nTo: be done\n", 1),
    ("a date but text behind it", b"\nFrom ben@example.org Thu Aug  9 18:40:17 2012\nand so on\n", 1),
    ("prose before a date, no header", b"\nFrom what I heard on Thu Aug  9 18:40:17 2012\nhe said: no\n", 1),
    ("prose before a date, no blank line", b"From what I heard on Thu Aug  9 18:40:17 2012\nNote: x\n", 1),
    ("quoted", b"\n>From ben@example.org Thu Aug  9 18:40:17 2012\n" + HEADER, 1),
    ("quoted twice", b"\n>>From ben@example.org Thu Aug  9 18:40:17 2012\n" + HEADER, 1),
    ("indented", b"\n From ben@example.org Thu Aug  9 18:40:17 2012\n" + HEADER, 1),
    ("a patch inside", b"\nFrom " + b"a1" * 20 + b" Mon Sep 17 00:00:00 2001\n" + HEADER, 1),
    ("header field only", b"\nFrom: ben@example.org\nSubject: not a message\n", 1),
    ("lower case", b"\nfrom ben@example.org Thu Aug  9 18:40:17 2012\n" + HEADER, 1),
    ("dashed prose", b"\nFrom - my point of view - this is fine\nso it is\n", 1),
    ("three in a row", (b"\nFrom ben@example.org Thu Aug  9 18:40:17 2012\n" + HEADER) * 3, 4),
]


@pytest.mark.parametrize(("name", "rest", "count"), CASES, ids=[case[0] for case in CASES])
def test_a_line_separates_or_it_does_not(name: str, rest: bytes, count: int) -> None:
    assert name
    data = FIRST + rest
    pieces = list(split(io.BytesIO(data)))
    assert len(pieces) == count
    assert b"".join(piece.raw for piece in pieces) == data


def test_patches_separate_in_a_file_of_patches() -> None:
    line = b"From " + b"0f" * 20 + b" Mon Sep 17 00:00:00 2001\n"
    assert len(list(split(io.BytesIO(line + HEADER + b"\n" + line + HEADER)))) == 2


def test_a_told_length_that_lands_on_a_separator_is_believed() -> None:
    inner = b"See this:\n\nFrom cy@example.org Thu Aug  9 18:40:17 2012\n" + HEADER
    told = b"From ana@example.org Thu Aug  9 18:39:17 2012\nContent-Length: %d\nSubject: s\n\n" % len(inner)
    data = told + inner + b"\nFrom ben@example.org Thu Aug  9 18:41:17 2012\n" + HEADER
    assert len(list(split(io.BytesIO(data)))) == 2
    assert len(list(split(io.BytesIO(data.replace(b"Content-Length: ", b"Content-Length: 9"))))) == 3


def test_a_wrong_length_is_ignored() -> None:
    data = FIRST.replace(b"Subject", b"Content-Length: 3\nSubject") + CASES[0][1]
    assert len(list(split(io.BytesIO(data)))) == 2


def test_mmdf_marks_separate() -> None:
    mark = b"\x01\x01\x01\x01\n"
    data = mark + HEADER + mark + mark + HEADER + mark
    assert sum(1 for piece in split(io.BytesIO(data)) if b"Subject" in piece.raw) == 2


@pytest.mark.parametrize("chunk", [64, 1_000, 4_096])
def test_the_size_of_the_chunks_changes_nothing(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = FIRST + b"".join(case[1] for case in CASES if case[2] != 4)
    whole = [piece.start for piece in split(io.BytesIO(data))]
    monkeypatch.setattr("kithly.sources.mbox.splitter.CHUNK", chunk)
    assert [piece.start for piece in split(io.BytesIO(data))] == whole


def test_of_a_message_over_the_limit_the_head_is_kept_and_the_next_is_found() -> None:
    data = FIRST + b"x" * 3_000_000 + CASES[0][1] + CASES[1][1]
    pieces = list(split(io.BytesIO(data), limit=100_000))
    assert [len(piece.raw) == 100_000 for piece in pieces] == [True, False, False]
    assert pieces[0].raw == data[:100_000]
    assert [piece.start for piece in pieces] == [piece.start for piece in split(io.BytesIO(data))]


class _Pipe(io.BytesIO):
    def seekable(self) -> bool:
        return False

    def seek(self, offset: int, whence: int = 0, /) -> int:
        raise OSError(offset, whence)


def test_a_stream_that_cannot_seek_resumes_by_reading() -> None:
    data = FIRST + b"".join(case[1] for case in CASES[:12])
    starts = [piece.start for piece in split(io.BytesIO(data))]
    for place, start in enumerate(starts):
        assert [piece.start for piece in split(_Pipe(data), start=start)] == starts[place:]


WORDS = (
    "Hi,\n\nFrom my side all is well.\n>From the start\n>>From long ago\n"
    "From ben@example.org Thu Aug  9 18:40:17 2012\n"
)


def texts_in(data: bytes) -> list[str]:
    found = [one.record for one in Mbox().read(item_of("a.mbox", data)) if isinstance(one, Sighted)]
    return [one.text for one in found if isinstance(one, Message)]


def as_mboxrd(text: str) -> str:
    """Write words as mboxrd does: one sign more before each line that begins so, however many stand there."""
    return re.sub(r"(?m)^(>*From )", r">\1", text)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_a_mailbox_quoted_is_read_as_it_was_written_and_unquoted_once(end: str) -> None:
    mails = [f"From: ana@example.org\nMessage-ID: <{n}@x>\nSubject: {n}\n\n{as_mboxrd(WORDS)}\n" for n in range(3)]
    whole = "".join(f"From ana@example.org  Thu Aug  9 18:39:1{n} 2012\n{mail}" for n, mail in enumerate(mails))
    texts = texts_in(whole.replace("\n", end).encode())
    assert [text.strip() for text in texts] == [WORDS.strip()] * 3


def test_a_line_quoted_by_mboxo_is_told_from_none_and_comes_out_bare() -> None:
    texts = texts_in(FIRST + b"\n>From my side all is well.\n" + CASES[0][1])
    assert texts[0].strip() == "Hello\n\nFrom my side all is well."


def test_what_a_told_length_covers_was_never_quoted() -> None:
    inner = b"See this:\n\n>From here\n\nFrom cy@example.org Thu Aug  9 18:40:17 2012\n" + HEADER
    told = b"From ana@example.org Thu Aug  9 18:39:17 2012\nContent-Length: %d\nSubject: s\n\n" % len(inner)
    data = told + inner + b"\nFrom ben@example.org Thu Aug  9 18:41:17 2012\n" + HEADER
    texts = texts_in(data)
    assert len(texts) == 2
    assert texts[0].startswith("See this:\n\n>From here\n\nFrom cy@example.org")
