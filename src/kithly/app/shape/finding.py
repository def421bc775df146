"""The shape of the network, worked out once an hour and state of the store."""

from __future__ import annotations

from dataclasses import dataclass

from kithly.app.network import Network
from kithly.app.shape.gathering import Gathered, gather
from kithly.app.shape.traits import TraitKind
from kithly.history.interactions import NOBODY, Ints
from kithly.ties.bridges import Bridges, bridges
from kithly.ties.columns import Floats
from kithly.ties.communities import communities
from kithly.ties.shared_traits import Shared, shared_traits
from kithly.ties.together import summed
from kithly.ties.ways import Reached, Ways, reached, ways, ways_to_people


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Companies, places or circles, and the ways into them.

    Attributes:
        group: (people,) in which each is, -1 for none.
        trait: The trait of each group; empty for circles.
        ways: The ways in.
    """

    group: Ints
    trait: tuple[int, ...]
    ways: Ways

    @property
    def reached(self) -> Reached:
        """Return how many are reached."""
        return reached(self.ways.would, self.ways.seen)


@dataclass(frozen=True, kw_only=True)
class Found:
    """The shape of the network.

    Attributes:
        gathered: What it was worked out from.
        shared: What the people of each circle share.
        within: (people,) how much each was seen together with people of their own circle.
        circles: Circles found.
        companies: Employers.
        places: Towns.
        bridges: Who links what.
        ways_to: (people,) by how many who would answer each is reached.
        hangs: (people,) through whom alone each is reached; -1 for nobody.
    """

    gathered: Gathered
    shared: Shared
    within: Floats
    circles: Groups
    companies: Groups
    places: Groups
    bridges: Bridges
    ways_to: Ints
    hangs: Ints

    @property
    def circle(self) -> Ints:
        """Return the circle of each person, -1 for none."""
        return self.circles.group


def shape_now(network: Network) -> Found:
    """Return the shape of the network.

    Not for use inside a write transaction, which may know more.
    """
    return network.recall.get(("shape", network.hour), lambda: find_shape(gather(network)))


def find_shape(gathered: Gathered) -> Found:
    """Return the shape of what was gathered."""
    ties, people = gathered.seen_together, len(gathered.ids)
    circle = communities(ties, people)
    who, whom, weight = ties.both_ways()
    inside = (circle[who] == circle[whom]) & (circle[who] >= 0)
    ways_to, hangs = ways_to_people(ties, gathered.reply, gathered.seen)
    hangs[gathered.in_touch] = NOBODY
    return Found(
        gathered=gathered,
        shared=shared_traits(gathered.traits.columns, circle),
        within=summed(who[inside], weight[inside], people),
        circles=_groups(gathered, circle, ()),
        companies=_groups(gathered, *gathered.traits.groups(TraitKind.COMPANY, people)),
        places=_groups(gathered, *gathered.traits.groups(TraitKind.PLACE, people)),
        bridges=bridges(ties, circle),
        ways_to=ways_to,
        hangs=hangs,
    )


def _groups(gathered: Gathered, group: Ints, trait: tuple[int, ...]) -> Groups:
    count = len(trait) or int(group.max(initial=-1)) + 1
    found = ways(gathered.seen_together, group, count, gathered.reply, gathered.seen)
    return Groups(group=group, trait=trait, ways=found)
