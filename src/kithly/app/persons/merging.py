"""Two entries, one person? Suggestions with evidence, and the user's answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from kithly.app.belonging.memberships import belonging_now
from kithly.app.derived.closely import ties_now
from kithly.app.derived.compared import compared
from kithly.app.derived.contradictions import against_different, against_same
from kithly.app.derived.rejoining import rejoin
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.persons.suggesting import apart_of, suggested
from kithly.app.said.decisions import decide, done_view
from kithly.app.said.own_lines import WITHDRAWN
from kithly.app.show import person_row
from kithly.app.views import DoneView, MergesView, PersonRow, SuggestionView
from kithly.errors import Conflict, NotFound, SettingsError
from kithly.people import Person, PersonId
from kithly.people.composition import rank
from kithly.people.portraits import Suggestion
from kithly.records import Identity, email_identity, linkedin_identity, phone_identity
from kithly.store import ChangeId, Decision, Node, Reading, Writing

MOST_ROUNDS = 5  # merged entries may make further pairs sure; more rounds than this were never seen
LEAST_ACCEPTED = 0.5  # below, a suggestion is for looking at one by one


def suggestions(network: Network, *, limit: int = 20) -> MergesView:
    """Return pairs of people who may be one, surest first."""
    return MergesView(suggestions=views_of(network, suggested(network)[:limit]))


def views_of(network: Network, found: Sequence[Suggestion]) -> tuple[SuggestionView, ...]:
    """Return some suggestions as shown."""
    ties, belongs = ties_now(network), belonging_now(network)
    with network.store.reading() as kept:
        people = [row.person for row in kept.people.some({id_ for one in found for id_ in (one.a, one.b)})]
    rows = {person.id: person_row(person, ties.of(person.id), belongs.of(person.id)) for person in people}
    return tuple(_view(one, rows) for one in found if {one.a, one.b} <= rows.keys())


def _view(one: Suggestion, rows: Mapping[PersonId, PersonRow]) -> SuggestionView:
    a, b = rows[PersonId(one.a)], rows[PersonId(one.b)]
    return SuggestionView(id=f"{one.a}-{one.b}", a=a, b=b, score=round(one.score, 4), because=one.because)


def accept(network: Network, score: float) -> DoneView:
    """Merge every suggested pair that is at least this sure, under one change that one undo takes back.

    Args:
        network: Whose.
        score: Smallest probability, above 0.5 and at most 1.

    Raises:
        SettingsError: The score makes no sense.
        NotFound: No suggestion is that sure.
    """
    if not LEAST_ACCEPTED <= score <= 1:
        raise SettingsError(
            "accept", f"A score lies between {LEAST_ACCEPTED} and 1.", hint="kithly merges --accept 0.9"
        )
    with network.store.transaction() as tx:
        change = tx.changes.open("same", "Joined entries that surely are one person", network.now)
        count = 0
        for _ in range(MOST_ROUNDS):
            merged = _accept_once(tx, network, change, score)
            count += merged
            if not merged:
                break
        if not count:
            raise NotFound("suggestion", str(score), message="No suggestion is that sure.", hint="kithly merges")
    return done_view(change, f"{count} pairs of entries are one person each.")


def _accept_once(tx: Writing, network: Network, change: ChangeId, score: float) -> int:
    """Merge all sure pairs there are now; merged entries may make further pairs sure."""
    sure = [one for one in compared(tx, different=apart_of(tx)) if one.score >= score]
    parts = tx.assignments.nodes_of({PersonId(id_) for one in sure for id_ in (one.a, one.b)})
    keys = _first_keys(tx, parts)
    for one in sure:
        tx.decisions.add(change, "same", keys[PersonId(one.a)], keys[PersonId(one.b)], network.now)
    if sure:
        rejoin(tx, parts, now=network.now)
    return len(sure)


def same(network: Network, a: str, b: str) -> DoneView:
    """Merge two people, whatever was said before; undo gives both back.

    Raises:
        Conflict: They are one already.
        NotFound: One of them is not known.
    """
    with network.store.transaction() as tx:
        left, right = find_person(tx, a), find_person(tx, b)
        if left.id == right.id:
            raise Conflict("person", b, message=f"{left.name} is one person already.", hint="kithly person " + left.id)
        sentence = f"{left.name} and {right.name} are one person."
        parts = tx.assignments.nodes_of((left.id, right.id))
        first = _first_keys(tx, parts)
        older = against_same(tx, keys_of(tx, parts), left.id, right.id)
        change, _ = decide(tx, network, "same", [(first[left.id], first[right.id])], sentence)
        _withdraw(tx, network, change, older)
        rejoin(tx, parts, now=network.now)
        merged = find_person(tx, left.id)
    return done_view(change, sentence, merged)


def different(network: Network, a: str, b: str) -> DoneView:
    """Keep two people apart, or part two addresses of one.

    Raises:
        Conflict: Both words mean the same address or the same undivided person.
        NotFound: One of them is not known.
    """
    with network.store.transaction() as tx:
        left, right = _meant(tx, a), _meant(tx, b)
        if left[1] == right[1]:
            raise Conflict(
                "person",
                b,
                message=f"{a!r} and {b!r} are one entry.",
                hint="Name two of its addresses: kithly different ana@home.example ben@home.example",
            )
        sentence = f"{left[0].name} and {right[0].name} are two people."
        older: tuple[Decision, ...] = ()
        parts = tx.assignments.nodes_of((left[0].id, right[0].id))
        if left[0].id == right[0].id:
            sentence = f"{a} and {b} belong to two people."
            older = against_different(tx, keys_of(tx, parts), left[0].id, (left[1], right[1]))
        change, _ = decide(tx, network, "different", [(left[1], right[1])], sentence)
        _withdraw(tx, network, change, older)
        rejoin(tx, parts, now=network.now)
    return done_view(change, sentence)


def _withdraw(tx: Writing, network: Network, change: str, older: Iterable[Decision]) -> None:
    """Let older words count no more, until the change is undone."""
    for one in older:
        tx.decisions.add(ChangeId(change), WITHDRAWN, one.id, None, network.now)


def _meant(tx: Writing, who: str) -> tuple[Person, str]:
    """Return the person meant, and the key of the very node: an address if one was named, else their first."""
    person = find_person(tx, who)
    for identity in filter(None, (email_identity(who), linkedin_identity(who), phone_identity(who))):
        if identity in person.identities:
            return person, _identity_key(identity)
    return person, _first_keys(tx, tx.assignments.nodes_of((person.id,)))[person.id]


def _identity_key(identity: Identity) -> str:
    return f"{identity.kind.value}:{identity.value}"


def _first_keys(tx: Reading, parts: Mapping[Node, PersonId]) -> dict[PersonId, str]:
    """Return for each owner of some nodes the key of the one that stands for them in decisions, whatever came first."""
    own: dict[PersonId, str] = {}
    for node, key in keys_of(tx, parts).items():
        own[parts[node]] = min(own.get(parts[node], key), key, key=rank)
    return own


def keys_of(tx: Reading, nodes: Collection[Node]) -> dict[Node, str]:
    """Return a key of some identities and contact records that never changes."""
    identities = tx.identities.of([node.seq for node in nodes if node.kind == "identity"])
    keys = {
        Node("identity", seq): f"{kind}:{value}"
        for seq, kind, value in zip(identities.seqs, identities.kinds, identities.values, strict=True)
    }
    records = tx.records.ids_of([node.seq for node in nodes if node.kind == "record"])
    return keys | {Node("record", seq): f"record:{record}" for seq, record in records.items()}
