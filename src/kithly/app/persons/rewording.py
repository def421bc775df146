"""Several words on one person at once: one change, which overwrites nothing that was changed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kithly.app.belonging.guarded import hold_word, word_fields, word_in
from kithly.app.belonging.levels import IMPORTANCE, PLACES
from kithly.app.derived.refresh import refresh_people
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.persons.wishes import LINE, cadence_asked, cadence_value, look_for_matches, wished
from kithly.app.said.decisions import CADENCE, done_view
from kithly.app.views import DoneView
from kithly.errors import SettingsError
from kithly.records import one_line

NEEDS = ("looks_for", "offers")
EDIT = "edit"  # kind of the change
KNOWN: Mapping[str, tuple[Any, ...]] = {
    "importance": tuple(IMPORTANCE),
    "place": tuple(PLACES),
    "quiet": (True, False),
    "remembered": (True, False),
}


def reword(network: Network, who: str, words: Mapping[str, Any], *, expected: str | None = None) -> DoneView:
    """Keep several words on one person, as one change; what is so already is not said again.

    Args:
        network: Whose.
        who: The person.
        words: By field: ``importance`` and ``place`` by name, ``quiet`` and ``remembered`` as truth, ``looks_for`` and
            ``offers`` as a line, ``cadence`` as ``{"days": ..., "latest": ...}``, no days for as it comes.
        expected: The version that was shown; None where the last word counts.

    Raises:
        NotFound: Nobody is called so.
        Conflict: Several are.
        ChangedMeanwhile: Something of it was changed since to something else.
        SettingsError: There is nothing to say, or nobody can say it.
    """
    asked = {field: _asked(field, value) for field, value in words.items()}
    if not asked:
        raise SettingsError("words", "There is nothing to keep.", hint="kithly importance NAME high")
    with network.store.transaction() as tx:
        person = find_person(tx, who)
        word = word_in(tx, person.id)
        hold_word(expected, word, asked, person)
        now = word_fields(word)
        new = {field: value for field, value in asked.items() if value != now[field]}
        if not new:
            kinds = {"needs" if field in NEEDS else field for field in asked}
            before = next((one.change for one in reversed(word.decisions) if one.kind in kinds), "")
            return done_view(before, f"{person.name}: all of it is so already.", person)
        sentence = f"{person.name}: {', '.join(_said(field, value) for field, value in new.items())}."
        change = tx.changes.open(EDIT, sentence, network.now)
        tx.decisions.add_many(change, [(kind, person.id, told) for kind, told in _decisions(new)], network.now)
        if new.keys() & set(NEEDS):
            look_for_matches(tx, network, person)
        refresh_people(tx, (person.id,), now=network.now)
    return done_view(change, sentence, person)


def _asked(field: str, value: Any) -> Any:
    """Return a word as the field it is shown by.

    Raises:
        SettingsError: Nobody can say that.
    """
    if field == "cadence":
        cadence_value(value["days"], value["latest"])
        return cadence_asked(value["days"], value["latest"])
    if field in NEEDS:
        return one_line(str(value))[:LINE]
    if value not in KNOWN.get(field, ()):
        raise SettingsError(field, f"{value!r} cannot be said of {field}.")
    return value


def _decisions(new: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return kind and value of each decision."""
    told = [(field, _value(field, value)) for field, value in new.items() if field not in NEEDS]
    lines = {field: new[field] for field in NEEDS if field in new}
    return [*told, *([("needs", lines)] if lines else [])]


def _value(field: str, value: Any) -> Any:
    if field == CADENCE:
        return value if value["days"] else None
    if field == "importance":
        return IMPORTANCE[value]
    return PLACES[value].value if field == "place" else value


def _said(field: str, value: Any) -> str:
    """Return a word in words."""
    if field == CADENCE:
        return f"in touch {wished(value['days'], value['latest'])}"
    if field in NEEDS:
        name = "looks for" if field == "looks_for" else "offers"
        return f"{name} {value}" if value else f"{name} nothing that is known"
    if field == "quiet":
        return "not suggested" if value else "may be suggested"
    if field == "remembered":
        return "remembered" if value else "no longer remembered"
    return f"importance {value}" if field == "importance" else PLACES[value].value
