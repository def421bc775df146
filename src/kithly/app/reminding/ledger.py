"""Digests as they are remembered: which went out on which day, under which id, with which hellos."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from kithly.store import Reading, Writing

KEPT = "digests"  # name of the small fact
REMEMBERED = timedelta(days=14)  # so long a digest can be answered: as long as its hellos can be named
SENDING, SENT, UNKNOWN = "sending", "sent", "unknown"  # a crash leaves the first, and that is the last


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One digest that went out, or may have.

    Attributes:
        day: The day it is for, in the user's zone.
        id: Message-ID, without brackets; only whoever has the mail knows it.
        to: Where it went.
        touches: The hello under each number, from 1.
        state: What became of it.
        at: When it was given up.
    """

    day: str
    id: str
    to: str
    touches: tuple[str, ...]
    state: str
    at: str

    @property
    def is_sent(self) -> bool:
        """Whether it surely went out."""
        return self.state == SENT


def digests(kept: Reading) -> tuple[Digest, ...]:
    """Return the digests of the last days, oldest first."""
    return tuple(_read(one) for one in json.loads(kept.meta.get(KEPT) or "[]"))


def digest_of(kept: Reading, day: date) -> Digest | None:
    """Return the digest of a day, if one went out or may have."""
    return next((one for one in digests(kept) if one.day == day.isoformat()), None)


def keep_digest(tx: Writing, digest: Digest, *, now: datetime) -> None:
    """Remember a digest in the place of what was known of its day; those that nobody answers any more are forgotten."""
    first = (now - REMEMBERED).date().isoformat()
    others = [one for one in digests(tx) if one.day != digest.day and one.day >= first]
    tx.meta.set(KEPT, json.dumps([asdict(one) for one in (*others, digest)]))


def forget_digest(tx: Writing, day: date) -> None:
    """Forget the digest of a day: it surely did not go out."""
    left = [one for one in digests(tx) if one.day != day.isoformat()]
    tx.meta.set(KEPT, json.dumps([asdict(one) for one in left]))


def set_state(tx: Writing, day: date, state: str) -> None:
    """Keep what became of the digest of a day."""
    changed = [replace(one, state=state) if one.day == day.isoformat() else one for one in digests(tx)]
    tx.meta.set(KEPT, json.dumps([asdict(one) for one in changed]))


def _read(value: Mapping[str, Any]) -> Digest:
    return Digest(**{**value, "touches": tuple(value["touches"])})
