"""Taking one record or address off a person, whatever joined it."""

from __future__ import annotations

from kithly.app.derived.proof import SOURCES
from kithly.app.derived.rejoining import rejoin
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.persons.composition import Parts, node_of, parts_of
from kithly.app.said.decisions import done_view
from kithly.app.said.own_lines import WITHDRAWN
from kithly.app.views import DoneView
from kithly.errors import Conflict, NotFound
from kithly.people import Person
from kithly.people.composition import Cut
from kithly.records import Contact
from kithly.store import Writing


def split(network: Network, who: str, part: str) -> DoneView:
    """Take one record or address off a person: the rest stays one person, the part becomes another.

    Args:
        network: Whose.
        who: The person.
        part: Key of the part, as `joined` tells it; a record id or an address will do.

    Returns:
        The change to undo it by, and the person the rest is.

    Raises:
        NotFound: Nobody is called so, or nothing of theirs is.
        Conflict: Nothing would be left.
    """
    with network.store.transaction() as tx:
        person = find_person(tx, who)
        parts = parts_of(tx, person.id)
        key = _key(parts, part, person)
        cut = parts.whole.cut(key)
        if cut is None:
            raise Conflict(
                "person",
                who,
                message=f"{person.name} is made of this alone.",
                hint="kithly person " + person.id,
            )
        sentence = f"{_called(parts, key)} and {_rest_called(parts, cut)} are two people."
        change = _keep(tx, network, cut, sentence)
        anchor = node_of(parts, min(parts.whole.keys - cut.own))
        rejoin(tx, tx.assignments.nodes_of((person.id,)), now=network.now)
        owner = tx.assignments.of(anchor.kind, [anchor.seq]).get(anchor.seq)
        row = tx.people.get(owner.person) if owner else None
    return done_view(change, sentence, row.person if row else person)


def _key(parts: Parts, part: str, person: Person) -> str:
    """Return the key of a part named by its key, its record id or its address."""
    fitting = [
        key for key in parts.whole.keys if part in {key, key.partition(":")[2]} or part.lower() == key.partition(":")[2]
    ]
    if len(fitting) != 1:
        raise NotFound(
            "record",
            part,
            message=f"{person.name} has no part {part!r}.",
            hint="kithly person " + person.id,
        )
    return fitting[0]


def _called(parts: Parts, key: str) -> str:
    """Return what to call a part in a sentence."""
    if key in parts.records:
        stored = parts.records[key]
        name = stored.record.name if isinstance(stored.record, Contact) else ""
        return f"{name or 'The entry'} ({SOURCES.get(stored.source, stored.source)})"
    identity, _, name = parts.identities[key]
    return f"{name} ({identity.value})" if name and name != identity.value else identity.value


def _rest_called(parts: Parts, cut: Cut) -> str:
    """Return what the rest goes by, without the part: its newest record with a name, else an address."""
    records = [(one.observed_at, key) for key, one in parts.records.items() if key not in cut.own]
    for _, key in sorted(records, reverse=True):
        record = parts.records[key].record
        if isinstance(record, Contact) and record.name:
            return record.name
    named = sorted(key for key in parts.identities if key not in cut.own)
    return next((parts.identities[key][2] or parts.identities[key][0].value for key in named), "the rest")


def _keep(tx: Writing, network: Network, cut: Cut, sentence: str) -> str:
    """Keep what parts the part from the rest, and what holds the rest together, under one change."""
    change = tx.changes.open("different", sentence, network.now)
    for edge in cut.crossing:
        tx.decisions.add(change, "different", edge.left, edge.right, network.now)
        if edge.said:
            tx.decisions.add(change, WITHDRAWN, edge.said, None, network.now)
    for left, right in cut.bridges:
        tx.decisions.add(change, "same", left, right, network.now)
    return change
