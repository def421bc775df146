"""The years with one person: how much each wrote, how the tie went, and what may be expected today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kithly.app.views.people import NamedView
from kithly.records import Because


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterView:
    """One quarter of a year.

    Attributes:
        starts: Its first day.
        out: Messages the user wrote in it, and meetings.
        incoming: Messages they wrote in it, and meetings.
        strength: Chance, as it would have been told at its end (of the running quarter: as it is told now), that the
            two are in touch within 90 days, 0 to 1; None before anything was seen.
        met: How many of both were meetings.
    """

    starts: date
    out: int
    incoming: int
    strength: float | None
    met: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanView:
    """Years to shade.

    Attributes:
        name: What they are called: ``your Halden Marine years``.
        starts: First day.
        ends: Last day; None if they go on.
    """

    name: str
    starts: date
    ends: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidView:
    """A sentence with its number in the middle, which a page may set off.

    Attributes:
        before: ``If you write today,``.
        number: ``about 8 in 10``.
        after: ``that an answer comes within a week.``
    """

    before: str
    number: str
    after: str

    @property
    def text(self) -> str:
        """The whole sentence."""
        return f"{self.before} {self.number} {self.after}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class BiographyView:
    """The years with one person.

    Attributes:
        person: Whom.
        title: What to call the picture: ``Twelve years``, ``Since March 2021``; empty where nothing was seen.
        quarters: Oldest first, the running one last; empty where nothing was seen.
        last: The last contact, in quarters from the left end of the picture, whose right end is now.
        usual: The pair's usual gap, in quarters; None where there is no rhythm yet.
        spans: Years to shade, oldest first.
        curve: What the curve says, in sentences; empty where there is none.
        band: Key of the band today.
        band_word: The band in words: ``Warm``.
        band_before: What it was until lately, as a sentence: ``Worth waking until this morning.``; empty if no change.
        silence: How long the two have been silent against their rhythm, in sentences; empty where nothing can be said.
        news: That they wrote after years, as a sentence; empty if they did not.
        answer: Whether an answer comes if the user writes now; None where that cannot be told.
        why_not: Why it cannot be told, as a sentence; empty where it can.
        why: The facts that moved that number most, each with the records that prove it.
        in_touch: The other number: whether the two are in touch within 90 days if things go on as usual.
        is_your_turn: Whether the last words are theirs.
    """

    person: NamedView
    title: str
    quarters: tuple[QuarterView, ...]
    last: float | None
    usual: float | None
    spans: tuple[SpanView, ...]
    curve: str
    band: str
    band_word: str
    band_before: str
    silence: str
    news: str
    answer: SaidView | None
    why_not: str
    why: tuple[Because, ...]
    in_touch: SaidView | None
    is_your_turn: bool
