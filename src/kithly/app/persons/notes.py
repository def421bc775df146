"""Notes on people, changed and taken away: each a word of its own, so that undo brings back what was."""

from __future__ import annotations

from typing import Any

from kithly.app.belonging.word import MAX_TEXT
from kithly.app.network import Network
from kithly.app.said.decisions import Word, decide, done_view, words_of
from kithly.app.views import DoneView, NoteView
from kithly.errors import NotFound, SettingsError
from kithly.people import Person, PersonId
from kithly.store import Reading

FOUND = "found"  # kind of what the user found: it is evidence of that day, and is not rewritten


def edit_note(network: Network, note_id: str, text: str) -> DoneView:
    """Change the words of a note; its day stays.

    Raises:
        NotFound: There is no such note.
        SettingsError: Nothing would be left, or it is something found, which stays as it was found.
    """
    words = text.strip()[:MAX_TEXT]
    if not words:
        raise SettingsError("text", "The note would be empty.", hint="Take it away instead.")
    with network.store.reading() as kept:
        person, _, word = _find(kept, note_id)
    if any(one.id == note_id and one.kind == FOUND for one in word.decisions):
        raise SettingsError("note", "What you found stays as you found it.", hint="Take it away, and keep it anew.")
    return _decide(network, person, "note_edited", {"note": note_id, "text": words}, f"Note on {person.name} changed.")


def remove_note(network: Network, note_id: str) -> DoneView:
    """Take a note away, or something found: no draft names it any more.

    Raises:
        NotFound: There is no such note.
    """
    with network.store.reading() as kept:
        person, _, _ = _find(kept, note_id)
    return _decide(network, person, "note_removed", {"note": note_id}, f"Note on {person.name} taken away.")


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


def _decide(network: Network, person: Person, kind: str, value: dict[str, Any], sentence: str) -> DoneView:
    """Keep a word about a note; nothing derived hangs on notes."""
    with network.store.transaction() as tx:
        change, _ = decide(tx, network, kind, [(PersonId(person.id), value)], sentence)
    return done_view(change, sentence, person)
