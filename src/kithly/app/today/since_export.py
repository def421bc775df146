"""What a fresh export showed against the one before: how many moved, how many were promoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kithly.app.derived.export_day import LINKEDIN
from kithly.app.derived.facts import sighting
from kithly.people import PersonId
from kithly.reasons import Sighting, WorkChange, work_change
from kithly.store import Reading, Stored
from kithly.ties import spelt


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceExport:
    """What changed between the two newest exports.

    Attributes:
        before: Day of the one before.
        moved: How many people work elsewhere.
        promoted: How many were promoted where they are.
    """

    before: datetime
    moved: int
    promoted: int

    @property
    def in_words(self) -> str:
        """``three people moved and one was promoted``."""
        moved = f"{spelt(self.moved)} {_people(self.moved)} moved" if self.moved else ""
        promoted = f"{spelt(self.promoted)} {'was' if self.promoted == 1 else 'were'} promoted" if self.promoted else ""
        if promoted and not moved:
            promoted = promoted.replace(" was ", " person was ").replace(" were ", " people were ")
        return " and ".join(part for part in (moved, promoted) if part)


def since_export(kept: Reading, newest: datetime) -> SinceExport | None:
    """Return what the newest export showed of people who may be planned; None where there is nothing to tell.

    Args:
        kept: Where to read.
        newest: Day of the newest export.
    """
    changed = kept.records.versions_of(kept.records.with_several_versions("contact"))
    pairs = {seq: pair for seq, versions in changed.items() if (pair := _pair(versions, newest))}
    owners = kept.assignments.of("record", list(pairs))
    people = {row.person for row in owners.values()}
    plannable = {row.person.id for row in kept.people.some(people) if row.person.is_plannable}
    changes: dict[PersonId, WorkChange] = {}
    for seq, (before, after) in sorted(pairs.items()):
        found = work_change(before, after)
        person = owners[seq].person if seq in owners else None
        if found and person in plannable and person is not None:
            changes.setdefault(person, found)
    if not changes:
        return None
    counts = Counter(changes.values())
    before_at = max(before.observed_at for before, _ in pairs.values())
    return SinceExport(before=before_at, moved=counts[WorkChange.MOVED], promoted=counts[WorkChange.PROMOTED])


def _pair(versions: Sequence[Stored], newest: datetime) -> tuple[Sighting, Sighting] | None:
    """Return the lines of the last two exports of one person; None where the newest does not show them."""
    lines = [one for stored in versions if stored.source == LINKEDIN for one in sighting(stored)]
    seen = sorted(lines, key=lambda one: one.observed_at)
    return (seen[-2], seen[-1]) if len(seen) > 1 and seen[-1].observed_at == newest else None


def _people(count: int) -> str:
    return "person" if count == 1 else "people"
