"""Two people side by side, for the user to say whether they are one."""

from __future__ import annotations

from dataclasses import dataclass

from kithly.app.views.people import SuggestionView
from kithly.app.views.person_page import HappenedView
from kithly.people.comparing import Line
from kithly.records import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """A suggestion to look at.

    Attributes:
        suggestion: Who.
        reason: What speaks most for one person, and everything that speaks against it.
        more: What else speaks for it.
        lines: What is told of both, line by line.
        found: Where each is known from: the records of the one, of the other.
        last: What happened last with the one, with the other; None where nothing did.
    """

    suggestion: SuggestionView
    reason: tuple[str, ...]
    more: tuple[str, ...]
    lines: tuple[Line, ...]
    found: tuple[tuple[Evidence, ...], tuple[Evidence, ...]]
    last: tuple[HappenedView | None, HappenedView | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsView:
    """The pair to look at now.

    Attributes:
        pair: The surest that was not put off; None where there is none.
        more: How many wait after it.
        put_off: How many the user wants to be asked about later.
        sure: How many are so sure that they may be taken as said all at once.
    """

    pair: PairView | None
    more: int
    put_off: int
    sure: int = 0
