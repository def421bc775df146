"""Of whom news reads as if they had died: found at each rebuild, kept as small facts, asked about once."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from kithly.app.derived.whose_news import NAMED, Owned, WhoseNews, kept_named, told_of
from kithly.people import PersonId
from kithly.reasons import Facts, in_words, may_be_grave, mourned, reads_like_a_death
from kithly.records import News, to_seconds
from kithly.store import Reading, Writing

MOURNING = "mourning"  # name of the small fact that keeps of whom news reads as if they had died
NAME_WORDS = (2, 3, 4)  # of a full name, as it may stand in a text
UNOWNED = Owned(0, 0, by_name=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mourned:
    """Of whom the first such news tells.

    Attributes:
        person: Whom.
        record: Its record id, hexadecimal.
        source: Name of its source.
        at: When it was told, aware.
    """

    person: PersonId
    record: str
    source: str
    at: datetime


def keep_named(tx: Writing, news: WhoseNews, *, now: datetime) -> None:
    """Find the news of others that names somebody as dead, keep which it is, and add it to theirs.

    What was found earlier stays as long as its record does.

    Args:
        tx: Where to.
        news: What is new with everybody.
        now: The present.
    """
    found = kept_named(tx)
    standing = tx.records.ids_of({record for records in found.values() for record in records}) if found else {}
    found = {person: {one: at for one, at in ones.items() if one in standing} for person, ones in found.items()}
    for person, record, at in _named(tx, news, now):
        found.setdefault(person, {})[record] = at
    named = {person: ones for person, ones in found.items() if ones}
    if named or tx.meta.get(NAMED):
        tx.meta.set(NAMED, json.dumps(named, sort_keys=True) if named else "")
    news.add_named(named)


def _named(tx: Reading, news: WhoseNews, now: datetime) -> Iterator[tuple[PersonId, int, int]]:
    """Yield who is named as dead by news that is not theirs, with number and time of the record."""
    bearers: dict[str, PersonId] = {}
    for stored, owner in news.fresh(now):
        if not isinstance(stored.record, News) or not may_be_grave(told_of(stored, UNOWNED)):
            continue
        bearers = bearers or tx.news.bearers()
        for key in _names_in(stored.record):
            person = bearers.get(key)
            if person and person != owner and reads_like_a_death(stored.record, (key,), own=False):
                yield person, stored.seq, to_seconds(stored.record.at or stored.observed_at)


def _names_in(news: News) -> set[str]:
    """Return everything in the words of news that may be a full name, as names are compared."""
    words = in_words(f"{news.text} {news.excerpt}").split()
    return {" ".join(words[at : at + many]) for many in NAME_WORDS for at in range(len(words) - many + 1)}


def keep_mourning(tx: Writing, everybody: Iterable[Facts], *, of: Collection[PersonId] | None) -> None:
    """Keep of whom news reads as if they had died, so that the user can be asked.

    Args:
        tx: Where to.
        everybody: Facts of the people who were looked at, nothing of it later than now.
        of: Whom alone this tells about, whether they were looked at or not; None for everybody.
    """
    before = _kept(tx)
    found = {} if of is None else {one: row for one, row in before.items() if one not in of}
    for facts in everybody:
        told = mourned(facts) if facts.person.is_plannable else ()
        if told and told[0].at is not None:
            found[facts.person.id] = [told[0].record, told[0].source, told[0].at.isoformat()]
    if found != before:
        tx.meta.set(MOURNING, json.dumps(found, sort_keys=True) if found else "")


def mourning(kept: Reading) -> tuple[Mourned, ...]:
    """Return of whom news reads as if they had died and the user has said nothing yet, the newest first."""
    rows = (
        Mourned(person=PersonId(person), record=record, source=source, at=datetime.fromisoformat(at))
        for person, (record, source, at) in _kept(kept).items()
    )
    return tuple(sorted(rows, key=lambda one: (one.at, one.person), reverse=True))


def _kept(kept: Reading) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(kept.meta.get(MOURNING) or "{}")
    return found
