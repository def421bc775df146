"""What a text says that nothing can prove, over sentences written from facts and sentences that alter them."""

from __future__ import annotations

import time
import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pace import spent

from kithly.messages import Brief, Draft, Ego, Fact, Found, News, SharedYears, Slot, Talk, compose
from kithly.messages.known import Known, known_of
from kithly.messages.lacks import Lack
from kithly.messages.unproven import Proved, proved
from kithly.people import Person, PersonId
from kithly.reasons import TouchKind
from kithly.records import Evidence

WRITTEN = tomllib.loads(Path(__file__).with_name("proof_sentences.toml").read_text("utf-8"))
SETS, AGAINST = WRITTEN["brief"], WRITTEN["against"]
BODIES = tomllib.loads(Path(__file__).with_name("model_bodies.toml").read_text("utf-8"))["body"]
BY_NAME = {f"{one['language']}-{one['names'][1]}": one for one in SETS}


def proof(name: str, words: str, year: int = 2020) -> Evidence:
    return Evidence(record=name, source="mbox", at=datetime(year, 3, 4, tzinfo=UTC), quote=words)


def brief_from(told: dict[str, Any]) -> Brief:
    """Return a brief out of the facts of a set."""
    facts, (whole, given, own, own_given) = told["facts"], told["names"]
    brief = Brief(
        recipient=Person(id=PersonId("p"), name=whole, given=given),
        kind=TouchKind(told["kind"]),
        channel="mail",
        ego=Ego(name=own, given=own_given, **facts.get("ego", {})),
        language=told["language"],
        now=datetime(2026, 3, 2, tzinfo=UTC),
    )
    for name in ("question", "recommendation", "endorsement", "met_at", "met_about"):
        if name in facts:
            words = facts[name]["words"]
            told_of: dict[str, Any] = {
                name: Fact(words=words, evidence=proof(name, words, facts[name].get("year", 2020)))
            }
            brief = replace(brief, **told_of)
    if "talk" in facts:
        one = facts["talk"]
        where = proof("talk", one["topic"], one["year"])
        talk = Talk(
            at=where.at,
            topic=one["topic"],
            evidence=where,
            outgoing=one.get("mine", False),
            is_subject=not one.get("thing", False),
        )
        brief = replace(brief, talk=talk)
    if "news" in facts:
        brief = replace(brief, news=news_from(facts["news"]))
    return brief


def news_from(one: dict[str, Any]) -> News:
    before = one.get("before", "")
    return News(
        company=one["company"],
        evidence=proof("news", one["company"]),
        title=one["title"],
        before=before,
        before_evidence=proof("before", before) if before else None,
        is_fresh=one.get("fresh", False),
        is_promotion=one.get("promotion", False),
    )


def judged(told: dict[str, Any], text: str) -> Proved:
    return proved(text, known_of(brief_from(told)), language=told["language"])


EVERY = [(one, text) for one in SETS for text in (*one["true"], *one["wrong"])]


def test_there_are_enough_sentences_in_each_language_to_tell() -> None:
    assert len(EVERY) >= 280
    for code in ("en", "de", "es", "fr", "pt"):
        assert sum(len(one["wrong"]) for one in SETS if one["language"] == code) >= 20


@pytest.mark.parametrize("told", SETS, ids=[f"{one['language']}-{one['names'][1]}" for one in SETS])
def test_what_facts_hold_passes_and_what_they_do_not_is_found(told: dict[str, Any]) -> None:
    refused = {text: judged(told, text).unproven for text in told["true"] if judged(told, text).unproven}
    passed = [text for text in told["wrong"] if not judged(told, text).unproven]
    assert (refused, passed) == ({}, [])


@pytest.mark.parametrize("told", AGAINST, ids=[f"{one['facts']}-{one['round']}" for one in AGAINST])
def test_inventions_in_words_that_state_nothing_by_themselves_are_found(told: dict[str, Any]) -> None:
    facts = BY_NAME[told["facts"]]
    assert [text for text in told["wrong"] if not judged(facts, text).unproven] == []
    assert [text for text in told.get("true", []) if judged(facts, text).unproven] == []


@pytest.mark.parametrize("told", BODIES, ids=[one["facts"] for one in BODIES])
def test_what_a_model_writes_that_keeps_to_the_facts_passes_whole(told: dict[str, Any]) -> None:
    for text in told["texts"]:
        held = judged(BY_NAME[told["facts"]], text)
        assert (held.unproven, bool(held.claims)) == ((), True), text


def test_a_sentence_that_names_a_fact_is_a_claim_with_its_proof() -> None:
    text = "Hi Ana,\n\nYour note from 2019 about the Graz tram trial turned up. You are at Nordlys Cargo now.\n\nTom"
    claims = judged(SETS[0], text).claims
    assert [claim.text for claim in claims] == [
        "Your note from 2019 about the Graz tram trial turned up.",
        "You are at Nordlys Cargo now.",
    ]
    assert [[one.record for one in claim.evidence] for claim in claims] == [["talk"], ["news"]]
    assert all(claim.text in text for claim in claims)


@pytest.mark.parametrize("told", SETS, ids=[f"{one['language']}-{one['names'][1]}" for one in SETS])
def test_every_true_sentence_of_the_other_side_or_past_that_names_a_fact_has_proof(told: dict[str, Any]) -> None:
    known = known_of(brief_from(told))
    words = {word for fact in known.facts if fact.evidence for text in fact.words for word in text.lower().split()}
    for text in told["true"]:
        if {one for one in text.lower().split() if len(one) > 5} & words:
            assert judged(told, text).claims, text


@pytest.mark.parametrize(
    ("text", "lack"),
    [
        ("How is Lisbon?", Lack.NAME),
        ("It was in 1999.", Lack.NUMBER),
        ("You said “never”.", Lack.QUOTE),
        ("See https://evil.example/x for more.", Lack.LINK),
        ("Ask bob@corp.example about it.", Lack.LINK),
        ("Ring +44 20 7946 0958.", Lack.LINK),
        ("You were right all along.", Lack.STATEMENT),
        ("How **are** you?", Lack.MARKUP),
        ("How are you?\u202e", Lack.MARKUP),
        ("How are you?\U000e0041\U000e0042", Lack.MARKUP),
        ("How are you?\u200b", Lack.MARKUP),
        ("<img src=x> How are you?", Lack.MARKUP),
    ],
)
def test_each_thing_that_cannot_be_proven_is_called_by_what_it_is(text: str, lack: Lack) -> None:
    found = judged(SETS[0], text).unproven
    assert lack in {one.lack for one in found}
    assert all(text[one.start : one.end] == one.text for one in found)


def test_kithlys_own_drafts_stand_before_the_strict_reader() -> None:
    """Words of the rules writer were not written for this reader; what their facts hold, it has to let pass."""
    brief = brief_from(SETS[0])
    shared = SharedYears(place="Acme", evidence=proof("s", "Acme"))
    found = Found(words="Night ferries", host="example.org", evidence=proof("f", "Night ferries"))
    for facts in (brief, replace(brief, found=found), replace(brief, talk=None, news=None, shared=shared)):
        for seed in range(14):
            made = compose(facts, seed=seed)
            assert isinstance(made, Draft)
            assert proved(made.text, known_of(facts), language="en").unproven == (), made.text


@given(st.text(alphabet=st.characters(min_codepoint=97, max_codepoint=122), min_size=7, max_size=12), st.integers(0, 4))
@settings(max_examples=60, deadline=None)
def test_a_name_nobody_told_is_found_wherever_it_stands(word: str, place: int) -> None:
    name = f"Q{word}x"
    words = ["I", "came", "across", "our", "exchange"]
    text = " ".join([*words[:place], name, *words[place:]]) + " about the Graz tram trial."
    assert name in " ".join(one.text for one in judged(SETS[0], text).unproven)


def test_a_long_text_is_read_in_time_that_grows_with_it() -> None:
    text = "You were right about the Graz tram trial, and Lisbon. " * 400
    started = time.process_time()
    assert judged(SETS[0], text).unproven
    assert spent(started) < 5


def test_nothing_known_lets_nothing_but_courtesies_pass() -> None:
    nobody = Known(names=("Ana", "Tom"))
    assert proved("Hi Ana,\n\nHow are you?\n\nTom", nobody, language="en") == Proved(unproven=(), claims=())
    assert proved("Hi Ana, you are the best.", nobody, language="en").unproven
    assert proved("Ciao Ana, come va il tuo giardino?", nobody, language="it").unproven


@pytest.mark.parametrize(
    ("language", "text", "is_proven"),
    [
        ("en", "Would Tuesday 10 March at 15:30 suit you, or 12 March at 09:00?", True),
        ("en", "Would 10 March at 09:00 suit you?", False),
        ("en", "Would 11 March at 15:30 suit you?", False),
        ("en", "Would 10 April at 15:30 suit you?", False),
        ("de", "Passt es am 10. März um 15:30, oder am 12. März um 09:00?", True),
        ("de", "Passt es am 12. März um 15:30?", False),
        ("pt", "Serve dia 10 de março, 15:30?", True),
    ],
)
def test_a_time_that_is_proposed_is_a_free_one(language: str, text: str, is_proven: bool) -> None:  # noqa: FBT001
    free = tuple(
        Slot(starts=datetime(2026, 3, day, hour, minute, tzinfo=UTC), minutes=30)
        for day, hour, minute in ((10, 15, 30), (12, 9, 0))
    )
    known = known_of(replace(brief_from(SETS[0]), slots=free, language=language))
    assert (proved(text, known, language=language).unproven == ()) is is_proven
