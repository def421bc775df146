"""Somebody made the effort: what is owed, in words, and what would settle it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.e2e.conftest import NOW, Kithly

import kithly.app.derived.refresh as refreshing
from kithly.app.belonging.word import met, note, quiet
from kithly.app.changes import undo
from kithly.app.letters.hello import hello
from kithly.app.network import Network, open_network
from kithly.app.persons.merging import same
from kithly.app.recall import Recall
from kithly.app.today.answering import read_note
from kithly.app.today.day import today
from kithly.app.today.inbox import inbox
from kithly.app.today.outcome import done, log, skip
from kithly.errors import NotFound


@pytest.fixture
def opened(network: Kithly) -> Iterator[Network]:
    """Return an own copy of the imported network, open."""
    with open_network(network.data, now=NOW) as one:
        yield one


def all_anew(network: Network) -> None:
    """Rebuild everything derived."""
    with network.store.transaction() as tx:
        refreshing.refresh(tx, now=NOW)


def test_each_thing_owed_says_what_was_done_where_and_when(opened: Network) -> None:
    view = inbox(opened)
    assert view.owed
    for one in view.owed:
        assert one.channel in {"Mail", "LinkedIn message", "Recommendation", "Endorsement", "Invitation", "Your word"}
        assert one.when
        assert one.text.endswith(".")
        assert one.action in {"Answer", "Thank", "Follow up"}
        assert one.said in {"", one.quote}
        assert one.minutes > 0
        whole = hello(opened, one.touch)
        assert whole.person == one.person
        assert {proof.record for proof in whole.proof} == {evidence.record for evidence in one.evidence}


def test_an_endorsement_is_told_by_its_skill_and_quoted_as_nothing(opened: Network) -> None:
    told = [one for one in inbox(opened).owed if one.channel == "Endorsement"]
    for one in told:
        assert one.text == f"Endorsed you for {one.quote}."
        assert one.said == ""


def test_the_whole_is_told_in_one_line(opened: Network) -> None:
    view = inbox(opened)
    assert view.lede.endswith(".")
    assert view.lede[0].isupper()
    assert ("wrote to you" in view.lede) is any(one.kind == "reply" for one in view.owed)


def test_older_ones_come_back_as_reasons_and_can_be_opened(opened: Network) -> None:
    view = inbox(opened)
    assert view.older >= len(view.older_ones) > 0
    assert not {one.touch for one in view.older_ones} & {one.touch for one in view.owed}
    for one in view.older_ones:
        assert hello(opened, one.touch).reason.text == one.text


def test_what_is_done_is_gone_and_its_undo_brings_it_back(opened: Network) -> None:
    before = inbox(opened)
    for touch in (before.owed[0].touch, before.older_ones[0].touch):
        kept = done(opened, touch)
        after = inbox(opened)
        assert touch not in {one.touch for one in after.owed} | {one.touch for one in after.older_ones}
        undo(opened, kept.change)
        assert inbox(opened) == before


def test_an_older_one_that_is_skipped_counts_no_more(opened: Network) -> None:
    before = inbox(opened)
    skip(opened, before.older_ones[0].touch, person=False)
    assert inbox(opened).older == before.older - 1


def test_somebody_just_met_waits_for_a_first_word(opened: Network) -> None:
    met(opened, "Zia Quill", where="Lyon", about="night ferries")
    one = next(one for one in inbox(opened).owed if one.person.name == "Zia Quill")
    assert (one.channel, one.when, one.action) == ("Your word", "this morning", "Follow up")
    assert one.text == "You met Zia on 2 March 2026 (Lyon), about night ferries."
    assert one.said == ""


def test_what_is_kept_of_it_is_what_a_new_process_sees(opened: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refreshing, "LARGE", 0)  # only who is spoken of is made anew
    people = [one.person.id for one in inbox(opened).owed]
    acts: tuple[Callable[[], object], ...] = (
        lambda: quiet(opened, people[0], on=True),
        lambda: note(opened, people[1], "rows on Sundays"),
        lambda: done(opened, inbox(opened).owed[0].touch),
        lambda: undo(opened, None),
        lambda: log(opened, inbox(opened).owed[0].person.id, "on the phone"),
        lambda: met(opened, "Zia Quill", where="Lyon"),
        lambda: same(opened, people[1], people[2]),
        lambda: undo(opened, None),
        lambda: all_anew(opened),
    )
    for act in acts:
        act()
        assert inbox(opened) == inbox(replace(opened, recall=Recall(opened.store)))


def test_nothing_owed_leaves_no_line(opened: Network) -> None:
    with open_network(opened.settings.folder, now=NOW + timedelta(days=400)) as later:
        assert inbox(later).owed == ()
        assert inbox(later).lede == ""


def test_a_note_that_is_none_cannot_be_read(opened: Network) -> None:
    assert today(opened, drafts=False).touches
    with pytest.raises(NotFound):
        read_note(opened, "nothing")
