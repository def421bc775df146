"""Naming a talk in a few words of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithly.history import Exchange, short_topic
from kithly.history.short_topics import thing_in
from kithly.records import Channel

START = datetime(2019, 3, 1, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sentence", "thing"),
    [
        ("I finished the lighthouse novel on the train and missed my stop.", "the lighthouse novel"),
        ("The delays at the Quarn Hill junction are down by a third.", "the Quarn Hill junction"),
        ("The drivers' council signed off the new signal plan yesterday, before summer.", "the new signal plan"),
        ("We talked about the harbour wall, the other day.", "the harbour wall"),
        ("It took two weekends instead of three, and only one forklift complained.", ""),
        ("I would like to hear more about tram signalling.", "tram signalling"),
        ("One of us sails, the other counts whales.", ""),
        ("The lawyers accepted the short version of it.", ""),
        ("The old pear tree bears again since May.", ""),
        ("Tell me about your children.", ""),
        ("See you the day after.", ""),
        ("Das Boot liegt an der Brücke.", ""),
        ("The council rejected it.", ""),
        ("The school children turn out to depend on it.", ""),
        ("All winter long in my big grey city I still dream of the\nsalt pans in May.", "the\nsalt pans"),
        ("How is the chemotherapy ward treating you?", ""),
    ],
)
def test_a_thing_is_named_in_its_exact_words(sentence: str, thing: str) -> None:
    assert thing_in(sentence) == thing


@given(st.text(max_size=200))
def test_what_is_named_stands_in_the_text(text: str) -> None:
    assert thing_in(text) in text
    assert thing_in(f"{text} about the bee house.") in f"{text} about the bee house."


def said(day: int, own: str, *, out: bool = False, subject: str = "") -> Exchange:
    at = START + timedelta(days=day)
    return Exchange(
        record=f"m{day}",
        source="linkedin_export",
        at=at,
        outgoing=out,
        channel=Channel.LINKEDIN,
        own=own,
        subject=subject,
    )


def test_a_talk_without_subject_is_named_by_a_thing_in_it() -> None:
    found = short_topic((said(0, "I finished the lighthouse novel on the train to Porto."), said(1, "Ah!", out=True)))
    assert found is not None
    assert (found.text, found.is_subject, found.evidence.quote) == ("the lighthouse novel", False, found.text)


def test_a_sentence_without_a_short_name_gives_none() -> None:
    sentence = "It took two weekends instead of three, and only one forklift complained."
    assert short_topic((said(0, sentence), said(1, "Ha", out=True))) is None
