"""An account as it is kept, as its source knows it, and as it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kithly.app.network import Network
from kithly.app.views import AccountView, NamedView
from kithly.errors import Conflict, NotFound, SourceAuthError, SourceUnavailable
from kithly.sources import Account, AccountSource
from kithly.store import AccountRow, Reading
from kithly.transport.secrets import IN_FILE, KeyringAway, Secret, SecretAway, Secrets

NO_ACCOUNT = "There is no account yet."
ADD = "kithly account add you@example.org"
OWN_MARKS = frozenset({"person", "identity", "me"})  # settings that are Kithly's own marks (`followed`)


def secrets_of(network: Network) -> Secrets:
    """Return where this network's passwords and tokens lie."""
    return Secrets(network.settings.folder)


def source_of(network: Network, kind: str) -> AccountSource:
    """Return the source that reads a kind of account.

    Raises:
        NotFound: There is none.
    """
    known = network.account_sources()
    for source in known:
        if source.name == kind:
            return source
    raise NotFound("kind of account", kind, hint="Known kinds: " + ", ".join(source.name for source in known))


def settings_of(account: Account, *, place: str) -> dict[str, Any]:
    """Return what is kept of an account; never its secret, only where that lies."""
    return {
        "address": account.address,
        "user": account.user,
        "host": account.host,
        "port": account.port,
        "security": account.security,
        "settings": dict(account.settings),
        "secret": place,
    }


def account_of(row: AccountRow) -> Account:
    """Return an account as its source knows it."""
    told = row.settings
    return Account(
        id=row.id,
        kind=row.kind,
        address=str(told.get("address", "")),
        user=str(told.get("user", "")),
        host=str(told.get("host", "")),
        port=int(told.get("port", 0)),
        security=str(told.get("security", "tls")),
        settings={str(key): str(value) for key, value in told.get("settings", {}).items()},
    )


def place_of(row: AccountRow) -> str:
    """Return where the secret of an account lies."""
    return str(row.settings.get("secret", IN_FILE))


def secret_of(network: Network, row: AccountRow) -> Secret:
    """Return the password or token of an account.

    Raises:
        SourceAuthError: It is not kept any more.
        SourceUnavailable: What holds it does not open.
    """
    address = account_of(row).address
    try:
        return secrets_of(network).get(row.id, place=place_of(row))
    except SecretAway as away:
        kind = SourceUnavailable if isinstance(away, KeyringAway) else SourceAuthError
        hint = away.hint(again=f"Sign in again: kithly account add {address}", then="kithly sync")
        raise kind(row.kind, address, f"{address}: {away.why()}", hint=hint) from None


def titles_of(network: Network) -> Mapping[str, str]:
    """Return what the kinds of accounts are called."""
    return {source.name: source.title for source in network.account_sources()}


def account_view(
    network: Network,
    row: AccountRow,
    parts: Sequence[str] = (),
    *,
    titles: Mapping[str, str],
    person: NamedView | None = None,
) -> AccountView:
    """Return an account as it is shown.

    Args:
        network: For the time zone.
        row: Which.
        parts: Names of the parts that are read.
        titles: What the kinds of accounts are called.
        person: Whose it is, of one that is followed.
    """
    account = account_of(row)
    return AccountView(
        id=row.id,
        kind=row.kind,
        title=titles.get(row.kind, row.kind),
        address=account.address,
        user=account.login,
        server=f"{account.host}:{account.port}" if account.host else "",
        secret=place_of(row),
        added_at=row.added_at.astimezone(network.zone),
        parts=tuple(sorted(part for part in parts if part)),
        person=person,
        settings={name: value for name, value in account.settings.items() if name not in OWN_MARKS},
    )


def chosen_row(kept: Reading, named: str) -> AccountRow:
    """Return the account that is named by its id or address.

    Raises:
        NotFound: There is none.
        Conflict: Several have this address.
    """
    rows = kept.accounts.all()
    lower = named.strip().lower()
    found = [row for row in rows if lower in {row.id, str(row.settings.get("address", "")).lower()}]
    if not found:
        raise NotFound("account", named, hint="kithly account list" if rows else ADD)
    if len(found) > 1:
        several = tuple(f"{row.id} {row.kind} {row.settings.get('address', '')}" for row in found)
        raise Conflict("account", named, message=f"{named} names several accounts.", candidates=several)
    return found[0]
