"""Bridges, and what hangs on one person, as shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np

from kithly.app.figures import counted
from kithly.app.shape.finding import Groups
from kithly.app.shape.showing import Showing
from kithly.app.views import BridgeCircleView, BridgeView, HangsOnView
from kithly.ties.ways import NOBODY

CIRCLES = 5  # told of one bridge
PEOPLE = 10  # told of what hangs on one person
TOLD = 3  # names in a sentence


def bridge_order(showing: Showing) -> list[int]:
    """Return everybody who links what nobody else links, or several circles; who alone links most comes first."""
    found = showing.found.bridges
    alone = np.bincount(found.only, minlength=len(found.beside))
    chosen = np.flatnonzero((alone > 0) | (found.circles > 1) | (found.beside > 0))
    order = np.lexsort((chosen, -found.beside[chosen], -found.participation[chosen], -alone[chosen]))
    return [int(person) for person in chosen[order]]


def bridge(showing: Showing, person: int) -> BridgeView:
    """Return what somebody links."""
    found = showing.found.bridges
    mine = found.only == person
    pairs = tuple(zip(found.only_from[mine].tolist(), found.only_to[mine].tolist(), strict=True))
    circles = _circles(showing, person)
    view = BridgeView(
        person=showing.person(person),
        text="",
        participation=round(float(found.participation[person]), 4),
        circles=circles[:CIRCLES],
        only_between=pairs,
        beside=int(found.beside[person]),
        evidence=showing.evidence(_proofs(showing, person, circles)),
    )
    return replace(view, text=_bridge_text(view, showing.labels))


def _circles(showing: Showing, person: int) -> tuple[BridgeCircleView, ...]:
    found = showing.found.bridges
    first, end = np.searchsorted(found.reach, (person, person + 1)).tolist()
    numbers, weights = found.reach_circle[first:end], found.reach_weight[first:end]
    order = np.argsort(-weights, kind="stable")
    return tuple(
        BridgeCircleView(number=number, label=showing.labels[number], share=round(weight / weights.sum(), 4))
        for number, weight in zip(numbers[order].tolist(), weights[order].tolist(), strict=True)
    )


def _proofs(showing: Showing, person: int, circles: tuple[BridgeCircleView, ...]) -> list[int]:
    """Return the newest record shared with somebody of each circle; without circles, the newest of all."""
    myself = np.array([person])
    sets = [np.flatnonzero(showing.found.circle == one.number) for one in circles[:CIRCLES]]
    found = [showing.shared_records(showing.ties_between(myself, people))[:1] for people in sets]
    if not found:
        everybody = np.arange(len(showing.found.circle))
        return showing.shared_records(showing.ties_between(myself, everybody))
    return [number for numbers in found for number in numbers]


def _bridge_text(view: BridgeView, labels: tuple[str, ...]) -> str:
    parts = []
    if view.only_between:
        pairs = ["between " + " and ".join(_quoted((labels[one], labels[other]))) for one, other in view.only_between]
        parts.append(f"the only link {_listed(pairs, 'pair of circles', others='pairs of circles')}")
    elif len(view.circles) > 1:
        parts.append(f"seen in {_listed(_quoted(one.label for one in view.circles), 'circle')}")
    if view.beside:
        parts.append(f"{counted(view.beside, 'person was', 'people were')} seen beside nobody else")
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]


@dataclass(slots=True)
class Hanging:
    """What is reached through one person alone."""

    person: int
    companies: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    circles: list[int] = field(default_factory=list)
    people: list[int] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Return how many things these are."""
        return len(self.companies) + len(self.places) + len(self.circles) + len(self.people)


def hanging(showing: Showing) -> list[Hanging]:
    """Return what is reached through one person alone, most first."""
    found = showing.found
    by_person: dict[int, Hanging] = {}

    def of(person: int) -> Hanging:
        return by_person.setdefault(person, Hanging(person))

    for person, name in _sole(showing, found.companies):
        of(person).companies.append(name)
    for person, name in _sole(showing, found.places):
        of(person).places.append(name)
    for circle in np.flatnonzero(found.circles.ways.only != NOBODY).tolist():
        of(int(found.circles.ways.only[circle])).circles.append(circle)
    for other in np.flatnonzero(found.hangs != NOBODY).tolist():
        of(int(found.hangs[other])).people.append(other)
    return sorted(by_person.values(), key=lambda one: (-one.count, one.person))


def _sole(showing: Showing, groups: Groups) -> list[tuple[int, str]]:
    traits = showing.found.gathered.traits.traits
    only = groups.ways.only
    return [(int(only[number]), traits[groups.trait[number]].name) for number in np.flatnonzero(only != NOBODY)]


def hangs_on(showing: Showing, one: Hanging) -> HangsOnView:
    """Return what is reached through somebody alone, as shown."""
    view = HangsOnView(
        person=showing.person(one.person, _hang_proofs(showing, one)),
        text="",
        count=one.count,
        companies=tuple(sorted(one.companies)),
        places=tuple(sorted(one.places)),
        circles=tuple(one.circles),
        people=tuple(showing.named(other) for other in one.people[:PEOPLE]),
        people_total=len(one.people),
    )
    return replace(view, text=_hangs_text(view, showing.labels))


def _hang_proofs(showing: Showing, one: Hanging) -> list[int]:
    """Return the records that show where somebody is, and the newest shared with those who hang on them."""
    person = one.person
    found, known = showing.found, showing.found.gathered.traits
    groups = ((some.group[person], some.trait) for some in (found.companies, found.places))
    records = [known.proofs[traits[number]][person].record for number, traits in groups if number >= 0]
    circles = np.flatnonzero(np.isin(found.circle, one.circles))
    ties = showing.ties_between(np.array([person]), np.array(one.people, np.int64) if one.people else circles)
    return [*records, *showing.shared_records(ties)]


def _hangs_text(view: HangsOnView, labels: tuple[str, ...]) -> str:
    ways = []
    if view.companies or view.places:
        ways.append(f"your only way into {_listed([*view.companies, *view.places], 'place')}")
    if view.circles:
        circles = _listed(_quoted(labels[one] for one in view.circles), "circle")
        ways.append(f"the only one likely to answer in {circles}")
    if view.people:
        names = [one.name for one in view.people]
        ways.append(f"your only way to {_listed(names, 'person', others='people', total=view.people_total)}")
    text = "; ".join(ways)
    return text[:1].upper() + text[1:]


def _listed(names: list[str], other: str, *, others: str = "", total: int = 0) -> str:
    """Return some names in a sentence, the rest as a number."""
    rest = max(total, len(names)) - TOLD
    if rest > 0:
        return f"{', '.join(names[:TOLD])} and {counted(rest, f'other {other}', f'other {others}' if others else '')}"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _quoted(labels: Iterable[str]) -> list[str]:
    """Return what circles are called, so that a sentence can hold them."""
    return [f"“{label}”" for label in labels]
