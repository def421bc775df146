"""One person or two: the pair to look at now, side by side."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from kithly.app.network import Network
from kithly.app.persons.all_happened import all_happened
from kithly.app.persons.merging import views_of
from kithly.app.persons.suggesting import suggested
from kithly.app.views import HappenedView, SuggestionView
from kithly.app.views.pairs import PairsView, PairView
from kithly.people import Person
from kithly.people.comparing import compare
from kithly.people.matching import AGAINST
from kithly.people.portraits import Suggestion
from kithly.records import Evidence

SURE = 0.9  # suggestions as sure as this may be taken as said, all at once
MOST = 1_000  # pairs counted; nobody looks at more in one go


def next_pair(network: Network, put_off: Collection[str] = ()) -> PairsView:
    """Return the surest pair that may be one person, side by side.

    Args:
        network: Whose.
        put_off: Ids of suggestions the user wants to be asked about later.
    """
    waiting = suggested(network)[:MOST]
    now = [one for one in waiting if f"{one.a}-{one.b}" not in put_off]
    shown = (network.recall.get(("pair", one, network.hour), partial(_shown, network, one)) for one in now)
    pair = next((one for one in shown if one is not None), None)
    return PairsView(
        pair=pair,
        more=max(len(now) - 1, 0),
        put_off=len(waiting) - len(now),
        sure=sum(one.score >= SURE for one in now),
    )


def _shown(network: Network, one: Suggestion) -> PairView | None:
    """Return a pair as shown; None where one of the two went this very moment."""
    views = views_of(network, (one,))
    return _pair(network, views[0]) if views else None


def _pair(network: Network, one: SuggestionView) -> PairView:
    with network.store.reading() as kept:
        people: dict[str, Person] = {row.person.id: row.person for row in kept.people.some([one.a.id, one.b.id])}
    left, right = (people[id_] for id_ in (one.a.id, one.b.id))
    first, *others = (because.text for because in one.because)
    return PairView(
        suggestion=one,
        reason=(first, *(text for text in others if text.startswith(AGAINST))),
        more=tuple(text for text in others if not text.startswith(AGAINST)),
        lines=compare(left, right),
        found=(_found(one, 0), _found(one, 1)),
        last=(_last(network, one.a.id), _last(network, one.b.id)),
    )


def _last(network: Network, person: str) -> HappenedView | None:
    """Return what happened last with somebody."""
    return next(iter(all_happened(network, person, limit=1).happened), None)


def _found(one: SuggestionView, side: int) -> tuple[Evidence, ...]:
    """Return the records one of the two is known from, as far as the reasons name them, each once."""
    told = (because.evidence[side] for because in one.because if len(because.evidence) > side)
    return tuple({(each.record, each.source): each for each in told}.values())
