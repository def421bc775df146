"""Full text over messages and meetings, with the person each is from, to or with."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from kithly.app.derived.closely import EGO_IDENTITIES
from kithly.app.network import Network
from kithly.app.show import named
from kithly.app.views import HitView, NamedView, SearchView
from kithly.history import is_sensitive
from kithly.people import Person, PersonId
from kithly.records import Flag, Meeting, Message
from kithly.store import Hit, Reading
from kithly.store.search import Ints, newest

MANY = 2_000  # messages found, from which their dates are looked up in memory
KEPT = 200  # newest messages that are kept of a word that stands in more than that
MOST_WORDS = 100  # of which they are kept
NOT_OURS = np.uint32(0xFFFF_FFFF)
AROUND = 60  # characters shown on either side of the words found
FROM, TO, WITH = "from", "to", "with"  # sides of a hit: what the person named has to do with it

_WORD = re.compile(r"\w+")


def search(network: Network, text: str, *, limit: int = 10, offset: int = 0) -> SearchView:
    """Return messages and meetings that hold all words, newest first."""
    found = _found(network, text, offset + limit)
    with network.store.reading() as kept:
        return _shown(kept, text, kept.search.hits(found.newest[offset : offset + limit].tolist()), found.total)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Found:
    """The newest messages that hold all words, and how many there are in all."""

    newest: Ints
    total: int


def _found(network: Network, text: str, count: int) -> _Found:
    """Return at least ``count`` of the newest messages, where there are as many.

    Words that stand in very many are looked at again and again, while one types, turns the page or comes back; what
    was found is kept as long as nothing was written, a few hundred numbers for each.
    """
    known = network.recall.get("words that stand in many", _none_yet)
    if (told := known.get(text)) is not None and len(told.newest) >= min(count, told.total):
        return told
    with network.store.reading() as kept:
        found = kept.search.matching(text)
        records, at = kept.search.dated(found) if len(found) <= MANY else (found, found)
    if len(found) <= MANY:
        return _Found(newest=newest(records, at, count), total=len(records))
    records, at = _dates_now(network).of(found)
    told = _Found(newest=newest(records, at, max(count, KEPT)), total=len(records))
    if len(known) < MOST_WORDS:
        known[text] = told
    return told


def _none_yet() -> dict[str, _Found]:
    return {}


def _shown(kept: Reading, text: str, hits: Sequence[Hit], total: int) -> SearchView:
    parties = _Parties.of(kept, hits)
    return SearchView(hits=tuple(_view(hit, parties, text) for hit in hits), total=total)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Dates:
    """When every message was sent: four bytes each, for words that stand in very many.

    Attributes:
        at: Seconds since 1970 by record number; `NOT_OURS` where there is none of this ego.
        reached: How many versions of records there were.
        rebuilds: After which rebuild.
    """

    at: NDArray[np.uint32]
    reached: int
    rebuilds: int

    def of(self, records: Ints) -> tuple[Ints, Ints]:
        """Return those of some messages that are this ego's, and when each was sent."""
        known = records[records < len(self.at)]
        at = self.at[known]
        return known[at != NOT_OURS], at[at != NOT_OURS].astype(np.int64)


def _dates_now(network: Network) -> _Dates:
    def make() -> _Dates:
        with network.store.reading() as kept:
            record, at = kept.interactions.dates()
            table = np.full(int(record.max(initial=0)) + 1, NOT_OURS, np.uint32)
            table[record] = np.clip(at, 0, int(NOT_OURS) - 1)
            return _Dates(at=table, reached=kept.interactions.reached(), rebuilds=kept.renewals.mark().rebuilds)

    def renew(old: _Dates) -> _Dates:
        with network.store.reading() as kept:
            is_same = (kept.interactions.reached(), kept.renewals.mark().rebuilds) == (old.reached, old.rebuilds)
        return old if is_same else make()

    return network.recall.carry("dates", make, renew)


@dataclass(frozen=True, slots=True)
class _Parties:
    """Who took part in some messages: read at once for all of them."""

    people: Mapping[int, Person]
    own: frozenset[int]

    @classmethod
    def of(cls, kept: Reading, hits: Sequence[Hit]) -> _Parties:
        """Read who took part."""
        numbers = sorted(set(chain.from_iterable(hit.identities for hit in hits)))
        person_of = {seq: row.person for seq, row in kept.assignments.of("identity", numbers).items()}
        rows: dict[PersonId, Person] = {row.person.id: row.person for row in kept.people.some(set(person_of.values()))}
        own = frozenset(json.loads(kept.meta.get(EGO_IDENTITIES) or "[]"))
        return cls({seq: rows[one] for seq, one in person_of.items() if one in rows}, own)

    def told(self, hit: Hit, record: Message | Meeting) -> tuple[Person | None, str]:
        """Return the person ego knows who took part, the sender before recipients, and on which side."""
        found = next((self.people[seq] for seq in hit.identities if seq in self.people), None)
        if isinstance(record, Meeting):
            return found, WITH
        sender = hit.identities[:1] if record.sender is not None else ()
        if record.flags & Flag.SENT or any(seq in self.own for seq in sender):
            return found, TO
        return found, FROM if any(seq in self.people for seq in sender) else WITH


def _view(hit: Hit, parties: _Parties, text: str) -> HitView:
    record = hit.stored.record
    if not isinstance(record, Message | Meeting):
        raise TypeError(hit.stored.kind)
    person, side = parties.told(hit, record)
    if isinstance(record, Meeting):
        return HitView(
            person=_named(person),
            at=record.at,
            channel=record.channel.value,
            quote=_around(record.title, record.text, text),
            record=hit.stored.id,
            side=side,
            sender="",
            subject=record.title,
            sensitive=is_sensitive(f"{record.title}\n{record.text}"),
        )
    return HitView(
        person=_named(person),
        at=record.at,
        channel=record.channel.value,
        quote=_around(record.subject, record.own or record.text, text),
        record=hit.stored.id,
        side=side,
        sender=record.sender.name if record.sender else "",
        subject=record.subject,
        sensitive=is_sensitive(f"{record.subject}\n{record.own or record.text}"),
    )


def _named(person: Person | None) -> NamedView | None:
    return named(person) if person else None


def _around(subject: str, words: str, text: str) -> str:
    """Return the words around the first word found, else the beginning; never begins or ends inside a word."""
    whole = " ".join(words.split())
    place = _place(whole, text)
    start = whole.rfind(" ", 0, max(0, place - AROUND)) + 1
    end = whole.find(" ", place + 2 * AROUND)
    quote = whole[start : end if end >= 0 else len(whole)]
    quote = ("…" if start else "") + quote + ("…" if end >= 0 else "")
    return f"{subject}: {quote}" if subject and quote else subject or quote


def _place(whole: str, text: str) -> int:
    """Return about where the first of the words looked for stands; 0 where none does."""
    words = _WORD.findall(_folded(text))
    if not words:
        return 0
    found = re.search(rf"\b(?:{'|'.join(words)})", _folded(whole))
    return found.start() if found else 0


def _folded(text: str) -> str:
    """Return a text in lower case without accents; its letters stay at their places but for a few."""
    if not text.isascii():
        text = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return text.lower()
