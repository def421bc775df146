"""What became of messages nobody knows of: found among what was sent, else asked about."""

from __future__ import annotations

from datetime import datetime

from kithly.app.network import Network
from kithly.app.outbox.counting import count_contacts
from kithly.app.outbox.senders import open_channel
from kithly.app.outbox.sending import as_approved, send_due, send_one
from kithly.errors import KithlyError, StoreBusy
from kithly.messages.outgoing import Happened, Outgoing, after
from kithly.store import OutboxRow

ENDED = "Kithly ended while it was being sent, before the other side said whether it took it."


def settle(network: Network) -> tuple[OutboxRow, ...]:
    """Do all that can be done without the user: send what is due, find out about what nobody knows of.

    Called by whoever looks at the outbox, by every sync and by a server now and then; twice at once does no harm.

    Returns:
        What was due, as it stands now.
    """
    recover(network)
    sent = send_due(network)
    with network.store.reading() as kept:
        unknown = kept.outbox.standing({Outgoing.UNKNOWN})
    for row in unknown:
        look_for(network, row)
    count_contacts(network)
    return sent


def send_and_look(network: Network, message: str) -> OutboxRow:
    """Send one approved message now; where nobody knows what became of it, look for it at once.

    Raises:
        NotFound: There is no such message.
    """
    row = send_one(network, message)
    if not look_for(network, row):
        return row
    count_contacts(network)
    with network.store.reading() as kept:
        return kept.outbox.get(row.id)


def recover(network: Network) -> None:
    """Let what is being sent by nobody any more be unknown."""
    with network.store.reading() as kept:
        sending = kept.outbox.standing({Outgoing.SENDING})
    for row in sending:
        try:
            with network.store.sending_lock(row.id):
                _happened(network, row, Happened.LOST, said=ENDED)
        except StoreBusy:
            continue  # its sender lives


def look_for(network: Network, row: OutboxRow) -> bool:
    """Look for an unknown message where sent things stand; say whether it was found."""
    if row.state != Outgoing.UNKNOWN:
        return False
    try:
        found = open_channel(network, row).find(as_approved(row), since=row.approved_at)
    except KithlyError:
        return False  # it could not be looked up now: it stays unknown
    return bool(found) and _happened(network, row, Happened.FOUND, said="It stands among what you sent.")


def _happened(network: Network, row: OutboxRow, happened: Happened, *, said: str, at: datetime | None = None) -> bool:
    led = after(Outgoing(row.state), happened)
    with network.store.transaction() as tx:
        return led is not None and tx.outbox.move(row, led, at or network.now, said=said)
