"""How many rows each table may have after a life, and why; a new table has to be explained here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kithly.store.plans import MOST as MOST_PLANS

REASONS_EACH = 5  # of one person, at most, in a world like this
OF_EGO = 12  # decisions that setting up leaves
FACTS = 60  # small facts by name, those of eras among them
FACTS_WIDTH = 3_000  # bytes of small facts for each person
BACKUPS = 7 + 4 + 6  # of days, weeks, months


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """What went in.

    Attributes:
        days: Days lived.
        records: Records that a fresh import of the last exports keeps.
        more: Records of other origin: cards on the server, mails sent.
        read: Records read by all imports together.
        files: Files of all imports together.
        syncs: Syncs that found something.
        acts: Commands that keep something.
        upgrades: How often another Kithly was installed.
    """

    days: int
    records: int
    more: int
    read: int
    files: int
    syncs: int
    acts: int
    upgrades: int


def bounds(given: Input, rows: Mapping[str, int]) -> dict[str, int]:
    """Return the most rows that each table may have."""
    kept, people = given.records + given.more, rows["people"]
    by_records = {
        "records": kept,
        "versions": kept + given.files + given.syncs,  # a card, a position or the profile may be told anew
        "partials": kept,
        "interactions": kept,
        "participants": 4 * kept,
        "record_identities": 4 * kept,
        "identities": 2 * kept,
        "identity_names": 3 * kept,
        "assignments": 2 * kept,
        "people": kept,
        "pictures": 0,
        "pictured": 0,
    }
    by_people = {
        "tie_states": people,
        "rhythms": people,
        "reasons": REASONS_EACH * people,
        "renewals": people + rows["forwards"],
        "meta": FACTS,
        "egos": 1,
        "ego_states": 1,
        "alembic_version": 1,
    }
    by_acts = {
        "plans": min(given.days, MOST_PLANS),
        "accounts": 1,
        "cursors": given.syncs,
        "files": given.files + given.syncs,
        "sightings": given.read + 2 * given.syncs + given.more,
        "changes": given.acts + given.syncs + OF_EGO,
        "decisions": 2 * given.acts + OF_EGO,
        "forwards": given.acts,
        "outbox": given.acts,
        "proposals": 0,
        "passes": 0,
        "forgotten": 0,
    }
    return by_records | by_people | by_acts
