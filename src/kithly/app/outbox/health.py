"""Whether the outbox needs the user, and whether what sends still can."""

from __future__ import annotations

from dataclasses import dataclass

from kithly.app.accounts.outgoing import MAIL, mailbox_secret, own_addresses
from kithly.app.accounts.publisher import Publisher, publishers, publishing_secret
from kithly.app.network import Network
from kithly.app.outbox.senders import PURPOSE, SET_UP, mailbox_of
from kithly.app.outbox.sending import STALE
from kithly.errors import KithlyError
from kithly.messages.outgoing import Outgoing

LOOK = "kithly outbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxHealth:
    """How the outbox is.

    Attributes:
        is_well: Whether it needs nobody.
        text: One sentence.
        next: What to do; empty for nothing.
    """

    is_well: bool
    text: str
    next: str = ""


def outbox_health(network: Network) -> OutboxHealth | None:
    """Return how the outbox is; None where nothing was ever sent or set up. No connection is made."""
    with network.store.reading() as kept:
        mailbox = mailbox_of(kept, MAIL)
        unknown = kept.outbox.standing({Outgoing.UNKNOWN, Outgoing.FAILED})
        waiting = kept.outbox.standing({Outgoing.APPROVED})
        own, is_used, known = own_addresses(kept), bool(kept.outbox.newest(1)), publishers(kept)
    stale = [row for row in waiting if network.now > row.due_at + STALE]
    count = len(unknown) + len(stale)
    if count:
        said = "1 message waits" if count == 1 else f"{count} messages wait"
        return OutboxHealth(is_well=False, text=f"{said} in the outbox for your word.", next=LOOK)
    closed = _closed(network, known)
    if closed is not None:
        return closed
    if mailbox is None:
        return OutboxHealth(is_well=True, text="Nothing waits in the outbox.") if is_used or known else None
    if mailbox.address.lower() not in own:
        said = f"{mailbox.address} sends, and is not known to be your own address any more."
        return OutboxHealth(is_well=False, text=said, next=f"kithly me --set address={mailbox.address}")
    try:
        mailbox_secret(network, mailbox, PURPOSE)
    except KithlyError as error:
        return OutboxHealth(is_well=False, text=str(error), next=error.hint or SET_UP)
    return OutboxHealth(is_well=True, text=f"Kithly sends mail as {mailbox.address}; nothing waits for your word.")


def _closed(network: Network, known: tuple[Publisher, ...]) -> OutboxHealth | None:
    """Return which account cannot publish any more, as its token is not at hand; None for none."""
    for one in known:
        try:
            publishing_secret(network, one)
        except KithlyError as error:
            return OutboxHealth(is_well=False, text=str(error), next=error.hint)
    return None
