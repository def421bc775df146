"""What may meet the needs the user noted, told with both as they stand now."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

from kithly.app.said.decisions import Word, said_about, words_of
from kithly.people import Person, PersonId
from kithly.reasons import Match, MatchKind
from kithly.records import Evidence, News, one_line
from kithly.store import Reading, Stored

KEPT = "needs_met"  # name of the small fact: whose need, what kind, by whom or what, the need
LINE = 200  # characters of what is quoted


class _Kept(NamedTuple):
    person: PersonId
    kind: MatchKind
    other: str
    need: str


def in_need(tx: Reading) -> frozenset[PersonId]:
    """Return everybody whose need may be met, by today's id."""
    return frozenset(one.person for one in _kept(tx))


def matches_of(tx: Reading, persons: Collection[PersonId]) -> dict[PersonId, tuple[Match, ...]]:
    """Return what may meet the needs of some people; nothing by anybody who is left in peace."""
    kept = [one for one in _kept(tx) if one.person in persons]
    if not kept:
        return {}
    helpers = {PersonId(one.other) for one in kept if one.kind is not MatchKind.NEWS}
    people = {row.person.id: row.person for row in tx.people.some(helpers)}
    words = words_of(tx, said_about(tx, {one.person for one in kept} | helpers))
    news = {one.id: one for one in tx.records.get([one.other for one in kept if one.kind is MatchKind.NEWS])}
    found: dict[PersonId, list[Match]] = {}
    for one in kept:
        need = _line(words.get(one.person, Word()), "looks_for")
        if need is None or need.quote != one.need:
            continue
        match = _of_news(news.get(one.other), need) if one.kind is MatchKind.NEWS else None
        helper = people.get(PersonId(one.other))
        if helper is not None and helper.is_plannable:
            match = _of_person(tx, one, need, helper, words.get(helper.id, Word()))
        found.setdefault(one.person, []).extend([match] if match else [])
    return {person: tuple(ones) for person, ones in found.items()}


def helped_by(tx: Reading, helper: PersonId) -> tuple[Match, ...]:
    """Return whose needs somebody may meet, each match told with the name of whoever has the need."""
    kept = [one for one in _kept(tx) if one.kind is not MatchKind.NEWS and one.other == helper]
    people = {row.person.id: row.person for row in tx.people.some({one.person for one in kept})} if kept else {}
    needy = {person for person, one in people.items() if one.is_plannable and one.name}
    found = matches_of(tx, needy)
    return tuple(
        replace(match, other=people[person].name)
        for person, ones in found.items()
        for match in ones
        if match.kind is not MatchKind.NEWS and match.key == _pair(person, helper)
    )


def _pair(one: PersonId, other: PersonId) -> str:
    return "+".join(sorted((one, other)))


def work_of(person: Person) -> str:
    """Return somebody's position and employer on one line."""
    return ", ".join(part for part in (person.title, person.company) if part)


def _kept(tx: Reading) -> list[_Kept]:
    text = tx.meta.get(KEPT)
    rows = json.loads(text) if text else []
    if not rows:
        return []
    now_of = tx.assignments.resolver()
    return [
        _Kept(
            now_of(PersonId(person)),
            MatchKind(kind),
            other if kind == MatchKind.NEWS else now_of(PersonId(other)),
            need,
        )
        for person, kind, other, need in rows
    ]


def _of_person(tx: Reading, kept: _Kept, need: Evidence, helper: Person, word: Word) -> Match | None:
    is_offer = kept.kind is MatchKind.OFFER
    proof = _line(word, "offers") if is_offer else _contact(tx, helper)
    words = word.offers if is_offer else work_of(helper)
    if proof is None or not words:
        return None
    return Match(
        kind=kept.kind,
        key=_pair(kept.person, helper.id),
        need=kept.need,
        words=words,
        other=helper.name,
        evidence=(need, proof),
    )


def _of_news(stored: Stored | None, need: Evidence) -> Match | None:
    if stored is None or not isinstance(stored.record, News):
        return None
    news, quote = stored.record, one_line(stored.record.text)[:LINE]
    proof = Evidence(record=stored.id, source=stored.source, at=news.at, quote=quote, url=news.url or None)
    return Match(
        kind=MatchKind.NEWS,
        key=stored.id,
        need=need.quote or "",
        words=quote,
        at=news.at or stored.observed_at,
        evidence=(proof, need),
    )


def _line(word: Word, key: str) -> Evidence | None:
    """Return the user's own line about what somebody looks for or offers, as proof; None where it was forgotten."""
    said = [one for one in word.decisions if one.kind == "needs" and key in one.value]
    if not said or not said[-1].value[key]:
        return None
    return Evidence(record=said[-1].id, source="self", at=said[-1].at, quote=str(said[-1].value[key]))


def _contact(tx: Reading, person: Person) -> Evidence | None:
    """Return the line of an address book that tells somebody's work, as proof."""
    seqs = sorted(node.seq for node in tx.assignments.nodes_of([person.id]) if node.kind != "identity")
    lines = [one for one in tx.records.get(seqs) if getattr(one.record, "title", "") == person.title]
    if not lines:
        return None
    return Evidence(record=lines[0].id, source=lines[0].source, at=lines[0].observed_at, quote=work_of(person))
