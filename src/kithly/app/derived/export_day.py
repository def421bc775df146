"""The day of the newest LinkedIn export, kept as a small fact by every rebuild."""

from __future__ import annotations

from datetime import datetime

from kithly.store import Reading, Writing

KEPT = "newest_export"  # name of the small fact
LINKEDIN = "linkedin_export"


def keep_export_day(tx: Writing) -> None:
    """Keep when the newest LinkedIn export was made."""
    last = tx.records.last_observed(LINKEDIN)
    tx.meta.set(KEPT, last.isoformat() if last else "")


def export_day(kept: Reading) -> datetime | None:
    """Return when the newest LinkedIn export was made; None if there never was one."""
    told = kept.meta.get(KEPT)
    return datetime.fromisoformat(told) if told else None
