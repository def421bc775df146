"""Where the people of triage are placed, guarded against being overwritten."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kithly.app.belonging.levels import PLACES
from kithly.app.said.decisions import Word, said_about, words_of
from kithly.app.said.versions import hold, version_of
from kithly.people import PersonId, Place
from kithly.store import Reading

NEVER_SHOWN = ""  # no version of anything
_NAMES = {place: name for name, place in PLACES.items()}
_CHANGED = "Where people belong was changed elsewhere since this was shown."


def triage_version(listed: Collection[PersonId], words: Mapping[PersonId, Word]) -> str:
    """Return the version of where the people of a list are placed."""
    return version_of(_fields(listed, words))


def hold_places(
    tx: Reading, expected: str | None, listed: Collection[PersonId], placed: Mapping[PersonId, Place]
) -> None:
    """Refuse to place anew whom the user placed since a list was shown; also whom it does not show.

    Args:
        tx: Where it is to be kept.
        expected: The version that was shown; None where the last word counts.
        listed: Who is on the list.
        placed: Where people shall belong.

    Raises:
        ChangedMeanwhile: Somebody was placed elsewhere; nothing may be kept then.
    """
    if expected is None:
        return
    words = words_of(tx, said_about(tx, (*listed, *placed)))
    seen, unseen = _fields(listed, words), _fields([one for one in placed if one not in set(listed)], words)
    overwritten = {one: place for one, place in unseen.items() if place is not None}
    for version, now in ((expected, seen), (NEVER_SHOWN, overwritten)):
        asked = {str(person): _NAMES[place] for person, place in placed.items() if person in now}
        hold(version, now, asked, kind="people", id="triage", message=_CHANGED)


def _fields(people: Collection[PersonId], words: Mapping[PersonId, Word]) -> dict[str, str | None]:
    """Return where people are placed, by id: none where nothing was said of it."""
    told = {one: words.get(one, Word()) for one in people}
    return {one: _NAMES[word.place] if word.is_placed else None for one, word in told.items()}
