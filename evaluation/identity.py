"""How well people are recognised: automatic merges and suggestions against known truth.

Run ``python evaluation/identity.py`` for the figures in ``docs/explanation/people.md``: the frozen gold of
invented people, and two sets of foreign names, of which one was never looked at to change the matcher.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from kithly.people import Nodes, Portrait, Seen, cluster
from kithly.people.households import alike, fought_over
from kithly.people.matching import suggest
from kithly.people.nodes import record_node
from kithly.records import (
    Contact,
    Evidence,
    Identity,
    IdentityKind,
    email_identity,
    linkedin_identity,
    phone_identity,
)
from kithly.synthetic.gold import View, gold

SETS = Path(__file__).parent / "identity_sets"
GOOD = 0.5  # score from which a suggestion counts as one
_HANDLES: Mapping[str, Callable[[str], Identity | None]] = {
    "mail": email_identity,
    "slug": lambda slug: linkedin_identity(f"https://www.linkedin.com/in/{slug}"),
    "phone": phone_identity,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """How a set went.

    Attributes:
        views: Entries.
        persons: Entries after automatic merging.
        automatic: Share of automatically merged pairs that are right; 1 where none was merged.
        true: Pairs that are left to be found.
        suggested: Pairs suggested at `GOOD` and above.
        right: Those of them that are right.
        seconds: CPU seconds of the suggestions.
        missed: Pairs not suggested, by id.
        wrong: Pairs suggested wrongly, by id.
    """

    views: int
    persons: int
    automatic: float
    true: int
    suggested: int
    right: int
    seconds: float
    missed: tuple[tuple[str, str], ...]
    wrong: tuple[tuple[str, str], ...]

    @property
    def precision(self) -> float:
        """Share of the suggestions that are right."""
        return self.right / max(self.suggested, 1)

    @property
    def recall(self) -> float:
        """Share of the remaining true pairs that are suggested."""
        return self.right / max(self.true, 1)

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.right / max(self.suggested + self.true, 1)


def read_set(path: Path) -> tuple[View, ...]:
    """Return the views of a set; each line is one human, its culture in the source's name."""
    views: list[View] = []
    culture = ""
    for truth, line in enumerate(path.read_text("utf-8").splitlines()):
        if line.startswith("["):
            culture = line.strip("[] ")
        elif line.strip() and not line.startswith("#"):
            views += [
                View(truth=truth, source=culture, contact=_contact(f"{truth}-{place}", told))
                for place, told in enumerate(line.split(" | "))
            ]
    return tuple(views)


def _contact(key: str, told: str) -> Contact:
    name, *fields = (part.strip() for part in told.split(";"))
    pairs = [field.partition("=")[::2] for field in fields]
    handles = [_HANDLES[kind](value) for kind, value in pairs if kind in _HANDLES]
    company = next((value for kind, value in pairs if kind == "company"), "")
    return Contact(key=key, name=name, company=company, identities=tuple(one for one in handles if one))


def merged(views: Sequence[View]) -> list[list[View]]:
    """Return the views of each component, as an import clusters them."""
    numbers: dict[Identity, int] = {}
    links = [
        (record, numbers.setdefault(identity, len(numbers)))
        for record, view in enumerate(views)
        for identity in view.contact.identities
    ]
    mails = {number for identity, number in numbers.items() if identity.kind is IdentityKind.EMAIL}
    claims: defaultdict[int, list[int]] = defaultdict(list)
    for record, number in links:
        if number in mails:
            claims[number].append(record)
    names = {record: view.contact.name for record, view in enumerate(views)}
    shared = fought_over(claims, names)
    nodes = Nodes(
        identities=range(len(numbers)),
        kinds=[identity.kind for identity in numbers],
        values=[identity.value for identity in numbers],
        records=range(len(views)),
        keys=[view.contact.key for view in views],
    )
    pairs = {seq: [(record_node(a), record_node(b)) for a, b in alike(claims[seq], names)] for seq in shared}
    groups = cluster(nodes, links, shared=pairs).groups()
    found = [[views[node >> 1] for node in group if node & 1] for group in groups]
    return [group for group in found if group]


def portrait(number: int, views: Sequence[View]) -> Portrait:
    """Return what the matcher sees of one component."""
    seen = (Seen.of(view.contact, Evidence(record=view.contact.key, source=view.source)) for view in views)
    return Portrait(id=f"{number:06d}", seen=tuple(seen))


def judge(views: Sequence[View], *, good: float = GOOD) -> Judged:
    """Return how well these people are recognised."""
    components = merged(views)
    automatic = [one.truth == other.truth for group in components for one, other in combinations(group, 2)]
    holders: defaultdict[int, set[str]] = defaultdict(set)
    for number, group in enumerate(components):
        for view in group:
            holders[view.truth].add(f"{number:06d}")
    true = {pair for found in holders.values() for pair in combinations(sorted(found), 2)}
    portraits = [portrait(number, group) for number, group in enumerate(components)]
    began = time.process_time()
    found = suggest(portraits)
    seconds = time.process_time() - began
    suggested = {(one.a, one.b) for one in found if one.score >= good}
    return Judged(
        views=len(views),
        persons=len(components),
        automatic=sum(automatic) / len(automatic) if automatic else 1.0,
        true=len(true),
        suggested=len(suggested),
        right=len(true & suggested),
        seconds=seconds,
        missed=tuple(sorted(true - suggested)),
        wrong=tuple(sorted(suggested - true)),
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="*", default=[10_000], help="sizes of the gold to judge")
    parser.add_argument("--look", action="store_true", help="name what went wrong in the tuned set")
    chosen = parser.parse_args()
    sets = {f"gold of {count:,}": gold(count) for count in chosen.people}
    sets |= {name: read_set(SETS / f"{name}.txt") for name in ("tuned", "frozen")}
    for name, views in sets.items():
        told = judge(views)
        print(
            f"{name:16} views {told.views:7,} persons {told.persons:7,} automatic {told.automatic:.4f} "
            f"precision {told.precision:.4f} recall {told.recall:.4f} F1 {told.f1:.4f} CPU {told.seconds:.2f} s"
        )
        if chosen.look and name == "tuned":
            look(views, told)


def look(views: Sequence[View], told: Judged) -> None:
    """Name the pairs that went wrong."""
    names = {f"{n:06d}": " / ".join(one.contact.name for one in group) for n, group in enumerate(merged(views))}
    for word, pairs in (("missed", told.missed), ("wrong", told.wrong)):
        for one, other in pairs:
            print(f"  {word}: {names[one]} = {names[other]}")


if __name__ == "__main__":
    main()
