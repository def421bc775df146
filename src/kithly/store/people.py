"""People, as derived: to list, search and show."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, func, or_, select

from kithly.people import Person, PersonId, Place
from kithly.records import Flag, Identity, IdentityKind, PartialDate, name_key
from kithly.store import schema
from kithly.store.renewals import Renewals
from kithly.store.scope import BATCH, Row, Scope, plain
from kithly.store.values import Listed, PersonRow

_encode_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

_COLUMNS = ("ego_id", "person", "name", "name_key", "words", "known", "value")

_ROWS = "SELECT person, known, value FROM people WHERE ego_id = ?"

_MOST = (
    "SELECT p.person, p.value, count(DISTINCT t.record) AS number FROM ("
    "SELECT record, sender AS identity FROM interactions WHERE bits & ? = 0"
    " UNION ALL SELECT r.record, r.identity FROM participants AS r"
    " JOIN interactions AS i ON i.record = r.record WHERE i.bits & ? = 0) AS t"
    " JOIN assignments AS a ON a.kind = 'identity' AND a.node = t.identity"
    " JOIN people AS p ON p.ego_id = a.ego_id AND p.person = a.person"
    " WHERE p.ego_id = ? AND p.known = 1 GROUP BY p.person, p.value ORDER BY number DESC, p.person LIMIT ?"
)

Sort = Literal["name", "id"]


class People:
    """The derived people."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def replace(self, rows: Iterable[PersonRow]) -> None:
        """Put these people in the place of all."""
        table = schema.people
        Renewals(self._scope).note_all()
        self._scope.conn.execute(table.delete().where(table.c.ego_id == self._scope.ego))
        self._scope.add(table, self._rows(rows), *_COLUMNS)

    def upsert(self, rows: Iterable[PersonRow]) -> None:
        """Add people, or put them in the place of those with their ids."""
        made = self._rows(rows)
        Renewals(self._scope).note([row[1] for row in made])
        self._scope.add(schema.people, made, *_COLUMNS, instead="update")

    def delete(self, ids: Iterable[PersonId]) -> None:
        """Remove people; unknown ids are no error."""
        gone = list(ids)
        Renewals(self._scope).note(gone)
        self._scope.each("DELETE FROM people WHERE person = ? AND ego_id = ?", [(id_, self._scope.ego) for id_ in gone])

    def list(
        self,
        query: str = "",
        *,
        limit: int | None = None,
        offset: int = 0,
        sort: Sort = "name",
        known: bool | None = True,
    ) -> tuple[PersonRow, ...]:
        """Return people, those whose name, address, employer or title holds every word of the query.

        Args:
            query: Words; empty for everybody.
            limit: At most so many; None for all.
            offset: How many to leave out at the start.
            sort: By ``name`` (ignoring case and accents) or by ``id``.
            known: Only people ego knows, only the others, or None for both.
        """
        table = schema.people.c
        order = (table.name_key, table.person) if sort == "name" else (table.person,)
        return self._found(self._query(query, known=known).order_by(*order).limit(limit).offset(offset))

    def get(self, id: str) -> PersonRow | None:  # noqa: A002 - the glossary's word
        """Return one person, or None."""
        found = self.some((id,))
        return found[0] if found else None

    def some(self, ids: Iterable[str]) -> tuple[PersonRow, ...]:
        """Return some people, ordered by id; unknown ones are left out."""
        wanted = sorted(ids)
        if not wanted:
            return ()
        sql = f"{_ROWS} AND person IN ({', '.join('?' * len(wanted))}) ORDER BY person"
        return _people(self._scope.raw(sql, (self._scope.ego, *wanted)))

    def known(self, ids: Collection[PersonId]) -> frozenset[PersonId]:
        """Return those of some people whom ego knows, without reading them."""
        marks = ", ".join("?" * len(ids)) or "NULL"
        sql = f"SELECT person FROM people WHERE ego_id = ? AND known = 1 AND person IN ({marks})"  # noqa: S608 - values are bound
        return frozenset(PersonId(person) for (person,) in self._scope.raw(sql, (self._scope.ego, *sorted(ids))))

    def names(self, ids: Collection[str]) -> dict[PersonId, str]:
        """Return what some people are called, without reading them whole; unknown ones are left out."""
        sql = "SELECT person, name FROM people WHERE ego_id = ? AND known = 1 AND person IN ??"
        wanted = json.dumps(list(ids)) if self._scope.is_sqlite else list(ids)
        rows = self._scope.raw(sql, (self._scope.ego, wanted)) if ids else []
        return {PersonId(person): name for person, name in rows}

    def called(self, key: str) -> tuple[PersonId, ...]:
        """Return people ego knows of exactly this name, two at most: enough to tell whether one alone bears it.

        Args:
            key: The name, as `records.name_key` gives it.
        """
        sql = "SELECT person FROM people WHERE ego_id = ? AND name_key = ? AND known = 1 ORDER BY person LIMIT 2"
        return tuple(PersonId(person) for (person,) in self._scope.raw(sql, (self._scope.ego, key)))

    def fewer_than(self, count: int) -> bool:
        """Say whether ego knows fewer people than this."""
        sql = "SELECT count(*) FROM (SELECT 1 FROM people WHERE ego_id = ? AND known = 1 LIMIT ?) AS found"
        return bool(self._scope.raw(sql, (self._scope.ego, count))[0][0] < count)

    def find(self, text: str, *, known: bool | None = None) -> tuple[PersonRow, ...]:
        """Return whom a part of a name, an address or an id can mean; exact matches alone if there are any.

        Args:
            text: What the user typed.
            known: Only people ego knows, only the others, or None for both.
        """
        if not text.strip():
            return ()
        exact, value = self.get(text.strip()), text.strip().casefold()
        if exact:
            return (exact,)
        candidates = self.list(text, known=known)
        key = name_key(text)
        sure = [
            row
            for row in candidates
            if (key and name_key(row.person.name) == key)
            or any(item.value.casefold() == value for item in row.person.identities)
        ]
        return tuple(sure) or candidates

    def most_contacted(self, count: int) -> tuple[tuple[Person, int], ...]:
        """Return the people ego knows with the most messages and gestures, with how many, most first.

        Lists, newsletters and robots do not count.

        Args:
            count: At most so many people.
        """
        bulk = int(Flag.LIST | Flag.BULK | Flag.AUTOMATIC)
        rows = self._scope.raw(_MOST, (bulk, bulk, self._scope.ego, count))
        return tuple((_decode(PersonId(person), json.loads(value)), number) for person, value, number in rows)

    def listed(self, ids: Collection[PersonId] | None = None) -> Iterator[Listed]:
        """Yield what a list of many needs of each person ego knows, by name, without making a person of every row.

        Args:
            ids: Only these; None for everybody.
        """
        table = schema.people.c
        query = select(table.person, table.name_key, table.words, table.value).where(
            table.ego_id == self._scope.ego, table.known == 1
        )
        if ids is not None:
            query = query.where(table.person.in_(sorted(ids)))
        found = self._scope.conn.execute(query.order_by(table.name_key, table.person))
        for part in found.partitions(BATCH):
            yield from (_listed(*row) for row in part)

    def all(self) -> tuple[PersonRow, ...]:
        """Return everybody, ordered by id."""
        return self.list(sort="id", known=None)

    def count(self, query: str = "", *, known: bool | None = True) -> int:
        """Return how many people `list` would give without limit."""
        chosen = self._query(query, known=known).subquery()
        return int(self._scope.conn.execute(select(func.count()).select_from(chosen)).scalar_one())

    def _query(self, query: str, *, known: bool | None) -> Select[Any]:
        table = schema.people.c
        chosen = select(table.person, table.known, table.value).where(table.ego_id == self._scope.ego)
        if known is not None:
            chosen = chosen.where(table.known == int(known))
        for word in plain(query).split():
            chosen = chosen.where(_holds(word))
        return chosen

    def _found(self, query: Select[Any]) -> tuple[PersonRow, ...]:
        return _people(self._scope.conn.execute(query).all())

    def _rows(self, rows: Iterable[PersonRow]) -> Sequence[Row]:
        keyed = [(row, name_key(row.person.name)) for row in rows]
        return [
            (
                self._scope.ego,
                row.person.id,
                plain(row.person.name),
                key,
                _words(row.person, key),
                int(row.known),
                _encode_json(_encode(row.person)),
            )
            for row, key in keyed
        ]


def _people(rows: Iterable[Sequence[Any]]) -> tuple[PersonRow, ...]:
    return tuple(
        PersonRow(person=_decode(PersonId(person), json.loads(value)), known=bool(known))
        for person, known, value in rows
    )


def _listed(person: str, name_key: str, words: str, text: str) -> Listed:
    value = json.loads(text)
    return Listed(
        id=PersonId(person),
        name_key=name_key,
        words=words,
        company=value["company"],
        circles=tuple(value["circles"]),
        importance=value["importance"],
        place=Place(value["place"]),
        quiet=value["quiet"],
        remembered=value["remembered"],
    )


def _holds(word: str) -> ColumnElement[bool]:
    """Return the condition that a person's words hold this one, as typed or as a name is compared."""
    words = schema.people.c.words
    typed = words.contains(word.casefold(), autoescape=True)
    key = name_key(word)
    return or_(typed, words.contains(key, autoescape=True)) if key else typed


def _words(person: Person, key: str) -> str:
    """Return what a person is found by: the name as compared and as written, handles, employer, title."""
    handles = (item.value for item in person.identities if item.kind is not IdentityKind.NAME)
    parts = [key, person.name, *handles, person.company, person.title]
    return plain("\n".join(parts)).casefold()


def _encode(person: Person) -> dict[str, Any]:
    value: dict[str, Any] = {
        "name": plain(person.name),
        "given": plain(person.given),
        "identities": [[item.kind.value, plain(item.value)] for item in person.identities],
        "company": plain(person.company),
        "title": plain(person.title),
        "connected_on": person.connected_on.iso() if person.connected_on else None,
        "birthday": person.birthday.iso() if person.birthday else None,
        "circles": [plain(circle) for circle in person.circles],
    }
    value["importance"], value["place"] = person.importance, person.place.value
    value["quiet"], value["remembered"] = person.quiet, person.remembered
    return value


def _decode(person: PersonId, value: dict[str, Any]) -> Person:
    return Person(
        id=person,
        name=value["name"],
        given=value["given"],
        identities=tuple(Identity(IdentityKind(kind), text) for kind, text in value["identities"]),
        company=value["company"],
        title=value["title"],
        connected_on=_date(value["connected_on"]),
        birthday=_date(value["birthday"]),
        circles=tuple(value["circles"]),
        importance=value["importance"],
        quiet=value["quiet"],
        remembered=value["remembered"],
        place=Place(value["place"]),
    )


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
