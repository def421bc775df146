"""What the user said of their days, field by field, guarded against being overwritten unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kithly.app.said.day_rules import AWAY, LIMIT, RHYTHM, DayWord, day_word
from kithly.app.said.versions import hold, version_of
from kithly.app.settings import LEARN
from kithly.plan import Limit
from kithly.store import Reading

CHANGED = "What you said of your days was changed elsewhere since this was shown."
DAYS_FIELDS = ("away", "holidays", "limits", "minutes", "quiet-days", "quiet-hours", "share")


def days_fields(kept: Reading, word: DayWord | None = None) -> dict[str, Any]:
    """Return what the user said of their days by field, as it is kept; the limits of all places are one field.

    Args:
        kept: Where to read.
        word: What they said, if it is read already.
    """
    told = word or day_word(kept)
    rules, hours = told.rules, told.rules.quiet_hours
    return {
        "away": away_field(rules.away),
        "holidays": [[one.month, one.day, one.year] for one in rules.holidays],
        "limits": {f"{place}:{act.value}": _limit(limit) for (place, act), limit in rules.limits.items()},
        "minutes": LEARN if told.is_learning else told.minutes,
        "quiet-days": sorted(rules.quiet_days),
        "quiet-hours": [f"{hours.start:%H:%M}", f"{hours.end:%H:%M}"] if hours else None,
        "share": next((one.value for one in reversed(kept.decisions.all(RHYTHM)) if one.subject == "share"), None),
    }


def away_field(days: tuple[date, date] | None) -> dict[str, str] | None:
    """Return days away as they are told: from the first until the day they are back."""
    return {"from": days[0].isoformat(), "until": days[1].isoformat()} if days else None


def days_version(kept: Reading, word: DayWord | None = None) -> str:
    """Return the version of what the user said of their days."""
    return version_of(days_fields(kept, word))


def hold_days(tx: Reading, expected: str | None, told: Mapping[str, Any], *, merging: Sequence[str] = ()) -> None:
    """Refuse to overwrite what was said of the days meanwhile.

    Args:
        tx: Where to read.
        expected: The version that was shown; None where the last word counts.
        told: What shall be kept, by the subject of its decision.
        merging: Of these, the subjects to which is added or from which is taken: they overwrite nothing.

    Raises:
        ChangedMeanwhile: Something of it was changed since to something else.
    """
    if expected is None:
        return
    now = days_fields(tx)
    asked = {key: value for key, value in told.items() if key in now and key not in merging}
    limits = {key.removeprefix(LIMIT): value for key, value in told.items() if key.startswith(LIMIT)}
    if limits:
        asked["limits"] = {key: one for key, one in {**now["limits"], **limits}.items() if one}
    hold(expected, now, asked, kind="days", id=AWAY if AWAY in asked else RHYTHM, message=CHANGED)


def _limit(limit: Limit) -> list[int]:
    return [limit.day, limit.week]
