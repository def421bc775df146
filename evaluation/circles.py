"""How well circles are found: against made-up worlds in which it is known who met where.

Run ``python evaluation/circles.py`` for the figures in ``docs/explanation/network.md``. The worlds are written as
mailboxes, imported, and looked at through the product's own use case.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from math import comb
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from kithly.app.bringing.import_files import import_paths
from kithly.app.network import open_network
from kithly.app.shape.shape import shape
from kithly.app.views import NetworkView
from kithly.people import PersonId
from kithly.store import Store
from kithly.synthetic import Shape, World, make_world, write_mbox
from kithly.synthetic.group_mail import write_group_mail

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = date(2026, 3, 2)
WORLDS = ((101, 90), (102, 90), (103, 150), (104, 150), (105, 400), (106, 400), (107, 1_000))  # seed, people
STRAY = (0.1, 0.25, 0.5)  # shares of those addressed who come from elsewhere
EVERYBODY = 100_000


def rand_index(one: Sequence[object], other: Sequence[object]) -> float:
    """Return the adjusted Rand index (Hubert and Arabie 1985) of two divisions of the same things.

    Example:
        >>> rand_index("aabb", [1, 1, 2, 2]), rand_index("aabb", [1, 2, 1, 2])
        (1.0, -0.5)
    """
    both = sum(comb(number, 2) for number in Counter(zip(one, other, strict=True)).values())
    left, right = (sum(comb(number, 2) for number in Counter(part).values()) for part in (one, other))
    chance = left * right / comb(len(one), 2)
    return (both - chance) / ((left + right) / 2 - chance)


def against_truth(world: World, view: NetworkView, store: Store) -> tuple[list[str], list[int]]:
    """Return the true circle and the circle found of everybody who is in one.

    Args:
        world: The truth: `Person.era` is where somebody was met.
        view: What was found, with everybody on its map.
        store: Where the addresses of those people are.
    """
    met = {f"{one.local}@{job.company.domain}": one.era for one in world.people for job in one.jobs}
    met |= {one.private: one.era for one in world.people if one.private}
    with store.reading() as kept:
        known = {row.person.id: [one.value for one in row.person.identities] for row in kept.people.list()}
    truth = {person: next((met[one] for one in mine if one in met), "") for person, mine in known.items()}
    found = ((PersonId(node.id), node.circle) for node in view.nodes if node.circle is not None)
    told = [(truth[person], circle) for person, circle in found if truth[person]]
    return [true for true, _ in told], [circle for _, circle in told]


def measured(seed: int, people: int, stray: float) -> tuple[int, int, float]:
    """Return how many circles were found in one world, how many people in them, and how well they agree."""
    world = make_world(seed, today=TODAY, shape=Shape(people=people, years=4))
    with tempfile.TemporaryDirectory() as folder:
        own, group = Path(folder) / "own.mbox", Path(folder) / "group.mbox"
        write_mbox(world, own, style="takeout", until=TODAY)
        write_group_mail(world, group, stray=stray)
        with open_network(Path(folder) / "network", now=NOW) as network:
            import_paths(network, [own, group])
            view = shape(network, limit=1, on_map=EVERYBODY)
            true, found = against_truth(world, view, network.store)
    return view.totals["circles"], len(found), rand_index(true, found)


def main() -> None:
    """Print the agreement of every world."""
    print("people stray circles  in circles  adjusted Rand index")
    for seed, people in WORLDS:
        for stray in STRAY:
            circles, inside, index = measured(seed, people, stray)
            print(f"{people:6} {stray:5} {circles:7} {inside:11} {index:20.3f}", flush=True)


if __name__ == "__main__":
    main()
