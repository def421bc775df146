"""Making people: name, circle, career, addresses, profile, rhythm."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from kithly.synthetic.careers import career, meet, years_before
from kithly.synthetic.chance import day_between, pick_weighted, stream
from kithly.synthetic.model import Circle, Ego, Person, Rhythm, Shape, State
from kithly.synthetic.names import Name, new_name, plain
from kithly.synthetic.topics import topics_for

_CIRCLES: tuple[tuple[Circle, float], ...] = (
    ("coworker", 0.42),
    ("client", 0.2),
    ("classmate", 0.13),
    ("friend", 0.1),
    ("met", 0.15),
)
_STATES: tuple[tuple[State, float], ...] = (("alive", 0.3), ("dormant", 0.3), ("lost", 0.15), ("unseen", 0.25))
_FLOURISHES = (", PhD", ", MBA", " (she/her)", " 🚀", ", P.Eng.", " ⛵", ", CFA, PMP")
_GAPS = (25.0, 45.0, 80.0, 130.0, 220.0)  # median days between threads
_PRIVATE_DOMAINS = ("postbox.example", "mailhaven.example", "brevlada.example")
_CONNECTED = 0.88  # share of people who are also LinkedIn connections
_HIDDEN = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class _Belonging:
    """How somebody came into ego's life."""

    circle: Circle
    era: str
    met_on: date


def new_people(seed: int, ego: Ego, *, shape: Shape, today: date) -> tuple[Person, ...]:
    """Return everybody ego knows; the last one shares the first coworker's name, if there are enough people."""
    taken: set[str] = {ego.local}
    people: list[Person] = []
    for index in range(shape.people):
        rng = stream(seed, "person", index)
        name = new_name(rng, taken)
        if index == shape.people - 1 and index >= 10:
            twin = people[3]
            name = Name(given=twin.given, family=twin.family, local=f"{twin.local}2", culture=twin.culture)
        people.append(_new_person(rng, index, name, ego, shape=shape, today=today))
    return tuple(people)


def _new_person(rng: Random, index: int, name: Name, ego: Ego, *, shape: Shape, today: date) -> Person:
    """Return one person, without the special last talks that `roles` hands out."""
    circle: Circle = _circle(rng)
    era, met_on, company = meet(rng, circle, ego, today=today)
    belonging = _Belonging(circle=circle, era=era, met_on=met_on)
    rhythm = _new_rhythm(rng, met_on, shape=shape, today=today)
    connected_on = _connection_day(rng, met_on, shape=shape, today=today) if _is_connected(rng, rhythm, shape) else None
    topics = topics_for(circle)
    person = Person(
        index=index,
        given=name.given,
        family=name.family,
        flourish=rng.choice(_FLOURISHES) if rng.random() < 0.08 else "",
        local=name.local,
        culture=name.culture,
        circle=belonging.circle,
        era=belonging.era,
        met_on=belonging.met_on,
        jobs=career(rng, company, from_day=met_on, today=today),
        private=f"{name.local}@{rng.choice(_PRIVATE_DOMAINS)}" if _has_private(rng, circle) else "",
        slug=_slug(rng, name) if connected_on else "",
        connected_on=connected_on,
        hidden=connected_on is not None and rhythm.state == "unseen" and rng.random() < _HIDDEN * 4,
        shows_address=rng.random() < shape.shows_address,
        birthday=date(ego.birthday.year + rng.randint(-12, 10), rng.randint(1, 12), rng.randint(1, 28)),
        topics=tuple(topic.name for topic in rng.sample(topics, k=min(3, len(topics)))),
        rhythm=rhythm,
    )
    return replace(person, rhythm=replace(rhythm, by_mail=1.0)) if connected_on is None else person


def _circle(rng: Random) -> Circle:
    """Return how somebody belongs."""
    chosen = pick_weighted(rng, _CIRCLES)
    return next(circle for circle, _ in _CIRCLES if circle == chosen)


def _is_connected(rng: Random, rhythm: Rhythm, shape: Shape) -> bool:
    """Say whether somebody is a LinkedIn connection; who never wrote a word must be."""
    return rhythm.state == "unseen" or not shape.mail or rng.random() < _CONNECTED


def _has_private(rng: Random, circle: Circle) -> bool:
    """Say whether ego has their private address."""
    return circle in {"friend", "classmate"} or rng.random() < 0.25


def _connection_day(rng: Random, met_on: date, *, shape: Shape, today: date) -> date:
    """Return the day of the connection: soon after meeting, or years later for old acquaintances."""
    eager = met_on + timedelta(days=rng.randint(1, 60))
    late = day_between(rng, max(met_on, years_before(today, 11)), today - timedelta(days=20))
    is_eager = rng.random() < (0.6 if shape.mail else 1.0)
    return max(eager, years_before(today, 13)) if is_eager and eager < today else late


def _slug(rng: Random, name: Name) -> str:
    """Return a LinkedIn slug: plain, with a tail of hexadecimal digits, or with their own letters."""
    roll = rng.random()
    base = plain(name.local).replace(".", "-")
    if roll < 0.08:
        base = f"{name.given}-{name.family}".lower()
    return base if roll > 0.75 and not name.local[-1].isdigit() else f"{base}-{rng.getrandbits(32):08x}"


def _new_rhythm(rng: Random, met_on: date, *, shape: Shape, today: date) -> Rhythm:
    """Return how two people are in touch; a state that the history is too short for becomes alive."""
    state = pick_weighted(rng, _STATES)
    gap = rng.choice(_GAPS)
    first = max(met_on, years_before(today, shape.years))
    quiet = years_before(today, rng.uniform(1.5, max(2.0, min(shape.years - 1, 7)))) - timedelta(days=round(gap))
    if state in {"dormant", "lost"} and quiet <= first + timedelta(days=60):
        state = "alive"
    last = quiet if state in {"dormant", "lost"} else today - timedelta(days=2)
    return Rhythm(
        state=_as_state(state),
        median_gap=gap * (2.0 if state == "lost" else 1.0),
        spread=rng.uniform(0.5, 1.1),
        last=last,
        count=0 if state == "unseen" else None,
        they_start=rng.betavariate(4, 4),
        they_answer=rng.betavariate(2, 5) if state == "lost" else rng.betavariate(8, 2),
        by_mail=rng.choice((1.0, 0.9, 0.8, 0.5, 0.1)) if shape.mail else 0.0,
    )


def _as_state(name: str) -> State:
    """Return the typed state of a name."""
    return next(state for state, _ in _STATES if state == name)
