"""News, by whom it is about: told from columns, so that few records are read."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from kithly.people import PersonId
from kithly.store.columns import numbers_of
from kithly.store.scope import Scope

# Bare names of news are identities called "news:" and the name as it is compared (`records.NEWS_NAMES`).
_ROWS = (
    "SELECT {t.record}, {t.identity}, {t.bare}, {t.at} FROM (SELECT r.seq AS record, i.seq AS identity,"
    " CASE WHEN i.kind = 'name' AND substr(i.value, 1, 5) = 'news:' THEN 1 ELSE 0 END AS bare, v.observed_at AS at"
    " FROM records AS r JOIN versions AS v ON v.seq = r.current JOIN record_identities AS l ON l.record = r.seq"
    " JOIN identities AS i ON i.seq = l.identity WHERE r.kind = 'news' AND r.kind <> 'message' AND r.ego_id = ?%s"
    " ORDER BY v.observed_at DESC, r.seq DESC) AS t"
)
_NAMES = "SELECT seq, value FROM identities WHERE ego_id = ? AND kind = 'name' AND value > 'news:' AND value < 'news;'"
_PEOPLE = "SELECT person, name_key FROM people WHERE ego_id = ? AND known = 1"


class NewsRow(NamedTuple):
    """By what one piece of news names whom it is about.

    Attributes:
        record: Number of the record.
        identity: Number of a handle, or of the bare name.
        is_bare: Whether it is the bare name.
        at: When it was told, seconds since 1970.
    """

    record: int
    identity: int
    is_bare: bool
    at: int


class NewsIndex:
    """Whom news is about, without reading it."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def is_there(self) -> bool:
        """Say whether there is any news at all."""
        sql = "SELECT 1 FROM records WHERE kind = 'news' AND kind <> 'message' AND ego_id = ? LIMIT 1"
        return bool(self._scope.raw(sql, (self._scope.ego,)))

    def rows(self, records: Collection[int] | None = None) -> tuple[NewsRow, ...]:
        """Return by what news names whom it is about, what was told last first; two rows at most for each.

        Args:
            records: Only these records; None for all.
        """
        sql = _ROWS % ("" if records is None else " AND r.seq IN ??")
        values = (self._scope.ego,) if records is None else (self._scope.ego, self._scope.listed(records))
        columns = [column.tolist() for column in numbers_of(self._scope, sql, values)]
        return tuple(NewsRow(record, who, bool(bare), at) for record, who, bare, at in zip(*columns, strict=True))

    def bearers(self) -> dict[str, PersonId]:
        """Return who alone of all whom ego knows bears each full name, by the name as `records.name_key` gives it."""
        found: dict[str, PersonId | None] = {}
        for person, key in self._scope.raw(_PEOPLE, (self._scope.ego,)):
            found[key] = None if key in found else PersonId(person)
        return {key: person for key, person in found.items() if person is not None and " " in key}

    def alone_called(self) -> dict[int, PersonId]:
        """Return the numbers of the bare names in news, with who alone of all whom ego knows bears each.

        A single word is no name to go by.
        """
        names = self._scope.raw(_NAMES, (self._scope.ego,))
        bearers = self.bearers() if names else {}
        found = ((seq, bearers.get(value.partition(":")[2])) for seq, value in names)
        return {seq: person for seq, person in found if person is not None}
