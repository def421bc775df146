"""What lies on a DAV server: collections, their members, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from kithly.transport.dav_words import INSUFFICIENT, Holding, Multistatus, Status, path_of, qualified


class Stale(Exception):
    """A member is not what was read any more, or is there already where a new one was to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """One address book or calendar.

    Attributes:
        url: Absolute address.
        path: Its path in plain characters.
        name: What the user calls it; its last part where it has no name.
        holding: What it holds.
        state: Changes whenever anything in it changes; empty if the server does not say.
        token: Where a later `Dav.changes` can go on; empty if the server knows no such thing.
        parts: Kinds of components a calendar holds (``VEVENT``); empty if it does not say.
        is_writable: False where the server says that it is not; True where it does not say.
        owner: Path of the user whose it is, in plain characters; empty if the server does not say.
    """

    url: str
    path: str
    name: str
    holding: Holding
    state: str = ""
    token: str = ""
    parts: frozenset[str] = frozenset()
    is_writable: bool = True
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Who is signed in.

    Attributes:
        path: Of their principal, in plain characters; empty if the server does not say.
        addresses: By which they are asked to appointments: ``mailto:`` and others, as the server wrote them.
    """

    path: str = ""
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One card or appointment, without its text.

    Attributes:
        url: Absolute address, as the server wrote it.
        path: Its path in plain characters: what it is known by.
        etag: Mark of its present content, quotes and all; empty if the server gives none.
    """

    url: str
    path: str
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One member with its text.

    Attributes:
        member: Which.
        data: Its text as sent, UTF-8.
    """

    member: Member
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What became of a collection since a state.

    Attributes:
        changed: Members that are new or have another content.
        gone: Paths that are there no longer.
        token: Goes with the new state; empty if the server knows none.
    """

    changed: tuple[Member, ...]
    gone: tuple[str, ...]
    token: str


def is_a(status: Status, holding: Holding) -> bool:
    """Say whether an address is a collection of a kind."""
    kind = status.found.get(qualified("d:resourcetype"))
    return kind is not None and kind.find(holding.resource) is not None


def collection_of(status: Status, holding: Holding) -> Collection:
    """Return a collection as a list names it."""
    parts = status.found.get(qualified("cal:supported-calendar-component-set"))
    token = status.text("d:sync-token")
    return Collection(
        url=status.url if status.url.endswith("/") else status.url + "/",
        path=status.path,
        name=status.text("d:displayname") or status.path.rpartition("/")[2] or status.path,
        holding=holding,
        state=status.text("cs:getctag") or token,
        token=token,
        parts=frozenset(one.get("name", "") for one in parts) if parts is not None else frozenset(),
        is_writable=_may_write(status),
        owner=next((path_of(one) for one in status.hrefs("d:owner")), ""),
    )


def _may_write(status: Status) -> bool:
    granted = status.found.get(qualified("d:current-user-privilege-set"))
    if granted is None:
        return True
    enough = {qualified(name) for name in ("d:write", "d:all", "d:write-content")}
    return any(one.tag in enough for one in granted.iter())


def members_of(told: Multistatus, collection: Collection) -> tuple[Member, ...]:
    """Return the members a list names: neither the collection itself nor what lies elsewhere."""
    return tuple(
        Member(url=one.url, path=one.path, etag=one.text("d:getetag"))
        for one in told.statuses
        if _is_member(one, collection) and (one.status == 0 or 200 <= one.status < 300)
    )


def _is_member(status: Status, collection: Collection) -> bool:
    kind = status.found.get(qualified("d:resourcetype"))
    if kind is not None and kind.find(qualified("d:collection")) is not None:
        return False
    same_server = urlsplit(status.url)[:2] == urlsplit(collection.url)[:2]
    return same_server and status.path != collection.path and status.path.startswith(collection.path.rstrip("/") + "/")


def sort_changes(told: Multistatus, collection: Collection, members: dict[str, Member], gone: dict[str, None]) -> bool:
    """Put one part of a list of changes where it belongs; say whether there is more."""
    for one in members_of(told, collection):
        members[one.path] = one
        gone.pop(one.path, None)
    for status in told.statuses:
        if status.status in {404, 410} and _is_member(status, collection):
            gone[status.path] = None
            members.pop(status.path, None)
    return any(one.status == INSUFFICIENT for one in told.statuses)


def compared(members: Sequence[Member], known: Mapping[str, str], *, token: str) -> Changes:
    """Compare a whole list with what was known."""
    here = {one.path for one in members}
    changed = tuple(one for one in members if not one.etag or known.get(one.path) != one.etag)
    return Changes(changed=changed, gone=tuple(path for path in known if path not in here), token=token)
