"""When the next meeting begins: a planned one becomes contact by time alone, without any new record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from kithly.people import PersonId
from kithly.store import Reading, Writing

KEPT = "next_meeting"  # name of the small fact: seconds since 1970, UTC; empty for none


def keep_next_meeting(tx: Writing, *, now: datetime, some: bool = False) -> None:
    """Keep when the first meeting after now begins.

    Args:
        tx: Where to.
        now: The present.
        some: Whether only some people were looked at: what has begun meanwhile with others stays due.
    """
    met, due = tx.interactions.next_met(int(now.timestamp())), tx.meta.get(KEPT)
    ahead = [int(ends.timestamp()) for _, ends in _arranged(tx) if ends > now]
    at = min([*ahead, met] if met is not None else ahead, default=None)
    if some and due and (at is None or int(due) < at):
        return
    tx.meta.set(KEPT, "" if at is None else str(at))


def next_meeting(kept: Reading) -> datetime | None:
    """Return when the first meeting begins that was still ahead at the last look; None for none."""
    text = kept.meta.get(KEPT)
    return datetime.fromtimestamp(int(text), UTC) if text else None


def is_met_since(kept: Reading, now: datetime) -> bool:
    """Say whether a meeting has begun that was still ahead at the last look."""
    due = next_meeting(kept)
    return due is not None and due <= now


def passed_since(kept: Reading, due: datetime, *, now: datetime) -> tuple[int, ...]:
    """Return the identities at meetings that have begun since.

    Args:
        kept: Where to read.
        due: When the first of them began.
        now: The present.
    """
    return kept.interactions.met_between(int(due.timestamp()) - 1, int(now.timestamp()))


def talked_since(kept: Reading, due: datetime, *, now: datetime) -> frozenset[PersonId]:
    """Return the people with whom a talk that the user arranged here is over since.

    Args:
        kept: Where to read.
        due: When the first of them was.
        now: The present.
    """
    return frozenset(person for person, ends in _arranged(kept) if due <= ends <= now)


def _arranged(kept: Reading) -> Iterator[tuple[PersonId, datetime]]:
    """Yield with whom a talk was arranged, and when it is over."""
    for one in kept.decisions.all("talk"):
        starts = datetime.fromisoformat(one.value["at"])
        yield kept.assignments.resolve(PersonId(one.subject)), starts + timedelta(minutes=int(one.value["minutes"]))
