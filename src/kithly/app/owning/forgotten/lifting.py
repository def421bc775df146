"""Letting somebody be taken in again who was forgotten; what went does not come back by that."""

from __future__ import annotations

from collections.abc import Iterator

from kithly.app.figures import counted
from kithly.app.network import Network
from kithly.app.owning.lists import LIFTED, keep_lists
from kithly.app.views.forgetting import LiftedView
from kithly.errors import Conflict, NotFound
from kithly.people.forgotten import Key, KeyKind, key_of_name, keys_of_handle
from kithly.records import Identity, email_identity, linkedin_identity, phone_identity, profile_identity
from kithly.store import Writing
from kithly.store.forgotten import Forgetting, known_keys


def lift(network: Network, who: str) -> LiftedView:
    """Let somebody be taken in again, named as they were known: a full name, an address, a number or a profile.

    Raises:
        NotFound: Nobody who was forgotten was known by that.
        Conflict: Several were.
    """
    with network.store.transaction() as tx:
        found = _known(tx.forgotten.all(), who)
        if not found:
            raise NotFound(
                "person",
                who,
                message="Nobody who was forgotten was known by that.",
                hint="Give the full name, an address or a whole number: kithly forget --lift NAME",
            )
        if len(found) > 1:
            raise Conflict(
                "person",
                who,
                message=f"{counted(len(found), 'person', 'people')} who were forgotten were known by that.",
                hint="Give an address of the one you mean: kithly forget --lift ADDRESS",
            )
        _let_in(tx, found)
    words: list[str] = []
    keep_lists(network, words)
    text = "1 person may be taken in again. What went is gone: kithly import brings back what your files hold."
    return LiftedView(count=len(found), text=" ".join([text, *words]))


def _known(forgotten: tuple[Forgetting, ...], who: str) -> frozenset[str]:
    """Return the marks of those who were known by that: a whole number, a full name or its first and last word."""
    salts = {key.salt for one in forgotten for key in one.keys}
    return known_keys(forgotten, {key for salt in salts for key in _keys(who, salt)})


def _keys(who: str, salt: bytes) -> Iterator[Key]:
    name = key_of_name(who, salt)
    if name is not None:
        yield name
    makers = (email_identity, phone_identity, linkedin_identity, profile_identity)
    found: set[Identity] = {one for maker in makers if (one := maker(who)) is not None}
    for one in found:
        yield from (key for key in keys_of_handle(one, salt) if key.kind is not KeyKind.TAIL)


def _let_in(tx: Writing, found: frozenset[str]) -> None:
    for one in found:
        tx.forgotten.lift(one)
    tx.meta.set(LIFTED, " ".join(sorted({*(tx.meta.get(LIFTED) or "").split(), *found})))
