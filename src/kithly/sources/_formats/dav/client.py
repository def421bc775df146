"""Signing in to a DAV server, and to its kin where the provider spreads its users."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from kithly.errors import SourceFormatError
from kithly.sources._formats.dav.places import NAMED, PORTS, URL
from kithly.sources.account import Account
from kithly.transport.addresses import Refusal, is_kin, resolve
from kithly.transport.dav import Collection, Dav, Holding
from kithly.transport.http import Http, Login, Peer
from kithly.transport.secrets import TOKEN, Secret

MOST_HOMES = 20  # places of collections looked at in one account


def start_of(account: Account) -> str:
    """Return the address an account is asked at first."""
    return account.settings.get(URL) or f"https://{account.host or account.address}/"


@contextmanager
def opened(account: Account, secret: Secret, holding: Holding) -> Iterator[list[tuple[Dav, Collection]]]:
    """Sign in, and give the collections of an account, each with the client that speaks to its server.

    Args:
        account: Whose.
        secret: Password or token.
        holding: Which collections.

    Raises:
        SourceError: As `Dav.home` and `Dav.collections`.
    """
    with speaking(account, secret) as dav_of:
        start = start_of(account)
        found: list[tuple[Dav, Collection]] = []
        for home in dav_of(start).home(start, holding)[:MOST_HOMES]:
            dav = dav_of(home)
            found.extend((dav, one) for one in dav.collections(home, holding))
        yield found


@contextmanager
def speaking(account: Account, secret: Secret) -> Iterator[Callable[[str], Dav]]:
    """Sign in, and give what speaks to the server of an address: the account's own, or one of its kin.

    Args:
        account: Whose.
        secret: Password or token.
    """
    clients: dict[str, Http] = {}
    try:
        yield lambda url: Dav(_client(account, secret, urlsplit(url).hostname or "", clients))
    finally:
        for one in clients.values():
            one.close()


def _client(account: Account, secret: Secret, host: str, clients: dict[str, Http]) -> Http:
    """Return the client that speaks to a host; one for the account's own and for each of its kin."""
    start = urlsplit(start_of(account))
    own = start.hostname or ""
    if host not in clients:
        _demand_public(account, host, port=start.port or PORTS[start.scheme])
        if not is_kin(host, own):
            said = f"{account.address}: the server sends to another one ({host}), which is not given the password."
            hint = f"If that is right, name it: kithly account add https://{host}/ --as {account.kind}"
            raise SourceFormatError(account.kind, account.address, said, hint=hint)
        user = "" if secret.form == TOKEN else account.login
        peer = Peer(
            source=account.kind,
            at=account.address,
            own=frozenset({host}),
            others=frozenset(),
            login=Login(user=user, value=secret.value),
        )
        clients[host] = Http(peer)
    return clients[host]


def _demand_public(account: Account, host: str, *, port: int) -> None:
    """Speak to a server inside a private network only if the user named it."""
    if account.settings.get(NAMED):
        return
    try:
        resolve(host, port, own=())
    except Refusal as refused:
        said = f"{account.address}: {refused}."
        hint = f"If it is yours, name it: kithly account add https://{host}/ --as {account.kind}"
        raise SourceFormatError(account.kind, account.address, said, hint=hint) from None
    except OSError:
        return  # a name nobody knows is told when it is asked
