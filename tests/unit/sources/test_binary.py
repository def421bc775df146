"""What is certainly no text is offered to no reader; what may be one always is."""

from __future__ import annotations

import random

import pytest

from kithly.sources import is_binary

TEXTS = (
    b"From ana@globex.example Mon Jan 05 10:00:00 2026\n",
    "Näme;Straße;Größe".encode("cp1252"),
    "Имя;Фамилия".encode("koi8-r"),
    "氏名,会社".encode("cp932"),
    "氏名,会社".encode("iso-2022-jp"),
    "Name;Firma".encode("utf-16"),
    "Name;Firma\nAna;Acme\n".encode("utf-16-le"),
    b"\xef\xbb\xbfName,Company",
    b"BEGIN:VCARD\r\n",
    b'{"about": "viewer"}',
    b"",
    b"a",
)


@pytest.mark.parametrize("text", TEXTS)
def test_text_in_any_encoding_is_text(text: bytes) -> None:
    assert not is_binary(text)
    assert not is_binary(text * 50)


def test_a_mailbox_whose_first_letter_holds_a_raw_picture_is_text() -> None:
    head = b"From ana@globex.example Mon Jan 05 10:00:00 2026\nFrom: Ana <ana@globex.example>\nSubject: Photo\n\n"
    assert not is_binary(head + random.Random(3).randbytes(8_000))  # noqa: S311 - no secret


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_no_text(seed: int) -> None:
    assert is_binary(random.Random(seed).randbytes(4_096))  # noqa: S311 - no secret


@pytest.mark.parametrize(
    "magic", [b"%PDF-1.7\n", b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"Rar!\x1a", b"7z\xbc\xaf\x27\x1c"]
)
def test_known_formats_are_no_text_whatever_follows(magic: bytes) -> None:
    assert is_binary(magic + b"Name,Company\nAna,Acme\n" * 200)
