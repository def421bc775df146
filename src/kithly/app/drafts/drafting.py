"""Drafts: a brief out of what is known of a person, composed, and checked against its records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from hashlib import blake2b

from kithly.app.derived.closely import Ties, Untold, look
from kithly.app.derived.ego import kept_ego
from kithly.app.derived.free_slots import free_slots
from kithly.app.drafts.asked_again import SaidLongAgo, said_long_ago
from kithly.app.drafts.briefing import brief_of
from kithly.app.drafts.doors import WRITTEN_FOR, kind_at
from kithly.app.drafts.findings import newest_named
from kithly.app.drafts.order import Order
from kithly.app.drafts.others import asked_for, with_name_proven
from kithly.app.drafts.record_texts import record_texts
from kithly.app.drafts.unwritten import why_too_little, why_unwritten
from kithly.app.drafts.voiced import Voices
from kithly.app.drafts.years import shared_years
from kithly.app.network import Network
from kithly.app.said.decisions import Word, words_of
from kithly.app.views import DraftView
from kithly.messages import Brief, Draft, Ego, NoDraft, compose, verify
from kithly.messages.phrasebook import RUN
from kithly.people import PersonId
from kithly.plan import Touch
from kithly.reasons import Facts, Reason, TouchKind, standing_setback
from kithly.records import one_line
from kithly.store import Decision, Reading

UNPROVEN = "a record it rests on has changed: look at the person first"


class Drafter:
    """Writes the drafts of one command: reads ego and the user's word once."""

    def __init__(
        self,
        tx: Reading,
        network: Network,
        ties: Ties | Untold,
        words: Mapping[PersonId, Word] | None = None,
        *,
        planned: Sequence[PersonId] = (),
    ) -> None:
        """Begin a command.

        Args:
            tx: Where to read.
            network: Whose.
            ties: How ego stands with everybody.
            words: The user's word about everybody; None to read it.
            planned: The people of a plan of today that is shown and not kept, in its order.
        """
        self._shown = planned
        self._tx = tx
        self._network = network
        self._ties = ties
        self._words = words_of(tx) if words is None else words
        self._ego: Ego | None = None
        self._voices: Voices | None = None
        self._planned: Mapping[PersonId, int] | None = None
        self._said_now: tuple[SaidLongAgo | None] | None = None  # None until it is looked for

    def of_touch(self, touch: Touch) -> tuple[DraftView | None, str | None]:
        """Return the draft of a planned touch, or the sentence why there is none."""
        person = self._tx.assignments.resolve(touch.person)
        draft = self.write(person, touch.kind, touch.channel, reason=touch.reason)
        if isinstance(draft, NoDraft):
            return None, draft.reason
        return draft_view(draft, touch.id, self.hints(draft)), None

    def write(self, person: PersonId, kind: TouchKind, channel: str, *, reason: Reason | None) -> Draft | NoDraft:
        """Return a draft for a person, proven against the records as they are now."""
        order = self.order_for(person, kind, channel, reason=reason)
        return order if isinstance(order, NoDraft) else order.rules

    def order_for(self, person: PersonId, kind: TouchKind, channel: str, *, reason: Reason | None) -> Order | NoDraft:
        """Return what is to be written to a person, and what the rules write; or why nothing is."""
        now = self._network.now.astimezone(self._network.zone)
        facts = look(self._tx, [person], self._ties, self._words, now=now)
        if not facts:
            return NoDraft(reason="nothing is known of them")
        return self.order(facts[0], kind, channel, reason=reason)

    def of_facts(self, facts: Facts, kind: TouchKind, channel: str, *, reason: Reason | None) -> Draft | NoDraft:
        """Return a draft for somebody looked at already, proven against the records as they are now."""
        order = self.order(facts, kind, channel, reason=reason)
        return order if isinstance(order, NoDraft) else order.rules

    def order(self, facts: Facts, kind: TouchKind, channel: str, *, reason: Reason | None) -> Order | NoDraft:
        """Return what is to be written to somebody looked at already, and what the rules write; or why nothing is."""
        brief = self.brief(facts, kind, channel, reason=reason)
        if isinstance(brief, NoDraft):
            return brief
        seed = self._seed(facts.person.id, brief.kind)
        draft = compose(brief, seed=seed)
        if isinstance(draft, NoDraft):
            draft = why_too_little(draft, brief.kind, reason)
        elif verify(draft, self._texts):
            draft = NoDraft(reason=UNPROVEN)
        return Order(person=facts.person.id, brief=brief, seed=seed, rules=draft)

    def brief(self, facts: Facts, kind: TouchKind, channel: str, *, reason: Reason | None) -> Brief | NoDraft:
        """Return everything a draft may say, whoever writes it; or why none is written.

        Args:
            facts: What is known of the recipient.
            kind: What the message is for.
            channel: The door, or the place where it goes.
            reason: Why now; None where no reason led here.
        """
        person = facts.person
        if person.remembered:
            return NoDraft(reason=f"{person.name} is remembered: there is nothing to write")
        unwritten = why_unwritten(reason, facts)
        if unwritten is not None:
            return NoDraft(reason=unwritten)
        kind, where, zone = kind_at(channel, kind, reason), WRITTEN_FOR.get(channel, channel), self._network.zone
        brief = brief_of(facts, kind, where, self.ego(), reason=reason, holds=self._holds, zone=zone)
        return self._with_own_word(self._voiced(brief, facts), facts, reason)

    def _with_own_word(self, brief: Brief, facts: Facts, reason: Reason | None) -> Brief:
        """Return a brief with what the user's word adds to the records, and what the present takes away."""
        person, now = facts.person.id, self._network.now.astimezone(self._network.zone)
        brief = replace(
            brief,
            found=newest_named(self.said_of(person), after=facts.wrote_last),
            shared=shared_years(self._words.get(person)),
            now=now,
            is_late=brief.is_birthday and brief.on is not None and brief.on < now.date(),
        )
        if brief.kind is TouchKind.FOLLOW_UP:
            brief = replace(brief, slots=free_slots(self._tx, self._network))
        if standing_setback(facts, now) is not None:
            brief = replace(brief, news=None)  # where they were is no longer to be named
        if brief.kind is TouchKind.INTRODUCE:
            other = asked_for(self._tx, person) if reason is None else brief.other
            brief = replace(brief, other=with_name_proven(self._tx, other) if other else None)
        return brief

    def _voiced(self, brief: Brief, facts: Facts) -> Brief:
        if self._voices is None:
            self._voices = Voices(self._tx)
        return self._voices.voiced(brief, facts, self._words.get(facts.person.id))

    def hints(self, draft: Draft) -> tuple[str, ...]:
        """Return what to look at before a draft goes out: what it tells of ego was said long ago."""
        if self._said_now is None:
            self._said_now = (said_long_ago(self._tx, self._network),)
        (said,) = self._said_now
        return (said.question,) if said is not None and said.is_told_in(draft.text) else ()

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
        """Return a number that differs between the hellos of a week, so that no two of its drafts are alike.

        They are numbered as they were planned, in runs of as many as have words of their own; who is in no plan of
        the week gets any number.
        """
        year, week, _ = self._network.today.isocalendar()
        place = self._places().get(person)
        if place is None:
            return _number(f"{person}|{kind}|{year}|{week}")
        return _number(f"{year}|{week}") // RUN * RUN + place

    def _places(self) -> Mapping[PersonId, int]:
        """Return the places of the people in this week's plans, in the order in which they were planned."""
        if self._planned is None:
            monday = self._network.today - timedelta(days=self._network.today.weekday())
            plans = self._tx.plans.since(monday)
            people = [one["person"] for _, plan in plans for one in (*plan["touches"], *plan.get("beside", ()))]
            people += self._shown
            now_of = self._tx.assignments.resolver()
            self._planned = {one: place for place, one in enumerate(dict.fromkeys(map(now_of, map(PersonId, people))))}
        return self._planned

    def _texts(self, record: str) -> Iterable[str] | None:
        return record_texts(self._tx, record)

    def _holds(self, record: str, words: str) -> bool:
        """Say whether a record holds some words."""
        wanted = one_line(words).casefold()
        return any(wanted in one_line(text).casefold() for text in self._texts(record) or ())


def draft_view(draft: Draft, touch: str | None, hints: tuple[str, ...] = (), *, note: str = "") -> DraftView:
    """Return a draft as shown, with what to look at first, and a note where another wrote it than was asked."""
    return DraftView(
        touch=touch,
        text=draft.text,
        subject=draft.subject,
        language=draft.language,
        claims=draft.claims,
        breaches=draft.breaches,
        writer=draft.writer,
        hints=hints,
        note=note or None,
    )


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=6).digest(), "big")
