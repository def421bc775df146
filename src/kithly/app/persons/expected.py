"""Expected counts of people, as shown; of those who may be planned for, in the columns of the ties."""

from __future__ import annotations

import numpy as np

from kithly.app.derived.closely import Ties
from kithly.app.persons.roster import Bools, Ints, Roster
from kithly.app.views import ExpectationView
from kithly.ties import Estimate


def ties_of(ties: Ties, roster: Roster, rows: Ints) -> Bools:
    """Return which ties are with the people in some rows of the roster."""
    places = [ties.standings.place.get(roster.ids[row], -1) for row in rows.tolist()]
    found = np.zeros(len(ties.persons), bool)
    found[[place for place in places if place >= 0]] = True
    return found


def expectation(estimate: Estimate, *, seen: bool) -> ExpectationView:
    """Return an expected count; nothing where no contact was seen at all."""
    if not seen:
        return ExpectationView(expected=None, interval=None)
    return ExpectationView(
        expected=round(estimate.expected, 2), interval=(round(estimate.low, 2), round(estimate.high, 2))
    )
