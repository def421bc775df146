"""Giving a message up, once: claimed in the database before a connection is opened, and told what became of it.

Whoever sends holds the lock of the message as long as it lives. The claim is a compare-and-set on the row, so of two
processes, two tabs, a scheduler and the user, one sends.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex

from kithly.app.network import Network
from kithly.app.outbox.approving import leave_in_peace
from kithly.app.outbox.counting import count_contact
from kithly.app.outbox.senders import open_channel
from kithly.channels.channel import Channel, KeepsCopies, Receipt
from kithly.errors import KithlyError, NobodyThere, StoreBusy, Unsure
from kithly.messages import Act, Approved, Envelope, approved_before
from kithly.messages.outgoing import Happened, Outgoing, after
from kithly.people import PersonId
from kithly.store import OutboxRow

STALE = timedelta(hours=1)  # so long after its time a message still goes out by itself; then the user is asked
CLAIM_BYTES = 8
STOPPED = "Kithly was stopped while it was being sent."


def due(network: Network) -> tuple[OutboxRow, ...]:
    """Return the messages whose time to be taken back is over, and not for long."""
    with network.store.reading() as kept:
        waiting = kept.outbox.standing({Outgoing.APPROVED})
    return tuple(row for row in waiting if row.due_at <= network.now <= row.due_at + STALE)


def send_due(network: Network) -> tuple[OutboxRow, ...]:
    """Send what is due, each once whoever else is at it; return how each stands now."""
    return tuple(send_one(network, row.id) for row in due(network))


def send_one(network: Network, message: str) -> OutboxRow:
    """Send one approved message now; what stands elsewhere, or is being sent by somebody else, is left alone.

    Returns:
        The message as it stands afterwards.

    Raises:
        NotFound: There is no such message.
    """
    row = _read(network, message)
    if row.state != Outgoing.APPROVED:
        return row
    try:
        with network.store.sending_lock(row.id):
            claimed = _claimed(network, row)
            if claimed is None:  # somebody was quicker
                return _read(network, row.id)
            ended, channel = _given_up(network, claimed)
    except StoreBusy:
        return _read(network, row.id)
    if ended.state == Outgoing.SENT:
        count_contact(network, ended)
        _keep_copy(channel, ended)
    return _read(network, row.id)


def as_approved(row: OutboxRow) -> Approved:
    """Return a message of the outbox as its channel takes it."""
    envelope = Envelope(
        kind=row.kind,
        channel=row.channel,
        to=row.to,
        subject=row.subject,
        act=Act(row.act),
        id=row.message_id,
        sender=row.sender,
        sender_name=row.sender_name,
        in_reply_to=row.in_reply_to,
        references=row.references,
        target=row.target,
    )
    is_kept = row.state not in {Outgoing.DRAFTED, Outgoing.TAKEN_BACK}
    return approved_before(row.text, envelope, allowed_favour=row.allowed_favour, kept=is_kept)


def _claimed(network: Network, row: OutboxRow) -> OutboxRow | None:
    """Keep that a connection is about to be opened; from here on a crash leaves it unknown. None: somebody else did."""
    led = after(Outgoing(row.state), Happened.OPENED)
    claim = token_hex(CLAIM_BYTES)
    with network.store.transaction() as tx:
        if led is None or not tx.outbox.move(row, led, network.now, claim=claim, tries=row.tries + 1, said=""):
            return None
        return tx.outbox.get(row.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """What became of giving it up.

    Attributes:
        happened: In the words of the states.
        said: What the other side said.
        url: Where it can be seen.
        bounced: Whether nobody is at the address.
    """

    happened: Happened
    said: str = ""
    url: str = ""
    bounced: bool = False


def _given_up(network: Network, row: OutboxRow) -> tuple[OutboxRow, Channel | None]:
    """Send, and keep what became of it, whatever that is."""
    channel: Channel | None = None
    try:
        _still_wanted(network, row)
        channel = open_channel(network, row)
        outcome = _took(channel.send(as_approved(row)))
    except KithlyError as error:
        outcome = _not_taken(error)
    except BaseException:  # the user stops it, or a fault of our own: nobody knows how far it was
        _keep(network, row, _Outcome(happened=Happened.LOST, said=STOPPED))
        raise
    return _keep(network, row, outcome), channel


def _still_wanted(network: Network, row: OutboxRow) -> None:
    """Refuse whom the user wants to leave alone since they approved it, whoever that person is by now.

    Raises:
        Refused: They died, or are to be left alone.
    """
    with network.store.reading() as kept:
        known = kept.people.get(kept.assignments.resolve(PersonId(row.person))) if row.person else None
    if known is not None:
        leave_in_peace(known.person, row.channel)


def _took(receipt: Receipt) -> _Outcome:
    return _Outcome(happened=Happened.TOOK, url=receipt.url)


def _not_taken(error: KithlyError) -> _Outcome:
    if isinstance(error, Unsure):
        return _Outcome(happened=Happened.LOST, said=str(error))
    said = f"{error} {error.hint}".strip() if not isinstance(error, NobodyThere) else str(error)
    return _Outcome(happened=Happened.REFUSED, said=said, bounced=isinstance(error, NobodyThere))


def _keep(network: Network, row: OutboxRow, outcome: _Outcome) -> OutboxRow:
    led = after(Outgoing(row.state), outcome.happened)
    with network.store.transaction() as tx:
        if led is not None:
            tx.outbox.move(row, led, network.now, said=outcome.said, url=outcome.url, bounced=outcome.bounced)
        return tx.outbox.get(row.id)


def _keep_copy(channel: Channel | None, row: OutboxRow) -> None:
    """Put a copy among what was sent; it was sent, whatever becomes of the copy."""
    if isinstance(channel, KeepsCopies):
        with _let_be():
            channel.keep_copy(as_approved(row))


@contextmanager
def _let_be() -> Iterator[None]:
    try:
        yield
    except KithlyError:
        return


def _read(network: Network, message: str) -> OutboxRow:
    with network.store.reading() as kept:
        return kept.outbox.get(message)
