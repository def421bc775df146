"""The user's word about people: met, note, circle, importance, quiet, remembered, place."""

from __future__ import annotations

from hashlib import blake2b

from kithly.app.derived.own_contacts import SELF
from kithly.app.derived.refresh import refresh, refresh_people
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.said.decisions import decide, done_view
from kithly.app.views import DoneView
from kithly.errors import SettingsError
from kithly.people import Place
from kithly.records import Contact, Sighted, clean_name, name_key
from kithly.store import ChangeId, Writing

IMPORTANCE = {"low": 0.5, "normal": 1.0, "high": 2.0, "highest": 4.0}
PLACES = {
    "network": Place.NETWORK,
    "family": Place.FAMILY,
    "service": Place.SERVICE,
    "leave-out": Place.LEFT_OUT,
}
MAX_TEXT = 10_000  # characters of a note


def met(network: Network, name: str, *, where: str = "", about: str = "") -> DoneView:
    """Keep somebody just met.

    Raises:
        SettingsError: The name is empty.
    """
    shown = clean_name(name)
    if not name_key(shown):
        raise SettingsError("name", "Whom did you meet? The name is empty.", hint="kithly met 'Ana Lee' --where Lyon")
    with network.store.transaction() as tx:
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
    """Keep a note on a person."""
    words = text.strip()[:MAX_TEXT]
    if not words:
        raise SettingsError("text", "The note is empty.", hint="kithly note NAME what you want to remember")
    return _say(network, who, "note", words, "Noted on {name}.")


def circle(network: Network, who: str, name: str, *, remove: bool = False) -> DoneView:
    """Put a person into a circle, or take them out."""
    label = clean_name(name)
    if not label:
        raise SettingsError("circle", "The circle needs a name.", hint="kithly circle NAME Climbing")
    text = f"{{name}} is no longer in {label}." if remove else f"{{name}} is in {label}."
    return _say(network, who, "circle", {"name": label, "remove": remove}, text)


def importance(network: Network, who: str, level: str) -> DoneView:
    """Keep how much a person matters to the user."""
    return _say(network, who, "importance", IMPORTANCE[level], f"{{name}} matters: {level}.")


def quiet(network: Network, who: str, *, on: bool) -> DoneView:
    """Never suggest contact with a person, or allow it again."""
    return _say(network, who, "quiet", on, "{name} will not be suggested." if on else "{name} may be suggested again.")


def remembered(network: Network, who: str, *, on: bool) -> DoneView:
    """Keep that a person died, or take it back."""
    text = "{name} is remembered: kept, and left in peace." if on else "{name} is no longer marked as remembered."
    return _say(network, who, "remembered", on, text)


def place(network: Network, who: str, where: str) -> DoneView:
    """Keep whether a person is network, family, service, or left out."""
    return _say(network, who, "place", PLACES[where].value, f"{{name}}: {PLACES[where].value}.")


def _say(network: Network, who: str, kind: str, value: object, text: str) -> DoneView:
    with network.store.transaction() as tx:
        person = find_person(tx, who)
        sentence = text.replace("{name}", person.name)
        change, _ = decide(tx, network, kind, [(person.id, value)], sentence)
        refresh_people(tx, (person.id,), now=network.now)
    return done_view(change, sentence, person)
