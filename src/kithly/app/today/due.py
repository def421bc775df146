"""Who is silent for too long today: by the rhythm of the two, and by the cadence the user set.

Both change from day to day without any new record, so they are found each day from everybody's states, and told in
words only for the few who are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

import numpy as np

from kithly.app.derived.closely import Ties, come_near
from kithly.app.derived.pace import NEVER, last_that_counts
from kithly.app.network import Network
from kithly.app.said.decisions import Word
from kithly.people import Cadence, PersonId, Place
from kithly.plan import unusual_after
from kithly.reasons import LIVING, Reason, ReasonKind, TouchKind, cadence_key, cadence_worth, latest_day, rhythm_worth
from kithly.reasons.pace import LONG_SILENCE
from kithly.store import UNREAD, Reading
from kithly.ties import Column, last_contact
from kithly.ties.bands import BANDS

HALF_LIFE_OF_PERSONAL = 2  # the place in `HALF_LIVES` of the half-life that personal volumes have
DAY = 86_400.0  # seconds
ALIKE = 1e-6  # share: two volumes nearer than this are the same, but for rounding
DAILY = frozenset({ReasonKind.RHYTHM, ReasonKind.CADENCE})  # found each day, never from what was kept


def due_today(tx: Reading, network: Network, ties: Ties, words: Mapping[PersonId, Word]) -> Iterator[Reason]:
    """Yield a reason without words and evidence for everybody whose silence is one today.

    Args:
        tx: Where to read.
        network: For the present.
        ties: How ego stands with everybody.
        words: The user's word about everybody.
    """
    yield from _by_cadence(tx, network, ties, words)
    yield from _by_rhythm(network, ties, words)


def _by_rhythm(network: Network, ties: Ties, words: Mapping[PersonId, Word]) -> Iterator[Reason]:
    """Yield who is silent for longer than the two usually are."""
    measures, states = ties.measures, ties.standings.states
    living = np.array([band in LIVING for band in BANDS])[measures.band] & measures.known
    days = unusual_after(states, float(ties.level.median_gap)) if len(states) else np.zeros(0)
    silent = (ties.now - last_contact(states)) / DAY
    for place in np.flatnonzero(living & (silent >= days - 1) & (silent < LONG_SILENCE + 1)).tolist():
        person, last = ties.persons[place], _day(ties.now - silent[place] * DAY, network)
        whole = (network.today - last).days
        is_free = person not in ties.standings.remembered and _may_be_planned(words.get(person), paced=False)
        if days[place] <= whole < LONG_SILENCE and is_free:
            yield Reason(
                person=person,
                kind=ReasonKind.RHYTHM,
                key=f"rhythm:{last.isoformat()}",
                text="",
                touch=TouchKind.GREET,
                worth=rhythm_worth(float(measures.drift_90[place])),
                evidence=UNREAD,
            )


def _by_cadence(tx: Reading, network: Network, ties: Ties, words: Mapping[PersonId, Word]) -> Iterator[Reason]:
    """Yield with whom the user wants to be in touch by now."""
    wished = {person: wish for person, word in words.items() if (wish := word.wish) and _may_be_planned(word)}
    for person, since in _last_days(tx, network, ties, words, wished).items():
        wish = wished[person]
        if since is not None and network.today < since + timedelta(days=wish.ideal):
            continue
        is_long = since is not None and (network.today - since).days >= LONG_SILENCE
        yield Reason(
            person=person,
            kind=ReasonKind.CADENCE,
            key=cadence_key(since),
            text="",
            touch=TouchKind.RECONNECT if is_long else TouchKind.GREET,
            on=latest_day(wish, since),
            worth=cadence_worth(wish, since, network.today),
            evidence=UNREAD,
        )


def _may_be_planned(word: Word | None, *, paced: bool = True) -> bool:
    if word is None:
        return True
    is_free = not word.quiet and not word.remembered and word.place is Place.NETWORK
    return is_free and (paced or word.wish is None)


def _last_days(
    tx: Reading, network: Network, ties: Ties, words: Mapping[PersonId, Word], wished: Mapping[PersonId, Cadence]
) -> dict[PersonId, date | None]:
    """Return the day of the last contact that counts; None where there was none.

    Whose records are all of words to them alone has it in the state of the tie; all others are read.
    """
    states, place = ties.standings.states, ties.standings.place
    found: dict[PersonId, date | None] = {}
    unsure = []
    for person in wished:
        row = states[place[person]] if person in place else None
        if row is None:
            found[person] = None
        elif _is_personal(row):
            found[person] = _day_or_none(float(last_contact(row[None, :])[0]), network)
        else:
            unsure.append(person)
    return found | _read_days(tx, network, words, unsure)


def _is_personal(row: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> bool:
    """Say whether all that was seen lately went between the two alone, and in words that count."""
    volume = row[Column.OUT_0 + HALF_LIFE_OF_PERSONAL] + row[Column.IN_0 + HALF_LIFE_OF_PERSONAL]
    personal = row[Column.PERSONAL_OUT] + row[Column.PERSONAL_IN]
    return bool(row[Column.COUNT_LIGHT] == 0 and volume > 0 and abs(volume - personal) <= ALIKE * volume)


def _read_days(
    tx: Reading, network: Network, words: Mapping[PersonId, Word], persons: Sequence[PersonId]
) -> dict[PersonId, date | None]:
    if not persons:
        return {}
    near = come_near(tx, persons, words)
    last = last_that_counts(near.met.interactions, len(near.persons), now=int(network.now.timestamp()))
    return {
        person: _day(float(at), network) if at > NEVER else None
        for person, at in zip(near.persons, last.at.tolist(), strict=True)
    }


def _day_or_none(at: float, network: Network) -> date | None:
    return _day(at, network) if np.isfinite(at) else None


def _day(at: float, network: Network) -> date:
    """Return the day of an instant in ego's zone; of one that lies ahead, today."""
    return datetime.fromtimestamp(min(at, network.now.timestamp()), UTC).astimezone(network.zone).date()
