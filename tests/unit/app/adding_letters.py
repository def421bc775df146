"""A process that adds its letter to a note, again and again: it looks, adds, and keeps it if nobody was quicker."""

from __future__ import annotations

import sys
from pathlib import Path

from kithly.app.belonging.guarded import note_version, word_in
from kithly.app.network import open_network
from kithly.app.persons.notes import edit_note
from kithly.errors import ChangedMeanwhile
from kithly.people import PersonId


def add_up(folder: Path, person: PersonId, letter: str, times: int) -> int:
    """Add a letter to the first note on somebody, and return how often somebody else was quicker."""
    quicker = 0
    with open_network(folder) as network:
        while times:
            with network.store.reading() as kept:
                note = word_in(kept, person).notes[0]
            try:
                edit_note(network, note.id, note.text + letter, expected=note_version(note.text))
                times -= 1
            except ChangedMeanwhile:
                quicker += 1
    return quicker


if __name__ == "__main__":
    sys.stdout.write(str(add_up(Path(sys.argv[1]), PersonId(sys.argv[2]), sys.argv[3], int(sys.argv[4]))))
