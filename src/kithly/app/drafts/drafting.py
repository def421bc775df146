"""Drafts: a brief out of what is known of a person, composed, and checked against its records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import blake2b

from kithly.app.derived.closely import Ties, Untold, look
from kithly.app.derived.ego import kept_ego
from kithly.app.drafts.doors import WRITTEN_FOR, kind_at
from kithly.app.drafts.findings import KIND as FOUND
from kithly.app.drafts.findings import newest_named, texts_in
from kithly.app.drafts.unwritten import why_unwritten
from kithly.app.drafts.voiced import Voices
from kithly.app.drafts.work_now import work_now
from kithly.app.network import Network
from kithly.app.said.decisions import Word, words_of
from kithly.app.views import DraftView
from kithly.history import (
    Exchange,
    bare_subject,
    best_sentence,
    is_sensitive_talk,
    last_talk,
    quotable,
    short_topic,
    shortened,
    thing_in,
    with_ellipsis,
)
from kithly.history.eras import Role
from kithly.messages import Brief, Draft, Ego, Fact, NoDraft, SharedYears, Talk, compose, verify
from kithly.people import PersonId
from kithly.plan import Touch
from kithly.reasons import Facts, Reason, ReasonKind, TouchKind, WordKind, standing_setback
from kithly.records import Channel, Contact, GestureKind, Message, Record
from kithly.store import Decision, Reading

MOST_QUOTED = 100  # letters of somebody's words in a draft; a longer quote reads like a court file
TOGETHER = frozenset({Role.COWORKERS, Role.CLASSMATES})  # a client's or friend's years were not spent at that place
UNPROVEN = "a record it rests on has changed: look at the person first"


class Drafter:
    """Writes the drafts of one command: reads ego and the user's word once."""

    def __init__(
        self, tx: Reading, network: Network, ties: Ties | Untold, words: Mapping[PersonId, Word] | None = None
    ) -> None:
        self._tx = tx
        self._network = network
        self._ties = ties
        self._words = words_of(tx) if words is None else words
        self._ego: Ego | None = None
        self._voices: Voices | None = None

    def of_touch(self, touch: Touch) -> tuple[DraftView | None, str | None]:
        """Return the draft of a planned touch, or the sentence why there is none."""
        person = self._tx.assignments.resolve(touch.person)
        draft = self.write(person, touch.kind, touch.channel, reason=touch.reason)
        if isinstance(draft, NoDraft):
            return None, draft.reason
        return draft_view(draft, touch.id), None

    def write(self, person: PersonId, kind: TouchKind, channel: str, *, reason: Reason | None) -> Draft | NoDraft:
        """Return a draft for a person, proven against the records as they are now."""
        now = self._network.now.astimezone(self._network.zone)
        facts = look(self._tx, [person], self._ties, self._words, now=now)
        if not facts:
            return NoDraft(reason="nothing is known of them")
        return self.of_facts(facts[0], kind, channel, reason=reason)

    def of_facts(self, facts: Facts, kind: TouchKind, channel: str, *, reason: Reason | None) -> Draft | NoDraft:
        """Return a draft for somebody looked at already, proven against the records as they are now."""
        person = facts.person
        if person.remembered:
            return NoDraft(reason=f"{person.name} is remembered: there is nothing to write")
        unwritten = why_unwritten(reason, facts)
        if unwritten is not None:
            return NoDraft(reason=unwritten)
        kind = kind_at(channel, kind, reason)
        brief = brief_of(facts, kind, WRITTEN_FOR.get(channel, channel), self.ego(), reason=reason)
        brief = self._voiced(brief, facts)
        found = newest_named(self.said_of(person.id), after=facts.wrote_last)
        now = self._network.now.astimezone(self._network.zone)
        brief = replace(brief, found=found, shared=shared_years(self._words.get(person.id)), now=now)
        if standing_setback(facts, now) is not None:
            brief = replace(brief, news=None)  # where they were is no longer to be named
        is_late = brief.is_birthday and reason is not None and reason.on is not None and reason.on < now.date()
        brief = replace(brief, is_late=is_late)
        draft = compose(brief, seed=self._seed(person.id, kind))
        if isinstance(draft, Draft) and verify(draft, self._texts):
            return NoDraft(reason=UNPROVEN)
        return draft

    def _voiced(self, brief: Brief, facts: Facts) -> Brief:
        if self._voices is None:
            self._voices = Voices(self._tx)
        return self._voices.voiced(brief, facts, self._words.get(facts.person.id))

    def said_of(self, person: PersonId) -> list[Decision]:
        """Return what the user said about a person, in order."""
        word = self._words.get(person)
        return word.decisions if word else []

    def ego(self) -> Ego:
        """Return who writes."""
        if self._ego is None:
            facts = kept_ego(self._tx)
            told = {one.subject: str(one.value) for one in self._tx.decisions.all("me")}
            title, _, company = facts.position.partition(" at ")
            self._ego = Ego(
                name=facts.name,
                given=facts.given,
                now=told.get("now", ""),
                position=title or facts.headline,
                company=company,
            )
        return self._ego

    def _seed(self, person: PersonId, kind: TouchKind) -> int:
        """Return a number that differs between people and weeks, so that no two drafts of a week are alike."""
        year, week, _ = self._network.today.isocalendar()
        digest = blake2b(f"{person}|{kind}|{year}|{week}".encode(), digest_size=6).digest()
        return int.from_bytes(digest, "big")

    def _texts(self, record: str) -> Iterable[str] | None:
        """Return every text of a record or of the user's own word; None if it is gone."""
        stored = self._tx.records.get([record])
        if stored:
            versions = self._tx.records.history(record)
            return [text for _, version in versions for text in texts_of(version)]
        told = [one for one in self._tx.decisions.all() if one.id == record]
        return [text for one in told for text in _texts_of_word(one)] if told else None


def shared_years(word: Word | None) -> SharedYears | None:
    """Return the last years at one place, over by now, that the user confirmed to have shared with somebody."""
    told = [one for one in word.eras.values() if one.role in TOGETHER and not one.era.lasts] if word else []
    if not told:
        return None
    last = max(told, key=lambda one: (one.era.finished.iso() if one.era.finished else "", one.era.key))
    place = last.era.name
    return SharedYears(place=place, evidence=replace(last.evidence, quote=place), studied=last.role is Role.CLASSMATES)


def _texts_of_word(decision: Decision) -> list[str]:
    if decision.kind == FOUND:
        return texts_in(decision)
    value = decision.value
    return [str(one) for one in (value.values() if isinstance(value, dict) else [value])]


def texts_of(record: Record) -> list[str]:
    """Return all words of a record that a claim may rest on."""
    if isinstance(record, Message):
        words = [record.subject, record.text, record.own, record.signature, *(_party_words(record))]
        return [*words, record.channel.value]  # which proves where it was written
    if isinstance(record, Contact):
        return [record.name, record.company, record.title, f"{record.title}, {record.company}"]
    return [value for value in (getattr(record, name, "") for name in ("text", "company", "title", "note")) if value]


def _party_words(record: Message) -> list[str]:
    parties = [one for one in (record.sender, *record.to) if one is not None]
    return [word for one in parties for word in (one.name, one.identity.value if one.identity else "")]


def draft_view(draft: Draft, touch: str | None) -> DraftView:
    """Return a draft as shown."""
    return DraftView(
        touch=touch,
        text=draft.text,
        subject=draft.subject,
        language=draft.language,
        claims=draft.claims,
        breaches=draft.breaches,
        writer=draft.writer,
    )


def brief_of(facts: Facts, kind: TouchKind, channel: str, ego: Ego, *, reason: Reason | None) -> Brief:
    """Return the facts a draft may use.

    Args:
        facts: What is known of the person.
        kind: What the message is for.
        channel: Where it goes.
        ego: Who writes.
        reason: Why now, if a reason led here.
    """
    question = _question(facts, reason)
    met = next((word for word in facts.words if word.kind is WordKind.MET), None)
    return Brief(
        recipient=facts.person,
        kind=kind,
        channel=channel,
        ego=ego,
        talk=_talk(facts) if question is None else _question_talk(facts, reason),
        news=work_now(facts, reason),
        question=question,
        recommendation=_gesture(facts, GestureKind.RECOMMENDATION, reason),
        endorsement=_gesture(facts, GestureKind.ENDORSEMENT, reason),
        met_at=Fact(words=met.where, evidence=replace(met.evidence(), quote=met.where)) if met and met.where else None,
        met_about=Fact(words=met.about, evidence=met.evidence()) if met and met.about else None,
        is_birthday=reason is not None and reason.kind is ReasonKind.BIRTHDAY,
        is_personal=is_sensitive_talk(last_talk(facts.exchanges)) or _asked_in_private(facts, reason),
    )


def _asked_in_private(facts: Facts, reason: Reason | None) -> bool:
    """Say whether the message a reply would answer touches a sensitive matter."""
    asked = _asked(facts, reason)
    return asked is not None and is_sensitive_talk((asked,))


def _asked(facts: Facts, reason: Reason | None) -> Exchange | None:
    if reason is None or reason.kind not in {ReasonKind.REPLY_OWED, ReasonKind.UNANSWERED}:
        return None
    records = {one.record for one in reason.evidence}
    return next((one for one in facts.exchanges if one.record in records and not one.outgoing), None)


def _question(facts: Facts, reason: Reason | None) -> Fact | None:
    asked = _asked(facts, reason)
    if asked is None or reason is None:
        return None
    quote = next((one.quote for one in reason.evidence if one.record == asked.record and one.quote), None)
    words = shortened(quote or best_sentence(asked.own), MOST_QUOTED)
    return Fact(words=with_ellipsis(words, asked.own), evidence=asked.evidence(words)) if words else None


def _question_talk(facts: Facts, reason: Reason | None) -> Talk | None:
    """Return the talk a question belongs to, named by its subject or by a thing in it."""
    asked = _asked(facts, reason)
    if asked is None:
        return _talk(facts)
    subject = bare_subject(asked.subject) if asked.channel is Channel.MAIL else ""
    name = subject or thing_in(asked.own)
    return Talk(
        at=asked.at,
        topic=" ".join(name.split()),
        evidence=asked.evidence(name or None),
        channel=asked.channel.value,
        outgoing=False,
        is_subject=bool(subject),
    )


def _talk(facts: Facts) -> Talk | None:
    found = short_topic(facts.exchanges)
    if found is None:
        return None
    channel = next((one.channel for one in facts.exchanges if one.record == found.evidence.record), Channel.MAIL)
    return Talk(
        at=found.evidence.at,
        topic=found.text,
        evidence=found.evidence,
        channel=channel.value,
        outgoing=found.outgoing,
        is_subject=found.is_subject,
    )


def _gesture(facts: Facts, kind: GestureKind, reason: Reason | None) -> Fact | None:
    """Return a line of what they wrote or the skill they named, the newest; the reason's own first."""
    records = {one.record for one in reason.evidence} if reason else set()
    ones = [one for one in facts.gestures if one.kind is kind and not one.outgoing and one.text]
    ones.sort(key=lambda one: (one.record in records, one.at.timestamp() if one.at else 0.0), reverse=True)
    if not ones:
        return None
    words = ones[0].text if kind is GestureKind.ENDORSEMENT else quotable(ones[0].text, MOST_QUOTED)
    return Fact(words=with_ellipsis(words, ones[0].text), evidence=ones[0].evidence(words)) if words else None
