"""What cannot be read yet is named."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest

from kithly.app.bringing.unread import unread
from kithly.sources.base import Item


def item(name: str, content: bytes) -> Item:
    """Return a file with this content."""
    return Item(
        path=name,
        name=name,
        size=len(content),
        modified=datetime(2026, 1, 1, tzinfo=UTC),
        container="",
        opener=lambda: io.BytesIO(content),
    )


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("people.vcf", b"\xef\xbb\xbf<!doctype html>\n", "a web page"),
        ("no-ending", b"\r\n<?xml version='1.0'?>\n", "an XML file"),
        ("old.pst", b"!BDN", "an Outlook archive (PST)"),
        ("photo.vcf", b"\xff\xd8\xff\xe0", "a picture"),
        ("numbers.csv", b"a,b\n1,2\n", "a table"),
    ],
)
def test_a_known_format_is_named_by_content_before_its_ending(name: str, content: bytes, told: str) -> None:
    assert unread(item(name, content)) == f"{told}: Kithly cannot read these yet"


def test_an_empty_file_and_an_unknown_one_say_so() -> None:
    assert unread(item("a.bin", b"")) == "empty file"
    assert unread(item("a.bin", b"\x00\x01")) == "Kithly cannot read this kind of file yet"
