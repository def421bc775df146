"""A calendar of Kithly's own on a server: made, written and tidied; no other calendar is ever written to."""

from __future__ import annotations

from collections.abc import Collection as Names
from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_hex
from typing import Final
from urllib.parse import quote, urljoin

from kithly.errors import SourceFormatError
from kithly.sources._formats.dav.client import speaking, start_of
from kithly.sources.account import Account
from kithly.transport.dav import Collection, Dav, Holding, Member, Stale, address_of
from kithly.transport.secrets import Secret

PREFIX: Final = "kithly-hellos-"  # begin of the last part of its address; a calendar called so is not read
NAME: Final = "Kithly"
MEDIA: Final = "text/calendar; charset=utf-8"
TOKEN_BYTES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of a calendar.

    Attributes:
        marks: Mark of each member that is as Kithly wrote it, by name.
        written: How many were written.
        removed: How many were removed.
        kept: How many were left because somebody changed or removed them there.
    """

    marks: Mapping[str, str]
    written: int
    removed: int
    kept: int


def is_own(collection: Collection) -> bool:
    """Say whether a calendar is one that Kithly made."""
    return collection.path.rstrip("/").rpartition("/")[2].startswith(PREFIX)


def make_calendar(account: Account, secret: Secret) -> str:
    """Make a new calendar in an account, and return its address.

    Raises:
        SourceError: The server cannot, or does not let this user.
    """
    with speaking(account, secret) as dav_of:
        start = start_of(account)
        home = dav_of(start).home(start, Holding.CALENDAR)[0]
        dav = dav_of(home)
        collections = dav.collections(home, Holding.CALENDAR)
        if len(collections) == 1 and collections[0].url.rstrip("/") == home.rstrip("/"):
            home = urljoin(home.rstrip("/"), ".")  # the account names one calendar: the new one lies beside it
        url = urljoin(home.rstrip("/") + "/", f"{quote(PREFIX + token_hex(TOKEN_BYTES))}/")
        dav.make_calendar(url, NAME)
    return url


def write_calendar(
    account: Account,
    secret: Secret,
    url: str,
    wanted: Mapping[str, bytes],
    marks: Mapping[str, str],
    *,
    same: Names[str] = (),
) -> Written:
    """Bring a calendar to what is wanted, but for what somebody changed there.

    Args:
        account: Whose.
        secret: Password or token.
        url: What `make_calendar` returned.
        wanted: Every member by name.
        marks: `Written.marks` of the last time.
        same: Names of what is wanted as it was the last time.

    Raises:
        SourceError: It is gone, or the server is away.
    """
    with speaking(account, secret) as dav_of:
        dav = dav_of(url)
        calendar = next((one for one in dav.collections(url, Holding.CALENDAR) if is_own(one)), None)
        if calendar is None:
            said = "The calendar that Kithly made is gone from the server."
            raise SourceFormatError("caldav", account.address, said, hint="kithly calendar --off")
        here = _members(dav, calendar)
        written, removed, kept = 0, 0, 0
        for name, data in wanted.items():
            if name in same and name in here and here[name].etag == marks[name]:
                continue
            outcome = _put(dav, calendar, name, data, here=here.get(name), mark=marks.get(name))
            written, kept = written + (outcome is True), kept + (outcome is None)
        for name, mark in marks.items():
            if name not in wanted and name in here:
                is_gone = here[name].etag == mark and _delete(dav, here[name])
                removed, kept = removed + is_gone, kept + (not is_gone)
        after = _members(dav, calendar)
    ours = {name: one.etag for name, one in after.items() if name in wanted and _is_ours(name, here, marks)}
    ours |= {name: "" for name in wanted if name in marks and name not in here}  # removed by hand: it stays away
    return Written(marks=ours, written=written, removed=removed, kept=kept)


def _is_ours(name: str, here: Mapping[str, Member], marks: Mapping[str, str]) -> bool:
    """Say whether a member is as Kithly wrote it: it was before, or was not there."""
    return (name not in here and name not in marks) or (name in here and here[name].etag == marks.get(name))


def _put(
    dav: Dav, calendar: Collection, name: str, data: bytes, *, here: Member | None, mark: str | None
) -> bool | None:
    """Write a member; True if it was written, None if somebody changed or removed it there."""
    if here is None and mark is not None:
        return None  # removed by hand: it does not come back
    if here is not None and here.etag != mark:
        return None
    try:
        dav.put(here.url if here else address_of(calendar, name), data, MEDIA, etag=here.etag if here else "")
    except Stale:
        return None
    return True


def _delete(dav: Dav, member: Member) -> bool:
    try:
        dav.delete(member.url, etag=member.etag)
    except Stale:
        return False
    return True


def _members(dav: Dav, calendar: Collection) -> dict[str, Member]:
    found = dav.changes(calendar, token="", known={}).changed
    return {one.path.rpartition("/")[2]: one for one in found}
