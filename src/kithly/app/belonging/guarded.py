"""What the user said of one person, field by field, as it is shown, changed and guarded against being overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kithly.app.belonging.levels import IMPORTANCE, PLACES
from kithly.app.said.decisions import Word, said_about, words_of
from kithly.app.said.versions import hold, version_of
from kithly.people import Cadence, Person, PersonId
from kithly.store import Decision, Reading

WORD_FIELDS = ("cadence", "circles", "importance", "looks_for", "offers", "place", "quiet", "remembered")


def word_fields(word: Word) -> dict[str, Any]:
    """Return what the user said of a person by field, as it is told when it is changed."""
    return {
        "cadence": cadence_field(word.cadence, is_said=word.is_paced),
        "circles": list(word.circles),
        "importance": next((name for name, worth in IMPORTANCE.items() if worth == word.importance), word.importance),
        "looks_for": word.looks_for,
        "offers": word.offers,
        "place": next(name for name, place in PLACES.items() if place is word.place),
        "quiet": word.quiet,
        "remembered": word.remembered,
    }


def cadence_field(cadence: Cadence | None, *, is_said: bool) -> dict[str, int | None] | None:
    """Return how often to be in touch: None where nothing was said, no days for as it comes."""
    if cadence is None:
        return {"days": None, "latest": None} if is_said else None
    return {"days": cadence.ideal, "latest": cadence.latest}


def word_version(word: Word) -> str:
    """Return the version of what the user said of a person."""
    return version_of(word_fields(word))


def note_version(text: str) -> str:
    """Return the version of a note."""
    return version_of({"text": text})


def word_in(tx: Reading, person: PersonId) -> Word:
    """Return what the user said of one person, as it is kept at this moment."""
    return words_of(tx, said_about(tx, (person,))).get(person, Word())


def hold_word(expected: str | None, word: Word, asked: dict[str, Any], person: Person) -> None:
    """Refuse to overwrite what was said of a person meanwhile, as `hold` does.

    Raises:
        ChangedMeanwhile: It was.
    """
    message = f"What you said of {person.name} was changed elsewhere since this was shown."
    hold(expected, word_fields(word), asked, kind="person", id=person.id, message=message)


def said_already(decisions: Iterable[Decision], kind: str, value: Any) -> Decision | None:
    """Return the decision that says just this, where nothing else of its kind was said since: it is not said twice."""
    told = [one for one in decisions if one.kind == kind]
    return told[-1] if told and told[-1].value == value else None
