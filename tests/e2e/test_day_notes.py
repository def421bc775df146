"""The quiet notes of a day, their answers, a little courage, and "enough for today"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from tests.e2e.conftest import NOW, Kithly
from tests.e2e.letters import write_letters

from kithly.app.belonging.word import quiet, remembered
from kithly.app.bringing.import_files import import_paths
from kithly.app.changes import undo
from kithly.app.letters.hello import hello
from kithly.app.letters.ready import OwnWords, prepare
from kithly.app.letters.sending import hand_over
from kithly.app.network import Network, open_network
from kithly.app.persons.people import show_person
from kithly.app.today.answering import answer_sent, enough, read_note
from kithly.app.today.courage import brought_back, courage
from kithly.app.today.day import today
from kithly.app.today.outcome import done, skip, snooze
from kithly.app.views import DayNoteView, DoneView, TodayView
from kithly.errors import Conflict, NotFound, SettingsError

YEAR = timedelta(days=365)


@contextmanager
def letters(tmp_path: Path, who: dict[str, list[tuple[bool, timedelta]]]) -> Iterator[Network]:
    """Open a network that knows these letters alone."""
    with open_network(tmp_path / "letters", now=NOW) as network:
        import_paths(network, [write_letters(tmp_path / "letters.mbox", who)])
        yield network


def notes(network: Network, kind: str) -> list[DayNoteView]:
    """Return the notes of one kind that today shows."""
    return [one for one in today(network, drafts=False).notes if one.kind == kind]


@contextmanager
def on(network: Kithly, days: int) -> Iterator[Network]:
    """Open a network so many days later."""
    with open_network(network.data, now=NOW + timedelta(days=days)) as opened:
        yield opened


def take_along(network: Kithly, *, channel: str | None = None, place: int = 0) -> tuple[str, str]:
    """Take the words of one of today's hellos along; return the hello and the person."""
    with on(network, 0) as opened:
        whole = [hello(opened, one.id) for one in today(opened, minutes=60, drafts=False).touches]
        one = [one for one in whole if one.draft and one.kind != "reconnect"][place]
        hand_over(opened, prepare(opened, one.id, OwnWords(channel=channel)), open_it=False)
        return one.id, one.person.name


def open_ids(view: TodayView) -> set[str]:
    """Return the ids of the hellos left."""
    return {one.id for one in view.touches}


# Wrote back -----------------------------------------------------------------------------------------------------


def test_somebody_who_writes_after_years_is_a_note_until_it_is_opened(tmp_path: Path) -> None:
    told = {"marta": [(False, 6 * YEAR + timedelta(days=40)), (True, 6 * YEAR), (False, timedelta(days=3))]}
    with letters(tmp_path, told) as network:
        (note,) = notes(network, "wrote_back")
        assert note.text == "Marta Example wrote, after 6 years."
        assert [one.key for one in note.answers] == ["read"]
        assert note.evidence[0].record in {one.record for one in show_person(network, "Marta").timeline}
        read_note(network, note.id)
        assert notes(network, "wrote_back") == []
        assert [one.text for one in brought_back(network).people] == [note.text]


def test_an_answer_to_a_hello_of_this_half_year_is_told_as_one(tmp_path: Path) -> None:
    told = {"marta": [(False, 6 * YEAR), (True, timedelta(days=30)), (False, timedelta(days=1))]}
    with letters(tmp_path, told) as network:
        assert [one.text for one in notes(network, "wrote_back")] == ["Marta Example wrote back, after 5 years."]


@pytest.mark.parametrize(
    "told",
    [
        [(False, YEAR), (True, YEAR), (False, timedelta(days=3))],  # not so long
        [(True, 3 * YEAR), (False, timedelta(days=3))],  # never wrote before
        [(False, 3 * YEAR), (True, 3 * YEAR), (False, timedelta(days=20))],  # no news any more
        [(False, 3 * YEAR), (False, timedelta(days=3)), (True, timedelta(days=2))],  # answered
    ],
)
def test_these_are_no_news(tmp_path: Path, told: list[tuple[bool, timedelta]]) -> None:
    with letters(tmp_path, {"marta": [*told, (True, 5 * YEAR)]}) as network:
        assert notes(network, "wrote_back") == []


def test_nothing_is_said_of_the_dead_and_of_those_to_be_left_in_peace(tmp_path: Path) -> None:
    told = [(False, 3 * YEAR), (True, 3 * YEAR), (False, timedelta(days=3))]
    with letters(tmp_path, {"marta": told, "bob": told}) as network:
        assert len(notes(network, "wrote_back")) == 2
        quiet(network, "Marta", on=True)
        remembered(network, "Bob", on=True)
        assert notes(network, "wrote_back") == []
        assert brought_back(network).people == ()


# Did you send it? -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("channel", "place"), [("email", "to your mail"), ("linkedin", "to LinkedIn"), ("copy", "copied the words")]
)
def test_the_first_morning_after_asks_once_in_words_of_the_door(network: Kithly, channel: str, place: str) -> None:
    touch, name = take_along(network, channel=channel)
    with on(network, 0) as opened:
        assert notes(opened, "sent") == []
    with on(network, 3) as opened:
        (note,) = notes(opened, "sent")
        assert note.text.startswith("On Monday you ")
        assert note.text.endswith("Did you send them?")
        assert place in note.text
        assert name in note.text
        assert note.touch == touch
        assert notes(opened, "sent") == [note]
    with on(network, 4) as opened:
        assert notes(opened, "sent") == []


def test_yes_counts_on_the_day_the_words_were_taken_along(network: Kithly) -> None:
    touch, _ = take_along(network)
    with on(network, 1) as opened:
        (note,) = notes(opened, "sent")
        assert note.text.startswith("Yesterday you took")
        kept = answer_sent(opened, note.id, "yes")
        assert notes(opened, "sent") == []
        view = today(opened, drafts=False)
        assert touch not in open_ids(view)
        assert view.done == 0
        assert kept.person
        assert show_person(opened, kept.person.id).timeline
        with pytest.raises(Conflict):
            answer_sent(opened, note.id, "yes")
        undo(opened, kept.change)
        assert [one.id for one in notes(opened, "sent")] == [note.id]


def test_not_yet_opens_the_hello_again_and_is_never_asked_again(network: Kithly) -> None:
    touch, name = take_along(network)
    with on(network, 1) as opened:
        (note,) = notes(opened, "sent")
        kept = answer_sent(opened, note.id, "not_yet")
        assert kept.text in {f"{name}: not sent yet, and open again.", f"{name} comes back tomorrow."}
        assert hello(opened, touch).handed is None
        assert prepare(opened, touch).text
        assert notes(opened, "sent") == []
    with on(network, 2) as opened:
        assert touch in open_ids(today(opened, minutes=60, drafts=False))
        assert notes(opened, "sent") == []
        undo(opened, kept.change)
        assert hello(opened, touch).handed is not None


def test_let_be_is_for_ever_and_can_be_taken_back(network: Kithly) -> None:
    touch, name = take_along(network)
    with on(network, 1) as opened:
        (note,) = notes(opened, "sent")
        kept = answer_sent(opened, note.id, "let_be")
        assert kept.text == f"{name}: let be."
    for days in (1, 8):
        with on(network, days) as opened:
            assert touch not in open_ids(today(opened, minutes=60, drafts=False))
    with on(network, 1) as opened:
        undo(opened, kept.change)
        assert [one.id for one in notes(opened, "sent")] == [note.id]


def test_what_the_user_said_is_done_is_not_asked_about(network: Kithly) -> None:
    touch, _ = take_along(network)
    with on(network, 0) as opened:
        done(opened, touch)
    with on(network, 1) as opened:
        assert notes(opened, "sent") == []


def test_an_unknown_note_and_an_unknown_answer_are_told(network: Kithly) -> None:
    take_along(network)
    with on(network, 1) as opened:
        (note,) = notes(opened, "sent")
        with pytest.raises(SettingsError):
            answer_sent(opened, note.id, "perhaps")
        for unknown in ("sent-00", "wrote_back-00", "", note.id + "0"):
            with pytest.raises(NotFound):
                answer_sent(opened, unknown, "yes")
        with pytest.raises(NotFound):
            read_note(opened, note.id)


# A fresh export ---------------------------------------------------------------------------------------------------


def test_a_fresh_export_is_due_once_a_month_after_five_weeks(network: Kithly) -> None:
    shown = []
    for days in (0, 20, 40, 41, 60, 75, 80):
        with on(network, days) as opened:
            shown += [days for _ in notes(opened, "export_due")]
    assert shown == [40, 75]


def test_not_now_is_heard(network: Kithly) -> None:
    with on(network, 40) as opened:
        (note,) = notes(opened, "export_due")
        assert "1 March 2026" in note.text
        read_note(opened, note.id)
        assert notes(opened, "export_due") == []


def test_without_any_export_none_is_due(tmp_path: Path) -> None:
    with letters(tmp_path, {"marta": [(True, YEAR), (False, YEAR)]}) as network:
        assert notes(network, "export_due") == []


# Courage ----------------------------------------------------------------------------------------------------------


def woken(*, answered: bool, ago: timedelta = YEAR) -> list[tuple[bool, timedelta]]:
    """Return letters with somebody to whom ego wrote after three silent years."""
    told = [(False, ago + 3 * YEAR), (True, ago + 3 * YEAR - timedelta(days=1)), (True, ago)]
    return [*told, (False, ago - timedelta(days=5))] if answered else told


def test_courage_is_counted_from_the_users_own_record(tmp_path: Path) -> None:
    names = ("ana", "bo", "cy", "dee", "eve")
    told = {name: woken(answered=name != "bo") for name in names}
    told["fay"] = woken(answered=False, ago=timedelta(days=9))  # may still answer
    with letters(tmp_path, told) as network:
        view = courage(network)
        assert view.text == "You have written to 5 people after two silent years or more. 4 answered."
        assert (view.research, view.reference) == (False, None)
        assert {one.person.name.split()[0]: one.answered is not None for one in view.who} == {
            name.title(): name != "bo" for name in names
        }
        assert all(one.wrote.label.startswith("Your mail, ") for one in view.who)
        quiet(network, "Ana", on=True)
        assert courage(network).research


def test_with_few_cases_research_speaks_and_says_so(network: Kithly) -> None:
    with on(network, 0) as opened:
        view = courage(opened)
        assert view.people < 5
        assert view.research
        assert view.reference
        assert "Liu" in view.reference
        whole = [hello(opened, one.id) for one in today(opened, minutes=60, drafts=False).touches]
        assert {bool(one.courage) for one in whole if one.kind == "reconnect"} <= {True}
        assert {one.courage for one in whole if one.kind != "reconnect"} == {None}


def test_what_is_known_of_silences_follows_a_single_new_word(tmp_path: Path) -> None:
    told = {"marta": [(False, 6 * YEAR), (True, 6 * YEAR)]}
    with letters(tmp_path, told) as network:
        assert notes(network, "wrote_back") == []
        told["marta"].append((False, timedelta(days=2)))
        import_paths(network, [write_letters(tmp_path / "more.mbox", told)])
        assert len(notes(network, "wrote_back")) == 1


# Enough -----------------------------------------------------------------------------------------------------------


def test_enough_lets_the_rest_rest_till_tomorrow_and_is_taken_back(network: Kithly) -> None:
    with on(network, 0) as opened:
        before = open_ids(today(opened, minutes=20, drafts=False))
        kept = enough(opened)
        view = today(opened, drafts=False)
        assert (view.touches, view.enough, view.rested) == ((), True, kept.change)
        assert view.closing == "That was all for today. The rest is weighed afresh tomorrow."
        undo(opened, kept.change)
        assert open_ids(today(opened, drafts=False)) == before
        enough(opened)
    with on(network, 1) as opened:
        assert today(opened, drafts=False).touches


def test_the_day_closes_with_what_was_done(network: Kithly) -> None:
    with on(network, 0) as opened:
        first, second, *_ = today(opened, minutes=60, drafts=False).touches
        for one in (first, second):
            done(opened, one.id)
        enough(opened)
        minutes = {2: "two", 3: "three", 4: "four", 5: "five", 7: "seven", 10: "ten", 11: "eleven", 8: "eight"}
        spent = minutes[round(first.minutes + second.minutes)]
        assert today(opened, drafts=False).closing == f"That was all for today. Two hellos, {spent} minutes."


def test_other_minutes_are_planned_around_what_is_done(network: Kithly) -> None:
    with on(network, 0) as opened:
        first = today(opened, minutes=20, drafts=False).touches[0]
        done(opened, first.id)
        for minutes in (5, 10, 20):
            view = today(opened, minutes=minutes, drafts=False)
            assert first.id not in open_ids(view)
            assert view.done == 1
            assert view.minutes.planned <= max(minutes - first.minutes, 0)
        assert view.touches


# Every other word on a hello ---------------------------------------------------------------------------------------


def test_each_word_on_a_hello_has_its_own_sentence_and_its_undo_brings_it_back(network: Kithly) -> None:
    with on(network, 0) as opened:
        one = today(opened, drafts=False).touches[0]
        name, said = one.person.name, []
        acts: tuple[Callable[[], DoneView], ...] = (
            lambda: done(opened, one.id),
            lambda: snooze(opened, one.id, days=1),
            lambda: snooze(opened, one.id, days=4),
            lambda: snooze(opened, one.id, days=7),
            lambda: skip(opened, one.id, person=False),
            lambda: skip(opened, one.id, person=True),
            lambda: quiet(opened, one.person.id, on=True),
            lambda: remembered(opened, one.person.id, on=True),
        )
        for act in acts:
            kept = act()
            said.append(kept.text)
            assert one.id not in open_ids(today(opened, drafts=False)), kept.text
            undo(opened, kept.change)
            assert one.id in open_ids(today(opened, drafts=False)), kept.text
    assert said == [
        f"Said hello to {name}.",
        f"{name} comes back tomorrow.",
        f"{name} comes back on Friday.",
        f"{name} comes back on Monday, 9 March 2026.",
        f"Not for this reason again: {name}.",
        f"{name} is left alone until 31 May 2026.",
        f"{name} will not be suggested.",
        f"{name} is remembered: kept, and left in peace.",
    ]


def test_the_clock_of_tests_is_a_monday() -> None:
    assert NOW.astimezone(UTC).strftime("%A") == "Monday"
