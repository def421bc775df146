"""Making a world from a seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random

from kithly.synthetic.careers import new_ego
from kithly.synthetic.chance import stream
from kithly.synthetic.model import Person, Shape, Thread, World
from kithly.synthetic.people import new_people
from kithly.synthetic.roles import hand_out
from kithly.synthetic.threads import threads_of

_LINKEDIN_ONLY_CONVERSATIONS = 120


def make_world(seed: int, *, today: date, shape: Shape | None = None) -> World:
    """Return the world of a seed.

    Args:
        seed: Any integer; the same seed, day and shape give the same world.
        today: The world's day; nothing in it is later.
        shape: How large it is; 150 people over ten years if not given.
    """
    shape = shape or Shape()
    ego = new_ego(stream(seed, "ego"), today=today)
    people = new_people(seed, ego, shape=shape, today=today)
    people = hand_out(seed, ego, people, shape=shape, today=today)
    if shape.conversations is not None:
        people = _with_counted_threads(seed, people, conversations=shape.conversations)
    return World(seed=seed, today=today, shape=shape, ego=ego, people=people)


def linkedin_only(seed: int, *, today: date, people: int = 240) -> World:
    """Return a world in which everything happened on LinkedIn.

    120 conversations; one recent question left unanswered, one recommendation never thanked (and one that was), one
    sensitive talk, old talks, and people who moved since: a first run with a LinkedIn export alone.
    """
    shape = Shape(
        people=people,
        years=10,
        open_recent=1,
        open_old=0,
        personal=1,
        unthanked=1,
        thanked=1,
        mail=False,
        conversations=_LINKEDIN_ONLY_CONVERSATIONS,
    )
    return make_world(seed, today=today, shape=shape)


def threads(world: World) -> Iterator[Thread]:
    """Yield every thread, person by person, each person's in time order."""
    for person in world.people:
        yield from threads_of(world, person)


def _with_counted_threads(seed: int, people: tuple[Person, ...], *, conversations: int) -> tuple[Person, ...]:
    """Return the people so that exactly so many of them ever talked with ego, each in a few threads."""
    rng = stream(seed, "counts")
    talking = [person for person in people if person.rhythm.state != "unseen"]
    talking.sort(key=lambda person: not _is_special(person))  # those with a special talk stay in any case
    chosen = {person.index for person in talking[:conversations]}
    return tuple(_counted(rng, person, talks=person.index in chosen) for person in people)


def _counted(rng: Random, person: Person, *, talks: bool) -> Person:
    """Return the person with a fixed number of threads: a few if they talk, else none and never seen."""
    if not talks:
        return replace(person, rhythm=replace(person.rhythm, state="unseen", count=0))
    count = 1 + min(9, int(rng.expovariate(0.8 if person.rhythm.state == "alive" else 1.6)))
    return replace(person, rhythm=replace(person.rhythm, count=count))


def _is_special(person: Person) -> bool:
    """Say whether a person has a talk or words that the world's truth counts on."""
    return any((person.open_on, person.personal_on, person.recommendation))
