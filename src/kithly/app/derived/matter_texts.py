"""What ego and each of some people have to do with each other, as texts an item can be held against."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from kithly.app.derived.closely import Untold, look
from kithly.app.derived.ego import kept_ego
from kithly.app.derived.known_matters import others
from kithly.app.said.decisions import Word
from kithly.people import PersonId
from kithly.reasons.relevance import Profile, profile_of
from kithly.store import Reading


def profiles_of(
    kept: Reading, persons: Collection[PersonId], words: Mapping[PersonId, Word], *, now: datetime
) -> tuple[Profile, ...]:
    """Return the profiles of some people: their talk with ego, what they published, their needs, the user's notes.

    Args:
        kept: Where to read.
        persons: Whom.
        words: The user's word about everybody.
        now: Aware, in ego's zone.
    """
    ego = kept_ego(kept)
    name = ego.name
    facts = look(kept, persons, Untold(), words, now=now)
    return tuple(
        profile_of(one.person, one.exchanges, others(words.get(one.person.id), one.news, now), ego_name=name)
        for one in facts
    )
