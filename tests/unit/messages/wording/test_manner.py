"""Greeting, signature and length as ego writes; names and times as people say them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.messages.wording.briefs import ANA, AT, TOM, plain, usual

from kithly.messages import Brief, Draft, Ego, Voice, compose
from kithly.messages.phrasebook import LANGUAGES, phrase_lines
from kithly.people import Person, PersonId

OWN = Voice(greeting="Servus {given}!", sign_off="Bis bald", signs_as="Tommy")
GENDERED = {
    "de": r"\b[Ll]ieber?\b(?= \{)|[Gg]eehrte|\b(?:Kollegin|Kollege|Freundin|Freund)\b",
    "es": r"\b(?:[Qq]uerid[oa]|[Ee]stimad[oa]|encantad[oa]|agradecid[oa]|content[oa]|list[oa])\b",
    "fr": r"\b(?:[Cc]hère?|ravie?|désolée?|contente?|heureu(?:x|se)|tombée?)\b|suis (?!demandé|rappelé|dit)\w+ée?\b",
    "pt": r"\b(?:[Oo]brigad[oa]|[Qq]uerid[oa]|[Cc]ar[oa](?= \{)|[Pp]rezad[oa]|agradecid[oa]|grat[oa]|encantad[oa])\b",
}


def draft(brief: Brief, seed: int = 0) -> Draft:
    made = compose(brief, seed=seed)
    assert isinstance(made, Draft), made
    return made


def named(name: str, given: str = "") -> Person:
    return Person(id=PersonId("p"), name=name, given=given)


def test_a_draft_begins_and_ends_as_ego_does() -> None:
    text = draft(replace(plain("de"), voice=OWN)).text
    assert text.startswith("Servus Ana!\n\nBeim ")  # no comma, so the sentence does not go on
    assert text.endswith("\n\nBis bald\nTommy")


def test_a_note_is_signed_as_ego_signs() -> None:
    assert draft(replace(usual("en")["connect"], voice=OWN)).text.endswith(" Tommy")


@pytest.mark.parametrize("greeting", ["Hi all,", "Hi {given} and {given},", "Hi {name},", "Hi\n{given},", "x" * 60])
def test_a_greeting_that_fits_nobody_is_not_used(greeting: str) -> None:
    assert draft(replace(plain("en"), voice=Voice(greeting=greeting))).text.startswith(("Hi Ana,", "Hello Ana,"))


def test_a_formal_letter_has_no_informal_greeting_or_sign_off() -> None:
    casual = Voice(greeting="Hallo {given},", sign_off="LG", signs_as="Tom")
    text = draft(replace(plain("de"), is_formal=True, voice=casual)).text
    assert text.startswith("Guten Tag Ana Kovač,")
    assert "LG" not in text
    polite = Voice(greeting="Guten Tag {given},", sign_off="Hochachtungsvoll", signs_as="Tom")
    assert draft(replace(plain("de"), is_formal=True, voice=polite)).text.endswith("Hochachtungsvoll\nTom")


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_writes_little_gets_a_short_draft(language: str) -> None:
    for name, brief in usual(language).items():
        whole = draft(brief)
        short = draft(replace(brief, voice=Voice(words=20)))
        assert {claim.text for claim in short.claims} <= {claim.text for claim in whole.claims}, name
        assert all(claim.text in short.text for claim in short.claims)
        assert len(short.text.split()) <= len(whole.text.split())
        assert name != "reconnect, with news" or len(short.text.split()) < 0.8 * len(whole.text.split()), short.text
        assert draft(replace(brief, voice=Voice(words=150))).text == whole.text


@pytest.mark.parametrize(
    ("person", "line"),
    [
        (named("Dr. Ana Kovač", "Ana"), "Guten Tag Dr. Kovač,"),
        (named("Prof. Dr. Ana van der Berg", "Ana"), "Guten Tag Prof. Dr. van der Berg,"),
        (named("Frau Kovač"), "Guten Tag Frau Kovač,"),
        (named("Ana Kovač", "Ana"), "Guten Tag Ana Kovač,"),
        (named("Conan O'Brien", "Conan"), "Guten Tag Conan O'Brien,"),
        (named("ana@example.org"), "Guten Tag,"),
        (named("יעל כהן", "יעל"), "Guten Tag,"),
        (named("Ana 🌟 Kovač", "Ana"), "Guten Tag,"),
        (named("B", "B"), "Guten Tag B,"),
    ],
)
def test_a_formal_greeting_guesses_no_title(person: Person, line: str) -> None:
    assert draft(replace(plain("de"), recipient=person, is_formal=True)).text.split("\n")[0] == line


@pytest.mark.parametrize("language", sorted(GENDERED))
def test_no_phrase_guesses_whether_somebody_is_a_man_or_a_woman(language: str) -> None:
    gendered = re.compile(GENDERED[language])
    assert [line for line in phrase_lines(language) if gendered.search(line)] == []


def test_what_ego_does_is_told_in_the_language_of_the_letter() -> None:
    baker = Ego(name="Tom Sample", given="Tom", now="leite eine kleine Bäckerei in Leeds")
    assert "Was ich zurzeit mache: leite eine kleine Bäckerei in Leeds." in draft(replace(plain("de"), ego=baker)).text
    english = draft(replace(plain("de"), ego=replace(baker, now="run a small bakery in Leeds")))
    assert "bakery" not in english.text
    assert [breach.rule for breach in english.breaches] == ["has_about_me"]
    assert "Quay Two: Engineer" in draft(replace(plain("de"), ego=replace(TOM, now="run a bakery"))).text


def test_a_language_without_a_table_is_written_to_in_english() -> None:
    made = draft(replace(plain("en"), language="fi"))
    assert made.language == "en"
    assert made.text == draft(plain("en")).text


@pytest.mark.parametrize(
    ("language", "year", "month"),
    [
        ("en", "from 2017", "from August"),
        ("de", "von 2017", "vom August"),
        ("es", "de 2017", "de agosto"),
        ("fr", "de 2017", "d'août"),
        ("pt", "de 2017", "de agosto"),
    ],
)
def test_a_talk_of_this_year_is_named_by_its_month_and_of_this_month_by_nothing(
    language: str, year: str, month: str
) -> None:
    late, same, now = AT + timedelta(days=400), AT + timedelta(days=100), AT + timedelta(days=3)
    for seed in range(7):
        brief = plain(language)
        assert year in draft(replace(brief, now=late), seed).text
        text = draft(replace(brief, now=same), seed).text
        assert month in text
        assert "2017" not in text
        text = draft(replace(brief, now=now), seed).text
        assert month not in text
        assert "2017" not in text


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Thursday 6 August at 9:30, Friday 7 August at 9:30 or Monday 10 August at 9:30"),
        ("de", "Donnerstag 6. August um 9:30 Uhr, Freitag 7. August um 9:30 Uhr oder Montag 10. August um 9:30 Uhr"),
        (
            "es",
            "el jueves 6 de agosto a las 9:30, el viernes 7 de agosto a las 9:30 o el lunes 10 de agosto a las 9:30",
        ),
        ("fr", "jeudi 6 août à 9h30, vendredi 7 août à 9h30 ou lundi 10 août à 9h30"),
        (
            "pt",
            "quinta-feira 6 de agosto às 9:30, sexta-feira 7 de agosto às 9:30 ou segunda-feira 10 de agosto às 9:30",
        ),
    ],
)
def test_times_are_proposed_as_people_say_them(language: str, told: str) -> None:
    assert all(told in draft(usual(language)["follow-up, with times"], seed).text for seed in range(7))


def test_a_wish_greets_by_itself_and_a_formal_one_has_its_greeting() -> None:
    brief = replace(usual("de")["birthday"], recipient=ANA)
    assert draft(brief).text.startswith("Alles Gute zum Geburtstag, Ana!")
    assert draft(replace(brief, is_formal=True)).text.startswith("Guten Tag Ana Kovač,\n\nalles Gute zum Geburtstag!")
