"""The shape of the network as it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from kithly.app.shape.finding import Found
from kithly.app.shape.traits import label_of
from kithly.app.views import ExpectationView, NamedView, ShapePersonView
from kithly.history.interactions import Ints
from kithly.records import Evidence, Gesture, Meeting, Message
from kithly.store import Reading
from kithly.ties import BANDS, Band, would_answer

DIGITS = 4  # of a probability or weight that is shown
SHOWN_PROOFS = 3  # records


class Showing:
    """Turns what was found into views; everything that is shown of people and records comes by it."""

    def __init__(self, found: Found, kept: Reading) -> None:
        self.found = found
        self._kept = kept
        self._proofs: dict[int, Evidence] = {}

    def named(self, person: int) -> NamedView:
        """Return somebody by id and name."""
        gathered = self.found.gathered
        return NamedView(id=gathered.ids[person], name=gathered.names[person])

    def person(self, person: int, records: Iterable[int] = ()) -> ShapePersonView:
        """Return somebody with how ego stands with them, and the records that show why they stand here."""
        gathered = self.found.gathered
        return ShapePersonView(
            id=gathered.ids[person],
            name=gathered.names[person],
            band=self.band(person),
            strength=self.strength(person),
            reply=round(float(gathered.reply[person]), DIGITS) if gathered.seen[person] else None,
            evidence=self.evidence(records),
        )

    def band(self, person: int) -> str:
        """Return the band of a tie."""
        gathered = self.found.gathered
        at = int(gathered.at[person])
        return (BANDS[int(gathered.ties.measures.band[at])] if at >= 0 else Band.UNKNOWN).value

    def strength(self, person: int) -> float | None:
        """Return the strength of a tie; None where no contact was seen."""
        gathered = self.found.gathered
        return round(float(gathered.strength[person]), DIGITS) if gathered.known[person] else None

    def answer(self, people: Ints) -> ExpectationView:
        """Return how many of some people would answer; nothing where no words were exchanged with any of them."""
        gathered = self.found.gathered
        people = people[gathered.seen[people]]
        if not len(people):
            return ExpectationView(expected=None, interval=None)
        chosen = np.zeros(len(gathered.ties.persons), bool)
        chosen[gathered.at[people]] = True
        estimate = would_answer(gathered.ties.measures, chosen)
        low, high = round(estimate.low, 2), round(estimate.high, 2)
        return ExpectationView(expected=round(estimate.expected, 2), interval=(low, high))

    def evidence(self, records: Iterable[int]) -> tuple[Evidence, ...]:
        """Return records by number as evidence, each once; a number that is none is left out."""
        wanted = list(dict.fromkeys(number for number in records if number > 0))
        for stored in self._kept.records.get([one for one in wanted if one not in self._proofs]):
            record = stored.record
            at = record.at if isinstance(record, Message | Gesture | Meeting) else None
            self._proofs[stored.seq] = Evidence(record=stored.id, source=stored.source, at=at)
        return tuple(proof for number in wanted if (proof := self._proofs.get(number)))

    def shared_records(self, ties: Ints) -> list[int]:
        """Return the newest records of some ties among people, the newest of each tie in turn."""
        newest = self.found.gathered.seen_together.newest[ties[:SHOWN_PROOFS]]
        return list(dict.fromkeys(newest.T.ravel().tolist()))[:SHOWN_PROOFS]

    def ties_between(self, some: Ints, others: Ints) -> Ints:
        """Return the places of the ties between two sets of people, the heaviest first."""
        ties = self.found.gathered.seen_together
        one, other = np.zeros(len(self.found.gathered.ids), bool), np.zeros(len(self.found.gathered.ids), bool)
        one[some], other[others] = True, True
        chosen = np.flatnonzero((one[ties.a] & other[ties.b]) | (other[ties.a] & one[ties.b]))
        return chosen[np.argsort(-ties.weight[chosen], kind="stable")]

    def circle_people(self, circle: int) -> Ints:
        """Return the people of a circle, those seen most with its others first."""
        people = np.flatnonzero(self.found.circle == circle)
        return people[np.argsort(-self.found.within[people], kind="stable")]

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """What each circle is called; one of two alike is told by the person in its middle."""
        found = self.found
        traits = found.gathered.traits.traits
        labels: list[str] = []
        taken: set[str] = set()
        for circle in range(len(found.circles.ways.people)):
            shared = found.shared.of(circle)
            label = label_of(traits[shared[0][0]]) if shared else ""
            if not label or label in taken:
                label = f"{label}, {self._around(circle)}" if label else self._around(circle)
            label = f"{label} ({circle + 1})" if label in taken else label
            taken.add(label)
            labels.append(label)
        return tuple(labels)

    def _around(self, circle: int) -> str:
        return f"around {self.found.gathered.names[int(self.circle_people(circle)[0])]}"
