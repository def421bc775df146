"""Damaged, hostile and random chats: nothing is raised, nothing hangs, every loss is told."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.sources.telling import item_of, read

from kithly.errors import SourceFormatError
from kithly.records import Problem, Sighted
from kithly.sources.whatsapp import WhatsApp
from kithly.sources.whatsapp.lines import start_of

GOLDEN = Path(__file__).parents[2] / "golden" / "whatsapp"
SAMPLES = sorted(GOLDEN.rglob("*.txt"))


def survived(data: bytes) -> list[Sighted | Problem]:
    item = item_of("_chat.txt", data)
    if not WhatsApp().recognises(item):
        return []
    try:
        found = read(WhatsApp(), item)
    except SourceFormatError:
        return []
    repr(found).encode("utf-8")  # no lone surrogate anywhere
    keys = [one.record.key for one in found if isinstance(one, Sighted)]
    assert len(keys) == len(set(keys))
    return found


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_a_chat_cut_anywhere_gives_what_stands_before(path: Path) -> None:
    data = path.read_bytes()
    whole = len(survived(data))
    for end in range(0, len(data), 7):
        assert len(survived(data[:end])) <= whole + 1


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_flipped_bytes_raise_nothing(path: Path) -> None:
    data, chance = path.read_bytes(), random.Random(11)  # noqa: S311  # repeatable damage, not a secret
    for _ in range(60):
        damaged = bytearray(data)
        damaged[chance.randrange(len(data))] = chance.choice((0, 10, 13, 58, 91, 93, 128, 255))
        survived(bytes(damaged))


def test_every_line_that_begins_a_message_is_a_record_or_a_problem() -> None:
    for path in SAMPLES:
        found = [one for one in survived(path.read_bytes()) if one.at != "the whole file"]
        assert len(found) == sum(start_of(line) is not None for line in path.read_text("utf-8").splitlines())


def test_what_stands_in_front_of_the_first_message_is_told() -> None:
    found = survived(b"Hello\n13.01.24, 21:15 - Ana: hm\n")
    assert ("line 1", "text in front of the first message") in [
        (one.at, one.reason) for one in found if isinstance(one, Problem)
    ]


def test_a_date_that_is_none_costs_that_message_alone() -> None:
    lines = [f"{n:02}.01.24, 21:15 - Ana: hm\n" for n in range(1, 30)]
    found = survived("".join([*lines, "45.13.24, 21:15 - Ana: lost\n", "30.01.24, 08:00 - Bo: ok\n"]).encode())
    assert [one.reason for one in found if isinstance(one, Problem) and not one.held] == ["there is no such date"]


def test_a_line_without_an_end_is_read_in_pieces() -> None:
    found = survived(b"13.01.24, 21:15 - Ana: " + b"ha " * 1_000_000 + b"\n13.01.24, 21:16 - Bo: ok\n")
    texts = [one.record.text for one in found if isinstance(one, Sighted) and hasattr(one.record, "text")]
    assert len(texts) == 2
    assert len(texts[0]) <= 1_100_000


def test_a_chat_in_utf_16_is_read() -> None:
    found = survived("13.01.24, 21:15 - Ana: schön\n13.01.24, 21:16 - Bo: ok\n".encode("utf-16"))
    assert [getattr(one.record, "text", "") for one in found if isinstance(one, Sighted)] == ["", "schön", "ok"]


def test_many_names_and_brackets_take_time_that_grows_with_the_size() -> None:
    lines = [f"13.01.24, 21:15 - {'x: ' * (n % 40)}name {n}: [[[[{'((' * 50} \u200e<a: b.c\n" for n in range(4_000)]
    assert survived("".join(lines).encode())
    survived(("[" * 50_000 + "\n").encode() + b"13.01.24, 21:15 - Ana: hm\n")
    survived(b"13.01.24, 21:15 - " + b"1.1.1, " * 50_000 + b"\n")


STARTS = st.sampled_from(
    ["[1/2/24, 3:04:05 PM] ", "13.01.24, 21:15 - ", "2024/1/13 下午9:15 - ", "\u200e[13/01/24 21:15] "]
)
RESTS = st.text(max_size=30) | st.sampled_from(["Ana: hm", ": ", "Ana:", "\u200eAna: \u200eimage omitted", "<: x.y>"])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(STARTS, RESTS), max_size=8))
def test_random_chats_give_records_or_problems(lines: list[tuple[str, str]]) -> None:
    survived("\n".join(start + rest for start, rest in lines).encode("utf-8", "replace"))
