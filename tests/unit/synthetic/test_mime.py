"""Raw mail made by hand says to a library reader exactly what was put in."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithly.synthetic import mime

LETTERS = st.characters(categories=("L", "N", "So"), include_characters=" .,'-()\"&")
NAMES = st.text(LETTERS, min_size=1, max_size=90).map(lambda text: " ".join(text.split())).filter(bool)
TEXTS = st.text(st.characters(categories=("L", "N", "P", "So"), include_characters=" \n"), max_size=300)


@settings(max_examples=60)
@given(NAMES)
def test_any_name_comes_back_from_a_header(name: str) -> None:
    value = mime.mailbox(name, "a@b.example")
    # Not by the newest policy: it puts a space between two encoded words.
    found, address = parseaddr(value)
    assert address == "a@b.example"
    assert str(make_header(decode_header(found))) == name


@settings(max_examples=60)
@given(NAMES)
def test_header_lines_stay_short_and_ascii(name: str) -> None:
    for form in (mime.encoded(f"{name}é"), mime.encoded_letters(f"{name}é")):
        assert form.isascii()
        assert max(len(line) for line in form.split("\n ")) <= 75
        assert str(make_header(decode_header(form))) == f"{name}é"


@settings(max_examples=60)
@given(TEXTS, st.sampled_from(get_args(mime.Encoding)))
def test_any_text_comes_back_from_every_encoding(text: str, encoding: mime.Encoding) -> None:
    headers, body = mime.body(f"{text}\n", encoding, boundary="mark-between-parts")
    message = email.message_from_bytes(
        b"MIME-Version: 1.0\n" + headers.encode() + b"\n" + body, policy=email.policy.default
    )
    assert isinstance(message, EmailMessage)
    part = message.get_body(("plain",))
    assert part is not None
    assert part.get_content() == f"{text}\n"


@pytest.mark.parametrize(
    "moment", [datetime(2024, 2, 29, 0, 0, 1, tzinfo=UTC), datetime(2019, 12, 31, 23, 59, tzinfo=UTC)]
)
def test_a_date_header_comes_back(moment: datetime) -> None:
    assert parsedate_to_datetime(mime.rfc_date(moment)) == moment
