"""What changed for people between two exports, counted: who moved, who was promoted."""

from __future__ import annotations

from enum import StrEnum

from kithly.history import is_no_employer, is_same_company
from kithly.reasons.facts import Sighting
from kithly.reasons.titles import is_new_title, seniority


class WorkChange(StrEnum):
    """What became of somebody's work."""

    MOVED = "moved"
    PROMOTED = "promoted"


def work_change(before: Sighting, after: Sighting) -> WorkChange | None:
    """Return what changed in somebody's work between two lines of exports; None where nothing is sure.

    A job lost or looked for is no move, and another spelling no change.

    Example:
        >>> from datetime import UTC, datetime
        >>> old = Sighting(record="1", source="x", observed_at=datetime(2025, 1, 1, tzinfo=UTC), company="Acme")
        >>> new = Sighting(record="1", source="x", observed_at=datetime(2026, 1, 1, tzinfo=UTC), company="Globex")
        >>> work_change(old, new)
        <WorkChange.MOVED: 'moved'>
    """
    if _is_jobless(before) or _is_jobless(after):
        return None
    if not is_same_company(before.company, after.company):
        return WorkChange.MOVED
    is_step_up = seniority(after.title) > seniority(before.title)
    return WorkChange.PROMOTED if is_step_up and is_new_title(before.title, after.title) else None


def _is_jobless(one: Sighting) -> bool:
    return is_no_employer(one.company) or (bool(one.title) and is_no_employer(one.title))
