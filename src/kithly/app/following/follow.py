"""The user's yes and no: something is tested and kept as an account of somebody's, or never suggested again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kithly.app.accounts.asked import asked_account
from kithly.app.accounts.followed import FOLLOWED, ME, PERSON, identity_of, people_of, person_of
from kithly.app.accounts.keeping import add_account, find_account
from kithly.app.accounts.rows import account_of
from kithly.app.following.clues import BOTH_WAYS, ONE_WAY, SAID
from kithly.app.following.suggesting import NOT_FOLLOWED, suggestions_of
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.said.decisions import decide, done_view
from kithly.app.show import named
from kithly.app.views import DoneView, FollowableView, FollowedView
from kithly.errors import Conflict, NotFound, SettingsError
from kithly.history.followable import account_kind, followable
from kithly.people import Person
from kithly.records import one_line
from kithly.sources import Found
from kithly.store import AccountRow
from kithly.transport.secrets import NO_SECRET


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be followed, as the user said it.

    Attributes:
        address: A page, a feed or a handle; empty for the only one that is suggested.
        kind: What reads it; empty to tell by the address.
        server: Its server, where the address does not tell.
        security: How that is spoken to, as `asked_account` takes it.
        settings: What else its source has to know.
    """

    address: str = ""
    kind: str = ""
    server: str = ""
    security: str = "tls"
    settings: Mapping[str, str] = field(default_factory=dict)


def follow(network: Network, who: str, asked: Asked) -> FollowedView:
    """Follow something of a person's: this is the user's yes to asking its server, now and at every sync.

    Args:
        network: Whose.
        who: The person; empty for an interest of the user's own.
        asked: What to follow.

    Raises:
        NotFound: Nobody is called so, or nothing is suggested of them.
        Conflict: Several are, or several things are suggested, or it is followed for somebody else.
        SettingsError: It is never asked.
        SourceError: Nothing is there, or nothing answers; nothing is kept.
    """
    person = _person(network, who) if who else None
    address = asked.address.strip() or (_only_suggestion(network, person) if person else "")
    kind = asked.kind or account_kind(address)
    account = asked_account(address, kind=kind, server=asked.server, security=asked.security, settings=asked.settings)
    found = _with_person(find_account(network, account), person)
    _refuse_if_anothers(network, found, person)
    view = add_account(network, found, NO_SECRET)
    proof, said = _proof(network, view.account.id)
    return FollowedView(
        change=view.change,
        text=_text(person, view.account.address, is_new=view.change is not None),
        person=named(person) if person else None,
        account=replace(view.account, person=named(person) if person else None),
        words=(*found.words, *view.words, *said),
        proof=proof,
        suggestions=_further(network, person, view.account.id) if person else (),
    )


def refuse(network: Network, who: str, address: str) -> DoneView:
    """Keep that something is not to be followed: it is never suggested again, until that is taken back.

    Raises:
        NotFound: Nobody is called so.
        Conflict: Several are.
        SettingsError: That is nothing to follow.
    """
    person = _person(network, who)
    found = followable(address, name=person.name)
    if found is None:
        raise SettingsError("address", f"{address!r} is nothing that could be followed.", hint=f"kithly follow '{who}'")
    text = f"Not followed for {person.name}: {found.address}"
    with network.store.transaction() as tx:
        change, _ = decide(tx, network, NOT_FOLLOWED, [(person.id, found.address)], text)
    return done_view(change, text, person)


def _person(network: Network, who: str) -> Person:
    with network.store.reading() as kept:
        return find_person(kept, who)


def _only_suggestion(network: Network, person: Person) -> str:
    """Return what is suggested of a person, where that is one thing."""
    found = suggestions_of(network, person)
    if not found:
        said = f"Nothing that is known names a page or an account of {person.name}'s."
        raise NotFound("page", person.name, message=said, hint=f"kithly follow '{person.name}' ADDRESS")
    if len(found) > 1:
        raise Conflict(
            "page",
            person.name,
            message=f"{len(found)} things of {person.name}'s could be followed.",
            hint=f"kithly follow '{person.name}' ADDRESS",
            candidates=tuple(one.address for one in found),
        )
    return found[0].address


def _with_person(found: Found, person: Person | None) -> Found:
    """Return what was found with whose it is, whatever its source keeps of settings."""
    told = {PERSON: person.id} if person else {}
    accounts = tuple(replace(one, settings={**one.settings, **told}) for one in found.accounts)
    return replace(found, accounts=accounts)


def _refuse_if_anothers(network: Network, found: Found, person: Person | None) -> None:
    """Refuse to follow one page for two people: its news would be the wrong one's."""
    asked = {one.address.lower() for one in found.accounts}
    with network.store.reading() as kept:
        rows = [row for row in kept.accounts.all() if row.kind in FOLLOWED]
        same = next((row for row in rows if account_of(row).address.lower() in asked), None)
        other = people_of(kept, [same]).get(same.id) if same else None
    if same is None or (other.id if other else "") == (person.id if person else ""):
        return
    said = f"{_shown(same)} is followed already, {f'for {other.name}' if other else 'as an interest of yours'}."
    raise Conflict("account", _shown(same), message=said, hint=f"First: kithly account remove {same.id}")


def _proof(network: Network, account: str) -> tuple[str, tuple[str, ...]]:
    """Say whether a page and another followed page of the same person name each other, in a word and a sentence."""
    with network.store.reading() as kept:
        rows = {row.id: row for row in kept.accounts.all() if row.kind in FOLLOWED}
    this = rows[account]
    others = [row for row in rows.values() if person_of(row) and person_of(row) == person_of(this) and row is not this]
    for other in others:
        there, back = _names(other, this), _names(this, other)
        if there and back:
            return BOTH_WAYS, (f"It and {_shown(other)} name each other: both are theirs.",)
        if there or back:
            one, two = (_shown(other), "it") if there else ("It", _shown(other))
            said = f"{one} names {two}, but not the other way round: that alone proves nothing."
            return ONE_WAY, (said[:1].upper() + said[1:],)
    return SAID, ()


def _names(row: AccountRow, other: AccountRow) -> bool:
    """Say whether the page of one account names that of another as its owner's."""
    named_there = [followable(one) for one in account_of(row).settings.get(ME, "").split()]
    known = {identity_of(other), getattr(followable(account_of(other).address), "identity", None)} - {None}
    return any(one is not None and one.identity in known for one in named_there)


def _shown(row: AccountRow) -> str:
    return one_line(account_of(row).address)


def _further(network: Network, person: Person, account: str) -> tuple[FollowableView, ...]:
    """Return what a page that was just followed names as its owner's other ones."""
    return tuple(
        one
        for one in suggestions_of(network, person)
        if any(proof.record == account for because in one.because for proof in because.evidence)
    )


def _text(person: Person | None, address: str, *, is_new: bool) -> str:
    whose = f" for {person.name}" if person else ""
    return f"Following {address}{whose}" if is_new else f"{address} was followed already{whose}"
