"""Damaged, hostile and random cards: nothing is raised, nothing hangs, every loss is told."""

from __future__ import annotations

import random
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pace import spent
from tests.unit.sources.cards import card, contacts, item, outcomes

from kithly.records import Problem, Sighted
from kithly.sources.vcard import VCard

GOLDEN = Path(__file__).parents[2] / "golden" / "vcard"
SAMPLES = sorted(GOLDEN.glob("*.vcf"))
ENDLESS = 80 << 20  # bytes of a hostile row


def told(data: bytes) -> int:
    """Return how many cards were told of, as a record or as a problem."""
    return len({one.at for one in outcomes(data)})


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_cut_anywhere_tells_of_every_card_that_began(sample: Path) -> None:
    data = sample.read_bytes()
    for percent in range(0, 100, 2):
        cut = data[: len(data) * percent // 100]
        begun = cut.upper().replace(b"\r", b"").count(b"BEGIN:VCARD\n") - cut.count(b"AGENT:\nBEGIN")
        assert told(cut) in {begun, begun + 1}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_flipped_byte_costs_at_most_the_cards_it_touches(sample: Path) -> None:
    data = sample.read_bytes()
    whole = sum(isinstance(one, Sighted) for one in outcomes(data))
    chance = random.Random(11)  # noqa: S311 - repeatable damage, not a secret
    for _ in range(60):
        damaged = bytearray(data)
        damaged[chance.randrange(len(data))] = chance.choice((0, 10, 13, 32, 34, 58, 59, 61, 92, 255))
        found = outcomes(bytes(damaged))
        people = sum(isinstance(one, Sighted) for one in found)
        assert people >= whole - 2
        assert people + sum(isinstance(one, Problem) for one in found) >= whole - 1


@settings(max_examples=150)
@given(st.binary(max_size=300) | st.text('BEGIN:VCARD\n\r;=\\,"^ 2.1END FNTEL-', max_size=200).map(str.encode))
def test_any_bytes_inside_a_card_raise_nothing(data: bytes) -> None:
    for version in (b"2.1", b"3.0"):
        outcomes(b"BEGIN:VCARD\nVERSION:" + version + b"\nFN:Zita\n" + data + b"\nEND:VCARD\n")
    outcomes(data)


@pytest.mark.parametrize(
    "name", ["BDAY", "N", "FN", "TEL", "EMAIL", "ADR", "ORG", "PHOTO", "IMPP", "URL", "REV", "UID", "MEMBER", "RELATED"]
)
@settings(max_examples=30)
@given(value=st.text(max_size=60), param=st.text(max_size=20))
def test_any_value_of_a_property_raises_nothing(name: str, value: str, param: str) -> None:
    text = value.replace("\n", " ").replace("\r", " ")
    words = param.replace("\n", " ").replace("\r", " ").replace(":", "")
    data = card("FN:Zita Quill", f"{name};TYPE={words}:{text}", f"{name}:{text}")
    assert told(data)


def test_hostile_names_of_encodings_are_passed_over() -> None:
    for charset in ("idna", "rot13", "zlib", "hex", "punycode", "undefined", "unicode_escape", "\0", "x" * 5_000):
        data = f"BEGIN:VCARD\nFN;CHARSET={charset}:Zoë\nEND:VCARD\n".encode()
        assert contacts(data)[0].name == "Zoë"


def test_an_endless_row_is_bounded_and_the_next_card_is_read() -> None:
    head, tail = b"BEGIN:VCARD\nFN:Big\nNOTE:", b"\nEND:VCARD\n" + card("FN:Next")
    data = head + b"a" * ENDLESS + tail
    tracemalloc.start()
    try:
        names = [found.name for found in contacts(data)]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert names[-1] == "Next"
    assert peak < 120 << 20


def test_many_small_rows_are_bounded() -> None:
    data = b"BEGIN:VCARD\nFN:Many\n" + b"X:\n" * 700_000 + b"END:VCARD\n" + card("FN:Next")
    found = outcomes(data)
    assert [one.record.key for one in found if isinstance(one, Sighted)][-1] == "name:next|"
    assert any(isinstance(one, Problem) and "very large" in one.reason for one in found)


@pytest.mark.parametrize(
    "value",
    [
        b"NOTE:" + b"\\" * 400_000,
        b"N:" + b";" * 400_000,
        b"TEL;" + b"TYPE=a;" * 60_000 + b":1",
        b'TEL;X="' + b"a" * 400_000 + b":1",
        b"FN:" + b"a," * 200_000,
        b"ADR:" + b"\\;" * 200_000,
        b"BDAY:" + b"1" * 400_000,
        b"EMAIL:" + b"a@" * 200_000,
        b"EMAIL:" + b"<" * 200_000,
        b"TEL:" + b"(" * 400_000,
        b"URL:https://" + b"a." * 200_000,
        b"ORG;ENCODING=QUOTED-PRINTABLE:" + b"=\n" * 60_000,
        b"NOTE;ENCODING=QUOTED-PRINTABLE:" + (b"a" * 75 + b"=\n") * 40_000,
        b"NOTE:a" + b"\n a: bc; d:" * 60_000,
        b"NOTE:a" + b"\nb c" * 60_000,
        b"X-A" + b"\n ;B=c" * 60_000,
        b"CATEGORIES:" + b"\\\\," * 200_000,
        b"a." * 200_000 + b"TEL:1",
        b"X-ABDATE:" + b" " * 400_000 + b"1",
        b"AGENT:BEGIN:VCARD" + b"\\nFN:a" * 60_000,
        b"item1." * 100_000,
    ],
    ids=lambda value: value[:12].decode(),
)
def test_a_giant_value_is_read_in_little_time(value: bytes) -> None:
    began = time.process_time()
    outcomes(b"BEGIN:VCARD\nFN:Zita\n" + value + b"\nEND:VCARD\n")
    assert spent(began) < 2


def test_cards_nested_deep_are_one_card() -> None:
    data = b"BEGIN:VCARD\nFN:Top\n" + b"AGENT:\nBEGIN:VCARD\nFN:In\n" * 5_000 + b"END:VCARD\n" * 5_001
    assert [found.name for found in contacts(data)] == ["Top"]


def test_text_around_cards_is_told_once_for_each_run_of_it() -> None:
    data = b"hello\nworld\n" + card("FN:Ann") + b"\nbye\n"
    assert [(one.at, isinstance(one, Problem)) for one in outcomes(data)] == [
        ("line 1", True),
        ("card at line 3", False),
        ("line 8", True),
    ]


def test_a_card_after_text_is_still_recognised_only_by_its_beginning() -> None:
    assert not VCard().recognises(item(b"hello\n" + card("FN:Ann")))
