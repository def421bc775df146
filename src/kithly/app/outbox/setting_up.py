"""Letting Kithly send mail itself: the user's own server found and tried, its password kept apart; offered once."""

from __future__ import annotations

from kithly.app.accounts.keeping import LIES
from kithly.app.accounts.outgoing import (
    MAIL,
    mailbox_value,
    must_be_own,
    own_addresses,
    sign_in_first,
)
from kithly.app.accounts.rows import account_of, secrets_of
from kithly.app.chosen import keep_settings
from kithly.app.drafts.doors import EMAIL
from kithly.app.network import Network
from kithly.app.outbox.senders import OUTBOX, PURPOSE, SET_UP, mailbox_of
from kithly.app.said.decisions import decide
from kithly.app.views import DoneView, OutboxSetView
from kithly.channels.smtp import MANNER_HINT
from kithly.errors import Conflict, NotFound
from kithly.sources import Account, Found
from kithly.sources.imap.outgoing import find_outgoing
from kithly.transport.secrets import KeyringAway, Secret
from kithly.transport.smtp import Manner

ONLY_OWN = "mail is sent in no other name"
HINT = f"Want Kithly to send mail itself? {SET_UP}"
HINTED = "outbox_hint"  # name of the small fact that this was asked


def own_address(network: Network, typed: str = "") -> str:
    """Return the address to send from: as typed, else that of the mail account that is read, else the only one known.

    Raises:
        Conflict: There are several, or none.
    """
    if typed.strip():
        return typed.strip()
    with network.store.reading() as kept:
        read = [account_of(row).address for row in kept.accounts.all() if row.kind == "imap"]
        own = sorted(own_addresses(kept))
    found = list(dict.fromkeys(one for one in read if one.lower() in own)) or own
    if len(found) == 1:
        return found[0]
    said = "Which of your addresses shall send?" if found else "Kithly does not know yet which address is yours."
    raise Conflict("address", "", message=said, hint=f"{SET_UP} you@example.org", candidates=tuple(found))


def find_mailbox(network: Network, asked: Account) -> Found:
    """Say by which server mail of an address may be sent; nothing is kept, and nobody signs in.

    Raises:
        Refused: The address is not the user's own.
        SourceError: Nothing was found.
    """
    with network.store.reading() as kept:
        must_be_own(kept, asked.address, why=ONLY_OWN)
    return find_outgoing(asked)


def set_up(network: Network, found: Found, secret: Secret) -> OutboxSetView:
    """Sign in to the server that sends mail, without sending any; if it takes the password, let Kithly send by it.

    Raises:
        ChannelError: Nobody can be signed in; nothing is kept.
    """
    manner = Manner(patience=network.settings.patience_seconds, anew=MANNER_HINT)
    account = sign_in_first(found, secret, manner, hint=f"{SET_UP} --server HOST")
    place = secrets_of(network).keep(PURPOSE.secret, secret)
    text = f"Kithly sends mail of {account.address} itself, each after your yes."
    with network.store.transaction() as tx:
        change, _ = decide(tx, network, OUTBOX, [(MAIL, mailbox_value(account, secret=place))], text)
        tx.meta.set(HINTED, "yes")
        has_box = any(account_of(row).address.lower() == account.address.lower() for row in tx.accounts.all())
    words = (f"{account.host}:{account.port} takes mail of yours. Nothing was sent.", LIES[place])
    return OutboxSetView(change=change, text=text, words=words if has_box else (*words, _no_box(account.address)))


def turn_off(network: Network) -> OutboxSetView:
    """Send no mail any more, and forget the password; what waits stays in the outbox.

    Raises:
        NotFound: None is sent.
    """
    with network.store.reading() as kept:
        known = mailbox_of(kept, MAIL)
    if known is None:
        raise NotFound("mailbox", "", message="Kithly does not send mail itself.", hint=SET_UP)
    text = "Kithly sends no mail itself any more."
    with network.store.transaction() as tx:
        change, _ = decide(tx, network, OUTBOX, [(MAIL, None)], text)
    try:
        secrets_of(network).forget(PURPOSE.secret, place=known.secret)
    except KeyringAway:
        text += " The password still lies in this system's keyring, which does not open now."
    return OutboxSetView(change=change, text=text)


def hint_once(network: Network, door: str) -> str:
    """Return the offer to send mail itself, once, after a message was on its way by the user's hand; else nothing."""
    if door not in {EMAIL, MAIL}:
        return ""
    with network.store.reading() as kept:
        if kept.meta.get(HINTED) or mailbox_of(kept, MAIL) is not None:
            return ""
    with network.store.transaction() as tx:
        tx.meta.set(HINTED, "yes")
    return HINT


def may_offer(network: Network) -> bool:
    """Say whether sending is to be offered: after a first message was on its way by the user's hand, never before."""
    with network.store.reading() as kept:
        done = (one.value.get("outcome") == "done" for one in kept.decisions.all("touch"))
        return bool(kept.decisions.all("handed")) or any(done)


def _no_box(address: str) -> str:
    return (
        "If a connection breaks, Kithly can look among your sent mail whether a message went out, and put copies "
        f"there, once it reads that mailbox: kithly account add {address}"
    )


def allow_seconds(network: Network, seconds: int) -> DoneView:
    """Keep in how many seconds an approved message can be taken back.

    Args:
        network: Whose.
        seconds: From none to an hour.

    Raises:
        SettingsError: They are fewer or more.
    """
    keep_settings(network, {("outbox", "undo_seconds"): seconds})
    said = f"A message can be taken back for {seconds} seconds." if seconds else "A message goes out at once."
    return DoneView(change="", text=said)
