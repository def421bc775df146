"""Several people put into an era, or taken out, whoever was proposed: the question about the era stays as it was."""

from __future__ import annotations

from collections.abc import Sequence

from kithly.app.belonging.eras import chosen_era
from kithly.app.belonging.memberships import belonging
from kithly.app.derived.refresh import refresh_people
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.said.decisions import done_view, words_of
from kithly.app.said.era_words import ERA, SOME, answer_value
from kithly.app.views import DoneView
from kithly.errors import SettingsError


def put_in_era(network: Network, persons: Sequence[str], key: str, *, belongs: bool) -> DoneView:
    """Keep that people belong to one of the user's eras, or do not, as one change.

    Args:
        network: Whose.
        persons: Whom, by id, name or address.
        key: Key of the era, or a part of its organisation's name.
        belongs: Whether they belong to it.

    Raises:
        SettingsError: Nobody is chosen.
        NotFound: There is no such era or person.
        Conflict: A name means several.
    """
    if not persons:
        raise SettingsError("people", "Nobody was chosen.")
    with network.store.transaction() as tx:
        era = chosen_era(belonging(tx, words_of(tx), network.today).eras, key)
        people = list({one.id: one for one in (find_person(tx, who) for who in persons)}.values())
        ids = [one.id for one in people]
        who = people[0].name if len(people) == 1 else f"{len(people)} people"
        text = f"{who} {_verb(len(people), belongs=belongs)} your {era.name} years."
        change = tx.changes.open(ERA, text.rstrip("."), network.now)
        value = answer_value(era, SOME, era.role, yes=ids if belongs else (), no=() if belongs else ids)
        tx.decisions.add(change, ERA, era.key, value, network.now)
        refresh_people(tx, ids, now=network.now)
    return done_view(change, text, people[0] if len(people) == 1 else None)


def _verb(count: int, *, belongs: bool) -> str:
    if belongs:
        return "belongs to" if count == 1 else "belong to"
    return "does not belong to" if count == 1 else "do not belong to"
