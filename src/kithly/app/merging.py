"""Two entries, one person? Suggestions with evidence, and the user's answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kithly.app.belonging import belonging_now
from kithly.app.closely import ties_now
from kithly.app.contradictions import against_different, against_same, standing
from kithly.app.decisions import decide, done_view
from kithly.app.lookup import find_person
from kithly.app.named import named_suggestions
from kithly.app.network import Network
from kithly.app.own_lines import WITHDRAWN
from kithly.app.portrait import portraits
from kithly.app.refresh import refresh
from kithly.app.show import person_row
from kithly.app.views import DoneView, MergesView, PersonRow, SuggestionView
from kithly.errors import Conflict, NotFound, SettingsError
from kithly.people import Person, PersonId
from kithly.people.composition import rank
from kithly.people.matching import suggest
from kithly.people.portraits import Suggestion
from kithly.records import Identity, email_identity, linkedin_identity, phone_identity
from kithly.store import ChangeId, Decision, Node, Reading, Writing

MOST_ROUNDS = 5  # merged entries may make further pairs sure; more rounds than this were never seen
LEAST_ACCEPTED = 0.5  # below, a suggestion is for looking at one by one


def suggestions(network: Network, *, limit: int = 20) -> MergesView:
    """Return pairs of people who may be one, surest first."""
    ties, belongs = ties_now(network), belonging_now(network)
    with network.store.reading() as kept:
        everybody, apart = portraits(kept), _apart(kept)
        named = named_suggestions(kept, everybody, apart, belongs, ties)
        found = _both(suggest(everybody, different=apart), named)
        people = {row.person.id: row.person for row in kept.people.list()}
    rows = {id_: person_row(person, ties.of(person.id), belongs.of(person.id)) for id_, person in people.items()}
    return MergesView(suggestions=tuple(_view(one, rows) for one in found[:limit]))


def _both(found: Iterable[Suggestion], named: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """Join what records and what the user's own lines suggest, surest first; of one pair the surer counts."""
    pairs: dict[tuple[str, str], Suggestion] = {}
    for one in (*found, *named):
        other = pairs.get((one.a, one.b))
        if other is None or one.score > other.score:
            pairs[one.a, one.b] = one
    return tuple(sorted(pairs.values(), key=lambda one: (-one.score, one.a, one.b)))


def _view(one: Suggestion, rows: Mapping[PersonId, PersonRow]) -> SuggestionView:
    a, b = rows[PersonId(one.a)], rows[PersonId(one.b)]
    return SuggestionView(id=f"{one.a}-{one.b}", a=a, b=b, score=round(one.score, 4), because=one.because)


def _apart(kept: Reading) -> list[tuple[str, str]]:
    """Return the pairs of people the user called two."""
    keys = node_keys(kept)
    owner = {keys[node]: row.person for node, row in kept.assignments.all().items() if node in keys}
    pairs = [(owner.get(one.subject), owner.get(str(one.value))) for one in standing(kept, "different")]
    return [(left, right) for left, right in pairs if left and right]


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
        change = tx.changes.open("same", "Sure entries became one person each", network.now)
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
    sure = [one for one in suggest(portraits(tx), different=_apart(tx)) if one.score >= score]
    keys = _first_keys(tx)
    for one in sure:
        tx.decisions.add(change, "same", keys[PersonId(one.a)], keys[PersonId(one.b)], network.now)
    if sure:
        refresh(tx, now=network.now)
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
        pair = (_first_key(tx, left.id), _first_key(tx, right.id))
        older = against_same(tx, node_keys(tx), left.id, right.id)
        change, _ = decide(tx, network, "same", [pair], sentence)
        _withdraw(tx, network, change, older)
        refresh(tx, now=network.now)
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
        if left[0].id == right[0].id:
            sentence = f"{a} and {b} belong to two people."
            older = against_different(tx, node_keys(tx), left[0].id, (left[1], right[1]))
        change, _ = decide(tx, network, "different", [(left[1], right[1])], sentence)
        _withdraw(tx, network, change, older)
        refresh(tx, now=network.now)
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
    return person, _first_key(tx, person.id)


def _identity_key(identity: Identity) -> str:
    return f"{identity.kind.value}:{identity.value}"


def _first_key(tx: Reading, person: PersonId) -> str:
    """Return the key of the node that stands for a person in decisions: the same whatever came first."""
    return _first_keys(tx)[person]


def _first_keys(tx: Reading) -> dict[PersonId, str]:
    """Return for everybody the key of the node that stands for them in decisions."""
    keys = node_keys(tx)
    own: dict[PersonId, str] = {}
    for node, row in tx.assignments.all().items():
        if node in keys:
            own[row.person] = min(own.get(row.person, keys[node]), keys[node], key=rank)
    return own


def node_keys(tx: Reading) -> dict[Node, str]:
    """Return a key of every identity and contact record that never changes."""
    identities = tx.identities.all()
    keys = {
        Node("identity", seq): f"{kind}:{value}"
        for seq, kind, value in zip(identities.seqs, identities.kinds, identities.values, strict=True)
    }
    keys |= {Node("record", seq): f"record:{record}" for seq, record in tx.records.ids_of_kind("contact")}
    return keys
