"""Whether the passwords of accounts are still where they were put, and whether there is a better place now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kithly.app.accounts.rows import ADD, account_of, place_of, secret_of, secrets_of
from kithly.app.network import Network
from kithly.app.views import CheckupView
from kithly.errors import SourceError
from kithly.records import one_line
from kithly.store import AccountRow
from kithly.transport.secrets import IN_FILE, KEYRING, NOWHERE

NAME = "passwords"
WELL = {
    KEYRING: "Passwords lie in this system's keyring.",
    IN_FILE: "Passwords lie in secrets.json of the data folder, which only you can read.",
}


def passwords_health(network: Network) -> Iterator[CheckupView]:
    """Return how the passwords of accounts are; nothing where there are none. No connection is made."""
    with network.store.reading() as kept:
        rows = [row for row in kept.accounts.all() if place_of(row) != NOWHERE]
    aside = secrets_of(network).put_aside()
    if aside is not None:
        said = f"The file of passwords was damaged; what it held lies in {aside.name}."
        yield CheckupView(name=NAME, ok=False, text=said, next="Give the passwords again, then delete that file.")
    if rows:
        yield _away(network, rows) or _place(network, rows)


def _away(network: Network, rows: Sequence[AccountRow]) -> CheckupView | None:
    """Name the first account whose password cannot be had, and count the others."""
    errors = []
    for row in rows:
        try:
            secret_of(network, row)
        except SourceError as error:
            errors.append(error)
    if not errors:
        return None
    more = f" The same is true of {len(errors) - 1} more." if len(errors) > 1 else ""
    return CheckupView(name=NAME, ok=False, text=f"{errors[0]}{more}", next=errors[0].hint or ADD)


def _place(network: Network, rows: Sequence[AccountRow]) -> CheckupView:
    """Say where they lie, and where they could."""
    movable = secrets_of(network).could_move([row.id for row in rows])
    if not movable:
        place = IN_FILE if any(place_of(row) == IN_FILE for row in rows) else KEYRING
        return CheckupView(name=NAME, ok=True, text=WELL[place])
    first = next(one_line(account_of(row).address) for row in rows if row.id in movable)
    count = "1 password lies" if len(movable) == 1 else f"{len(movable)} passwords lie"
    text = f"{count} in the file secrets.json, though this system has a keyring."
    return CheckupView(name=NAME, ok=True, text=text, next=f"kithly account add {first} moves it there.")
