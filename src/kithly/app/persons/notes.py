"""Notes on people, changed and taken away: each a word of its own, so that undo brings back what was."""

from __future__ import annotations

from typing import Any

from kithly.app.belonging.guarded import said_already
from kithly.app.belonging.word import MAX_TEXT
from kithly.app.network import Network
from kithly.app.said.decisions import Word, decide, done_view, words_of
from kithly.app.said.versions import hold
from kithly.app.views import DoneView, NoteView
from kithly.errors import NotFound, SettingsError
from kithly.people import Person
from kithly.store import Decision, Reading, Writing

FOUND = "found"  # kind of what the user found: it is evidence of that day, and is not rewritten


def edit_note(network: Network, note_id: str, text: str, *, expected: str | None = None) -> DoneView:
    """Change the words of a note; its day stays.

    Args:
        network: Whose.
        note_id: Which.
        text: Its new words.
        expected: The version of the note that was shown; None where the last word counts.

    Raises:
        ChangedMeanwhile: It was changed since to something else.
        NotFound: There is no such note.
        SettingsError: Nothing would be left, or it is something found, which stays as it was found.
    """
    words = text.strip()[:MAX_TEXT]
    if not words:
        raise SettingsError("text", "The note would be empty.", hint="Take it away instead.")
    with network.store.transaction() as tx:
        person, before, word = _find(tx, note_id)
        if any(one.id == note_id and one.kind == FOUND for one in word.decisions):
            raise SettingsError("note", "What you found stays as you found it.", hint="Take it away, and keep it anew.")
        _hold(expected, person, before, words)
        sentence, value = f"Note on {person.name} changed.", {"note": note_id, "text": words}
        again = said_already(_of_note(word, note_id), "note_edited", value)
        if again is not None:
            return done_view(again.change, sentence, person)
        return _decide(tx, network, person, "note_edited", value, sentence)


def remove_note(network: Network, note_id: str, *, expected: str | None = None) -> DoneView:
    """Take a note away, or something found: no draft names it any more. ``expected`` as in `edit_note`.

    Raises:
        NotFound: There is no such note.
        ChangedMeanwhile: Its words were changed since.
    """
    with network.store.transaction() as tx:
        person, before, _ = _find(tx, note_id)
        _hold(expected, person, before, None)
        return _decide(tx, network, person, "note_removed", {"note": note_id}, f"Note on {person.name} taken away.")


def _hold(expected: str | None, person: Person, note: NoteView, words: str | None) -> None:
    message = f"This note on {person.name} was changed elsewhere since it was shown."
    hold(expected, {"text": note.text}, {"text": words}, kind="note", id=note.id, message=message)


def _of_note(word: Word, note_id: str) -> list[Decision]:
    """Return what was said of one note."""
    return [one for one in word.decisions if isinstance(one.value, dict) and one.value.get("note") == note_id]


def _find(kept: Reading, note_id: str) -> tuple[Person, NoteView, Word]:
    """Return whom a note is on, the note, and all the user said about them.

    Raises:
        NotFound: There is no such note.
    """
    for id_, word in words_of(kept).items():
        for one in word.notes:
            row = kept.people.get(id_) if one.id == note_id else None
            if row is not None:
                return row.person, one, word
    raise NotFound("note", note_id, message="This note is not here any more.", hint="kithly changes")


def _decide(tx: Writing, network: Network, person: Person, kind: str, value: dict[str, Any], sentence: str) -> DoneView:
    """Keep a word about a note; nothing derived hangs on notes."""
    change, _ = decide(tx, network, kind, [(person.id, value)], sentence)
    return done_view(change, sentence, person)
