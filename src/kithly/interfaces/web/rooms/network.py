"""Network: how many would answer, where they are, and the last twelve years."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from markupsafe import Markup
from starlette.responses import Response

from kithly.app.network import Network
from kithly.app.persons.finding import rows_of
from kithly.app.persons.forecast import forecast
from kithly.app.persons.numbers import dormant, strength
from kithly.app.persons.twelve_years import people_of_year, twelve_years
from kithly.app.shape.shape import shape
from kithly.app.views import DormantView, StrengthView, YearsView
from kithly.interfaces.pictures.ahead import outlook, top_of
from kithly.interfaces.pictures.ahead_file import MOST_SAID, outlook_of
from kithly.interfaces.pictures.calibration import RecordPicture, record_picture
from kithly.interfaces.pictures.card import card, counts_of
from kithly.interfaces.web.measures import circles_measured, companies_measured, eras_measured
from kithly.interfaces.web.rows import belongs, strip_of
from kithly.interfaces.web.visit import Room, Visit

PAGE: Final = 50  # people on a page
FEW: Final = 4  # circles, companies ... on the page of the network
MANY: Final = 15  # on their own page
CARD: Final = 'attachment; filename="network.svg"'


def show(visit: Visit) -> Response:
    """Show the network as a whole."""
    view, years = strength(visit.network), twelve_years(visit.network)
    return visit.show(
        "network.html",
        view=view,
        records=_records(view),
        circles=circles_measured(view),
        eras=eras_measured(years),
        companies=companies_measured(view),
        years=years,
        span=_span(years),
    )


def _records(view: StrengthView) -> tuple[tuple[str, RecordPicture], ...]:
    both = (("Chances of contact", view.record), ("Chances of an answer", view.reply_record))
    drawn = ((title, record_picture(one)) for title, one in both)
    return tuple((title, one) for title, one in drawn if one)


def show_circles(visit: Visit) -> Response:
    """Show circles found, the ways in, and what hangs on one person."""
    return visit.show("network_shape.html", shape=shape(visit.network, limit=MANY), is_part=False)


def show_circles_part(visit: Visit) -> Response:
    """Show the first of them, alone: after a write they take a moment, and the page is there meanwhile."""
    return visit.show("network_shape_part.html", shape=shape(visit.network, limit=FEW), is_part=True)


def show_ahead(visit: Visit) -> Response:
    """Show the year ahead month by month, what was said before, and what would keep people."""
    return visit.show("network_ahead.html", is_part=False, **_ahead(visit))


def show_ahead_part(visit: Visit) -> Response:
    """Show the year ahead in short, alone: after a write it takes a moment, and the page is there meanwhile."""
    return visit.show("network_ahead_part.html", is_part=True, **_ahead(visit))


def _ahead(visit: Visit) -> Mapping[str, Any]:
    view = forecast(visit.network)
    drawn = outlook_of(view)
    return {
        "view": view,
        "picture": outlook(drawn) if drawn.ahead or drawn.said else "",
        "top": top_of(drawn),
        "said_most": MOST_SAID,
    }


def show_waking(visit: Visit) -> Response:
    """Show the people worth waking."""
    return visit.show("network_waking.html", **_waking(visit))


def show_waking_more(visit: Visit) -> Response:
    """Show the next people worth waking, alone."""
    return visit.show("network_waking_more.html", **_waking(visit))


def _waking(visit: Visit) -> Mapping[str, Any]:
    network, first = visit.network, visit.number("from", 0)
    view, rows = network.recall.get(("waking", network.hour, first), lambda: _waking_now(network, first))
    known, after = strength(network).people, first + PAGE
    return {
        "view": view,
        "rows": rows,
        "has_people": bool(known["known"] + known["unknown"]),
        "has_seen": bool(known["known"]),
        "following": after if after < view.total else None,
    }


def _waking_now(network: Network, first: int) -> tuple[DormantView, Mapping[str, tuple[str, Markup]]]:
    """Return the people, and how each belongs with their eight years as a strip."""
    view = dormant(network, limit=PAGE, offset=first)
    rows = rows_of(network, [one.person.id for one in view.people])
    return view, {person: (belongs(row), strip_of(row, network.now)) for person, row in rows.items()}


def show_years(visit: Visit) -> Response:
    """Show the last twelve years."""
    view = twelve_years(visit.network)
    most = max(one.people for one in view.years)
    return visit.show("years.html", view=view, most=most, span=_span(view))


def show_year(visit: Visit) -> Response:
    """Show who the people of one year are."""
    return visit.show("year.html", **_year(visit))


def show_more(visit: Visit) -> Response:
    """Show the next people of one year, alone."""
    return visit.show("year_more.html", **_year(visit))


def _year(visit: Visit) -> Mapping[str, Any]:
    first = visit.number("from", 0)
    view = people_of_year(visit.network, _asked(visit), limit=PAGE, offset=first)
    after = first + PAGE
    most = people_of_year(visit.network, view.year, limit=1).people
    return {
        "view": view,
        "most": most[0].contacts if most else 0,
        "following": after if after < view.total else None,
    }


def _asked(visit: Visit) -> int:
    told = visit.params["year"]
    return int(told) if told.isascii() and told.isdigit() and len(told) == len("2026") else 0


def download(visit: Visit) -> Response:
    """Give the picture without names, to be kept."""
    view = counts_of(strength(visit.network), twelve_years(visit.network), visit.network.today)
    return Response(card(view), media_type="image/svg+xml", headers={"content-disposition": CARD})


def _span(view: YearsView) -> str:
    return f"{view.years[0].year} to {view.years[-1].year}"


ROOMS = (
    Room(path="/network", method="GET", answer=show),
    Room(path="/network/card.svg", method="GET", answer=download),
    Room(path="/network/ahead", method="GET", answer=show_ahead),
    Room(path="/network/ahead/part", method="GET", answer=show_ahead_part),
    Room(path="/network/circles", method="GET", answer=show_circles),
    Room(path="/network/circles/part", method="GET", answer=show_circles_part),
    Room(path="/network/waking", method="GET", answer=show_waking),
    Room(path="/network/waking/more", method="GET", answer=show_waking_more),
    Room(path="/years", method="GET", answer=show_years),
    Room(path="/years/{year}", method="GET", answer=show_year),
    Room(path="/years/{year}/more", method="GET", answer=show_more),
)
