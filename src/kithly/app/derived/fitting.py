"""What is new, by whom it would be valued: found at each rebuild from the talk with everybody, kept as a small fact."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from kithly.app.derived.known_matters import Past, known_matters, needs_in
from kithly.app.derived.whose_news import WhoseNews
from kithly.app.loading import load_meaning
from kithly.app.said.decisions import Word
from kithly.history import is_sensitive
from kithly.people import Person, PersonId
from kithly.reasons import Fitting, MatchKind, Supply, Told, needs_met
from kithly.reasons.relevance import Fit, Item, Piece, PieceKind, Profiles
from kithly.records import Evidence, News, NewsKind, name_key
from kithly.store import Reading, Stored, Writing

KEPT = "fits"  # name of the small fact: for whom what is, and why
KEPT_BY = "fits_by"  # name of the small fact: the meaning that told it
LOOKED_BACK = timedelta(days=30)
MOST_ITEMS = 200  # newest things that are looked at
FEWEST_WORDS = 4  # an item of fewer says too little
GIVING = frozenset(
    {
        NewsKind.POST,
        NewsKind.ARTICLE,
        NewsKind.RELEASE,
        NewsKind.TALK,
        NewsKind.SHARED,
        NewsKind.EVENT,
        NewsKind.ALERT,
    }
)
"""Kinds of items that can be passed on; a birthday or a job is its person's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FitRow:
    """That something may be for somebody, as it is kept.

    Attributes:
        item: Id of the news.
        person: For whom, by today's id.
        closeness: How likely they are the right one, 0 to 1.
        because: What was said before, with its exact words.
        piece: Where these words stand, without the others.
    """

    item: str
    person: PersonId
    closeness: float
    because: Evidence
    piece: Piece


def keep_fits(tx: Writing, past: Past, *, now: datetime) -> None:
    """Find and keep for whom what came in the last weeks may be; nothing is read where nothing came.

    Args:
        tx: Where to; people are kept already.
        past: What happened with everybody.
        now: The present.
    """
    told, owners = _new(tx, past.news, now), past.news.owners()
    people = {row.person.id: row.person for row in tx.people.all()} if told else {}
    things = (_item(tx, one, owners, people) for one in told)
    items = [one for one in things if one is not None and len(one.words.split()) >= FEWEST_WORDS]
    meaning = load_meaning() if items else None
    found = Profiles(known_matters(tx, past, people, now=now), meaning).fits(items) if items else ()
    tx.meta.set(KEPT, json.dumps([_row(fit) for fit in found], ensure_ascii=False) if found else "")
    tx.meta.set(KEPT_BY, meaning.name if meaning else "")


def need_fits(words: Mapping[PersonId, Word], items: Sequence[Item]) -> list[Fit]:
    """Return which items meet what people look for, in the user's words.

    Args:
        words: The user's word about each.
        items: What is new.
    """
    lines = {
        person: piece for person, word in words.items() for piece in needs_in(word) if piece.text == word.looks_for
    }
    asked = {item.key: item for item in items if not is_sensitive(item.words)}
    supplies = [Supply(of=item.key, said=MatchKind.NEWS, text=item.words) for item in asked.values()]
    found = []
    for one in needs_met({person: piece.text for person, piece in lines.items()}, supplies):
        piece, key = lines[one.person], one.supply.of
        if one.person not in asked[key].not_for:
            proof = replace(piece.evidence, quote=piece.text)
            found.append(Fit(item=key, person=one.person, closeness=one.covered, because=proof, piece=piece))
    return found


def is_told_otherwise(tx: Reading) -> bool:
    """Say whether what is kept was found by another way of telling what fits whom than the present one."""
    meaning = load_meaning()
    return bool(tx.meta.get(KEPT)) and tx.meta.get(KEPT_BY) != (meaning.name if meaning else "")


def fits_to(tx: Reading, persons: Collection[PersonId]) -> dict[PersonId, tuple[Fitting, ...]]:
    """Return what may be for each of some people, with what is new and why it fits."""
    rows = _kept(tx, persons=persons)
    news = {one.id: one for one in tx.records.get({row.item for row in rows})} if rows else {}
    found: dict[PersonId, list[Fitting]] = {}
    for row in rows:
        if row.item in news:
            found.setdefault(row.person, []).append(_fitting(row, news[row.item]))
    return {person: tuple(ones) for person, ones in found.items()}


def fitting_people(tx: Reading) -> frozenset[PersonId]:
    """Return everybody for whom something new may be, by today's id."""
    rows = _raw(tx)
    now_of = tx.assignments.resolver() if rows else PersonId
    return frozenset(now_of(PersonId(row[1])) for row in rows)


def fits_of(tx: Reading, items: Collection[str]) -> dict[str, tuple[FitRow, ...]]:
    """Return for whom each of some pieces of news may be, the most likely first, by the news' id."""
    found: dict[str, list[FitRow]] = {}
    for row in _kept(tx, items=items):
        found.setdefault(row.item, []).append(row)
    return {item: tuple(sorted(rows, key=lambda row: (-row.closeness, row.person))) for item, rows in found.items()}


def _new(tx: Reading, news: WhoseNews, now: datetime) -> list[Stored]:
    """Return what was published lately by somebody of the network, or by what is followed; each page once."""
    numbers = tx.records.newest_of_kind("news", since=now - LOOKED_BACK, limit=MOST_ITEMS)
    owners = news.owners()
    followed = {who for who, _ in tx.accounts.followed()} if numbers else set()
    pages: set[str] = set()
    found = []
    for one in tx.records.get(numbers):
        told = one.record
        if not isinstance(told, News) or told.kind not in GIVING or told.url in pages:
            continue
        who = told.about.identity
        if one.seq in owners or (who is not None and f"{who.kind}:{who.value}" in followed):
            pages.update({told.url} - {""})
            found.append(one)
    return found


def _item(
    tx: Reading, stored: Stored, owners: Mapping[int, PersonId], people: Mapping[PersonId, Person]
) -> Item | None:
    """Return news as something that might be for somebody; None where its publisher is left in peace."""
    news = stored.record
    assert isinstance(news, News)  # noqa: S101 - chosen by its kind
    owner = owners.get(stored.seq)
    if owner is not None and (owner not in people or not people[owner].is_plannable):
        return None
    authors = {name_key(one) for one in (news.author, news.about.name) if one}
    makers = {person for name in authors if name for person in tx.people.called(name)}
    return Item(
        key=stored.id,
        title=news.text,
        text=news.excerpt,
        topics=news.topics,
        not_for=frozenset(makers | ({owner} if owner else set())),
    )


def _row(fit: Fit) -> list[object]:
    because = fit.because
    at = because.at.isoformat() if because.at else ""
    told = [because.record, because.source, at, because.quote or ""]
    piece = [fit.piece.kind.value, fit.piece.subject, fit.piece.outgoing]
    return [fit.item, fit.person, round(fit.closeness, 4), *told, *piece]


def _raw(tx: Reading) -> list[Any]:
    text = tx.meta.get(KEPT)
    return list(json.loads(text)) if text else []


def _kept(
    tx: Reading, *, persons: Collection[PersonId] | None = None, items: Collection[str] | None = None
) -> list[FitRow]:
    """Return what is kept of some people, or of some items."""
    found, rows = [], _raw(tx)
    now_of = tx.assignments.resolver() if rows else PersonId
    for item, person, closeness, record, source, at, quote, kind, subject, outgoing in rows:
        whom = now_of(PersonId(person))
        if (persons is not None and whom not in persons) or (items is not None and item not in items):
            continue
        when = datetime.fromisoformat(at) if at else None
        because = Evidence(record=record, source=source, at=when, quote=quote)
        piece = Piece(kind=PieceKind(kind), text=quote, evidence=because, subject=subject, at=when, outgoing=outgoing)
        found.append(FitRow(item=item, person=whom, closeness=closeness, because=because, piece=piece))
    return found


def _fitting(row: FitRow, stored: Stored) -> Fitting:
    news = stored.record
    assert isinstance(news, News)  # noqa: S101 - chosen by its kind
    return Fitting(
        told=Told(record=stored.id, source=stored.source, news=news, seen=stored.observed_at),
        publisher=news.author or news.about.name,
        closeness=row.closeness,
        because=row.because,
        kind=row.piece.kind,
        outgoing=row.piece.outgoing,
        subject=row.piece.subject,
    )
