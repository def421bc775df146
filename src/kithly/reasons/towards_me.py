"""What somebody did towards ego on a network: congratulated, commented, named, liked, accepted, wrote."""

from __future__ import annotations

from datetime import datetime, timedelta

from kithly.history import WishKind
from kithly.reasons import worth
from kithly.reasons.facts import Facts, Told
from kithly.reasons.pages import page_key
from kithly.reasons.phrases import in_words, says
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.telling import OF_FRIENDS, in_quotes, is_settled, oldest_first, on_place, tell, told_on
from kithly.reasons.timely import is_timely
from kithly.records import Channel, GestureKind, NewsKind

ONE_ACT = timedelta(days=3)  # clicks on one thing, or within so long, are one
SAME_WISH = timedelta(days=14)  # a mail and a notice within so long are one wish
SAME_MESSAGE = timedelta(days=1)  # a message that stands in the records came about when the notice of it did

_EFFORTS = {
    NewsKind.CONGRATULATION: ("congratulated or thanked you", worth.CONGRATULATED),
    NewsKind.COMMENT: ("commented on something of yours, or that you follow", worth.COMMENTED),
    NewsKind.MENTION: ("named you", worth.COMMENTED),
}


def efforts(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return thanks for words somebody spent on ego, each once, until ego writes to them.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    found = [one for one in _open(facts, now) if one.news.kind in _EFFORTS and _is_towards_me(one)]
    return tuple(_thanks(ones, facts, now) for ones in _acts(found))


def clicks(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return the newest clicks of somebody on something of ego's: a like, a share, a follow.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    acts = _acts([one for one in _open(facts, now) if one.news.kind is NewsKind.REACTION])
    if not acts:
        return ()
    first = acts[-1][0]
    did = "followed you, or liked something of yours"
    return (
        tell(
            first,
            facts,
            now,
            kind=ReasonKind.REACTION,
            key=f"reaction:{first.record}",
            text=f"{told_on(first, now)} {facts.called} {did}{on_place(first.news)}",
            touch=TouchKind.THANK,
            worth=worth.REACTED,
            channel=_where(first),
            evidence=tuple(one.evidence() for one in acts[-1]),
        ),
    )


def accepted(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return the first hello to somebody who accepted ego's request to connect.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    told = [one for one in _open(facts, now) if one.news.kind is NewsKind.ACCEPTANCE]
    if not told:
        return ()
    first = told[0]
    unsaid = "; nothing was said yet" if facts.last is None else ""
    return (
        tell(
            first,
            facts,
            now,
            kind=ReasonKind.ACCEPTED,
            key=f"accepted:{first.news.channel}",
            text=f"{told_on(first, now)} {facts.called} accepted your invitation{on_place(first.news)}{unsaid}",
            touch=TouchKind.GREET,
            worth=worth.ACCEPTED,
            channel=_where(first),
            evidence=tuple(one.evidence() for one in told),
        ),
    )


def messaged(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return that somebody wrote to ego in a place of which no messages are read, and no answer is on record.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    told = [one for one in _open(facts, now) if one.news.kind is NewsKind.MESSAGE and not _is_read(one, facts)]
    told = [one for one in told if not says("grave", in_words(one.news.text))]
    if not told:
        return ()
    newest = told[-1]
    return (
        tell(
            newest,
            facts,
            now,
            kind=ReasonKind.MESSAGED,
            key=f"messaged:{newest.record}",
            text=f"{told_on(newest, now)} {facts.called} wrote to you{on_place(newest.news)}; no answer is on record",
            touch=TouchKind.REPLY,
            worth=worth.MESSAGED,
            channel=_where(newest),
            evidence=tuple(one.evidence() for one in reversed(told)),
        ),
    )


def asked(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return that somebody known asked to connect on a network where the two are not connected, by a notice alone.

    Args:
        facts: What is known of the person.
        now: Aware, in ego's zone.
    """
    told = [one for one in _open(facts, now) if one.news.kind is NewsKind.INVITATION]
    known = any(one.kind is GestureKind.INVITATION and not one.outgoing for one in facts.gestures)
    if not told or known or (told[0].news.channel is Channel.LINKEDIN and facts.person.connected_on is not None):
        return ()
    first = told[0]
    return (
        tell(
            first,
            facts,
            now,
            kind=ReasonKind.ASKED,
            key=f"asked:{first.news.channel}",
            text=f"{told_on(first, now)} {facts.called} asked to connect{on_place(first.news)}",
            touch=TouchKind.REPLY,
            worth=worth.ASKED,
            channel=_where(first),
            evidence=tuple(one.evidence() for one in told),
        ),
    )


def _open(facts: Facts, now: datetime) -> list[Told]:
    """Return timely news of the person that ego has not written to them since, oldest first; the wave has its own."""
    told = [one for one in facts.news if is_timely(one, now) and not one.mentions and not _is_of_wave(one, facts)]
    return [one for one in oldest_first(told) if one.at is not None and not is_settled(facts, one.at)]


def _is_of_wave(told: Told, facts: Facts) -> bool:
    """Say whether news is a wish of a wave, or tells of the same wish once more: one person is thanked once."""
    if any(told.record == one.record for one in facts.wished):
        return True
    kind = WishKind.BIRTHDAY if told.news.day else WishKind.GENERAL
    same = (one.at for one in facts.wished if one.kind is kind and told.news.kind is NewsKind.CONGRATULATION)
    return any(told.at is not None and abs(told.at - at) <= SAME_WISH for at in same)


def _is_towards_me(told: Told) -> bool:
    """Say whether a comment is one under something of ego's: networks of friends tell of those, others of any."""
    return told.news.kind is not NewsKind.COMMENT or told.news.channel in OF_FRIENDS


def _acts(told: list[Told]) -> list[list[Told]]:
    """Return what was done, several notices of one act together: one page, or one kind within some days."""
    acts: list[list[Told]] = []
    for one in told:
        last = next((act for act in reversed(acts) if _is_one_act(act[0], one)), None)
        if last is None:
            acts.append([one])
        else:
            last.append(one)
    return acts


def _is_one_act(first: Told, other: Told) -> bool:
    if first.at is None or other.at is None or first.news.kind is not other.news.kind:
        return False
    pages = {page_key(first.news.url), page_key(other.news.url)}
    return other.at - first.at <= ONE_ACT if len(pages) > 1 or "" in pages else True


def _thanks(ones: list[Told], facts: Facts, now: datetime) -> Reason:
    first = ones[0]
    did, most = _EFFORTS[first.news.kind]
    did = "wished you a happy birthday" if first.news.kind is NewsKind.CONGRATULATION and first.news.day else did
    words = next((said for one in ones if (said := in_quotes(one))), "")
    tail = f": {words}" if words else ""
    return tell(
        first,
        facts,
        now,
        kind=ReasonKind.THANKS_OWED,
        key=f"thanks:{first.record}",
        text=f"{told_on(first, now)} {facts.called} {did}{on_place(first.news)}{tail}",
        touch=TouchKind.THANK,
        worth=most,
        channel=_where(first),
        evidence=tuple(one.evidence() for one in ones),
    )


def _is_read(told: Told, facts: Facts) -> bool:
    """Say whether the message itself stands in the records."""
    at = told.at
    return at is not None and any(
        not one.outgoing and one.channel is told.news.channel and abs(one.at - at) <= SAME_MESSAGE
        for one in facts.exchanges
    )


def _where(told: Told) -> Channel | None:
    """Return the network something was done in; elsewhere any door will do."""
    return told.news.channel if told.news.channel is not Channel.WEB else None
