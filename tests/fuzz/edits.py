"""Inputs made of whole samples: parts left out, doubled, moved, grown, and words put in that mean something."""

from __future__ import annotations

from collections.abc import Sequence

import hypothesis.strategies as st

LONGEST = 1 << 15  # bytes of an input that is made here
GROWN = 4_000  # copies of a word that are put in at once
WORDS = (
    *(b"\0", b"\r", b"\n", b"\r\n", b"\n\n", b"\t", b" ", b'"', b"'", b",", b";", b":", b"<", b">", b"&", b"=", b"\\"),
    *(b"{", b"}", b"[", b"]", b"(", b")", b"{999999999}", b"@", b"%", b"-1", b"0", b"99999999999999999999", b"1e999"),
    *(b"null", b"true", b"NaN", b'""', b"[[", b'{"a":', b"<!DOCTYPE a [", b"<![CDATA[", b"<!--", b"&#0;", b"&amp;"),
    *(b"From ", b"\nFrom a@a.example Mon Mar  2 09:00:00 2026\n", b"BEGIN:VCARD\n", b"END:VCARD\n", b"BEGIN:VEVENT\n"),
    *(b"END:VEVENT\n", b"RRULE:FREQ=SECONDLY\n", b"Content-Type: multipart/mixed; boundary=b\n\n--b\n", b"--b\n"),
    *(b"=?utf-8?B?", b"=?utf-7?Q?+A-?=", b"?=", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xe2\x80\xae"),
    *(b"0000-00-00", b"9999-12-31T23:59:59Z", b"0100-02-30", b"25:61", b"PK\x03\x04", b"\x1f\x8b"),
)
Edit = tuple[str, int, int, bytes]


def edits() -> st.SearchStrategy[list[Edit]]:
    """Return what may be done to a sample; places are thousandths of its length."""
    kinds = st.sampled_from(("out", "double", "turn", "put", "grow", "end"))
    place = st.integers(0, 1_000)
    word = st.sampled_from(WORDS) | st.binary(min_size=1, max_size=6)
    return st.lists(st.tuples(kinds, place, place, word), min_size=1, max_size=6)


def edited(data: bytes, steps: Sequence[Edit]) -> bytes:
    """Return a sample after some edits."""
    for kind, one, two, word in steps:
        start, end = sorted((len(data) * one // 1_000, len(data) * two // 1_000))
        before, part, after = data[:start], data[start:end], data[end:]
        if kind == "out":
            data = before + after
        elif kind == "double":
            data = before + part + part + after
        elif kind == "turn":
            data = before + part[::-1] + after
        elif kind == "put":
            data = before + word + part + word + after
        elif kind == "grow":
            data = before + word * (GROWN * two // 1_000) + part + after
        else:
            data = before + word
        data = data[:LONGEST]
    return data
