"""A reason's own facts reach the brief of its draft, each with its proof."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kithly.app.drafts.briefing import brief_of
from kithly.history import Exchange, WishKind
from kithly.messages import Brief, Draft, Ego, NoDraft, SignKind, compose
from kithly.people import Person, PersonId
from kithly.reasons import (
    Appointment,
    Facts,
    First,
    Fitting,
    Introduced,
    Match,
    MatchKind,
    PastGesture,
    Reason,
    ReasonKind,
    Told,
    TouchKind,
    Trip,
    Wished,
    arise,
)
from kithly.reasons.relevance import PieceKind
from kithly.records import (
    Channel,
    Evidence,
    Flag,
    GestureKind,
    Identity,
    IdentityKind,
    News,
    NewsKind,
    PartialDate,
    Party,
)

NOW = datetime(2024, 8, 1, 9, 30, tzinfo=UTC)
EGO = Ego(name="Tom Sample", given="Tom")
HANDLE = Identity(IdentityKind.MASTODON, "ana@example.social")
ANA = Person(id=PersonId("p"), name="Ana Fictional", given="Ana", identities=(HANDLE,))


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def mail(record: str, own: str, *, days: float, outgoing: bool = False, subject: str = "", **more: Any) -> Exchange:
    at = ago(days)
    told: dict[str, Any] = {"channel": Channel.MAIL, "flags": Flag.ASKS if own.endswith("?") else Flag(0)} | more
    return Exchange(record=record, source="mbox", at=at, outgoing=outgoing, subject=subject, own=own, **told)


def told(kind: NewsKind, days: float = 2, **more: Any) -> Told:
    said: dict[str, Any] = {
        "channel": Channel.MASTODON,
        "at": ago(days),
        "about": Party(name=ANA.name, identity=HANDLE),
    } | more
    return Told(record="n1", source="mastodon", news=News(key="n1", kind=kind, **said))


def brief(facts: Facts, wanted: ReasonKind) -> Brief:
    return brief_of(facts, reason(facts, wanted).touch, "mail", EGO, reason=reason(facts, wanted), zone=UTC)


def reason(facts: Facts, wanted: ReasonKind) -> Reason:
    found = [one for one in arise(facts, NOW) if one.kind is wanted]
    assert found, arise(facts, NOW)
    return found[0]


def facts(*exchanges: Exchange, **more: Any) -> Facts:
    times = {
        side: max((one.at for one in exchanges if one.outgoing is (side == "last_out")), default=None)
        for side in ("last_in", "last_out")
    }
    return Facts(person=ANA, exchanges=exchanges, **({**times, **more}))


OLD = mail("m0", "The harbour survey went well.", days=400, subject="Harbour survey")
WROTE = mail("m1", "Good to see the harbour survey grow.", days=390, outgoing=True, subject="Re: Harbour survey")


@pytest.mark.parametrize(
    ("kind", "wanted", "title"),
    [
        (NewsKind.POST, ReasonKind.POSTED, "The tides of Quarn"),
        (NewsKind.RELEASE, ReasonKind.RELEASED, "Quarn 3.0, the tidal one"),
        (NewsKind.TALK, ReasonKind.SPOKE, "What tides carry"),
        (NewsKind.EVENT, ReasonKind.EVENT, "Tidal days in Quarn"),
    ],
)
def test_what_they_put_before_others_is_the_item(kind: NewsKind, wanted: ReasonKind, title: str) -> None:
    page = "https://example.social/@ana/17"
    found = brief(facts(news=(told(kind, text=title, url=page),)), wanted)
    assert found.item is not None
    assert (found.item.title, found.item.kind, found.item.url) == (title, kind.value, page)
    assert found.item.evidence.quote == title
    assert (found.why, found.on) == (wanted.value, ago(2).date())


def test_no_link_but_that_of_a_page_is_carried_on() -> None:
    post = told(NewsKind.POST, text="Four words of tides", url="javascript:hit()")
    found = brief(facts(news=(post,)), ReasonKind.POSTED)
    assert found.item is not None
    assert found.item.url == ""


def test_what_fits_a_talk_carries_its_title_link_author_and_topic() -> None:
    said = Evidence(record="m0", source="mbox", at=ago(400), quote="we measure tides in the harbour")
    article = News(
        key="a",
        kind=NewsKind.ARTICLE,
        channel=Channel.WEB,
        at=ago(3),
        about=Party(name="Tide Weekly", identity=None),
        text="How harbours breathe",
        url="https://example.org/breathe",
    )
    fit = Fitting(
        told=Told(record="a1", source="feeds", news=article),
        publisher="Tide Weekly",
        closeness=0.9,
        because=said,
        kind=PieceKind.TALK,
        outgoing=False,
        subject="Re: Harbour survey",
    )
    item = brief(facts(OLD, WROTE, fits=(fit,)), ReasonKind.VALUE).item
    assert item is not None
    assert (item.title, item.url) == ("How harbours breathe", "https://example.org/breathe")
    assert (item.author, item.topic, item.is_topic_theirs) == ("Tide Weekly", "Harbour survey", True)
    assert item.topic_evidence is not None
    assert item.topic_evidence.record == "m0"


def test_your_own_promise_is_there_in_your_words() -> None:
    promised = mail("m2", "Lovely idea. I'll send you the drawings next week.", days=30, outgoing=True)
    sign = brief(facts(mail("m1", "Here I am.", days=31), promised), ReasonKind.PROMISE).sign
    assert sign is not None
    assert (sign.kind, sign.outgoing, sign.evidence.record) == (SignKind.PROMISE, True, "m2")
    assert "send you the drawings" in sign.words


def test_their_promise_and_the_talk_it_was_made_in_are_not_there() -> None:
    promised = mail("m2", "I'll send you the drawings next week.", days=40, subject="Drawings of the lock")
    found = brief(facts(OLD, WROTE, mail("m3", "Fine!", days=41, outgoing=True), promised), ReasonKind.THEIR_PROMISE)
    assert found.sign is None
    assert found.talk is not None
    assert found.talk.topic == "Harbour survey"


def test_what_was_said_in_private_makes_the_whole_brief_personal() -> None:
    sick = mail("m2", "My chemotherapy ends soon. I'll send you the drawings next week.", days=30, outgoing=True)
    assert brief(facts(mail("m1", "Here I am.", days=31), sick), ReasonKind.PROMISE).is_personal


def test_a_late_answer_is_there_in_its_words() -> None:
    asked = mail("m1", "Did the lock open in time?", days=90, outgoing=True)
    answer = mail("m2", "The lock opened in June and holds the water well.", days=3)
    sign = brief(facts(asked, answer), ReasonKind.LATE_ANSWER).sign
    assert sign is not None
    assert (sign.kind, sign.outgoing) == (SignKind.ANSWER, False)
    assert sign.words.startswith("The lock opened in June")


def test_a_wish_says_what_it_was_for_and_in_which_words() -> None:
    wish = Wished(
        record="m4",
        source="mbox",
        at=ago(2),
        channel=Channel.MAIL,
        kind=WishKind.BIRTHDAY,
        about=ago(2),
        together=5,
        quote="Happy birthday from the harbour, Tom!",
    )
    sign = brief(facts(wished=(wish,)), ReasonKind.WAVE).sign
    assert sign is not None
    assert (sign.kind, sign.words) == (SignKind.BIRTHDAY, "Happy birthday from the harbour, Tom!")


@pytest.mark.parametrize(
    ("kind", "wanted", "sign"),
    [
        (NewsKind.REACTION, ReasonKind.REACTION, SignKind.CLICK),
        (NewsKind.ACCEPTANCE, ReasonKind.ACCEPTED, SignKind.ACCEPTED),
        (NewsKind.INVITATION, ReasonKind.ASKED, SignKind.ASKED),
        (NewsKind.MENTION, ReasonKind.THANKS_OWED, SignKind.MENTION),
        (NewsKind.COMMENT, ReasonKind.THANKS_OWED, SignKind.COMMENT),
        (NewsKind.CONGRATULATION, ReasonKind.THANKS_OWED, SignKind.CONGRATULATION),
    ],
)
def test_what_they_did_towards_you_is_a_sign_with_its_place(kind: NewsKind, wanted: ReasonKind, sign: SignKind) -> None:
    found = brief(facts(news=(told(kind, channel=Channel.LINKEDIN, text="Well measured, Tom"),)), wanted).sign
    assert found is not None
    assert (found.kind, found.place) == (sign, "LinkedIn")


@pytest.mark.parametrize(
    ("own", "kind"),
    [
        ("Congratulations on the new bridge, it looks splendid!", SignKind.CONGRATULATION),
        ("I loved your talk about the lock last week.", SignKind.KINDNESS),
    ],
)
def test_a_kind_message_is_a_sign_in_its_own_words(own: str, kind: SignKind) -> None:
    known = facts(mail("m1", "Here are my plans.", days=9, outgoing=True), mail("m2", own, days=3))
    sign = brief(known, ReasonKind.THANKS_OWED).sign
    assert sign is not None
    assert (sign.kind, sign.evidence.record) == (kind, "m2")
    assert sign.words in own


def test_a_recommendation_is_no_sign_but_a_kindness() -> None:
    gesture = PastGesture(
        record="g",
        source="linkedin_export",
        kind=GestureKind.RECOMMENDATION,
        outgoing=False,
        at=ago(90),
        text="Tom calmed every harbour he measured.",
    )
    found = brief(facts(gestures=(gesture,)), ReasonKind.THANKS_OWED)
    assert found.sign is None
    assert found.recommendation is not None


def test_a_birthday_congratulation_is_told_from_others_by_its_day() -> None:
    found = told(NewsKind.CONGRATULATION, channel=Channel.LINKEDIN, day=PartialDate(month=7, day=30))
    sign = brief(facts(news=(found,)), ReasonKind.THANKS_OWED).sign
    assert sign is not None
    assert sign.kind is SignKind.BIRTHDAY


def test_a_trip_names_the_town_and_its_day() -> None:
    home = Evidence(record="c1", source="vcard", at=ago(200), quote="Oslo")
    at = datetime(2024, 8, 9, 22, 30, tzinfo=UTC)
    trip = Trip(
        record="e1",
        source="ical",
        at=at,
        title="Board",
        town="Oslo",
        told_by="your address book",
        home=home,
    )
    found = brief(facts(OLD, WROTE, trips=(trip,)), ReasonKind.TOWN)
    assert found.stay is not None
    assert (found.stay.town, found.stay.is_egos, found.on) == ("Oslo", True, at.date())
    assert [one.record for one in found.stay.evidence] == ["e1", "c1"]


def test_a_new_town_and_a_new_employer_of_a_profile_are_what_it_names() -> None:
    moved = brief(facts(news=(told(NewsKind.PROFILE, place="Porto"),)), ReasonKind.RELOCATED)
    assert moved.stay is not None
    assert (moved.stay.town, moved.stay.is_egos) == ("Porto", False)
    works = brief(facts(news=(told(NewsKind.PROFILE, company="Globex"),)), ReasonKind.PROFILE)
    assert works.news is not None
    assert (works.news.company, works.news.is_fresh, works.news.evidence.quote) == ("Globex", False, "Globex")


def test_an_anniversary_counts_years_only_where_a_record_does() -> None:
    for years in (10, 0):
        notice = told(NewsKind.WORK_ANNIVERSARY, days=0, company="Globex", years=years)
        found = brief(facts(news=(notice,)), ReasonKind.ANNIVERSARY)
        assert found.years == years
        assert found.news is not None
        assert found.news.company == "Globex"


def test_on_this_day_names_the_first_talk_and_its_round_years() -> None:
    first = First(
        record="f1",
        source="mbox",
        at=datetime(2014, 8, 1, 8, tzinfo=UTC),
        channel=Channel.MAIL,
        title="The Oslo audit",
        outgoing=False,
    )
    found = brief(facts(OLD, WROTE, firsts=(first,)), ReasonKind.ON_THIS_DAY)
    assert (found.years, found.talk.topic if found.talk else "") == (10, "The Oslo audit")


@pytest.mark.parametrize(
    ("title", "place", "told"),
    [
        ("Harbour review", "Café Luna, 4000 Porto, Portugal", ("Harbour review", None, "Porto")),
        ("Coffee with Ana", "Café at the lock", (None, "Café at the lock", None)),
        ("Ana / Tom", "Room 3", (None, None, None)),
        ("Ana / Tom", "https://meet.example.org/x", (None, None, None)),
        ("Results of your chemotherapy", "", (None, None, None)),
    ],
)
def test_after_a_meeting_its_subject_and_place_are_named(title: str, place: str, told: tuple[str | None, ...]) -> None:
    meeting = Appointment(record="e2", source="ical", at=ago(2), title=title, place=place, length=timedelta(hours=1))
    found = brief(facts(OLD, WROTE, meetings=(meeting,)), ReasonKind.AFTER_MEETING)
    named = (*(one.words if one else None for one in (found.met_about, found.met_at)),)
    assert (*named, found.stay.town if found.stay else None) == told


def test_whom_they_brought_you_together_with_is_named_as_their_message_does() -> None:
    one = Introduced(
        record="m5",
        source="mbox",
        at=ago(40),
        channel=Channel.MAIL,
        other="Benjamin Stone",
        quote="Tom, meet Benjamin",
    )
    known = facts(mail("m5", "Tom, meet Benjamin", days=40), introduced=(one,))
    why = reason(known, ReasonKind.LOOP)
    found = brief_of(known, why.touch, "mail", EGO, reason=why, holds=lambda _, words: words == "Benjamin")
    assert found.through is not None
    assert (found.through.words, found.through.evidence.record) == ("Benjamin", "m5")


def test_two_to_be_introduced_stand_there_with_what_each_side_said() -> None:
    need = Evidence(record="d1", source="self", at=ago(9), quote="somebody who repairs kilns")
    offer = Evidence(record="d2", source="self", at=ago(8), quote="repairs of kilns")
    match = Match(
        kind=MatchKind.OFFER,
        key="p+q",
        need="somebody who repairs kilns",
        words="repairs of kilns",
        other="Cy Wood",
        evidence=(need, offer),
    )
    other = brief(facts(matches=(match,)), ReasonKind.INTRODUCE).other
    assert other is not None
    assert other.fits is not None
    assert (other.name, other.what.words, other.fits.words) == ("Cy Wood", "repairs of kilns", need.quote)
    assert (other.helps, other.by_work) == (True, False)


TAKEN_UP = [TouchKind.REPLY, TouchKind.THANK, TouchKind.FOLLOW_UP]


def asked_for(kind: TouchKind, *exchanges: Exchange) -> Brief:
    """Return the brief of what the user wants to write, without a reason."""
    made = brief_of(facts(*exchanges), kind, "mail", EGO, reason=None, zone=UTC)
    return replace(made, now=NOW)


@pytest.mark.parametrize("kind", TAKEN_UP)
def test_what_takes_up_their_words_never_names_a_message_of_egos(kind: TouchKind) -> None:
    theirs = mail("m1", "It rained in Quarn.", days=62, subject="Night trains")
    own = mail("m2", "The harbour report is done.", days=60, outgoing=True, subject="Harbour report")
    draft = compose(asked_for(kind, theirs, own), seed=3)
    assert isinstance(draft, Draft)
    assert "Night trains" in draft.text
    assert "arbour" not in draft.text
    assert [one.record for claim in draft.claims for one in claim.evidence] == ["m1"]
    unnamed = replace(theirs, subject="Hello")
    assert isinstance(compose(asked_for(kind, unnamed, own), seed=3), NoDraft)


@pytest.mark.parametrize(("answered", "sorry"), [(True, False), (False, True)])
def test_an_answer_is_late_only_where_ego_did_not_write_since(*, answered: bool, sorry: bool) -> None:
    theirs = mail("m1", "It rained in Quarn.", days=62, subject="Night trains")
    own = mail("m2", "How good to hear.", days=60 if answered else 64, outgoing=True, subject="Night trains")
    drafts = [compose(asked_for(TouchKind.REPLY, theirs, own), seed=seed) for seed in range(7)]
    assert [isinstance(one, Draft) and "sorry" in one.text.lower() for one in drafts] == [sorry] * 7
