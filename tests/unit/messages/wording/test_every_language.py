"""Drafts of every kind, in every language and form of address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from tests.unit.messages.wording.briefs import LANGUAGES, RECORDS, TOM, rarer, usual

from kithly.messages import MAX_NOTE, Brief, Draft, Recipient, Sender, check, compose, marks, note_length, verify
from kithly.messages.language import language_of
from kithly.messages.marks import MarkKind
from kithly.messages.on_record import held_in
from kithly.messages.phrasebook import RUN
from kithly.messages.voice import Said, is_formal_between
from kithly.messages.wording import GENERIC, judged_as, masked
from kithly.reasons import TouchKind

LEFT_OVER = re.compile(r"[{}\[\]|]|  |[ \u00a0][,.]|\.\.|,,|“”|„“|«\s*»|\( |\bNone\b")
FORMS = pytest.mark.parametrize("formal", [False, True], ids=["informal", "formal"])
EVERY = pytest.mark.parametrize("language", LANGUAGES)
SENTENCE = re.compile(r"(?<=[^\d][.!?…])[”“»]?\s+")
SORRY = re.compile(
    r"sorry|leid\b|entschuldig|verzeih|bedaure|siento|perdon|disculp|lament|pardon|excuse|regrette|desculp|sinto|perdoe"
    r"|tarde\b|silence",
    re.IGNORECASE,
)
QUOTE = re.compile(r"„[^„“”]*[“”]|“[^“”]*”|«[^«»]*»")


@cache
def week(language: str, *, formal: bool) -> tuple[tuple[str, Brief, Draft], ...]:
    """Return the drafts of one week, of every kind."""
    found, often = [], usual(language)
    for name, told in (often | rarer(language)).items():
        brief = replace(told, is_formal=formal)
        for seed in range(RUN):
            made = compose(brief, seed=seed)
            if isinstance(made, Draft):
                found.append((name, brief, made))
            else:
                assert made.reason == GENERIC and name not in often, (name, seed, made)  # noqa: PT018  # one thought
    return tuple(found)


@EVERY
@FORMS
def test_every_draft_keeps_the_rules_in_its_language(language: str, *, formal: bool) -> None:
    for name, brief, made in week(language, formal=formal):
        wrong = [
            {
                breach.rule
                for breach in check(
                    text,
                    kind=judged_as(brief.kind, brief.why),
                    channel="email" if brief.channel == "mail" else brief.channel,
                    recipient=Recipient(name="Ana Kovač"),
                    sender=Sender(name="Tom"),
                    own_draft=True,
                ).breaches
            }
            for text in (made.text, masked(made.text, made.claims))  # repeated words are not ours
        ]
        assert not set.intersection(*wrong), (name, wrong, made.text)
        assert made.breaches == (), name
        assert made.language == language


@EVERY
@FORMS
def test_every_draft_is_proven_and_nothing_is_left_over(language: str, *, formal: bool) -> None:
    for name, brief, made in week(language, formal=formal):
        assert made.claims, name
        assert verify(made, RECORDS.get) == (), name
        told = made.text.replace("https://example.org/ferries", "")
        assert not LEFT_OVER.search(told), (name, made.text)
        assert not LEFT_OVER.search(made.subject or ""), (name, made.subject)
        assert made.subject or brief.channel != "mail", name


@EVERY
@FORMS
def test_a_draft_is_taken_for_its_language_when_it_is_read_again(language: str, *, formal: bool) -> None:
    often = usual(language)
    for name, _, made in week(language, formal=formal):
        assert name not in often or language_of(made.text) == language, (name, made.text)


def sentences(made: Draft, brief: Brief) -> Iterator[str]:
    """Yield what a draft says, without greeting, signature and what it quotes."""
    body = [made.text] if brief.kind is TouchKind.CONNECT else made.text.split("\n\n")[:-1]
    greets = brief.kind is TouchKind.CONNECT or (brief.kind is TouchKind.GREET and not brief.is_formal)
    for sentence in SENTENCE.split(QUOTE.sub("Q", " ".join(body if greets else body[1:]))):
        told = sentence.replace("Ana", "").removesuffix("Tom").removesuffix("Tom Sample").strip(" .,!?:\u00a0").lower()
        if told not in {"", "q", "tom", "tom sample"}:
            yield told


@EVERY
@FORMS
def test_no_two_drafts_of_a_week_share_a_sentence(language: str, *, formal: bool) -> None:
    for name, brief in usual(language).items():
        alike = replace(brief, is_formal=formal, ego=replace(TOM, position="", company=""))
        seen: dict[str, int] = {}
        for seed in range(70, 70 + RUN):
            made = compose(alike, seed=seed)
            assert isinstance(made, Draft), name
            for sentence in set(sentences(made, alike)):
                assert seen.setdefault(sentence, seed) == seed, (name, sentence)


@pytest.mark.parametrize("language", ["de", "es", "fr"])
@FORMS
def test_the_form_of_address_is_kept(language: str, *, formal: bool) -> None:
    untold = is_formal_between([], language)
    for name, _, made in week(language, formal=formal):
        told = Said(text=QUOTE.sub("", made.text), outgoing=True)
        assert is_formal_between([told], language) in {formal, untold}, (name, made.text)


@EVERY
@FORMS
def test_a_note_with_a_request_is_one_line_of_200_characters(language: str, *, formal: bool) -> None:
    notes = [made for _, brief, made in week(language, formal=formal) if brief.kind is TouchKind.CONNECT]
    assert notes
    assert all(note_length(made.text) <= MAX_NOTE and "\n" not in made.text for made in notes)


@EVERY
@FORMS
def test_nothing_in_a_fresh_draft_is_known_to_the_user_alone(language: str, *, formal: bool) -> None:
    for name, _, made in week(language, formal=formal)[::RUN]:
        found = marks(made.text, made.claims, held_in([]), own=made.text, names=["Ana Kovač", "Tom Sample"])
        assert MarkKind.YOURS not in {one.kind for one in found}, (name, found)
        assert found or name not in usual(language), (name, made.text)


@EVERY
def test_a_late_answer_says_sorry_once(language: str) -> None:
    for name, _, made in week(language, formal=False):
        told = [one for one in SENTENCE.split(QUOTE.sub("", made.text)) if SORRY.search(one)]
        if name == "reply, in time":
            assert told == []
        if name == "reply, very late":
            assert len(told) == 1, made.text
