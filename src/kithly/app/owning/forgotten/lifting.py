"""Letting somebody be taken in again who was forgotten; what went does not come back by that."""

from __future__ import annotations

from collections.abc import Iterator

from kithly.app.figures import counted
from kithly.app.network import Network
from kithly.app.owning.choice import choice_of
from kithly.app.owning.forgotten.lists import take_from_list
from kithly.app.views.forgetting import LiftedView
from kithly.errors import KithlyError, NotFound
from kithly.people.forgotten import Key, keys_of_handle, keys_of_name
from kithly.records import Identity, email_identity, linkedin_identity, phone_identity, profile_identity
from kithly.store.forgotten import known_keys


def lift(network: Network, who: str) -> LiftedView:
    """Let somebody be taken in again, named as they were known: a full name, an address, a number or a profile.

    Raises:
        NotFound: Nobody who was forgotten was known by that.
    """
    with network.store.transaction() as tx:
        forgotten = tx.forgotten.all()
        salts = {key.salt for one in forgotten for key in one.keys}
        keys = {key for salt in salts for key in _keys(who, salt)}
        found = known_keys(forgotten, keys)
        if not found:
            raise NotFound(
                "person",
                who,
                message="Nobody who was forgotten was known by that.",
                hint="Give the full name or an address: kithly forget --lift NAME",
            )
        for one in found:
            tx.forgotten.lift(one)
    _take_from_lists(network, found)
    return LiftedView(
        count=len(found),
        text=f"{counted(len(found), 'person', 'people')} may be taken in again. What went is gone: "
        "kithly import brings back what your files hold.",
    )


def _keys(who: str, salt: bytes) -> Iterator[Key]:
    yield from keys_of_name(who, salt)
    makers = (email_identity, phone_identity, linkedin_identity, profile_identity)
    found: set[Identity] = {one for maker in makers if (one := maker(who)) is not None}
    for one in found:
        yield from keys_of_handle(one, salt)


def _take_from_lists(network: Network, found: frozenset[str]) -> None:
    choice = choice_of(network)
    for folder in (network.settings.folder, choice.own, choice.chosen):
        if folder is not None:
            try:
                take_from_list(folder, found)
            except OSError as error:
                raise KithlyError(f"The list in {folder} could not be changed: {error.strerror}.") from error
