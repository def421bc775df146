"""Naming one hello: among those of the last days, and those that settle something owed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from kithly.app.derived.closely import ties_now
from kithly.app.network import Network
from kithly.app.today.inbox import owed_now
from kithly.app.today.plan_record import decode
from kithly.app.today.planning import unkept_day
from kithly.errors import Conflict, NotFound
from kithly.people import PersonId
from kithly.plan import Touch
from kithly.reasons import ReasonKind
from kithly.store import Reading

WISH = "wish"  # kind of the decision that the user wants to write to somebody of whom no reason tells
REMEMBERED = timedelta(days=14)  # how long the touches of earlier days can be named
UNKEPT = "unkept"  # name of what is carried of plans that could not be kept
SHORTEST_ID = 4  # characters of an id that may stand for the whole


def find_touch(kept: Reading, network: Network, touch_id: str) -> Touch:
    """Return a touch of the last days, or one that settles something owed, by its id or a beginning that is its own.

    Not for use inside a write transaction.

    Raises:
        NotFound: There is none.
        Conflict: The beginning fits several, or is too short to mean one.
    """
    asked = touch_id.strip().lower()
    if not asked:
        raise NotFound("hello", touch_id, message="Say which hello, by its id.", hint="kithly today shows their ids")
    fitting = {id_: touch for id_, touch in _planned(kept, network).items() if asked and id_.startswith(asked)}
    if not fitting:
        found = owed_now(network)
        owed = (touch for _, touch in (*found.owed, *found.older_ones, *found.left_out))
        fitting = {touch.id: touch for touch in owed if asked and touch.id.startswith(asked)}
    if not fitting:
        fitting = {id_: touch for id_, touch in shown_unkept(network).items() if asked and id_.startswith(asked)}
    if not fitting:
        raise NotFound("hello", touch_id, hint="kithly today shows their ids")
    if len(fitting) > 1 or (len(asked) < SHORTEST_ID and asked not in fitting):
        raise Conflict(
            "hello",
            touch_id,
            message=f"{touch_id!r} is too short to mean one hello.",
            hint="kithly today shows their ids",
        )
    return next(iter(fitting.values()))


def _planned(kept: Reading, network: Network) -> dict[str, Touch]:
    """Return the touches of the last days by id, each as it was planned last; no hello whose wish was taken back."""
    plans = reversed(kept.plans.since(network.today - REMEMBERED))
    wished = {one.id for one in kept.decisions.all(WISH)}
    known: dict[str, Touch] = {}
    for planned, value in plans:
        written = decode(planned, value)
        for touch in (*written.plan.touches, *written.beside):
            if touch.reason.kind is not ReasonKind.WISH or any(one.record in wished for one in touch.reason.evidence):
                known.setdefault(touch.id, touch)
    return known


def shown_unkept(network: Network) -> Mapping[str, Touch]:
    """Return by id the touches of plans of today that could only be shown, because somebody else was writing.

    Once shown they stay known: whoever has one open may be writing it. Not for use inside a write transaction.
    """

    def make() -> Mapping[str, Touch]:
        ties = ties_now(network)
        with network.store.reading() as kept:
            if kept.plans.get(network.today) is not None:
                return {}
            return {one.id: one for one in unkept_day(kept, network, ties=ties).written.plan.touches}

    return network.recall.carry((UNKEPT, network.today), make, lambda old: {**old, **make()})


def people_unkept(network: Network) -> tuple[PersonId, ...]:
    """Return the people of a plan of today that was shown and not kept, in its order; nothing is worked out."""
    shown = network.recall.carried((UNKEPT, network.today), _none)
    return tuple(touch.person for touch in shown.values()) if shown else ()


def _none() -> Mapping[str, Touch]:
    return {}


def touch_named(network: Network, touch_id: str) -> Touch:
    """Return a touch as `find_touch` does, in a reading of its own.

    Raises:
        NotFound: There is none.
        Conflict: The beginning fits several, or is too short to mean one.
    """
    with network.store.reading() as kept:
        return find_touch(kept, network, touch_id)
