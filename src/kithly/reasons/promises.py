"""What was promised between two people and is not on record since: ego's own, theirs, and what both arranged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kithly.history import (
    Due,
    Exchange,
    Promise,
    PromiseKind,
    is_sensitive_talk,
    newest_first,
    promises_in,
    shortened,
    with_ellipsis,
)
from kithly.reasons import worth
from kithly.reasons.facts import Facts
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.told_promises import told_promises
from kithly.reasons.wording import MOST_QUOTED, age, day, fading, quoted
from kithly.records import Flag

OLDEST = timedelta(days=400)  # promises older than this are not brought up
MOST_READERS = 2  # to more people "I'll send you" is said to nobody in particular
SITTING = timedelta(hours=2)  # words written so soon after are still the same breath
AHEAD = timedelta(days=8)  # found so long before it begins: reasons are found anew once a week
SOME_DAYS = timedelta(days=3)  # what names no day is given so long
A_WEEK = timedelta(days=7)
ROUGHLY = timedelta(days=14)  # into a time that is a guess ("in the summer"), before it is spoken of
OWN_STANDS = timedelta(days=180)  # after its day ego's promise is spoken of so long
THEIRS_STANDS = timedelta(days=365)
UNDATED = timedelta(days=21)  # what they promised without a day is given so long
ARRANGED_STANDS = timedelta(days=120)
EARLY = timedelta(days=3)  # a contact so shortly before the arranged time was it


class _Talk:
    """What two people wrote each other: each message is looked through once, however much it promises."""

    def __init__(self, exchanges: tuple[Exchange, ...]) -> None:
        self._exchanges = exchanges
        self._known: dict[str, bool] = {}

    def is_private(self, message: Exchange) -> bool:
        """Say whether a message, or anything written since, touches a sensitive matter."""
        return any(self._is_sensitive(one) for one in (message, *self._exchanges) if one.at >= message.at)

    def _is_sensitive(self, one: Exchange) -> bool:
        if one.record not in self._known:
            self._known[one.record] = is_sensitive_talk((one,))
        return self._known[one.record]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A promise with the message it stands in, and the talk that belongs to."""

    promise: Promise
    message: Exchange
    on: date
    talk: _Talk

    @property
    def is_private(self) -> bool:
        """Whether its words are nobody's business."""
        return self.talk.is_private(self.message)

    @property
    def is_egos(self) -> bool:
        """Whether ego is to do it."""
        if self.promise.kind is PromiseKind.AGAIN:
            return not self.message.outgoing
        return self.message.outgoing

    @property
    def due(self) -> Due:
        """When it was to be; a guess where nothing was said."""
        told = self.promise.due
        if told is not None and not told.is_vague:
            return told
        wait = SOME_DAYS if self.is_egos else UNDATED
        if told is not None:  # "soon", "when I'm back": half of what that may mean
            wait = max(wait, (told.last - self.on) / 2)
        return Due(first=self.on + wait, last=self.on + wait, is_rough=True, is_vague=True)


def promises(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return what was promised and is not on record since: at most one reason of each kind, the newest.

    A later message or meeting of whoever promised settles it; what was arranged for a time is settled by a contact at
    that time. Of a promise of theirs in a talk that touched a sensitive matter nothing is said; of ego's own, no words.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    found: dict[ReasonKind, Reason] = {}
    for said in _all(facts, now):
        reason = _reason(said, facts, now)
        if reason is not None and _is_near(reason, now.date()):
            found.setdefault(reason.kind, reason)
    return tuple(found.values())


def owed_promises(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return what ego promised and whose time has come."""
    today = now.date()
    return tuple(
        one
        for one in (*told_promises(facts, now), *promises(facts, now))
        if one.kind is ReasonKind.PROMISE and (one.starts or today) <= today
    )


def may_promise(own: str, at: datetime) -> bool:
    """Say whether words hold a promise at all."""
    return bool(promises_in(own, at.date()))


def _all(facts: Facts, now: datetime) -> list[_Said]:
    """Return every promise at hand, newest first."""
    messages = [
        one
        for one in newest_first(facts.exchanges)
        if one.is_personal and one.recipients <= MOST_READERS and not one.flags & Flag.LIGHT and one.at <= now
    ]
    talk = _Talk(facts.exchanges)
    return [
        _Said(promise=promise, message=one, on=one.at.astimezone(now.tzinfo).date(), talk=talk)
        for one in messages
        if age(one.at, now) <= OLDEST
        for promise in promises_in(one.own, one.at.astimezone(now.tzinfo).date())
    ]


def _reason(said: _Said, facts: Facts, now: datetime) -> Reason | None:
    if said.promise.kind is PromiseKind.OWN:
        if _kept(said, facts):
            return None
        return _own(said, facts, now) if said.is_egos else _theirs(said, facts, now)
    if facts.last is not None and facts.last.astimezone(now.tzinfo).date() >= said.due.first - EARLY:
        return None
    if said.promise.kind is PromiseKind.AGAIN and said.message.outgoing:
        return _theirs(said, facts, now)
    return _arranged(said, facts, now)


def _kept(said: _Said, facts: Facts) -> bool:
    """Say whether the one who promised did anything since, as far as the records tell."""
    last = facts.wrote_last if said.message.outgoing else _last_in(facts)
    is_later = said.due.first > said.on
    return last is not None and last > said.message.at + (SITTING if is_later else timedelta())


def _last_in(facts: Facts) -> datetime | None:
    times = [one.at for one in facts.exchanges if not one.outgoing]
    return max([*times, facts.last_in] if facts.last_in else times, default=None)


def _own(said: _Said, facts: Facts, now: datetime) -> Reason:
    due = said.due
    starts = due.first + ROUGHLY if due.is_rough and not due.is_vague else max(due.first, due.last - A_WEEK)
    late = max(now.date() - due.last, timedelta())
    text = f"You wrote to {facts.called} on {_day(said, now)}: {_words(said)} Nothing from you is on record since."
    if said.is_private:
        text = (
            f"You promised {facts.called} something on {_day(said, now)}, and nothing from you is on record since. "
            "The talk was personal: write this one yourself."
        )
    value = fading(worth.PROMISE, worth.PROMISE_OLD, elapsed=late, half=timedelta(days=60))
    what = (ReasonKind.PROMISE, TouchKind.FOLLOW_UP)
    return _made(said, facts, what, text=text, stands=(starts, due.last + OWN_STANDS), value=value)


def _theirs(said: _Said, facts: Facts, now: datetime) -> Reason | None:
    """Return a way back: never a demand, and nothing where the talk was personal or the two hardly know each other."""
    if said.is_private or facts.wrote_last is None:
        return None
    who = "You" if said.message.outgoing else facts.called
    text = f"{who} wrote on {_day(said, now)}: {_words(said)} Nothing is on record since; a light hello is a way back."
    stands = (said.due.last + A_WEEK, said.due.last + THEIRS_STANDS)
    what = (ReasonKind.THEIR_PROMISE, TouchKind.GREET)
    return _made(said, facts, what, text=text, stands=stands, value=worth.THEIR_PROMISE)


def _arranged(said: _Said, facts: Facts, now: datetime) -> Reason | None:
    if facts.wrote_last is None and not said.message.outgoing:
        return None  # somebody ego never wrote to arranges nothing
    who = "You" if said.message.outgoing else facts.called
    text = f"{who} wrote on {_day(said, now)}: {_words(said)} That time has come."
    if said.is_private:
        text = (
            f"On {_day(said, now)} you and {facts.called} arranged to be in touch again about now. "
            "The talk was personal: write this one yourself."
        )
    starts = said.due.first + (ROUGHLY if said.due.is_rough else timedelta())
    stands = (starts, said.due.last + ARRANGED_STANDS)
    what = (ReasonKind.ARRANGED, TouchKind.FOLLOW_UP)
    return _made(said, facts, what, text=text, stands=stands, value=worth.ARRANGED)


def _made(
    said: _Said,
    facts: Facts,
    what: tuple[ReasonKind, TouchKind],
    *,
    text: str,
    stands: tuple[date, date],
    value: float,
) -> Reason:
    quote = None if said.is_private else shortened(said.promise.quote, MOST_QUOTED)
    return Reason(
        person=facts.person.id,
        kind=what[0],
        key=f"promise:{said.message.record}",
        text=text,
        touch=what[1],
        channel=said.message.channel,
        on=said.on,
        starts=stands[0],
        ends=stands[1],
        worth=value,
        evidence=(said.message.evidence(quote),),
    )


def _words(said: _Said) -> str:
    words = with_ellipsis(shortened(said.promise.quote, MOST_QUOTED), said.message.own)
    return quoted(words) if words.endswith((".", "!", "…")) else f"{quoted(words)}."


def _day(said: _Said, now: datetime) -> str:
    return day(said.message.at, now.tzinfo)


def _is_near(reason: Reason, today: date) -> bool:
    has_begun = reason.starts is None or reason.starts <= today + AHEAD
    return has_begun and (reason.ends is None or today <= reason.ends)
