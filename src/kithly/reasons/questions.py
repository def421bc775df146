"""Somebody asked, and nothing was answered: a debt for 60 days, a warm reason for ever after."""

from __future__ import annotations

from datetime import datetime, timedelta

from kithly.history import Exchange, best_sentence, is_sensitive, newest_first, sentences, shortened, with_ellipsis
from kithly.history.lexicon import folded, holds
from kithly.reasons import worth
from kithly.reasons.facts import Facts
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.strangers import claims_nothing, is_known
from kithly.reasons.wanted import Want, wanted_in
from kithly.reasons.wording import MOST_QUOTED, age, day, fading, quoted

DEBT = timedelta(days=60)
DID = {
    Want.QUESTION: "asked you something",
    Want.REQUEST: "asked you for something",
    Want.REVIEW: "sent you something to look through",
    Want.TIMES: "proposed a time",
    Want.VIEW: "asked for your view",
    Want.AGAIN: "came back to something",
}
LONG_SILENCE = timedelta(days=365)  # from here an answer is a reconnection


def unanswered_questions(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return the open question of a person, as a debt or as a warm reason.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    asked = open_question(facts, now)
    if asked is None or claims_nothing(asked, facts):
        return ()
    is_debt = age(asked.at, now) <= DEBT
    found = wanted_in(asked)
    words = _quote(found.words, asked.own) if found else ""
    text = f"{facts.called} {DID[found.want if found else Want.QUESTION]} on {day(asked.at, now.tzinfo)}"
    text += ", and no answer is on record" + (f": {quoted(with_ellipsis(words, asked.own))}" if words else ".")
    return (
        Reason(
            person=facts.person.id,
            kind=ReasonKind.REPLY_OWED if is_debt else ReasonKind.UNANSWERED,
            key=f"question:{asked.record}",
            text=text,
            touch=TouchKind.RECONNECT if age(asked.at, now) > LONG_SILENCE else TouchKind.REPLY,
            channel=asked.channel,
            on=asked.at.astimezone(now.tzinfo).date(),
            worth=_worth(asked, facts, now),
            evidence=(asked.evidence(words or None),),
        ),
    )


def open_question(facts: Facts, now: datetime) -> Exchange | None:
    """Return the newest message that wants an answer and after which ego neither wrote nor met them.

    Not one its author took back since, nor one that was answered in its thread.
    """
    answered = facts.wrote_last
    for exchange in newest_first(facts.exchanges):
        if exchange.outgoing or exchange.at > now or not exchange.is_to_few:
            continue
        if answered is not None and exchange.at <= answered:
            return None
        if wanted_in(exchange) is not None:
            return None if exchange.record in facts.answered else exchange
        if holds(folded(exchange.own), "settled"):
            return None
    return None


def _quote(words: str, own: str) -> str:
    """Return the exact words that want an answer, up to the question mark; empty if they are private."""
    if is_sensitive(own):
        return ""
    return shortened(words[: words.rindex("?") + 1] if "?" in words else words, MOST_QUOTED)


def question_in(own: str) -> str:
    """Return the exact words of the question in a text, at most `MOST_QUOTED` letters; empty if they are private."""
    if is_sensitive(own):
        return ""
    asked = [one[: one.rindex("?") + 1] for one in sentences(own) if "?" in one and "://" not in one]
    best = max(asked, key=len, default="") or best_sentence(own)
    return shortened(best, MOST_QUOTED)


def _worth(asked: Exchange, facts: Facts, now: datetime) -> float:
    elapsed = age(asked.at, now)
    if elapsed <= DEBT:
        value = fading(worth.REPLY_OWED, worth.REPLY_OWED_OLD, elapsed=elapsed, half=DEBT / 2)
    else:
        value = fading(worth.UNANSWERED, worth.UNANSWERED_OLD, elapsed=elapsed - DEBT, half=LONG_SILENCE * 2)
    return value if is_known(facts) else round(value * worth.STRANGER, 4)
