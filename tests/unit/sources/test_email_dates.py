"""Dates as mail programs, broken clocks and scripts write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithly.sources._formats.email import envelope_date, parse_date

CASES = [
    ("Thu, 9 Aug 2012 18:39:17 +0200", "2012-08-09T16:39:17"),
    ("Thu, 09 Aug 2012 18:39:17 +0200 (CEST)", "2012-08-09T16:39:17"),
    ("Thu, 09 Aug 2012 18:39:17 +0200 CEST", "2012-08-09T16:39:17"),
    ("9 Aug 2012 18:39:17 -0000", "2012-08-09T18:39:17"),
    ("9 Aug 2012 18:39 GMT", "2012-08-09T18:39:00"),
    ("Thu, 9 Aug 12 18:39:17 EST", "2012-08-09T23:39:17"),
    ("Thu, 9 Aug 98 18:39:17 PDT", "1998-08-10T01:39:17"),
    ("Thu,9 Aug 2012 18:39:17 +0200", "2012-08-09T16:39:17"),
    ("Thu Aug  9 18:39:17 2012", "2012-08-09T18:39:17"),
    ("Thu Aug 9 18:39:17 2012 +0200", "2012-08-09T16:39:17"),
    ("Thu Aug 9 18:39:17 +0200 2012", "2012-08-09T16:39:17"),
    ("2012-08-09 18:39:17", "2012-08-09T18:39:17"),
    ("2012-08-09T18:39:17Z", "2012-08-09T18:39:17"),
    ("2012-08-09T18:39:17.123+02:00", "2012-08-09T16:39:17"),
    ("Thursday, August 9, 2012 6:39 PM", "2012-08-09T18:39:00"),
    ("Thu, 9 août 2012 18:39:17 +0200", "2012-08-09T16:39:17"),
    ("Do, 9 Dez 2012 18:39:17 +0100", "2012-12-09T17:39:17"),
    ("Wed, 14 Jun 100 10:00:00 +0000", "2000-06-14T10:00:00"),
    ("Wed, 14 Jun 19100 10:00:00 +0000", "2000-06-14T10:00:00"),
    ("9-Aug-2012 18:39:17 +0200", "2012-08-09T16:39:17"),
    ("Thu, 9 Aug 2012 18.39.17 +0200", "2012-08-09T16:39:17"),
    ("Thu, 9 Aug 2012 23:59:60 +0000", "2012-08-09T23:59:59"),
    ("Thu, 9 Aug 2012 18:39:17 +9900", "2012-08-09T18:39:17"),
    ("Thu, 9 Aug 2012 25:61:00 +0000", None),
    ("31 Feb 2012 10:00:00 +0000", None),
    ("Thu, 1 Jan 1970 00:00:00 +0000", None),
    ("Thu, 9 Aug 1904 18:39:17 +0200", None),
    ("Thu, 9 Aug 0000 18:39:17 +0200", None),
    ("31 Dec 9999 23:59:59 -1400", None),
    ("yesterday", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_date_header_names_this_instant(text: str, expected: str | None) -> None:
    at = parse_date(text)
    assert (at.isoformat() if at else None) == (expected + "+00:00" if expected else None)


@given(
    st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2090, 1, 1)),  # noqa: DTZ001 - zone comes below
    st.integers(-12 * 60, 14 * 60),
)
@settings(max_examples=100)
def test_every_instant_survives_being_written(local: datetime, offset: int) -> None:
    local = local.replace(microsecond=0)
    sign, ahead = "-" if offset < 0 else "+", abs(offset)
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    text = (
        f"{local.day} {months[local.month - 1]} {local.year} {local:%H:%M:%S} {sign}{ahead // 60:02d}{ahead % 60:02d}"
    )
    assert parse_date(text) == local.replace(tzinfo=UTC) - timedelta(minutes=offset)


@given(st.text(max_size=60))
@settings(max_examples=100)
def test_any_text_gives_a_date_after_1970_or_none(text: str) -> None:
    at = parse_date(text)
    assert at is None or at.year >= 1970


def test_the_separator_s_sender_is_no_date() -> None:
    line = b"2001-01-01-12:00@example.org Thu Aug  9 18:39:17 2012"
    assert envelope_date(line) == datetime(2012, 8, 9, 18, 39, 17, tzinfo=UTC)
    assert envelope_date(b"123@xxx Mon Apr 07 14:31:02 +0000 2025") == datetime(2025, 4, 7, 14, 31, 2, tzinfo=UTC)
    assert envelope_date(b"- ") is None
