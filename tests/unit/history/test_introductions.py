"""An introduction is told by its words and by whom it went to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithly.history import introduction_in

NAMES = ("Dora Example", "Ben Fictional")


@pytest.mark.parametrize(
    "sentence",
    [
        "Ben, meet Dora, who builds kilns.",
        "I'm copying Dora, who knows all about kilns.",
        "I'd love to introduce you two.",
        "Happy to put you in touch, over to you both.",
        "Looping in Ben here.",
        "Ich möchte euch miteinander bekannt machen.",
        "Ich nehme Dora in Kopie.",
        "Ben, darf ich dir Dora vorstellen? Nein: darf ich vorstellen, Dora",
        "Je te présente Dora, la reine des fours.",
        "Je vous mets en relation, à vous de jouer.",
        "Ben, te presento a Dora.",
        "Os pongo en contacto.",
        "Ben, apresento-te a Dora.",
        "Vi metto in contatto, buona fortuna.",
        "Ti presento Dora.",
        "Ben, ik stel je voor aan Dora.",
        "Ik breng jullie in contact.",
    ],
)
def test_words_that_put_two_in_contact_are_quoted(sentence: str) -> None:
    assert introduction_in("Kilns", f"Hi both,\n\n{sentence}\n\nCy", NAMES) in sentence
    assert introduction_in("Kilns", f"Hi both,\n\n{sentence}\n\nCy", NAMES)


@pytest.mark.parametrize(
    "sentence",
    [
        "Let's meet on Thursday, all of us.",
        "I'm copying my boss for the budget.",
        "This is an introduction to statistics.",
        "Dora and Ben, here are the minutes.",
        "Wir müssen den Plan vorstellen.",
        "Nos vemos el jueves.",
    ],
)
def test_words_to_two_people_alone_are_no_introduction(sentence: str) -> None:
    assert introduction_in("Minutes", sentence, NAMES) == ""


def test_a_subject_that_says_so_lets_the_sentence_with_a_name_stand_for_it() -> None:
    assert introduction_in("Re: Intro: Dora <> Ben", "Hi!\nDora runs the kilns in Oslo.", NAMES).startswith("Dora runs")
    assert introduction_in("Intro", "Hello, please see the slides.", NAMES) == ""


@given(st.text(max_size=200), st.text(max_size=400), st.lists(st.text(max_size=20), max_size=2))
def test_any_text_gives_its_own_words_or_none(subject: str, own: str, names: list[str]) -> None:
    assert introduction_in(subject, own, names) in own
