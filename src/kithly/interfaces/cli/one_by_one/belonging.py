"""The people written with most, one by one: network, family, service or left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kithly.app.belonging.word import place
from kithly.app.changes import undo
from kithly.app.network import Network
from kithly.app.persons.people import show_person
from kithly.app.views import TriageRow
from kithly.interfaces.cli.one_by_one.walk import Act, Said, Walk
from kithly.interfaces.cli.people import person_text
from kithly.interfaces.cli.text import plural, say

KEYS = {"n": "network", "f": "family", "s": "service", "l": "leave-out"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What can be said of each person."""

    network: Network
    rows: dict[str, TriageRow]

    def show(self, person: str, number: int) -> None:
        """Print one person, and where they may belong."""
        row = self.rows[person]
        say(f"{number} of {len(self.rows)}. {row.person.name}")
        say(row.note, indent=2)
        told = f"You said: {row.place}" if row.decided else f"Perhaps {row.guess}. {row.why}".rstrip()
        say(told, indent=2)

    def put(self, where: str) -> Callable[[str], Said]:
        """Return what keeps somebody's place."""

        def keep(person: str) -> Said:
            told = place(self.network, person, where)
            return Said(text=told.text, change=told.change)

        return keep

    def person(self, person: str) -> Said:
        """Show everything about one person."""
        say()
        person_text(show_person(self.network, person), now=self.network.now)
        return Said(settles=False)

    def take_back(self, change: str) -> str:
        """Take the last answer back."""
        return undo(self.network, change).text


def walk_places(network: Network, rows: tuple[TriageRow, ...]) -> None:
    """Go through the people nobody said anything about; where all are settled, through all.

    Args:
        network: Whose.
        rows: The people written with most.
    """
    open_ones = [one for one in rows if not one.decided] or list(rows)
    places = Places(network=network, rows={one.person.id: one for one in open_ones})
    acts = [
        Act(key=key, word=where.replace("-", " "), do=places.put(where), in_short=True) for key, where in KEYS.items()
    ]
    acts.append(Act(key="p", word="all about the person", do=places.person))
    walk = Walk(things=list(places.rows), show=places.show, acts=acts, take_back=places.take_back)
    walk.go()
    say()
    settled = plural(len(walk.told), "person", "people")
    rest = f" {plural(walk.left(), 'person', 'people')} can wait: kithly triage" if walk.left() else ""
    say(f"{settled} placed.{rest}")
