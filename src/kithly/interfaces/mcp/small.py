"""Views made small: the few fields an assistant has use for, with other people's words marked and made harmless."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from kithly.app.views import ExpectationView, NamedView, PersonRow, ReasonView, ShapePersonView
from kithly.interfaces.mcp.answers import Expected, Fact, Person, PersonLine, Quote, Reason, Standing
from kithly.interfaces.mcp.foreign import name, told
from kithly.records import Because, Evidence
from kithly.ties import Tie

FEW = 3  # records named for one statement
PLACES = 2  # decimals of a chance


def instant(at: datetime | None) -> str | None:
    """Return an instant as ISO text in UTC."""
    return None if at is None else at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def day(on: date | None) -> str | None:
    """Return a day as ISO text."""
    return None if on is None else on.isoformat()


def person(view: NamedView | ShapePersonView) -> Person:
    """Return somebody by id and name."""
    return Person(id=view.id, name=name(view.name))


def records(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """Return the ids of the first few records."""
    return tuple(dict.fromkeys(one.record for one in evidence if one.record))[:FEW]


def fact(one: Because) -> Fact:
    """Return a statement with its records."""
    return Fact(text=told(one.text), records=records(one.evidence))


def reason(view: ReasonView) -> Reason:
    """Return why now."""
    return Reason(kind=view.kind, text=told(view.text), records=records(view.evidence), on=day(view.on))


def quote(evidence: Evidence) -> Quote | None:
    """Return the words of a record that matter; None where the record as a whole is the proof."""
    if not evidence.quote:
        return None
    return Quote(said_by_others=told(evidence.quote), record=evidence.record, at=instant(evidence.at))


def standing(tie: Tie | None) -> Standing | None:
    """Return how two stand."""
    if tie is None:
        return None
    return Standing(
        band=tie.band.value,
        strength=rounded(tie.strength),
        reply=rounded(tie.reply),
        silent_days=tie.silent_days,
        usual_gap_days=rounded(tie.usual_gap_days),
        because=tuple(fact(one) for one in tie.because[:FEW]),
    )


def line(row: PersonRow) -> PersonLine:
    """Return a person in a list."""
    return PersonLine(
        id=row.id,
        name=name(row.name),
        title=name(row.title),
        company=name(row.company),
        band=row.tie.band.value if row.tie else "unknown",
        silent_days=row.tie.silent_days if row.tie else None,
        circles=tuple(name(one) for one in row.circles),
    )


def expected(view: ExpectationView) -> Expected:
    """Return an expected count."""
    low, high = view.interval or (None, None)
    return Expected(expected=rounded(view.expected), low=rounded(low), high=rounded(high))


def rounded(number: float | None) -> float | None:
    """Return a number as precise as it is worth."""
    return None if number is None else round(number, PLACES)
