"""JSON with numbers that no parser can bear: what stands before is kept, and the loss is named."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime

import pytest

from kithly.errors import SourceFormatError
from kithly.records import Problem, Sighted
from kithly.sources._formats.json_stream import events
from kithly.sources._formats.nesting import LONGEST_NUMBER
from kithly.sources.base import Item
from kithly.sources.signal.source import Signal
from kithly.sources.telegram.source import Telegram

BROKEN = ["9" * 5_000, "-" + "9" * 5_000, "1e999", "1E99999999999999999999", "1." + "1" * 9_000]
NO_JSON = ["NaN", "Infinity", "-Infinity"]


def item(data: bytes, name: str = "result.json") -> Item:
    stamp = datetime(2026, 1, 1, tzinfo=UTC)
    return Item(path=name, name=name, size=len(data), modified=stamp, container="", opener=lambda: io.BytesIO(data))


def kept(data: bytes) -> tuple[list[object], str]:
    """Return the values that were read before an error, and the error."""
    found: list[object] = []
    try:
        for _, kind, value in events(item(data)):
            found += [value] if kind in {"number", "string"} else []
    except SourceFormatError as error:
        return found, str(error)
    return found, ""


@pytest.mark.parametrize("number", BROKEN + NO_JSON, ids=lambda number: number[:12])
@pytest.mark.parametrize("before", [0, 900, 64_990, 65_510, 65_536, 70_000])
def test_a_number_that_is_none_costs_what_follows_it_and_no_more(number: str, before: int) -> None:
    data = b'[{"a": 1},' + b" " * before + b'"9e999 \\" 1e999", {"b": 2, "c": %s}, 3]' % number.encode()
    found, error = kept(data)
    assert found == [1, '9e999 " 1e999', 2]
    assert ("a number too large to count with" if number in BROKEN else "damaged or cut short") in error


def test_digits_in_a_text_are_words_and_may_be_many() -> None:
    told = {"text": "3" * 200_000, "n": int("9" * LONGEST_NUMBER)}
    assert kept(json.dumps(told).encode()) == ([told["text"], told["n"]], "")


def test_depth_and_size_cost_what_follows_them_and_no_more() -> None:
    assert kept(b'[1, "a", ' + b"[" * 300_000) == ([1, "a"], "result.json holds values within values, over 100 deep.")
    assert kept(b'[1, "' + b"a" * (17 << 20) + b'"]') == ([1], "result.json holds a value of over 16 MB.")


def test_a_chat_of_telegrams_keeps_the_messages_before_such_a_number_and_tells_where_the_rest_was_lost() -> None:
    row = {"type": "message", "date": "2024-01-01T10:00:00", "from": "Ana Lee", "from_id": "user11", "text": "hi"}
    rows = [{"id": 1, **row}, {"id": 2, **row, "x": "HERE"}, {"id": 3, **row}]
    chat = json.dumps({"name": "Ana Lee", "type": "personal_chat", "id": 11, "messages": rows})
    chat = chat.replace('"HERE"', "9" * 4_301)
    found = list(Telegram().read(item(chat.encode())))
    assert any(isinstance(one, Sighted) and one.at == "chat 1, message 1" for one in found)
    reason = "the rest of the file is lost: result.json holds a number too large to count with"
    assert found[-1] == Problem(at="after chat 1, message 1", reason=reason)


def test_a_chat_of_signals_is_recognised_and_read_whole_with_such_a_number_in_it() -> None:
    row = '{"date":"2024-01-01 10:00:00","sender":"Ana Lee","body":"hi","x":%s}\n' % ("9" * 4_301)
    told = item(row.encode(), "Ana/data.json")
    assert Signal().recognises(told)
    assert [one.at for one in Signal().read(told) if isinstance(one, Sighted)] == ["the whole file", "line 1"]
