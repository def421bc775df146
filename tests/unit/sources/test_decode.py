"""Which characters bytes mean."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithly.sources._formats.decode import clean_text, decode, decode_head, encoding_of, is_text, open_text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Zoë,Marzipan 🚀", "utf-8"),
        ("Zoë,Marzipan", "utf-8-sig"),
        ("Zoë\tMarzipan", "utf-16"),
        ("Name\tZoë Marzipan of the Lamps", "utf-16-le"),
        ("Name\tZoë Marzipan of the Lamps", "utf-16-be"),
        ("Jörg Müller, Straße, Käse, naïve café", "cp1252"),
        ("Přemysl Žluťoučký kůň úpěl ďábelské ódy, Šárka Dvořáková, Jiří Němec; " * 4, "cp1250"),
        ("Алексей Иванов, Мария Петрова, главный редактор журнала о маяках", "cp1251"),
        ("山田太郎,東京の灯台で働いています。よろしくお願いします。", "cp932"),
    ],
)
def test_text_comes_back_from_every_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).lstrip("\ufeff") == text


def test_a_flipped_byte_does_not_make_utf8_another_encoding() -> None:
    data = bytearray("Zoë and Jörg and Käthe".encode() * 20)
    data[data.index(0xC3)] = 0xFF
    text = decode(bytes(data))
    assert text.count("ë") == 19
    assert "Ã" not in text.replace("ÿ", "")


def test_a_declared_encoding_is_taken_before_statistics() -> None:
    assert decode("Привет".encode("koi8-r"), "koi8-r") == "Привет"
    assert decode(b"na\xefve", "no-such-charset") == "naïve"


def test_nul_and_lone_surrogates_never_get_through() -> None:
    assert clean_text("a\0b\udcfc") == "ab\ufffd"


def test_a_letter_cut_by_the_head_is_no_error() -> None:
    data = "Zoë".encode()[:3]
    assert encoding_of(lambda: io.BytesIO(data)) == "utf-8"
    assert decode_head(data).startswith("Zo")


def test_pictures_are_no_text() -> None:
    assert not is_text(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    assert is_text("First Name\tLast".encode("utf-16"))
    assert is_text(b"From x Mon\n")


def test_a_line_separator_in_a_text_ends_no_line() -> None:
    with open_text(lambda: io.BytesIO("a\u2028b\r\nc".encode())) as text:
        assert list(text) == ["a\u2028b\r\n", "c"]


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_text_that_can_be_stored(data: bytes) -> None:
    decode(data).encode("utf-8")
