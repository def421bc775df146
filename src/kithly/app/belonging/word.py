"""The user's word about people: met, note, circle, importance, quiet, remembered, place."""

from __future__ import annotations

from datetime import timedelta
from hashlib import blake2b
from typing import Any

from kithly.app.belonging.guarded import hold_word, said_already, word_in
from kithly.app.belonging.levels import IMPORTANCE, PLACES
from kithly.app.derived.own_contacts import SELF
from kithly.app.derived.refresh import refresh, refresh_people
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.said.decisions import decide, done_view
from kithly.app.views import DoneView
from kithly.errors import Conflict, SettingsError
from kithly.people import Person
from kithly.records import Contact, Sighted, clean_name, name_key
from kithly.store import ChangeId, Writing

MAX_TEXT = 10_000  # characters of a note
A_MOMENT = timedelta(seconds=10)  # in which the same note is one: a button pressed twice


def met(network: Network, name: str, *, where: str = "", about: str = "") -> DoneView:
    """Keep somebody just met.

    Raises:
        SettingsError: The name is empty.
        Conflict: It is the name of somebody who was forgotten.
    """
    shown = clean_name(name)
    if not name_key(shown):
        raise SettingsError("name", "Whom did you meet? The name is empty.", hint="kithly met 'Ana Lee' --where Lyon")
    with network.store.transaction() as tx:
        if tx.forgotten.marks().names(shown):
            said = f"You had {shown} forgotten: nobody of that name is taken in."
            raise Conflict("person", shown, message=said, hint=f'kithly forget --lift "{shown}"')
        change = tx.changes.open("met", f"Met {shown}", network.now)
        key = f"met|{name_key(shown)}|{network.today.isoformat()}"  # the same name met on one day is one person
        keep_contact(tx, network, change, Contact(key=key, name=shown), f"met {shown}")
        refresh(tx, now=network.now)
        person = find_person(tx, tx.records.person_of(SELF, key))
        value = {"where": where.strip()[:MAX_TEXT], "about": about.strip()[:MAX_TEXT]}
        tx.decisions.add(change, "met", person.id, value, network.now)
        refresh(tx, now=network.now)
    return done_view(change, f"Kept that you met {shown}.", person)


def keep_contact(tx: Writing, network: Network, change: ChangeId, record: Contact, label: str) -> None:
    """Keep a contact of the user's own making; everything derived has to follow.

    Args:
        tx: Where to.
        network: For the present.
        change: The change it is undone with.
        record: The contact; the same key is the same contact.
        label: What the entry is called among the files.
    """
    mark = blake2b(f"{record.key}|{network.now.isoformat()}".encode(), digest_size=16).hexdigest()
    file = tx.files.begin(change, label, SELF, mark, 1)
    sighted = Sighted(record=record, at="your own word", observed_at=network.now)
    tx.records.add(file, SELF, SELF, [sighted])
    tx.files.finish(file, {"read": 1, "new": 1})


def note(network: Network, who: str, text: str) -> DoneView:
    """Keep a note on a person. The same words within a moment are one note: a button was pressed twice."""
    words = text.strip()[:MAX_TEXT]
    if not words:
        raise SettingsError("text", "The note is empty.", hint="kithly note NAME what you want to remember")
    with network.store.transaction() as tx:
        person = find_person(tx, who)
        before = said_already(word_in(tx, person.id).decisions, "note", words)
        if before is not None and network.now - before.at < A_MOMENT:
            return done_view(before.change, f"Noted on {person.name}.", person)
        return _keep(tx, network, person, ("note", words), "Noted on {name}.")


def circle(network: Network, who: str, name: str, *, remove: bool = False) -> DoneView:
    """Put a person into a circle, or take them out; what is so already is not said again."""
    label = clean_name(name)
    if not label:
        raise SettingsError("circle", "The circle needs a name.", hint="kithly circle NAME Climbing")
    text = f"{{name}} is no longer in {label}." if remove else f"{{name}} is in {label}."
    value = {"name": label, "remove": remove}
    with network.store.transaction() as tx:
        person = find_person(tx, who)
        told = [one for one in word_in(tx, person.id).decisions if one.kind == "circle"]
        before = said_already([one for one in told if one.value["name"] == label], "circle", value)
        if before is not None:
            return done_view(before.change, text.replace("{name}", person.name), person)
        return _keep(tx, network, person, ("circle", value), text)


def importance(network: Network, who: str, level: str, *, expected: str | None = None) -> DoneView:
    """Keep how much a person matters to the user.

    Args:
        network: Whose.
        who: The person.
        level: A key of `levels.IMPORTANCE`.
        expected: The version of the word that was shown; None where the last word counts.

    Raises:
        ChangedMeanwhile: It was changed since to something else.
    """
    said = ("importance", IMPORTANCE[level])
    return _say(network, who, said, {"importance": level}, f"{{name}} matters: {level}.", expected)


def quiet(network: Network, who: str, *, on: bool, expected: str | None = None) -> DoneView:
    """Never suggest contact with a person, or allow it again; ``expected`` as in `importance`."""
    text = "{name} will not be suggested." if on else "{name} may be suggested again."
    return _say(network, who, ("quiet", on), {"quiet": on}, text, expected)


def remembered(network: Network, who: str, *, on: bool, expected: str | None = None) -> DoneView:
    """Keep that a person died, or take it back; ``expected`` as in `importance`."""
    text = "{name} is remembered: kept, and left in peace." if on else "{name} is no longer marked as remembered."
    return _say(network, who, ("remembered", on), {"remembered": on}, text, expected)


def place(network: Network, who: str, where: str, *, expected: str | None = None) -> DoneView:
    """Keep whether a person is network, family, service, or left out; ``expected`` as in `importance`."""
    said = PLACES[where].value
    return _say(network, who, ("place", said), {"place": where}, f"{{name}}: {said}.", expected)


def _say(
    network: Network, who: str, said: tuple[str, Any], asked: dict[str, Any], text: str, expected: str | None
) -> DoneView:
    """Keep a word that overwrites an older one, unless that was changed meanwhile; what is so already is not said."""
    with network.store.transaction() as tx:
        person = find_person(tx, who)
        word = word_in(tx, person.id)
        hold_word(expected, word, asked, person)
        before = said_already(word.decisions, *said)
        if before is not None:
            return done_view(before.change, text.replace("{name}", person.name), person)
        return _keep(tx, network, person, said, text)


def _keep(tx: Writing, network: Network, person: Person, said: tuple[str, Any], text: str) -> DoneView:
    sentence = text.replace("{name}", person.name)
    change, _ = decide(tx, network, said[0], [(person.id, said[1])], sentence)
    refresh_people(tx, (person.id,), now=network.now)
    return done_view(change, sentence, person)
