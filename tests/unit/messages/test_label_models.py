"""The shipped models of sentences."""

from __future__ import annotations

import json
import re
import time
from importlib.resources import files

from hypothesis import given, settings
from hypothesis import strategies as st

from kithly.messages import Recipient, Sender, Verdict, check
from kithly.messages.favours import favours
from kithly.messages.label_models import LabelModel, models_for
from kithly.messages.phrasebook import phrase_lines
from kithly.messages.sentence_features import features, sentences_of
from kithly.messages.sentences import clauses

LARGEST = 1_000_000  # bytes; a sixth of it in a wheel


def judged(text: str) -> Verdict:
    return check(text, kind="reconnect", channel="email", recipient=Recipient(name="Ana"), sender=Sender(name="Tom"))


def asks(text: str) -> list[str]:
    return [breach.text for breach in judged(text).breaches if breach.rule == "asks_favour"]


def test_the_shipped_weights_are_small_and_say_where_they_come_from() -> None:
    for place in files("kithly.messages").joinpath("weights").iterdir():
        text = place.read_text("utf-8")
        table = json.loads(text)
        assert len(text.encode()) <= LARGEST
        assert table["fitted"]["by"] == "evaluation/fit_etiquette.py"
        assert table["fitted"]["batches"] > 1
        for model in table["models"].values():
            assert set(model["thresholds"]) == set(model["left_out"])
            assert all(one["of"] > one["true"] > 0 for one in model["left_out"].values())
    assert models_for("en") is models_for("en")


def test_a_language_nothing_was_fitted_on_has_no_models() -> None:
    assert models_for("xx") == {}


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
    model = LabelModel(bias=-1.0, thresholds={"has_topic": 0.5}, weights={"w:cv": 150})
    sentences = sentences_of(clauses("I have a dog. Here is my CV."))
    rows = list(features(sentences, {}, language="en"))
    assert [model.score(row) for row in rows] == [-1.0, 0.5]
    assert model.found(rows, "has_topic")
    assert not model.found(rows[:1], "has_topic")
    assert model.strongest(sentences[1], rows[1]) == ((25, 27),)
    assert model.highest([]) == -1.0


def test_a_message_as_a_whole_adds_to_each_of_its_sentences() -> None:
    sentences = sentences_of(clauses("Here is my CV. I have a dog."))
    rows = list(features(sentences, {}, language="en"))
    one = LabelModel(bias=-1.0, thresholds={"asks_favour": 1.0}, weights={"w:cv": 150})
    whole = LabelModel(bias=0.0, thresholds={}, weights={"w:dog": 100}, share=0.5)
    assert favours(sentences, rows, (), models={"asks_favour": one}) == ()
    (ask,) = favours(sentences, rows, (), models={"asks_favour": one, "asks_favour_whole": whole})
    assert (ask.start, ask.end) == (0, 13)


def test_what_an_own_draft_tells_is_judged_by_the_lexicon_since_records_prove_it() -> None:
    text = "Hi Ana,\n\nI was going through old mail and came across your note “Oslo audit”. Do you still sail? Tom"
    ana, tom = Recipient(name="Ana"), Sender(name="Tom")
    own = check(text, kind="reconnect", channel="email", recipient=ana, sender=tom, own_draft=True)
    assert own.labels["has_topic"]
    assert own.labels["has_follow_up"]
    assert not own.labels["asks_favour"]


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
