"""Telegram's exports of every generation, with the records they hold beside them; damaged ones too."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.sources.telling import item_of, read, told_by

from kithly.errors import SourceFormatError
from kithly.records import Flag, Message, Problem, Sighted
from kithly.sources.telegram import Telegram

GOLDEN = Path(__file__).parents[2] / "golden" / "telegram"
SAMPLES = sorted(GOLDEN.rglob("result.json"))
ACCOUNT = GOLDEN / "account" / "result.json"


def outcomes(data: bytes, **answers: str) -> list[Sighted | Problem]:
    return read(Telegram(), item_of("result.json", data, answers=answers))


def messages(found: list[Sighted | Problem]) -> list[Message]:
    return [one.record for one in found if isinstance(one, Sighted) and isinstance(one.record, Message)]


@pytest.mark.parametrize("path", SAMPLES, ids=[path.parent.name for path in SAMPLES])
def test_a_sample_gives_the_records_written_beside_it(path: Path) -> None:
    item = item_of("result.json", path.read_bytes())
    assert Telegram().recognises(item)
    assert told_by(Telegram(), item) == json.loads(path.with_name("records.json").read_text("utf-8"))


def test_every_row_is_a_record_or_a_problem() -> None:
    told = json.loads(ACCOUNT.read_text("utf-8"))
    chats = [*told["chats"]["list"], *told["left_chats"]["list"]]
    rows = 1 + len(told["contacts"]["list"]) + sum(len(chat["messages"]) for chat in chats)
    assert sum(one.at != "the whole file" for one in outcomes(ACCOUNT.read_bytes())) == rows


def test_keys_are_unique_and_the_same_again() -> None:
    for path in SAMPLES:
        first, again = outcomes(path.read_bytes()), outcomes(path.read_bytes())
        assert first == again
        keys = [one.record.key for one in first if isinstance(one, Sighted)]
        assert len(keys) == len(set(keys))


def test_a_chat_exported_alone_has_the_keys_of_the_whole_account() -> None:
    chat = json.loads(ACCOUNT.read_text("utf-8"))["chats"]["list"][0]
    alone = messages(outcomes(json.dumps(chat).encode()))
    whole = {one.key: one for one in messages(outcomes(ACCOUNT.read_bytes()))}
    assert alone
    assert [(one.key, one.flags, one.sender) for one in alone] == [
        (one.key, one.flags, one.sender) for one in (whole[same.key] for same in alone)
    ]


def test_a_changed_name_changes_no_key() -> None:
    renamed = ACCOUNT.read_text("utf-8").replace("Zulmira Estorninho", "Zulmira Nova")
    before, after = (messages(outcomes(text.encode())) for text in (ACCOUNT.read_text("utf-8"), renamed))
    assert [one.key for one in before] == [one.key for one in after]
    assert [one.sender.identity for one in before if one.sender] == [one.sender.identity for one in after if one.sender]


def test_an_answer_tells_who_ego_is_and_changes_no_key() -> None:
    data = (GOLDEN / "no numbers" / "result.json").read_bytes()
    first = outcomes(data)
    asked = next(one.question for one in first if isinstance(one, Problem) and one.question)
    told = messages(outcomes(data, **{asked.key: "jorun nebel"}))
    assert [one.key for one in told] == [one.key for one in messages(first)]
    assert [Flag.SENT in one.flags for one in told] == [False, True, True]


def test_pages_are_named_with_what_to_do_instead() -> None:
    page = item_of("messages.html", (GOLDEN / "pages" / "messages.html").read_bytes())
    assert Telegram().not_read(page) == "Telegram's pages: export again and choose “Machine-readable JSON”"
    assert not Telegram().recognises(page)


def test_an_export_cut_anywhere_gives_what_stands_before() -> None:
    data = ACCOUNT.read_bytes()
    whole = messages(outcomes(data))
    for end in range(0, len(data), 97):
        item = item_of("result.json", data[:end])
        if not Telegram().recognises(item):
            continue
        try:
            found = read(Telegram(), item)
        except SourceFormatError:
            continue
        keys = [one.key for one in messages(found)]
        assert keys == [one.key for one in whole[: len(keys)]]
        assert isinstance(found[-1], Problem)


def test_flipped_bytes_raise_nothing_but_that_the_file_is_damaged() -> None:
    chance = random.Random(5)  # noqa: S311  # repeatable damage, not a secret
    for path in SAMPLES:
        for _ in range(60):
            data = bytearray(path.read_bytes())
            data[chance.randrange(len(data))] = chance.choice((0, 10, 34, 44, 58, 91, 125, 128, 255))
            item = item_of("result.json", bytes(data))
            if Telegram().recognises(item):
                try:
                    repr(read(Telegram(), item)).encode("utf-8")
                except SourceFormatError:
                    continue


VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5)
    | st.lists(st.integers(), max_size=2)
)
KEYS = st.sampled_from(
    ["id", "type", "date", "date_unixtime", "from", "from_id", "text", "text_entities", "action", "duration_seconds"]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=9), max_size=5), VALUES, VALUES)
def test_random_rows_give_records_or_problems(rows: list[dict[str, object]], name: object, number: object) -> None:
    told = {"name": name, "type": "personal_chat", "id": number, "messages": rows}
    found = outcomes(json.dumps(told).encode())
    assert sum(one.at != "the whole file" for one in found) >= len(rows)


def test_a_value_without_an_end_is_refused_before_it_fills_the_memory() -> None:
    data = b'{"name": "x", "type": "personal_chat", "id": 1, "messages": [{"from_id": "user1", "text": "'
    with pytest.raises(SourceFormatError, match="over 16 MB"):
        outcomes(data + b"a" * (18 << 20))
