"""Those likely to go quiet within a year, and what a hello to each within their own rhythm would take."""

from __future__ import annotations

from typing import Final

import numpy as np

from kithly.app.derived.closely import Ties
from kithly.app.derived.evidence import tie_with_evidence
from kithly.app.network import Network
from kithly.app.views import DriftingView, KeepView, NamedView
from kithly.plan.costs import MINUTES
from kithly.reasons import TouchKind
from kithly.ties import BANDS, Band, Year, quiet_chance
from kithly.ties.columns import Floats, Ints
from kithly.ties.rhythm import SHORTEST_GAP

IN_TOUCH: Final = (BANDS.index(Band.STRONG), BANDS.index(Band.WARM))
AWAKE: Final = (*IN_TOUCH, BANDS.index(Band.COOLING))
LIKELY: Final = 0.5
NAMED: Final = 5  # told by name
HELLO: Final = MINUTES[TouchKind.SHARE]  # a few own words with something for them
WEEK: Final = 7.0  # days
TWO: Final = 1.5  # minutes; from here on they are told in numbers


def keep_of(network: Network, ties: Ties, year: Year) -> KeepView:
    """Return what a hello now and then to those likely to go quiet would take. It is no claim that it keeps them.

    Args:
        network: Whose.
        ties: How ego stands with everybody.
        year: The year ahead.
    """
    measures = ties.measures
    quiet = quiet_chance(year.end, measures.silent_days[year.places], measures.usual_gap_days[year.places])
    awake = np.isin(measures.band[year.places], AWAKE)
    drifting = np.flatnonzero(awake & (quiet > LIKELY))
    near = np.isin(measures.band[year.places[drifting]], IN_TOUCH)
    drifting = drifting[
        np.lexsort((-quiet[drifting], ~near))
    ]  # who is going quiet already comes after those who are not
    places = year.places[drifting]
    minutes = HELLO * WEEK / np.maximum(measures.usual_gap_days[places], SHORTEST_GAP)
    return KeepView(
        minutes_a_week=round(float(minutes.sum()), 1),
        people=len(places),
        of=int(np.count_nonzero(awake)),
        most_likely=_named(network, ties, places[:NAMED], quiet[drifting], minutes),
        text=_text(len(places), float(minutes.sum())),
    )


def _named(network: Network, ties: Ties, places: Ints, quiet: Floats, minutes: Floats) -> tuple[DriftingView, ...]:
    persons = [ties.persons[place] for place in places.tolist()]
    with network.store.reading() as kept:
        names = kept.people.names(persons)
        return tuple(
            DriftingView(
                person=NamedView(id=person, name=names[person]),
                quiet=round(float(quiet[place]), 3),
                minutes_a_week=round(float(minutes[place]), 2),
                tie=tie_with_evidence(kept, person, ties),
            )
            for place, person in enumerate(persons)
            if person in names
        )


def _text(people: int, minutes: float) -> str:
    if not people:
        return "Nobody you are in touch with is likely to drift away within a year."
    who = f"the {people:,} people" if people > 1 else "the one person"
    told = (
        "less than a minute" if minutes < 1 else "about a minute" if minutes < TWO else f"about {minutes:,.0f} minutes"
    )
    return f"{told.capitalize()} a week would keep a hello going to {who} most likely to drift away."
