"""How often an account is asked, and since when one does not answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from kithly.app.views import Outcome, SyncedView
from kithly.store import Reading, Writing

ASKED = "accounts_asked"  # name of the small fact
EVERY = timedelta(hours=4)  # what everybody may read is asked so often at most, however often the user syncs
SLACK = timedelta(minutes=10)  # a sync that comes a little early, every four hours by a timer, still asks
BROKEN_FOR = timedelta(days=14)  # after so long the user is told
LAST = 1 << 33  # seconds since 1970: a later moment is a mistake
DEEPEST = 4  # levels of a cursor that are looked through
UNREAD = frozenset((Outcome.RETRY, Outcome.SIGN_IN, Outcome.STOP))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How an account fared lately.

    Attributes:
        at: When it was asked last, seconds since 1970.
        broken_since: Since when every try failed, seconds since 1970; 0 while it works.
        why: What the last failure said.
    """

    at: int
    broken_since: int = 0
    why: str = ""

    def broken_for(self, now: datetime) -> timedelta:
        """Return for how long it does not answer."""
        return now - _moment(self.broken_since) if self.broken_since else timedelta(0)


def read_asked(kept: Reading) -> Mapping[str, Asked]:
    """Return how each account fared, by its id; of what is damaged, nothing."""
    try:
        told: Any = json.loads(kept.meta.get(ASKED) or "{}")
        return {
            str(one): Asked(at=int(at), broken_since=int(since), why=str(why)) for one, (at, since, why) in told.items()
        }
    except (ValueError, TypeError, AttributeError):
        return {}


def keep_asked(tx: Writing, ended: Iterable[SyncedView], *, now: datetime) -> None:
    """Keep how the accounts of a sync fared; what is said of accounts that are gone is forgotten."""
    standing = {row.id for row in tx.accounts.all()}
    asked = {one: told for one, told in read_asked(tx).items() if one in standing}
    for one in ended:
        if one.asked and one.outcome is not Outcome.STOPPED:
            asked[one.id] = _after(asked.get(one.id), one, int(now.timestamp()))
    told = {one: [fared.at, fared.broken_since, fared.why] for one, fared in sorted(asked.items())}
    tx.meta.set(ASKED, json.dumps(told, ensure_ascii=False, separators=(",", ":")))


def _after(before: Asked | None, ended: SyncedView, now: int) -> Asked:
    if ended.outcome not in UNREAD:
        return Asked(at=now)
    if before is None or not before.broken_since:
        return Asked(at=now, broken_since=now, why=ended.text)
    return replace(before, at=now, why=ended.text)


def next_time(asked: Asked | None, cursors: Iterable[str], *, named: bool) -> datetime | None:
    """Return before when an account that everybody may read is left alone; None if it may be asked at any time.

    What was read of one may have been taken back: then it is read again at once.

    Args:
        asked: How it fared last; None if it never was asked.
        cursors: How far each of its parts is read: a server may have said there when to come back.
        named: The user asks for this very account: then only its server's word counts.
    """
    kept = tuple(cursors)
    told = [moment for moment in map(not_before, kept) if moment]
    wait = [max(told)] if told else []
    if asked is not None and not named and (kept or asked.broken_since):
        wait.append(int((_moment(asked.at) + EVERY - SLACK).timestamp()))
    return _moment(max(wait)) if wait else None


def not_before(cursor: str) -> int:
    """Return when the server of a cursor may be asked again, seconds since 1970; 0 if it does not say.

    Example:
        >>> not_before('{"visit": {"etag": "x", "not_before": 1700000000}}')
        1700000000
    """
    try:
        return _deep(json.loads(cursor), DEEPEST)
    except (ValueError, RecursionError):
        return 0


def _deep(told: object, levels: int) -> int:
    if not isinstance(told, dict) or not levels:
        return 0
    here = told.get("not_before")
    own = here if isinstance(here, int) and not isinstance(here, bool) else 0
    return max([own, *(_deep(one, levels - 1) for one in told.values())])


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(min(max(seconds, 0), LAST), UTC)
