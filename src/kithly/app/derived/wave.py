"""Who wished ego well lately, and what for: found at each rebuild by the words of wishes, kept as a small fact."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from kithly.app.derived.whose_news import WhoseNews
from kithly.history import EGO, RecordColumns, WishKind, gathered, wish_in, wish_phrases
from kithly.history.interactions import Ints
from kithly.people import PersonId
from kithly.reasons import Wished
from kithly.records import Flag, Message, News, NewsKind, PartialDate, Position, Post, Profile
from kithly.store import Reading, Stored, Writing

KEPT = "waves"  # name of the small fact
LOOKED_BACK = timedelta(days=35)
MOST_READ = 800  # newest messages that are looked through
MOST_READERS = 2
FEWEST = 3  # people at once, where nothing else tells that there was an occasion
DAYS_AT_ONCE = timedelta(days=4)  # of birthday wishes
CONGRATULATED = timedelta(days=14)  # after a new job or a post
JOB_IS_NEW = timedelta(days=75)  # counted from the first day of the month it began in
EARLY, LATE = timedelta(days=2), timedelta(days=14)  # wishes around a known birthday
_MACHINE = int(Flag.BULK | Flag.AUTOMATIC | Flag.LIST | Flag.MUTUAL | Flag.SENT)
_OF_POSTS = frozenset({NewsKind.COMMENT, NewsKind.REACTION})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    person: PersonId
    record: str
    on: date
    kind: WishKind


def keep_waves(
    tx: Writing, columns: RecordColumns, node: Ints, persons: Sequence[PersonId], news: WhoseNews, *, now: datetime
) -> None:
    """Find and keep who wished ego well in the last weeks.

    Args:
        tx: Where to.
        columns: All messages and gestures.
        node: Which person each identity number is.
        persons: Who stands at each person index.
        news: What is new with everybody.
        now: The present, in ego's zone.
    """
    wishes = [*_written(tx, columns, node, persons, now), *_told(news, now)]
    found = [(kind.value, day.isoformat(), ones) for kind, day, ones in _waves(tx, wishes, now)]
    tx.meta.set(KEPT, json.dumps(found))


def well_wishers(tx: Reading) -> frozenset[PersonId]:
    """Return everybody who wished ego well lately, by today's id."""
    return frozenset(_by_person(tx))


def wishes_of(tx: Reading, persons: Collection[PersonId]) -> dict[PersonId, tuple[Wished, ...]]:
    """Return what each of some people wished ego lately."""
    kept = {person: rows for person, rows in _by_person(tx).items() if person in persons}
    stored = {one.id: one for one in tx.records.get([row[0] for rows in kept.values() for row in rows])} if kept else {}
    found: dict[PersonId, tuple[Wished, ...]] = {}
    for person, rows in kept.items():
        told = (_wished(stored[record], kind, day, count) for record, kind, day, count in rows if record in stored)
        found[person] = tuple(one for one in told if one is not None)
    return found


def _by_person(tx: Reading) -> Mapping[PersonId, list[tuple[str, str, str, int]]]:
    text = tx.meta.get(KEPT)
    rows = json.loads(text) if text else []
    found: dict[PersonId, list[tuple[str, str, str, int]]] = {}
    if not rows:
        return found
    now_of = tx.assignments.resolver()
    for kind, day, ones in rows:
        people = {now_of(PersonId(person)) for person, _ in ones}
        for person, record in ones:
            found.setdefault(now_of(PersonId(person)), []).append((record, kind, day, len(people)))
    return found


def _wished(stored: Stored, kind: str, day: str, count: int) -> Wished | None:
    record = stored.record
    if not isinstance(record, Message | News) or record.at is None:
        return None
    own = record.own or record.text if isinstance(record, Message) else record.text
    said = wish_in(own)
    return Wished(
        record=stored.id,
        source=stored.source,
        at=record.at,
        channel=record.channel,
        kind=WishKind(kind),
        about=datetime.combine(date.fromisoformat(day), time(12), UTC),
        together=count,
        quote=said[1] if said else own if kind != WishKind.POST else "",
    )


def _written(
    tx: Reading, columns: RecordColumns, node: Ints, persons: Sequence[PersonId], now: datetime
) -> Iterator[_Wish]:
    """Return the messages of the last weeks that wish well, told by the search index and then by their words."""
    since, until = int((now - LOOKED_BACK).timestamp()), int(now.timestamp())
    sender = np.where(columns.sender >= 0, node[np.maximum(columns.sender, 0)], EGO)
    fits = (sender >= 0) & (columns.at >= since) & (columns.at <= until) & ((columns.flags & _MACHINE) == 0)
    rows = np.flatnonzero(fits & (columns.recipients <= MOST_READERS))
    if not len(rows):
        return
    hits = np.concatenate([tx.search.matching(f'"{phrase}"') for phrase in wish_phrases()])
    rows = rows[np.isin(columns.record[rows], hits)]
    rows = rows[np.argsort(-columns.at[rows], kind="stable")][:MOST_READ]
    writer = dict(zip(columns.record[rows].tolist(), sender[rows].tolist(), strict=True))
    for one in tx.records.get(sorted(writer)):
        record = one.record
        said = wish_in(record.own or record.text) if isinstance(record, Message) else None
        if said and isinstance(record, Message) and record.at:
            on = record.at.astimezone(now.tzinfo).date()
            yield _Wish(person=persons[writer[one.seq]], record=one.id, on=on, kind=said[0])


def _told(news: WhoseNews, now: datetime) -> Iterator[_Wish]:
    """Return the congratulations, comments and reactions that notices told of."""
    for person, stored in news.told_since(now - LOOKED_BACK, {NewsKind.CONGRATULATION, *_OF_POSTS}):
        record = stored.record
        if not isinstance(record, News) or (record.kind in _OF_POSTS and not record.told_by):
            continue  # what no mail told ego is on something of anybody's
        if record.at and record.at <= now:
            kind = WishKind.POST if record.kind in _OF_POSTS else _of_congratulation(record)
            yield _Wish(person=person, record=stored.id, on=record.at.astimezone(now.tzinfo).date(), kind=kind)


def _of_congratulation(record: News) -> WishKind:
    """Return what a notice's congratulation is for: a birthday where it is said to be for that day."""
    said = wish_in(record.text)
    return said[0] if said else WishKind.BIRTHDAY if record.day else WishKind.GENERAL


def _waves(
    tx: Reading, wishes: Sequence[_Wish], now: datetime
) -> Iterator[tuple[WishKind, date, list[tuple[PersonId, str]]]]:
    for kind, find in ((WishKind.BIRTHDAY, _birthday), (WishKind.GENERAL, _job), (WishKind.POST, _post)):
        ones = [one for one in wishes if one.kind is kind]
        found = find(tx, ones, now) if ones else None
        if found is not None:
            yield kind, found[0], _each(found[1])


def _each(wishes: Iterable[_Wish]) -> list[tuple[PersonId, str]]:
    """Return one wish a person: the newest."""
    newest = {one.person: one.record for one in sorted(wishes, key=lambda one: (one.on, one.record))}
    return sorted(newest.items())


def _birthday(tx: Reading, wishes: Sequence[_Wish], now: datetime) -> tuple[date, Sequence[_Wish]] | None:
    """Return ego's birthday and the wishes for it; the day most people wished on where nothing else tells it."""
    for day in _own_birthdays(tx, now.date()):
        near = [one for one in wishes if day - EARLY <= one.on <= day + LATE]
        if near:
            return day, near
    return _gathered(wishes, DAYS_AT_ONCE)


def _own_birthdays(tx: Reading, today: date) -> Iterator[date]:
    profiles = [one.record for one in tx.records.by_kind("profile")]
    told: set[PartialDate] = {one.birthday for one in profiles if isinstance(one, Profile) and one.birthday}
    for one in sorted(told, key=lambda day: day.iso()):
        for year in (today.year, today.year - 1):
            day = _in_year(one, year)
            if day is not None and day <= today:
                yield day


def _in_year(day: PartialDate, year: int) -> date | None:
    if day.month is None or day.day is None:
        return None
    try:
        return date(year, day.month, day.day)
    except ValueError:
        return date(year, 3, 1)


def _job(tx: Reading, wishes: Sequence[_Wish], now: datetime) -> tuple[date, Sequence[_Wish]] | None:
    """Return the day of congratulations: by few after a new position of ego's, else by several at once."""
    began = [
        date(one.started.year, one.started.month, 1)
        for one in (stored.record for stored in tx.records.by_kind("position"))
        if isinstance(one, Position) and one.started and one.started.year and one.started.month
    ]
    is_new = any(timedelta() <= now.date() - day <= JOB_IS_NEW for day in began)
    return _gathered(wishes, CONGRATULATED, least=1 if is_new else FEWEST)


def _post(tx: Reading, wishes: Sequence[_Wish], now: datetime) -> tuple[date, Sequence[_Wish]] | None:
    """Return the newest post of ego's that was followed by comments or reactions within a fortnight."""
    posts = sorted(
        (
            one.at.astimezone(now.tzinfo).date()
            for one in (stored.record for stored in tx.records.by_kind("post"))
            if isinstance(one, Post) and one.kind == "share" and one.at and timedelta() <= now - one.at <= LOOKED_BACK
        ),
        reverse=True,
    )
    for day in posts:
        near = [one for one in wishes if day <= one.on <= day + CONGRATULATED]
        if near:
            return day, near
    return None


def _gathered(
    wishes: Sequence[_Wish], within: timedelta, *, least: int = FEWEST
) -> tuple[date, Sequence[_Wish]] | None:
    days = {one.person: one.on for one in sorted(wishes, key=lambda one: (one.on, one.record))}
    found = gathered(days, within=within, least=least)
    if found is None:
        return None
    return found[0], [one for one in wishes if one.person in found[1] and one.on == days[one.person]]
