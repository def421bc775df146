"""The people written with most: network, family, service or left out, guessed with a reason and settled in one go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta

import numpy as np

from kithly.app.belonging.levels import PLACES
from kithly.app.belonging.triage_guarded import hold_places, triage_version
from kithly.app.derived.closely import interactions_of, person_nodes, ties_now
from kithly.app.derived.ego import kept_ego
from kithly.app.derived.refresh import refresh_people
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.said.decisions import Word, decide, done_view, words_now
from kithly.app.views import DoneView, NamedView, TriageRow, TriageView
from kithly.errors import SettingsError
from kithly.history.triage import HARDLY, Correspondent, guess_place, times
from kithly.people import Person, PersonId, Place
from kithly.records import Flag
from kithly.store import Reading
from kithly.ties import Column

MOST = 24  # people asked about on one screen
SAMPLE = 500  # newest messages whose hours are looked at
EVENING, MORNING = 19, 7  # hours in ego's zone between which people are not at work
WEEK = timedelta(days=7)


def triage(network: Network) -> TriageView:
    """List the people written with most, those not decided yet first, each with a guess and its reason."""
    return network.recall.get(("triage", network.today), lambda: _triage(network))


def _triage(network: Network) -> TriageView:
    words, standings = words_now(network), ties_now(network).standings
    ids, states = standings.persons, standings.states
    met = states[:, Column.COUNT_MET] / 2  # of both counts; whom one only meets, one does not write with
    wrote, written = ((states[:, column] - met).astype(np.int64) for column in (Column.COUNT_IN, Column.COUNT_OUT))
    order = np.argsort(-(wrote + written), kind="stable")
    chosen = [place for place in order[: MOST + len(words)].tolist() if wrote[place] + written[place]]
    chosen = [place for place in chosen if not words.get(ids[place], Word()).remembered][:MOST]
    with network.store.reading() as kept:
        people = {row.person.id: row.person for row in kept.people.some([ids[place] for place in chosen])}
        ego = kept_ego(kept)
        rows = [
            _row(
                _looked_at(kept, network, people[ids[place]], int(wrote[place]), int(written[place])),
                words.get(ids[place], Word()),
                datetime.fromtimestamp(float(states[place, Column.REFERENCE]), network.zone),
                ego_name=ego.name,
                today=network.today,
            )
            for place in chosen
            if ids[place] in people
        ]
    rows.sort(key=lambda row: row.decided)
    return TriageView(people=tuple(rows), version=triage_version([PersonId(row.person.id) for row in rows], words))


def settle_triage(
    network: Network, places: Mapping[str, str], *, as_guessed: bool = False, expected: str | None = None
) -> DoneView:
    """Keep where several people belong, as one change.

    Args:
        network: Whose.
        places: ``network``, ``family``, ``service`` or ``leave-out`` by id, name or address.
        as_guessed: Whether the others on the list who are not decided yet are placed as guessed.
        expected: The version of the list that was shown; None where the last word counts.

    Raises:
        ChangedMeanwhile: Somebody was placed elsewhere since.
        SettingsError: There is nobody to place, or no such place.
        NotFound: A person is not known.
        Conflict: A name means several people.
    """
    wanted = {who: _place(where) for who, where in places.items()}
    rows = triage(network).people if as_guessed or expected is not None else ()
    guessed = {PersonId(row.person.id): Place(row.guess) for row in rows if as_guessed and not row.decided}
    if not wanted and not guessed:
        raise SettingsError("places", "Nobody is placed.", hint="kithly triage lists whom you write with most")
    with network.store.transaction() as tx:
        placed = guessed | {find_person(tx, who).id: place for who, place in wanted.items()}
        hold_places(tx, expected, [PersonId(row.person.id) for row in rows], placed)
        text = _told(placed)
        decisions = [(person, place.value) for person, place in placed.items()]
        change, _ = decide(tx, network, "place", decisions, text.rstrip("."))
        refresh_people(tx, tuple(placed), now=network.now)
    return done_view(change, text)


def _place(where: str) -> Place:
    known = {**PLACES, **{place.value: place for place in Place}}
    if where not in known:
        raise SettingsError("place", f"There is no place {where!r}.", hint="Places: " + ", ".join(PLACES))
    return known[where]


def _told(placed: Mapping[PersonId, Place]) -> str:
    counts = Counter(placed.values())
    parts = [f"{counts[place]} {place.value}" for place in Place if counts[place]]
    people = "1 person" if len(placed) == 1 else f"{len(placed):,} people"
    return f"You placed {people}: {', '.join(parts)}."


def _looked_at(kept: Reading, network: Network, person: Person, wrote: int, written: int) -> Correspondent:
    """Return somebody as triage looks at them; at their hours only where these may tell something."""
    one = Correspondent(person=person, wrote=wrote, written=written)
    if not one.may_be_intimate:
        return one
    return Correspondent(person=person, wrote=wrote, written=written, off_hours=_off_hours(kept, network, person.id))


def _off_hours(kept: Reading, network: Network, person: PersonId) -> float:
    """Return the share of the newest messages that were written in the evening or at a weekend."""
    happened = interactions_of(kept, (person,), person_nodes(kept, (person,))[0])
    words = happened.at[(happened.flags & int(Flag.LIGHT)) == 0]
    moments = [datetime.fromtimestamp(at, network.zone) for at in np.sort(words)[-SAMPLE:].tolist()]
    off = sum(at.weekday() >= 5 or not MORNING <= at.hour < EVENING for at in moments)
    return off / max(len(moments), 1)


def _row(one: Correspondent, word: Word, last: datetime, *, ego_name: str, today: date) -> TriageRow:
    guess = guess_place(one, ego_name=ego_name)
    count = one.wrote + one.written
    hardly = one.written <= HARDLY < one.wrote
    note = ", ".join([f"{count:,}", when_text(last, today), *([f"you wrote {times(one.written)}"] if hardly else [])])
    return TriageRow(
        person=NamedView(id=one.person.id, name=one.person.name),
        interactions=count,
        place=word.place.value,
        decided=word.is_placed,
        last=last.date(),
        note=note,
        guess=guess.place.value,
        why=guess.why,
    )


def when_text(last: datetime, today: date) -> str:
    """Return a past moment as people say it.

    Args:
        last: In ego's zone.
        today: The present day there.

    Example:
        >>> when_text(datetime(2026, 2, 27, 9), date(2026, 3, 2)), when_text(datetime(2025, 9, 1), date(2026, 3, 2))
        ('Friday', 'September')
    """
    day = last.date()
    if day >= today:
        return "today"
    if today - day == timedelta(days=1):
        return "last night" if last.hour >= EVENING else "yesterday"
    if today - day < WEEK:
        return f"{last:%A}"
    if today - day < 2 * WEEK:
        return "last week"
    months = (today.year - day.year) * 12 + today.month - day.month
    if months == 0:
        return "this month"
    return f"{last:%B}" if months < 12 else f"{last:%B} {last.year}"
