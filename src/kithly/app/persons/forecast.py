"""The year ahead under usual contact: who will be in touch, how such forecasts came true, what would keep people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import numpy as np

from kithly.app.derived.closely import Ties, ties_now
from kithly.app.derived.year_ahead import YearAhead, look_ahead, months_later
from kithly.app.network import Network
from kithly.app.persons.drifting import keep_of
from kithly.app.persons.expected import expectation, ties_of
from kithly.app.persons.roster import Bools, roster_now
from kithly.app.views import (
    ExpectationView,
    ForecastHitsView,
    ForecastMonthView,
    ForecastNowView,
    ForecastView,
    PastForecastView,
)
from kithly.people import Place
from kithly.ties import Kept, month_of, would_answer

ENOUGH: Final = timedelta(days=90)  # of messages, before anything is forecast; and so recent must the newest be
FEW: Final = 20  # ties that may change before the numbers of the hour are worked out anew


@dataclass(frozen=True, slots=True)
class _Outlook:
    """What was worked out of one hour.

    Attributes:
        ties: How ego stood with everybody.
        counted: (people,) of whom the forecast speaks.
        ahead: The numbers.
    """

    ties: Ties
    counted: Bools
    ahead: YearAhead

    def holds(self, ties: Ties, counted: Bools) -> bool:
        """Return whether a year ahead may stay for the hour: of the same people, a few of whom were in touch since."""
        if ties.persons != self.ties.persons or not np.array_equal(counted, self.counted):
            return False
        changed = (ties.standings.states != self.ties.standings.states).any(axis=1)
        return int(np.count_nonzero(changed)) <= FEW


def forecast(network: Network) -> ForecastView:
    """Return the year ahead, what would have been said in years past, and what would keep people."""
    return network.recall.get(("forecast", network.hour), lambda: _forecast(network))


def past_forecasts(network: Network) -> tuple[PastForecastView, ...]:
    """Return what would have been said in years past beside what came, the newest first; none with too little past."""
    return tuple(_past(network, one) for one in reversed(_outlook(network).ahead.year.past))


def _outlook(network: Network) -> _Outlook:
    """Return the numbers, worked out once an hour: anew only where people came, went, or more than a few wrote."""

    def make() -> _Outlook:
        ties, counted = ties_now(network), _counted(network)
        return _Outlook(ties, counted, look_ahead(network, ties, counted))

    def renew(old: _Outlook) -> _Outlook:
        return old if old.holds(ties_now(network), _counted(network)) else make()

    return network.recall.carry(("year ahead", network.hour), make, renew)


def _counted(network: Network) -> Bools:
    """Return with whom ties are counted: the people one may plan for."""
    roster = roster_now(network)
    return ties_of(ties_now(network), roster, np.flatnonzero(roster.in_place(Place.NETWORK.value)))


def _forecast(network: Network) -> ForecastView:
    outlook, ties = _outlook(network), ties_now(network)
    year, lacking = outlook.ahead.year, _lacking(network, outlook.ahead)
    past = past_forecasts(network)
    told = not lacking
    missing = lacking or (_no_past(outlook.ahead) if not past else "")
    months = _months(network, outlook.ahead) if told else ()
    in_touch = round(year.in_touch[0].expected) if told else None
    today = would_answer(ties.measures, outlook.counted)
    return ForecastView(
        now=ForecastNowView(
            on=network.today,
            known=len(year.places),
            in_touch=in_touch,
            would_answer=expectation(today, seen=len(year.places) > 0),
        ),
        months=months,
        past=past,
        hits=ForecastHitsView(made=len(past), inside=sum(one.inside for one in past)),
        keep=keep_of(network, ties, year) if told else None,
        text=_text(in_touch, months[-1].in_touch) if in_touch is not None else "",
        lacking=(missing,) if missing else (),
    )


def _months(network: Network, ahead: YearAhead) -> tuple[ForecastMonthView, ...]:
    now = network.now.astimezone(network.zone)
    days = [months_later(now, place).date() for place in range(1, len(ahead.year.in_touch))]
    return tuple(
        ForecastMonthView(
            month=f"{on:%Y-%m}",
            on=on,
            in_touch=expectation(ahead.year.in_touch[place], seen=True),
            would_answer=expectation(ahead.year.would_answer[place], seen=True),
        )
        for place, on in enumerate(days, start=1)
    )


def _past(network: Network, one: Kept) -> PastForecastView:
    made, until = (network.now.fromtimestamp(at, network.zone).date() for at in (one.made, one.until))
    said = expectation(one.said, seen=True)
    return PastForecastView(
        made=made,
        for_=until,
        known=one.known,
        was=one.was,
        expected=said.expected or 0.0,
        interval=said.interval or (0.0, 0.0),
        came=one.came,
        inside=one.is_inside,
    )


def _lacking(network: Network, ahead: YearAhead) -> str:
    """Return why nothing can be said; nothing where it can."""
    if ahead.first is None or ahead.last is None or not len(ahead.year.places):
        return (
            "No contact was seen with anybody of your network yet, so nothing can be said of the year ahead. "
            "Messages tell: import your mailbox, or LinkedIn's messages."
        )
    if network.now - ahead.last > ENOUGH:
        return (
            f"Nothing newer than {month_of(ahead.last.timestamp())} was imported, so whom you are in touch with today "
            "cannot be told, nor where it goes. Bring newer messages, or run: kithly sync"
        )
    if network.now - ahead.first < ENOUGH:
        return (
            f"Messages go back to {month_of(ahead.first.timestamp())} only: a forecast needs three months of them. "
            "Import older ones."
        )
    return ""


def _no_past(ahead: YearAhead) -> str:
    since = month_of(ahead.first.timestamp()) if ahead.first else ""
    return (
        "How such forecasts came true cannot be told yet: that needs messages of a year and a half, and they go back "
        f"to {since}."
    )


def _text(in_touch: int, year: ExpectationView) -> str:
    low, high = year.interval or (0.0, 0.0)
    return (
        f"In touch with {in_touch:,} today, with about {year.expected or 0.0:,.0f} ({low:,.0f} to {high:,.0f}) "
        "in a year, if things go on as usual."
    )
