"""What the shape of the network is read from: who is in it, what they took part in, what is known of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from kithly.app.belonging.memberships import belonging_now
from kithly.app.derived.closely import Ties, ties_now
from kithly.app.network import Network
from kithly.app.persons.roster import roster_now
from kithly.app.shape.known import traits_of
from kithly.app.shape.owners import Owners
from kithly.app.shape.traits import KnownTraits
from kithly.history.interactions import Ints
from kithly.people import PersonId, Place
from kithly.store import Reading
from kithly.ties import BANDS, Band
from kithly.ties.columns import Bools, Floats
from kithly.ties.together import Together, together

IN_TOUCH: Final = [BANDS.index(Band.STRONG), BANDS.index(Band.WARM)]


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """Everything the shape is worked out from. The first seven are in one order.

    Attributes:
        ids: Who is in the network: the quiet, the dead, family, services and those left out are not.
        names: What they are called.
        at: Where each stands in the measures of all ties; -1 for nowhere.
        reply: How likely each would answer; 0 where not known.
        seen: With whom words were ever exchanged.
        strength: How strong each tie is; 0 where not known.
        known: With whom any contact was ever seen.
        in_touch: With whom ego is in touch, by the pair's own rhythm: no way to them is needed.
        ties: How ego stands with everybody.
        seen_together: Ties among them.
        traits: What is known of them.
        circles: The user's own circles: who is in each, by name.
    """

    ids: tuple[PersonId, ...]
    names: tuple[str, ...]
    at: Ints
    reply: Floats
    seen: Bools
    strength: Floats
    known: Bools
    in_touch: Bools
    ties: Ties
    seen_together: Together
    traits: KnownTraits
    circles: Mapping[str, Ints]


def gather(network: Network) -> Gathered:
    """Return everything the shape is worked out from."""
    roster, ties, belonging = roster_now(network), ties_now(network), belonging_now(network)
    rows = np.flatnonzero(roster.in_place(Place.NETWORK.value)).tolist()
    ids = tuple(sorted(roster.ids[row] for row in rows))
    index = {person: number for number, person in enumerate(ids)}
    circles = {
        name: np.array(sorted(index[one] for row in of if (one := roster.ids[row]) in index), np.int64)
        for name, of in roster.circles.items()
    }
    place = np.array([ties.standings.place.get(person, -1) for person in ids], np.int64)
    there = place >= 0
    measures = ties.measures
    with network.store.reading() as kept:
        owners = Owners(kept, index)
        return Gathered(
            ids=ids,
            names=_names(kept, ids),
            at=place,
            reply=_at(measures.reply, place, there),
            seen=_at(measures.worded, place, there),
            strength=_at(measures.strength, place, there),
            known=_at(measures.known, place, there),
            in_touch=_at(np.isin(measures.band, IN_TOUCH), place, there),
            ties=ties,
            seen_together=together(kept.interactions.columns(), owners.node, now=int(ties.now)),
            traits=traits_of(kept, owners, index, belonging, circles),
            circles=circles,
        )


def _at(values: Floats | Bools, place: Ints, there: Bools) -> Any:
    """Return the values of those who stand in the measures, 0 for the others."""
    found = np.zeros(len(place), values.dtype)
    found[there] = values[place[there]]
    return found


def _names(kept: Reading, ids: Sequence[PersonId]) -> tuple[str, ...]:
    called = kept.people.names(ids)
    return tuple(called.get(person, "") for person in ids)
