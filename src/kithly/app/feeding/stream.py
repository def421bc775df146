"""What is in the feed: the news of a year that somebody known or followed is behind, each told once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kithly.app.feeding.finds import finds
from kithly.app.feeding.whose import Owner, Owners, people_named
from kithly.app.network import Network
from kithly.app.said.refused import refused_records
from kithly.history import is_same_company
from kithly.people import Person, PersonId, Place
from kithly.reasons.pages import page_key
from kithly.records import News, NewsKind
from kithly.store import AccountRow, Reading, Stored

KEPT = timedelta(days=365)  # older news is not looked at
MOST = 5_000  # newest pieces of news that are looked at
AHEAD = timedelta(days=2)  # clocks go wrong by that much; what says it came later has no date that can be true
ONE_OCCASION = timedelta(days=20)  # reports of one new job or anniversary come within so long
OCCASIONS = frozenset((NewsKind.JOB, NewsKind.WORK_ANNIVERSARY))
SHARED = frozenset(
    (
        NewsKind.JOB,
        NewsKind.WORK_ANNIVERSARY,
        NewsKind.POST,
        NewsKind.COMMENT,
        NewsKind.MENTION,
        NewsKind.EVENT,
        NewsKind.ALERT,
        NewsKind.RELEASE,
        NewsKind.TALK,
        NewsKind.SHARED,
        NewsKind.PROFILE,
        NewsKind.ARTICLE,
    )
)
"""Kinds of news that are something to look at.

A birthday is a reason and nothing to look at; the others are done towards ego, and stand among what is owed.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that was shared, by everything that told of it.

    Attributes:
        stored: The record that tells most of it.
        news: What it tells.
        person: Whose it is; None where nobody of the network is behind it.
        account: The followed account it came by; None where it came otherwise.
        ids: Ids of all records that tell of it.
    """

    stored: Stored
    news: News
    person: Person | None
    account: AccountRow | None
    ids: frozenset[str]

    @property
    def at(self) -> datetime:
        """When it was shared; when it was told, where nothing else tells."""
        return self.news.at or self.stored.observed_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """The items of the last year.

    Attributes:
        items: Newest first.
        others: How many more are about people who are not known.
    """

    items: tuple[Item, ...]
    others: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    stored: Stored
    news: News
    owner: Owner


def stream_of(kept: Reading, network: Network) -> Stream:
    """Return what is in the feed, newest first; what the user does not want to see, and who is left in peace, is not.

    Args:
        kept: Where to read.
        network: Whose.
    """
    numbers = kept.records.newest_of_kind("news", since=network.now - KEPT, limit=MOST)
    told = _told(kept, [_believed(one, network.now) for one in kept.records.get(numbers)])
    told += [_found(person, stored) for person, stored in finds(kept, since=network.now - KEPT)]
    people = people_named(kept, {one.owner.person for one in told if one.owner.person})
    refused = refused_records(kept)
    shown = [one for one in told if _is_shown(one.owner, people)]
    items = [_item(ones, people) for ones in _by_thing(shown)]
    items = [one for one in items if refused.isdisjoint(one.ids)]
    items.sort(key=lambda one: (one.at, one.stored.seq), reverse=True)
    return Stream(items=tuple(items), others=sum(_is_foreign(one.owner) for one in told))


def _believed(stored: Stored, now: datetime) -> Stored:
    """Return news with the dates of it that can be true; without any it is among the oldest, and leads nothing."""
    news, latest = stored.record, now + AHEAD
    if isinstance(news, News) and news.at is not None and news.at > latest:
        stored = replace(stored, record=replace(news, at=None))
    return stored if stored.observed_at <= latest else replace(stored, observed_at=now - KEPT)


def _told(kept: Reading, found: Iterable[Stored]) -> list[_Told]:
    """Return the news worth looking at, with whose it is; without ego's own."""
    pairs = [(one, one.record) for one in found if isinstance(one.record, News) and one.record.kind in SHARED]
    owners = Owners(kept, [news for _, news in pairs])
    told = [_Told(stored=stored, news=news, owner=owners.of(news)) for stored, news in pairs]
    return [one for one in told if not one.owner.is_own]


def _found(person: PersonId, stored: Stored) -> _Told:
    assert isinstance(stored.record, News)  # noqa: S101 - made as such
    return _Told(stored=stored, news=stored.record, owner=Owner(person=person))


def _is_foreign(owner: Owner) -> bool:
    return owner.person is None and owner.account is None


def _is_shown(owner: Owner, people: Mapping[PersonId, Person]) -> bool:
    """Say whether an item has a place in the feed: nobody is shown who is quiet, remembered, or no contact."""
    if owner.person is None:
        return owner.account is not None
    person = people.get(owner.person)
    if person is None or person.quiet or person.remembered:
        return False
    return person.place is Place.NETWORK or owner.account is not None


def _by_thing(told: Sequence[_Told]) -> list[list[_Told]]:
    """Return what was told, together where several records tell of one page or one occasion of one person."""
    found: dict[object, list[_Told]] = {}
    occasions: dict[object, list[_Told]] = {}
    for one in sorted(told, key=_when):
        page = page_key(one.news.url)
        if one.news.kind in OCCASIONS and one.owner.person:
            last = occasions.get((one.owner.person, one.news.kind), [])
            if last and _is_one_occasion(last, one):
                last.append(one)
            else:
                occasions[one.owner.person, one.news.kind] = found[one.stored.id] = [one]
        else:
            found.setdefault((one.owner.person, page) if page else one.stored.id, []).append(one)
    return list(found.values())


def _when(told: _Told) -> tuple[datetime, int]:
    return told.news.at or told.stored.observed_at, told.stored.seq


def _is_one_occasion(reports: Sequence[_Told], other: _Told) -> bool:
    """Say whether a report is of the same new job, anniversary or birthday as those before it."""
    named = [one.news.company for one in (*reports, other) if one.news.company]
    is_same = all(is_same_company(company, named[0]) for company in named)
    return is_same and _when(other)[0] - _when(reports[0])[0] <= ONE_OCCASION


def _item(told: Sequence[_Told], people: Mapping[PersonId, Person]) -> Item:
    best = max(told, key=_tells)
    return Item(
        stored=best.stored,
        news=best.news,
        person=people.get(best.owner.person) if best.owner.person else None,
        account=best.owner.account,
        ids=frozenset(one.stored.id for one in told),
    )


def _tells(told: _Told) -> tuple[bool, int, int, int]:
    """Return how much a record tells, to be compared."""
    news = told.news
    said = len(news.title) + len(news.company) + news.years
    return told.owner.account is not None, said, len(news.excerpt), len(news.text)
