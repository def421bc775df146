"""Full text over messages."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from kithly.store.columns import numbers_of
from kithly.store.derivation import Derivation, folded
from kithly.store.facts import SEARCHED
from kithly.store.records import Records
from kithly.store.scope import Scope, plain
from kithly.store.values import Hit

Ints = NDArray[np.int64]

_TERM = re.compile(r'"([^"]*)"?|(\S+)')

_MATCH_SQLITE = "SELECT rowid AS record FROM message_index WHERE message_index MATCH ?"
_MATCH_POSTGRESQL = "SELECT record FROM message_index WHERE words @@ ({query})"
_DATED = "SELECT {record}, {at} FROM interactions WHERE record IN ?? AND ego_id = ?"
_SENDERS = "SELECT record, sender FROM interactions WHERE sender >= 0 AND record IN ??"
_RECIPIENTS = "SELECT record, identity FROM participants WHERE record IN ?? ORDER BY record, identity"


class Search:
    """The search index of messages."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def messages(self, text: str, *, limit: int = 20, offset: int = 0) -> tuple[Hit, ...]:
        """Return messages that hold every word, newest first.

        Args:
            text: Words; ``"two words"`` stand next to each other, ``wor*`` begins so. Nothing in it
                is read as an operator.
            limit: At most so many.
            offset: How many to leave out at the start.
        """
        records, at = self.dated(self.matching(text))
        return self.hits(newest(records, at, offset + limit)[offset:].tolist())

    def total(self, text: str) -> int:
        """Return how many messages hold every word."""
        return len(self.dated(self.matching(text))[0])

    def matching(self, text: str) -> Ints:
        """Return the numbers of the messages that hold every word, in no order; of every ego of the database.

        Args:
            text: Words, as in `messages`.
        """
        found = self._matching(text)
        if found is None:
            return np.zeros(0, np.int64)
        matching, values = found
        return numbers_of(self._scope, f"SELECT {{record}} FROM ({matching}) AS h", values)[0]  # noqa: S608 - values are bound

    def hits(self, records: Sequence[int]) -> tuple[Hit, ...]:
        """Return some messages with who took part, in the order given."""
        stored = Records(self._scope).get(records)
        parties = self._parties([item.seq for item in stored])
        return tuple(Hit(stored=item, identities=parties.get(item.seq, ())) for item in stored)

    def dated(self, records: Ints) -> tuple[Ints, Ints]:
        """Return those of some messages that are this ego's, and when each was sent, in seconds since 1970."""
        found = numbers_of(self._scope, _DATED, (self._scope.listed(records.tolist()), self._scope.ego))
        return found[0], found[1]

    def stands_with(self, text: str, identities: Collection[int]) -> bool:
        """Say whether some message from or to one of these identities holds every word.

        Args:
            text: Words, as in `messages`.
            identities: Identity numbers.
        """
        found = self._matching(text)
        if found is None or not identities:
            return False
        matching, values = found
        whose = self._scope.listed(identities)
        sql = (
            f"SELECT 1 FROM ({matching}) AS h JOIN interactions AS i ON i.record = h.record"  # noqa: S608 - values are bound
            " WHERE i.ego_id = ? AND (i.sender IN ?? OR EXISTS (SELECT 1 FROM participants AS p"
            " WHERE p.record = h.record AND p.identity IN ??)) LIMIT 1"
        )
        return bool(self._scope.raw(sql, (*values, self._scope.ego, whose, whose)))

    def rebuild(self) -> None:
        """Make the index anew from the kept messages."""
        derivation = Derivation(self._scope)
        derivation.clear_index()
        for records in derivation.current(SEARCHED):
            derivation.index(records)

    def _matching(self, text: str) -> tuple[str, tuple[str, ...]] | None:
        terms = terms_of(text)
        if not terms:
            return None
        if self._scope.is_sqlite:
            # FTS5 splits what stands in quotes by the rules of the index; nothing in them is an operator.
            query = " AND ".join(f'"{words}"{"*" if begins else ""}' for words, begins in terms)
            return _MATCH_SQLITE, (query,)
        parts = ["to_tsquery('simple', ?)" if begins else "phraseto_tsquery('simple', ?)" for _, begins in terms]
        bare = [(folded(words).strip(), begins) for words, begins in terms]
        values = [f"{' <-> '.join(words.split())}:*" if begins else words for words, begins in bare]
        return _MATCH_POSTGRESQL.format(query=" && ".join(parts)), tuple(values)

    def _parties(self, records: list[int]) -> dict[int, tuple[int, ...]]:
        """Return sender and recipients of messages, sender first."""
        scope = self._scope
        found: dict[int, dict[int, None]] = {}
        for statement in (_SENDERS, _RECIPIENTS):
            for record, identity in scope.raw(statement, (scope.listed(records),)):
                found.setdefault(record, {})[identity] = None
        return {record: tuple(identities) for record, identities in found.items()}


def newest(records: Ints, at: Ints, count: int) -> Ints:
    """Return the newest of some records, newest first; of the same moment the later number first.

    Args:
        records: (n,) numbers.
        at: (n,) when each happened, seconds since 1970.
        count: At most so many.
    """
    if count < len(records):
        chosen = np.argpartition(-at, count)[:count]
        oldest = at[chosen].min()
        chosen = np.flatnonzero(at >= oldest)  # those of the very moment of the last one too
        records, at = records[chosen], at[chosen]
    return records[np.lexsort((-records, -at))][:count]


def terms_of(text: str) -> list[tuple[str, bool]]:
    """Return the terms of a search without quotes, each with whether it is only a beginning.

    Example:
        >>> terms_of('"new job" osl* -')
        [('new job', False), ('osl', True)]
    """
    found = (
        (quoted or single.replace('"', " "), single.endswith("*")) for quoted, single in _TERM.findall(plain(text))
    )
    return [(words.rstrip("*"), begins) for words, begins in found if folded(words).strip()]
