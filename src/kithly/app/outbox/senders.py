"""By which of the user's own accounts something goes out: found by the name of its channel, opened with its secret."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kithly.app.accounts.outgoing import Mailbox, Purpose, mailbox_from, mailbox_secret
from kithly.app.accounts.publisher import SET_UP as PUBLISH_SET_UP
from kithly.app.accounts.publisher import publisher_of, publishing_secret
from kithly.app.accounts.rows import account_of, secret_of
from kithly.app.drafts.doors import WRITTEN_FOR
from kithly.app.network import Network
from kithly.channels.channel import Box, Channel, Opener, Sender
from kithly.errors import Refused, SourceError
from kithly.sources import Account
from kithly.sources.imap.folders import SENT, chosen_folders
from kithly.store import AccountRow, OutboxRow, Reading
from kithly.transport.imap import Folder, Place

OUTBOX = "outbox"  # kind of the decisions about what sends; their subject is the name of a channel
SET_UP = "kithly outbox set-up"
PURPOSE = Purpose(secret="outbox-mail", set_up=SET_UP, again="kithly outbox")  # noqa: S106 - the name it is kept under


def channel_of_door(door: str) -> str:
    """Return the name of the channel behind a door."""
    return WRITTEN_FOR.get(door, door)


def opener_of(network: Network, channel: str) -> Opener | None:
    """Return what opens a channel; None where Kithly does not send by it."""
    return network.channel(channel)


def mailbox_of(kept: Reading, channel: str) -> Mailbox | None:
    """Return the mailbox that was set up to send by a channel; None for none."""
    told: list[dict[str, Any] | None] = [one.value for one in kept.decisions.all(OUTBOX) if one.subject == channel]
    value = told[-1] if told else None
    return None if value is None else mailbox_from(value)


def sends_as(kept: Reading, network: Network, channel: str) -> str:
    """Return the user's own address or account that sends by a channel; empty where none does."""
    opener = opener_of(network, channel)
    if opener is None:
        return ""
    if not opener.accounts:
        known = mailbox_of(kept, channel)
        return known.address if known else ""
    publisher = publisher_of(kept, opener.accounts)
    return publisher.address if publisher else ""


def set_up_of(network: Network, channel: str) -> str:
    """Return the command that sets up what sends by a channel."""
    opener = opener_of(network, channel)
    if opener is None or not opener.accounts:
        return SET_UP
    return PUBLISH_SET_UP.format("@you@mastodon.example" if channel == "mastodon" else "you.bsky.social")


def open_channel(network: Network, row: OutboxRow) -> Channel:
    """Return the channel by which a message goes out. No connection is made.

    Raises:
        ChannelError: The account is not there any more, or its password is not at hand.
    """
    opener = opener_of(network, row.channel)
    if opener is None:
        raise Refused(row.channel, f"Kithly does not send by {row.channel}.", hint="Hand it over instead.")
    if opener.accounts:
        return opener.open(_publishing_sender(network, row, opener.accounts))
    with network.store.reading() as kept:
        mailbox, rows = mailbox_of(kept, row.channel), _accounts(kept, "imap")
    same = [one for one in rows if account_of(one).address.lower() == row.sender.lower()]
    return opener.open(_mail_sender(network, row, mailbox, same))


def _mail_sender(network: Network, row: OutboxRow, mailbox: Mailbox | None, read: Sequence[AccountRow]) -> Sender:
    if mailbox is None or mailbox.address.lower() != row.sender.lower():
        raise _gone(row)
    return Sender(
        address=mailbox.address,
        at=network.now,
        user=mailbox.user,
        secret=mailbox_secret(network, mailbox, PURPOSE),
        place=mailbox.place,
        box=_box(network, read[0]) if read else None,
        patience=network.settings.patience_seconds,
    )


def _publishing_sender(network: Network, row: OutboxRow, kind: str) -> Sender:
    with network.store.reading() as kept:
        known = publisher_of(kept, kind)
    if known is None or known.address.lower() != row.sender.lower():
        raise Refused(
            row.channel, f"{row.sender} is not set up to publish any more.", hint=PUBLISH_SET_UP.format(row.sender)
        )
    return Sender(
        address=known.address,
        at=network.now,
        user=known.identity.partition(":")[2],
        secret=publishing_secret(network, known),
        patience=network.settings.patience_seconds,
        settings={"host": known.host, "port": str(known.port), "security": known.security},
    )


def _box(network: Network, account: AccountRow) -> Box | None:
    """Return the mailbox where sent mail stands, of an account that is read; None where it does not open now."""
    known = account_of(account)
    try:
        secret = secret_of(network, account)
    except SourceError:
        return None
    return Box(place=place_of_box(known), user=known.login, secret=secret, sent=_sent)


def place_of_box(known: Account) -> Place:
    """Return where the server of a mailbox lies that is read."""
    return Place(
        source=known.kind,
        at=known.address,
        host=known.host,
        port=known.port,
        security=known.security,
        is_named=bool(known.settings.get("named")),
    )


def _sent(folders: Sequence[Folder]) -> Sequence[str]:
    return [one.name for one in chosen_folders(folders, SENT)]


def _accounts(kept: Reading, kind: str) -> list[AccountRow]:
    return [row for row in kept.accounts.all() if row.kind == kind]


def _gone(row: OutboxRow) -> Refused:
    return Refused(row.channel, f"{row.sender} is not set up to send any more.", hint=SET_UP)
