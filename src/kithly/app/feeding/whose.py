"""Whose a piece of news is: the person it names, the one whose page is followed, or who alone bears the name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kithly.app.accounts.followed import identity_of
from kithly.app.derived.closely import EGO_IDENTITIES
from kithly.app.derived.whose_news import UNIQUE, followed_for
from kithly.people import Person, PersonId
from kithly.records import Identity, News, name_key
from kithly.store import AccountRow, Reading

AT_ONCE = 5_000  # people read at once: databases bind only so many values


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose a piece of news is.

    Attributes:
        person: Whose; None where nobody known is behind it.
        account: The followed account it came by; None where it came otherwise.
        is_own: It is about ego.
    """

    person: PersonId | None = None
    account: AccountRow | None = None
    is_own: bool = False


class Owners:
    """Tells of many pieces of news whose they are.

    Args:
        kept: Where to read; used as long as this is.
        told: The news.
    """

    def __init__(self, kept: Reading, told: Sequence[News]) -> None:
        self._kept = kept
        named = {one.about.identity for one in told if one.about.identity}
        self._seqs = kept.identities.seq_of(named)
        self._assigned = kept.assignments.of("identity", list(self._seqs.values()))
        self._own = frozenset(json.loads(kept.meta.get(EGO_IDENTITIES) or "[]"))
        self._named: dict[str, PersonId | None] = {}

    @cached_property
    def accounts(self) -> Mapping[Identity, AccountRow]:
        """The followed accounts by whose news they bring."""
        return {who: row for row in self._kept.accounts.all() if (who := identity_of(row)) is not None}

    @cached_property
    def followed(self) -> Mapping[Identity, PersonId | None]:
        """For whom each publisher is or was followed: what was read stays theirs; None where it is nobody's."""
        return {who: person or None for who, person in followed_for(self._kept).items()}

    @cached_property
    def people(self) -> Mapping[PersonId, Person]:
        """Everybody whom an address of the news, or what is followed, belongs to."""
        ids = {one.person for one in self._assigned.values()} | {one for one in self.followed.values() if one}
        return people_named(self._kept, ids)

    def of(self, news: News) -> Owner:
        """Say whose a piece of news is."""
        who = news.about.identity
        account = self.accounts.get(who) if who else None
        if who in self._seqs and self._seqs[who] in self._own:
            return Owner(account=account, is_own=True)
        followed = self.followed.get(who) if who else None
        if followed is not None:
            return Owner(person=followed if followed in self.people else None, account=account)
        assigned = self._assigned.get(self._seqs[who]) if who in self._seqs else None
        if assigned is not None and assigned.person in self.people:
            return Owner(person=assigned.person, account=account)
        return Owner(person=None if who in self.followed else self._by_name(news), account=account)

    def _by_name(self, news: News) -> PersonId | None:
        """Return who alone bears the name, unless they have another account of that very kind."""
        key, who = name_key(news.about.name), news.about.identity
        person = self._alone(key)
        if person is None or who is None or who.kind not in UNIQUE:
            return person
        row = self._kept.people.get(person)
        return None if row and any(one.kind is who.kind for one in row.person.identities) else person

    def _alone(self, key: str) -> PersonId | None:
        if key not in self._named:
            called = self._kept.people.called(key) if " " in key else ()
            self._named[key] = called[0] if len(called) == 1 else None
        return self._named[key]


def people_named(kept: Reading, persons: Iterable[PersonId]) -> Mapping[PersonId, Person]:
    """Return some people whom ego knows, by id, however many they are."""
    wanted = sorted(set(persons))
    parts = (wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE))
    return {row.person.id: row.person for part in parts for row in kept.people.some(part) if row.known}
