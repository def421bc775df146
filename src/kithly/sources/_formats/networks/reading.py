"""What the readers of social networks share: settings, addresses, and what is kept when something fails."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from kithly.errors import SourceError, SourceFormatError
from kithly.records import Identity
from kithly.sources._formats.networks.state import State
from kithly.sources.account import Account, Told

PERSON, IDENTITY = "person", "identity"  # settings: whose account it is; its identity, as ``kind:value``
OWN_ID = "account"  # setting: the id its server knows it by, which outlives its name
NAMED = "named"  # setting: the user named the server, so it may lie in a private network
ME = "me"  # setting: pages the account names as its owner's, apart by blanks
SETTINGS = frozenset((PERSON, IDENTITY, OWN_ID, NAMED, ME))
MOST_PAGES = 10  # of one account

FIRST_READ = "Its last 90 days are read, at most 200 posts; then what is new. Only what everybody may see."


def known_settings(account: Account, title: str) -> None:
    """Refuse a setting that nobody knows.

    Raises:
        SourceFormatError: There is one.
    """
    unknown = sorted(set(account.settings) - SETTINGS)
    if unknown:
        said = f"{title} has no setting {unknown[0]!r}."
        raise SourceFormatError(account.kind, account.address, said, hint="Known setting: person=ID")


def at_server(account: Account, *, address: str, user: str, host: str, port: int = 443) -> Account:
    """Return an account at the server the user named, which may lie in a private network, else at its usual one.

    Args:
        account: What the user said.
        address: What the account is called.
        user: By which name its server knows it.
        host: Its usual server.
        port: Where that listens.
    """
    settings = {**account.settings, **({NAMED: "yes"} if account.host else {})}
    host, port = account.host or host, account.port or port
    return replace(account, address=address, user=user, host=host, port=port, settings=settings)


def with_identity(account: Account, identity: Identity, own_id: str, pages: Iterable[str] = ()) -> dict[str, str]:
    """Return the settings of an account whose identity is found out.

    Args:
        account: The account.
        identity: As news of it names its owner.
        own_id: The id its server knows it by.
        pages: Addresses the account names as its owner's other ones; a claim, as long as they do not point back.
    """
    me = " ".join(dict.fromkeys(page for page in pages if page and not re.search(r"\s", page)))
    told = {IDENTITY: f"{identity.kind}:{identity.value}", OWN_ID: own_id, ME: " ".join(me.split()[:MOST_PAGES])}
    return {name: value for name, value in {**account.settings, **told}.items() if value}


def keeping(told: Iterator[Told], state: Callable[[], State]) -> Iterator[Told]:
    """Yield what is told; where it fails, what is to be remembered of that comes before the failure."""
    try:
        yield from told
    except SourceError:
        yield state().cursor()
        raise
