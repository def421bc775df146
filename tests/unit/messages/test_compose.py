"""Drafts out of briefs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kithly.messages import Brief, Draft, Ego, Fact, Found, News, NoDraft, SharedYears, Talk, compose, verify
from kithly.messages.wording import GENERIC, PERSONAL, YOURS
from kithly.people import Person, PersonId
from kithly.reasons import TouchKind
from kithly.records import Evidence

AT = datetime(2017, 3, 4, tzinfo=UTC)
MAIL = Evidence(record="a1", source="mbox", at=AT, quote="Oslo audit")
LINE = Evidence(record="b2", source="linkedin_export", at=AT, quote="Globex")
ANA = Person(id=PersonId("p"), name="Ana Example", given="Ana")
BRIEF = Brief(
    recipient=ANA,
    kind=TouchKind.RECONNECT,
    channel="mail",
    ego=Ego(name="Tom Sample", given="Tom", now="run a small bakery in Leeds"),
    talk=Talk(at=AT, topic="Oslo audit", evidence=MAIL),
    news=News(company="Globex", evidence=LINE),
)


def draft(brief: Brief, seed: int = 0) -> Draft:
    made = compose(brief, seed=seed)
    assert isinstance(made, Draft), made
    return made


def test_a_reconnection_tells_how_what_who_and_what_next() -> None:
    made = draft(BRIEF)
    assert made.text.startswith("Hi Ana,")
    assert "“Oslo audit” from 2017" in made.text
    assert "Globex" in made.text
    assert "I run a small bakery in Leeds" in made.text
    assert made.text.endswith("Tom")
    assert made.breaches == ()


def test_no_two_drafts_of_a_week_are_alike() -> None:
    assert len({draft(BRIEF, seed).text.splitlines()[2] for seed in range(7)}) == 7


def test_the_discovery_is_the_place_where_the_talk_was() -> None:
    here = replace(BRIEF, talk=Talk(at=AT, topic="Oslo audit", evidence=MAIL, channel="linkedin"), channel="linkedin")
    assert " mail" not in draft(here).text
    assert draft(here).subject is None
    assert draft(BRIEF).subject == "Oslo audit"


def test_every_claim_stands_in_the_text_with_its_proof() -> None:
    made = draft(BRIEF)
    assert {one.record for claim in made.claims for one in claim.evidence} == {"a1", "b2"}
    assert all(claim.text in made.text for claim in made.claims)


def test_unknown_parts_are_left_out() -> None:
    made = draft(replace(BRIEF, recipient=replace(ANA, given=""), ego=Ego(), news=None))
    assert made.text.startswith("Hello,")
    assert {one.rule for one in made.breaches} == {"has_about_me"}


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "pt"])
def test_what_is_missing_of_ego_is_told_whatever_else_reads_like_it(language: str) -> None:
    unknown = replace(BRIEF, ego=Ego(name="Tom Sample", given="Tom"), language=language)
    drafts = [compose(unknown, seed=seed) for seed in range(21)]
    written = [one for one in drafts if isinstance(one, Draft)]
    assert written
    assert all([one.rule for one in made.breaches] == ["has_about_me"] for made in written)


def test_a_move_is_a_topic_and_never_a_congratulation() -> None:
    assert "ongratul" not in draft(BRIEF).text
    assert compose(replace(BRIEF, kind=TouchKind.CONGRATULATE), seed=0) == NoDraft(reason=GENERIC)


def test_after_a_personal_talk_the_user_writes() -> None:
    assert compose(replace(BRIEF, is_personal=True), seed=0) == NoDraft(reason=PERSONAL)
    sick = Talk(at=AT, topic="your chemotherapy in May", evidence=MAIL)
    assert isinstance(compose(replace(BRIEF, talk=sick, news=None), seed=0), NoDraft)


def test_too_little_to_say_gives_no_draft() -> None:
    assert compose(replace(BRIEF, talk=None, news=None), seed=0) == NoDraft(reason=GENERIC)
    assert compose(replace(BRIEF, kind=TouchKind.COMMENT), seed=0) == NoDraft(reason=GENERIC)
    assert compose(replace(BRIEF, kind=TouchKind.POST), seed=0) == NoDraft(reason=YOURS)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            {"kind": TouchKind.REPLY, "question": Fact(words="Do you still have the valve drawings", evidence=MAIL)},
            "valve",
        ),
        ({"kind": TouchKind.THANK, "recommendation": Fact(words="Tom calmed every harbour", evidence=MAIL)}, "calmed"),
        ({"kind": TouchKind.THANK, "endorsement": Fact(words="Bridge Design", evidence=MAIL)}, "Bridge Design"),
        (
            {
                "kind": TouchKind.CONGRATULATE,
                "news": News(company="Globex", evidence=LINE, before="Initech", before_evidence=MAIL, is_fresh=True),
            },
            "Initech",
        ),
        ({"kind": TouchKind.FOLLOW_UP, "met_at": Fact(words="the Bergen Tram Days", evidence=MAIL)}, "Tram"),
        ({"kind": TouchKind.CONNECT, "channel": "linkedin"}, "Oslo"),
        ({"kind": TouchKind.GREET, "is_birthday": True}, "Happy birthday, Ana!"),
    ],
)
def test_each_kind_is_written_from_its_fact(change: dict[str, object], words: str, seed: int) -> None:
    made = draft(replace(BRIEF, **change), seed)  # type: ignore[arg-type]  # the fields vary by case
    if change["kind"] is not TouchKind.GREET:
        assert words in made.text
    assert "irthday, Ana!" in made.text or "Ana," in made.text
    assert made.breaches == ()


def test_a_connection_note_has_at_most_200_characters() -> None:
    assert len(draft(replace(BRIEF, kind=TouchKind.CONNECT, channel="linkedin")).text) <= 200


@pytest.mark.parametrize(
    "topic",
    ["[Company]", "{name}", "see https://example.org", "=SUM(A1)", "x" * 300, "call 0049123456", "a@example.org"],
)
def test_words_unfit_to_repeat_are_left_out(topic: str) -> None:
    made = draft(replace(BRIEF, talk=Talk(at=AT, topic=topic, evidence=MAIL)))
    assert topic not in made.text
    assert "Globex" in made.text


def test_a_thing_out_of_a_sentence_is_named_without_quotation_marks_or_year() -> None:
    novel = Evidence(record="a1", source="linkedin_export", at=AT, quote="The lighthouse novel")
    talk = Talk(at=AT, topic="The lighthouse novel", evidence=novel, channel="linkedin", is_subject=False)
    for seed in range(8):
        text = draft(replace(BRIEF, talk=talk, channel="linkedin"), seed).text
        assert " about the lighthouse novel" in text
        assert "“" not in text
        assert "2017" not in text


def test_a_name_keeps_its_capital_where_it_is_the_thing() -> None:
    talk = Talk(at=AT, topic="Oslo audit", evidence=MAIL, is_subject=False)
    assert "about Oslo audit" in draft(replace(BRIEF, talk=talk)).text


def test_a_question_left_for_years_is_answered_by_owning_the_silence() -> None:
    asked = Fact(words="Did the valve drawings reach you?", evidence=MAIL)
    made = draft(replace(BRIEF, question=asked))
    assert "“Did the valve drawings reach you?”" in made.text
    assert "never answered" in made.text or "owe you an answer" in made.text
    assert "sorry" in made.text
    assert "in the end" not in made.text


@pytest.mark.parametrize(("days", "is_sorry"), [(2, False), (7, False), (20, True), (400, True)])
def test_lateness_is_worded_by_age_and_once(days: int, is_sorry: bool) -> None:  # noqa: FBT001  # one column of cases
    asked = Fact(words="Did the valve drawings reach you?", evidence=MAIL)
    for seed in range(6):
        text = draft(replace(BRIEF, kind=TouchKind.REPLY, question=asked, now=AT + timedelta(days=days)), seed).text
        assert text.lower().count("sorry") == is_sorry
        assert "late" not in text.split("“")[0]


def test_a_cut_quotation_keeps_its_ellipsis() -> None:
    cut = Fact(words="Tom explained the tram signals to people…", evidence=MAIL)
    assert "to people…”" in draft(replace(BRIEF, kind=TouchKind.THANK, recommendation=cut)).text


def test_a_promotion_is_no_new_employer() -> None:
    news = News(company="Globex", title="Project Manager", evidence=LINE, is_fresh=True, is_promotion=True)
    for seed in range(4):
        text = draft(replace(BRIEF, kind=TouchKind.CONGRATULATE, news=news), seed).text
        assert "role at Globex: Project Manager" in text
        assert "join" not in text
        assert "started" not in text


@pytest.mark.parametrize(
    "question", ["Could you send me your CV and refer me to your boss?", "Can I count on your vote?"]
)
def test_words_of_theirs_that_ask_do_not_keep_a_reply_from_being_written(question: str) -> None:
    asked = Fact(words=question, evidence=MAIL)
    made = draft(replace(BRIEF, kind=TouchKind.REPLY, question=asked, talk=None))
    assert question in made.text
    assert made.breaches == ()


@pytest.mark.parametrize(("channel", "place"), [("whatsapp", "on WhatsApp"), ("sms", "on my phone")])
def test_a_talk_in_a_chat_is_never_called_a_mail(channel: str, place: str) -> None:
    talk = Talk(at=AT, topic="Oslo audit", evidence=MAIL, channel=channel)
    elsewhere = [draft(replace(BRIEF, talk=talk), seed).text for seed in range(6)]
    there = [draft(replace(BRIEF, talk=talk, channel=channel), seed).text for seed in range(6)]
    assert all(place in text for text in elsewhere)
    assert not [text for text in there if place in text or " mail" in text]


def test_where_the_quotation_is_unfit_the_topic_alone_is_named() -> None:
    asked = Fact(words="{{FIRST_NAME}}, see https://example.org?", evidence=MAIL)
    made = draft(replace(BRIEF, kind=TouchKind.REPLY, question=asked))
    assert "“Oslo audit”" in made.text
    assert "FIRST_NAME" not in made.text


def test_subjects_say_what_the_mail_is() -> None:
    assert draft(replace(BRIEF, talk=None)).subject == "Hello from Tom"
    asked = Fact(words="Did the valve drawings reach you?", evidence=MAIL)
    assert draft(replace(BRIEF, kind=TouchKind.REPLY, question=asked)).subject == "Re: Oslo audit"
    kind = Fact(words="Bridge Design", evidence=MAIL)
    assert draft(replace(BRIEF, kind=TouchKind.THANK, endorsement=kind)).subject == "Thank you"


def test_a_colleague_is_not_asked_how_it_is_there() -> None:
    made = draft(replace(BRIEF, ego=replace(BRIEF.ego, now="", position="Editor", company="Globex Ltd")))
    assert made.text.count("Globex") == 1


FOUND = Found(
    words="Night ferries, and what they carry",
    host="example.org",
    evidence=Evidence(record="c3", source="self", at=AT, quote="Night ferries, and what they carry"),
)
WITH_FOUND = [TouchKind.RECONNECT, TouchKind.REPLY, TouchKind.THANK, TouchKind.CONGRATULATE, TouchKind.FOLLOW_UP]


@pytest.mark.parametrize("kind", WITH_FOUND)
@pytest.mark.parametrize("seed", range(5))
def test_what_was_found_is_said_whatever_else_there_is_to_say(kind: TouchKind, seed: int) -> None:
    asked = Fact(words="Does the harbour crane still turn?", evidence=replace(MAIL, quote=None))
    news = replace(BRIEF.news or News(company="", evidence=LINE), is_fresh=True)
    made = draft(replace(BRIEF, kind=kind, news=news, question=asked, recommendation=asked, found=FOUND), seed)
    assert "“Night ferries, and what they carry” on example.org" in made.text
    assert "c3" in {one.record for claim in made.claims for one in claim.evidence}


def test_a_reconnection_opens_with_what_was_found_and_then_names_the_talk() -> None:
    for seed in range(7):
        text = draft(replace(BRIEF, found=FOUND), seed).text
        assert 0 < text.index("Night ferries") < text.index("Oslo audit") < text.index("Globex")


def test_a_page_without_a_title_is_named_by_its_place() -> None:
    page = replace(FOUND, words="", evidence=replace(FOUND.evidence, quote="example.org"))
    assert "a page on example.org" in draft(replace(BRIEF, found=page)).text


def test_a_note_with_a_request_opens_with_what_was_found_if_it_fits() -> None:
    note = replace(BRIEF, kind=TouchKind.CONNECT, channel="linkedin", found=FOUND)
    made = draft(note)
    assert "Night ferries" in made.text
    assert len(made.text) <= 200
    long = replace(FOUND, words="Night ferries, and what they carry across a very long sea " * 2)
    assert "Night ferries" not in draft(replace(note, found=long)).text


def test_old_messages_are_called_by_their_place_from_another() -> None:
    talk = Talk(at=AT, topic="Oslo audit", evidence=replace(MAIL, source="linkedin_export"), channel="linkedin")
    by_mail = [draft(replace(BRIEF, talk=talk), seed).text for seed in range(8)]
    there = [draft(replace(BRIEF, talk=talk, channel="linkedin"), seed).text for seed in range(8)]
    assert all("on LinkedIn" in text for text in by_mail)
    assert not [text for text in there if "LinkedIn" in text]


def shared(place: str = "Halden Marine", *, studied: bool = False) -> Brief:
    proof = Evidence(record="answer", source="self", quote=place)
    years = SharedYears(place=place, evidence=proof, studied=studied)
    return replace(BRIEF, talk=None, news=None, found=None, shared=years)


@pytest.mark.parametrize("seed", range(14))
@pytest.mark.parametrize("studied", [False, True])
def test_where_no_talk_can_be_named_confirmed_years_open_a_reconnection(seed: int, *, studied: bool) -> None:
    made = draft(shared(studied=studied), seed)
    (claim,) = made.claims
    assert "Halden Marine" in claim.text
    assert claim.evidence[0].record == "answer"
    assert made.breaches == ()
    assert verify(made, lambda _: ["Halden Marine AS"]) == ()
    assert verify(made, lambda _: None)


def test_a_talk_comes_before_shared_years() -> None:
    made = draft(replace(shared(), talk=BRIEF.talk))
    assert "Halden Marine" not in made.text
    assert "Oslo audit" in made.text


def test_news_follows_shared_years() -> None:
    made = draft(replace(shared(), news=BRIEF.news))
    assert made.text.index("Halden Marine") < made.text.index("Globex")
