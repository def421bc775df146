"""Whose need may be met by whom, or by something new: found at each rebuild and each new line, kept as a small fact."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from kithly.app.derived.needs_told import KEPT, work_of
from kithly.app.said.decisions import Word
from kithly.history import is_same_company
from kithly.people import Person, PersonId
from kithly.reasons import MatchKind, Met, Supply, needs_met
from kithly.records import News, NewsKind, name_key
from kithly.store import Reading, Stored, Writing
from kithly.ties import Column

EACH = 3  # kept for a person
MOST_TRIED = 40  # of a person's: pairs looked at for a sign that they know each other
WARM = timedelta(days=540)  # both were in contact with ego within a year and a half: they can be asked
FRESH = timedelta(days=14)
MOST_READ = 1_000  # newest pieces of news
_SENT = frozenset({NewsKind.POST, NewsKind.ARTICLE, NewsKind.RELEASE, NewsKind.TALK, NewsKind.SHARED, NewsKind.EVENT})

Row = tuple[PersonId, str, str, str]  # whose need, what kind, by whom or what, the need


def keep_matches(
    tx: Writing, people: Mapping[PersonId, Person], words: Mapping[PersonId, Word], *, now: datetime
) -> None:
    """Find and keep what may meet the needs the user noted.

    Args:
        tx: Where to; people and ties are kept already.
        people: Everybody as shown.
        words: The user's word about everybody.
        now: The present.
    """
    needs = {
        person: word.looks_for
        for person, word in words.items()
        if word.looks_for and person in people and people[person].is_plannable
    }
    if not needs:
        tx.meta.set(KEPT, "")
        return
    found = [*_by_people(tx, needs, people, words, now), *_by_news(tx, needs, people, now)]
    tx.meta.set(KEPT, json.dumps(found))


class _People:
    """Everybody, with what is asked of two of them."""

    def __init__(
        self, tx: Reading, people: Mapping[PersonId, Person], words: Mapping[PersonId, Word], now: datetime
    ) -> None:
        self._tx, self._people, self._words, self._now = tx, people, words, now

    def fitting(self, met: Sequence[Met]) -> list[Met]:
        """Return the first few who can be asked, and of whom nothing shows that they know each other."""
        found: list[Met] = []
        for one in met[:MOST_TRIED]:
            pair = self._people[one.person], self._people[PersonId(one.supply.of)]
            if len(found) < EACH and _is_warm(self._tx, pair[1].id, self._now) and not self._may_know(*pair):
                found.append(one)
        return found

    def _may_know(self, one: Person, other: Person) -> bool:
        """Say whether employer, last name, confirmed years or a common record let two people know each other."""
        if one.company and other.company and is_same_company(one.company, other.company):
            return True
        if name_key(one.name).rpartition(" ")[2] == name_key(other.name).rpartition(" ")[2]:
            return True
        eras = [self._eras(who) for who in (one, other)]
        return not eras[0].isdisjoint(eras[1]) or _seen_together(self._tx, one.id, other.id)

    def _eras(self, person: Person) -> set[str]:
        """Return the years of ego's to which somebody belongs, by the user's word."""
        word = self._words.get(person.id)
        return {key for key, era in word.eras.items() if era.role is not None} if word else set()


def _by_people(
    tx: Reading,
    needs: Mapping[PersonId, str],
    people: Mapping[PersonId, Person],
    words: Mapping[PersonId, Word],
    now: datetime,
) -> Iterator[Row]:
    """Yield whom each could be introduced to: warm both, and no sign that they know each other; no pair twice."""
    named = [one for one in people.values() if one.is_plannable and one.name]
    supplies = [Supply(of=one.id, said=MatchKind.WORK, text=work_of(one)) for one in named if one.title]
    offers = [(one.id, words[one.id].offers) for one in named if one.id in words and words[one.id].offers]
    supplies += [Supply(of=person, said=MatchKind.OFFER, text=text) for person, text in offers]
    everybody, taken = _People(tx, people, words, now), set[frozenset[str]]()
    for person in sorted(needs):
        if not _is_warm(tx, person, now):
            continue
        met = [one for one in needs_met({person: needs[person]}, supplies) if one.supply.of != person]
        for one in everybody.fitting(met):
            pair = frozenset({person, one.supply.of})
            if pair not in taken:
                taken.add(pair)
                yield person, one.supply.said.value, one.supply.of, needs[person]


def _is_warm(tx: Reading, person: PersonId, now: datetime) -> bool:
    """Say whether words went both ways, and somebody wrote within `WARM`."""
    state = tx.ties.of(person)
    if state is None or not (state[Column.COUNT_IN] > 0 and state[Column.COUNT_OUT] > 0):
        return False
    last = max(float(state[Column.LAST_IN]), float(state[Column.LAST_OUT]))
    return now - datetime.fromtimestamp(last, UTC) <= WARM


def _seen_together(tx: Reading, one: PersonId, other: PersonId) -> bool:
    """Say whether two people take part in one message or meeting."""
    nodes = tx.assignments.nodes_of([one, other])
    records = [
        tx.interactions.columns_of(
            sorted(node.seq for node, person in nodes.items() if person == who and node.kind == "identity")
        ).record
        for who in (one, other)
    ]
    return bool(np.isin(records[0], records[1]).any())


def _by_news(
    tx: Reading, needs: Mapping[PersonId, str], people: Mapping[PersonId, Person], now: datetime
) -> Iterator[Row]:
    """Yield what is new that may be for each; nothing of theirs, nothing by anybody who is left in peace."""
    rows = [row for row in tx.news.rows()[: 2 * MOST_READ] if row.at >= (now - FRESH).timestamp()]
    owners = _owners(tx, {row.record: row.identity for row in rows})
    stored = tx.records.get(sorted({row.record for row in rows}))
    fresh = {one.id: one for one in stored if _may_be_sent(one, owners, people)}
    supplies = [Supply(of=id_, said=MatchKind.NEWS, text=_words(one)) for id_, one in fresh.items()]
    kept: dict[PersonId, int] = {}
    for one in needs_met(needs, supplies):
        count = kept.get(one.person, 0)
        if owners.get(fresh[one.supply.of].seq) != one.person and count < EACH:
            kept[one.person] = count + 1
            yield one.person, MatchKind.NEWS.value, one.supply.of, needs[one.person]


def _may_be_sent(stored: Stored, owners: Mapping[int, PersonId], people: Mapping[PersonId, Person]) -> bool:
    """Say whether news is something published, by nobody who is left in peace."""
    if not isinstance(stored.record, News) or stored.record.kind not in _SENT:
        return False
    owner = owners.get(stored.seq)
    return owner is None or (owner in people and people[owner].is_plannable)


def _words(stored: Stored) -> str:
    news = stored.record
    return f"{news.text} {' '.join(news.topics)}" if isinstance(news, News) else ""


def _owners(tx: Reading, identities: Mapping[int, int]) -> dict[int, PersonId]:
    """Return who of ego's people published each record, where its handle or name is theirs."""
    assigned = tx.assignments.of("identity", set(identities.values()))
    alone = tx.news.alone_called()
    owner = {seq: row.person for seq, row in assigned.items()} | alone
    return {record: owner[seq] for record, seq in identities.items() if seq in owner}
