"""What is followed: accounts that everybody may read, of people and pages the user chose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kithly.app.accounts.rows import account_of, place_of
from kithly.app.views import NamedView
from kithly.people import PersonId
from kithly.records import Identity, IdentityKind
from kithly.store import AccountRow, Reading
from kithly.transport.secrets import NOWHERE

PERSON, IDENTITY = "person", "identity"  # settings: whose it is; who publishes there, as news of it names them
ME = "me"  # setting: addresses that its page names as its owner's other ones (``rel=me``), apart by blanks
FOLLOWED = ("feed", "mastodon", "bluesky", "github")
"""Kinds of accounts that bring what people share, in the order they are shown."""

_ONE_SERVER = frozenset(("bluesky", "github"))  # kinds whose accounts all lie at one service


def is_open(row: AccountRow) -> bool:
    """Say whether everybody may read an account: it is somebody else's, and its server owes the user nothing."""
    return place_of(row) == NOWHERE


def person_of(row: AccountRow) -> str:
    """Return the id of the person whose account it is, as it was kept; empty where it is nobody's."""
    return account_of(row).settings.get(PERSON, "")


def identity_of(row: AccountRow) -> Identity | None:
    """Return who publishes there, as its news names them; None for mail accounts and the like."""
    return handle_named(account_of(row).settings.get(IDENTITY, ""))


def handle_named(text: str) -> Identity | None:
    """Return the identity that a text such as ``github:ana`` names; None for none."""
    kind, colon, value = text.partition(":")
    return Identity(IdentityKind(kind), value) if colon and value and kind in set(IdentityKind) else None


def server_of(row: AccountRow) -> str:
    """Return what server is asked for an account, by a name that two accounts share only if it is the same.

    Example:
        A feed at ``https://ana.example/feed.xml`` and one at ``ana.example/other`` lie at ``ana.example``.
    """
    account = account_of(row)
    if row.kind in _ONE_SERVER:
        return row.kind
    if account.host:
        return account.host.lower().rstrip(".")
    text = account.settings.get("url") or account.address
    bare = text.partition("://")[2] or text
    return bare.partition("/")[0].rpartition("@")[2].partition(":")[0].lower().rstrip(".")


def people_of(kept: Reading, rows: Iterable[AccountRow]) -> Mapping[str, NamedView]:
    """Return whose the followed accounts are, by the account's id; those of nobody known are left out."""
    now_of = kept.assignments.resolver()
    whose = {row.id: now_of(PersonId(person_of(row))) for row in rows if person_of(row)}
    names = kept.people.names(set(whose.values()))
    return {id_: NamedView(id=one, name=names[one]) for id_, one in whose.items() if one in names}
