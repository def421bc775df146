"""What one side said or did, on which a reason rests: a promise, an answer, a wish, a comment, a click."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from kithly.app.show import CHANNELS
from kithly.history import Exchange, WishKind, shortened, wish_in, with_ellipsis
from kithly.messages import Sign, SignKind
from kithly.reasons import Facts, OwnWord, PastGesture, Reason, ReasonKind, Told, Wished, WordKind, exact_words
from kithly.reasons.kindness import Kindness, kindness_of
from kithly.records import Channel, Evidence, NewsKind

IN_TALK: Mapping[ReasonKind, SignKind] = {
    ReasonKind.PROMISE: SignKind.PROMISE,
    ReasonKind.ARRANGED: SignKind.ARRANGED,
    ReasonKind.LATE_ANSWER: SignKind.ANSWER,
}
"""What stands in a message; a promise of theirs is none of it: it is never brought up."""
OF_NEWS: Mapping[NewsKind, SignKind] = {
    NewsKind.CONGRATULATION: SignKind.CONGRATULATION,
    NewsKind.COMMENT: SignKind.COMMENT,
    NewsKind.MENTION: SignKind.MENTION,
    NewsKind.REACTION: SignKind.CLICK,
    NewsKind.ACCEPTANCE: SignKind.ACCEPTED,
    NewsKind.INVITATION: SignKind.ASKED,
}
OF_WISH: Mapping[WishKind, SignKind] = {
    WishKind.BIRTHDAY: SignKind.BIRTHDAY,
    WishKind.GENERAL: SignKind.CONGRATULATION,
    WishKind.POST: SignKind.UNDER_POST,
}
MOST_QUOTED = 100  # letters
Known = TypeVar("Known", Exchange, Wished, Told, PastGesture, OwnWord)
OF_KINDNESS: Mapping[Kindness, SignKind] = {
    Kindness.HELPED: SignKind.ANSWER,
    Kindness.CONGRATULATED: SignKind.CONGRATULATION,
}
TOWARDS_EGO = frozenset(
    {ReasonKind.THANKS_OWED, ReasonKind.REACTION, ReasonKind.ACCEPTED, ReasonKind.ASKED, ReasonKind.INVITATION}
)


def sign_of(facts: Facts, reason: Reason | None) -> Sign | None:
    """Return what one side said or did, on which a reason rests; None where it rests on anything else.

    Args:
        facts: What is known of the person.
        reason: Why now.
    """
    return next(_signs(facts, reason), None) if reason is not None else None


def _signs(facts: Facts, reason: Reason) -> Iterator[Sign]:
    if reason.kind in IN_TALK:
        yield from (_noted(one, proof) for one, proof in _of(facts.words, reason) if one.kind is WordKind.PROMISED)
        yield from (_in_talk(one, IN_TALK[reason.kind], proof) for one, proof in _of(facts.exchanges, reason))
    elif reason.kind is ReasonKind.WAVE:
        yield from (_wish(one, proof) for one, proof in _of(facts.wished, reason))
    elif reason.kind in TOWARDS_EGO:
        yield from (_kind_message(one, proof, facts) for one, proof in _of(facts.exchanges, reason))
        yield from (_told(one) for one, _ in _of(facts.news, reason) if one.news.kind in OF_NEWS)
    if reason.kind is ReasonKind.INVITATION:
        yield from (_invitation(one, proof) for one, proof in _of(facts.gestures, reason))


def _of(facts: tuple[Known, ...], reason: Reason) -> Iterator[tuple[Known, Evidence]]:
    """Yield the facts that prove a reason, each with its proof, in the order of the proof."""
    kept = {one.record: one for one in facts}
    return ((kept[proof.record], proof) for proof in reason.evidence if proof.record in kept)


def _in_talk(one: Exchange, kind: SignKind, proof: Evidence) -> Sign:
    words = with_ellipsis(proof.quote, one.own) if proof.quote else ""
    return Sign(kind=kind, evidence=proof, words=words, outgoing=one.outgoing, place=_called(one.channel))


def _kind_message(one: Exchange, proof: Evidence, facts: Facts) -> Sign:
    """Return a message for which thanks are owed, by what it did."""
    did = kindness_of(one, facts)
    wish = wish_in(one.own) if did is Kindness.CONGRATULATED else None
    if wish is not None:
        return _in_talk(one, OF_WISH[wish[0]], proof)
    return _in_talk(one, OF_KINDNESS.get(did, SignKind.KINDNESS) if did else SignKind.KINDNESS, proof)


def _noted(one: OwnWord, proof: Evidence) -> Sign:
    """Return what ego promised in a talk, as the user noted it."""
    words = shortened(one.about, MOST_QUOTED)
    return Sign(
        kind=SignKind.PROMISE_TOLD,
        evidence=replace(proof, quote=words or None),
        words=with_ellipsis(words, one.about) if words else "",
        outgoing=True,
    )


def _wish(one: Wished, proof: Evidence) -> Sign:
    words = with_ellipsis(proof.quote, one.quote) if proof.quote else ""
    return Sign(kind=OF_WISH[one.kind], evidence=proof, words=words, place=_called(one.channel))


def _told(one: Told) -> Sign:
    kind = OF_NEWS[one.news.kind]
    if kind is SignKind.CONGRATULATION and one.news.day:
        kind = SignKind.BIRTHDAY
    words = exact_words(one)
    evidence = one.evidence(words or None)
    quote = with_ellipsis(words, one.news.text) if words else ""
    return Sign(kind=kind, evidence=evidence, words=quote, place=_called(one.news.channel))


def _invitation(one: PastGesture, proof: Evidence) -> Sign:
    return Sign(kind=SignKind.ASKED, evidence=proof, place=_called(one.channel))


def _called(channel: Channel) -> str:
    return CHANNELS.get(channel, "") if channel is not Channel.MAIL else ""
