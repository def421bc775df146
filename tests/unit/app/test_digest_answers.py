"""What people answer to a digest: numbers and words, in several languages, and nothing that is not sure."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pace import spent

from kithly.app.reminding.answers import Act, read_answer

D, L, T, N, O = Act.DONE, Act.LATER, Act.TOMORROW, Act.NOT, Act.OPEN  # noqa: E741 - one letter each, to be read at a glance


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("1 done 2 later 3 not", {1: D, 2: L, 3: N}),
        ("1 done, 2 later, 3 not", {1: D, 2: L, 3: N}),
        ("1: done\n2: later\n3 - not", {1: D, 2: L, 3: N}),
        ("1) Done.\n2) Later!", {1: D, 2: L}),
        ("done 1 2 later 3", {1: D, 2: D, 3: L}),
        ("Done: 1, 2; later: 3", {1: D, 2: D, 3: L}),
        ("1 and 2 done, 3 tomorrow", {1: D, 2: D, 3: T}),
        ("1-3 done", {1: D, 2: D, 3: D}),
        ("all done", {1: D, 2: D, 3: D, 4: D, 5: D}),
        ("1 not now, 2 not done, 3 not yet", {1: L, 2: O, 3: O}),
        ("I have done 1 and 2. Later: 4", {1: D, 2: D, 4: L}),
        ("1 erledigt, 2 später, 3 nicht", {1: D, 2: L, 3: N}),
        ("1 und 2 gemacht; 3 morgen; 4 noch nicht", {1: D, 2: D, 3: T, 4: O}),
        ("1 fait, 2 plus tard, 3 pas", {1: D, 2: L, 3: N}),
        ("1 envoyé ; 2 pas maintenant ; 3 demain", {1: D, 2: L, 3: T}),
        ("1 hecho, 2 más tarde, 3 no", {1: D, 2: L, 3: N}),
        ("1 feito 2 depois 3 não 4 amanhã", {1: D, 2: L, 3: N, 4: T}),
        ("1 fatto, 2 più tardi, 3 mai", {1: D, 2: L, 3: N}),
        ("1 gedaan 2 straks 3 niet 4 niet nu", {1: D, 2: L, 3: N, 4: L}),
        ("#1 DONE", {1: D}),
        ("Done: 1", {1: D}),
    ],
)
def test_numbers_and_words_in_any_order_and_language(text: str, acts: dict[int, Act]) -> None:
    answer = read_answer(text, 5)
    assert answer.acts == acts
    assert answer.unclear == ()


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("1 done - lovely talk, 2 kids now and 3 dogs", {1: D}),
        ("done 2 weeks ago", {}),
        ("2 weeks later we met", {}),
        ("Done with the list, see 3 people on Monday", {}),
        ("Thanks, this is great! Speak at 10:30 on 12/3", {}),
        ("1 is a friend of mine", {}),
        ("yes 50% done", {}),
        ("", {}),
    ],
)
def test_prose_changes_nothing_that_is_not_said(text: str, acts: dict[int, Act]) -> None:
    assert read_answer(text, 5).acts == acts


def test_two_words_for_one_number_are_none_and_are_told() -> None:
    answer = read_answer("1 done\n2 later\n1 not", 3)
    assert answer.acts == {2: L}
    assert answer.unclear == (1,)


def test_a_number_the_digest_does_not_have_means_nothing() -> None:
    assert read_answer("9 done", 3).acts == {}
    assert read_answer("9 done", 3).unclear == ()


def test_a_number_without_a_word_is_told() -> None:
    assert read_answer("1 2 3", 3).unclear == (1, 2, 3)


@pytest.mark.parametrize(
    "quoted",
    [
        "> 1. Reply to Ana\n> Answer this mail with a number and a word: 1 done 2 later 3 not",
        "Two hellos, about three minutes.\n\n1. Reply to Ana Example\n   Ana asked you something.\n3 not",
        "Answer this mail with a number and a word: 1 done 2 later 3 not",
        "| Answer this mail with a number and a word: 1 done 2 later 3 not",
    ],
)
def test_the_digest_itself_is_no_answer_however_it_is_quoted(quoted: str) -> None:
    assert read_answer(f"2 done\n\n{quoted}", 3).acts == {2: D}
    assert read_answer(quoted, 3).acts == {}


@given(st.text(max_size=300), st.integers(0, 12))
def test_whatever_is_written_it_is_read_and_stays_within_the_digest(text: str, count: int) -> None:
    answer = read_answer(text, count)
    assert all(1 <= number <= count for number in (*answer.acts, *answer.unclear))
    assert not set(answer.acts) & set(answer.unclear)


@pytest.mark.parametrize("piece", ['"', "1 ", "@", " "])
def test_a_line_without_end_takes_no_time(piece: str) -> None:
    began = time.process_time()
    read_answer(f"1 done {piece * (200_000 // len(piece))}", 3)
    assert spent(began) < 1.0
