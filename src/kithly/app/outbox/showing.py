"""The outbox as it is shown: each message with where it stands, and the command that settles it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from kithly.app.figures import day_words
from kithly.app.loading import channel_names
from kithly.app.network import Network
from kithly.app.outbox.approving import what
from kithly.app.outbox.senders import sends_as
from kithly.app.outbox.sending import STALE
from kithly.app.outbox.settling import settle
from kithly.app.show import page_url
from kithly.app.views import NamedView, OutboxView, OutgoingView
from kithly.errors import ChannelUnavailable
from kithly.messages.outgoing import WAITS, Outgoing
from kithly.people import PersonId
from kithly.store import OutboxRow, Reading

SHOWN = 10  # settled messages that are listed

_LINES = {
    Outgoing.DRAFTED: "Your words are kept; they were not sent.",
    Outgoing.SENDING: "It is being sent.",
    Outgoing.UNKNOWN: "Nobody knows whether it went out. Look whether it arrived.",
    Outgoing.FAILED: "It did not go out.",
    Outgoing.TAKEN_BACK: "Taken back; nothing was sent.",
}


def outbox(network: Network) -> OutboxView:
    """Return the outbox, after everything was done that needs no word of the user's."""
    settle(network)
    return show_outbox(network)


def show_outbox(network: Network) -> OutboxView:
    """Return the outbox as it stands; nothing is sent or looked up."""
    with network.store.reading() as kept:
        waiting = kept.outbox.standing(WAITS)
        settled = [row for row in kept.outbox.newest(SHOWN + len(waiting)) if row.state not in WAITS][:SHOWN]
        senders = _senders(kept, network)
        return OutboxView(
            waiting=tuple(_views(kept, network, waiting)),
            settled=tuple(_views(kept, network, settled)),
            senders=senders,
        )


def _senders(kept: Reading, network: Network) -> dict[str, str]:
    """Return ego's own address or account by channel; one that cannot be loaded is told of where it is used."""
    found = {}
    for name in channel_names():
        with suppress(ChannelUnavailable):
            found[name] = sends_as(kept, network, name)
    return {name: address for name, address in found.items() if address}


def one_message(network: Network, message: str) -> OutgoingView:
    """Return one message of the outbox.

    Raises:
        NotFound: There is none.
    """
    with network.store.reading() as kept:
        return next(iter(_views(kept, network, [kept.outbox.get(message)])))


def _views(kept: Reading, network: Network, rows: Iterable[OutboxRow]) -> Iterable[OutgoingView]:
    told = list(rows)
    now_of = kept.assignments.resolver()
    people = {row.person: now_of(PersonId(row.person)) for row in told if row.person}
    names = kept.people.names(set(people.values()))
    for row in told:
        person = people.get(row.person)
        named = NamedView(id=person, name=names.get(person, row.to)) if person else None
        yield _view(network, row, named)


def _view(network: Network, row: OutboxRow, person: NamedView | None) -> OutgoingView:
    return OutgoingView(
        id=row.id,
        state=row.state,
        channel=row.channel,
        act=row.act,
        kind=row.kind,
        touch=row.touch or None,
        person=person,
        to=row.to,
        subject=row.subject,
        text=row.text,
        text_line=line_of(network, row),
        approved_at=row.approved_at,
        undo_until=row.due_at if row.state == Outgoing.APPROVED else None,
        at=row.changed_at,
        said=row.said,
        url=page_url(row.url) or None,
        change=row.change,
        next=_next(network, row),
    )


def line_of(network: Network, row: OutboxRow) -> str:
    """Return where a message stands, as a sentence."""
    if row.state == Outgoing.SENT:
        local = row.changed_at.astimezone(network.zone)
        how = f" {row.said}" if row.said else ""
        return f"Sent as {what(row.channel, row.act)} on {day_words(local.date())} at {local:%H:%M}.{how}"
    if row.state == Outgoing.APPROVED:
        return (
            "It waits for your word: its time passed while Kithly was not running."
            if _is_stale(network, row)
            else ("It goes out in a moment." if row.due_at <= network.now else _waits(network, row))
        )
    said = f" {row.said}" if row.said else ""
    return f"{_LINES[Outgoing(row.state)]}{said}"


def _waits(network: Network, row: OutboxRow) -> str:
    seconds = max(1, round((row.due_at - network.now).total_seconds()))
    return f"It goes out in {seconds} {'second' if seconds == 1 else 'seconds'}."


def _is_stale(network: Network, row: OutboxRow) -> bool:
    return row.state == Outgoing.APPROVED and network.now > row.due_at + STALE


def _next(network: Network, row: OutboxRow) -> tuple[str, ...]:
    match row.state:
        case Outgoing.UNKNOWN:
            return (f"kithly outbox sent {row.id}", f"kithly outbox again {row.id}")
        case Outgoing.DRAFTED:
            return (f"kithly send {row.touch}", f"kithly outbox back {row.id}")
        case Outgoing.FAILED:
            return (f"kithly outbox again {row.id}", f"kithly outbox back {row.id}")
        case Outgoing.APPROVED if _is_stale(network, row):
            return (f"kithly outbox again {row.id}", f"kithly outbox back {row.id}")
        case Outgoing.APPROVED:
            return (f"kithly outbox back {row.id}",)
        case _:
            return ()


def next_due(network: Network) -> datetime | None:
    """Return when the next message goes out by itself; None where none waits."""
    with network.store.reading() as kept:
        waiting = kept.outbox.standing({Outgoing.APPROVED})
    return min((row.due_at for row in waiting if not _is_stale(network, row)), default=None)


def wants_a_word(network: Network) -> int:
    """Return how many messages need the user's word: unknown, not gone out, or with their time passed."""
    with network.store.reading() as kept:
        waiting = kept.outbox.standing(WAITS)
    return sum(row.state in {Outgoing.UNKNOWN, Outgoing.FAILED} or _is_stale(network, row) for row in waiting)
