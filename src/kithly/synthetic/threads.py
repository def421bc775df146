"""What was said: the threads of one person, in time order, made one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from kithly.synthetic.careers import years_before
from kithly.synthetic.chance import gap_days, stream
from kithly.synthetic.model import Line, Medium, Person, Thread, World
from kithly.synthetic.scripts import Said, open_question, ordinary, personal_talk, recommendation_thanks

_ANSWER_HOURS = 9.0  # median time to an answer
_ANSWER_SPREAD = 1.3
_SLOWEST_ANSWER = timedelta(days=12)  # so that a thread is over before a special talk begins


@dataclass(frozen=True, slots=True, kw_only=True)
class _Start:
    """When a thread begins and what kind it is."""

    on: date
    kind: str = "ordinary"
    span_days: float


def threads_of(world: World, person: Person) -> Iterator[Thread]:
    """Yield every thread with one person up to the world's day, in time order."""
    rng = stream(world.seed, "threads", person.index)
    for number, start in enumerate(_starts(rng, world, person)):
        yield _thread(rng, world, person, start, number)


def _starts(rng: Random, world: World, person: Person) -> Iterator[_Start]:
    """Yield the beginnings of all threads: ordinary ones by the pair's rhythm, the special ones among them."""
    special = sorted(_special(person), key=lambda start: start.on)
    for start in _ordinary_starts(rng, world, person):
        while special and special[0].on <= start.on:
            yield special.pop(0)
        yield start
    yield from special


def _special(person: Person) -> list[_Start]:
    """Return the special talks of a person."""
    thanked = person.recommendation.thanked_on if person.recommendation else None
    days = ((person.open_on, "open"), (person.personal_on, "personal"), (thanked, "thanks"))
    return [_Start(on=day, kind=kind, span_days=4.0) for day, kind in days if day is not None]


def _ordinary_starts(rng: Random, world: World, person: Person) -> Iterator[_Start]:
    """Yield the days of ordinary threads: by gaps, or exactly as many as the rhythm counts."""
    rhythm = person.rhythm
    first = max(person.met_on, years_before(world.today, world.shape.years)) + timedelta(days=3)
    if person.connected_on and not rhythm.by_mail:
        first = max(first, person.connected_on + timedelta(days=1))
    if rhythm.count is not None:
        step = max(1.0, (rhythm.last - first).days / max(1, rhythm.count))
        for number in range(rhythm.count):
            day = first + timedelta(days=step * (number + rng.uniform(0.3, 0.9)))
            yield _Start(on=min(day, rhythm.last), span_days=step * 0.1)
        return
    day = first + timedelta(days=rng.random() * rhythm.median_gap)
    while day <= rhythm.last:
        gap = max(1.0, gap_days(rng, rhythm.median_gap, rhythm.spread))
        yield _Start(on=day, span_days=gap * 0.8)
        day += timedelta(days=max(1, round(gap)))


def _thread(rng: Random, world: World, person: Person, start: _Start, number: int) -> Thread:
    """Return one thread, its lines dated and none later than the end of the day before the world's day."""
    subject, topic, said = _script(rng, world, person, start)
    begun = datetime.combine(start.on, time(rng.randint(6, 19), rng.randint(0, 59), rng.randint(0, 59)), tzinfo=UTC)
    end = datetime.combine(world.today, time(0), tzinfo=UTC)
    return Thread(
        key=f"{person.index}.{number}",
        person=person.index,
        medium=_medium(rng, person, start),
        subject=subject,
        topic=topic,
        lines=tuple(_dated(rng, said, begun, end=end, span_days=start.span_days)),
    )


def _script(rng: Random, world: World, person: Person, start: _Start) -> tuple[str, str, list[Said]]:
    """Return subject, topic and words of one thread."""
    if start.kind == "open":
        return open_question(rng, world.ego, person)
    if start.kind == "personal":
        return personal_talk(rng, world.ego, person)
    if start.kind == "thanks":
        return recommendation_thanks(rng, world.ego, person)
    return ordinary(rng, world.ego, person, on=start.on)


def _medium(rng: Random, person: Person, start: _Start) -> Medium:
    """Return where a thread is held; nobody writes on LinkedIn before they are connected."""
    by_mail = rng.random() < person.rhythm.by_mail
    if start.kind == "thanks" and person.slug:
        return "linkedin"
    if by_mail or person.connected_on is None:
        return "mail"
    too_early = start.on <= person.connected_on and person.rhythm.by_mail > 0
    return "mail" if too_early else "linkedin"


def _dated(rng: Random, said: list[Said], begun: datetime, *, end: datetime, span_days: float) -> Iterator[Line]:
    """Yield the lines with their times, squeezed so that the thread ends before the next may begin."""
    latest = min(end - timedelta(minutes=1), begun + timedelta(days=max(0.2, span_days)))
    at = begun
    for number, words in enumerate(said):
        if number:
            wait = timedelta(hours=gap_days(rng, _ANSWER_HOURS, _ANSWER_SPREAD))
            room = (latest - at) / (len(said) - number + 1)
            at += timedelta(seconds=max(61, int(min(wait, room, _SLOWEST_ANSWER).total_seconds())))
        yield Line(at=at, outgoing=words.outgoing, text=words.text, asks=words.asks)


def until(thread: Thread, moment: datetime) -> Thread | None:
    """Return the part of a thread said before a moment; None if it had not begun."""
    if thread.lines[-1].at < moment:
        return thread
    lines = tuple(line for line in thread.lines if line.at < moment)
    return replace(thread, lines=lines) if lines else None
