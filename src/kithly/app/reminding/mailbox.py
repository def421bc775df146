"""Where digests go: the user's own mail server, found and tested; kept as the user's word, its password apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kithly.app.accounts.keeping import LIES
from kithly.app.accounts.rows import account_of, secret_of, secrets_of
from kithly.app.derived.ego import kept_ego
from kithly.app.network import Network
from kithly.app.said.decisions import decide
from kithly.app.views import DigestSetView
from kithly.channels.notify import ByMail
from kithly.errors import ChannelAuthError, ChannelUnavailable, Conflict, NotFound, Refused, UserError
from kithly.records import IdentityKind, clean_name, email_identity
from kithly.sources import Account, Found
from kithly.sources.imap.outgoing import KIND, find_outgoing
from kithly.store import Reading
from kithly.transport.imap import Place
from kithly.transport.secrets import KeyringAway, Secret, SecretMissing
from kithly.transport.smtp import Post

DIGEST = "digest"  # kind of the decisions; their subject says what they are about
MAIL = "mail"
SECRET = "digest-mail"  # noqa: S105 - the name its secret is kept under
SET_UP = "kithly digest --set-up you@example.org"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """Where the digest goes by mail.

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


def own_addresses(kept: Reading) -> frozenset[str]:
    """Return the mail addresses that are the user's own: by their word, their exports, their sent mail."""
    return frozenset(one.value for one in kept_ego(kept).identities if one.kind is IdentityKind.EMAIL)


def must_be_own(kept: Reading, address: str) -> str:
    """Return an address of the user's own as it is written.

    Raises:
        Refused: It is somebody else's, or none.
    """
    identity = email_identity(address)
    if identity is None or identity.value not in own_addresses(kept):
        raise Refused(
            MAIL,
            f"{address.strip()} is not known to be your own address, and a digest goes to nobody else.",
            hint=f"If it is yours: kithly me --set address={address.strip()}",
        )
    return identity.value


def find_mailbox(network: Network, asked: Account) -> Found:
    """Say where digests may be sent from; nothing is kept, and nobody signs in.

    Raises:
        Refused: The address is not the user's own.
        SourceError: Nothing was found.
    """
    with network.store.reading() as kept:
        must_be_own(kept, asked.address)
    return find_outgoing(asked)


def secret_at_hand(network: Network, address: str) -> Secret | None:
    """Return the password by which mail of this address is read already; None where there is none."""
    with network.store.reading() as kept:
        rows = [row for row in kept.accounts.all() if row.kind == "imap"]
    same = [row for row in rows if account_of(row).address.lower() == address.strip().lower()]
    return secret_of(network, same[0]) if same else None


def set_up(network: Network, found: Found, secret: Secret) -> DigestSetView:
    """Sign in to the server that sends mail and, if it takes the password, let digests go there.

    Raises:
        ChannelError: Nobody can be signed in; nothing is kept.
    """
    account = _try(found, secret)
    place = secrets_of(network).keep(SECRET, secret)
    text = f"A digest goes to {account.address} once a day, when it is sent."
    value = {
        "address": account.address,
        "user": account.user,
        "host": account.host,
        "port": account.port,
        "security": account.security,
        "named": bool(account.settings.get("named")),
        "secret": place,
    }
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
    if value is None:
        return None
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
        address = must_be_own(kept, known.address)
        target, name = must_be_own(kept, to) if to else address, kept_ego(kept).name
    try:
        secret = secrets_of(network).get(SECRET, place=known.secret)
    except SecretMissing:
        raise ChannelAuthError(MAIL, f"{address}: its password is not kept any more.", hint=SET_UP) from None
    except KeyringAway:
        said = "This system's keyring, which holds the password, does not open."
        raise ChannelUnavailable(MAIL, said, hint="Unlock the keyring, then: kithly digest --send") from None
    return ByMail(place=known.place, user=known.user, secret=secret, address=address, to=target, name=clean_name(name))


def _try(found: Found, secret: Secret) -> Account:
    """Sign in to the first place that answers; a refused password is not tried elsewhere."""
    failure: ChannelUnavailable | Refused | None = None
    for account in found.accounts:
        try:
            Post.open(_place(account), account.login, secret).close()
        except (ChannelUnavailable, Refused) as error:
            failure = failure or error
        else:
            return account
    raise failure or Conflict("server", "", message="There is no server to try.", hint="kithly digest --server HOST")


def _place(account: Account) -> Place:
    return Place(
        source=KIND,
        at=account.address,
        host=account.host,
        port=account.port,
        security=account.security,
        is_named=bool(account.settings.get("named")),
    )
