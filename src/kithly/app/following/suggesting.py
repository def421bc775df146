"""What could be followed, each once with everything that names it; without what is, and what the user does not want."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import chain

from kithly.app.accounts.followed import FOLLOWED, identity_of
from kithly.app.accounts.keeping import list_accounts
from kithly.app.accounts.rows import account_of
from kithly.app.derived.closely import ties_now
from kithly.app.feeding.feed import State, known_now, state_of
from kithly.app.feeding.whose import people_named
from kithly.app.following.clues import (
    ONE_WAY,
    SAID,
    Clue,
    is_wanted,
    of_cards,
    of_findings,
    of_notices,
    of_pages,
    of_signatures,
)
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.said.decisions import words_now
from kithly.app.show import named
from kithly.app.views import FollowableView, FollowView
from kithly.history.followable import host_asked
from kithly.people import Person, PersonId
from kithly.store import Decision, Reading

NOT_FOLLOWED = "not_followed"  # kind of the decision that something is not to be followed
SIGNATURES = 300  # people whose mails are read for what they are signed with: those written with most
MOST_PROOFS = 4  # records shown for one suggestion
FOUND_NOTHING = (
    "Nothing that is known names a page or an account of theirs. If you know one: kithly follow NAME ADDRESS"
)


def suggest(network: Network, who: str = "", *, limit: int = 20) -> FollowView:
    """Return what could be followed, those first who matter most; nothing is asked of anybody.

    Args:
        network: Whose.
        who: Only of this person; empty for everybody.
        limit: At most so many suggestions.

    Raises:
        NotFound: Nobody is called so.
        Conflict: Several are.
    """
    if who:
        with network.store.reading() as kept:
            person = find_person(kept, who)
        found = suggestions_of(network, person)
    else:
        found = _of_everybody_now(network)
    following = [one for one in list_accounts(network).accounts if one.kind in FOLLOWED]
    if who:
        following = [one for one in following if one.person and one.person.id == person.id]
    return FollowView(
        suggestions=found[:limit],
        total=len(found),
        following=tuple(following),
        hints=() if found or following else (FOUND_NOTHING,),
    )


def suggestions_of(network: Network, person: Person) -> tuple[FollowableView, ...]:
    """Return what could be followed of one person."""
    items = known_now(network).stream.items
    words = words_now(network)
    with network.store.reading() as kept:
        clues = _clues(kept, network, [person.id], {person.id: person}, only=[person.id])
        told = [*clues, *of_notices(one for one in items if one.person and one.person.id == person.id)]
        return _folded(kept, [*told, *of_findings({person.id: person}, words)], _no_order)


def _of_everybody_now(network: Network) -> tuple[FollowableView, ...]:
    """Return what could be followed of everybody, worked out anew only where something of it has changed."""

    def make() -> tuple[State, tuple[FollowableView, ...]]:
        with network.store.reading() as kept:
            mark = state_of(kept, network)
        return mark, _of_everybody(network)

    def renew(old: tuple[State, tuple[FollowableView, ...]]) -> tuple[State, tuple[FollowableView, ...]]:
        with network.store.reading() as kept:
            is_same = state_of(kept, network) == old[0]
        return old if is_same else make()

    return network.recall.carry(("follow", network.today), make, renew)[1]


def _of_everybody(network: Network) -> tuple[FollowableView, ...]:
    items = known_now(network).stream.items
    words, contacts = words_now(network), ties_now(network).contacts()
    with network.store.reading() as kept:
        written = [person for person, _ in kept.people.most_contacted(SIGNATURES) if is_wanted(person)]
        people = {one.id: one for one in written}
        people |= people_named(kept, words.keys())
        clues = [*_clues(kept, network, list(people)[:SIGNATURES], people), *of_notices(items)]
        wanted = [one for one in (*clues, *of_findings(people, words)) if is_wanted(one.person)]
        return _folded(kept, wanted, lambda one: (-one.importance, -contacts.get(one.id, 0), one.name))


def _clues(
    kept: Reading,
    network: Network,
    signed_by: Sequence[PersonId],
    people: Mapping[PersonId, Person],
    *,
    only: Collection[PersonId] | None = None,
) -> Iterable[Clue]:
    now = network.now.astimezone(network.zone)
    signed = of_signatures(kept, signed_by, words_now(network), now=now)
    return list(chain(of_cards(kept, only), signed, of_pages(kept, people)))


def _no_order(person: Person) -> tuple[str, ...]:
    return (person.name,)


def _folded(
    kept: Reading, clues: Iterable[Clue], order: Callable[[Person], tuple[object, ...]]
) -> tuple[FollowableView, ...]:
    """Return each thing once, of each person, with everything that names it."""
    followed = {identity_of(row) for row in kept.accounts.all()} | {None}
    addresses = {account_of(row).address.lower() for row in kept.accounts.all() if row.kind in FOLLOWED}
    refused = refusals(kept.decisions.all(NOT_FOLLOWED), kept.assignments.resolver())
    found: dict[tuple[PersonId, str, str], list[Clue]] = {}
    for one in clues:
        thing = one.found
        is_known = thing.identity in followed or thing.address.lower() in addresses
        if not is_known and (one.person.id, thing.address) not in refused:
            found.setdefault((one.person.id, thing.kind, thing.address), []).append(one)
    told = sorted(found.values(), key=lambda ones: (order(ones[0].person), FOLLOWED.index(ones[0].found.kind)))
    return tuple(_view(ones) for ones in told)


def refusals(decisions: Iterable[Decision], now_of: Callable[[PersonId], PersonId]) -> frozenset[tuple[PersonId, str]]:
    """Return what the user does not want to follow: whose, and its address."""
    return frozenset((now_of(PersonId(one.subject)), str(one.value)) for one in decisions)


def _view(clues: Sequence[Clue]) -> FollowableView:
    first = clues[0]
    because = tuple(dict.fromkeys(one.because for one in clues))[:MOST_PROOFS]
    return FollowableView(
        person=named(first.person),
        kind=first.found.kind,
        address=first.found.address,
        proof=SAID if any(one.proof == SAID for one in clues) else ONE_WAY,
        because=because,
        asks=host_asked(first.found),
    )
