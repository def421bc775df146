"""Special last talks: questions ego left open, sensitive talks, recommendations thanked and not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from kithly.synthetic.careers import years_before
from kithly.synthetic.chance import day_between, stream
from kithly.synthetic.model import Ego, Person, Recommendation, Shape
from kithly.synthetic.phrases import RECOMMENDATIONS

_QUIET_DAYS = 45  # nothing is said for this long before a special talk
_KNOWN_DAYS = 120  # between meeting and the last ordinary talk, for a special talk to make sense
_DEBT_DAYS = 55  # a question younger than this is still a debt


def hand_out(seed: int, ego: Ego, people: tuple[Person, ...], *, shape: Shape, today: date) -> tuple[Person, ...]:
    """Return the people with the special talks of the world's shape, each given to somebody else."""
    rng = stream(seed, "roles")
    free = [person.index for person in people if person.rhythm.state != "unseen" and not person.hidden]
    rng.shuffle(free)
    cast = {person.index: person for person in people}

    def give(count: int, *, fits: Callable[[Person], bool], change: Callable[[Person], Person]) -> None:
        chosen = [index for index in free if fits(cast[index])][:count]
        for index in chosen:
            free.remove(index)
            cast[index] = change(cast[index])

    give(shape.open_recent, fits=_is_alive, change=lambda who: _ask_recently(rng, who, today=today))
    give(shape.open_old, fits=_is_dormant, change=lambda who: replace(who, open_on=_after_last(rng, who, today)))
    give(shape.personal, fits=_is_dormant, change=lambda who: replace(who, personal_on=_after_last(rng, who, today)))
    give(
        shape.unthanked, fits=_is_dormant_link, change=lambda who: _recommend(rng, who, ego, today=today, thanked=False)
    )
    give(shape.thanked, fits=_is_alive_link, change=lambda who: _recommend(rng, who, ego, today=today, thanked=True))
    return tuple(cast[person.index] for person in people)


def _is_alive(person: Person) -> bool:
    """Say whether somebody is in touch with ego and has been for long enough."""
    has_past = (person.rhythm.last - person.met_on).days > _KNOWN_DAYS
    return person.rhythm.state == "alive" and person.open_on is None and has_past and _was_connected(person)


def _was_connected(person: Person) -> bool:
    """Say whether a LinkedIn connection, if there is one, is older than the last ordinary talk."""
    return person.connected_on is None or person.connected_on + timedelta(days=_KNOWN_DAYS) < person.rhythm.last


def _is_dormant(person: Person) -> bool:
    """Say whether somebody fell silent with whom ego was in touch."""
    return person.rhythm.state == "dormant" and _was_connected(person)


def _is_alive_link(person: Person) -> bool:
    """Say whether somebody is in touch and connected."""
    return _is_alive(person) and bool(person.slug)


def _is_dormant_link(person: Person) -> bool:
    """Say whether somebody is silent and connected."""
    return _is_dormant(person) and bool(person.slug)


def _after_last(rng: Random, person: Person, today: date) -> date:
    """Return a day some weeks after the last ordinary thread."""
    return min(person.rhythm.last + timedelta(days=rng.randint(_QUIET_DAYS, 90)), today - timedelta(days=200))


def _ask_recently(rng: Random, person: Person, *, today: date) -> Person:
    """Return the person with a question of the last weeks that ego has not answered."""
    asked = today - timedelta(days=rng.randint(6, _DEBT_DAYS))
    rhythm = replace(person.rhythm, last=asked - timedelta(days=_QUIET_DAYS))
    return replace(person, open_on=asked, rhythm=rhythm)


def _recommend(rng: Random, person: Person, ego: Ego, *, today: date, thanked: bool) -> Person:
    """Return the person as author of a recommendation; unthanked means ego never wrote again."""
    if thanked:
        first = max(person.met_on, years_before(today, 5), person.connected_on or person.met_on)
        written = day_between(rng, first + timedelta(days=10), today - timedelta(days=40))
    else:
        written = max(_after_last(rng, person, today), person.connected_on or person.met_on) + timedelta(days=3)
        written = min(written, today - timedelta(days=150))
    text = rng.choice(RECOMMENDATIONS).format(ego=ego.given, topic=person.topics[0])
    thanked_on = written + timedelta(days=rng.randint(1, 6)) if thanked else None
    return replace(person, recommendation=Recommendation(on=written, text=text, thanked_on=thanked_on))
