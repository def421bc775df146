"""Letting Kithly publish at Mastodon or Bluesky: the user's own account tried, its token kept apart."""

from __future__ import annotations

from dataclasses import replace

from kithly.app.accounts.followed import IDENTITY
from kithly.app.accounts.keeping import LIES, add_account, find_account
from kithly.app.accounts.publisher import (
    NETWORKS,
    PUBLISHES,
    Publisher,
    channel_for,
    publisher_value,
    secret_name,
)
from kithly.app.accounts.rows import account_of, account_view, secrets_of, titles_of
from kithly.app.derived.ego import word_for
from kithly.app.derived.me_guarded import ABOUT_ME
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network
from kithly.app.views import AccountAddedView
from kithly.channels import bluesky, mastodon
from kithly.errors import ChannelAuthError, SettingsError
from kithly.records import Identity, IdentityKind
from kithly.sources import Account, Found
from kithly.store import AccountRow
from kithly.transport.secrets import IN_FILE, KEYRING, NO_SECRET, Secret

APP_PASSWORDS = "https://bsky.app/settings/app-passwords"
_LIES = {
    KEYRING: LIES[KEYRING].replace("password", "token"),
    IN_FILE: LIES[IN_FILE].replace("password", "token"),
}


def find_publisher(network: Network, asked: Account) -> Found:
    """Say where an account of the user's lies, and what is needed to publish by it; nobody signs in.

    Args:
        network: Whose.
        asked: The account; of Bluesky with the server that holds it, if that is another than Bluesky's own.

    Raises:
        SettingsError: Kithly does not publish there.
        SourceError: There is no such account.
    """
    if asked.kind not in NETWORKS:
        said = "Kithly publishes at Mastodon and Bluesky alone."
        raise SettingsError("address", said, hint="kithly account add @you@mastodon.example --send")
    is_here = asked.security == "none"
    read = asked if is_here or asked.kind == "mastodon" else replace(asked, host="", port=0)
    found = find_account(network, read)
    return _by_token(found) if asked.kind == "mastodon" else _by_password(found)


def _by_token(found: Found) -> Found:
    host = found.accounts[0].host
    steps = (
        "Sign in there, choose New application, and call it Kithly.",
        f"Tick {mastodon.SCOPES}, and nothing else.",
        "Open it again, and copy “Your access token”.",
    )
    return replace(found, page=f"https://{host}/settings/applications/new", steps=steps, asks="access token")


def _by_password(found: Found) -> Found:
    steps = ("Sign in there, choose Add App Password, and call it Kithly.", "Leave “direct messages” off.")
    return replace(found, page=APP_PASSWORDS, steps=steps, asks="app password")


def add_publisher(network: Network, found: Found, secret: Secret, *, server: Account | None = None) -> AccountAddedView:
    """Sign in, publish nothing, and let Kithly publish by that account, each time after the user's yes.

    What the user publishes there is read from then on as their own, as everybody may read it.

    Args:
        network: Whose.
        found: What `find_publisher` found.
        secret: The access token or app password.
        server: Names the server that takes what is published, where the user did.

    Raises:
        ChannelError: It cannot be signed in to; nothing is kept.
        SourceError: The account cannot be read; nothing is kept.
    """
    account = found.accounts[0]
    publisher = _signed_in(_publisher(account, server or account), secret)
    row = _read(network, found, publisher)
    place = secrets_of(network).keep(secret_name(publisher.channel), secret)
    publisher = replace(publisher, secret=place, address=account_of(row).address)
    text = f"Kithly publishes as {publisher.address}, each time after your yes"
    with network.store.transaction() as tx:
        change = tx.changes.open(PUBLISHES, text, network.now)
        tx.decisions.add(change, PUBLISHES, publisher.channel, publisher_value(publisher), network.now)
        tx.decisions.add(change, ABOUT_ME, "address", word_for(_own(publisher)), network.now)
        refresh(tx, now=network.now)
    return AccountAddedView(
        change=change,
        text=text,
        account=account_view(network, row, titles=titles_of(network)),
        words=(f"{publisher.host} takes the {found.asks or 'token'}. Nothing was published.", _LIES[place]),
    )


def _publisher(account: Account, server: Account) -> Publisher:
    usual = bluesky.HOST if account.kind == "bluesky" else account.host
    is_mastodon = account.kind == "mastodon"
    return Publisher(
        channel=account.kind,
        address=account.address,
        identity=f"{account.kind}:{account.login}",
        host=account.host if is_mastodon else server.host or usual,
        port=account.port if is_mastodon else server.port,
        security=server.security,
    )


def _signed_in(publisher: Publisher, secret: Secret) -> Publisher:
    """Return an account with the identity its server gives it.

    Raises:
        ChannelError: The secret is not taken.
        ChannelAuthError: It is somebody else's.
    """
    channel = channel_for(publisher, secret)
    known = channel.who()
    if isinstance(known, bluesky.Known):
        return replace(publisher, identity=f"bluesky:{known.did}")
    name = publisher.identity.partition(":")[2].partition("@")[0]
    if known.handle.lower() != name:
        said = f"That token is of @{known.handle}, not of {publisher.address}."
        raise ChannelAuthError(
            publisher.channel, said, hint=f"kithly account add @{known.handle}@{publisher.host} --send"
        )
    return publisher


def _own(publisher: Publisher) -> Identity:
    kind, _, value = publisher.identity.partition(":")
    return Identity(IdentityKind(kind), value)


def _read(network: Network, found: Found, publisher: Publisher) -> AccountRow:
    """Return the account as it is read; it is added where it is not yet, as what everybody may read."""
    row = _known(network, publisher)
    if row is None:
        add_account(network, found, NO_SECRET)
        row = _known(network, publisher)
    assert row is not None  # noqa: S101 - it was just added
    return row


def _known(network: Network, publisher: Publisher) -> AccountRow | None:
    with network.store.reading() as kept:
        rows = [row for row in kept.accounts.all() if row.kind == publisher.channel]
    wanted = {publisher.identity, publisher.address.lower()}
    return next((row for row in rows if {account_of(row).settings.get(IDENTITY), _address(row)} & wanted), None)


def _address(row: AccountRow) -> str:
    return account_of(row).address.lower()
