"""A cadence: how often the user wants to be in touch, with one person or a whole circle."""

from __future__ import annotations

from dataclasses import dataclass

LATER = 4 / 3  # what is not said of the latest: a third later than the ideal
AT_LEAST = 3  # days between the two


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """How often the user wants to be in touch.

    Attributes:
        ideal: Days after the last contact at which a word is welcome.
        latest: Days after which it comes before other warm reasons.
        circle: The circle it was said of; empty where it was said of the person.
        record: Id of the decision that says so; empty where it is not kept yet.
        said_at: When, seconds since 1970, UTC.
    """

    ideal: int
    latest: int
    circle: str = ""
    record: str = ""
    said_at: float = 0.0


def usual_latest(ideal: int) -> int:
    """Return the latest of a cadence of which only the ideal was said.

    Example:
        >>> usual_latest(90), usual_latest(7)
        (120, 10)
    """
    return max(round(ideal * LATER), ideal + AT_LEAST)
