"""Rules over news, each alone: one reason for one thing, as new as its first report, until ego writes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest

from kithly.history import WishKind
from kithly.people import Person, PersonId
from kithly.reasons import (
    Facts,
    OwnWord,
    Reason,
    ReasonKind,
    Sighting,
    Told,
    TouchKind,
    Wished,
    WordKind,
    arise,
    inbox,
    prospect,
)
from kithly.records import Channel, Identity, IdentityKind, News, NewsKind, PartialDate, Party

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
SLUG = Identity(IdentityKind.LINKEDIN, "ana-lima")
ANA = Person(
    id=PersonId("ana"), name="Ana Lima", given="Ana", identities=(SLUG,), connected_on=PartialDate.parse("2020-01-01")
)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def told(kind: NewsKind, days: float = 2, *, record: str = "", by_name: bool = False, **more: Any) -> Told:
    about = Party(name="Ana Lima", identity=SLUG)
    news = News(key=f"{kind}{days}", kind=kind, channel=Channel.LINKEDIN, at=ago(days), about=about)
    return Told(record=record or f"{kind}{days}", source="notices", news=replace(news, **more), by_name=by_name)


def found(*news: Told, **more: Any) -> list[Reason]:
    return list(arise(Facts(person=ANA, news=news, **more), NOW))


def kinds(*news: Told, **more: Any) -> list[ReasonKind]:
    return [one.kind for one in found(*news, **more)]


JOB = told(NewsKind.JOB, 5, title="Head of Ovens", company="Teapot Works")
BOOK = (
    Sighting(record="c1", source="linkedin_export", observed_at=ago(90), company="Globex", title="Baker"),
    Sighting(
        record="c2", source="linkedin_export", observed_at=ago(1), company="Teapot Works Ltd", title="Head of Ovens"
    ),
)


def test_several_reports_of_one_job_are_one_reason_with_one_key_in_any_order() -> None:
    more = (
        JOB,
        told(NewsKind.JOB, 4, title="Head of Ovens", company="Teapot Works", record="again"),
        told(NewsKind.POST, 3, text="Happy to share that I'm starting a new position as Head of Ovens!"),
    )
    keys = set()
    for order in permutations(more):
        (reason,) = [one for one in found(*order, sightings=BOOK) if one.kind is ReasonKind.NEW_JOB]
        keys.add(reason.key)
        assert {one.record for one in reason.evidence} == {"job5", "again", "post3", "c1", "c2"}
        assert reason.on == date(2026, 6, 10)
        assert reason.touch is TouchKind.CONGRATULATE
    assert keys == {"job:teapot works"}
    by_mail, by_export = found(JOB)[0].key, found(sightings=BOOK)[0].key
    assert by_mail == by_export == "job:teapot works"


def test_a_late_report_is_as_old_as_the_first_one() -> None:
    old = told(NewsKind.JOB, 100, title="Head of Ovens", company="Teapot Works")
    (reason,) = found(old, sightings=BOOK)
    assert reason.touch is not TouchKind.CONGRATULATE
    assert reason.text == "On 7 March 2026 LinkedIn told that Ana started as Head of Ovens at Teapot Works."


def test_whoever_was_written_to_since_is_congratulated() -> None:
    assert kinds(JOB) == [ReasonKind.NEW_JOB]
    assert kinds(JOB, last_out=ago(4)) == []
    assert kinds(JOB, last_out=ago(6)) == [ReasonKind.NEW_JOB]


def test_news_of_linkedin_by_the_name_alone_counts_for_a_connection_only() -> None:
    assert kinds(replace(JOB, by_name=True)) == [ReasonKind.NEW_JOB]
    stranger = replace(ANA, identities=(), connected_on=None)
    facts = Facts(person=stranger, news=(replace(JOB, by_name=True),))
    assert arise(facts, NOW) == ()


def test_a_promotion_tells_what_was_before() -> None:
    book = (Sighting(record="c1", source="linkedin_export", observed_at=ago(90), company="Globex", title="Planner"),)
    (reason,) = found(told(NewsKind.JOB, 5, title="Head of Planning", company="Globex"), sightings=book)
    assert reason.text.endswith("started as Head of Planning at Globex (before: Planner).")
    assert reason.key == "job:globex|head of planning"


def test_new_work_after_a_loss_ends_the_hard_time_and_is_congratulated() -> None:
    lost = told(NewsKind.POST, 40, text="I was laid off today.")
    assert kinds(lost) == [ReasonKind.SETBACK]
    assert kinds(lost, JOB) == [ReasonKind.NEW_JOB]
    assert kinds(JOB, told(NewsKind.POST, 1, text="I was laid off today.")) == [ReasonKind.SETBACK]


def test_in_a_hard_time_nothing_cheerful_is_left_until_it_is_over() -> None:
    lost = told(NewsKind.POST, 3, text="I was laid off today.")
    years = told(NewsKind.WORK_ANNIVERSARY, 1, years=5, company="Globex")
    post = told(NewsKind.POST, 2, text="The new ferry terminal opens on Sunday.")
    assert ReasonKind.ANNIVERSARY in kinds(years)
    assert kinds(lost, years, post) == [ReasonKind.SETBACK]
    assert kinds(lost, years, post, last_out=ago(0.5)) == []
    (reason,) = found(lost)
    assert reason.touch is TouchKind.GREET
    assert "“I was laid off today.”" in reason.text


def test_five_mails_of_one_anniversary_are_one_reason() -> None:
    five = [told(NewsKind.WORK_ANNIVERSARY, days, years=10 * (days < 2), company="Globex") for days in range(5)]
    (reason,) = found(*five)
    assert len(reason.evidence) == 5
    assert reason.text == "On 11 June 2026 LinkedIn told that Ana has been at Globex for 10 years."
    assert (reason.starts, reason.ends) == (date(2026, 6, 10), date(2026, 6, 18))
    assert reason.key == "anniversary:globex@2026"
    (plain,) = found(told(NewsKind.WORK_ANNIVERSARY, 1, years=9, company="Globex"))
    assert plain.worth < reason.worth


def test_an_anniversary_of_the_turn_of_the_year_has_one_key() -> None:
    turn = datetime(2026, 1, 2, 12, tzinfo=UTC)
    facts = Facts(person=ANA, news=(told(NewsKind.WORK_ANNIVERSARY, 1, company="Globex"),))
    keys = set()
    for days in (1, 3):
        news = replace(facts.news[0].news, at=turn - timedelta(days=days))
        keys |= {one.key for one in arise(replace(facts, news=(replace(facts.news[0], news=news),)), turn)}
    assert keys == {"anniversary:globex@2026"}


@pytest.mark.parametrize(
    ("kind", "wanted", "touch"),
    [
        (NewsKind.POST, ReasonKind.POSTED, TouchKind.COMMENT),
        (NewsKind.ARTICLE, ReasonKind.POSTED, TouchKind.COMMENT),
        (NewsKind.RELEASE, ReasonKind.RELEASED, TouchKind.COMMENT),
        (NewsKind.TALK, ReasonKind.SPOKE, TouchKind.COMMENT),
        (NewsKind.EVENT, ReasonKind.EVENT, TouchKind.COMMENT),
        (NewsKind.SHARED, ReasonKind.PASSED_ON, TouchKind.LIKE),
        (NewsKind.WORK, ReasonKind.WORKED, TouchKind.LIKE),
    ],
)
def test_what_somebody_made_is_told_with_its_words_and_its_place(
    kind: NewsKind, wanted: ReasonKind, touch: TouchKind
) -> None:
    url = "https://www.ana.example/tides?utm_source=feed"
    (reason,) = found(told(kind, text="The tides of Quarn, and what they carry", channel=Channel.WEB, url=url))
    assert (reason.kind, reason.touch, reason.channel) == (wanted, touch, Channel.WEB)
    assert reason.text.startswith("On 13 June 2026 Ana ")
    assert "on ana.example: “The tides of Quarn, and what they carry”" in reason.text
    assert reason.key == f"{wanted}:ana.example/tides"
    assert reason.ends is not None
    assert reason.ends > NOW.date()


def test_a_page_told_by_feed_and_mail_is_one_reason_and_old_pages_are_none() -> None:
    url = "https://ana.example/tides"
    twice = [told(NewsKind.POST, days, text="The tides of Quarn", url=url, record=f"r{days}") for days in (1, 2)]
    (reason,) = found(*twice)
    assert {one.record for one in reason.evidence} == {"r1", "r2"}
    assert kinds(told(NewsKind.POST, 11, text="The tides of Quarn")) == []
    many = [told(NewsKind.POST, days, text=f"Tide {days} of Quarn") for days in range(1, 9)]
    assert len(found(*many)) == 3


def test_a_few_words_are_worth_a_click_and_another_authors_are_not_theirs() -> None:
    assert found(told(NewsKind.POST, text="Fair winds"))[0].touch is TouchKind.LIKE
    assert kinds(told(NewsKind.ARTICLE, text="The tides of Quarn rise again", author="Ben Roe")) == []


def test_a_page_with_name_and_employer_may_be_about_somebody_and_the_name_alone_is_nothing() -> None:
    alert = told(NewsKind.ALERT, text="Ana Lima of Globex wins a medal", by_name=True, channel=Channel.WEB)
    assert found(alert) == []
    (here,) = arise(Facts(person=replace(ANA, company="Globex"), news=(alert,)), NOW)
    assert here.kind is ReasonKind.PERHAPS
    assert "may be about Ana" in here.text
    assert here.worth < 0.2


def test_undated_news_is_no_reason_whenever_it_was_read() -> None:
    undated = [
        replace(one, news=replace(one.news, at=None), seen=ago(0.1))
        for one in (JOB, told(NewsKind.POST, text="The tides of Quarn"), told(NewsKind.WORK_ANNIVERSARY))
    ]
    assert found(*undated) == []


def test_kind_words_are_thanked_once_and_a_wave_has_its_own_thanks() -> None:
    said = told(NewsKind.CONGRATULATION, text="Well deserved!")
    (reason,) = found(said, told(NewsKind.CONGRATULATION, 1, text="Well deserved!", record="echo"))
    assert (reason.kind, reason.touch, reason.key) == (ReasonKind.THANKS_OWED, TouchKind.THANK, f"thanks:{said.record}")
    assert kinds(said, last_out=ago(1)) == []
    wish = Wished(
        record=said.record,
        source="notices",
        at=ago(2),
        channel=Channel.LINKEDIN,
        kind=WishKind.BIRTHDAY,
        about=ago(2),
        together=5,
    )
    assert kinds(said, wished=(wish,)) == [ReasonKind.WAVE]


def test_a_comment_in_a_network_of_anybody_is_no_debt() -> None:
    assert kinds(told(NewsKind.COMMENT, text="Lovely map")) == [ReasonKind.THANKS_OWED]
    assert kinds(told(NewsKind.COMMENT, text="Lovely map", channel=Channel.MASTODON)) == []


def test_clicks_are_one_small_reason() -> None:
    clicks = [told(NewsKind.REACTION, days, record=f"r{days}") for days in (1, 2, 3)]
    (reason,) = found(*clicks)
    assert (reason.kind, len(reason.evidence)) == (ReasonKind.REACTION, 3)


def test_whoever_accepted_is_greeted_and_whoever_wrote_elsewhere_is_answered() -> None:
    (hello,) = found(told(NewsKind.ACCEPTANCE))
    assert (hello.kind, hello.touch, hello.channel) == (ReasonKind.ACCEPTED, TouchKind.GREET, Channel.LINKEDIN)
    assert hello.text == "On 13 June 2026 Ana accepted your invitation on LinkedIn; nothing was said yet."
    (reply,) = found(told(NewsKind.MESSAGE))
    assert (reply.kind, reply.touch) == (ReasonKind.MESSAGED, TouchKind.REPLY)
    assert kinds(told(NewsKind.ACCEPTANCE), told(NewsKind.MESSAGE), last_out=ago(1)) == []


def test_an_invitation_told_by_a_notice_waits_in_the_inbox_unless_the_two_are_connected() -> None:
    stranger = replace(ANA, identities=(), connected_on=None)
    facts = Facts(person=stranger, news=(told(NewsKind.INVITATION, 3), told(NewsKind.INVITATION, 2, record="again")))
    (reason,) = arise(facts, NOW)
    assert (reason.kind, reason.touch, reason.key) == (ReasonKind.ASKED, TouchKind.REPLY, "asked:linkedin")
    (owed,) = inbox([facts], NOW).owed
    assert (owed.kind, owed.evidence) == ("invitation", reason.evidence)
    assert inbox([replace(facts, person=ANA)], NOW).owed == ()
    assert inbox([replace(facts, last_out=ago(1))], NOW).owed == ()


def test_what_came_by_notices_stands_in_the_inbox_and_nothing_of_the_dead_does() -> None:
    news = (told(NewsKind.MESSAGE, 3), told(NewsKind.MENTION, 2))
    facts = Facts(person=ANA, news=news)
    assert [one.kind for one in inbox([facts], NOW).owed] == ["reply", "thank"]
    obituary = told(NewsKind.ALERT, 1, text="Ana Lima Obituary", by_name=True)
    assert inbox([replace(facts, news=(*news, obituary))], NOW).owed == ()


def test_a_changed_profile_is_noticed_and_never_congratulated() -> None:
    profile = told(NewsKind.PROFILE, text="Location: Lisbon", place="Lisbon", channel=Channel.MASTODON)
    (town,) = found(profile)
    assert town.text == "On 13 June 2026 the profile of Ana on Mastodon named another town: Lisbon."
    (work,) = found(told(NewsKind.PROFILE, text="Company: Globex", company="Globex", channel=Channel.WEB))
    assert (work.kind, work.touch) == (ReasonKind.PROFILE, TouchKind.GREET)


def test_what_the_user_found_is_a_reason_for_three_weeks_unless_it_is_sensitive() -> None:
    word = OwnWord(record="d1", kind=WordKind.FOUND, at=ago(5), about="Night ferries https://ana.example/ferries")
    (reason,) = found(words=(word,))
    assert (reason.kind, reason.key) == (ReasonKind.FOUND, "found:d1")
    assert found(words=(replace(word, at=ago(30)),)) == []
    assert found(words=(word,), last_out=ago(1)) == []
    assert found(words=(replace(word, about="Their father died in May"),)) == []


def test_the_surest_and_freshest_news_is_looked_at_first() -> None:
    obituary = told(NewsKind.ALERT, 100, text="Ana Lima Obituary", by_name=True)
    order = [obituary, JOB, told(NewsKind.POST, text="The tides"), told(NewsKind.REACTION), told(NewsKind.POST, 50)]
    worth = [prospect(one, NOW) for one in order]
    assert worth == sorted(worth, reverse=True)
    assert worth[0] == 1.0
    assert worth[-1] == 0.0


def test_two_posts_whose_notices_lead_to_the_profile_alone_are_two_reasons_each_on_its_day() -> None:
    profile = "https://www.linkedin.com/in/ana-lima"
    older = told(NewsKind.POST, 8, text="The long winter of the harbour cranes of Norrvik", url=profile)
    newer = told(NewsKind.POST, 2, text="A new ferry landing", url=profile)
    texts = [one.text for one in found(older, newer) if one.kind is ReasonKind.POSTED]
    assert sorted(texts) == [
        "On 13 June 2026 Ana posted on LinkedIn: “A new ferry landing”",
        "On 7 June 2026 Ana posted on LinkedIn: “The long winter of the harbour cranes of Norrvik”",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "I'm happy to share that I'm starting a new position as Head of Ovens at Teapot Works!",
        "I was laid off last week",
    ],
)
def test_what_they_pass_on_is_neither_their_new_job_nor_their_loss(words: str) -> None:
    own = kinds(told(NewsKind.POST, text=words))
    assert {ReasonKind.NEW_JOB, ReasonKind.SETBACK} & set(own)
    passed = kinds(told(NewsKind.SHARED, text=words))
    assert not {ReasonKind.NEW_JOB, ReasonKind.SETBACK} & set(passed)
