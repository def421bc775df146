"""The invented world repeats itself, keeps its own laws, and knows what it asks of a reader."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from kithly.synthetic import Shape, Thread, Truth, World, linkedin_only, make_world, threads, truth

TODAY = date(2026, 11, 23)
SEEDS = (1, 20, 77)


@pytest.fixture(scope="module", params=SEEDS)
def world(request: pytest.FixtureRequest) -> World:
    return make_world(request.param, today=TODAY)


@pytest.fixture(scope="module")
def talks(world: World) -> tuple[Thread, ...]:
    return tuple(threads(world))


@pytest.fixture(scope="module")
def known(world: World) -> Truth:
    return truth(world, on=TODAY)


def test_one_seed_makes_one_world() -> None:
    assert make_world(5, today=TODAY) == make_world(5, today=TODAY)
    assert make_world(5, today=TODAY) != make_world(6, today=TODAY)
    assert list(threads(make_world(5, today=TODAY))) == list(threads(make_world(5, today=TODAY)))


def test_nothing_happens_later_than_today(world: World, talks: tuple[Thread, ...]) -> None:
    end = datetime.combine(TODAY, datetime.min.time(), tzinfo=UTC)
    assert max(line.at for thread in talks for line in thread.lines) < end
    assert all(person.met_on < TODAY for person in world.people)
    assert all(person.connected_on is None or person.connected_on < TODAY for person in world.people)
    assert all(job.started < TODAY for person in world.people for job in person.jobs)


def test_the_lines_of_a_thread_stand_in_time_order(talks: tuple[Thread, ...]) -> None:
    assert all(a.at < b.at for thread in talks for a, b in pairwise(thread.lines))


def test_nobody_writes_before_they_met(world: World, talks: tuple[Thread, ...]) -> None:
    for thread in talks:
        assert thread.lines[0].at.date() > world.people[thread.person].met_on


def test_nobody_writes_on_linkedin_before_they_are_connected(world: World, talks: tuple[Thread, ...]) -> None:
    for thread in talks:
        since = world.people[thread.person].connected_on
        if thread.medium == "linkedin":
            assert since is not None
            assert since < thread.lines[0].at.date()


def test_jobs_follow_each_other(world: World) -> None:
    for person in world.people:
        for old, new in pairwise(person.jobs):
            assert old.finished is not None
            assert old.finished <= new.started


def test_a_coworker_worked_where_ego_did_when_they_met(world: World) -> None:
    for person in world.people:
        job, mine = person.job_on(person.met_on), world.ego.job_on(person.met_on)
        if person.circle == "coworker":
            assert job is not None
            assert mine is not None
            assert job.company == mine.company


def test_the_open_questions_are_as_many_as_the_shape_says(world: World, known: Truth) -> None:
    recent = [question for question in known.open_questions if question.at.date() >= TODAY - timedelta(days=60)]
    assert len(recent) == world.shape.open_recent
    assert len(known.open_questions) == world.shape.open_recent + world.shape.open_old


def test_ego_says_nothing_after_an_open_question(talks: tuple[Thread, ...], known: Truth) -> None:
    asked = {question.person: question.at for question in known.open_questions}
    for thread in talks:
        if thread.person in asked:
            assert all(line.at <= asked[thread.person] for line in thread.lines)


def test_ego_writes_nothing_after_an_unthanked_recommendation(
    world: World, talks: tuple[Thread, ...], known: Truth
) -> None:
    unthanked = known.unthanked
    assert len(unthanked) == world.shape.unthanked
    for thread in talks:
        praise = world.people[thread.person].recommendation
        if thread.person in unthanked and praise:
            assert all(line.at.date() <= praise.on for line in thread.lines)


def test_a_sensitive_talk_is_the_last_one(world: World, known: Truth) -> None:
    last = known.last_talks
    assert sum(talk.sensitive for talk in last) == world.shape.personal


def test_two_people_share_a_name_and_nothing_else(world: World, known: Truth) -> None:
    groups = known.namesakes
    assert len(groups) == 1
    one, other = (world.people[index] for index in groups[0])
    assert one.name == other.name
    assert one.local != other.local
    assert not one.slug or one.slug != other.slug


def test_addresses_and_profiles_are_one_persons_only(world: World, known: Truth) -> None:
    addresses = Counter(address for identity in known.identities for address in identity.addresses)
    slugs = Counter(person.slug for person in world.people if person.slug)
    assert addresses.most_common(1)[0][1] == 1
    assert slugs.most_common(1)[0][1] == 1


def test_every_address_is_reserved_for_examples(world: World, talks: tuple[Thread, ...], known: Truth) -> None:
    text = "\n".join(line.text for thread in talks for line in thread.lines)
    assert not re.search(r"@|https?:|www\.", text)
    domains = {address.partition("@")[2] for identity in known.identities for address in identity.addresses}
    assert domains
    assert all(domain.endswith(".example") for domain in domains)
    assert all(address.endswith(".example") for address in world.ego.addresses)


def test_what_people_say_is_varied(talks: tuple[Thread, ...]) -> None:
    said = [line.text for thread in talks for line in thread.lines]
    assert len(set(said)) > 0.75 * len(said)
    assert all("{" not in text for text in said)


def test_states_and_circles_all_occur(world: World) -> None:
    assert {person.rhythm.state for person in world.people} == {"alive", "dormant", "lost", "unseen"}
    assert {person.circle for person in world.people} == {"coworker", "classmate", "client", "friend", "met"}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_linkedin_world_is_that_of_a_first_run(seed: int) -> None:
    world = linkedin_only(seed, today=TODAY)
    known = truth(world, on=TODAY)
    assert len(known.last_talks) == 120
    assert dict(known.messages)["mail"] == 0
    assert (len(known.open_questions), len(known.unthanked)) == (1, 1)
    moved = {move.person for move in known.moves if move.on > TODAY - timedelta(days=395)}
    assert len(moved) >= 5
    years = timedelta(days=3 * 365)
    assert sum(talk.on < TODAY - years for talk in known.last_talks) >= 20


def test_what_is_known_grows_with_the_days() -> None:
    world = make_world(3, today=TODAY)
    earlier, later = truth(world, on=TODAY - timedelta(days=800)), truth(world, on=TODAY)
    assert earlier.known < later.known
    assert earlier.connections < later.connections
    assert len(earlier.moves) < len(later.moves)


def test_a_person_does_not_depend_on_how_many_others_there_are() -> None:
    small = make_world(
        9, today=TODAY, shape=Shape(people=40, open_recent=0, open_old=0, personal=0, unthanked=0, thanked=0)
    )
    large = make_world(
        9, today=TODAY, shape=Shape(people=60, open_recent=0, open_old=0, personal=0, unthanked=0, thanked=0)
    )
    assert small.people[:39] == large.people[:39]
