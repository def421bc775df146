"""Adding an account after its connection was tested, listing accounts, and removing one."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from secrets import token_hex

from kithly.app.accounts.followed import FOLLOWED, IDENTITY, PERSON, identity_of, people_of, person_of
from kithly.app.accounts.publisher import stop_publishing
from kithly.app.accounts.rows import (
    account_of,
    account_view,
    chosen_row,
    place_of,
    secret_of,
    secrets_of,
    settings_of,
    source_of,
    titles_of,
)
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network
from kithly.app.views import AccountAddedView, AccountsView, DoneView
from kithly.errors import Conflict, SettingsError, SourceUnavailable
from kithly.history.followable import is_closed
from kithly.sources import Account, AccountSource, Checked, Found
from kithly.store import AccountRow, Reading
from kithly.transport.secrets import IN_FILE, KEYRING, NOWHERE, KeyringAway, Secret

KIND = "account"  # of the changes that add and remove accounts
NOT_KEPT = "Nothing is kept: check the address, or try again later."
ID_BYTES = 4
CLOSED = (
    "Kithly never asks LinkedIn for anything. What they share there comes with LinkedIn's notices in your mail, "
    "which it reads."
)
LIES = {
    KEYRING: "Its password lies in this system's keyring.",
    IN_FILE: "This system has no keyring: its password lies in the file secrets.json of the data folder, which only "
    "you can read. Whoever can read your files can read it.",
}


def account_kinds(network: Network) -> tuple[tuple[str, str], ...]:
    """Return the kinds of accounts that can be read: name and title of each, mail first."""
    known = sorted(network.account_sources(), key=lambda source: (source.name != "imap", source.name))
    return tuple((source.name, source.title) for source in known)


def find_account(network: Network, asked: Account) -> Found:
    """Say where an account may be, and what is needed to sign in; nothing is kept, and nobody signs in.

    Raises:
        NotFound: Nothing reads accounts of this kind.
        SettingsError: It lies where nothing is ever asked.
        SourceError: Nothing was found.
    """
    if asked.kind in FOLLOWED and (is_closed(asked.address) or is_closed(asked.settings.get("url", ""))):
        raise SettingsError("address", CLOSED, hint="kithly feed")
    return source_of(network, asked.kind).find(asked)


def add_account(network: Network, found: Found, secret: Secret) -> AccountAddedView:
    """Test the connection and, if it stands, keep the account; of a known account, keep the new secret.

    Args:
        network: Where to.
        found: What `find_account` found.
        secret: The password or token; `NO_SECRET` where nothing is asked for.

    Raises:
        SourceError: It cannot be signed in to; nothing is kept.
        Conflict: It is followed already, for somebody else.
    """
    checked = _try(source_of(network, found.accounts[0].kind), found, secret)
    known = _known(network, checked.account)
    account = _as_followed(checked.account, known) if known else replace(checked.account, id=token_hex(ID_BYTES))
    place = secrets_of(network).keep(account.id, secret)
    settings = settings_of(account, place=place)
    change = None
    with network.store.transaction() as tx:
        if known is None:
            change = tx.changes.open(KIND, f"Added {account.address}", network.now)
            tx.accounts.add(change, account.id, account.kind, settings)
        else:
            tx.accounts.adjust(account.id, settings)
        row = next(row for row in tx.accounts.all() if row.id == account.id)
        if _has_news(tx, row):  # whose it is may change
            refresh(tx, now=network.now)
    return AccountAddedView(
        change=change,
        text=f"Added {account.address}" if change else _again(account, place),
        account=account_view(network, row, titles=titles_of(network)),
        words=(*checked.words, *([LIES[place]] if place in LIES else [])),
    )


def set_account(network: Network, named: str, settings: Mapping[str, str]) -> AccountAddedView:
    """Give an account other settings, after its connection was tested with them; an empty value takes one away.

    Raises:
        NotFound: There is no such account.
        Conflict: Several have this address.
        SourceError: It cannot be signed in to with them; nothing changes.
    """
    with network.store.reading() as kept:
        row = chosen_row(kept, named)
    known = account_of(row)
    merged = {name: value for name, value in {**known.settings, **settings}.items() if value}
    view = add_account(network, Found(accounts=(replace(known, settings=merged),)), secret_of(network, row))
    told = ", ".join(f"{name} was {known.settings.get(name) or 'not set'}" for name in settings)
    return replace(view, text=f"Kept for {known.address} ({told})")


def _again(account: Account, place: str) -> str:
    return f"{account.address} was there already" if place == NOWHERE else f"Signed in to {account.address} again"


def _try(source: AccountSource, found: Found, secret: Secret) -> Checked:
    """Sign in to the first place that answers; a refused password is not tried elsewhere."""
    failure: SourceUnavailable | None = None
    for account in found.accounts:
        try:
            return source.check(account, secret)
        except SourceUnavailable as error:
            failure = failure or error
    failure = failure or SourceUnavailable(source.name, "", "There is no server to try.")
    if found.asks:
        raise failure
    raise SourceUnavailable(source.name, failure.at, str(failure), hint=NOT_KEPT)


def _as_followed(account: Account, known: AccountRow) -> Account:
    """Return an account under the id it is known by; what is followed for somebody stays theirs.

    Raises:
        Conflict: It is to be somebody else's: its news would be the wrong one's.
    """
    whose, asked = person_of(known), account.settings.get(PERSON, "")
    if whose and asked and whose != asked:
        said = f"{account_of(known).address} is followed already, for somebody else."
        raise Conflict("account", account.address, message=said, hint=f"First: kithly account remove {known.id}")
    told = {PERSON: whose} if whose else {}
    return replace(account, id=known.id, settings={**account.settings, **told})


def _has_news(tx: Reading, row: AccountRow) -> bool:
    publisher = identity_of(row)
    known = tx.identities.seq_of([publisher]) if publisher else {}
    return bool(known and tx.identities.news_about(list(known.values()), limit=1))


def _known(network: Network, account: Account) -> AccountRow | None:
    """Return the account that signs in to the same place by the same name, or brings the same one's news."""
    with network.store.reading() as kept:
        for row in kept.accounts.all():
            other = account_of(row)
            if row.kind == account.kind and _same(other, account):
                return row
    return None


def _same(one: Account, other: Account) -> bool:
    publisher = one.settings.get(IDENTITY)
    if publisher and publisher == other.settings.get(IDENTITY):
        return True
    return (one.address.lower(), one.login.lower()) == (other.address.lower(), other.login.lower())


def list_accounts(network: Network, *, kind: str = "") -> AccountsView:
    """Return all accounts, or those of one kind, in the order they were added."""
    with network.store.reading() as kept:
        rows = [row for row in kept.accounts.all() if kind in {"", row.kind}]
        parts = {row.id: tuple(kept.accounts.cursors(row.id)) for row in rows}
        people = people_of(kept, rows)
    titles = titles_of(network)
    views = (account_view(network, row, parts[row.id], titles=titles, person=people.get(row.id)) for row in rows)
    return AccountsView(accounts=tuple(views))


def remove_account(network: Network, named: str) -> DoneView:
    """Remove an account and its secret; what was read from it stays.

    Raises:
        NotFound: There is no such account.
        Conflict: Several have this address.
        StoreBusy: A sync is running.
    """
    with network.store.import_lock(), network.store.transaction() as tx:
        row = chosen_row(tx, named)
        address = account_of(row).address
        change = tx.changes.open(KIND, f"Removed {address}", network.now)
        tx.accounts.remove(change, row.id)
        stop_publishing(network, tx, change, address)
    left = _forget(network, row.id, place_of(row))
    return DoneView(change=change, text=f"Removed {address}; what was read from it stays{left}")


def _forget(network: Network, account: str, place: str) -> str:
    try:
        secrets_of(network).forget(account, place=place)
    except KeyringAway:
        return "; its password still lies in this system's keyring, which does not open now"
    return ""


def forget_secrets(network: Network, change: str) -> None:
    """Take away the secrets of accounts whose adding was taken back."""
    with network.store.reading() as kept:
        standing = {row.id for row in kept.accounts.all()}
        added = [one for one in kept.accounts.of_change(change) if one not in standing]
    for account in added:
        with contextlib.suppress(KeyringAway):
            secrets_of(network).forget(account, place=KEYRING)
