"""Passes: who may come in without the user at the keyboard. Of a secret only its hash is kept.

They stand outside of changes: what took a pass away is never taken back.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

from sqlalchemy import Row, select

from kithly.errors import Conflict, NotFound
from kithly.records import to_seconds
from kithly.store import schema
from kithly.store.payload import from_seconds
from kithly.store.scope import Scope, plain

_ID_BYTES = 4
SHORTEST_ID = 4  # characters of an id that may stand for the whole


@dataclass(frozen=True, slots=True, kw_only=True)
class PassRow:
    """One pass.

    Attributes:
        kind: ``program`` or ``device``.
        name: What the user calls its holder.
        scopes: What it may be used for.
        hash: SHA-256 of the secret.
        made_at: When.
        ends_at: From when on it is no good; None for never.
        used_at: When it was used last, as far as it was noted.
        revoked_at: When the user took it away; None while it stands.
        id: Eight hexadecimal digits; given by the store.
    """

    kind: str
    name: str
    scopes: tuple[str, ...]
    hash: bytes
    made_at: datetime
    ends_at: datetime | None = None
    used_at: datetime | None = None
    revoked_at: datetime | None = None
    id: str = ""


class Passes:
    """The passes of an ego."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def add(self, row: PassRow) -> str:
        """Keep a pass and return its id."""
        seq = self._scope.numbers(schema.passes, 1)[0]
        text_id = f"{self._scope.text_id}\0passes\0{seq}".encode()
        identifier = blake2b(text_id, digest_size=_ID_BYTES).hexdigest()
        values = {
            "seq": seq,
            "ego_id": self._scope.ego,
            "id": identifier,
            "kind": row.kind,
            "name": plain(row.name),
            "scopes": json.dumps(list(row.scopes)),
            "hash": row.hash,
            "made_at": to_seconds(row.made_at),
            "ends_at": None if row.ends_at is None else to_seconds(row.ends_at),
        }
        self._scope.conn.execute(schema.passes.insert().values(**values))
        return identifier

    def all(self, kind: str = "") -> tuple[PassRow, ...]:
        """Return every pass ever made, of one kind or of all, oldest first."""
        table = schema.passes
        query = select(table).where(table.c.ego_id == self._scope.ego).order_by(table.c.seq)
        rows = self._scope.conn.execute(query.where(table.c.kind == kind) if kind else query)
        return tuple(_row(row) for row in rows)

    def get(self, named: str) -> PassRow:
        """Return a pass by its id, a beginning of it, or its name if only one that stands has it.

        Raises:
            NotFound: There is none.
            Conflict: Several fit.
        """
        asked = named.strip()
        rows = self.all()
        found = [row for row in rows if len(asked) >= SHORTEST_ID and row.id.startswith(asked.lower())]
        found = found or [row for row in rows if row.name == asked and row.revoked_at is None]
        if not found:
            raise NotFound("pass", named, hint="kithly token list")
        if len(found) > 1:
            told = f"{named!r} could be several."
            raise Conflict(
                "pass", named, message=told, hint="kithly token list", candidates=tuple(one.id for one in found)
            )
        return found[0]

    def revoke(self, identifier: str, at: datetime) -> bool:
        """Take a pass away for good; return whether it stood."""
        return self._set(identifier, schema.passes.c.revoked_at.is_(None), revoked_at=to_seconds(at))

    def used(self, identifier: str, at: datetime) -> bool:
        """Note that a pass was used; return whether there is such a pass."""
        return self._set(identifier, used_at=to_seconds(at))

    def _set(self, identifier: str, *conditions: Any, **values: int) -> bool:
        table = schema.passes
        chosen = table.update().where(table.c.ego_id == self._scope.ego, table.c.id == identifier, *conditions)
        return self._scope.conn.execute(chosen.values(**values)).rowcount == 1


def _row(row: Row[Any]) -> PassRow:
    return PassRow(
        id=row.id,
        kind=row.kind,
        name=row.name,
        scopes=tuple(json.loads(row.scopes)),
        hash=bytes(row.hash),
        made_at=from_seconds(row.made_at),
        ends_at=_moment(row.ends_at),
        used_at=_moment(row.used_at),
        revoked_at=_moment(row.revoked_at),
    )


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else from_seconds(seconds)
