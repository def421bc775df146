"""A hello the user begins of their own accord: beside the plan, with a reason that is true."""

from __future__ import annotations

import pytest
from tests.e2e.conftest import NOW, Kithly

from kithly.app.belonging.word import remembered
from kithly.app.changes import list_changes, undo
from kithly.app.letters.hello import hello
from kithly.app.letters.own_hello import begin
from kithly.app.network import Network, open_network
from kithly.app.persons.numbers import strength_of
from kithly.app.persons.people import list_people
from kithly.app.persons.record_page import show_record
from kithly.app.today.day import today
from kithly.app.today.inbox import inbox
from kithly.app.today.outcome import done
from kithly.errors import NotFound, UserError
from kithly.ties import Band


def test_whoever_has_a_reason_is_written_to_for_that_reason(network: Kithly) -> None:
    with open_network(network.data, now=NOW) as opened:
        owed = inbox(opened).owed[0]
        assert begin(opened, owed.person.id) == owed.touch
        assert hello(opened, owed.touch).draft is not None


def test_without_a_reason_the_wish_itself_is_the_reason_and_is_proven(network: Kithly) -> None:
    with open_network(network.data, now=NOW) as opened:
        in_touch = [one for one in list_people(opened, limit=500).people if one.tie and one.tie.band is Band.STRONG]
        begun = [(one, hello(opened, begin(opened, one.id))) for one in in_touch]
        wishes = [(one, view) for one, view in begun if view.reason.kind == "wish"]
        assert wishes
        person, view = wishes[0]
        assert view.reason.text == f"You want to write to {person.name}."
        assert view.proof[0].source == "self"
        assert view.draft is None
        assert view.why_not == "You two are in touch, and nothing new is known: write as you always do."
        before = strength_of(opened, person.id).tie
        done(opened, view.id)
        assert (strength_of(opened, person.id).tie.silent_days or 0) <= (before.silent_days or 0)


def test_begun_twice_on_a_day_it_is_one_hello_and_the_plan_stays(network: Kithly) -> None:
    with open_network(network.data, now=NOW) as opened:
        planned = [one.id for one in today(opened).touches]
        person = list_people(opened, limit=1, sort="strength").people[0]
        first = begin(opened, person.id)
        changes = len(list_changes(opened).changes)
        assert begin(opened, person.id) == first
        assert len(list_changes(opened).changes) == changes
        assert [one.id for one in today(opened).touches] == planned


def test_a_begun_hello_is_taken_back_like_any_word(network: Kithly) -> None:
    with open_network(network.data, now=NOW) as opened:
        person = list_people(opened, limit=1, sort="strength").people[0]
        before = len(list_changes(opened).changes)
        begin(opened, person.id)
        made = list_changes(opened).changes[: len(list_changes(opened).changes) - before]
        for change in made:
            assert undo(opened, change.id).text == f"Taken back: You began a hello to {person.name}."


def wished(opened: Network) -> str:
    """Begin hellos until one rests on nothing but the wish, and return its id."""
    people = [one for one in list_people(opened, limit=500).people if one.tie and one.tie.band is Band.STRONG]
    begun = (begin(opened, one.id) for one in people)
    return next(one for one in begun if hello(opened, one).reason.kind == "wish")


def test_the_wish_can_be_looked_at_as_the_users_own_word(network: Kithly) -> None:
    with open_network(network.data, now=NOW) as opened:
        view = hello(opened, wished(opened))
        record = show_record(opened, view.proof[0].record)
        assert record.title.startswith("Your word that you want to write, ")
        assert record.text == f"You began a hello to {view.person.name}."
        assert record.person == view.person


def test_a_wish_taken_back_leaves_no_hello_and_rebuilds_nothing(network: Kithly) -> None:
    with open_network(network.data, now=NOW) as opened:
        touch = wished(opened)
        with opened.store.reading() as kept:
            before = kept.renewals.mark()
        undo(opened, list_changes(opened).changes[0].id)
        with opened.store.reading() as kept:
            assert kept.renewals.mark() == before
        with pytest.raises(NotFound):
            hello(opened, touch)


def test_a_hello_that_a_new_plan_leaves_out_is_still_there_for_whoever_writes_it(network: Kithly) -> None:
    with open_network(network.data, now=NOW) as opened:
        shown = [one.id for one in today(opened, minutes=60).touches]
        for minutes in (5, 6, 60, 5):
            left = {one.id for one in today(opened, minutes=minutes).touches}
            for touch in shown:
                assert hello(opened, touch).id == touch
        assert left < set(shown)


def test_nobody_writes_to_the_dead(network: Kithly) -> None:
    with open_network(network.data, now=NOW) as opened:
        person = list_people(opened, limit=1).people[0]
        remembered(opened, person.id, on=True)
        with pytest.raises(UserError, match="is remembered"):
            begin(opened, person.id)
