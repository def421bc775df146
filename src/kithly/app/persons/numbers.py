"""The network in numbers, one tie, and the people worth waking."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from kithly.app.derived.closely import Ties, reasons_now, ties_now
from kithly.app.derived.evidence import tie_with_evidence
from kithly.app.derived.twins import awake_elsewhere
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.persons.by_origin import by_company, by_era
from kithly.app.persons.expected import expectation, ties_of
from kithly.app.persons.own_record import rightness
from kithly.app.persons.roster import roster_now
from kithly.app.show import named, reason_view
from kithly.app.views import (
    DormantRow,
    DormantView,
    ReasonView,
    StrengthView,
    TieView,
)
from kithly.people import Person, PersonId, Place
from kithly.reasons import Reason, ReasonKind
from kithly.store import Reading
from kithly.ties import BANDS, Band, Tie, network_strength, would_answer

POOL = 60  # people worth waking whose words are read and who are put in order at once


def strength(network: Network) -> StrengthView:
    """Return how many would answer, by circle, era and company too, and how right such numbers were."""
    return network.recall.get(("strength", network.hour), lambda: _strength(network))


def _strength(network: Network) -> StrengthView:
    roster, ties = roster_now(network), ties_now(network)
    in_network = roster.in_place(Place.NETWORK.value)
    plannable = ties_of(ties, roster, np.flatnonzero(in_network))
    whole = network_strength(ties.measures, plannable)
    seen = whole.known > 0
    by_circle = {
        circle: expectation(would_answer(ties.measures, plannable & ties_of(ties, roster, rows)), seen=seen)
        for circle, rows in sorted(roster.circles.items())
    }
    eras, companies = by_era(network, roster, ties, plannable), by_company(roster, ties, plannable)
    contact, answer = rightness(network)
    return StrengthView(
        would_answer=expectation(whole.would_answer, seen=seen),
        in_touch_90=expectation(whole.in_touch_90, seen=seen),
        people={"known": whole.known, "unknown": whole.unknown}
        | {band.value: count for band, count in whole.bands.items() if band is not Band.UNKNOWN},
        by_circle=by_circle,
        by_era=eras.told,
        by_company=companies.told,
        others={"by_era": eras.rest, "by_company": companies.rest},
        record=contact.record,
        reply_record=answer.record,
        record_text=(contact.text, answer.text),
    )


def strength_of(network: Network, who: str) -> TieView:
    """Return how the tie with one person stands, with evidence."""
    ties = ties_now(network)
    with network.store.reading() as kept:
        person = find_person(kept, who)
        return TieView(person=named(person), tie=tie_with_evidence(kept, person.id, ties))


def dormant(network: Network, *, limit: int = 15, offset: int = 0) -> DormantView:
    """Return the people worth waking, best first.

    They are ranked by what the records give to write about and by who would answer, not by strength. Words are read
    of whole blocks of `POOL` people, each put in order by itself: so a page that is read on never shows anybody twice.

    Args:
        network: Whose.
        limit: At most so many.
        offset: Leave so many out first.
    """
    with network.store.reading() as kept:
        ties = Ties(kept, network.now)
        code = BANDS.index(Band.DORMANT)
        places = np.flatnonzero(ties.measures.band == code)
        elsewhere = awake_elsewhere(kept, ties)
        people = _plannable(kept, [one for place in places.tolist() if (one := ties.persons[place]) not in elsewhere])
        ranked = sorted(people, key=lambda person: (-_worth(person, ties), person.id))
        first = offset // POOL * POOL
        near = ranked[first : -(-(offset + limit) // POOL) * POOL]
        _, reasons = reasons_now(kept, [one.id for one in near], ties, now=network.now.astimezone(network.zone))
    best = _best(tuple(one for one in reasons if one.has_begun(network.now)))
    blocks = (near[begin : begin + POOL] for begin in range(0, len(near), POOL))
    ordered = [person for block in blocks for person in sorted(block, key=lambda one: -_reason_worth(one, best))]
    shown = ordered[offset - first : offset - first + limit]
    rows = tuple(_row(person, ties.of(person.id), best.get(person.id)) for person in shown)
    return DormantView(people=rows, total=len(people))


def _reason_worth(person: Person, best: Mapping[PersonId, Reason]) -> float:
    return best[person.id].worth if person.id in best else 0.0


def _plannable(kept: Reading, persons: list[PersonId]) -> list[Person]:
    wanted = set(persons)
    return [row.person for row in kept.people.list() if row.person.id in wanted and row.person.is_plannable]


def _worth(person: Person, ties: Ties) -> float:
    """Return how much waking a tie is worth before its words are read: who would answer, by the user's importance."""
    reply = ties.of(person.id).reply or 0.0
    return float(reply * person.importance**0.5)


def _best(reasons: tuple[Reason, ...]) -> dict[PersonId, Reason]:
    found: dict[PersonId, Reason] = {}
    for reason in sorted(reasons, key=lambda one: one.worth):
        found[reason.person] = reason
    return found


def _row(person: Person, tie: Tie, reason: Reason | None) -> DormantRow:
    shown = (
        reason_view(reason)
        if reason
        else ReasonView(kind=ReasonKind.DORMANT.value, text=_silence(tie), on=None, evidence=())
    )
    return DormantRow(person=named(person), company=person.company, title=person.title, tie=tie, reason=shown)


def _silence(tie: Tie) -> str:
    return tie.because[0].text if tie.because else "long silent"
