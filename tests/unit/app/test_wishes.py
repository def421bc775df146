"""Needs, offers, cadence and notes: kept, changed, taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kithly.app.belonging.word import note
from kithly.app.changes import undo
from kithly.app.derived.refresh import refresh
from kithly.app.letters.looking import found
from kithly.app.network import Network, open_network
from kithly.app.persons.notes import edit_note, remove_note
from kithly.app.persons.people import show_person
from kithly.app.persons.wishes import cadence, cadence_of, needs, needs_of
from kithly.app.views import DoneView
from kithly.errors import NotFound, SettingsError
from kithly.records import Profile
from kithly.testing.store_samples import LINKEDIN, MAY, contact, email, keep, mail, sighted

NOW = MAY + timedelta(days=100)


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    with open_network(tmp_path / "data", now=NOW) as opened:
        me = Profile(key="me", name="Me Fictional", identities=(email("me"),))
        keep(opened.store, "people", [sighted(me), sighted(contact("ana", mailbox="ana"))], family=LINKEDIN)
        keep(opened.store, "letters", [sighted(mail("1", "ana", "me", days=58))])
        with opened.store.transaction() as tx:
            refresh(tx, now=NOW)
        yield opened


def texts(network: Network) -> list[str]:
    return [one.text for one in show_person(network, "ana").notes]


def test_needs_and_offers_are_a_line_each_and_change_by_themselves(network: Network) -> None:
    needs(network, "ana", looks_for="a  grid\nexpert", offers="permits in Poland")
    needs(network, "ana", offers="permits")
    kept = needs_of(network, "ana")
    assert (kept.looks_for, kept.offers) == ("a grid expert", "permits")
    needs(network, "ana", looks_for="")
    person = show_person(network, "ana")
    assert (person.looks_for, person.offers) == ("", "permits")


def test_what_was_said_of_needs_can_be_taken_back(network: Network) -> None:
    needs(network, "ana", looks_for="a boat")
    changed = needs(network, "ana", looks_for="a bigger boat")
    assert changed.text == "Ana Fictional looks for: a bigger boat"
    undo(network, changed.change)
    assert needs_of(network, "ana").looks_for == "a boat"


def test_neither_need_nor_offer_says_what_to_type(network: Network) -> None:
    with pytest.raises(SettingsError, match="look for"):
        needs(network, "ana")


def test_a_cadence_is_kept_told_and_taken_back(network: Network) -> None:
    assert cadence(network, "ana", 30).text == "In touch with Ana Fictional: every 30 days."
    kept = cadence_of(network, "ana")
    assert (kept.days, kept.silent_days) == (30, 42)
    assert kept.text == "You want to be in touch every 30 days. The last time was 6 weeks ago."
    changed = cadence(network, "ana", None)
    assert cadence_of(network, "ana").text == ""
    undo(network, changed.change)
    assert show_person(network, "ana").cadence_days == 30


@pytest.mark.parametrize("days", [0, -3, 100_000])
def test_a_cadence_nobody_can_keep_is_refused(network: Network, days: int) -> None:
    with pytest.raises(SettingsError):
        cadence(network, "ana", days)


def test_a_note_keeps_its_day_when_its_words_change(network: Network) -> None:
    note(network, "ana", "Two girls.")
    (before,) = show_person(network, "ana").notes
    edit_note(network, before.id, " Two girls. Climbs. ")
    (after,) = show_person(network, "ana").notes
    assert (after.text, after.at, after.id) == ("Two girls. Climbs.", before.at, before.id)


def test_a_note_taken_away_comes_back_with_undo(network: Network) -> None:
    note(network, "ana", "One.")
    note(network, "ana", "Two.")
    gone = remove_note(network, show_person(network, "ana").notes[0].id)
    assert texts(network) == ["Two."]
    undo(network, gone.change)
    assert texts(network) == ["One.", "Two."]


def test_what_was_found_can_be_taken_away_but_not_rewritten(network: Network) -> None:
    found(network, "ana", "Ana spoke in Oslo")
    (one,) = show_person(network, "ana").notes
    with pytest.raises(SettingsError, match="as you found it"):
        edit_note(network, one.id, "Ana spoke in Rome")
    remove_note(network, one.id)
    assert not texts(network)


@pytest.mark.parametrize("change", [lambda network, id_: edit_note(network, id_, "x"), remove_note])
def test_a_note_that_is_gone_is_not_found(network: Network, change: Callable[[Network, str], DoneView]) -> None:
    note(network, "ana", "One.")
    (one,) = show_person(network, "ana").notes
    remove_note(network, one.id)
    for id_ in (one.id, "nothing"):
        with pytest.raises(NotFound):
            change(network, id_)


def test_an_empty_note_is_not_kept(network: Network) -> None:
    note(network, "ana", "One.")
    (one,) = show_person(network, "ana").notes
    with pytest.raises(SettingsError):
        edit_note(network, one.id, "  ")
