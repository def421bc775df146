"""An account of a server: who it is, what it says of itself, and whether it may be read at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kithly.records import Identity, IdentityKind, Party
from kithly.sources._formats.networks import Api, Refused, line, name, page, plain, website
from kithly.sources.mastodon.statuses import named

SHOWN_FIELD = 1_500  # characters of one field of a profile that are remembered
CLOSED = (401, 403, 422)  # statuses of a server that shows nothing without signing in; 422 by older ones

Json = Mapping[str, Any]


def looked_up(api: Api, handle: str) -> Json:
    """Return the account of a handle ``user@server``, as the server tells it.

    Raises:
        SourceAuthError: The server shows it only to those who are signed in.
        SourceFormatError: There is no such account, or the server speaks otherwise.
    """
    account: Json | None = None
    for asked in (handle, handle.partition("@")[0]):
        account = account or _asked(api, asked)
    if account is None:
        raise api.broken(f"the server knows no @{handle}, or does not speak as Mastodon does")
    return account


def refuse_if_away(api: Api, account: Json, handle: str) -> None:
    """Refuse an account that its server has put away.

    Raises:
        SourceFormatError: It is suspended.
    """
    if account.get("suspended"):
        raise api.broken(f"the server has suspended @{handle}, and shows nothing of it")


def party_of(account: Json, handle: str) -> Party:
    """Return whose an account is."""
    shown = name(account.get("display_name")) or line(account.get("username"), 100)
    return Party(name=shown, identity=Identity(IdentityKind.MASTODON, handle))


def profile_of(account: Json, host: str) -> dict[str, str]:
    """Return what an account says of itself, by the fields that are compared; none of them is missing."""
    moved = account.get("moved")
    return {
        "bio": plain(account.get("note"))[:SHOWN_FIELD],
        "fields": "; ".join(f"{title}: {value}" for title, value in _fields(account))[:SHOWN_FIELD],
        "moved": named(moved, host) if isinstance(moved, Mapping) else "",
        "memorial": "the account is kept in memory of them" if account.get("memorial") is True else "",
    }


def words_of(account: Json, host: str) -> Iterator[str]:
    """Yield what there is to know before an account is kept, a sentence each."""
    told = profile_of(account, host)
    if told["moved"]:
        yield f"It has moved to {told['moved']}: what is new comes there."
    if account.get("bot") is True:
        yield "It says of itself that a program writes there."
    if account.get("limited") is True:
        yield "Its server limits it: others see it only if they look for it."
    if told["memorial"]:
        yield "Its server keeps it in memory of them."
    yield from (f"It has proven that this page is its own: {one}" for one in _proven(account))


def pages_of(account: Json) -> Iterator[str]:
    """Yield the pages an account names as its owner's, proven or not."""
    yield from (website(plain(one.get("value"))) for one in _listed(account))


def _asked(api: Api, handle: str) -> Json | None:
    try:
        told = api.get("account", "/api/v1/accounts/lookup", {"acct": handle}).told
    except Refused as refused:
        if refused.status in CLOSED:
            what = "this server shows what its members publish only to those who are signed in there"
            raise api.closed(what, "With an account of your own there: kithly account add --token.") from None
        if refused.status == 404:
            return None
        raise
    if not isinstance(told, Mapping) or not line(told.get("id"), 100) or "username" not in told:
        raise api.broken("the server does not speak as Mastodon does")
    return told


def _fields(account: Json) -> Iterator[tuple[str, str]]:
    for one in _listed(account):
        title, value = line(one.get("name"), 100), line(plain(one.get("value")))
        if title or value:
            yield title, f"{value} (verified)" if one.get("verified_at") else value


def _proven(account: Json) -> Iterator[str]:
    """Yield the pages that link back to the account, as its server has seen."""
    for one in _listed(account):
        if one.get("verified_at"):
            yield from filter(None, [page(plain(one.get("value")))])


def _listed(account: Json) -> list[Json]:
    found = account.get("fields")
    return [one for one in found if isinstance(one, Mapping)][:20] if isinstance(found, list) else []
