"""Drafts for occasions: true, kind, in five languages and two forms of address, and silent on what is private."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.messages.occasions import CASES, RECORDS

from kithly.history import is_sensitive
from kithly.messages import Brief, Draft, NoDraft, compose, verify
from kithly.messages.asked import fields_of
from kithly.messages.phrasebook import LANGUAGES
from kithly.people import Person
from kithly.records import Evidence

PRIVATE = (
    "How your chemotherapy went in May",
    "The divorce is through at last",
    "My father passed away in spring",
    "I was laid off on Monday",
    "Meine Scheidung war im März",
    "Le cancer est revenu hélas",
    "Mi madre falleció en enero",
    "A minha mãe faleceu ontem",
    "The bankruptcy of my brother",
)
TOLD = frozenset({"words", "topic", "title", "town", "company", "place", "before", "author"})
LONG_AGO = re.compile(
    r"\b\d+ (?:days|weeks|messages|mails|times)\b|\b(?:4 March|4\. März|4 de marzo|4 mars|4 de março)\b"
)


def written(brief: Brief, *, seed: int = 0) -> Draft:
    made = compose(brief, seed=seed)
    assert isinstance(made, Draft), made
    return made


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_each_occasion_is_named_and_proven_in_every_language(name: str, language: str) -> None:
    brief, named = CASES[name]
    for is_formal in (False, True):
        made = written(replace(brief, language=language, is_formal=is_formal))
        assert named in made.text
        assert made.language == language
        assert {breach.rule for breach in made.breaches} <= {"has_about_me"}
        assert made.claims
        assert verify(made, RECORDS.get) == ()
        assert verify(made, lambda _: None)


@pytest.mark.parametrize("name", CASES)
def test_two_drafts_of_a_week_differ_and_none_shows_that_records_are_kept(name: str) -> None:
    brief, _ = CASES[name]
    made = {written(brief, seed=seed).text for seed in range(3)}
    assert len(made) > 1
    assert not [text for text in made if LONG_AGO.search(text)]


def test_english_phrases_ask_nothing_and_press_nobody() -> None:
    for brief, _ in CASES.values():
        for seed in range(7):
            assert written(brief, seed=seed).breaches == ()


def poisoned(value: Any, words: str) -> Any:
    """Return a brief in which every fact says something private."""
    if isinstance(value, tuple):
        return tuple(poisoned(one, words) for one in value)
    if not is_dataclass(value) or isinstance(value, type | Evidence | Person):
        return value
    found = {}
    for one in fields(value):
        told = getattr(value, one.name)
        found[one.name] = words if one.name in TOLD and isinstance(told, str) and told else poisoned(told, words)
    return replace(value, **found)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(CASES)), st.sampled_from(PRIVATE), st.sampled_from(LANGUAGES), st.integers(0, 6))
def test_nothing_private_is_ever_drafted(name: str, words: str, language: str, seed: int) -> None:
    assert is_sensitive(words)
    brief = replace(CASES[name][0], language=language)
    kept = replace(poisoned(brief, words), ego=brief.ego, voice=brief.voice)
    made = compose(kept, seed=seed)
    assert isinstance(made, NoDraft) or not is_sensitive(f"{made.subject}\n{made.text}")


def test_nothing_is_drafted_after_a_personal_talk() -> None:
    for brief, _ in CASES.values():
        assert isinstance(compose(replace(brief, is_personal=True), seed=0), NoDraft)


@pytest.mark.parametrize(
    "url", ["", "javascript:hit()", "https://example.org/my divorce", "https://example.org/my-divorce", "x" * 900]
)
def test_no_link_that_is_unfit_or_tells_something_private_is_passed_on(url: str) -> None:
    brief, _ = CASES["article for what they said"]
    assert brief.item is not None
    assert isinstance(compose(replace(brief, item=replace(brief.item, url=url)), seed=0), NoDraft)


@pytest.mark.parametrize("name", CASES)
def test_a_model_is_told_what_each_occasion_is(name: str) -> None:
    assert fields_of(CASES[name][0])["facts"]


def test_a_comment_stands_beneath_its_post_without_greeting_and_in_a_letter_with_one() -> None:
    brief, _ = CASES["comment on a post"]
    for channel in ("linkedin", "mastodon", "copy"):
        assert "\n" not in written(replace(brief, channel=channel)).text
    assert written(brief).text.splitlines()[0].endswith("Ana,")


def test_both_sides_are_asked_first_and_may_say_no() -> None:
    for name in ("introduction, whoever has the need", "introduction, whoever could help"):
        brief, _ = CASES[name]
        for seed in range(7):
            text = written(brief, seed=seed).text
            assert re.search(r"could introduce|could put you|gladly introduce|gladly put", text)
            assert re.search(r"\bno\b|only if|if you like|If not", text)
