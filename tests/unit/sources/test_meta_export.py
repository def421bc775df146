"""What Facebook and Instagram hand out, in every shape, with the records beside it; damaged files too."""

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
from kithly.records import Channel, Flag, Message, Problem, Profile, Sighted
from kithly.sources.meta_export import MetaExport
from kithly.sources.meta_export.mending import mended, mended_all

GOLDEN = Path(__file__).parents[2] / "golden" / "meta_export"
EXPORTS = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())
TALK = {
    "participants": [{"name": "Ana Lux"}, {"name": "Bo Ode"}],
    "messages": [
        {"sender_name": "Ana Lux", "timestamp_ms": 1709287400000, "content": "hm"},
        {"sender_name": "Bo Ode", "timestamp_ms": 1709287300000, "content": "ja"},
    ],
    "title": "Ana Lux",
    "thread_path": "inbox/analux_1",
}


def outcomes(told: object, name: str = "message_1.json", **answers: str) -> list[Sighted | Problem]:
    return read(MetaExport(), item_of(name, json.dumps(told).encode(), answers=answers))


def messages(found: list[Sighted | Problem]) -> list[Message]:
    return [one.record for one in found if isinstance(one, Sighted) and isinstance(one.record, Message)]


def whole(folder: Path) -> dict[str, Any]:
    source = MetaExport()
    found = {item.name: item for item in items_in(folder) if not item.name.endswith("records.json")}
    return {
        name: told_by(source, one) if source.recognises(one) else source.not_read(one) for name, one in found.items()
    }


@pytest.mark.parametrize("export", EXPORTS)
def test_an_export_gives_the_records_written_beside_it(export: str) -> None:
    assert whole(GOLDEN / export) == json.loads((GOLDEN / f"{export}.json").read_text("utf-8"))


def test_bytes_written_as_letters_become_letters_only_where_all_of_them_do() -> None:
    assert mended("Jos\u00c3\u00a9") == "José"
    assert mended("José") == "José"
    assert mended("“ok” \u00c3\u00a9") == "“ok” \u00c3\u00a9"
    assert mended_all({"stra\u00c3\u009fe": ["\u00c3\u00a9", 1, None]}) == {"straße": ["é", 1, None]}


def test_a_talk_of_two_is_called_after_the_other_and_so_tells_who_ego_is() -> None:
    assert [Flag.SENT in one.flags for one in messages(outcomes(TALK))] == [False, True]


def test_an_answer_tells_who_ego_is_and_changes_no_key() -> None:
    told = {**TALK, "title": "Something else"}
    first = outcomes(told)
    asked = next(one.question for one in first if isinstance(one, Problem) and one.question)
    after = messages(outcomes(told, **{asked.key: "Bo Ode"}))
    assert [one.key for one in after] == [one.key for one in messages(first)]
    assert [Flag.SENT in one.flags for one in after] == [False, True]


def test_ego_is_whoever_takes_part_in_every_talk_where_no_file_says_it(tmp_path: Path) -> None:
    for number, name in enumerate(("Ana Lux", "Cy Dee", "Di Eff")):
        told = {**TALK, "participants": [{"name": name}, {"name": "Bo Ode"}], "title": "", "thread_path": ""}
        folder = tmp_path / "messages" / "inbox" / f"talk_{number}"
        folder.mkdir(parents=True)
        (folder / "message_1.json").write_text(json.dumps(told), "utf-8")
    for item in items_in(tmp_path):
        found = read(MetaExport(), item)
        assert not any(one.held for one in found if isinstance(one, Problem))


def test_parts_of_a_talk_cut_elsewhere_give_the_same_keys() -> None:
    rows = [{"sender_name": "Ana Lux", "timestamp_ms": 1709287400000 - n, "content": "hm"} for n in range(6)]
    parts = [{**TALK, "messages": rows[:4]}, {**TALK, "messages": rows[4:]}], [{**TALK, "messages": rows}]
    cut, once = ([one.key for part in each for one in messages(outcomes(part))] for each in parts)
    assert cut == once


def test_every_place_of_every_generation_is_a_talk_of_its_network() -> None:
    for path, channel in (
        ("your_facebook_activity/messages/archived_threads/a_1/message_10.json", Channel.FACEBOOK),
        ("your_activity_across_facebook/messages/e2ee_cutover/a_1/message_2.json", Channel.FACEBOOK),
        ("messages/message_requests/a_1/message_1.json", Channel.FACEBOOK),
        ("your_instagram_activity/messages/inbox/a_1/message_1.json", Channel.INSTAGRAM),
    ):
        assert {one.channel for one in messages(outcomes(TALK, path))} == {channel}


def test_ego_is_known_by_the_name_of_the_account() -> None:
    for export, channel in (("facebook-ottokar", "facebook"), ("instagram-ottokar_f", "instagram")):
        found = [one for item in items_in(GOLDEN / export) for one in _read(item)]
        told = [one.record for one in found if isinstance(one.record, Profile) and one.record.name]
        assert [one.name for one in told] == ["Óttokar Fabelhaft"]
        assert f"{channel}:ottokar fabelhaft" in {one.value for one in told[0].identities}


def _read(item: Any) -> list[Sighted]:
    source = MetaExport()
    return [one for one in read(source, item) if isinstance(one, Sighted)] if source.recognises(item) else []


def test_keys_are_unique_and_the_same_again() -> None:
    for export in EXPORTS:
        for item in items_in(GOLDEN / export):
            first, again = _read(item), _read(item)
            assert first == again
            assert len({one.record.key for one in first}) == len(first)


def test_a_file_cut_anywhere_gives_what_stands_before() -> None:
    path = next(GOLDEN.rglob("zulmiraestorninho*/message_1.json"))
    data, source = path.read_bytes(), MetaExport()
    keys = [one.key for one in messages(read(source, item_of(path.name, data)))]
    for end in range(0, len(data), 31):
        item = item_of(path.name, data[:end])
        if not source.recognises(item):
            continue
        try:
            found = read(source, item)
        except SourceFormatError:
            continue
        assert len(messages(found)) <= len(keys)
        assert isinstance(found[-1], Problem)


def test_flipped_bytes_raise_nothing_but_that_the_file_is_damaged() -> None:
    chance, source = random.Random(3), MetaExport()  # noqa: S311  # repeatable damage, not a secret
    for path in sorted(GOLDEN.rglob("*.json")):
        for _ in range(25):
            data = bytearray(path.read_bytes())
            data[chance.randrange(len(data))] = chance.choice((0, 10, 34, 44, 58, 91, 125, 128, 255))
            item = item_of(path.name, bytes(data))
            if source.recognises(item):
                try:
                    repr(read(source, item)).encode("utf-8")
                except SourceFormatError:
                    continue


NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.none() | st.booleans() | NUMBERS | st.text(max_size=5) | st.lists(st.text(max_size=2), max_size=2)
KEYS = st.sampled_from(
    ["sender_name", "timestamp_ms", "content", "photos", "share", "call_duration", "type", "is_unsent"]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=8), max_size=5), VALUES)
def test_random_rows_give_records_or_problems(rows: list[dict[str, object]], title: object) -> None:
    found = outcomes({**TALK, "messages": [{"sender_name": "Ana Lux", "timestamp_ms": 1}, *rows], "title": title})
    assert sum(one.at.startswith("message") for one in found) == len(rows) + 1
