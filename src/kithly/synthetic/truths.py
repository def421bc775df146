"""What the world knows and a reader of its exports should find out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from kithly.synthetic.model import Circle, Medium, Person, State, Thread, World
from kithly.synthetic.threads import threads_of, until


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueIdentity:
    """One person's true identities, as far as exports up to a day can show them.

    Attributes:
        person: Index in the world.
        name: Full name as in mail.
        slug: LinkedIn slug; empty if not connected by then, or hidden.
        addresses: Mail addresses used with ego by then, sorted.
        circle: How they belong.
        era: Where they met.
        state: Hidden state of the tie.
    """

    person: int
    name: str
    slug: str
    addresses: tuple[str, ...]
    circle: Circle
    era: str
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """A question to ego that had no answer by the day.

    Attributes:
        person: Who asked.
        medium: Where.
        at: When.
        topic: About what.
        quote: Its words.
    """

    person: int
    medium: Medium
    at: datetime
    topic: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A change of employer.

    Attributes:
        person: Who.
        on: First day at the new company.
        before: The company left.
        after: The company joined.
    """

    person: int
    on: date
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LastTalk:
    """The last exchange with one person by the day.

    Attributes:
        person: With whom.
        on: Day of its last message.
        medium: Where.
        topic: About what; empty for wishes and sensitive talks.
        company: Where they worked then; empty if nowhere.
        sensitive: It was about illness, death or divorce.
    """

    person: int
    on: date
    medium: Medium
    topic: str
    company: str
    sensitive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """Everything known of a world by a day.

    Attributes:
        on: First day that is not counted.
        identities: Everybody whom an export or a talk shows, by index.
        open_questions: Questions to ego without an answer, oldest first.
        unthanked: People whose recommendation was never thanked.
        moves: Changes of employer, in time order.
        last_talks: The last exchange with everybody who ever had one, by index.
        namesakes: Groups of different people of one name.
        connections: Rows of the connection list, hidden members included.
        hidden: Rows that show only a date.
        known: How many people ego knows: visible connections, and those ego had a talk with.
        messages: How many messages ego and all these people exchanged, by medium.
    """

    on: date
    identities: tuple[TrueIdentity, ...]
    open_questions: tuple[OpenQuestion, ...]
    unthanked: tuple[int, ...]
    moves: tuple[Move, ...]
    last_talks: tuple[LastTalk, ...]
    namesakes: tuple[tuple[int, ...], ...]
    connections: int
    hidden: int
    known: int
    messages: tuple[tuple[Medium, int], ...]


def truth(world: World, *, on: date) -> Truth:
    """Return what is true of a world by a day (that day itself not counted)."""
    end = datetime.combine(on, time(0), tzinfo=UTC)
    talks = {person.index: _talks(world, person, end) for person in world.people}
    identities = tuple(
        _identity(person, talks[person.index], on)
        for person in world.people
        if talks[person.index] or _is_visible(person, on)
    )
    every = [thread for threads in talks.values() for thread in threads]
    listed = [person for person in world.people if person.connected_on and person.connected_on < on]
    return Truth(
        on=on,
        identities=identities,
        open_questions=_open_questions(every),
        unthanked=tuple(person.index for person in world.people if _is_unthanked(person, on)),
        moves=_moves(world, on),
        last_talks=tuple(_last_talk(world.people[index], threads) for index, threads in talks.items() if threads),
        namesakes=_namesakes(world),
        connections=len(listed),
        hidden=sum(person.hidden for person in listed),
        known=len(identities),
        messages=tuple((medium, _count(every, medium)) for medium in ("mail", "linkedin")),
    )


def _talks(world: World, person: Person, end: datetime) -> list[Thread]:
    """Return the threads with a person as far as they had come."""
    parts = (until(thread, end) for thread in threads_of(world, person))
    return [part for part in parts if part is not None]


def _is_visible(person: Person, on: date) -> bool:
    """Say whether the connection list names a person."""
    return person.connected_on is not None and person.connected_on < on and not person.hidden


def _identity(person: Person, threads: list[Thread], on: date) -> TrueIdentity:
    """Return what can be known of a person's identities."""
    days = {line.at.date() for thread in threads if thread.medium == "mail" for line in thread.lines}
    return TrueIdentity(
        person=person.index,
        name=person.name,
        slug=person.slug if _is_visible(person, on) else "",
        addresses=tuple(sorted({person.address_on(day) for day in days})),
        circle=person.circle,
        era=person.era,
        state=person.rhythm.state,
    )


def _open_questions(threads: list[Thread]) -> tuple[OpenQuestion, ...]:
    """Return the threads that end in a question to ego."""
    found = [
        OpenQuestion(person=thread.person, medium=thread.medium, at=line.at, topic=thread.topic, quote=line.text)
        for thread in threads
        if (line := thread.lines[-1]).asks and not line.outgoing
    ]
    return tuple(sorted(found, key=lambda question: question.at))


def _is_unthanked(person: Person, on: date) -> bool:
    """Say whether a person wrote a recommendation and was not thanked."""
    praise = person.recommendation
    return praise is not None and praise.on < on and (praise.thanked_on is None or praise.thanked_on >= on)


def _moves(world: World, on: date) -> tuple[Move, ...]:
    """Return every change of employer."""
    found = [
        Move(person=person.index, on=new.started, before=old.company.name, after=new.company.name)
        for person in world.people
        for old, new in zip(person.jobs, person.jobs[1:], strict=False)
        if old.company != new.company and new.started < on
    ]
    return tuple(sorted(found, key=lambda move: (move.on, move.person)))


def _last_talk(person: Person, threads: list[Thread]) -> LastTalk:
    """Return the last exchange with a person."""
    thread = max(threads, key=lambda each: each.lines[-1].at)
    day = thread.lines[-1].at.date()
    job = person.job_on(day)
    return LastTalk(
        person=person.index,
        on=day,
        medium=thread.medium,
        topic=thread.topic,
        company=job.company.name if job else "",
        sensitive=person.personal_on is not None and thread.lines[0].at.date() == person.personal_on,
    )


def _namesakes(world: World) -> tuple[tuple[int, ...], ...]:
    """Return the groups of people of one name."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for person in world.people:
        groups[person.name].append(person.index)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _count(threads: list[Thread], medium: Medium) -> int:
    """Return how many messages were exchanged on a medium."""
    return sum(len(thread.lines) for thread in threads if thread.medium == medium)
