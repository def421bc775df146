"""What the last real talk was about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithly.history import Exchange, bare_subject, best_sentence, last_talk, sentences, shortened, topic
from kithly.records import NO_FLAGS, Channel, Flag

START = datetime(2019, 3, 1, 9, 0, tzinfo=UTC)


def said(
    day: int, own: str, *, out: bool = False, subject: str = "", flags: Flag = NO_FLAGS, channel: Channel = Channel.MAIL
) -> Exchange:
    return Exchange(
        record=f"{day:04x}{out:d}",
        source="mbox",
        at=START + timedelta(days=day),
        outgoing=out,
        channel=channel,
        subject=subject,
        own=own,
        flags=flags,
    )


def test_a_telling_subject_is_the_topic() -> None:
    found = topic((said(0, "Hi", subject="AW: Re: The Oslo audit"), said(1, "Yes.", out=True, subject="Re: x")))
    assert found is not None
    assert (found.text, found.is_subject, found.outgoing) == ("The Oslo audit", True, False)
    assert found.evidence.quote == "The Oslo audit"
    assert found.evidence.record == "00000"


def test_without_a_subject_the_most_telling_sentence_is_the_topic() -> None:
    found = topic(
        (
            said(
                0,
                "Hi Ben,\nHope you are well. The bees in Porto survived the winter.\nCheers",
                channel=Channel.LINKEDIN,
            ),
            said(1, "Wonderful to hear, thank you", out=True, channel=Channel.LINKEDIN),
        )
    )
    assert found is not None
    assert found.text == "The bees in Porto survived the winter."
    assert not found.is_subject


def test_a_wrapped_sentence_is_quoted_exactly_and_shown_on_one_line() -> None:
    own = "We finally signed the second phase of the tram project in Graz, with\nHooli and two smaller firms."
    found = topic((said(0, own), said(1, "Good", out=True)))
    assert found is not None
    assert "\n" not in found.text
    assert found.evidence.quote is not None
    assert found.evidence.quote in own


@pytest.mark.parametrize(
    "own",
    [
        "Hope you are well! Talk soon.",
        "Wie geht es dir? Viele Grüße",
        "Half past twelve at the usual place.",
        "With pleasure, downstairs at ten.",
        "Could we talk on Tuesday, twenty minutes or so?",
        "https://tracker.example/u/1234?x=Oslo+audit+bees",
        "x = {'oslo': 'audit', 'bees': 'porto'}",
        "ok",
        "",
    ],
)
def test_pleasantries_links_and_code_are_no_topic(own: str) -> None:
    assert topic((said(0, own), said(1, own, out=True))) is None


def test_a_sensitive_talk_has_no_topic_at_all() -> None:
    talk = (
        said(0, "My father passed away.", subject="Oslo audit"),
        said(1, "So sorry", out=True, subject="Oslo audit"),
    )
    assert topic(talk) is None


def test_an_older_sensitive_talk_does_not_silence_a_newer_one() -> None:
    older = (said(0, "My father passed away."), said(1, "So sorry", out=True))
    newer = (said(200, "Hi", subject="The Oslo audit"), said(201, "Yes", out=True))
    found = topic(older + newer)
    assert found is not None
    assert found.text == "The Oslo audit"


def test_one_side_alone_is_no_talk() -> None:
    assert topic((said(0, "The bees in Porto survived the winter."),)) is None


def test_a_greeting_after_the_talk_does_not_hide_it() -> None:
    talk = (said(0, "a", subject="The Oslo audit"), said(2, "b", out=True))
    assert {one.record for one in last_talk((*talk, said(300, "Happy new year!")))} == {one.record for one in talk}


def test_lists_robots_and_one_click_gestures_are_no_talk() -> None:
    mine = said(1, "b", out=True)
    for flags in (Flag.LIST, Flag.AUTOMATIC, Flag.BULK, Flag.LIGHT):
        assert last_talk((said(0, "a", flags=flags), mine)) == ()


@pytest.mark.parametrize(
    ("subject", "bare"),
    [
        ("Re: Fwd: AW: Oslo", "Oslo"),
        ("RE[2]: [widgets] Re: Oslo", "Oslo"),
        ("Tr: Réunion", "Réunion"),
        ("Odp: Re: Oslo", "Oslo"),
        ("回复: Oslo", "Oslo"),
        ("Rediscovery", "Rediscovery"),
        ("  ", ""),
    ],
)
def test_prefixes_and_list_tags_are_cut(subject: str, bare: str) -> None:
    assert bare_subject(subject) == bare


def test_a_subject_with_an_article_is_still_generic() -> None:
    assert topic((said(0, "Hi", subject="A call"), said(1, "Yes", out=True, subject="Re: A call"))) is None


def test_a_cut_does_not_end_on_an_empty_word() -> None:
    assert shortened("The bees of Porto and the honey", 24) == "The bees of Porto"


@given(st.text(max_size=300), st.integers(1, 120))
def test_a_shortened_text_is_the_exact_beginning(text: str, most: int) -> None:
    short = shortened(text, most)
    assert len(short) <= most
    assert text.strip().startswith(short)


@given(st.text(max_size=300))
def test_the_best_sentence_stands_in_the_text(text: str) -> None:
    assert best_sentence(text) in text


@given(st.permutations(range(6)))
def test_the_order_of_messages_does_not_matter(order: list[int]) -> None:
    talk = [said(day, f"The bees of week {day} liked the garden", out=bool(day % 2)) for day in range(6)]
    assert topic(tuple(talk[place] for place in order)) == topic(tuple(talk))


def test_a_conversation_titled_by_names_is_no_topic() -> None:
    talk = (
        said(0, "ok", subject="Ana Example", channel=Channel.LINKEDIN),
        said(1, "ok", out=True, subject="Ana Example", channel=Channel.LINKEDIN),
    )
    assert topic(talk) is None


def test_a_salutation_is_no_part_of_a_sentence() -> None:
    assert best_sentence("Hi Ana, the bees in Porto survived the winter.") == "the bees in Porto survived the winter."
    assert best_sentence("Hives in Porto, and bees in Graz, survived.") == "Hives in Porto, and bees in Graz, survived."


def test_a_name_that_opens_a_message_on_one_line_is_no_part_of_its_words() -> None:
    assert sentences("Robin, One of the foremen draws. Oslo, Bergen and Porto too.") == (
        "One of the foremen draws.",
        "Oslo, Bergen and Porto too.",
    )


@pytest.mark.parametrize(
    "line",
    [
        "diff --git a/Makefile.local b/Makefile.local of the harbour tool",
        "--- a/drivers/harbour/crane lift and lower code",
        "3 files changed, 12 insertions in the Harbour Crane module",
        "Date: Sunday in Harbour Street, Malmö, before the Crane Festival",
        "git://example.org/harbour crane tools of the Malmö group",
        "return crane lift harbour Malmö festival;",
        "========== Harbour Crane Festival Malmö ==========",
    ],
)
def test_what_a_program_wrote_is_no_topic(line: str) -> None:
    assert best_sentence(line) == ""
    assert best_sentence(f"{line}\n\nThe harbour crane in Malmö is painted red again.") != line
