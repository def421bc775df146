"""Where digests go: the user's own mail server, found and tested; kept as the user's word, its password apart."""

from __future__ import annotations

from typing import Any

from kithly.app.accounts.keeping import LIES
from kithly.app.accounts.outgoing import (
    MAIL,
    Mailbox,
    Purpose,
    mailbox_from,
    mailbox_secret,
    mailbox_value,
    must_be_own,
    sign_in_first,
)
from kithly.app.accounts.rows import secrets_of
from kithly.app.derived.ego import kept_ego
from kithly.app.network import Network
from kithly.app.said.decisions import decide
from kithly.app.views import DigestSetView
from kithly.channels.notify import MANNER, ByMail
from kithly.errors import NotFound, UserError
from kithly.records import clean_name
from kithly.sources import Account, Found
from kithly.sources.imap.outgoing import find_outgoing
from kithly.store import Reading
from kithly.transport.secrets import KeyringAway, Secret

DIGEST = "digest"  # kind of the decisions; their subject says what they are about
SECRET = "digest-mail"  # noqa: S105 - the name its secret is kept under
SET_UP = "kithly digest --set-up you@example.org"
ONLY_OWN = "a digest goes to nobody else"
PURPOSE = Purpose(secret=SECRET, set_up=SET_UP, again="kithly digest --send")


def find_mailbox(network: Network, asked: Account) -> Found:
    """Say where digests may be sent from; nothing is kept, and nobody signs in.

    Raises:
        Refused: The address is not the user's own.
        SourceError: Nothing was found.
    """
    with network.store.reading() as kept:
        must_be_own(kept, asked.address, why=ONLY_OWN)
    return find_outgoing(asked)


def set_up(network: Network, found: Found, secret: Secret) -> DigestSetView:
    """Sign in to the server that sends mail and, if it takes the password, let digests go there.

    Raises:
        ChannelError: Nobody can be signed in; nothing is kept.
    """
    account = sign_in_first(found, secret, MANNER, hint="kithly digest --server HOST")
    place = secrets_of(network).keep(SECRET, secret)
    text = f"A digest goes to {account.address} once a day, when it is sent."
    value = mailbox_value(account, secret=place)
    with network.store.transaction() as tx:
        change, _ = decide(tx, network, DIGEST, [(MAIL, value)], text)
    words = (f"{account.host}:{account.port} takes mail of yours.", LIES[place])
    return DigestSetView(change=change, text=text, words=words)


def turn_off(network: Network) -> DigestSetView:
    """Send no digests any more, and forget the password.

    Raises:
        NotFound: None are sent.
    """
    with network.store.reading() as kept:
        known = mailbox_of(kept)
    if known is None:
        raise NotFound("digest", "", message="No digests are sent by mail.", hint=SET_UP)
    text = "No digests are sent by mail any more."
    with network.store.transaction() as tx:
        change, _ = decide(tx, network, DIGEST, [(MAIL, None)], text)
    try:
        secrets_of(network).forget(SECRET, place=known.secret)
    except KeyringAway:
        text += " The password still lies in this system's keyring, which does not open now."
    return DigestSetView(change=change, text=text)


def mailbox_of(kept: Reading) -> Mailbox | None:
    """Return where digests go by mail; None for nowhere."""
    told: list[dict[str, Any] | None] = [one.value for one in kept.decisions.all(DIGEST) if one.subject == MAIL]
    value = told[-1] if told else None
    return None if value is None else mailbox_from(value)


def digest_address(network: Network) -> str:
    """Return the address digests go to by mail; empty for none."""
    with network.store.reading() as kept:
        known = mailbox_of(kept)
    return known.address if known else ""


def notifier_of(network: Network, *, to: str = "") -> ByMail:
    """Return what carries digests by mail.

    Args:
        network: Whose.
        to: Another of the user's own addresses; empty for the one it was set up for.

    Raises:
        UserError: It is not set up.
        Refused: An address is not the user's own any more.
        ChannelError: The password is not there.
    """
    with network.store.reading() as kept:
        known = mailbox_of(kept)
        if known is None:
            raise UserError("No mail server is set up to send your digest.", hint=SET_UP)
        address = must_be_own(kept, known.address, why=ONLY_OWN)
        target, name = must_be_own(kept, to, why=ONLY_OWN) if to else address, kept_ego(kept).name
    secret = mailbox_secret(network, known, PURPOSE)
    return ByMail(place=known.place, user=known.user, secret=secret, address=address, to=target, name=clean_name(name))
