"""What a record holds of a text while it is edited, and what only the user can know."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pace import spent

from kithly.messages import Claim, Mark, MarkKind, held_in, marks, take_out
from kithly.records import Evidence

AT = datetime(2019, 3, 14, tzinfo=UTC)
NOTE = Evidence(record="a1", source="mbox", at=AT, quote="Oslo audit, last bits")
LINE = Evidence(record="b2", source="linkedin_export", at=datetime(2026, 11, 9, tzinfo=UTC), quote="Head, Maas Harbour")
CLAIMS = (
    Claim(
        text="I was going through old mail and came across your note “Oslo audit, last bits” from 2019.",
        evidence=(NOTE,),
    ),
    Claim(text="And I saw that you are at Maas Harbour now.", evidence=(LINE,)),
)
DRAFT = (
    "Dear Adaeze,\n\n"
    "I was going through old mail and came across your note “Oslo audit, last bits” from 2019. "
    "It made me wonder how you are these days. And I saw that you are at Maas Harbour now. What is it like there?\n\n"
    "I work on noise for the city of Bergen now. If you feel like a call some day, I'd be glad to hear your news.\n\n"
    "Warmly,\nMarit"
)
HELD = held_in(["Oslo audit, last bits", "The night checklist is yours now. Will you stay with ships?"], [AT])
NAMES = ("Adaeze Okonkwo", "Marit Voll")


def marked(text: str, claims: tuple[Claim, ...] = CLAIMS) -> tuple[Mark, ...]:
    """Return the marks of a text edited from the draft."""
    return marks(text, claims, HELD, own=DRAFT, names=NAMES)


def proven(text: str) -> list[str]:
    """Return the words that records hold."""
    return [one.text for one in marked(text) if one.kind is MarkKind.PROVEN]


def yours(text: str) -> list[str]:
    """Return the words that only the user knows."""
    return [one.text for one in marked(text) if one.kind is MarkKind.YOURS]


def test_the_draft_itself_is_proven_where_its_facts_stand_and_nowhere_unproven() -> None:
    assert proven(DRAFT) == ["your note “Oslo audit, last bits” from 2019", "you are at Maas Harbour now"]
    assert yours(DRAFT) == []
    assert [[one.record for one in mark.evidence] for mark in marked(DRAFT)] == [["a1"], ["b2"]]


def test_a_word_put_into_a_claim_leaves_the_records_own_words_proven() -> None:
    text = DRAFT.replace("your note", "your lovely note")
    assert proven(text) == ["“Oslo audit, last bits”", "2019", "you are at Maas Harbour now"]
    assert yours(text) == []


@pytest.mark.parametrize(
    ("old", "new", "lost", "asked"),
    [
        ("2019", "2018", "2019", "from 2018."),
        ("Maas Harbour", "Port of Calais", "Maas Harbour", "I saw that you are at Port of Calais now."),
        ("“Oslo audit, last bits”", "“Bergen audit”", "Oslo", None),
    ],
)
def test_a_fact_changed_is_proven_no_more_and_asked_about(old: str, new: str, lost: str, asked: str | None) -> None:
    text = DRAFT.replace(old, new)
    assert not [one for one in proven(text) if lost in one]
    assert asked is None or asked in yours(text)
    assert [one for one in yours(text) if new.strip("“”") in one]


def test_a_claim_taken_out_leaves_no_mark_behind() -> None:
    text = DRAFT.replace(" And I saw that you are at Maas Harbour now.", "")
    assert proven(text) == ["your note “Oslo audit, last bits” from 2019"]


@pytest.mark.parametrize(
    "sentence",
    [
        "I still use a version of it.",
        "You saved my thesis back then.",
        "Your talk in Jena was the best of the fair.",
        "We sailed to Bornholm together in 2012.",
        "Siobhán Ní Bhriain says hello.",
        "Thank you for the 200 euros.",
        "I remember the boat in Kiel.",
    ],
)
def test_what_is_said_of_them_or_of_a_shared_past_is_only_the_users_to_know(sentence: str) -> None:
    assert yours(DRAFT.replace("It made me", f"{sentence} It made me")) == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "I moved to Leeds in 2020 and sing in a choir with Tom Sample.",
        "We have two children now.",
        "How was the trip to Jena?",
        "I hope that Lagos treats you well.",
        "Have a lovely time in Lisbon.",
        "Let me know when you are in Bergen.",
        "It would be good to see you in Rotterdam in May.",
        "It was good to hear from you.",
        "I thought of you.",
        "You are very kind.",
        "Thank you for everything.",
        "Congratulations!",
        "Talk soon.",
    ],
)
def test_oneself_questions_wishes_and_courtesies_are_not_marked(sentence: str) -> None:
    assert yours(DRAFT.replace("It made me", f"{sentence} It made me")) == []


@pytest.mark.parametrize("sentence", ["You left me your night checklist.", "Your note from March 2019 made me smile."])
def test_what_a_record_holds_in_other_words_is_not_asked_about(sentence: str) -> None:
    assert yours(DRAFT.replace("It made me", f"{sentence} It made me")) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Liebe Adaeze,\n\nalles gut bei dir? Du hast damals in Rotterdam die Prüfung geleitet.\n\nGrüße\nMarit",
            ["Du hast damals in Rotterdam die Prüfung geleitet."],
        ),
        (
            "Chère Adaeze,\n\nj'espère que tu vas bien. Tu as dirigé l'inspection à Rotterdam en 2012.\n\nBises,\nM",
            ["Tu as dirigé l'inspection à Rotterdam en 2012."],
        ),
        (
            "Hola Adaeze:\n\nTus barcos de papel siguen en Cádiz.\n\nUn abrazo,\nMarit",
            ["Tus barcos de papel siguen en Cádiz."],
        ),
    ],
)
def test_other_languages_are_read_too(text: str, said: list[str]) -> None:
    assert [one.text for one in marks(text, (), held_in([]), names=NAMES) if one.kind is MarkKind.YOURS] == said


def test_line_ends_of_browsers_move_places_and_change_no_mark() -> None:
    text = DRAFT.replace("It made me", "You saved my thesis back then. It made me").replace("\n", "\r\n")
    assert proven(text) == ["your note “Oslo audit, last bits” from 2019", "you are at Maas Harbour now"]
    assert yours(text) == ["You saved my thesis back then."]


def test_a_phrase_wrapped_over_two_lines_is_still_proven() -> None:
    assert proven(DRAFT.replace("“Oslo audit, last", "“Oslo audit,\nlast"))[0].endswith("bits” from 2019")


def test_pictures_and_composed_letters_do_not_shift_a_mark() -> None:
    text = "🎂👩‍👩‍👧 Zoë " + DRAFT.replace("your note", "your note 🎉 ")
    for mark in marked(text):
        assert text[mark.start : mark.end] == mark.text
    assert "you are at Maas Harbour now" in proven(text)


def test_a_word_of_the_user_proves_what_they_said_is_true() -> None:
    said = "I still use a version of it"
    word = Evidence(record="d4", source="self", at=AT, quote=said)
    text = DRAFT.replace("It made me", f"{said}. It made me")
    found = marked(text, (*CLAIMS, Claim(text=said, evidence=(word,))))
    assert [one.text for one in found if one.kind is MarkKind.YOURS] == []
    assert said in [one.text for one in found if one.kind is MarkKind.PROVEN]


def test_each_place_of_one_fact_is_proven_by_its_own_record() -> None:
    claim = Claim(
        text="From Globex to Initech Ltd is quite a step.",
        evidence=(
            Evidence(record="old", source="s", quote="Clerk, Globex"),
            Evidence(record="new", source="s", quote="Lead, Initech Ltd"),
        ),
    )
    found = marks("You left Globex? And then Initech Ltd!", (claim,), HELD)
    assert {one.text: [e.record for e in one.evidence] for one in found if one.kind is MarkKind.PROVEN} == {
        "Globex": ["old"],
        "Initech Ltd": ["new"],
    }


PIECES = st.sampled_from(
    [
        *DRAFT.split(" "),
        "You",
        "saw",
        "Rio",
        ",",
        ".",
        "?",
        "\r\n",
        "🎉",
        "“",
        "”",
        "2012",
        "e\u0301",
        "王雪梅",
        "\u202e",
        "\x00",
    ]
)


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=80).map(" ".join) | st.text(max_size=300))
def test_marks_stand_in_the_text_in_order_and_apart(text: str) -> None:
    end = 0
    for mark in marked(text):
        assert end <= mark.start < mark.end <= len(text)
        assert text[mark.start : mark.end] == mark.text
        assert bool(mark.evidence) is (mark.kind is MarkKind.PROVEN)
        end = mark.end


@given(st.lists(PIECES, max_size=60).map(" ".join))
def test_what_is_taken_out_is_gone_and_the_rest_stays(text: str) -> None:
    for mark in marked(text):
        left = take_out(text, mark.start, mark.end)
        assert len(left) < len(text)
        assert marked(left) is not None


@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        ("I found it. I still use it. How are you?", "I still use it.", "I found it. How are you?"),
        ("You are at Acme now, and your cat is fine.", "your cat is fine", "You are at Acme now."),
        ("Your cat is fine, and you are at Acme now.", "Your cat is fine", "You are at Acme now."),
        ("Hi,\n\nYou saved me.\n\nBest", "You saved me.", "Hi,\n\nBest"),
        ("Hi,\r\n\r\nOne. You saved me.\r\nTwo.", "You saved me.", "Hi,\r\n\r\nOne.\r\nTwo."),
        ("You saved me.", "You saved me.", ""),
        ("Your note “X” from 2018 was good.", "from 2018", "Your note “X” was good."),
    ],
)
def test_taking_words_out_leaves_nothing_hanging(text: str, words: str, left: str) -> None:
    start = text.index(words)
    assert take_out(text, start, start + len(words)) == left


@pytest.mark.parametrize("text", [DRAFT * 28, "You saw Rio, " * 1600, "“" * 20_000, "you " * 5_000, ". " * 10_000])
def test_a_very_long_text_is_read_in_a_moment(text: str) -> None:
    begun = time.process_time()
    marked(text[:20_000])
    assert spent(begun) < 0.5


@pytest.mark.parametrize(
    ("claim", "edited", "phrase", "kept"),
    [
        (
            "Beim Durchsehen alter Mails bin ich auf deine Nachricht „Oslo audit, last bits“ von 2019 gestoßen.",
            "deine liebe Nachricht",
            "deine Nachricht „Oslo audit, last bits“ von 2019",
            "„Oslo audit, last bits“",
        ),
        (
            "En relisant de vieux mails, j'ai retrouvé ton message «\u00a0Oslo audit, last bits\u00a0» de 2019.",
            "ton bon message",
            "ton message «\u00a0Oslo audit, last bits\u00a0» de 2019",
            "«\u00a0Oslo audit, last bits\u00a0»",
        ),
        (
            "Repasando correos antiguos, encontré tu mensaje «Oslo audit, last bits» de 2019.",
            "tu largo mensaje",
            "tu mensaje «Oslo audit, last bits» de 2019",
            "«Oslo audit, last bits»",
        ),
        (
            "Relendo e-mails antigos, encontrei a sua mensagem “Oslo audit, last bits” de 2019.",
            "sua longa mensagem",
            "sua mensagem “Oslo audit, last bits” de 2019",
            "“Oslo audit, last bits”",
        ),
    ],
)
def test_the_phrase_of_a_fact_is_marked_in_every_language(claim: str, edited: str, phrase: str, kept: str) -> None:
    claims = (Claim(text=claim, evidence=(NOTE,)),)
    assert [one.text for one in marked(claim, claims) if one.kind is MarkKind.PROVEN] == [phrase]
    first, _, last = edited.split()
    text = claim.replace(f"{first} {last}", edited)
    assert text != claim
    assert next(one.text for one in marked(text, claims) if one.kind is MarkKind.PROVEN).endswith(kept)


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        ("Du bist jetzt bei Acme, und die Katze ist munter.", "und die Katze ist munter", "Du bist jetzt bei Acme."),
        ("Tu es chez Acme, et le chat va bien.", "le chat va bien", "Tu es chez Acme."),
        ("Estás en Acme, y el gato está bien.", "el gato está bien", "Estás en Acme."),
    ],
)
def test_what_is_taken_out_leaves_no_and_behind_in_any_language(text: str, gone: str, left: str) -> None:
    start = text.index(gone)
    assert take_out(text, start, start + len(gone)) == left
