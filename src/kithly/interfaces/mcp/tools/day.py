"""Tools about the day: its hellos, what is owed, what people share, a talk ahead, what goes out."""

from __future__ import annotations

from kithly.app.derived.me import show_me
from kithly.app.feeding.feed import feed
from kithly.app.network import Network
from kithly.app.outbox.showing import outbox
from kithly.app.talks.preparing import prepare_talk
from kithly.app.today.day import today
from kithly.app.today.inbox import inbox
from kithly.app.views import FeedItemView, OwedView, ReasonView, TouchView
from kithly.interfaces.mcp import small
from kithly.interfaces.mcp.answers import Day, Debt, Fact, Feed, Hello, Inbox, Me, Messages, Shared, Talk
from kithly.interfaces.mcp.asked import Limit, Who
from kithly.interfaces.mcp.foreign import name, told

FEW = 5  # of a kind on the page before a talk
SETTLED = 5  # messages that went out, told


def read_today(network: Network) -> Day:
    """Read today's few hellos: to whom, why now with the records, how long it was quiet. draft writes the words."""
    view = today(network, drafts=False)
    return Day(
        date=view.date.isoformat(),
        minutes=view.minutes.budget,
        hellos=tuple(_hello(one) for one in view.touches),
        closing=view.closing,
        notes=tuple(told(one.text) for one in view.notes),
    )


def _hello(one: TouchView) -> Hello:
    return Hello(
        id=one.id,
        person=small.person(one.person),
        kind=one.kind,
        reason=small.reason(one.reason),
        channel=one.channel,
        minutes=one.minutes,
        quiet=one.quiet,
        has_draft=one.why_no_draft is None,
    )


def read_inbox(network: Network) -> Inbox:
    """Read what the user owes: replies, thanks and follow-ups of the last 60 days, at most ten."""
    view = inbox(network)
    return Inbox(owed=tuple(_debt(one) for one in view.owed), older=view.older)


def _debt(one: OwedView) -> Debt:
    proof = next(iter(one.evidence), None)
    return Debt(
        id=one.touch,
        kind=one.kind,
        person=small.person(one.person),
        since=small.instant(one.since) or "",
        quote=small.quote(proof) if proof else None,
    )


def read_feed(network: Network, *, limit: Limit = 10) -> Feed:
    """Read what the user's people share and publish, the newest and most fitting first."""
    view = feed(network, limit=limit, counts_as_shown=False)
    return Feed(items=tuple(_shared(one) for one in view.items), total=view.total)


def _shared(one: FeedItemView) -> Shared:
    return Shared(
        id=one.id,
        person=small.person(one.person) if one.person else None,
        kind=one.kind,
        at=small.instant(one.at),
        said_by_others=told(" ".join(part for part in (one.title, one.text) if part)),
        reason=told(one.reason.text) if one.reason else "",
    )


def prepare(network: Network, *, who: Who) -> Talk:
    """Read the page before a talk: the last one, promises of both, what they look for, what the user could offer."""
    view = prepare_talk(network, who)
    return Talk(
        person=small.person(view.person),
        who=told(view.who, 120),
        meeting=told(view.meeting.text) if view.meeting else "",
        last="" if view.personal or view.last is None else told(view.last.topic),
        owed=_facts(view.owed),
        theirs=_facts(view.theirs),
        looks_for=told(view.looks_for),
        offers=told(view.offers),
        could_offer=_facts(view.offer),
        you_look_for=told(view.yours),
        notes=tuple(told(one.text) for one in view.notes[:FEW]),
    )


def _facts(reasons: tuple[ReasonView, ...]) -> tuple[Fact, ...]:
    return tuple(Fact(text=told(one.text), records=small.records(one.evidence)) for one in reasons[:FEW])


def read_outbox(network: Network) -> Messages:
    """Read what is on its way and what went out last, a line each. An assistant can neither send nor stop anything."""
    view = outbox(network)
    return Messages(
        waiting=tuple(told(one.text_line) for one in view.waiting),
        settled=tuple(told(one.text_line) for one in view.settled[:SETTLED]),
    )


def who_i_am(network: Network) -> Me:
    """Read who the user is: name, work, interests, time zone."""
    view = show_me(network)
    return Me(
        name=name(view.name),
        position=name(view.position),
        now=told(view.now),
        interests=told(view.interests),
        timezone=view.timezone,
    )
