"""Where those are who would answer: rows with a bar, the longest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from kithly.app.views import ExpectationView, StrengthView, YearsView
from kithly.interfaces.pictures.bars import measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One row.

    Attributes:
        name: Of a circle, era or company.
        query: What the list of its people is asked for, behind the question mark.
        bar: How many would answer, in their interval.
        text: The same in words: ``about 12, likely 8 to 17``.
    """

    name: str
    query: str
    bar: Markup
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    name: str
    query: tuple[tuple[str, str], ...]
    count: ExpectationView


def circles_measured(view: StrengthView) -> tuple[Measured, ...]:
    """Return the circles, those with most answers first."""
    return _measured(_Row(name=name, query=(("circle", name),), count=one) for name, one in view.by_circle.items())


def companies_measured(view: StrengthView) -> tuple[Measured, ...]:
    """Return the companies, those with most answers first."""
    return _measured(
        _Row(
            name=name,
            query=(("company", name),),
            count=ExpectationView(expected=one.expected, interval=one.interval),
        )
        for name, one in view.by_company.items()
    )


def eras_measured(view: YearsView) -> tuple[Measured, ...]:
    """Return the eras anybody comes from, those with most answers first."""
    return _measured(
        _Row(
            name=era.organisation,
            query=(("era", era.key),),
            count=era.would_answer,
        )
        for era in view.eras
        if era.people
    )


def _measured(rows: Iterable[_Row]) -> tuple[Measured, ...]:
    told = [row for row in rows if row.count.expected is not None and row.count.interval is not None]
    most = max((row.count.interval[1] for row in told if row.count.interval), default=0.0)
    told.sort(key=lambda row: (-(row.count.expected or 0.0), row.name))
    return tuple(_one(row, most) for row in told)


def _one(row: _Row, most: float) -> Measured:
    low, high = row.count.interval or (0.0, 0.0)
    expected = row.count.expected or 0.0
    return Measured(
        name=row.name,
        query=urlencode([*row.query, ("sort", "reply")]),
        bar=measure(expected, most, (low, high)),
        text=f"about {expected:,.0f}, likely {low:,.0f} to {high:,.0f}",
    )
