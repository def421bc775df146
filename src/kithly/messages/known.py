"""What a brief knows, as facts a text can be held against: their words, their proof, and what they allow to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kithly.messages.about_me import about_me
from kithly.messages.brief import Brief, Ego, News, Talk
from kithly.messages.occasion import SignKind
from kithly.messages.on_record import statement_tables
from kithly.people import Person
from kithly.reasons import ReasonKind
from kithly.records import Evidence

LONG = timedelta(days=540)  # after which one may speak of years, or of a long time
_SIGNS = {
    SignKind.BIRTHDAY: ("wishes", "birthday"),
    SignKind.CONGRATULATION: ("wishes", "congrats"),
    SignKind.UNDER_POST: ("wishes", "click"),
    SignKind.COMMENT: ("click",),
    SignKind.MENTION: ("click",),
    SignKind.CLICK: ("click",),
    SignKind.ACCEPTED: ("connected",),
    SignKind.ASKED: ("connected",),
}  # what a sign allows to say, beside that it was given
SLOT = "slot"  # beginning of the names of free times
EGO = "ego"  # name of what the writer tells of themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFact:
    """One thing that is known.

    Attributes:
        name: Its field in the brief; ``ego`` for what the writer tells of themselves.
        words: What it says, exactly.
        evidence: The records that prove it; empty for what the writer tells of themselves.
        years: Years that may be named with it.
        allows: What may be said because of it: names of licences (`lexicons/licences.toml`).
        is_text: Whether its words are somebody's sentence or title, which is named or quoted and never said by itself.
    """

    name: str
    words: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    years: frozenset[str] = frozenset()
    allows: frozenset[str] = frozenset()
    is_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Everything a text may say.

    Attributes:
        facts: What is known, each with its proof.
        names: What the two are called.
        company: Where the recipient works now; empty if unknown.
        before: Where they worked before; empty if unknown.
    """

    facts: tuple[KnownFact, ...] = ()
    names: tuple[str, ...] = ()
    company: str = ""
    before: str = ""


def known_of(brief: Brief) -> Known:
    """Return what a brief knows."""
    return Known(
        facts=tuple(_facts(brief)),
        names=names_of(brief.recipient, brief.ego),
        company=brief.news.company if brief.news else "",
        before=brief.news.before if brief.news else "",
    )


def names_of(recipient: Person, ego: Ego) -> tuple[str, ...]:
    """Return what the two sides of a message are called."""
    return tuple(name for name in (recipient.name, recipient.given, ego.name, ego.given) if name)


def _facts(brief: Brief) -> Iterator[KnownFact]:
    yield from _between(brief)
    yield from _of_the_day(brief)


def _between(brief: Brief) -> Iterator[KnownFact]:
    """Yield what is known of the two."""
    yield KnownFact(name=EGO, words=_told(about_me(brief.ego), brief.ego.now, brief.ego.position, brief.ego.company))
    if brief.talk:
        yield _talk(brief.talk, _ages(brief, brief.talk.at))
    if brief.news:
        yield from _news(brief.news)
    yield from _towards_ego(brief)
    yield from _met(brief)
    yield from _shared(brief)


def _of_the_day(brief: Brief) -> Iterator[KnownFact]:
    """Yield what the occasion is."""
    if brief.is_birthday:
        yield KnownFact(name="is_birthday", allows=frozenset({"birthday"}))
    if brief.years or brief.why in {ReasonKind.ANNIVERSARY, ReasonKind.ON_THIS_DAY}:
        words = (str(brief.years),) if brief.years else ()
        yield KnownFact(name="years", words=words, allows=frozenset({"anniversary", "age", "congrats"}))
    if brief.sign:
        side = "mine" if brief.sign.outgoing else "theirs"
        yield KnownFact(
            name="sign",
            words=_told(brief.sign.words, brief.sign.place),
            evidence=(brief.sign.evidence,),
            years=_years(brief.sign.evidence.at),
            allows=frozenset({side, "talked", *_SIGNS.get(brief.sign.kind, ())}),
            is_text=True,
        )
    if brief.stay:
        yield KnownFact(name="stay", words=_told(brief.stay.town), evidence=brief.stay.evidence)
    if brief.through:
        proof = (brief.through.evidence,)
        yield KnownFact(
            name="through", words=_told(brief.through.words), evidence=proof, allows=frozenset({"introduction"})
        )
    for number, slot in enumerate(brief.slots):
        yield KnownFact(name=f"{SLOT}{number}", words=(slot_words(slot.starts, brief.language),))


def _talk(talk: Talk, ages: frozenset[str]) -> KnownFact:
    side = {"mine"} if talk.outgoing else {"theirs"}
    return KnownFact(
        name="talk",
        words=_told(talk.topic),
        evidence=(talk.evidence,),
        years=_years(talk.at),
        allows=frozenset({"talked", *side, *ages}),
        is_text=talk.is_subject,
    )


def _news(news: News) -> Iterator[KnownFact]:
    now = {"works"}
    if news.is_fresh:
        now |= {"promotion", "job", "congrats"} if news.is_promotion else {"job", "congrats"}
    yield KnownFact(name="news", words=_told(news.company), evidence=(news.evidence,), allows=frozenset(now))
    if news.title:
        yield KnownFact(name="title", words=_told(news.title), evidence=(news.evidence,), allows=frozenset(now))
    if news.before and news.before_evidence:
        proof = (news.before_evidence,)
        yield KnownFact(name="before", words=_told(news.before), evidence=proof, allows=frozenset({"works", "talked"}))


def _towards_ego(brief: Brief) -> Iterator[KnownFact]:
    """Yield what they said to ego, or of ego."""
    told = (
        ("question", brief.question, {"theirs", "question", "talked"}),
        ("recommendation", brief.recommendation, {"theirs", "recommendation"}),
        ("endorsement", brief.endorsement, {"endorsement"}),
    )
    for name, fact, allows in told:
        if fact is not None:
            at = fact.evidence.at
            yield KnownFact(
                name=name,
                words=_told(fact.words),
                evidence=(fact.evidence,),
                years=_years(at),
                allows=frozenset({*allows, *_ages(brief, at)}),
                is_text=name != "endorsement",
            )
    if brief.was_asked and brief.talk:
        proof = (brief.talk.evidence,)
        yield KnownFact(name="was_asked", evidence=proof, allows=frozenset({"question", "theirs"}))


def _met(brief: Brief) -> Iterator[KnownFact]:
    for name, fact in (("met_at", brief.met_at), ("met_about", brief.met_about)):
        if fact is not None:
            proof, years = (fact.evidence,), _years(fact.evidence.at)
            allows = frozenset({"met", "talked"})
            yield KnownFact(name=name, words=_told(fact.words), evidence=proof, years=years, allows=allows)
    if brief.shared:
        yield KnownFact(
            name="shared",
            words=_told(brief.shared.place),
            evidence=(brief.shared.evidence,),
            allows=frozenset({"together", "age", "talked"}),
        )


def _shared(brief: Brief) -> Iterator[KnownFact]:
    """Yield what is shown to the world: theirs, or passed on to them."""
    if brief.found:
        proof = (brief.found.evidence,)
        yield KnownFact(
            name="found",
            words=_told(brief.found.words, brief.found.host),
            evidence=proof,
            allows=frozenset({"found"}),
            is_text=True,
        )
    if brief.item:
        proofs = tuple(one for one in (brief.item.evidence, brief.item.topic_evidence) if one is not None)
        words = _told(brief.item.title, brief.item.author, brief.item.topic, brief.item.kind)
        allows = {"talked"} if brief.item.topic_evidence else set()
        if not brief.item.author:
            allows |= {"shared", "found", "theirs"}
        yield KnownFact(name="item", words=words, evidence=proofs, allows=frozenset(allows), is_text=True)
    if brief.other:
        proofs = (*brief.other.evidence, brief.other.what.evidence)
        words = _told(brief.other.name, brief.other.what.words)
        yield KnownFact(name="other", words=words, evidence=proofs, allows=frozenset({"introduction"}))


def slot_words(starts: datetime, language: str) -> str:
    """Return a free time as it is written: the day, the month by name, the hour.

    Example:
        >>> slot_words(datetime(2026, 3, 10, 15, 30), "de")
        '10 märz 15:30'
    """
    months = statement_tables().get(language, statement_tables()["en"])["months"].split()
    return f"{starts.day} {months[starts.month - 1]} {starts:%H:%M}"


def _told(*words: str) -> tuple[str, ...]:
    return tuple(word for word in words if word)


def _years(at: datetime | date | None) -> frozenset[str]:
    return frozenset({str(at.year)}) if at else frozenset()


def _ages(brief: Brief, at: datetime | None) -> frozenset[str]:
    is_old = at is None or brief.now is None or brief.now - at >= LONG
    return frozenset({"age"}) if is_old else frozenset()


def evidence_of(facts: Iterable[KnownFact]) -> tuple[Evidence, ...]:
    """Return the proof of some facts, each record once."""
    return tuple(dict.fromkeys(one for fact in facts for one in fact.evidence))
