"""An account: its id behind a handle, what it says of itself, and whether strangers may read it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kithly.errors import SourceFormatError
from kithly.records import Identity, IdentityKind, Party
from kithly.sources._formats.networks import Api, Refused, line, name, tidy, website
from kithly.sources.bluesky.labels import NOT_FOR_STRANGERS, PUT_AWAY, labels_of

PROFILE = "/xrpc/app.bsky.actor.getProfile"
RESOLVE = "/xrpc/com.atproto.identity.resolveHandle"
SHOWN_FIELD = 1_500  # characters of one field of a profile that are remembered
LENT = (".bsky.social", ".bsky.team", ".brid.gy")  # ends of handles that a service lends its members
AWAY = {  # what the server calls it -> what it is
    "AccountTakedown": "it was taken down by the network",
    "AccountDeactivated": "its owner has put it to sleep",
    "AccountSuspended": "it is suspended by the network",
    "AccountDeleted": "it is deleted",
}

_DID = re.compile(r"did:[a-z]+:[a-zA-Z0-9._:%\-]{1,240}")

Json = Mapping[str, Any]


def did_of(api: Api, handle: str) -> str:
    """Return the id behind a handle; a handle that is an id already is its own.

    Raises:
        SourceFormatError: Nobody bears the handle.
    """
    if handle.startswith("did:"):
        return handle
    told = _asked(api, "handle", RESOLVE, {"handle": handle}, handle)
    did = told.get("did")
    if not isinstance(did, str) or not _DID.fullmatch(did):
        raise api.broken("the server gives no id for this handle")
    return did


def profile(api: Api, did: str, handle: str) -> Json:
    """Return the profile of an account that strangers may read.

    Raises:
        SourceFormatError: There is none, or its owner or the network do not show it to those who are not signed in.
    """
    told = _asked(api, "account", PROFILE, {"actor": did}, handle)
    if told.get("did") != did:
        raise api.broken("the server answers for another account")
    labels = labels_of(told)
    if NOT_FOR_STRANGERS in labels:
        raise not_for_strangers(api, handle)
    if labels & PUT_AWAY:
        raise api.broken("the network has put this account away, and nothing of it is read")
    return told


def not_for_strangers(api: Api, handle: str) -> SourceFormatError:
    """Return the error of an account whose owner shows it only to those who are signed in."""
    what = f"@{handle} asks not to be shown to people who are not signed in at Bluesky; nothing of it is read"
    return api.broken(what)


def party_of(told: Json, did: str) -> Party:
    """Return whose an account is, known by its id: a handle may change."""
    shown = name(told.get("displayName")) or line(told.get("handle"), 200)
    return Party(name=shown, identity=Identity(IdentityKind.BLUESKY, did))


def profile_of(told: Json) -> dict[str, str]:
    """Return what an account says of itself, by the fields that are compared; none of them is missing."""
    return {
        "bio": tidy(told.get("description"))[:SHOWN_FIELD],
        "website": line(told.get("website"), SHOWN_FIELD),
    }


def pages_of(told: Json) -> tuple[str, ...]:
    """Return the pages an account names as its owner's: its website, and its handle where that is a domain of its own.

    Example:
        >>> pages_of({"handle": "ana.example", "website": "ana.example/blog"})
        ('https://ana.example/blog', 'https://ana.example')
    """
    handle = line(told.get("handle"), 253)
    is_own = bool(handle) and not handle.endswith(LENT) and handle != "handle.invalid"
    return website(told.get("website")), website(handle) if is_own else ""


def _asked(api: Api, slot: str, path: str, query: Mapping[str, str | int], handle: str) -> Json:
    try:
        told = api.get(slot, path, query).told
    except Refused as refused:
        error = refused.said.get("error") if isinstance(refused.said, Mapping) else ""
        if error in AWAY:
            raise api.broken(f"@{handle}: {AWAY[error]}") from None
        if refused.status in {400, 404}:
            raise api.broken(f"Bluesky knows no @{handle}") from None
        raise
    if not isinstance(told, Mapping):
        raise api.broken("its answer has another shape")
    return told
