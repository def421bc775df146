"""Talks as imessage-exporter writes them, with the records they hold beside them; damaged ones too."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.sources.telling import item_of, read, told_by

from kithly.errors import SourceFormatError
from kithly.records import Flag, Message, Sighted
from kithly.sources.imessage import IMessage
from kithly.sources.imessage.blocks import TIME

GOLDEN = Path(__file__).parents[2] / "golden" / "imessage"
SAMPLES = sorted(GOLDEN.glob("*.txt"))


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_a_sample_gives_the_records_written_beside_it(path: Path) -> None:
    item = item_of(path.name, path.read_bytes())
    assert IMessage().recognises(item)
    assert told_by(IMessage(), item) == json.loads(path.with_suffix(".json").read_text("utf-8"))


def test_every_time_begins_a_record_or_a_problem_and_keys_are_unique_and_the_same_again() -> None:
    for path in SAMPLES:
        item = item_of(path.name, path.read_bytes())
        found = [one for one in read(IMessage(), item) if one.at != "the whole file"]
        assert len(found) == sum(TIME.fullmatch(line) is not None for line in path.read_text("utf-8").split("\n"))
        keys = [one.record.key for one in found if isinstance(one, Sighted)]
        assert len(keys) == len(set(keys))
        assert found == [one for one in read(IMessage(), item) if one.at != "the whole file"]


def test_a_talk_in_which_only_ego_wrote_is_with_whom_the_file_is_called_after() -> None:
    item = item_of("+4722990199.txt", b"May 17, 2022  5:29:42 PM\nMe\nHello\n\n")
    found = [one.record for one in read(IMessage(), item) if isinstance(one, Sighted)]
    message = next(one for one in found if isinstance(one, Message))
    assert Flag.SENT in message.flags
    assert [one.identity.value for one in message.to if one.identity] == ["+4722990199"]


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_cut_and_flipped_bytes_raise_nothing_but_that_there_is_no_talk(path: Path) -> None:
    data, chance = path.read_bytes(), random.Random(9)  # noqa: S311  # repeatable damage, not a secret
    flipped = [bytearray(data) for _ in range(40)]
    for one in flipped:
        one[chance.randrange(len(one))] = chance.choice((0, 10, 13, 32, 58, 128, 255))
    for damaged in [data[:end] for end in range(0, len(data), 13)] + list(map(bytes, flipped)):
        item = item_of(path.name, damaged)
        if IMessage().recognises(item):
            try:
                repr(read(IMessage(), item)).encode("utf-8")
            except SourceFormatError:
                continue


LINES = st.text(max_size=30) | st.sampled_from(
    ["May 17, 2022  5:29:42 PM", "Feb 30, 2022  5:29:42 PM", "Me", "Tapbacks:", "    Loved by Me", "", "/a/b.jpg"]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(LINES, max_size=8))
def test_random_lines_give_records_or_problems(lines: list[str]) -> None:
    data = "\n".join(["May 17, 2022  5:29:42 PM", "Ana", "hm", *lines]).encode("utf-8", "replace")
    repr(read(IMessage(), item_of("Ana.txt", data))).encode("utf-8")
