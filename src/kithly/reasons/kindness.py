"""What somebody did for ego in a message, and no thanks are on record: an answer, an introduction, praise, a wish."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from kithly.history import (
    ONE_READER,
    Exchange,
    Readers,
    introduction_in,
    is_sensitive,
    newest_first,
    pieces,
    quotable,
    shortened,
    wish_in,
    with_ellipsis,
)
from kithly.reasons import worth
from kithly.reasons.facts import Facts
from kithly.reasons.phrases import in_words, says
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.strangers import is_known, sells
from kithly.reasons.wanted import Want, wanted, wanted_in
from kithly.reasons.wording import MOST_QUOTED, age, day, quoted
from kithly.records import Flag

TABLE = "kindness"
STANDS = timedelta(days=60)
ANSWERED_WITHIN = timedelta(days=30)  # an answer that came later is thanked for as a late one
FEWEST_WORDS = 6  # of an answer that is worth thanks: fewer say yes, or ten o'clock
IN_PUBLIC = Readers(is_open=True)
MOST_TEXT = 3_000  # letters that are looked through


class Kindness(StrEnum):
    """What was done, what costs most first."""

    INTRODUCED = "introduced"
    RECOMMENDED = "recommended"
    REVIEWED = "reviewed"
    HELPED = "helped"
    CONGRATULATED = "congratulated"
    PRAISED = "praised"


WORTH = {
    Kindness.INTRODUCED: worth.RECOMMENDATION,
    Kindness.RECOMMENDED: worth.RECOMMENDATION,
    Kindness.REVIEWED: worth.HELPED,
    Kindness.HELPED: worth.HELPED,
    Kindness.CONGRATULATED: worth.CONGRATULATED,
    Kindness.PRAISED: worth.COMMENTED,
}
_DID = {
    Kindness.INTRODUCED: "introduced you to somebody",
    Kindness.RECOMMENDED: "spoke for you",
    Kindness.REVIEWED: "read something of yours",
    Kindness.HELPED: "answered what you had asked",
    Kindness.CONGRATULATED: "wished you well",
    Kindness.PRAISED: "praised something of yours",
}


def kindnesses(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return the thanks for what somebody did in their messages since ego last wrote to them: at most one.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    done = [(kind, one) for one in _since(facts, now) if (kind := kindness_of(one, facts)) is not None]
    if not done:
        return ()
    order = list(Kindness)
    kind, message = min(done, key=lambda pair: (order.index(pair[0]), -pair[1].at.timestamp(), pair[1].record))
    return (_reason(kind, message, facts, now),)


def kindness_of(message: Exchange, facts: Facts) -> Kindness | None:
    """Return what a message of theirs did for ego; None for nothing, or where it asks for an answer first."""
    if wanted_in(message) is not None:
        return None
    told = next((kind for kind, says_so in _SIGNS if says_so(message)), None)
    if told is None or is_sensitive(message.own):
        return Kindness.HELPED if _helps(message, facts) else None
    is_sold = not is_known(facts) and sells(f"{message.subject}\n{message.own}")
    return None if is_sold or (message.flags & Flag.LIST and not message.answers) else told


def _since(facts: Facts, now: datetime) -> list[Exchange]:
    """Return their messages since ego last wrote to them or met them, newest first."""
    last = facts.wrote_last
    return [
        one
        for one in newest_first(facts.exchanges)
        if not one.outgoing and one.is_to_few and not one.flags & Flag.LIGHT and not one.readers.is_copied
        if (last is None or one.at > last) and one.at <= now and age(one.at, now) <= STANDS
    ]


def kindness_in(own: str) -> Kindness:
    """Return which kindness words tell of by themselves; an answer that helped where they tell of none."""
    if _wish(own):
        return Kindness.CONGRATULATED
    told = (Kindness.RECOMMENDED, Kindness.REVIEWED, Kindness.PRAISED)
    return next((kind for kind in told if _sentence(kind.value, own)), Kindness.HELPED)


def _sentence(section: str, own: str) -> str:
    """Return the first sentence that holds a phrase of the table; empty for none."""
    found = (one for one in pieces(own[:MOST_TEXT]) if "?" not in one)
    return next((one for one in found if says(TABLE, in_words(one), section)), "")


def _introduction(message: Exchange) -> str:
    names = message.readers.others | message.readers.ego
    return introduction_in(message.subject, message.own, names) if message.recipients > 1 else ""


def _wish(own: str) -> str:
    said = wish_in(own)
    if said and says("asking", in_words(said[1]), "thanked"):
        return ""  # they thank for good wishes, and wish nothing
    return said[1] if said else _sentence("wished", own)


_SIGNS: tuple[tuple[Kindness, Callable[[Exchange], str]], ...] = (
    (Kindness.INTRODUCED, _introduction),
    (Kindness.RECOMMENDED, lambda message: _sentence("recommended", message.own)),
    (Kindness.REVIEWED, lambda message: _sentence("reviewed", message.own)),
    (Kindness.CONGRATULATED, lambda message: _wish(message.own)),
    (Kindness.PRAISED, lambda message: _sentence("praised", message.own)),
)


def _helps(answer: Exchange, facts: Facts) -> bool:
    """Say whether a message gives ego what ego had asked for, with substance."""
    words = in_words(answer.own)
    if len(words.split()) < FEWEST_WORDS or says(TABLE, words, "unhelpful") or says(TABLE, words, "taken"):
        return False
    if answer.flags & Flag.LIST:
        return _asks_for_help(answer.answers, IN_PUBLIC)
    before = (one for one in newest_first(facts.exchanges) if one.at < answer.at)
    asked = next((one for one in before if one.outgoing and not one.flags & Flag.LIGHT), None)
    if asked is None or answer.at - asked.at > ANSWERED_WITHIN or not _asks_for_help(asked.own):
        return False
    return not (asked.thread and answer.thread) or asked.thread == answer.thread


def _asks_for_help(own: str, readers: Readers = ONE_READER) -> bool:
    found = wanted(own, readers)
    if found is None or found.want not in {Want.QUESTION, Want.REQUEST, Want.VIEW}:
        return False
    return not says(TABLE, in_words(found.words), "offers")


def _reason(kind: Kindness, message: Exchange, facts: Facts, now: datetime) -> Reason:
    sign = next((says_so for one, says_so in _SIGNS if one is kind), None)
    words = sign(message) if sign else ""
    quote = shortened(words, MOST_QUOTED) if words else quotable(message.own, MOST_QUOTED)
    quote = "" if is_sensitive(message.own) else quote
    told = f": {quoted(with_ellipsis(quote, message.own))}" if quote else "."
    text = f"On {day(message.at, now.tzinfo)} {facts.called} {_DID[kind]}, and no thanks are on record{told}"
    on = message.at.astimezone(now.tzinfo).date()
    return Reason(
        person=facts.person.id,
        kind=ReasonKind.THANKS_OWED,
        key=f"thanks:{message.record}",
        text=text,
        touch=TouchKind.THANK,
        channel=message.channel,
        on=on,
        starts=on,
        ends=on + STANDS,
        worth=WORTH[kind],
        evidence=(message.evidence(quote or None),),
    )
