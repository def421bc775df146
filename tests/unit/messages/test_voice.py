"""How ego writes, learned from what ego sent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithly.messages import Voice
from kithly.messages.voice import (
    Said,
    Sample,
    for_everybody,
    is_formal_between,
    joined,
    language_between,
    samples_in,
    voice_of,
)

BEN = ["Ben", "Ben Fictional"]


def sent(*texts: str, given: str = "Ana") -> list[Sample]:
    return [Sample(text=text, given=given) for text in texts]


def test_greeting_sign_off_name_and_length_are_what_most_messages_show() -> None:
    samples = [
        *sent("Hey Ana,\nthe boat is dry now.\n\nTake care\nBen", "Hey Ana,\nsee you there.\nTake care,\nBen"),
        *sent("Hey Cy!\nall well.\n\nTake care\nBen", given="Cy"),
        *sent("Hey Cy,\nsoon.\n\nTake care\nBen", given="Cy"),
    ]
    assert voice_of(samples, names=BEN) == Voice(greeting="Hey {given},", sign_off="Take care", signs_as="Ben", words=8)


def test_a_closing_cut_off_with_the_signature_counts() -> None:
    one = Sample(text="Hello Ana,\nthanks!", signature="Best wishes\nBen Fictional\nHarbour pilot", given="Ana")
    assert voice_of([one] * 3, names=BEN).sign_off == "Best wishes"
    assert voice_of([one] * 3, names=BEN).signs_as == "Ben Fictional"


@pytest.mark.parametrize(
    "text",
    [
        "Ana asked me about the boat.\nBen",
        "Could you ask Ana?\nthanks",
        "Ana, are you there? I wondered.",
        "Dear all,\nnews below.",
        "Re: Hi Ana, 12:30\nyes",
        "",
    ],
)
def test_a_sentence_with_a_name_is_no_greeting(text: str) -> None:
    assert voice_of(sent(text, text, text), names=BEN).greeting == ""
    assert voice_of(sent(text, text, text), names=["Zoe"]).sign_off == ""


def test_two_messages_are_no_habit_but_one_shows_how_the_very_person_is_greeted() -> None:
    samples = sent("Hoi Ana,\nfine.", "Hoi Ana,\nfine.")
    assert voice_of(samples, names=BEN).greeting == ""
    assert voice_of(samples[:1], names=BEN, least=1).greeting == "Hoi {given},"
    assert joined(Voice(greeting="Hoi {given},"), Voice(greeting="Hi {given},", words=30)) == Voice(
        greeting="Hoi {given},", words=30
    )


@pytest.mark.parametrize(
    ("greeting", "language"),
    [("Liebe {given},", "de"), ("Querido {given},", "es"), ("Chère {given},", "fr"), ("Caro {given},", "pt")],
)
def test_a_greeting_for_women_or_men_alone_is_no_habit_towards_everybody(greeting: str, language: str) -> None:
    assert for_everybody(Voice(greeting=greeting, words=9), language) == Voice(words=9)
    assert for_everybody(Voice(greeting="Hallo {given},"), "de").greeting == "Hallo {given},"


def test_the_language_is_that_of_the_users_own_newest_words() -> None:
    theirs = Said(text="Thanks for the note, it was great to hear from you.", outgoing=False)
    own = Said(text="Ich hoffe, der Garten blüht und es geht dir gut.", outgoing=True)
    assert language_between([theirs, own]) == "de"
    assert language_between([theirs]) == "en"
    assert language_between([Said(text="ok", outgoing=True)], usual="fr") == "fr"


@pytest.mark.parametrize(
    ("language", "formal", "informal"),
    [
        ("de", "Vielen Dank, ich melde mich bei Ihnen.", "Danke dir, ich melde mich. Sie war auch da."),
        ("fr", "Je vous remercie de votre message.", "Je te remercie, à bientôt chez toi."),
        ("es", "Le saluda y espera verle; usted dirá.", "¿Cómo estás? Cuando quieras te llamo."),
        ("pt", "Agradeço ao senhor, o senhor dirá.", "Quando quiseres, eu ligo-te. Tu dirás."),
    ],
)
def test_the_newest_message_that_tells_decides_how_two_address_each_other(
    language: str, formal: str, informal: str
) -> None:
    first, second = Said(text=formal, outgoing=True), Said(text=informal, outgoing=False)
    assert is_formal_between([first, second], language)
    assert not is_formal_between([second, first], language)
    assert not is_formal_between([Said(text=formal, outgoing=True)], "en")


def test_where_nothing_was_said_german_and_french_are_formal_but_for_people_of_ones_own_years() -> None:
    assert [is_formal_between([], language) for language in ("de", "fr", "es", "pt", "en")] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert not is_formal_between([], "de", close=True)


def test_a_file_of_own_messages_is_cut_at_lines_of_dashes() -> None:
    first, second = samples_in("Hi Ana,\nfine.\nBen\n-----\nHello Cy Fictional,\nfine too.\n")
    assert (first.given, second.given) == ("Ana", "Fictional")


@given(st.lists(st.text(max_size=80), max_size=6), st.text(max_size=8))
def test_whatever_was_written_a_voice_holds_short_lines_alone(texts: list[str], name: str) -> None:
    voice = voice_of(sent(*texts, given=name), names=[name], least=1)
    assert all("\n" not in one and len(one) <= 80 for one in (voice.greeting, voice.sign_off, voice.signs_as))
    assert "{" not in voice.greeting.replace("{given}", "").replace("{surname}", "")


@pytest.mark.parametrize("closing", ["See you soon,", "Bis morgen", "À bientôt,", "Hasta luego", "Até já,", "Thanks!"])
def test_a_closing_of_one_moment_and_a_bare_name_are_no_habit(closing: str) -> None:
    samples = sent(*[f"Ana,\nthe boat is dry.\n\n{closing}\nBen"] * 4)
    assert voice_of(samples, names=BEN) == Voice(signs_as="Ben", words=len(samples[0].text.split()))


def test_title_and_surname_are_kept_for_the_one_they_belong_to_alone() -> None:
    text = "Sehr geehrter Herr Eberlein,\nvielen Dank.\n\nMit freundlichen Grüßen\nBen"
    one = Sample(text=text, given="Klaus", surname="Eberlein")
    voice = voice_of([one], names=BEN, least=1, share=0)
    assert voice.greeting == "Sehr geehrter Herr {surname},"
    assert for_everybody(voice, "de").greeting == ""
    assert for_everybody(Voice(greeting="Dear Dr {surname},"), "en").greeting == ""
