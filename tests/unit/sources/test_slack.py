"""A workspace's export with the records it holds beside it; without its lists, and damaged."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.sources.telling import item_of, items_in, read, told_by

from kithly.errors import SourceFormatError
from kithly.records import Flag, Message, Problem, Profile, Sighted
from kithly.sources.base import Item
from kithly.sources.slack import Slack
from kithly.sources.slack.markup import plain

GOLDEN = Path(__file__).parents[2] / "golden" / "slack"
EXPORT = next(path for path in GOLDEN.iterdir() if path.is_dir())


def items() -> dict[str, Item]:
    return {item.name: item for item in items_in(EXPORT)}


def whole() -> dict[str, Any]:
    source = Slack()
    return {
        name: told_by(source, item) if source.recognises(item) else source.not_read(item)
        for name, item in items().items()
    }


def messages(found: list[Sighted | Problem]) -> list[Message]:
    return [one.record for one in found if isinstance(one, Sighted) and isinstance(one.record, Message)]


def without(*gone: str) -> dict[str, Item]:
    """Return the export without some of its lists."""
    found = items()
    for item in found.values():
        for name in gone:
            item.siblings.pop(name, None)
    return found


def test_an_export_gives_the_records_written_beside_it() -> None:
    assert whole() == json.loads(GOLDEN.joinpath("records.json").read_text("utf-8"))


def test_a_channel_is_no_tie_but_a_mention_and_an_answer_in_a_thread_are() -> None:
    found = messages(read(Slack(), items()["general/2024-01-02.json"]))
    assert [(one.sender.name if one.sender else "", [to.name for to in one.to]) for one in found] == [
        ("Zulmira Estorninho", ["Ottokar Fabelhaft"]),
        ("Ottokar Fabelhaft", ["Zulmira Estorninho"]),
        ("Jorun Nebel", ["Ottokar Fabelhaft"]),
    ]


def test_ego_is_whoever_takes_part_in_every_talk_of_two() -> None:
    found = read(Slack(), items()["users.json"])
    profile = next(one.record for one in found if isinstance(one, Sighted) and isinstance(one.record, Profile))
    assert [one.value for one in profile.identities] == ["U0OTTOKAR", "ottokar@clouds.example"]


@pytest.mark.parametrize("answer", ["Ottokar Fabelhaft", "ottokar@clouds.example", "U0OTTOKAR"])
def test_an_answer_tells_who_ego_is_and_changes_no_key(answer: str) -> None:
    listed = without("dms.json")
    asked = next(
        one.question for one in read(Slack(), listed["users.json"]) if isinstance(one, Problem) and one.question
    )
    day = listed["D0ZULMIRA/2024-01-03.json"]
    waiting = read(Slack(), listed["general/2024-01-02.json"])
    assert messages(waiting) == []  # what is between others is never kept
    assert any(isinstance(one, Problem) and one.held and one.question == asked for one in waiting)
    after = messages(read(Slack(), replace(listed["general/2024-01-02.json"], answers={asked.key: answer})))
    assert 0 < len(after) < sum(isinstance(one, Problem) and one.held for one in waiting)
    assert [Flag.SENT in one.flags for one in after] == [False, True, False]
    told = messages(read(Slack(), replace(day, answers={asked.key: answer})))
    assert [[to.name for to in one.to] for one in told] == [["Ottokar Fabelhaft"], ["Zulmira Estorninho"]]


def test_a_day_alone_is_read_by_slack_s_ids() -> None:
    data = (EXPORT / "general" / "2024-01-02.json").read_bytes()
    item = item_of("2024-01-02.json", data)
    assert Slack().recognises(item)
    found = messages(read(Slack(), item))
    assert found[0].sender is not None
    assert found[0].sender.identity is not None
    assert found[0].sender.identity.value == "U0ZULMIRA"


def test_markup_becomes_words() -> None:
    names = {"U0A": "Ana"}
    told = {
        "<@U0A> &amp; <@U0A|ana>": "@Ana & @Ana",
        "<#C0A|general> <!here> <!subteam^S1|@team>": "#general @here @team",
        "<https://a.example> <https://a.example|a.example> <mailto:a@b.example|a@b.example>": (
            "https://a.example https://a.example a@b.example"
        ),
        "1 &lt; 2 &amp;lt; 3": "1 < 2 &lt; 3",
    }
    for text, words in told.items():
        assert plain(text, lambda id_: names.get(id_, "")) == words


def test_every_row_is_a_record_or_a_problem_and_keys_are_unique_and_the_same_again() -> None:
    source = Slack()
    for item in items().values():
        if source.recognises(item):
            first = read(source, item)
            assert first == read(source, item)
            keys = [one.record.key for one in first if isinstance(one, Sighted)]
            assert len(keys) == len(set(keys))
            if item.name != "users.json":
                assert len(first) == len(json.loads(item.head()))


def test_a_day_cut_anywhere_gives_what_stands_before() -> None:
    source, item = Slack(), items()["general/2024-01-02.json"]
    data = item.head()
    keys = [one.key for one in messages(read(source, item))]
    for end in range(0, len(data), 23):
        cut = item_of(item.name, data[:end])
        if not source.recognises(cut):
            continue
        try:
            found = read(source, replace(cut, siblings=item.siblings))
        except SourceFormatError:
            continue
        told = [one.key for one in messages(found)]
        assert told == keys[: len(told)]
        assert isinstance(found[-1], Problem)


def test_flipped_bytes_raise_nothing_but_that_the_file_is_damaged() -> None:
    chance, source = random.Random(3), Slack()  # noqa: S311  # repeatable damage, not a secret
    for item in items().values():
        for _ in range(25):
            data = bytearray(item.head())
            data[chance.randrange(len(data))] = chance.choice((0, 10, 34, 44, 58, 91, 125, 128, 255))
            damaged = item_of(item.name, bytes(data))
            if source.recognises(damaged):
                try:
                    repr(read(source, damaged)).encode("utf-8")
                except SourceFormatError:
                    continue


NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.none() | st.booleans() | NUMBERS | st.text(max_size=5) | st.lists(st.text(max_size=2), max_size=2)
KEYS = st.sampled_from(["user", "ts", "text", "blocks", "files", "thread_ts", "user_profile", "subtype", "type"])


@settings(max_examples=80, deadline=None)
@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=8), max_size=5))
def test_random_rows_give_records_or_problems(rows: list[dict[str, object]]) -> None:
    first = {"type": "message", "user": "U0ZULMIRA", "ts": "1704189700.000002", "text": "hm"}
    item = item_of("general/2024-01-02.json", json.dumps([first, *rows]).encode())
    assert Slack().recognises(item)
    assert len(read(Slack(), item)) == len(rows) + 1
