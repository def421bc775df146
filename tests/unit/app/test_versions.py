"""Two who change the same word: the second is told what is there now; two who change different ones both get theirs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from kithly.app.belonging.word import circle, importance, note, place, quiet, remembered
from kithly.app.changes import list_changes, undo
from kithly.app.derived.me import say_me, show_me
from kithly.app.network import Network
from kithly.app.persons.circle_rhythm import circle_rhythms
from kithly.app.persons.notes import edit_note, remove_note
from kithly.app.persons.people import show_person
from kithly.app.persons.rewording import reword
from kithly.app.persons.wishes import cadence, circle_cadence, circle_importance, needs
from kithly.app.said.versions import hold, left_as_shown, version_of
from kithly.app.today.resting import away
from kithly.app.today.rhythm import rhythm, set_rhythm
from kithly.app.views import DoneView
from kithly.errors import ChangedMeanwhile, SettingsError
from kithly.interfaces import wire
from kithly.testing.store_samples import derived

WHO = "ana"
Say = Callable[[Network, str | None], DoneView]
BACK = date(2030, 1, 1)

# A word, and another on the same thing: by field.
PERSON_WORDS: dict[str, tuple[Say, Say]] = {
    "importance": (
        lambda net, at: importance(net, WHO, "high", expected=at),
        lambda net, at: importance(net, WHO, "low", expected=at),
    ),
    "place": (
        lambda net, at: place(net, WHO, "family", expected=at),
        lambda net, at: place(net, WHO, "service", expected=at),
    ),
    "quiet": (
        lambda net, at: quiet(net, WHO, on=True, expected=at),
        lambda net, at: reword(net, WHO, {"quiet": False, "looks_for": "a flat"}, expected=at),
    ),
    "remembered": (
        lambda net, at: remembered(net, WHO, on=True, expected=at),
        lambda net, at: reword(net, WHO, {"remembered": False, "offers": "a boat"}, expected=at),
    ),
    "cadence": (
        lambda net, at: cadence(net, WHO, 30, expected=at),
        lambda net, at: cadence(net, WHO, None, expected=at),
    ),
    "looks_for": (
        lambda net, at: needs(net, WHO, looks_for="a cello", expected=at),
        lambda net, at: needs(net, WHO, looks_for="a boat", offers="tea", expected=at),
    ),
}


def seen(network: Network) -> str:
    return show_person(network, WHO).version


def test_the_second_word_on_the_same_thing_is_refused_with_both(network: Network) -> None:
    for field, (first, second) in PERSON_WORDS.items():
        shown = seen(network)
        first(network, shown)
        before = show_person(network, WHO)
        with pytest.raises(ChangedMeanwhile) as refused:
            second(network, shown)
        assert show_person(network, WHO) == before
        assert refused.value.clashing == (field,)
        assert refused.value.version == before.version
        assert refused.value.current[field] != refused.value.yours[field]
        second(network, refused.value.version)
        assert show_person(network, WHO) != before


def test_words_on_different_things_are_all_kept(network: Network) -> None:
    shown = seen(network)
    for first, _ in PERSON_WORDS.values():
        first(network, shown)
    now = show_person(network, WHO)
    told = (now.importance, now.place, now.quiet, now.remembered, now.cadence_days, now.looks_for)
    assert told == (2.0, "family", True, True, 30, "a cello")


def test_the_same_word_from_two_sides_is_one_change(network: Network) -> None:
    for say, _ in PERSON_WORDS.values():
        shown, changes = seen(network), len(list_changes(network).changes)
        done = say(network, shown)
        assert say(network, shown) == done
        assert say(network, None) == done
        assert len(list_changes(network).changes) == changes + 1
        undo(network, done.change)
        assert seen(network) == shown


def test_without_a_version_the_last_word_counts(network: Network) -> None:
    importance(network, WHO, "high")
    importance(network, WHO, "low")
    assert show_person(network, WHO).importance == 0.5


def test_what_is_no_version_overwrites_nothing(network: Network) -> None:
    for version in ("", "nothing", "x" * 96, "é" * 96):
        with pytest.raises(ChangedMeanwhile):
            importance(network, WHO, "high", expected=version)


def test_circles_are_added_whoever_adds_others_and_not_twice(network: Network) -> None:
    done = circle(network, WHO, "Choir")
    circle(network, WHO, "Harbour")
    assert circle(network, WHO, "Choir").change == done.change
    circle(network, WHO, "Choir", remove=True)
    circle(network, WHO, "Choir")
    assert show_person(network, WHO).circles == ("Choir", "Harbour")


def test_several_words_are_one_change_and_one_undo(network: Network) -> None:
    before, told = show_person(network, WHO), derived(network.store)
    words = {"importance": "high", "quiet": True, "looks_for": "a cello", "cadence": {"days": 90, "latest": None}}
    done = reword(network, WHO, words, expected=before.version)
    now = show_person(network, WHO)
    assert (now.importance, now.quiet, now.looks_for, now.cadence_days) == (2.0, True, "a cello", 90)
    assert reword(network, WHO, words, expected=now.version).change == done.change
    undo(network, done.change)
    assert (show_person(network, WHO), derived(network.store)) == (before, told)


def test_words_nobody_can_say_are_one_sentence(network: Network) -> None:
    odd: list[dict[str, Any]] = [{}, {"importance": "huge"}, {"place": "moon"}, {"quiet": 3}, {"name": "x"}]
    for words in odd:
        with pytest.raises(SettingsError):
            reword(network, WHO, words)


def test_a_note_changed_in_two_windows_is_not_overwritten(network: Network) -> None:
    note(network, WHO, "likes islands")
    shown = show_person(network, WHO).notes[0]
    edit_note(network, shown.id, "likes lakes", expected=shown.version)
    with pytest.raises(ChangedMeanwhile):
        edit_note(network, shown.id, "likes rivers", expected=shown.version)
    with pytest.raises(ChangedMeanwhile) as refused:
        remove_note(network, shown.id, expected=shown.version)
    assert refused.value.current == {"text": "likes lakes"}
    assert [one.text for one in show_person(network, WHO).notes] == ["likes lakes"]
    remove_note(network, shown.id, expected=refused.value.version)
    assert show_person(network, WHO).notes == ()


def test_a_note_of_a_button_pressed_twice_is_one(network: Network) -> None:
    assert note(network, WHO, "likes islands") == note(network, WHO, "likes islands")
    note(network, WHO, "likes lakes")
    note(network, WHO, "likes islands")
    assert len(show_person(network, WHO).notes) == 3


DAYS = [
    ("minutes", "20", "30"),
    ("quiet-hours", "19-8", "20-8"),
    ("quiet-days", "sat", "sun"),
    ("limit", "linkedin=3", "linkedin=4"),
    ("share", "off", "on"),
]


def test_the_rules_of_the_days_are_not_overwritten_unseen(network: Network) -> None:
    shown = rhythm(network).version
    for key, one, other in DAYS:
        set_rhythm(network, [(key, one)], expected=shown)
        with pytest.raises(ChangedMeanwhile):
            set_rhythm(network, [(key, other)], expected=shown)
    set_rhythm(network, [(key, other) for key, _, other in DAYS], expected=rhythm(network).version)


def test_days_kept_free_are_added_whoever_adds_others(network: Network) -> None:
    shown = rhythm(network).version
    set_rhythm(network, [("holiday", "12-25")], expected=shown)
    set_rhythm(network, [("holiday", "12-26")], expected=shown)
    assert rhythm(network).holidays == ("12-25", "12-26")


def test_days_away_told_in_two_windows_are_not_overwritten(network: Network) -> None:
    shown = rhythm(network).version
    away(network, BACK, start=BACK - timedelta(days=9), expected=shown)
    with pytest.raises(ChangedMeanwhile):
        away(network, BACK, start=BACK - timedelta(days=2), expected=shown)


def test_who_i_am_is_not_overwritten_unseen(network: Network) -> None:
    shown = show_me(network).version
    say_me(network, [("now", "building tidal turbines"), ("address", "me@other.example")], expected=shown)
    say_me(network, [("interests", "sailing"), ("address", "me@third.example")], expected=shown)
    with pytest.raises(ChangedMeanwhile) as refused:
        say_me(network, [("now", "resting")], expected=shown)
    assert refused.value.current == {"now": "building tidal turbines"}


def test_what_is_said_of_a_circle_is_not_overwritten_unseen(network: Network) -> None:
    circle(network, WHO, "Choir")
    shown = circle_rhythms(network)[0].version
    circle_cadence(network, "Choir", 30, expected=shown)
    circle_importance(network, "Choir", "high", expected=shown)
    with pytest.raises(ChangedMeanwhile):
        circle_cadence(network, "Choir", 60, expected=shown)


def test_an_error_tells_both_versions_on_the_wire(network: Network) -> None:
    shown = seen(network)
    importance(network, WHO, "high")
    with pytest.raises(ChangedMeanwhile) as refused:
        importance(network, WHO, "low", expected=shown)
    told = wire.error_document(refused.value)
    assert '"kind": "changed_meanwhile"' in told
    assert '"current": {"importance": "high"}, "yours": {"importance": "low"}' in told
    assert wire.status_of(refused.value)[1] == 409


def test_a_form_means_only_the_fields_that_were_touched() -> None:
    fields = {"looks_for": "a cello", "offers": ""}
    shown = version_of(fields)
    assert left_as_shown(shown, fields, {"looks_for": "a cello", "offers": "tea"}) == {"looks_for"}
    assert left_as_shown("nothing", fields, fields) == frozenset()


def test_a_field_that_came_to_what_is_asked_clashes_with_nothing() -> None:
    shown = version_of({"a": 1, "b": 1})
    hold(shown, {"a": 2, "b": 9}, {"a": 2}, kind="x", id="x", message="")
    with pytest.raises(ChangedMeanwhile):
        hold(shown, {"a": 2, "b": 9}, {"a": 2, "b": 2}, kind="x", id="x", message="")
