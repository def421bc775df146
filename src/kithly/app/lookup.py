"""Finding the one person a user means."""

from __future__ import annotations

from kithly.errors import Conflict, NotFound
from kithly.people import Person, PersonId
from kithly.people.find import find
from kithly.store import Reading

SHOWN = 8  # candidates listed for an ambiguous name


def find_person(tx: Reading, who: str) -> Person:
    """Return the person meant by a part of a name, an address or an id.

    Raises:
        NotFound: Nobody fits.
        Conflict: Several fit; all are named.
    """
    text = "".join(one if one.isprintable() else " " for one in who).strip()
    forwarded = tx.people.get(tx.assignments.resolve(PersonId(text))) if text else None
    if forwarded is not None:
        return forwarded.person
    if not text:
        raise NotFound(
            "person", who, message="Say whom: a name, an address or an id.", hint="kithly people lists everybody"
        )
    people = _meant(tx, text)
    if not people:
        hint = "kithly people lists everybody" if tx.people.count() else "Import something first: kithly import PATH"
        raise NotFound("person", who, message=f"Nobody called {who!r} is known.", hint=hint)
    if len(people) > 1:
        raise Conflict(
            "person",
            who,
            message=f"{who!r} could be {len(people)} people.",
            hint="Say more of the name, an address, or the id in brackets.",
            candidates=tuple(_candidate(person) for person in people[:SHOWN]),
        )
    return people[0]


def _meant(tx: Reading, text: str) -> tuple[Person, ...]:
    """Return everybody a text can mean: quickly among those whose words hold it, else with short forms and links."""
    close = tuple(row.person for row in tx.people.find(text, known=True))
    if len(close) == 1:
        return close
    everybody = close or tuple(row.person for row in tx.people.list())
    return find(text, everybody) or close


def _candidate(person: Person) -> str:
    known = person.company or next((identity.value for identity in person.identities), "")
    return f"{person.name}{f', {known}' if known else ''} [{person.id}]"
