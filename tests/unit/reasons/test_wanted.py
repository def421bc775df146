"""What a message wants of its reader, in seven languages."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kithly.history import Readers
from kithly.reasons import Want, wanted

SAID = tomllib.loads((Path(__file__).parents[2] / "golden" / "said" / "asking.toml").read_text("utf-8"))
SENTENCES = [(language, kind, one) for language, kinds in SAID.items() for kind, ones in kinds.items() for one in ones]
BEN_AND_CY = Readers(ego=frozenset({"ben"}), others=frozenset({"cy"}), is_open=True)


@pytest.mark.parametrize(("language", "kind", "sentence"), SENTENCES)
def test_a_sentence_wants_what_it_says_and_no_more(language: str, kind: str, sentence: str) -> None:
    found = wanted(sentence)
    if kind == "nothing":
        assert found is None, language
    else:
        assert found is not None, language
        assert found.words == sentence
        assert found.want is Want(kind) or "?" in sentence


@pytest.mark.parametrize("language", sorted(SAID))
def test_thanks_around_a_question_do_not_hide_it(language: str) -> None:
    asked = SAID[language]["question"][0]
    thanks = next(one for one in SAID[language]["nothing"] if "?" not in one)
    if wanted(thanks) is None and "repl" not in thanks:
        found = wanted(f"{thanks} {asked}")
        assert found is not None
        assert found.words == asked


def test_the_plainest_sentence_is_quoted() -> None:
    found = wanted("Just following up on Friday. Your view on page two would help. Which printer did you use?")
    assert found is not None
    assert (found.want, found.words) == (Want.QUESTION, "Which printer did you use?")


def test_what_is_quoted_or_is_a_patch_asks_nothing() -> None:
    assert wanted("> Which printer did you use?\nThanks, all clear.") is None
    assert wanted("LK> Is it archived?\nDone.") is None
    assert wanted("Fixes a crash.\n---\n a.c | 2 +-\ndiff --git a/a.c b/a.c\n+// why is this here?\n") is None


def test_a_joke_is_no_question() -> None:
    assert wanted("Cost of living going up? ;)") is None


def test_an_aside_in_brackets_is_no_question() -> None:
    assert wanted("I read it on some site (LWN?), and my name is Ana.") is None
    assert wanted("I still have your book (or shall I post it?)") is not None


def test_a_letter_lost_in_a_word_asks_nothing() -> None:
    assert wanted("Soggetta all?attivit\ufffd di direzione.") is None


def test_a_question_to_another_reader_by_name_is_not_egos() -> None:
    assert wanted("Cy, could you book the room? Ben, just so you know.", BEN_AND_CY) is None
    found = wanted("Cy, thanks for the room. Ben, could you bring the projector?", BEN_AND_CY)
    assert found is not None
    assert found.words == "Ben, could you bring the projector?"


def test_a_question_to_anybody_is_nobodys_debt_among_several() -> None:
    assert wanted("Does anybody have the key?", BEN_AND_CY) is None
    assert wanted("Does anybody have the key?") is not None


def test_a_copy_asks_only_where_it_names_ego() -> None:
    copied = Readers(ego=frozenset({"ben"}), others=frozenset({"cy"}), is_copied=True, is_open=True)
    assert wanted("Hi Cy, would you take over the invoice?", copied) is None
    assert wanted("Hi Cy, see below. Ben, do you have the invoice?", copied) is not None


def test_no_reply_needed_holds_for_the_whole_message() -> None:
    assert wanted("Is this not lovely weather? No need to reply.") is None


@pytest.mark.parametrize("text", ["", "?", "??", " \n", "x" * 100_000, "?" * 10_000, "🙂?" * 500, "هل وصلت الرسالة؟"])
def test_any_text_is_looked_through(text: str) -> None:
    wanted(text)
