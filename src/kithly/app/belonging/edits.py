"""One edit of many people at once: a circle, how much they matter, where they belong; taken back at once too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kithly.app.belonging.levels import IMPORTANCE, PLACES
from kithly.app.derived.refresh import refresh_people
from kithly.app.network import Network
from kithly.app.said.decisions import done_view
from kithly.app.views import DoneView
from kithly.errors import NotFound, SettingsError
from kithly.people import Person, PersonId
from kithly.records import clean_name
from kithly.store import Writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What is said of everybody chosen; what is left out stays as it is with each.

    Attributes:
        circle: They are in this circle.
        out_of: They are no longer in this one.
        importance: How much they matter: a key of `word.IMPORTANCE`.
        place: Where they belong: a key of `word.PLACES`.
        quiet: Whether to leave them alone.
    """

    circle: str = ""
    out_of: str = ""
    importance: str = ""
    place: str = ""
    quiet: bool | None = None

    def decisions(self) -> Iterator[tuple[str, Any]]:
        """Yield kind and value of what is kept of each person."""
        if self.circle:
            yield "circle", {"name": clean_name(self.circle), "remove": False}
        if self.out_of:
            yield "circle", {"name": clean_name(self.out_of), "remove": True}
        if self.importance:
            yield "importance", IMPORTANCE[self.importance]
        if self.place:
            yield "place", PLACES[self.place].value
        if self.quiet is not None:
            yield "quiet", self.quiet

    def in_words(self) -> str:
        """Return what is said of them, as in the list of changes."""
        parts = [
            self.circle and f"in {clean_name(self.circle)}",
            self.out_of and f"no longer in {clean_name(self.out_of)}",
            self.importance and f"importance {self.importance}",
            self.place and PLACES[self.place].value,
            {True: "not suggested", False: "may be suggested", None: ""}[self.quiet],
        ]
        return ", ".join(part for part in parts if part)


def edit_people(network: Network, persons: Sequence[str], edit: Edit) -> DoneView:
    """Say the same of many people, as one change that one undo takes back.

    Args:
        network: Whose.
        persons: Their ids; each once, in any order.
        edit: What is said of them.

    Raises:
        SettingsError: Nobody is chosen, or nothing is said, or it is none of what can be said.
        NotFound: One of them is not known; then nothing is kept.
    """
    said = _said(edit)
    with network.store.transaction() as tx:
        people = _people(tx, persons)
        sentence = f"{_named(people)}: {edit.in_words()}."
        change = tx.changes.open("edit", sentence, network.now)
        tx.decisions.add_many(
            change, [(kind, person.id, value) for person in people for kind, value in said], network.now
        )
        refresh_people(tx, [person.id for person in people], now=network.now)
    return done_view(change, sentence, people[0] if len(people) == 1 else None)


def _said(edit: Edit) -> tuple[tuple[str, Any], ...]:
    try:
        said = tuple(edit.decisions())
    except KeyError as error:
        raise SettingsError("edit", f"{error.args[0]!r} is nothing that can be said of people.") from error
    if not said:
        raise SettingsError("edit", "Nothing was chosen to be said of them.")
    return said


def _people(tx: Writing, persons: Sequence[str]) -> tuple[Person, ...]:
    """Return the people meant, each once."""
    now_of = tx.assignments.resolver()
    wanted = dict.fromkeys(now_of(PersonId(one)) for one in persons)
    found = {row.person.id: row.person for row in tx.people.some(wanted)}
    missing = next((one for one in wanted if one not in found), None)
    if missing is not None:
        raise NotFound("person", missing, message="One of the people chosen is not known any more.")
    if not found:
        raise SettingsError("people", "Nobody was chosen.")
    return tuple(found[one] for one in wanted)


def _named(people: Sequence[Person]) -> str:
    """Return who they are, in few words."""
    if len(people) == 1:
        return people[0].name
    return f"{people[0].name} and {people[1].name}" if len(people) == 2 else f"{len(people)} people"
