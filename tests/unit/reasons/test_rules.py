"""Each rule, alone: when a reason arises, what it says, what proves it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kithly.history import Exchange
from kithly.people import Person, PersonId, Place
from kithly.reasons import (
    Facts,
    OwnWord,
    PastGesture,
    Reason,
    ReasonKind,
    Sighting,
    TouchKind,
    WordKind,
    arise,
)
from kithly.records import NO_FLAGS, Channel, Flag, GestureKind
from kithly.ties import UNKNOWN, Band

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
ANA = Person(id=PersonId("ana"), name="Ana Example", given="Ana")
ASKED = "Thanks for Tuesday. Could you send me the list of bee books?"


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def said(days: float, own: str = "", *, out: bool = False, subject: str = "", flags: Flag = NO_FLAGS) -> Exchange:
    return Exchange(
        record=f"m{days}{out}",
        source="mbox",
        at=ago(days),
        outgoing=out,
        channel=Channel.MAIL,
        own=own,
        subject=subject,
        flags=flags,
    )


def signed(days: float, signature: str, address: str = "ana@gmail.com") -> Exchange:
    return replace(said(days, "See below"), signature=signature, address=address)


def gesture(
    days: float | None, kind: GestureKind = GestureKind.RECOMMENDATION, text: str = "", *, out: bool = False
) -> PastGesture:
    at = None if days is None else ago(days)
    return PastGesture(record=f"g{days}", source="linkedin_export", kind=kind, outgoing=out, at=at, text=text)


def seen(days: float, company: str, title: str = "") -> Sighting:
    return Sighting(record=f"c{days}", source="linkedin_export", observed_at=ago(days), company=company, title=title)


def word(days: float, kind: WordKind, where: str = "", about: str = "") -> OwnWord:
    return OwnWord(record=f"w{days}", kind=kind, at=ago(days), where=where, about=about)


def facts(
    *exchanges: Exchange,
    gestures: tuple[PastGesture, ...] = (),
    sightings: tuple[Sighting, ...] = (),
    words: tuple[OwnWord, ...] = (),
    band: Band = Band.UNKNOWN,
) -> Facts:
    return Facts(
        person=ANA,
        exchanges=exchanges,
        gestures=gestures,
        sightings=sightings,
        words=words,
        tie=replace(UNKNOWN, band=band),
    )


def kinds(given: Facts) -> list[ReasonKind]:
    return [reason.kind for reason in arise(given, NOW)]


def only(given: Facts) -> Reason:
    (reason,) = arise(given, NOW)
    assert reason.evidence
    assert 0 < reason.worth <= 1
    return reason


def test_a_question_of_last_week_is_a_reply_owed() -> None:
    reason = only(facts(said(7, ASKED, flags=Flag.ASKS)))
    assert (reason.kind, reason.touch, reason.channel) == (ReasonKind.REPLY_OWED, TouchKind.REPLY, Channel.MAIL)
    assert "8 June 2026" in reason.text
    assert reason.evidence[0].quote == "Could you send me the list of bee books?"


def test_an_older_question_is_a_warm_reason_and_after_a_year_a_reconnection() -> None:
    reason = only(facts(said(100, ASKED, flags=Flag.ASKS)))
    assert (reason.kind, reason.touch) == (ReasonKind.UNANSWERED, TouchKind.REPLY)
    assert "on 7 March 2026" in reason.text
    assert only(facts(said(800, ASKED, flags=Flag.ASKS))).touch is TouchKind.RECONNECT


def test_a_fresh_question_is_worth_more_than_an_old_one() -> None:
    worths = [only(facts(said(days, ASKED, flags=Flag.ASKS))).worth for days in (1, 30, 59, 61, 400, 3000)]
    assert worths == sorted(worths, reverse=True)


def test_an_answered_question_gives_nothing() -> None:
    assert kinds(facts(said(7, ASKED, flags=Flag.ASKS), said(6, "Here it is", out=True))) == []


def test_an_answer_outside_the_messages_at_hand_counts() -> None:
    assert kinds(replace(facts(said(7, ASKED, flags=Flag.ASKS)), last_out=ago(5))) == []


def test_one_click_of_egos_does_not_answer_a_question() -> None:
    click = said(5, out=True, flags=Flag.LIGHT)
    assert kinds(facts(said(7, ASKED, flags=Flag.ASKS), click)) == [ReasonKind.REPLY_OWED]


def test_a_question_taken_back_gives_nothing() -> None:
    assert kinds(facts(said(7, ASKED, flags=Flag.ASKS), said(6, "Never mind, found it."))) == []


def test_a_later_remark_leaves_the_question_open() -> None:
    assert kinds(facts(said(7, ASKED, flags=Flag.ASKS), said(6, "By the way, the honey is ready"))) == [
        ReasonKind.REPLY_OWED
    ]


@pytest.mark.parametrize("flags", [Flag.LIST, Flag.BULK, Flag.AUTOMATIC])
def test_questions_of_lists_and_robots_are_not_asked_of_ego(flags: Flag) -> None:
    assert kinds(facts(said(7, ASKED, flags=Flag.ASKS | flags))) == []


def test_a_sensitive_question_is_owed_but_never_quoted() -> None:
    own = "My father passed away. Could you come on Friday?"
    reason = only(facts(said(7, own, flags=Flag.ASKS)))
    assert reason.evidence[0].quote is None
    assert "Friday" not in reason.text


def test_a_recommendation_of_any_age_is_owed_thanks() -> None:
    given = gesture(3000, text="A wonderful colleague. She led the Oslo audit with calm and wit.")
    reason = only(facts(gestures=(given,)))
    assert (reason.kind, reason.touch) == (ReasonKind.THANKS_OWED, TouchKind.THANK)
    assert reason.evidence[0].quote == "She led the Oslo audit with calm and wit."
    assert reason.channel is Channel.LINKEDIN


def test_any_word_after_a_recommendation_thanks_for_it() -> None:
    assert kinds(facts(said(99, "Thank you", out=True), gestures=(gesture(100),))) == []
    assert kinds(facts(said(102, "I asked", out=True), gestures=(gesture(100),))) == []
    assert kinds(facts(said(150, "Hello", out=True), gestures=(gesture(100),))) == [ReasonKind.THANKS_OWED]


def test_the_users_word_that_they_were_thanked_counts() -> None:
    assert kinds(facts(gestures=(gesture(100),), words=(word(50, WordKind.THANKED),))) == []


def test_an_undated_recommendation_is_owed_only_if_nothing_was_ever_written() -> None:
    assert kinds(facts(gestures=(gesture(None),))) == [ReasonKind.THANKS_OWED]
    assert kinds(facts(said(30, "Hello", out=True), gestures=(gesture(None),))) == []


def test_an_endorsement_counts_for_a_year_and_little() -> None:
    fresh = gesture(100, GestureKind.ENDORSEMENT, "Beekeeping")
    reason = only(facts(gestures=(fresh,)))
    assert "Beekeeping" in reason.text
    assert reason.worth < only(facts(gestures=(gesture(100),))).worth
    assert kinds(facts(gestures=(gesture(400, GestureKind.ENDORSEMENT, "Beekeeping"),))) == []


def test_many_endorsements_of_one_person_are_one_reason() -> None:
    many = tuple(gesture(days, GestureKind.ENDORSEMENT, "Beekeeping") for days in (10, 11, 12))
    assert len(arise(facts(gestures=many), NOW)) == 1


def test_what_ego_gave_is_owed_nothing() -> None:
    assert kinds(facts(gestures=(gesture(100, out=True),))) == []


def test_an_old_signature_against_todays_company_is_a_move() -> None:
    old = signed(2000, "Ana Example\nHead of QA, Acme GmbH")
    reason = only(facts(old, sightings=(seen(10, "Globex", "CTO"),)))
    assert reason.kind is ReasonKind.MOVED
    assert reason.text == "Since you last spoke (December 2020, at Acme GmbH) Ana moved to Globex."
    assert reason.channel is Channel.LINKEDIN
    assert reason.touch is not TouchKind.CONGRATULATE
    assert [one.record for one in reason.evidence] == [old.record, "c10"]


def test_an_old_address_domain_is_a_move_and_says_so() -> None:
    reason = only(facts(signed(2000, "", "ana@acme.example"), sightings=(seen(10, "Globex"),)))
    assert "from an address at acme.example" in reason.text


@pytest.mark.parametrize("company", ["Acme Inc.", "ACME", "Acme Widgets GmbH", "Open to work", "", "Retired"])
def test_the_same_company_or_none_is_no_move(company: str) -> None:
    assert kinds(facts(signed(2000, "Head of QA, Acme GmbH"), sightings=(seen(10, company),))) == []


def test_a_newer_message_from_the_new_company_tells_no_news() -> None:
    messages = (signed(2000, "Head of QA, Acme GmbH"), signed(400, "", "ana@globex.example"))
    assert kinds(facts(*messages, sightings=(seen(10, "Globex"),))) == []


def test_people_in_touch_need_not_be_told_of_a_move() -> None:
    messages = (signed(2000, "Head of QA, Acme GmbH"), said(20, "Hello"), said(19, "Hello", out=True))
    assert kinds(facts(*messages, sightings=(seen(10, "Globex"),))) == []


def test_a_new_company_between_two_exports_is_congratulated() -> None:
    reason = only(facts(sightings=(seen(20, "Globex", "CTO"), seen(380, "Acme", "Head of QA"))))
    assert (reason.kind, reason.touch) == (ReasonKind.NEW_JOB, TouchKind.CONGRATULATE)
    assert "moved from Acme to Globex as CTO" in reason.text
    assert len(reason.evidence) == 2


def test_a_promotion_is_told_as_one() -> None:
    reason = only(facts(sightings=(seen(20, "Acme", "Head of QA"), seen(380, "Acme", "QA Engineer"))))
    assert "was promoted" in reason.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("Acme", "CTO"), ("", "")),
        (("Acme", "CTO"), ("Open to work", "CTO")),
        (("Acme", "CTO"), ("Globex", "Seeking opportunities")),
        (("Acme", "CTO"), ("Retired", "")),
        (("Acme", "CTO"), ("Acme Inc", "CTO")),
        (("Acme", "CTO"), ("ACME", "Cto")),
        (("Acme", "Head of QA"), ("Acme", "QA Engineer")),
        (("Acme", "Sofware Engineer"), ("Acme", "Software Engineer")),
        (("Acme", ""), ("Acme", "CTO")),
        (("", ""), ("Globex", "CTO")),
    ],
)
def test_no_job_loss_step_down_or_spelling_is_congratulated(before: tuple[str, str], after: tuple[str, str]) -> None:
    assert kinds(facts(sightings=(seen(380, *before), seen(20, *after)))) == []


def test_late_news_are_a_topic_and_no_congratulation() -> None:
    late = only(facts(sightings=(seen(100, "Globex"), seen(460, "Acme"))))
    assert late.touch is not TouchKind.CONGRATULATE
    far = only(facts(sightings=(seen(10, "Globex"), seen(2000, "Acme"))))
    assert far.touch is not TouchKind.CONGRATULATE


def test_exports_of_two_sources_are_not_compared() -> None:
    other = replace(seen(380, "Acme"), source="vcard")
    assert kinds(facts(sightings=(seen(20, "Globex"), other))) == []


def test_an_old_talk_is_told_with_its_topic_and_quote() -> None:
    talk = (said(2000, "Hi", subject="Re: The Oslo audit"), said(1999, "Yes", out=True, subject="The Oslo audit"))
    reason = only(facts(*talk, band=Band.DORMANT))
    assert (reason.kind, reason.touch) == (ReasonKind.OLD_TALK, TouchKind.RECONNECT)
    assert "December 2020" in reason.text
    assert "“The Oslo audit”" in reason.text
    assert reason.evidence[0].quote == "The Oslo audit"


def test_a_talk_without_a_topic_is_a_reason_only_for_a_dormant_tie() -> None:
    talk = (said(2000, "Hi"), said(1999, "Yes", out=True))
    assert kinds(facts(*talk, band=Band.DORMANT)) == [ReasonKind.DORMANT]
    assert kinds(facts(*talk, band=Band.FAINT)) == []


def test_a_sensitive_talk_lends_no_words_to_a_reason() -> None:
    talk = (said(2000, "My father passed away", subject="The Oslo audit"), said(1999, "So sorry", out=True))
    reason = only(facts(*talk, band=Band.DORMANT))
    assert reason.kind is ReasonKind.DORMANT
    assert "Oslo" not in reason.text
    assert all(one.quote is None for one in reason.evidence)


@pytest.mark.parametrize("band", [Band.STRONG, Band.WARM])
def test_a_healthy_tie_is_left_alone_however_long_its_rhythm(band: Band) -> None:
    talk = (said(500, "Hi", subject="The Oslo audit"), said(499, "Yes", out=True))
    assert kinds(facts(*talk, band=band)) == []


def test_a_cooling_tie_gets_a_greeting_within_the_year() -> None:
    talk = (said(200, "Hi", subject="The Oslo audit"), said(199, "Yes", out=True))
    assert only(facts(*talk, band=Band.COOLING)).touch is TouchKind.GREET


def test_somebody_met_yesterday_is_followed_up() -> None:
    reason = only(facts(words=(word(1, WordKind.MET, "the bee fair", "hives"),)))
    assert (reason.kind, reason.touch) == (ReasonKind.MET, TouchKind.FOLLOW_UP)
    assert "(the bee fair), about hives" in reason.text


def test_a_follow_up_already_written_or_long_past_is_none() -> None:
    met = (word(3, WordKind.MET),)
    assert kinds(facts(said(2, "Nice meeting you", out=True), words=met)) == []
    assert kinds(facts(words=(word(40, WordKind.MET),))) == []


def test_a_named_person_is_greeted_unless_in_touch() -> None:
    named = (word(5, WordKind.NAMED),)
    assert only(facts(words=named)).touch is TouchKind.GREET
    assert ReasonKind.NAMED not in kinds(facts(said(10, "Hi"), words=named))
    assert only(facts(said(600, "Hi"), words=named)).touch is TouchKind.RECONNECT


@pytest.mark.parametrize(
    "person",
    [
        replace(ANA, quiet=True),
        replace(ANA, remembered=True),
        replace(ANA, place=Place.FAMILY),
        replace(ANA, place=Place.SERVICE),
        replace(ANA, place=Place.LEFT_OUT),
    ],
)
def test_nobody_outside_the_practice_gives_a_reason(person: Person) -> None:
    given = facts(said(7, ASKED, flags=Flag.ASKS), gestures=(gesture(5),), words=(word(1, WordKind.NAMED),))
    assert arise(replace(given, person=person), NOW) == ()


def test_what_lies_in_the_future_is_not_seen() -> None:
    given = facts(
        said(-7, ASKED, flags=Flag.ASKS),
        gestures=(gesture(-5),),
        sightings=(seen(-3, "Globex"), seen(300, "Acme")),
        words=(word(-1, WordKind.NAMED), word(-2, WordKind.MET)),
    )
    assert arise(given, NOW) == ()


def test_a_connection_alone_is_no_contact_and_no_reason() -> None:
    assert arise(facts(sightings=(seen(10, "Globex", "CTO"),)), NOW) == ()


def test_reasons_come_best_first_and_keep_their_keys() -> None:
    given = facts(
        said(7, ASKED, flags=Flag.ASKS),
        said(2500, "Hello", out=True),
        gestures=(gesture(2000, text="Calm and kind in the Oslo audit"),),
        words=(word(90, WordKind.NAMED),),
    )
    found = arise(given, NOW)
    assert [reason.kind for reason in found] == [ReasonKind.REPLY_OWED, ReasonKind.THANKS_OWED]
    later = arise(given, NOW + timedelta(days=90))
    assert {reason.key for reason in found} <= {reason.key for reason in later}


def test_a_question_wrapped_over_lines_is_quoted_whole() -> None:
    own = "Hello,\n\nDo you still have the drawings of the old honey press we measured\nin Graz? I need nothing else."
    reason = only(facts(said(7, own, flags=Flag.ASKS)))
    assert reason.evidence[0].quote == own[8:].split(" I need", maxsplit=1)[0].strip()
    assert "\n" not in reason.text


def test_a_request_without_a_question_mark_is_quoted_by_its_best_sentence() -> None:
    reason = only(facts(said(7, "Please send the drawings of the honey press to Graz.", flags=Flag.ASKS)))
    assert reason.evidence[0].quote == "Please send the drawings of the honey press to Graz."


@pytest.mark.parametrize("address", ["ana@example-family.name", "ana@exampleana.com", "ana@somewhere.net"])
def test_a_private_domain_tells_no_employer(address: str) -> None:
    assert kinds(facts(signed(2000, "", address), sightings=(seen(10, "Globex"),))) == []


def test_a_move_since_an_older_message_is_dated_by_that_message() -> None:
    messages = (signed(2000, "Head of QA, Acme GmbH"), said(1700, "Hello"))
    reason = next(one for one in arise(facts(*messages, sightings=(seen(10, "Globex"),)), NOW))
    assert reason.text == "Since December 2020 (then at Acme GmbH) Ana moved to Globex."


def test_words_older_than_the_last_talk_by_a_year_tell_no_move() -> None:
    messages = (signed(2000, "Head of QA, Acme GmbH"), said(700, "Hello"))
    assert ReasonKind.MOVED not in kinds(facts(*messages, sightings=(seen(10, "Globex"),)))


def test_a_healthy_tie_needs_no_news_of_a_move() -> None:
    given = facts(signed(200, "Head of QA, Acme GmbH"), sightings=(seen(10, "Globex"),), band=Band.WARM)
    assert kinds(given) == []


def test_a_company_that_ends_in_a_full_stop_gets_no_second_one() -> None:
    reason = only(facts(sightings=(seen(20, "Globex Inc."), seen(380, "Acme"))))
    assert reason.text.endswith("to Globex Inc.")
