"""Chats of Signal as signal-export writes them, with the records they hold beside them; damaged ones too."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.sources.telling import item_of, items_in, read, told_by

from kithly.errors import SourceFormatError
from kithly.records import Flag, Message, Problem, Sighted
from kithly.sources.signal import Signal
from kithly.sources.signal.rows import START
from kithly.sources.whatsapp import WhatsApp

GOLDEN = Path(__file__).parents[2] / "golden" / "signal"
CHAT = GOLDEN / "Zulmira Estorninho" / "chat.md"


def messages(found: list[Sighted | Problem]) -> list[Message]:
    return [one.record for one in found if isinstance(one, Sighted) and isinstance(one.record, Message)]


def whole() -> dict[str, Any]:
    source = Signal()
    found = {item.name: item for item in items_in(GOLDEN) if item.name != "records.json"}
    return {
        name: told_by(source, one) if source.recognises(one) else source.not_read(one) for name, one in found.items()
    }


def test_a_folder_of_chats_gives_the_records_written_beside_it() -> None:
    assert whole() == json.loads(GOLDEN.joinpath("records.json").read_text("utf-8"))


def test_both_copies_of_a_chat_have_the_same_keys_and_one_is_read() -> None:
    items = {item.name: item for item in items_in(GOLDEN)}
    lines, page = items["Kite flyers/data.json"], items["Kite flyers/chat.md"]
    assert [Signal().recognises(one) for one in (lines, page)] == [True, False]
    first, second = messages(read(Signal(), lines)), messages(read(Signal(), page))
    assert [(one.key, one.text, one.attachments) for one in first] == [
        (one.key, one.text, one.attachments) for one in second
    ]


def test_who_is_called_me_is_ego_and_the_folder_names_the_other() -> None:
    found = messages(read(Signal(), item_of("chat.md", b"[2023-05-29, 15:04] Me: hm\n", container="Ana Lux")))
    assert Flag.SENT in found[0].flags
    assert [one.name for one in found[0].to] == ["Ana Lux"]


def test_every_row_is_a_record_or_a_problem_and_keys_are_unique() -> None:
    found = [one for one in read(Signal(), item_of("Zulmira/chat.md", CHAT.read_bytes())) if one.at != "the whole file"]
    assert len(found) == sum(START.fullmatch(line) is not None for line in CHAT.read_text("utf-8").split("\n"))
    keys = [one.record.key for one in found if isinstance(one, Sighted)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("text", "is_signal"),
    [
        ("[2019-12-24, 12:23] Jane: Hello\n", True),
        ("[2024-12-24 12:23:01] Jane: Hello\n[2024-12-24 12:24:01] Me: Hi\n", True),
        ("[2024-12-24 12:23:01] Jane: Hej\n[2024-12-24 12:24:01] Bo: Hej\n", False),
        ("[24/12/2019, 12:23] Jane: Hello\n", False),
    ],
)
def test_a_chat_is_signal_s_or_whatsapp_s_and_never_both(text: str, *, is_signal: bool) -> None:
    item = item_of("Jane.txt", text.encode())
    assert Signal().recognises(item) is is_signal
    assert WhatsApp().recognises(item) is not is_signal


@pytest.mark.parametrize("path", sorted(GOLDEN.rglob("*.*")), ids=lambda path: path.name)
def test_cut_and_flipped_bytes_raise_nothing_but_that_there_is_no_chat(path: Path) -> None:
    data, chance = path.read_bytes(), random.Random(9)  # noqa: S311  # repeatable damage, not a secret
    flipped = [bytearray(data) for _ in range(40)]
    for one in flipped:
        one[chance.randrange(len(one))] = chance.choice((0, 10, 34, 58, 91, 93, 128, 255))
    for damaged in [data[:end] for end in range(0, len(data), 17)] + list(map(bytes, flipped)):
        item = item_of(path.name, damaged)
        if Signal().recognises(item):
            try:
                repr(read(Signal(), item)).encode("utf-8")
            except SourceFormatError:
                continue


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.text(max_size=40) | st.sampled_from(["(- A: b -)", "> quote", "![a](media/b)", "(( x ))"]), max_size=6)
)
def test_random_lines_give_records_or_problems(lines: list[str]) -> None:
    data = "\n".join(["[2019-12-24, 12:23] Jane: Hello", *lines]).encode("utf-8", "replace")
    found = read(Signal(), item_of("chat.md", data))
    repr(found).encode("utf-8")
    assert messages(found)
