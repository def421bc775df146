"""The rules writer: an English draft out of a brief, saying only what a record holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from kithly.history import is_same_company, is_sensitive
from kithly.messages.about_me import about_me
from kithly.messages.brief import Brief, Fact, Talk, given_name, usable, usable_quote
from kithly.messages.draft import Claim, Draft
from kithly.messages.etiquette import Recipient, Sender, Verdict, check
from kithly.messages.kinds import MAX_NOTE, note_length
from kithly.messages.phrases import phrase
from kithly.reasons import TouchKind
from kithly.records import Evidence

PERSONAL = "your last talk was personal: write this one yourself"
GENERIC = "too little is known for words that fit only them: look them up, or write this one yourself"
YOURS = "these words can only be your own"
MOST_WORDS = 120  # of a draft
ATTEMPTS = 5  # seeds tried before a draft is given up
_SENTENCES = frozenset({"thank.recommendation", "reply.fresh"})  # quotes that end a sentence
_LEFT_TO_USER = frozenset({"has_about_me"})  # only the user knows what they do now
_OF_QUOTES = frozenset({"asks_favour", "is_generic"})  # what repeated words must not be blamed for
_QUOTATION = re.compile(r"“[^”]*”")
NEUTRAL = "“the Quarrenhold survey of 1902”"
_HERE_WORD = "here"  # as the place of old messages is called where the new one goes
_ELSEWHERE = {  # and how it is called elsewhere; letters are never "here"
    "linkedin": "on LinkedIn",
    "whatsapp": "on WhatsApp",
    "telegram": "on Telegram",
    "facebook": "on Facebook",
    "instagram": "on Instagram",
    "slack": "on Slack",
    "signal": "on Signal",
    "sms": "on my phone",
}
_FRESH, _RECENT = timedelta(days=7), timedelta(days=30)  # an answer in time; one a little late


@dataclass(frozen=True, slots=True, kw_only=True)
class NoDraft:
    """Why Kithly writes nothing.

    Attributes:
        reason: One clause for the user.
    """

    reason: str


@dataclass(slots=True)
class _Page:
    """The growing message: paragraphs of sentences, and the claims among them."""

    seed: int
    paragraphs: list[list[str]] = field(default_factory=lambda: [[]])
    claims: list[Claim] = field(default_factory=list)

    def say(self, name: str, *evidence: Evidence | None, **words: str) -> None:
        """Add a phrase; with evidence it is a claim."""
        text = phrase(name, self.seed, **words)
        self.paragraphs[-1].append(text)
        proof = tuple(one for one in evidence if one is not None)
        if proof:
            self.claims.append(Claim(text=text, evidence=proof))

    def turn(self) -> None:
        """Begin a new paragraph."""
        self.paragraphs.append([])

    @property
    def body(self) -> str:
        """The paragraphs as text."""
        return "\n\n".join(" ".join(sentences) for sentences in self.paragraphs if sentences)


def compose(brief: Brief, *, seed: int) -> Draft | NoDraft:
    """Write a draft, or say why not.

    A fact that is missing or unfit is left out. A talk that was personal, or a text that would fit anybody,
    gives no draft. The only breach a draft may carry is ``has_about_me``, where ego has not said what they do now.

    Args:
        brief: The facts.
        seed: Number of the draft; different numbers within a week give different words.
    """
    if brief.is_personal:
        return NoDraft(reason=PERSONAL)
    write = _WRITERS.get(brief.kind)
    if write is None:
        return NoDraft(reason=YOURS)
    tried: Draft | NoDraft = NoDraft(reason=GENERIC)
    for facts in _ever_fewer(brief):
        for attempt in range(ATTEMPTS):
            tried = _attempt(write, facts, seed + attempt)
            if isinstance(tried, Draft):
                return tried
    return tried


def _ever_fewer(brief: Brief) -> tuple[Brief, ...]:
    """Return the facts: all, then without anybody's sentences, then without what the user found, then without both.

    Without their sentences, what is left to name is the topic.
    """
    unquoted = replace(brief, question=None, recommendation=None, was_asked=brief.question is not None)
    without = [replace(one, found=None) for one in (brief, unquoted)] if brief.found else []
    return (brief, unquoted, *without)


def _attempt(write: Callable[[_Page, Brief], None], brief: Brief, seed: int) -> Draft | NoDraft:
    """Write once; the words chosen by a seed may not suit the facts, those of the next may."""
    page = _Page(seed=seed)
    write(page, brief)
    if not page.claims:
        return NoDraft(reason=GENERIC)
    return _checked(page, brief, _laid_out(page, brief))


def _laid_out(page: _Page, brief: Brief) -> str:
    given, ego = given_name(brief.recipient.given), given_name(brief.ego.given)
    if brief.kind is TouchKind.CONNECT:
        return " ".join(part for part in (f"Hi {given}," if given else "", page.body, ego) if part)
    greeting = phrase("greeting.named" if given else "greeting.unnamed", page.seed, given=given)
    if brief.kind is TouchKind.GREET:
        greeting = ""  # the wish greets
    signature = phrase("signature.named" if ego else "signature.unnamed", page.seed, ego=ego)
    return "\n\n".join(part for part in (greeting, page.body, signature) if part)


def _checked(page: _Page, brief: Brief, text: str) -> Draft | NoDraft:
    """Let only words out that keep the rules Kithly asks others to keep."""
    verdict = _verdict(text, brief)
    wrong = {breach.rule for breach in verdict.breaches}
    if wrong & _OF_QUOTES:
        wrong -= _OF_QUOTES - {breach.rule for breach in _verdict(masked(text, page.claims), brief).breaches}
    too_long = len(text.split()) > MOST_WORDS or (brief.kind is TouchKind.CONNECT and note_length(text) > MAX_NOTE)
    if too_long or not wrong <= _LEFT_TO_USER:
        return NoDraft(reason=GENERIC)
    if is_sensitive(" ".join(claim.text for claim in page.claims)):
        return NoDraft(reason=PERSONAL)
    return Draft(
        text=text,
        subject=_subject(brief),
        language="en",
        claims=tuple(page.claims),
        breaches=tuple(breach for breach in verdict.breaches if breach.rule in wrong),
    )


def _verdict(text: str, brief: Brief) -> Verdict:
    kind = brief.kind if brief.kind is not TouchKind.GREET or brief.is_birthday else "anniversary"
    person = brief.recipient
    return check(
        text,
        kind=kind,
        channel="email" if brief.channel == "mail" else brief.channel,
        recipient=Recipient(name=given_name(person.given) or person.name),
        sender=Sender(name=brief.ego.given or brief.ego.name),
        own_draft=True,
    )


def masked(text: str, claims: Iterable[Claim]) -> str:
    """Return a draft with a neutral name where it repeats proven words in quotation marks.

    Those words are the recipient's, not ours: they ask for nothing on our behalf, and fit nobody else.

    Args:
        text: The draft.
        claims: What it says with proof.
    """
    for quote in {quote for claim in claims for quote in _QUOTATION.findall(claim.text)}:
        text = text.replace(quote, NEUTRAL)
    return text


def _subject(brief: Brief) -> str | None:
    if brief.channel != "mail":
        return None
    told = {
        TouchKind.GREET: "Happy birthday",
        TouchKind.THANK: "Thank you",
        TouchKind.CONGRATULATE: "Congratulations",
    }.get(brief.kind)
    topic = usable(brief.talk.topic) if brief.talk else ""
    if told or not topic or brief.talk is None:
        ego = given_name(brief.ego.given)
        return told or (f"Hello from {ego}" if ego else "Hello")
    if not brief.talk.is_subject:
        return topic[0].upper() + topic[1:]
    return f"Re: {topic}" if brief.kind is TouchKind.REPLY else topic


def _reconnect(page: _Page, brief: Brief) -> None:
    found = _say_found(page, brief, "reconnect.found" if brief.found and brief.found.words else "reconnect.found_page")
    opened = _open_by_question(page, brief) or _open_by_talk(page, brief, after_find=found)
    opened = opened or (not found and _open_by_years(page, brief))
    _tell_news(page, brief, first=not (opened or found))
    page.turn()
    about = about_me(brief.ego)
    if about:
        page.paragraphs[-1].append(about)
    page.say("reconnect.follow_up")


def _open_by_question(page: _Page, brief: Brief) -> bool:
    """Own the silence after a question that was never answered."""
    words = usable_quote(brief.question.words) if brief.question else ""
    asked = words.endswith(("?", "…")) and _say_fact(page, "reconnect.question", brief.question, "question")
    if not asked and (brief.was_asked or brief.question) and brief.talk:
        name = "question_topic" if brief.talk.is_subject else "question_about"
        asked = _say_topic(page, f"reconnect.{name}", brief.talk)
    if asked:
        page.say("reconnect.question_now")
    return asked


def _open_by_talk(page: _Page, brief: Brief, *, after_find: bool) -> bool:
    talk = brief.talk
    if talk is None:
        return False
    year = f" from {talk.at.year}" if talk.at else ""
    if after_find:
        return _say_topic(page, f"reconnect.found_{'talk' if talk.is_subject else 'about'}", talk, year=year)
    place = "here" if talk.channel in _ELSEWHERE else "mail"
    whose = "_own" if talk.outgoing else ""
    name = f"{place}{whose if talk.is_subject else '_about'}"
    here = _HERE_WORD if brief.channel == talk.channel else _ELSEWHERE.get(talk.channel, _HERE_WORD)
    if not _say_topic(page, f"reconnect.{name}", talk, year=year, here=here):
        return False
    page.say("reconnect.topic")
    return True


def _open_by_years(page: _Page, brief: Brief) -> bool:
    """Name the years the two shared, where nothing they said to each other can be named."""
    place = usable(brief.shared.place) if brief.shared else ""
    if brief.shared is None or not place:
        return False
    page.say("reconnect.studied" if brief.shared.studied else "reconnect.worked", brief.shared.evidence, company=place)
    page.say("reconnect.since")
    return True


def _say_found(page: _Page, brief: Brief, name: str) -> bool:
    """Say what the user found: a title in quotation marks, and where it stands."""
    found = brief.found
    if found is None:
        return False
    words, host = usable(found.words), usable(found.host)
    if not (words or host) or (found.words and not words):
        return False
    what = " on ".join(part for part in (f"“{words}”" if words else "a page", host) if part)
    page.say(name, found.evidence, what=what)
    return True


def _tell_news(page: _Page, brief: Brief, *, first: bool) -> None:
    news = brief.news
    company = usable(news.company) if news else ""
    if news is None or not company or (brief.ego.company and is_same_company(company, brief.ego.company)):
        return  # where ego works too there is nothing to ask
    page.say("reconnect.news_first" if first else "reconnect.news", news.evidence, company=company)
    before = usable(news.before)
    if first and before and news.before_evidence:
        page.say("reconnect.before", news.before_evidence, before=before)
    page.say("reconnect.there")


def _reply(page: _Page, brief: Brief) -> None:
    talk = brief.talk
    if not _say_fact(page, "reply.fresh", brief.question, "question") and talk:
        _say_topic(page, "reply.topic" if talk.is_subject else "reply.about", talk)
    asked = brief.question.evidence.at if brief.question else talk.at if talk else None
    waited = brief.now - asked if brief.now and asked else None
    if waited and waited > _FRESH:
        page.say("reply.short_sorry" if waited <= _RECENT else "reply.sorry")
    _say_found(page, brief, "found.also")
    page.say("reply.close")


def _thank(page: _Page, brief: Brief) -> None:
    _ = (
        _say_fact(page, "thank.recommendation", brief.recommendation, "words")
        or _say_fact(page, "thank.endorsement", brief.endorsement, "words")
        or _say_talk(page, "thank", brief)
    )
    _say_found(page, brief, "found.also")
    page.say("thank.close")


def _congratulate(page: _Page, brief: Brief) -> None:
    news = brief.news
    company = usable(news.company) if news else ""
    if news is None or not company or not news.is_fresh:
        return
    title = usable(news.title)
    opening = "opening" if not news.is_promotion else "promoted" if title else "promoted_untitled"
    page.say(f"congratulate.{opening}", news.evidence, company=company, title=title)
    before = usable(news.before)
    if before and news.before_evidence and not news.is_promotion:
        page.say("congratulate.before", news.evidence, news.before_evidence, before=before, company=company)
    else:
        _say_talk(page, "congratulate", brief)
    _say_found(page, brief, "found.also")
    page.say("congratulate.close")


def _follow_up(page: _Page, brief: Brief) -> None:
    met = _say_fact(page, "follow_up.met", brief.met_at, "place")
    about = _say_fact(page, "follow_up.met_about", brief.met_about, "about")
    if not met and not about:
        _say_talk(page, "follow_up", brief)
    _say_found(page, brief, "found.also")
    page.say("follow_up.close")


def _connect(page: _Page, brief: Brief) -> None:
    opened = _say_found(page, brief, "connect.found") or _say_fact(page, "connect.met", brief.met_at, "place")
    if not opened and brief.talk and brief.talk.channel == "mail":
        opened = _say_talk(page, "connect", brief)
    company = usable(brief.news.company) if brief.news else ""
    if not opened and brief.news and company:
        page.say("connect.news", brief.news.evidence, company=company)
    page.say("connect.close")


def _greet(page: _Page, brief: Brief) -> None:
    if not brief.is_birthday:
        return
    given = given_name(brief.recipient.given)
    page.say("greet.late" if brief.is_late else "greet.opening", comma_given=f", {given}" if given else "")
    _say_talk(page, "greet", brief)
    _say_found(page, brief, "found.also")
    page.say("greet.late_close" if brief.is_late else "greet.close")


def _say_talk(page: _Page, family: str, brief: Brief) -> bool:
    talk = brief.talk
    return talk is not None and _say_topic(page, f"{family}.{'talk' if talk.is_subject else 'about'}", talk)


def _say_topic(page: _Page, name: str, talk: Talk, **more: str) -> bool:
    topic = usable(talk.topic)
    if not topic:
        return False
    if not talk.is_subject:
        topic = topic[0].lower() + topic[1:]  # "The" of a beginning
    page.say(name, talk.evidence, topic=topic, **more)
    return True


def _say_fact(page: _Page, name: str, fact: Fact | None, key: str) -> bool:
    words = usable_quote(fact.words) if fact else ""
    if fact is None or not words:
        return False
    if name in _SENTENCES and not words.endswith(("?", "…")):
        words += "."
    page.say(name, fact.evidence, **{key: words})
    return True


_WRITERS: dict[TouchKind, Callable[[_Page, Brief], None]] = {
    TouchKind.RECONNECT: _reconnect,
    TouchKind.REPLY: _reply,
    TouchKind.THANK: _thank,
    TouchKind.CONGRATULATE: _congratulate,
    TouchKind.FOLLOW_UP: _follow_up,
    TouchKind.CONNECT: _connect,
    TouchKind.GREET: _greet,
}
