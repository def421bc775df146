"""The shipped model of sentences that ask."""

from __future__ import annotations

import json
import re
import time
from importlib.resources import files

from hypothesis import given, settings
from hypothesis import strategies as st

from kithly.messages import Recipient, Sender, Verdict, check
from kithly.messages.favour_model import FavourModel, favour_model
from kithly.messages.phrasebook import phrase_lines
from kithly.messages.sentence_features import features, sentences_of
from kithly.messages.sentences import clauses

LARGEST = 300_000  # bytes


def judged(text: str) -> Verdict:
    return check(text, kind="reconnect", channel="email", recipient=Recipient(name="Ana"), sender=Sender(name="Tom"))


def asks(text: str) -> list[str]:
    return [breach.text for breach in judged(text).breaches if breach.rule == "asks_favour"]


def test_the_shipped_weights_are_small_and_say_where_they_come_from() -> None:
    text = files("kithly.messages").joinpath("favour_weights.json").read_text("utf-8")
    fitted = json.loads(text)["fitted"]
    assert len(text.encode()) <= LARGEST
    assert fitted["by"] == "evaluation/fit_etiquette.py"
    assert fitted["texts"] > fitted["asking"] > 0
    assert favour_model() is favour_model()


def test_a_hint_without_a_set_phrase_is_found_and_the_sentence_is_its_place() -> None:
    hint = "My contract ends in June, so naturally your name came to mind"
    assert asks(f"Hi Ana, the lake was calm today. {hint}. How is the goat?") == [hint]


def test_each_warning_says_why() -> None:
    verdict = judged("Would there be a chance to get the keg at the price you give your staff?")
    hints = [breach.hint for breach in verdict.breaches if breach.rule == "asks_favour"]
    assert hints
    assert all(hint.startswith("This ") for hint in hints)


def test_an_offer_is_no_favour() -> None:
    assert asks("If your daughter wants to see a newsroom, I would be happy to show her around.") == []


def test_no_phrase_of_our_own_drafts_asks() -> None:
    filled = [re.sub(r"\{\w+\}", "Bergen", line) for line in phrase_lines("en")]
    assert len(filled) > 100
    assert [line for line in filled if asks(line)] == []


def test_the_sum_of_weights_decides() -> None:
    model = FavourModel(version="t", bias=-1.0, threshold=0.0, weights={"w:cv": 150}, languages=("en",))
    (sentence,) = sentences_of(clauses("Here is my CV."))
    assert model.asking([sentence], {}, language="en") == [(sentence, ((11, 13),))]
    assert model.asking(sentences_of(clauses("Here is my dog.")), {}, language="en") == []


def test_features_name_words_subjects_and_what_stood_before() -> None:
    rows = list(features(sentences_of(clauses("I am redundant. Your boss?")), {}, language="en"))
    assert {"w:your boss", "s:you>power", "?", "p:jobless", "e:jobless+power", "^:your"} <= set(rows[1])


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="ab cv your boss.?!“”\n\"'9", max_size=200))
def test_any_text_gets_the_same_answer_twice_and_places_inside_it(text: str) -> None:
    verdict = judged(text)
    assert judged(text) == verdict
    assert all(text[one.start : one.end] == one.text for one in verdict.breaches)


def test_work_grows_with_the_text_not_with_its_square() -> None:
    def seconds(text: str) -> float:
        begun = time.process_time()
        judged(text)
        return time.process_time() - begun

    judged("warm up")
    one = "your boss job cv would you refer me " * 300
    assert seconds(one * 8) < 30 * max(seconds(one), 0.002)
