"""Names and words in every encoding, rightly and wrongly labelled: what was meant is what is read."""

from __future__ import annotations

import base64
import quopri
import unicodedata
from itertools import product

import pytest
from tests.unit.sources.hostile_mails import HEAD
from tests.unit.sources.telling import item_of, read

from kithly.records import Contact, Message, Sighted, clean_name
from kithly.sources._formats.email import read_message
from kithly.sources._formats.email.addresses import parse_parties
from kithly.sources._formats.email.words import header_text
from kithly.sources.vcard import VCard

GIVEN = (
    "José", "Zoë", "Jürgen", "François", "Søren", "Åsa", "Łukasz", "Šárka", "Žofie", "Đorđe", "Íñigo", "João", "Mónica",
    "Günther", "Hélène", "Ülkü", "Çağla", "İpek", "Ștefan", "Nuñez", "Ragnhildur", "Þóra", "Ðuro", "Ámál", "Ôtelo",
    "Αλέξης", "Борис", "Ольга", "山田", "さくら", "김민수", "יעל", "سحر", "อรุณ", "Matěj", "Ðan", "Ärni", "Ångela",
    "Ëva", "Ÿves",
)  # fmt: skip
FAMILY = (
    "Müller", "Ångström", "Peña", "Muñoz", "Dvořák", "Škoda", "Größe", "D’Amico", "O’Neill", "García–López", "Nguyễn",
    "Çelik", "Łoś", "Æbelø", "Cañas", "Gonçalves", "Brøndum", "Háj", "Őze", "Kovács", "Ионова", "Παππάς", "太郎",
    "하늘", "Žižka",
)  # fmt: skip
NAMES = [f"{given} {family}" for given, family in product(GIVEN, FAMILY)]
LABELS = ("utf-8", "iso-8859-1", "windows-1252", "iso-8859-2", "koi8-r", "gb18030", "iso-2022-jp", "euc-kr", "utf-7")


def word(name: str, label: str, *, form: str) -> bytes:
    """Return a name as an encoded word (RFC 2047)."""
    raw = name.encode(label)
    told = base64.b64encode(raw) if form == "B" else quopri.encodestring(raw, quotetabs=True, header=True)
    return b"=?%s?%s?%s?=" % (label.encode(), form.encode(), told.replace(b"=\n", b"").replace(b"?", b"=3F"))


def name_of(header: bytes) -> str:
    parties, _ = parse_parties(header_text(header))
    return parties[0].name


def test_a_thousand_names_come_out_of_headers_as_they_went_in() -> None:
    assert len(NAMES) == 1_000
    for number, name in enumerate(NAMES):
        form = "BQ"[number % 2]
        for label in LABELS:
            try:
                written = word(name, label, form=form)
            except UnicodeEncodeError:
                continue
            assert name_of(written + b" <a@a.example>") == name, (label, written)


def test_a_thousand_names_come_out_raw_and_out_of_cards() -> None:
    for name in NAMES:
        assert name_of(name.encode() + b" <a@a.example>") == name
    cards = "".join(f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nEND:VCARD\r\n" for name in NAMES)
    found = [one.record for one in read(VCard(), item_of("a.vcf", cards.encode())) if isinstance(one, Sighted)]
    assert [one.name for one in found if isinstance(one, Contact)] == NAMES


def test_a_thousand_names_encoded_twice_are_mended() -> None:
    for name in NAMES:
        for label in ("cp1252", "latin-1"):
            try:
                twice = name.encode().decode(label)
            except UnicodeDecodeError:
                continue
            assert clean_name(twice) == name, (label, twice)


def test_a_name_that_only_looks_so_is_left_as_it_is() -> None:
    for name in (*NAMES, "MÍŠEK", "ÍŠ", "Ä–Ö", "Ã", "Â", "Åke Ä.", "ÑÑ", "Ð", "ÉCOLE", "São Tomé", "ÀÂÃ"):
        known = unicodedata.normalize("NFC", name)
        assert clean_name(name) == known


def test_composed_and_decomposed_are_one_name() -> None:
    for name in NAMES:
        assert clean_name(unicodedata.normalize("NFD", name)) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (b"=?iso-8859-1?Q?Ren=E9_=93X=94?= <a@a.example>", "René “X”"),  # windows-1252 labelled as latin-1
        (b"=?utf-8?Q?Ren=E9?= <a@a.example>", "René"),  # latin-1 labelled as utf-8
        (b"Ren\xe9 <a@a.example>", "René"),  # raw and without a label
        (b"=?no-such-set?Q?Ren=C3=A9?= <a@a.example>", "René"),
        (b"=?utf-8?Q?Ren=C3?= =?utf-8?Q?=A9?= <a@a.example>", "René"),  # a letter cut in two
        (b"=?utf-8?Q?Ren=C3=83=C2=A9?= <a@a.example>", "René"),  # encoded twice
        (b"=?utf-8?Q?A=E2=80=AEnae?= <a@a.example>", "Anae"),  # right to left from here
        (b"=?utf-8?Q?A=E2=80=8Bna?= <a@a.example>", "Ana"),  # a blank without width
        (b"=?utf-8?Q?A=00na?= <a@a.example>", "Ana"),
        (b"=?utf-8?Q?A=ED=A0=80na?= <a@a.example>", None),  # half of a pair
        (b"=?utf-7?Q?Ren+AOk-?= <a@a.example>", "René"),
    ],
)
def test_a_wrong_label_is_seen_through(header: bytes, name: str | None) -> None:
    found = name_of(header)
    found.encode()
    assert name is None or found == name


@pytest.mark.parametrize(
    "label", ["utf-8", "gb18030", "iso-2022-jp", "koi8-r", "windows-1251", "utf-7", "big5", "euc-jp"]
)
def test_a_body_says_what_was_written(label: str) -> None:
    words = {"koi8-r": "Привет, Ольга", "windows-1251": "Привет, Ольга", "big5": "你好太郎"}.get(label, "太郎です")
    found = read_message(HEAD + b"Content-Type: text/plain; charset=" + label.encode() + b"\n\n" + words.encode(label))
    assert isinstance(found, Message)
    assert found.text.strip() == words
