"""Finding the one person a user means."""

from __future__ import annotations

from kithly.errors import Conflict, NotFound
from kithly.people import Person, PersonId
from kithly.store import Reading

SHOWN = 8  # candidates listed for an ambiguous name


def find_person(tx: Reading, who: str) -> Person:
    """Return the person meant by a part of a name, an address or an id.

    Raises:
        NotFound: Nobody fits.
        Conflict: Several fit; all are named.
    """
    text = who.strip()
    forwarded = tx.people.get(tx.assignments.resolve(PersonId(text))) if text else None
    if forwarded is not None:
        return forwarded.person
    rows = tx.people.find(text, known=True) if text else ()
    if not rows:
        hint = "kithly people lists everybody" if tx.people.count() else "Import something first: kithly import PATH"
        raise NotFound("person", who, message=f"Nobody called {who!r} is known.", hint=hint)
    if len(rows) > 1:
        raise Conflict(
            "person",
            who,
            message=f"{who!r} could be {len(rows)} people.",
            hint="Say more of the name, an address, or the id in brackets.",
            candidates=tuple(_candidate(row.person) for row in rows[:SHOWN]),
        )
    return rows[0].person


def _candidate(person: Person) -> str:
    known = person.company or next((identity.value for identity in person.identities), "")
    return f"{person.name}{f', {known}' if known else ''} [{person.id}]"
