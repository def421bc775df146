"""Plain words: one fact a line, in the punctuation of any keyboard; and who gets them."""

from __future__ import annotations

import io
import unicodedata

import click
import hypothesis.strategies as st
import pytest
from hypothesis import given

from kithly.interfaces.cli.manner import bears_links, is_plain, manner, moves
from kithly.interfaces.cli.text import block, facts, say, table
from kithly.interfaces.cli.wrapping import columns, filled

HOSTILE = st.text(alphabet=st.characters(), max_size=200)


@pytest.fixture
def plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITHLY_PLAIN", "1")


@pytest.mark.usefixtures("plainly")
def test_plainly_a_paragraph_is_one_line_in_the_punctuation_of_any_keyboard(capsys: pytest.CaptureFixture[str]) -> None:
    say("“Zita’s note” – " + "many words " * 30 + "…", indent=2)
    shown = capsys.readouterr().out
    assert shown.startswith('  "Zita\'s note" - many words')
    assert shown.endswith("words ...\n")
    assert shown.count("\n") == 1


@pytest.mark.usefixtures("plainly")
def test_plainly_a_row_is_one_line_with_its_cells_whole_after_the_word_of_their_column(
    capsys: pytest.CaptureFixture[str],
) -> None:
    table([("March 2027", "31", "x" * 90), ("April 2027", "", "7")], heads=("", "in touch", "would answer"))
    assert capsys.readouterr().out.splitlines() == [
        f"March 2027; in touch: 31; would answer: {'x' * 90}",
        "April 2027; would answer: 7",
    ]


@pytest.mark.usefixtures("plainly")
def test_plainly_short_facts_stand_on_lines_of_their_own_and_words_to_send_stay_as_they_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    facts(("going quiet, 3 weeks", "by mail", "2 min"))
    block("Dear Zita,\n\n“hello”", bar="| ")
    assert capsys.readouterr().out.splitlines() == [
        "Going quiet, 3 weeks",
        "By mail",
        "2 min",
        "    Dear Zita,",
        "",
        "    “hello”",
    ]


def test_else_they_share_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    facts(("going quiet, 3 weeks", "by mail"))
    assert capsys.readouterr().out == "going quiet, 3 weeks; by mail\n"


def test_a_table_has_its_heads_above(capsys: pytest.CaptureFixture[str]) -> None:
    table([("March", "31")], heads=("", "in touch"))
    assert capsys.readouterr().out.splitlines() == ["       in touch", "March  31"]


@pytest.mark.parametrize(("said", "plain"), [("1", True), ("yes", True), ("0", False), ("off", False), ("", False)])
def test_the_environment_may_ask_for_plain_words(monkeypatch: pytest.MonkeyPatch, said: str, plain: bool) -> None:  # noqa: FBT001
    monkeypatch.setenv("KITHLY_PLAIN", said)
    assert manner().plain is plain
    assert is_plain() is plain
    assert moves({"KITHLY_PLAIN": said, "TERM": "xterm"}) is not plain


def test_an_option_asks_for_them_even_before_a_verb_was_found() -> None:
    assert is_plain({}, ["kithly", "frobnicate", "--plain"])
    with click.Context(click.Command("kithly"), obj={"plain": True}):
        assert is_plain({})
    assert not moves({"TERM": "dumb"})


@pytest.mark.parametrize(
    ("environment", "bears"),
    [
        ({"TERM": "xterm-256color", "VTE_VERSION": "7006"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "4500"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "new"}, False),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "xterm-256color", "WT_SESSION": "1"}, True),
        ({"TERM": "tmux-256color", "VTE_VERSION": "7006"}, False),
        ({"TERM": "xterm", "TMUX": "/run/tmux", "VTE_VERSION": "7006"}, False),
        ({"TERM": "dumb", "VTE_VERSION": "7006"}, False),
        ({"VTE_VERSION": "7006"}, False),
        ({"TERM": "xterm", "KITHLY_LINKS": "1"}, True),
        ({"TERM": "xterm-kitty", "KITHLY_LINKS": "0"}, False),
        ({}, False),
    ],
)
def test_links_are_for_terminals_that_are_known_to_bear_them_or_by_the_users_word(
    environment: dict[str, str],
    bears: bool,  # noqa: FBT001
) -> None:
    assert bears_links(environment) is bears


def test_no_pipe_gets_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", io.StringIO())
    assert not manner({"KITHLY_LINKS": "1"}).links


@given(HOSTILE.map(lambda told: " ".join(told.split())), st.integers(20, 80))
def test_a_paragraph_of_any_script_loses_nothing_and_keeps_within_the_width_where_words_can_be_parted(
    words: str, room: int
) -> None:
    lines = filled(words, room, first="  ", rest="    ")
    assert "".join("".join(lines).split()) == "".join(words.split())
    for line in lines:
        assert columns(line) <= room or len(line.split()) == 1


def test_words_without_blanks_are_parted_between_wide_letters() -> None:
    lines = filled("明白鹭" * 20, 30, first="- ", rest="  ")
    assert max(map(columns, lines)) <= 30
    assert all(unicodedata.east_asian_width(line.strip("- ")[0]) == "W" for line in lines)
