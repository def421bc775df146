"""Tools about the network as a whole: who would answer, who is worth waking, who leads where, the year ahead."""

from __future__ import annotations

from kithly.app.network import Network
from kithly.app.persons.forecast import forecast
from kithly.app.persons.numbers import dormant, strength
from kithly.app.shape.shape import shape
from kithly.app.views import DormantRow, ForecastMonthView, WayInView
from kithly.interfaces.mcp import small
from kithly.interfaces.mcp.answers import Outlook, Shape, Strength, Waking, WayIn, WorthWaking
from kithly.interfaces.mcp.asked import Limit, Offset, Query
from kithly.interfaces.mcp.foreign import name, seen

FEW = 5  # people named of a circle or a company
MOST_CIRCLES = 10


def network_strength(network: Network) -> Strength:
    """Read how many people would answer if the user wrote, with its interval, and how right such numbers were."""
    view = strength(network)
    return Strength(
        would_answer=small.expected(view.would_answer),
        in_touch_90=small.expected(view.in_touch_90),
        people=view.people,
        how_right=view.record_text,
    )


def worth_waking(network: Network, *, limit: Limit = 10, offset: Offset = 0) -> WorthWaking:
    """List people who were close and have long been silent, best first, each with a reason to write."""
    view = dormant(network, limit=limit, offset=offset)
    after = offset + len(view.people)
    return WorthWaking(
        people=tuple(_waking(one) for one in view.people),
        total=view.total,
        next_offset=after if view.people and after < view.total else None,
    )


def _waking(row: DormantRow) -> Waking:
    return Waking(
        person=small.person(row.person),
        company=name(row.company),
        reason=small.reason(row.reason),
        silent_days=row.tie.silent_days,
    )


def ways_in(network: Network, *, into: Query = "", limit: Limit = 5) -> Shape:
    """Read circles, and who leads into companies and places; with a name, only those called so."""
    view = shape(network, limit=limit, on_map=0, into=into)
    circles = (f"{name(one.label)}: {one.size} people, about {one.would} would answer" for one in view.circles)
    return Shape(
        text=seen(view.text),
        circles=tuple(circles)[:MOST_CIRCLES],
        ways_in=tuple(_way(one) for one in (*view.companies, *view.places)[: 2 * limit]),
    )


def _way(view: WayInView) -> WayIn:
    return WayIn(
        name=name(view.name),
        text=seen(view.text),
        people=tuple(small.person(one) for one in view.people[:FEW]),
        second_hand=tuple(small.person(one.person) for one in view.second_hand[:FEW]),
    )


def year_ahead(network: Network) -> Outlook:
    """Read the year ahead under usual contact, and who is likely to go quiet."""
    view = forecast(network)
    return Outlook(
        text=" ".join((view.text, *view.lacking)).strip(),
        months=tuple(_month(one) for one in view.months),
        at_risk=tuple(small.person(one.person) for one in view.keep.most_likely) if view.keep else (),
    )


def _month(one: ForecastMonthView) -> str:
    told = one.in_touch
    if told.expected is None or told.interval is None:
        return f"{one.month}: nobody can tell"
    low, high = told.interval
    return f"{one.month}: in touch with about {told.expected:.0f} ({low:.0f} to {high:.0f})"
