"""A brief of every kind of draft, in every language, and the records that prove it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from kithly.messages import Brief, Ego, Fact, Found, Item, News, Other, SharedYears, Slot, Talk
from kithly.messages.occasion import Sign, SignKind, Stay
from kithly.people import Person, PersonId
from kithly.reasons import ReasonKind, TouchKind
from kithly.records import Evidence

LANGUAGES = ("en", "de", "es", "fr", "pt")
AT = datetime(2017, 8, 4, tzinfo=UTC)
ANA = Person(id=PersonId("p"), name="Ana Kovač", given="Ana")
TOM = Ego(name="Tom Sample", given="Tom", position="Engineer", company="Quay Two")


@dataclass(frozen=True)
class Spoken:
    """What people of one language write."""

    topic: str
    question: str
    praise: str
    promise: str


SPOKEN = {
    "en": Spoken(
        "Oslo audit", "Do you still have the valve drawings?", "Tom calmed every harbour", "I'll draw the map"
    ),
    "de": Spoken(
        "Prüfung in Oslo", "Hast du die Ventilpläne noch?", "Tom beruhigt jeden Hafen", "Ich zeichne dir den Plan"
    ),
    "es": Spoken("Auditoría de Oslo", "¿Tienes todavía los planos?", "Tom calma todos los puertos", "Te hago el plano"),
    "fr": Spoken("Audit à Oslo", "As-tu encore les plans ?", "Tom calme tous les ports", "Je te fais le plan"),
    "pt": Spoken("Auditoria em Oslo", "Ainda tem os desenhos?", "Tom acalma todos os portos", "Faço o desenho"),
}
THING = "the lighthouse novel"
RECORDS = {
    "talk": (*(one.topic for one in SPOKEN.values()), THING, "linkedin"),
    "question": tuple(one.question for one in SPOKEN.values()),
    "said": tuple(words for one in SPOKEN.values() for words in (one.praise, one.promise)),
    "work": ("Project Manager, Globex", "Boat builder", "linkedin"),
    "before": ("Initech",),
    "skill": ("Bridge Design",),
    "found": ("Night ferries, and what they carry", "example.org", "Jo Berg"),
    "years": ("Halden Marine", "Halden School"),
    "met": ("the Bergen Tram Days", "tram signals", "Café Opera", "Bergen"),
    "note": ("harbour noise", "a used boat", "Jo Berg"),
}


def proof(record: str, quote: str, source: str = "mbox") -> Evidence:
    return Evidence(record=record, source=source, at=AT, quote=quote)


def fact(record: str, words: str) -> Fact:
    return Fact(words=words, evidence=proof(record, words))


def plain(language: str) -> Brief:
    """Return a brief with a former talk."""
    topic = SPOKEN[language].topic
    talk = Talk(at=AT, topic=topic, evidence=proof("talk", topic))
    return Brief(
        recipient=ANA, kind=TouchKind.RECONNECT, channel="mail", ego=TOM, language=language, talk=talk, is_formal=False
    )


def talks(language: str) -> tuple[Talk, Talk, Talk]:
    """Return talks named by a subject of theirs, by one of ego's, and by a thing."""
    subject = plain(language).talk
    assert subject is not None
    thing = replace(subject, topic=THING, is_subject=False, evidence=proof("talk", THING))
    return subject, replace(subject, outgoing=True), thing


def elsewhere(talk: Talk) -> Talk:
    return replace(talk, channel="linkedin", evidence=replace(talk.evidence, source="linkedin_export"))


NEWS = News(company="Globex", evidence=proof("work", "Globex"))
BEFORE = replace(NEWS, before="Initech", before_evidence=proof("before", "Initech"))
FOUND = Found(
    words="Night ferries, and what they carry",
    host="example.org",
    evidence=proof("found", "Night ferries, and what they carry"),
)


def reconnections(language: str) -> Iterator[tuple[str, Brief]]:
    base, (theirs, own, thing) = plain(language), talks(language)
    asked = fact("question", SPOKEN[language].question)
    yield "reconnect", base
    yield "reconnect, own words", replace(base, talk=own)
    yield "reconnect, a thing", replace(base, talk=thing)
    yield "reconnect, with news", replace(base, news=NEWS)
    yield "reconnect, a chat elsewhere", replace(base, talk=elsewhere(theirs))
    yield "reconnect, a chat here", replace(base, talk=elsewhere(own), channel="linkedin")
    yield "reconnect, a thing of a chat", replace(base, talk=elsewhere(thing))
    yield "reconnect, a question", replace(base, question=asked)
    yield "reconnect, a question by its subject", replace(base, was_asked=True)
    yield "reconnect, a question by its thing", replace(base, talk=thing, was_asked=True)
    yield "reconnect, something found", replace(base, found=FOUND)
    yield "reconnect, a page found", replace(base, talk=thing, found=replace(FOUND, words=""))
    place = SharedYears(place="Halden Marine", evidence=proof("years", "Halden Marine"))
    school = SharedYears(place="Halden School", evidence=proof("years", "Halden School"), studied=True)
    yield "reconnect, years at work", replace(base, talk=None, shared=place)
    yield "reconnect, years at school", replace(base, talk=None, shared=school)
    yield "reconnect, news alone", replace(base, talk=None, news=BEFORE)


def answers(language: str) -> Iterator[tuple[str, Brief]]:
    base, (_, _, thing) = replace(plain(language), kind=TouchKind.REPLY), talks(language)
    asked = fact("question", SPOKEN[language].question)
    for name, days in (("in time", 3), ("a little late", 20), ("very late", 400)):
        yield f"reply, {name}", replace(base, question=asked, now=AT + timedelta(days=days))
    yield "reply, by its subject", replace(base, found=FOUND)
    yield "reply, by its thing", replace(base, talk=thing)


def small_goods(language: str) -> Iterator[tuple[str, Brief]]:
    base, (_, _, thing) = plain(language), talks(language)
    thank = replace(base, kind=TouchKind.THANK)
    yield "thanks, recommendation", replace(thank, recommendation=fact("said", SPOKEN[language].praise))
    yield "thanks, endorsement", replace(thank, endorsement=fact("skill", "Bridge Design"))
    yield "thanks, message", thank
    yield "thanks, message by its thing", replace(thank, talk=thing, found=FOUND)
    fresh = replace(base, kind=TouchKind.CONGRATULATE, news=replace(NEWS, is_fresh=True))
    risen = replace(NEWS, is_fresh=True, is_promotion=True)
    titled = replace(risen, title="Project Manager", evidence=proof("work", "Project Manager, Globex"))
    yield "new job, with a talk", fresh
    yield "new job, with the job before", replace(fresh, talk=None, news=replace(BEFORE, is_fresh=True))
    yield "promotion", replace(fresh, talk=thing, news=titled)
    yield "promotion without a title", replace(fresh, news=risen)
    wish = replace(base, kind=TouchKind.GREET, is_birthday=True)
    yield "birthday", wish
    yield "birthday, with a thing", replace(wish, talk=thing)
    yield "birthday, late", replace(wish, is_late=True)


def invitations(language: str) -> Iterator[tuple[str, Brief]]:
    base, (_, _, thing) = plain(language), talks(language)
    invite, note = (
        replace(base, kind=TouchKind.FOLLOW_UP),
        replace(base, kind=TouchKind.CONNECT, channel="linkedin"),
    )
    met, about = fact("met", "the Bergen Tram Days"), fact("met", "tram signals")
    yield "follow-up", invite
    yield "follow-up, by its thing", replace(invite, talk=thing)
    yield "follow-up, after a meeting", replace(invite, met_at=met, met_about=about)
    slots = tuple(Slot(starts=datetime(2026, 8, day, 9, 30, tzinfo=UTC), minutes=30) for day in (6, 7, 10))
    yield "follow-up, with times", replace(invite, slots=slots)
    yield "connect", note
    yield "connect, by its thing", replace(note, talk=thing)
    yield "connect, after a meeting", replace(note, met_at=met)
    yield "connect, something found", replace(note, found=FOUND)


def usual(language: str) -> dict[str, Brief]:
    """Return the kinds every week has need of."""
    parts = (reconnections, answers, small_goods, invitations)
    return {name: brief for part in parts for name, brief in part(language)}


def kindnesses(language: str) -> Iterator[tuple[str, Brief]]:
    spoken, thank = SPOKEN[language], replace(plain(language), kind=TouchKind.THANK)
    for kind in (
        SignKind.BIRTHDAY,
        SignKind.CONGRATULATION,
        SignKind.UNDER_POST,
        SignKind.COMMENT,
        SignKind.MENTION,
        SignKind.KINDNESS,
    ):
        sign = Sign(kind=kind, evidence=proof("said", spoken.praise), words=spoken.praise)
        yield f"thanks for a {kind}, in their words", replace(thank, why=ReasonKind.WAVE, sign=sign, talk=None)
        yield f"thanks for a {kind}", replace(thank, why=ReasonKind.WAVE, sign=replace(sign, words=""))
    click = Sign(kind=SignKind.CLICK, evidence=proof("work", "Globex"), place="LinkedIn")
    yield "thanks for a click", replace(thank, why=ReasonKind.REACTION, sign=click)
    through = fact("found", "Jo Berg")
    yield "thanks for an introduction", replace(thank, why=ReasonKind.LOOP, through=through, talk=None)
    answer = Sign(kind=SignKind.ANSWER, evidence=proof("said", spoken.praise), words=spoken.praise)
    yield "thanks for an answer", replace(thank, why=ReasonKind.LATE_ANSWER, sign=answer)
    accepted = Sign(kind=SignKind.ACCEPTED, evidence=proof("work", "Globex"))
    yield "thanks for a connection", replace(thank, why=ReasonKind.ACCEPTED, sign=accepted)


def occasions(language: str) -> Iterator[tuple[str, Brief]]:
    base, spoken = plain(language), SPOKEN[language]
    follow = replace(base, kind=TouchKind.FOLLOW_UP, talk=None)
    owed = Sign(kind=SignKind.PROMISE, evidence=proof("said", spoken.promise), words=spoken.promise, outgoing=True)
    yield "promise", replace(follow, why=ReasonKind.PROMISE, sign=owed)
    arranged = replace(owed, kind=SignKind.ARRANGED)
    yield "arranged", replace(follow, why=ReasonKind.ARRANGED, sign=arranged)
    about = fact("met", "tram signals")
    yield "after a meeting", replace(follow, why=ReasonKind.AFTER_MEETING, met_about=about)
    stay = Stay(town="Bergen", evidence=(proof("met", "Bergen"),), is_egos=True)
    yield "town", replace(base, why=ReasonKind.TOWN, stay=stay, on=date(2026, 8, 9))
    yield "moved", replace(base, why=ReasonKind.RELOCATED, stay=replace(stay, is_egos=False))
    yield "works elsewhere", replace(base, why=ReasonKind.PROFILE, news=NEWS)
    yield "on this day", replace(base, why=ReasonKind.ON_THIS_DAY, years=10)
    for years in (0, 1, 5):
        yield (
            f"anniversary, {years} years",
            replace(base, kind=TouchKind.CONGRATULATE, why=ReasonKind.ANNIVERSARY, years=years, news=NEWS),
        )


def shared(language: str) -> Iterator[tuple[str, Brief]]:
    base = replace(plain(language), talk=None)
    title = "Night ferries, and what they carry"
    item = Item(title=title, kind="article", evidence=proof("found", title), url="https://example.org/ferries")
    for kind in ("post", "article", "release", "talk", "event"):
        comment = replace(base, kind=TouchKind.COMMENT, channel="linkedin")
        yield f"comment on a {kind}", replace(comment, item=replace(item, kind=kind))
    topical = replace(item, topic="harbour noise", topic_evidence=proof("note", "harbour noise"))
    share = replace(base, kind=TouchKind.SHARE)
    yield "share", replace(share, item=topical)
    yield "share, of ego's topic", replace(share, item=replace(topical, is_topic_theirs=False))
    need = replace(item, topic="a used boat", topic_evidence=proof("note", "a used boat"))
    yield "share, for a need", replace(share, why=ReasonKind.NEED_MET, item=need)
    other = Other(
        name="Jo Berg",
        what=fact("work", "Boat builder"),
        evidence=(proof("note", "a used boat"), proof("work", "Boat builder")),
        fits=fact("note", "a used boat"),
    )
    yield "introduce", replace(base, kind=TouchKind.INTRODUCE, other=other)


def rarer(language: str) -> dict[str, Brief]:
    """Return the kinds an occasion brings."""
    parts = (kindnesses, occasions, shared)
    return {name: brief for part in parts for name, brief in part(language)}
