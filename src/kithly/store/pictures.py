"""Pictures of people: each kept once, as long as a version of a record came with it."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from sqlalchemy import select

from kithly.records import media_type, why_not_kept
from kithly.store import schema
from kithly.store.scope import Row, Scope
from kithly.store.values import Picture


class Pictures:
    """The pictures of an ego, named by their hashes as `Contact.photo` gives them."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def get(self, photo: str) -> Picture | None:
        """Return a picture; None if it is not kept.

        Args:
            photo: Its SHA-256, hexadecimal.
        """
        content = _bytes(photo)
        table = schema.pictures.c
        query = select(table.type, table.data).where(table.ego_id == self._scope.ego, table.hash == content)
        row = self._scope.conn.execute(query).first() if content else None
        return Picture(type=row.type, data=bytes(row.data)) if row else None

    def has(self, photo: str) -> bool:
        """Say whether a picture is kept, without reading it."""
        content = _bytes(photo)
        table = schema.pictures.c
        query = select(table.type).where(table.ego_id == self._scope.ego, table.hash == content)
        return bool(content) and self._scope.conn.execute(query).first() is not None

    def keep(self, pictures: Sequence[tuple[int, bytes]]) -> None:
        """Keep pictures; what is no picture, or too large, is passed over.

        Args:
            pictures: Number of a version, and the picture that came with it.
        """
        kept: dict[bytes, bytes] = {}
        rows: list[Row] = []
        for version, picture in pictures:
            if not why_not_kept(picture):
                content = sha256(picture).digest()
                kept[content] = picture
                rows.append((version, content, self._scope.ego))
        ego = self._scope.ego
        blobs: list[Row] = [(ego, content, media_type(one), one) for content, one in kept.items()]
        self._scope.add(schema.pictures, blobs, "ego_id", "hash", "type", "data", instead="nothing")
        self._scope.add(schema.pictured, rows, "version", "hash", "ego_id", instead="nothing")

    def forget(self, versions: Sequence[int]) -> None:
        """Let versions name no picture any more; pictures that nothing names go."""
        named, table = schema.pictured, schema.pictures
        mine = self._scope.within(named.c.version, versions)
        hashes = self._scope.conn.execute(select(named.c.hash).where(mine).distinct()).scalars().all()
        if not hashes:
            return
        self._scope.conn.execute(named.delete().where(mine))
        for content in hashes:
            still = select(named.c.version).where(named.c.hash == content, named.c.ego_id == self._scope.ego)
            unnamed = table.delete().where(table.c.ego_id == self._scope.ego, table.c.hash == content)
            self._scope.conn.execute(unnamed.where(~still.exists()))


def _bytes(photo: str) -> bytes:
    try:
        return bytes.fromhex(photo)
    except ValueError:
        return b""
