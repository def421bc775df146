"""Choosing today's few among everybody: few are looked at closely, and whoever is chosen was.

The kept reasons of everybody are weighed as they were found, some days ago at most. Whoever the plan would choose is
looked at as of now, and it is chosen again, until everybody on the plan was looked at: nobody is left out because only
so many are looked at, and nobody is planned for a reason that no longer holds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import chain

import numpy as np

from kithly.app.derived.closely import Ties, look
from kithly.app.derived.twins import awake_elsewhere
from kithly.app.network import EGO, Network
from kithly.app.said.day_rules import day_word
from kithly.app.said.decisions import Word, words_of
from kithly.app.said.refused import is_refused, refused_records
from kithly.app.today.due import DAILY, due_today
from kithly.app.today.inbox import standing_of
from kithly.app.today.no_reply import NoReply
from kithly.people import Person, PersonId
from kithly.plan import DayPlan, Minutes, Outcome, Past, PastTouch, Standing, TouchId, choose, kept_of_ties, nearest
from kithly.reasons import Reason, TouchKind, arise
from kithly.store import Reading
from kithly.ties import UNKNOWN, Column

LOOKED_AT = 30  # people looked at before it is chosen for the second time
AHEAD = 6  # looked at beside those newly chosen, each further time
MOST_ROUNDS = 20
AGED = 0.95  # kept worths sink in the days until they are found anew: whoever was looked at is not outdone by a hair
TALK_OPEN = timedelta(days=30)  # a brought-back talk counts as open for so long
ANSWER = 7  # days a touch may wait for its answer, before hope falls
FORGOTTEN = timedelta(days=240)  # a touch left unanswered weighs no more


def chosen_today(tx: Reading, network: Network, ties: Ties, past: Sequence[PastTouch], budget: Minutes) -> DayPlan:
    """Return the plan of today under so many minutes.

    Args:
        tx: Where to read.
        network: Whose day.
        ties: How ego stands with everybody.
        past: What became of earlier touches.
        budget: Minutes left.
    """
    return _Choice(tx, network, ties, past).plan(budget)


class _Choice:
    """Everybody with a reason, as kept, and those looked at, as of now."""

    def __init__(self, tx: Reading, network: Network, ties: Ties, past: Sequence[PastTouch]) -> None:
        self._tx, self._network, self._ties = tx, network, ties
        self._past = (*past, *_taken_along(tx, network))
        self._no_reply = NoReply(tx, Past.before(past, network.today).by_person())
        self._words = words_of(tx)
        self._refused = refused_records(tx)
        self._rules = day_word(tx).rules
        self._elsewhere = awake_elsewhere(tx, ties)
        self._talking = {one.person for one in past if _is_open_talk(one, network)}
        brief = tx.reasons.briefly(network.today)
        kept = (replace(one, worth=one.worth * AGED) for one in brief if one.kind not in DAILY)
        self._reasons = _by_person(chain(kept, due_today(tx, network, ties, self._words)))
        self._people = self._standings(tuple(self._reasons))
        self._people |= {one: _silent(one) for one in self._talking - self._people.keys()}
        self._looked: set[PersonId] = set()

    def plan(self, budget: Minutes) -> DayPlan:
        """Return the plan, everybody on it looked at."""
        near = self._nearest(budget, self._reasons)
        self._look(near[:LOOKED_AT])
        near = (*near, *self._looked)
        for _ in range(MOST_ROUNDS):
            found = self._chosen(budget, near)
            if not self._unseen(found):
                found = self._chosen(budget, self._reasons)
                if not self._unseen(found):
                    return found
                near = (*near, *self._unseen(found))
            left = [one for one in self._nearest(budget, near) if one not in self._looked]
            self._look({*self._unseen(found), *left[:AHEAD]})
        return self._chosen(budget, self._looked)

    def _unseen(self, found: DayPlan) -> set[PersonId]:
        return {one.person for one in found.touches} - self._looked

    def _chosen(self, budget: Minutes, among: Iterable[PersonId]) -> DayPlan:
        day, reasons = self._network.today, self._all(among)
        return choose(reasons, self._past, self._people, day=day, budget=budget, ego=EGO, rules=self._rules)

    def _nearest(self, budget: Minutes, among: Iterable[PersonId]) -> tuple[PersonId, ...]:
        """Return those nearest to being chosen among some people."""
        day, reasons = self._network.today, self._all(among)
        return nearest(reasons, self._past, self._people, day=day, budget=budget, ego=EGO, rules=self._rules)

    def _all(self, among: Iterable[PersonId]) -> Iterable[Reason]:
        return (
            one
            for person in dict.fromkeys(among)
            for one in self._reasons.get(person, ())
            if (one.touch is not TouchKind.RECONNECT or one.person not in self._elsewhere)
            and not self._no_reply.covers(one)
        )

    def _look(self, persons: Collection[PersonId]) -> None:
        """Look at some people as of now."""
        now = self._network.now.astimezone(self._network.zone)
        for facts in look(self._tx, persons, self._ties, self._words, now=now):
            person = facts.person.id
            found = arise(facts, now)
            self._reasons[person] = tuple(
                one for one in found if one.has_begun(now) and not is_refused(one, self._refused)
            )
            before = self._people[person]
            self._people[person] = replace(standing_of(facts), is_talking=before.is_talking, kept=before.kept)
        for person in set(persons) - self._looked:
            self._looked.add(person)

    def _standings(self, persons: Sequence[PersonId]) -> dict[PersonId, Standing]:
        """Return the standings of everybody with a kept reason, without what only a close look tells."""
        ties, kept = self._ties.numbers(persons), self._kept(persons)
        return {
            person: Standing(
                person=Person(id=person, name="", importance=_importance(self._words.get(person))),
                tie=ties.get(person, UNKNOWN),
                is_talking=person in self._talking,
                kept=kept.get(person, 0.0),
            )
            for person in persons
        }

    def _kept(self, persons: Sequence[PersonId]) -> dict[PersonId, float]:
        """Return what a touch keeps of each tie, hope lost by touches they left unanswered."""
        standings, now = self._ties.standings, self._ties.now
        known = [one for one in persons if one in standings.place]
        states = standings.states[[standings.place[one] for one in known]]
        if not known:
            return {}
        last_in = dict(zip(known, states[:, Column.LAST_IN].tolist(), strict=True))
        waiting = _unanswered(self._past, last_in, self._network)
        hope = np.array([waiting[one] for one in known], np.float64)
        found = kept_of_ties(states, float(self._ties.level.median_gap), now, hope)
        return dict(zip(known, found.tolist(), strict=True))


def _by_person(reasons: Iterable[Reason]) -> dict[PersonId, tuple[Reason, ...]]:
    found: defaultdict[PersonId, list[Reason]] = defaultdict(list)
    for one in reasons:
        found[one.person].append(one)
    return {person: tuple(ones) for person, ones in found.items()}


def _importance(word: Word | None) -> float:
    return word.matters if word else 1.0


def _unanswered(past: Iterable[PastTouch], last_in: Mapping[PersonId, float], network: Network) -> Counter[PersonId]:
    """Return how many touches of late each person wrote nothing after."""
    today = network.today
    found: Counter[PersonId] = Counter()
    for one in past:
        is_due = one.outcome is Outcome.DONE and timedelta(days=ANSWER) <= today - one.on <= FORGOTTEN
        if is_due and one.person in last_in:
            answered = last_in[one.person]
            found[one.person] += answered < _seconds(one, network)
    return found


def _seconds(one: PastTouch, network: Network) -> float:
    return datetime.combine(one.on, time(), network.zone).timestamp()


def _is_open_talk(one: PastTouch, network: Network) -> bool:
    """Say whether a reconnection was done within `TALK_OPEN`."""
    is_done = one.kind is TouchKind.RECONNECT and one.outcome is Outcome.DONE
    return is_done and network.today - one.on <= TALK_OPEN


def _silent(person: PersonId) -> Standing:
    """Return a standing that only says that a brought-back talk is open."""
    return Standing(person=Person(id=person, name="", quiet=True), tie=UNKNOWN, is_talking=True)


def _taken_along(tx: Reading, network: Network) -> list[PastTouch]:
    """Return the hellos whose words were taken along: their place bore them, whatever is told of them."""
    resolved = tx.assignments.resolver()
    return [
        PastTouch(
            id=TouchId(str(one.value.get("touch") or one.id)),
            person=resolved(PersonId(one.subject)),
            kind=TouchKind.CONNECT if one.value.get("channel") == "note" else TouchKind.GREET,
            reason_key="",
            outcome=Outcome.TAKEN,
            on=one.at.astimezone(network.zone).date(),
            place=PLACES.get(str(one.value.get("channel")), str(one.value.get("channel") or "")),
        )
        for one in tx.decisions.all("handed")
        if network.now - one.at < timedelta(days=8)
    ]


PLACES = {"mail": "email", "note": "linkedin", "sms": "phone"}  # doors by the names words were taken along under
