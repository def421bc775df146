"""What has lately happened with people of the world, and what is coming: the truth behind the demo's small files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Literal

from kithly.synthetic.casting import (
    Cast,
    city_of,
    days_since,
    handle_of,
    is_told_of,
    last_address,
    page_of,
    signs,
    silence,
    works,
    writes,
)
from kithly.synthetic.chance import day_in
from kithly.synthetic.companies import new_company
from kithly.synthetic.model import Job, Person, World

HappeningKind = Literal["job", "anniversary", "birthday", "post", "release", "letter"]

CARDS = 12  # birthdays in the address book
PAGES, HANDLES = 3, 2  # people who sign with a page of their own, with a handle
_MOVED_DAYS, _ENDED_DAYS = 9, 5  # ago: a new job, a lost one; later than the newest export
_LONGER = 4.0  # silent for so many of their usual gaps: who moved then is worth a word
_TRIP_IN, _TRIP_DAYS = 12, 3
# What is posted: words, and the talk they belong to; the first is made for whoever talked about it
_TIMETABLE = (
    "Winter timetable for the islands: with ice the turnaround of the ferry takes twelve minutes, and the 06:40 boat "
    "keeps its place. Numbers from the island council and the harbour master"
)
_POSTS = (
    (_TIMETABLE, "the ferry timetable"),
    ("We put a kettle and three benches beside the last tram stop, and strangers begin to talk", ""),
    ("Spent the weekend at the repair café: eleven toasters came in and ten went home", "the repair café"),
)
_LOST = "I was laid off last week. Good years at {company} are over, and I am looking for work in planning"
_RELEASE = "Release v2.4 - Night tram: a board that shows what is really coming"
_LETTER = "What a lock keeper knows about waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that is new with somebody.

    Attributes:
        kind: What; a `letter` is an issue of their newsletter.
        person: Index of the person.
        at: When it was told; aware UTC.
        text: Their own words, or the title of what they made.
        company: The employer it is about.
        title: The new position.
        years: How many years an anniversary counts.
    """

    kind: HappeningKind
    person: int
    at: datetime
    text: str = ""
    company: str = ""
    title: str = ""
    years: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One entry of ego's address book.

    Attributes:
        person: Index of the person.
        address: The mail address they last wrote from.
        city: Where they live; empty if ego never noted it.
        has_year: Ego noted the year of birth.
    """

    person: int
    address: str
    city: str = ""
    has_year: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """One entry of ego's calendar.

    Attributes:
        starts: When; aware UTC. Of whole days the first one's midnight.
        days: How many whole days; 0 for an hour.
        title: What it is called.
        place: Where.
        person: Index of whom ego meets, or who invites ego.
        address: The mail address they last wrote from.
    """

    starts: datetime
    days: int = 0
    title: str
    place: str
    person: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lately:
    """The world with what is new in it.

    Attributes:
        world: The world, its people as these things left them.
        happenings: What is new, in time order.
        cards: The address book.
        appointments: The calendar.
    """

    world: World
    happenings: tuple[Happening, ...]
    cards: tuple[Card, ...]
    appointments: tuple[Appointment, ...]


def lately(world: World) -> Lately:
    """Return a world with what is new in it: nobody joins it by that, and nobody says another word."""
    cast = Cast(world)
    told = [*_anniversary(cast), *_birthday(cast), *_moved(cast), *_lost(cast), *_posts(cast), *_made(cast)]
    met = cast.take(3, writes)
    _sign(cast)
    cards = _cards(cast)
    return Lately(
        world=replace(world, people=tuple(cast.people)),
        happenings=tuple(sorted(told, key=lambda one: (one.at, one.person))),
        cards=cards,
        appointments=_appointments(cast, met, cards),
    )


def _moved(cast: Cast) -> list[Happening]:
    """Give somebody a new job, and tell of it."""
    found: list[Happening] = []
    off = {index: abs(silence(cast, cast.people[index]) - _LONGER) for index in cast.free}
    cast.free.sort(key=off.__getitem__)
    for person in cast.take(1, works):
        on = cast.world.today - timedelta(days=_MOVED_DAYS)
        company = next(one for one in iter(lambda: new_company(cast.rng), None) if one != person.jobs[-1].company)
        job = Job(company=company, title="Head of Operations", started=on, finished=None)
        cast.change(replace(person, jobs=(*person.jobs[:-1], replace(person.jobs[-1], finished=on), job)))
        told = Happening(kind="job", person=person.index, at=cast.at(2, 6), company=company.name, title=job.title)
        found.append(told)
    return found


def _lost(cast: Cast) -> list[Happening]:
    """Take somebody's job, and let them tell of it."""
    found: list[Happening] = []
    for person in cast.take(1, works):
        on = cast.world.today - timedelta(days=_ENDED_DAYS)
        cast.change(replace(person, jobs=(*person.jobs[:-1], replace(person.jobs[-1], finished=on))))
        text = _LOST.format(company=person.jobs[-1].company.name)
        found.append(Happening(kind="post", person=person.index, at=cast.at(3, 7), text=text))
    return found


def _posts(cast: Cast) -> list[Happening]:
    """Let people post; nobody posts about what they talk about with ego, so that it is for somebody else."""
    found: list[Happening] = []
    for number, (text, topic) in enumerate(_POSTS):
        at = cast.at(1 + 2 * number, 8)
        found += [
            Happening(kind="post", person=person.index, at=at, text=text)
            for person in cast.take(1, partial(_may_post, topic))
        ]
    return found


def _may_post(topic: str, cast: Cast, person: Person) -> bool:
    return is_told_of(cast, person) and topic not in cast.spoke(person)


def _made(cast: Cast) -> list[Happening]:
    """Let somebody release a program, and somebody with a page of their own send a newsletter."""
    made = [
        Happening(kind="release", person=person.index, at=cast.at(4, 15), text=_RELEASE)
        for person in cast.take(1, writes)
    ]
    for person in cast.take(1, signs):
        cast.change(replace(person, page=page_of(person)))
        made.append(Happening(kind="letter", person=person.index, at=cast.at(2, 5), text=_LETTER))
    return made


def _anniversary(cast: Cast) -> list[Happening]:
    """Tell of the work anniversary that came last."""
    ago = {person.index: days_since(person.jobs[-1].started, cast.world.today) for person in cast.people}
    cast.free.sort(key=lambda index: ago[index])
    found: list[Happening] = []
    for person in cast.take(1, works):
        job = person.jobs[-1]
        on = cast.world.today - timedelta(days=ago[person.index])
        at = datetime.combine(on, time(6, 12), tzinfo=UTC)
        told = Happening(
            kind="anniversary", person=person.index, at=at, company=job.company.name, years=on.year - job.started.year
        )
        found += [told] if told.years else []
    return found


def _birthday(cast: Cast) -> list[Happening]:
    """Tell of the birthday that came last."""
    ago = {person.index: days_since(person.birthday, cast.world.today) for person in cast.people}
    cast.free.sort(key=lambda index: ago[index])
    return [
        Happening(kind="birthday", person=person.index, at=cast.at(ago[person.index], 5))
        for person in cast.take(1, is_told_of)
    ]


def _sign(cast: Cast) -> None:
    """Let some people sign with a page of their own, and some with a handle."""
    for number, person in enumerate(cast.take(PAGES - 1 + HANDLES, signs)):
        cast.change(replace(person, page=page_of(person) if number < PAGES - 1 else handle_of(person)))


def _cards(cast: Cast) -> tuple[Card, ...]:
    """Return the address book: whoever has a birthday soon, somebody of 29 February, and others."""
    ahead = {person.index: (365 - days_since(person.birthday, cast.world.today)) % 365 for person in cast.people}
    cast.free.sort(key=lambda index: ahead[index])
    soon = cast.take(2, writes)
    cast.free.sort(key=lambda index: abs((day_in(cast.people[index].birthday, 2023) - date(2023, 3, 1)).days))
    leap = [_of_leap_day(cast, person) for person in cast.take(1, writes)]
    cast.rng.shuffle(cast.free)
    people = [*soon, *leap, *cast.take(CARDS - len(soon) - len(leap), writes)]
    home = cast.world.ego.city
    city = next((one for person in people[3:] if (one := city_of(person)) not in {"", home}), "")
    return tuple(
        Card(
            person=person.index,
            address=last_address(cast, person),
            city=city if city and city_of(person) == city else "",
            has_year=number != len(people) - 1,
        )
        for number, person in enumerate(people)
    )


def _of_leap_day(cast: Cast, person: Person) -> Person:
    """Return the person as born on a 29 February."""
    born = replace(person, birthday=date(person.birthday.year // 4 * 4, 2, 29))
    cast.change(born)
    return born


def _appointments(cast: Cast, met: list[Person], cards: tuple[Card, ...]) -> tuple[Appointment, ...]:
    """Return one past meeting, one to come, and a journey to where somebody of the address book lives.

    The journey is at somebody's invitation: a calendar's entries without anybody else are no meetings.
    """
    found = [
        Appointment(
            starts=cast.at(days_ago, 14).replace(minute=0),
            title=f"Coffee with {person.given}",
            place="Café at the lock",
            person=person.index,
            address=last_address(cast, person),
        )
        for days_ago, person in zip((4, -1), met[:2], strict=False)
    ]
    city = next((card.city for card in cards if card.city), "")
    for host in met[2:] if city else ():
        starts = datetime.combine(cast.world.today + timedelta(days=_TRIP_IN), time(0), tzinfo=UTC)
        found.append(
            Appointment(
                starts=starts,
                days=_TRIP_DAYS,
                title="Harbour Cities Forum",
                place=f"Old Customs House, {city}",
                person=host.index,
                address=last_address(cast, host),
            )
        )
    return tuple(found)
