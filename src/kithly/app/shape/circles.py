"""Circles as shown: those found, what their people share, and those the user named."""

from __future__ import annotations

import numpy as np

from kithly.app.shape.showing import SHOWN_PROOFS, Showing
from kithly.app.shape.traits import sentence
from kithly.app.views import CircleFoundView, OwnCircleView, SharedTraitView
from kithly.history.interactions import Ints
from kithly.ties.ways import would_answer

MOST_SHARED = 3  # traits told of a circle
UNKNOWN = "unknown"


def circles_found(showing: Showing, *, limit: int, first: int = 0) -> tuple[CircleFoundView, ...]:
    """Return the circles found, the largest first.

    Args:
        showing: What was found.
        limit: At most so many, and of each at most so many people.
        first: The number of the first.
    """
    count = len(showing.found.circles.ways.people)
    return tuple(circle_found(showing, circle, limit) for circle in range(first, min(first + limit, count)))


def own_circles(showing: Showing, *, limit: int) -> tuple[OwnCircleView, ...]:
    """Return the circles the user named, by name; nothing found changes them."""
    gathered = showing.found.gathered
    would = would_answer(gathered.reply, gathered.seen)
    return tuple(
        OwnCircleView(
            name=name, size=len(people), answer=showing.answer(people), would=int(np.count_nonzero(would[people]))
        )
        for name, people in list(gathered.circles.items())[:limit]
    )


def circle_found(showing: Showing, circle: int, limit: int) -> CircleFoundView:
    """Return one circle, with so many of its people at most."""
    people = showing.circle_people(circle)
    shared = _shared(showing, circle, people)
    return CircleFoundView(
        number=circle,
        label=showing.labels[circle],
        kind=shared[0].kind if shared else UNKNOWN,
        shared=shared,
        size=len(people),
        answer=showing.answer(people),
        would=int(showing.found.circles.ways.would[circle]),
        people=tuple(showing.person(person) for person in people[:limit].tolist()),
        evidence=showing.evidence(showing.shared_records(showing.ties_between(people, people))),
    )


def _shared(showing: Showing, circle: int, people: Ints) -> tuple[SharedTraitView, ...]:
    known, everybody = showing.found.gathered.traits, people.tolist()
    views = []
    for number, count in showing.found.shared.of(circle)[:MOST_SHARED]:
        trait, proofs = known.traits[number], known.proofs[number]
        shown = [proofs[person] for person in everybody if person in proofs]
        records = [proof.record for proof in shown if proof.record]
        told = list(dict.fromkeys(proof.evidence for proof in shown if proof.evidence))
        views.append(
            SharedTraitView(
                kind=trait.kind.name.lower(),
                name=trait.name,
                count=count,
                of=len(everybody),
                text=sentence(trait, proofs, everybody),
                evidence=(*showing.evidence(records[:SHOWN_PROOFS]), *told[:SHOWN_PROOFS]),
            )
        )
    return tuple(views)
