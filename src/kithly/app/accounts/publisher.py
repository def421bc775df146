"""By which account of a social network ego publishes: kept as a word of the user's, its secret apart."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kithly.app.accounts.rows import secrets_of
from kithly.app.network import Network
from kithly.errors import ChannelAuthError, ChannelUnavailable, Refused
from kithly.store import ChangeId, Reading, Writing
from kithly.transport.secrets import IN_FILE, KeyringAway, Secret, SecretAway

if TYPE_CHECKING:
    from kithly.channels.bluesky import BlueskyChannel
    from kithly.channels.mastodon import MastodonChannel

PUBLISHES = "publishes"  # kind of the decisions; their subject is the name of a channel
NETWORKS = ("mastodon", "bluesky")
"""Networks at which Kithly can publish."""
SET_UP = "kithly account add {} --send"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """An account of ego's own.

    Attributes:
        channel: ``mastodon`` or ``bluesky``.
        address: What the user calls it.
        identity: Its identity, as news of it names its owner: ``mastodon:me@tide.example``.
        host: The server that takes what is published.
        port: Its port; 0 for the usual one.
        security: ``tls``, or ``none`` on this very machine.
        secret: Where its token or password lies.
    """

    channel: str
    address: str
    identity: str
    host: str
    port: int = 0
    security: str = "tls"
    secret: str = IN_FILE


def publisher_value(publisher: Publisher) -> dict[str, Any]:
    """Return an account as it is kept; never its secret."""
    names = ("address", "identity", "host", "port", "security", "secret")
    return {name: getattr(publisher, name) for name in names}


def publisher_of(kept: Reading, channel: str) -> Publisher | None:
    """Return by which account ego publishes at a network; None where that was not set up."""
    told: list[Mapping[str, Any] | None] = [
        one.value for one in kept.decisions.all(PUBLISHES) if one.subject == channel
    ]
    return Publisher(channel=channel, **told[-1]) if told and told[-1] else None


def publishers(kept: Reading) -> tuple[Publisher, ...]:
    """Return all accounts by which ego publishes."""
    return tuple(found for name in NETWORKS if (found := publisher_of(kept, name)) is not None)


def channel_for(publisher: Publisher, secret: Secret) -> MastodonChannel | BlueskyChannel:
    """Return the channel of an account. No connection is made.

    Raises:
        Refused: Kithly does not publish at such a network.
    """
    from kithly.channels.bluesky import BlueskyChannel  # noqa: PLC0415 - what speaks to servers is slow to load
    from kithly.channels.calling import Server  # noqa: PLC0415
    from kithly.channels.mastodon import MastodonChannel  # noqa: PLC0415

    told = publisher
    server = Server(host=told.host, port=told.port, security=told.security, at=told.address)
    if told.channel == "mastodon":
        return MastodonChannel(server=server, secret=secret)
    if told.channel == "bluesky":
        account = told.identity.partition(":")[2] or told.address.removeprefix("@")
        return BlueskyChannel(server=server, account=account, secret=secret)
    raise Refused(told.channel, f"Kithly does not publish at {told.channel}.", hint="Copy the words instead.")


def publishing_secret(network: Network, publisher: Publisher) -> Secret:
    """Return the token or app password of an account.

    Raises:
        ChannelAuthError: It is not kept any more.
        ChannelUnavailable: What holds it does not open.
    """
    try:
        return secrets_of(network).get(secret_name(publisher.channel), place=publisher.secret)
    except SecretAway as away:
        kind = ChannelUnavailable if isinstance(away, KeyringAway) else ChannelAuthError
        hint = away.hint(again=SET_UP.format(publisher.address), then="kithly outbox")
        raise kind(publisher.channel, f"{publisher.address}: {away.why('token')}", hint=hint) from None


def secret_name(channel: str) -> str:
    """Return under which name the secret of a network lies; what is read there has another."""
    return f"publish-{channel}"


def stop_publishing(network: Network, tx: Writing, change: ChangeId, address: str) -> bool:
    """Publish no more by an account, as part of a change, and forget its secret; say whether that was so before."""
    found = [one for one in publishers(tx) if one.address.lower() == address.lower()]
    for one in found:
        tx.decisions.add(change, PUBLISHES, one.channel, None, network.now)
        _forget(network, one.channel, one.secret)
    return bool(found)


def _forget(network: Network, channel: str, place: str) -> None:
    """Take a secret away; one that does not open now stays where it is."""
    with contextlib.suppress(KeyringAway):
        secrets_of(network).forget(secret_name(channel), place=place)
