"""Passes made, listed and taken away. Nothing of this is ever undone: a key that was taken away stays away."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from kithly.app.doors import Door, Event
from kithly.app.network import Network
from kithly.app.passes.scopes import DEVICE, PROGRAM, READ, SCOPES
from kithly.app.views.passes import MadePassView, PassesView, PassView, RevokedPassView
from kithly.errors import Conflict, SettingsError
from kithly.store import PassRow

SECRET_BYTES = 32  # 256 bits, beyond any guessing
MARK = "kithly_"  # what a secret begins with, so that it is known for one wherever it turns up
MOST_NAME = 80  # characters
MOST_DAYS = 3650
UNUSED = timedelta(days=90)  # after which a device must be paired anew
LONGEST = timedelta(days=365)  # the same, however often it comes
MOST_GOOD = 100  # passes at once


def make_pass(
    network: Network, name: str, scopes: Sequence[str] = (READ,), *, days: int | None = None, kind: str = PROGRAM
) -> MadePassView:
    """Let a program or a device in from now on, and return its secret, which is kept nowhere.

    Args:
        network: Whose.
        name: What to call it.
        scopes: What it may do.
        days: After how many days it ends; None for never.
        kind: ``program`` or ``device``.

    Raises:
        SettingsError: There is no name, no such scope, or no such number of days.
        Conflict: There are too many.
    """
    secret = MARK + secrets.token_urlsafe(SECRET_BYTES)
    row = PassRow(
        kind=_kind(kind),
        name=_name(name),
        scopes=_scopes(scopes),
        hash=hash_of(secret),
        made_at=network.now,
        ends_at=_end(network.now, days),
    )
    with network.store.transaction() as tx:
        good = [one for one in tx.passes.all() if state_of(one, network.now) == "good"]
        if len(good) >= MOST_GOOD:
            raise Conflict("pass", name, message="There are too many passes.", hint="kithly token list")
        kept = tx.passes.get(tx.passes.add(row))
    network.doors.note(door_of(kept), Event.LET_IN, holder=kept.id)
    return MadePassView(token=secret, pass_=_view(kept, network.now))


def list_passes(network: Network, *, kind: str = "") -> PassesView:
    """Return every pass, of one kind or of all, without secrets."""
    with network.store.reading() as kept:
        views = [_view(row, network.now) for row in reversed(kept.passes.all(kind))]
    return PassesView(passes=tuple(sorted(views, key=lambda one: one.state != "good")))


def revoke_pass(network: Network, which: str) -> RevokedPassView:
    """Take a pass away for good: the next request with it is refused.

    Args:
        network: Whose.
        which: Its id, the beginning of it, or its name.

    Raises:
        NotFound: There is none.
        Conflict: Several fit.
    """
    with network.store.transaction() as tx:
        row = tx.passes.get(which)
        was_good = tx.passes.revoke(row.id, network.now)
        view = _view(tx.passes.get(row.id), network.now)
    if was_good:
        network.doors.note(door_of(row), Event.TAKEN_AWAY, holder=row.id)
    said = "may come in no more" if was_good else "was taken away before"
    return RevokedPassView(text=f"{row.name} {said}.", pass_=view)


def door_of(row: PassRow) -> Door:
    """Return the door a pass opens."""
    return Door.PHONE if row.kind == DEVICE else Door.PROGRAMS


def hash_of(secret: str) -> bytes:
    """Return what is kept of a secret. It has 256 bits of its own, so that nothing slower is needed."""
    return sha256(secret.encode("utf-8", "replace")).digest()


def state_of(row: PassRow, now: datetime) -> str:
    """Return whether a pass is ``good``, ``ended`` or ``revoked``."""
    if row.revoked_at is not None:
        return "revoked"
    if row.kind == DEVICE and (now - (row.used_at or row.made_at) > UNUSED or now - row.made_at >= LONGEST):
        return "ended"
    return "ended" if row.ends_at is not None and now >= row.ends_at else "good"


def _view(row: PassRow, now: datetime) -> PassView:
    return PassView(
        id=row.id,
        kind=row.kind,
        name=row.name,
        scopes=row.scopes,
        state=state_of(row, now),
        made_at=row.made_at,
        ends_at=row.ends_at,
        used_at=row.used_at,
    )


def _kind(kind: str) -> str:
    if kind not in {PROGRAM, DEVICE}:
        raise SettingsError("kind", f"There is no kind of pass {kind!r}.")
    return kind


def _name(name: str) -> str:
    told = " ".join(name.split())
    if not told or len(told) > MOST_NAME or not told.isprintable():
        raise SettingsError("name", f"A name has 1 to {MOST_NAME} characters.", hint="kithly token add NAME")
    return told


def _scopes(scopes: Sequence[str]) -> tuple[str, ...]:
    odd = [one for one in scopes if one not in SCOPES]
    if odd or not scopes:
        told = f"There is no scope {odd[0]!r}." if odd else "A pass needs a scope."
        raise SettingsError("scope", told, hint=f"--scope {' or '.join(SCOPES)}")
    return tuple(one for one in SCOPES if one in scopes)


def _end(now: datetime, days: int | None) -> datetime | None:
    if days is None:
        return None
    if not 1 <= days <= MOST_DAYS:
        raise SettingsError("days", f"A pass lasts 1 to {MOST_DAYS} days.", hint="--days 90")
    return now + timedelta(days=days)
