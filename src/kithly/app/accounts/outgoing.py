"""The user's own mail servers that send: found, tried, kept as the user's word, their passwords apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kithly.app.accounts.rows import account_of, secret_of, secrets_of
from kithly.app.derived.ego import kept_ego
from kithly.app.network import Network
from kithly.errors import ChannelAuthError, ChannelUnavailable, Conflict, Refused
from kithly.records import IdentityKind, email_identity
from kithly.sources import Account, Found
from kithly.sources.imap.outgoing import KIND
from kithly.store import Reading
from kithly.transport.imap import Place
from kithly.transport.secrets import KeyringAway, Secret, SecretAway
from kithly.transport.smtp import Manner, Post

MAIL = "mail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """By which server mail of an address is sent.

    Attributes:
        address: The user's own address.
        user: Name to sign in with.
        place: The server.
        secret: Where its password lies.
    """

    address: str
    user: str
    place: Place
    secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What mail is sent for, in the sentences about it.

    Attributes:
        secret: The name its password is kept under.
        set_up: The command that sets it up.
        again: The command that was to send.
    """

    secret: str
    set_up: str
    again: str


def own_addresses(kept: Reading) -> frozenset[str]:
    """Return the mail addresses that are the user's own: by their word, their exports, their sent mail."""
    return frozenset(one.value for one in kept_ego(kept).identities if one.kind is IdentityKind.EMAIL)


def must_be_own(kept: Reading, address: str, *, why: str) -> str:
    """Return an address of the user's own as it is written.

    Args:
        kept: Where to read.
        address: As it was typed.
        why: Why no other will do, as the end of a sentence.

    Raises:
        Refused: It is somebody else's, or none.
    """
    identity = email_identity(address)
    if identity is None or identity.value not in own_addresses(kept):
        raise Refused(
            MAIL,
            f"{address.strip()} is not known to be your own address, and {why}.",
            hint=f"If it is yours: kithly me --set address={address.strip()}",
        )
    return identity.value


def secret_at_hand(network: Network, address: str) -> Secret | None:
    """Return the password by which mail of this address is read already; None where there is none."""
    with network.store.reading() as kept:
        rows = [row for row in kept.accounts.all() if row.kind == "imap"]
    same = [row for row in rows if account_of(row).address.lower() == address.strip().lower()]
    return secret_of(network, same[0]) if same else None


def sign_in_first(found: Found, secret: Secret, manner: Manner, *, hint: str) -> Account:
    """Sign in to the first place that answers, and send nothing; a refused password is not tried elsewhere.

    Raises:
        ChannelError: Nobody can be signed in.
        Conflict: There is no place to try.
    """
    failure: ChannelUnavailable | Refused | None = None
    for account in found.accounts:
        try:
            Post.open(place_of_account(account), account.login, secret, manner).close()
        except (ChannelUnavailable, Refused) as error:
            failure = failure or error
        else:
            return account
    raise failure or Conflict("server", "", message="There is no server to try.", hint=hint)


def place_of_account(account: Account) -> Place:
    """Return the server of an account."""
    return Place(
        source=KIND,
        at=account.address,
        host=account.host,
        port=account.port,
        security=account.security,
        is_named=bool(account.settings.get("named")),
    )


def mailbox_value(account: Account, *, secret: str) -> dict[str, Any]:
    """Return what is kept of a server that sends; never its secret, only where that lies."""
    return {
        "address": account.address,
        "user": account.user,
        "host": account.host,
        "port": account.port,
        "security": account.security,
        "named": bool(account.settings.get("named")),
        "secret": secret,
    }


def mailbox_from(value: Mapping[str, Any]) -> Mailbox:
    """Return a server that sends, as `mailbox_value` kept it."""
    place = Place(
        source=KIND,
        at=str(value["address"]),
        host=str(value["host"]),
        port=int(value["port"]),
        security=str(value["security"]),
        is_named=bool(value.get("named")),
    )
    user = str(value.get("user") or value["address"])
    return Mailbox(address=str(value["address"]), user=user, place=place, secret=str(value["secret"]))


def mailbox_secret(network: Network, mailbox: Mailbox, purpose: Purpose) -> Secret:
    """Return the password of a server that sends.

    Raises:
        ChannelAuthError: It is not kept any more.
        ChannelUnavailable: What holds it does not open.
    """
    try:
        return secrets_of(network).get(purpose.secret, place=mailbox.secret)
    except SecretAway as away:
        kind = ChannelUnavailable if isinstance(away, KeyringAway) else ChannelAuthError
        hint = away.hint(again=purpose.set_up, then=purpose.again)
        raise kind(MAIL, f"{mailbox.address}: {away.why()}", hint=hint) from None
