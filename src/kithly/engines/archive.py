"""What an archive is, which of its rows count, and what is said of the others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from kithly.engines.engine import Id, Summary
from kithly.errors import UserError
from kithly.history import MASS_MAIL

SENDER, RECIPIENT, TIME, RECIPIENTS = "sender", "recipient", "ts", "n_rcpt"
NEEDED: Final = (SENDER, RECIPIENT, TIME)
FORM: Final = "sender and recipient (whole numbers or text), ts (seconds since 1970, or timestamps), n_rcpt (numbers)"

NO_FIELD, TO_SELF, TOO_EARLY, TOO_LATE, MASS, NOT_SEEN = (
    "without sender, recipient or time",
    "to oneself",
    "dated 1970 or before",
    "later than the day asked about",
    f"to more than {MASS_MAIL} people",
    "between people whose own box was not seen",
)
REASONS: Final = (NO_FIELD, TO_SELF, TOO_EARLY, TOO_LATE, MASS, NOT_SEEN)
"""Why a row may be left out. Where several apply, the first is said."""

LARGEST: Final = 1e15  # of a time or a count; a number that is not below it is none, nor is NaN

Kind = Literal["number", "real", "text", "time", "other"]


def checked(archive: str, kinds: Mapping[str, Kind]) -> None:
    """Say what is wrong with the columns of an archive.

    Args:
        archive: Its name.
        kinds: What each of its columns holds.

    Raises:
        UserError: If a column is missing, or holds something else.
    """
    missing = [name for name in NEEDED if name not in kinds]
    if missing:
        raise UserError(f"{archive} has no column {' and no column '.join(missing)}.", hint=f"It needs {FORM}.")
    wanted: dict[str, tuple[Kind, ...]] = {
        SENDER: ("number", "text"),
        RECIPIENT: (kinds[SENDER],),
        TIME: ("number", "real", "time"),
        RECIPIENTS: ("number", "real"),
    }
    wrong = [name for name, kind in wanted.items() if name in kinds and kinds[name] not in kind]
    if wrong:
        raise UserError(f"The column {wrong[0]} of {archive} holds something else.", hint=f"It needs {FORM}.")


def checked_egos(egos: frozenset[Id] | None, kind: Kind) -> None:
    """Say so where the list of egos cannot be of this archive."""
    if egos is not None and any(isinstance(ego, str) != (kind == "text") for ego in egos):
        raise UserError(
            f"The archive names people by {kind}, the list of egos does not.",
            hint='Give the list as JSON in the archive\'s own form: [3, 7] or ["ana", "ben"].',
        )


def checked_counts(archive: str, summary: Summary) -> Summary:
    """Say so where nothing can be used.

    Raises:
        UserError: If there are no rows, or none that count.
    """
    if not summary.read:
        raise UserError(f"{archive} holds no rows.", hint=f"It needs {FORM}.")
    if not summary.used:
        why = ", ".join(f"{count:,} {reason}" for reason, count in summary.left_out.items() if count)
        raise UserError(f"None of the {summary.read:,} rows of {archive} can be used: {why}.", hint=f"It needs {FORM}.")
    return summary


def free_place(into: str) -> Path:
    """Return the place to write to.

    Raises:
        UserError: If something is there already, or its folder is missing.
    """
    place = Path(into)
    if place.exists():
        raise UserError(f"{into} exists already.", hint="Name another file with --out.")
    if not place.absolute().parent.is_dir():
        raise UserError(
            f"There is no folder {place.absolute().parent}.", hint="Make it, or name another file with --out."
        )
    return place
