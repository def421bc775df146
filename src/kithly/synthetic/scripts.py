"""The words of a thread: who says what, from the topics and phrases of the invented world."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from kithly.synthetic import phrases
from kithly.synthetic.chance import day_in, pick_weighted
from kithly.synthetic.model import Ego, Person
from kithly.synthetic.topics import BY_NAME, Topic

_KINDS = (("ask", 0.42), ("tell", 0.3), ("plan", 0.2), ("wish", 0.08))
_BIRTHDAY_WINDOW_DAYS = 20
_NEW_JOB_WINDOW_DAYS = 120

Script = tuple[str, str, list["Said"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One turn of a thread, not dated yet."""

    outgoing: bool
    text: str
    asks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """Who speaks first and who answers."""

    ego: Ego
    person: Person
    outgoing: bool

    def first(self, rng: Random, *parts: str, asks: bool = False, greet: bool = True) -> Said:
        """Return a turn of the one who began."""
        return self._turn(rng, parts, outgoing=self.outgoing, asks=asks, greet=greet)

    def second(self, rng: Random, *parts: str, asks: bool = False) -> Said:
        """Return a turn of the one who answers."""
        return self._turn(rng, parts, outgoing=not self.outgoing, asks=asks, greet=rng.random() < 0.7)

    def _turn(self, rng: Random, parts: tuple[str, ...], *, outgoing: bool, asks: bool, greet: bool) -> Said:
        """Return one turn with greeting and, mostly, a goodbye."""
        name = self.person.given if outgoing else self.ego.given
        choices = phrases.GREETINGS + phrases.NATIVE_GREETINGS.get(self.person.culture, ())
        greeting = (rng.choice(choices).format(name=name),) if greet else ()
        signed = self.ego.given if outgoing else self.person.given
        goodbye = (f"{rng.choice(phrases.GOODBYES)}\n{signed}",) if rng.random() < 0.75 else (signed,)
        return Said(outgoing=outgoing, text="\n\n".join((*greeting, *parts, *goodbye)), asks=asks)


def ordinary(rng: Random, ego: Ego, person: Person, *, on: date) -> Script:
    """Return an everyday thread: a question, news, a plan or a wish. A question to ego is always answered."""
    pair = _Pair(ego=ego, person=person, outgoing=rng.random() >= person.rhythm.they_start)
    answered = not pair.outgoing or rng.random() < person.rhythm.they_answer
    subject, topic, said = _MAKERS[pick_weighted(rng, _KINDS)](rng, pair, on)
    return subject, topic, said if answered else said[:1]


def open_question(rng: Random, ego: Ego, person: Person) -> Script:
    """Return a thread in which they ask and ego never answers."""
    pair = _Pair(ego=ego, person=person, outgoing=False)
    topic = BY_NAME[person.topics[0]]
    said = [pair.first(rng, rng.choice(topic.news), topic.left, asks=True)]
    return rng.choice(topic.subjects), topic.name, said


def personal_talk(rng: Random, ego: Ego, person: Person) -> Script:
    """Return a sensitive last talk; no draft should ever be written on it."""
    pair = _Pair(ego=ego, person=person, outgoing=False)
    said = [pair.first(rng, rng.choice(phrases.PERSONAL)), pair.second(rng, rng.choice(phrases.PERSONAL_ANSWERS))]
    return "A personal word", "", said


def recommendation_thanks(rng: Random, ego: Ego, person: Person) -> Script:
    """Return ego's thanks for a recommendation."""
    pair = _Pair(ego=ego, person=person, outgoing=True)
    said = [pair.first(rng, rng.choice(phrases.RECOMMENDATION_THANKS)), pair.second(rng, rng.choice(phrases.WELCOMES))]
    return "Thank you", "", said


def _topic(rng: Random, pair: _Pair) -> Topic:
    """Return one of the pair's topics."""
    return BY_NAME[rng.choice(pair.person.topics)]


def _ask(rng: Random, pair: _Pair, on: date) -> Script:
    """Return news with a question, its answer, mostly thanks."""
    del on
    topic = _topic(rng, pair)
    question, answer = rng.choice(topic.asked)
    opening = (rng.choice(phrases.OPENERS),) if rng.random() < 0.6 else ()
    said = [pair.first(rng, *opening, f"{rng.choice(topic.news)} {question}", asks=True)]
    said.append(pair.second(rng, answer, rng.choice(phrases.ENDNOTES)))
    if rng.random() < 0.65:
        said.append(pair.first(rng, rng.choice(phrases.THANKS), greet=False))
    return rng.choice(topic.subjects), topic.name, said


def _tell(rng: Random, pair: _Pair, on: date) -> Script:
    """Return news and, mostly, a word in answer."""
    del on
    topic = _topic(rng, pair)
    said = [pair.first(rng, rng.choice(phrases.OPENERS), " ".join(rng.sample(topic.news, k=rng.randint(1, 2))))]
    if rng.random() < 0.7:
        said.append(pair.second(rng, rng.choice(phrases.REACTIONS)))
    return rng.choice(topic.subjects), topic.name, said


def _plan(rng: Random, pair: _Pair, on: date) -> Script:
    """Return the making of an appointment."""
    del on
    topic = _topic(rng, pair)
    subject, question, answer = rng.choice(phrases.PLANS)
    day = rng.choice(phrases.DAYS)
    about = f"I would like to hear more about {topic.name}."
    said = [pair.first(rng, f"{question.format(day=day)} {about}", asks=True)]
    said.append(pair.second(rng, answer.format(day=day)))
    if rng.random() < 0.5:
        said.append(pair.first(rng, rng.choice(phrases.PLAN_ENDINGS).format(day=day), greet=False))
    return subject, topic.name, said


def _wish(rng: Random, pair: _Pair, on: date) -> Script:
    """Return ego's good wishes for a birthday or a new job if there is one about now, else plain news."""
    person = pair.person
    well = _Pair(ego=pair.ego, person=person, outgoing=True)
    job = person.job_on(on)
    if job and job != person.jobs[0] and (on - job.started).days <= _NEW_JOB_WINDOW_DAYS:
        wish = rng.choice(phrases.NEW_JOBS).format(company=job.company.name)
        return "Congratulations", "", [well.first(rng, wish), well.second(rng, rng.choice(phrases.NEW_JOB_THANKS))]
    if abs((on - day_in(person.birthday, on.year)).days) <= _BIRTHDAY_WINDOW_DAYS:
        said = [well.first(rng, rng.choice(phrases.BIRTHDAYS)), well.second(rng, rng.choice(phrases.BIRTHDAY_THANKS))]
        return "Happy birthday", "", said
    return _tell(rng, pair, on)


_MAKERS: dict[str, Callable[[Random, _Pair, date], Script]] = {
    "ask": _ask,
    "tell": _tell,
    "plan": _plan,
    "wish": _wish,
}
