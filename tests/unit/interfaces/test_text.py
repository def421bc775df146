"""Plain words, safe for any terminal, in eighty columns."""

from __future__ import annotations

import unicodedata

import hypothesis.strategies as st
import pytest
from hypothesis import given

from kithly.interfaces.cli import text
from kithly.interfaces.cli.text import block, clean, plural, shorten, table, wrap
from kithly.interfaces.cli.wrapping import columns

HOSTILE = st.text(alphabet=st.characters(), max_size=200)


@given(HOSTILE)
def test_nothing_that_commands_a_terminal_is_left(words: str) -> None:
    for shown in (clean(words), clean(words, keep_lines=True).replace("\n", ""), shorten(words, 30), wrap(words)):
        left = {one for one in shown.replace("\n", "") if unicodedata.category(one) in {"Cc", "Cs"}}
        assert left == set()
        assert not any("\u202a" <= one <= "\u202e" or "\u2066" <= one <= "\u2069" for one in shown)


@given(HOSTILE)
def test_cleaning_twice_is_cleaning_once_and_gives_one_line(words: str) -> None:
    assert clean(clean(words)) == clean(words)
    assert "\n" not in clean(words)


@pytest.mark.parametrize("name", ["Zoë Ångström", "明 白鹭", "عمر", "Ναυσικά", "Zita O'Quarren-Hold"])
def test_names_of_every_script_stay_as_they_are(name: str) -> None:
    assert clean(name) == name


@given(st.lists(st.text("abc de", max_size=12), max_size=60).map(" ".join))
def test_wrapped_words_stay_within_the_width_and_none_is_lost(words: str) -> None:
    wrapped = wrap(words, indent=4, hang=2)
    assert wrapped.split() == words.split()
    assert all(len(line) <= text.WIDTH for line in wrapped.splitlines())


@given(HOSTILE, st.integers(1, 40))
def test_a_shortened_text_takes_no_more_columns_than_there_is_room(words: str, room: int) -> None:
    shown = shorten(words, room)
    assert columns(shown) <= room
    assert shown == clean(words) or shown.endswith("…")


def test_a_table_is_aligned_and_keeps_within_the_width(capsys: pytest.CaptureFixture[str]) -> None:
    table([("Zita", "Pilot", "x" * 200), ("Odo Fennimarsh\x1b[31m", "", "short")])
    first, second = capsys.readouterr().out.splitlines()
    assert max(len(first), len(second)) <= text.WIDTH
    assert first.index("Pilot") == second.index("[31m") + len("[31m") + 2
    assert first.endswith("…")
    assert "\x1b" not in second


def test_an_empty_table_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    table([])
    assert capsys.readouterr().out == ""


def test_a_block_keeps_paragraphs_behind_its_bar(capsys: pytest.CaptureFixture[str]) -> None:
    block("Dear Zita,\n\nhello", bar="| ")
    assert capsys.readouterr().out == "    | Dear Zita,\n    |\n    | hello\n"


def test_one_person_two_people_and_thousands() -> None:
    assert plural(1, "person", "people") == "1 person"
    assert plural(0, "person", "people") == "0 people"
    assert plural(1_234, "hit") == "1,234 hits"


def test_a_table_short_of_room_keeps_its_last_column_whole(capsys: pytest.CaptureFixture[str]) -> None:
    table([("Zita Quarren-Hold of the Isles", "Head of Planning at Pinnockby Signalling", "worth waking, 3 years")])
    (line,) = capsys.readouterr().out.splitlines()
    assert line.endswith("worth waking, 3 years")
    assert columns(line) <= text.WIDTH


def test_wide_letters_take_two_columns_where_text_is_padded_or_cut(capsys: pytest.CaptureFixture[str]) -> None:
    assert columns("宁 松石") == 7
    assert shorten("宁松石白鹭", 6) == "宁松…"
    table([("宁 松石", "Pilot"), ("Odo Fenn", "Cook")])
    first, second = capsys.readouterr().out.splitlines()
    assert columns(first[: first.index("Pilot")]) == columns(second[: second.index("Cook")])


def test_a_command_is_not_parted_at_the_end_of_a_line_so_that_it_can_be_copied() -> None:
    for filling in range(40, 80):
        shown = wrap("x" * filling + " To prepare: kithly prepare 6a38489968, or let it be.")
        assert "kithly prepare 6a38489968," in shown
        assert max(map(len, shown.splitlines())) <= text.WIDTH
