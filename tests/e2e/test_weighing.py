"""The live look at words while they are edited."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from tests.e2e.conftest import NOW, Kithly
from tests.e2e.letters import a_day_to_reconnect
from tests.pace import spent

from kithly.app.changes import undo
from kithly.app.letters.hello import hello
from kithly.app.letters.weighing import Letter, it_is_true, it_is_true_to, take_out, weigh, weigh_for
from kithly.app.letters.writing import write
from kithly.app.network import Network, open_network
from kithly.app.today.day import today
from kithly.app.views import HelloView, WeighedView
from kithly.errors import UserError
from kithly.interfaces import wire

TRUE = "You saved my thesis in Tromsø."
FAVOUR = "Could you get me a job in your team?"


@pytest.fixture
def opened(network: Kithly) -> Iterator[Network]:
    """Return an own copy of the imported network, open."""
    with open_network(network.data, now=NOW) as one:
        yield a_day_to_reconnect(one)


@pytest.fixture
def first(opened: Network) -> HelloView:
    """Return a first hello with a draft: a reconnection or a small good."""
    whole = (hello(opened, one.id) for one in today(opened, minutes=60, drafts=False).touches)
    return next(one for one in whole if one.draft and one.kind in {"reconnect", "thank", "congratulate"})


def edited(one: HelloView, sentence: str) -> str:
    """Return the draft of a hello with one more sentence before its last paragraph."""
    assert one.draft
    head, _, tail = one.draft.text.rpartition("\n\n")
    return f"{head}\n\n{sentence}\n\n{tail}"


def only_yours(view: WeighedView) -> list[str]:
    """Return the words that only the user knows."""
    return [mark.text for mark in view.marks if mark.kind == "yours"]


def test_every_draft_of_a_long_day_rests_on_records_and_needs_no_hint(opened: Network) -> None:
    for touch in today(opened, minutes=60, drafts=False).touches:
        for door in hello(opened, touch.id).doors:
            view = hello(opened, touch.id, channel=door.key)
            if view.draft is None:
                assert view.weighed is None
                continue
            assert view.weighed
            assert view.weighed == weigh(
                opened, touch.id, view.draft.text, channel=door.key, subject=view.draft.subject
            )
            assert (view.weighed.hints, view.weighed.stopped, only_yours(view.weighed)) == ((), None, [])
            assert view.weighed.marks
            for mark in view.weighed.marks:
                assert mark.proof
                assert mark.label == mark.proof[0].label
                assert view.draft.text[mark.start : mark.end] == mark.text


def test_a_reconnection_is_told_its_four_parts(opened: Network) -> None:
    whole = (hello(opened, one.id) for one in today(opened, minutes=60, drafts=False).touches)
    one = next(one for one in whole if one.kind == "reconnect" and one.weighed)
    assert one.weighed
    assert [part.label for part in one.weighed.parts] == [
        "how you came on it",
        "something to talk about",
        "a bit about you",
        "a talk, no favour",
    ]
    bare = weigh(opened, one.id, f"Hi {one.person.name.split()[0]}, how are you?\n\nRobin")
    assert [part.present for part in bare.parts] == [False, False, False, False]
    assert "has_topic" not in {hint.rule for hint in bare.hints}


def test_words_no_record_holds_are_marked_until_the_user_says_they_are_true(opened: Network, first: HelloView) -> None:
    text = edited(first, TRUE)
    before = weigh(opened, first.id, text)
    assert only_yours(before) == [TRUE]
    hint = next(one for one in before.hints if one.rule == "unproven")
    assert (hint.quoted, [one.key for one in hint.answers]) == (TRUE, ["true", "take_out"])
    kept = it_is_true(opened, first.id, hint.quoted)
    after = weigh(opened, first.id, text)
    assert only_yours(after) == []
    assert [mark.label.split(",")[0] for mark in after.marks if mark.text in TRUE] == ["Your own word"]
    undo(opened, kept.change)
    assert only_yours(weigh(opened, first.id, text)) == [TRUE]


def test_what_is_true_in_one_hello_is_asked_again_in_another(opened: Network, first: HelloView) -> None:
    other = next(one for one in today(opened, minutes=60, drafts=False).touches if one.id != first.id)
    it_is_true(opened, first.id, TRUE)
    assert only_yours(weigh(opened, other.id, f"Hello,\n\n{TRUE}\n\nRobin")) == [TRUE]


def test_words_taken_out_leave_the_draft_as_it_was(opened: Network, first: HelloView) -> None:
    assert first.draft
    view = weigh(opened, first.id, edited(first, TRUE).replace("\n", "\r\n"))
    mark = next(one for one in view.marks if one.kind == "yours")
    assert take_out(view.text, mark.start, mark.end) == first.draft.text
    with pytest.raises(UserError):
        take_out(view.text, 5, 5)


def test_a_favour_stops_a_first_hello_until_the_user_says_it_is_none(opened: Network, first: HelloView) -> None:
    text = edited(first, FAVOUR)
    view = weigh(opened, first.id, text)
    assert view.stopped
    assert (view.stopped_by, view.may_pass) == ("asks_favour", True)
    assert view.hints[0].rule == "asks_favour"
    assert view.text[view.hints[0].start : view.hints[0].end] in FAVOUR
    passed = weigh(opened, first.id, text, not_a_favour=True)
    assert (passed.stopped, passed.hints) == (None, ())


def test_an_unresolved_name_stops_it_and_is_not_passed(opened: Network, first: HelloView) -> None:
    view = weigh(opened, first.id, edited(first, "Greetings to [Company].").replace("Hi ", "Hi "))
    assert (view.stopped_by, view.may_pass) == ("unresolved", False)
    assert weigh(opened, first.id, edited(first, "Greetings to [Company]."), not_a_favour=True).stopped


def test_at_most_two_hints_are_shown_and_the_rest_counted(opened: Network, first: HelloView) -> None:
    many = f"{FAVOUR} {TRUE} You drove to Narvik in 1998. Your goat ate the Sandefjord map."
    view = weigh(opened, first.id, edited(first, many))
    assert view.shown == 2
    assert view.more == len(view.hints) - 2 > 0


def test_a_favour_in_the_subject_counts_too(opened: Network, first: HelloView) -> None:
    assert first.draft
    view = weigh(opened, first.id, first.draft.text, channel="email", subject="Could you refer me for a job?")
    assert view.stopped_by == "asks_favour"
    assert (view.hints[0].start, view.hints[0].end) == (0, 0)
    assert [one.key for one in view.hints[0].answers] == ["not_a_favour"]


def test_a_note_is_counted_as_linkedin_counts(opened: Network, first: HelloView) -> None:
    view = weigh(opened, first.id, "🎂" * 101, channel="note")
    assert (view.kind, view.length, view.limit, view.stopped_by) == ("connect", 202, 200, "too_long")
    assert weigh(opened, first.id, "🎂" * 101, channel="copy").limit is None


@pytest.mark.parametrize("text", ["", "\x00\ud800", "🎉" * 20_000, "You " * 5_000])
def test_any_text_is_weighed_and_one_too_long_refused(opened: Network, first: HelloView, text: str) -> None:
    assert wire.document("weighed", weigh(opened, first.id, text))
    with pytest.raises(UserError):
        weigh(opened, first.id, "a" * 20_001)


def test_words_without_a_hello_are_weighed_against_the_draft_of_that_person(opened: Network) -> None:
    people = [one.person for one in today(opened, minutes=60, drafts=False).touches]
    views = [write(opened, one.id, kind="reconnect") for one in people]
    view = next(one for one in views if one.draft)
    assert view.draft
    weighed = weigh_for(opened, Letter(who=view.person.id, kind="reconnect"), view.draft.text, channel="email")
    assert weighed.touch is None
    assert weighed.marks
    assert only_yours(weighed) == []


def test_without_a_hello_what_is_true_holds_for_that_person_and_day(opened: Network) -> None:
    one, other = [touch.person for touch in today(opened, minutes=60, drafts=False).touches][:2]
    text = f"Hello,\n\n{TRUE}\n\nRobin"
    letter = Letter(who=one.id, kind="reconnect")
    assert only_yours(weigh_for(opened, letter, text)) == [TRUE]
    kept = it_is_true_to(opened, letter, TRUE)
    assert only_yours(weigh_for(opened, letter, text)) == []
    assert only_yours(weigh_for(opened, Letter(who=other.id, kind="reconnect"), text)) == [TRUE]
    with open_network(opened.settings.folder, now=opened.now + timedelta(days=1)) as tomorrow:
        assert only_yours(weigh_for(tomorrow, letter, text)) == [TRUE]
    undo(opened, kept.change)
    assert only_yours(weigh_for(opened, letter, text)) == [TRUE]


def test_weighing_writes_nothing_and_is_quick(opened: Network, first: HelloView) -> None:
    text = edited(first, TRUE)
    weigh(opened, first.id, text)
    with opened.store.transaction():  # somebody else writes, for long
        begun = time.process_time()
        for _ in range(10):
            weigh(opened, first.id, text)
    assert spent(begun) / 10 < 0.25
