"""Full text over messages."""

from __future__ import annotations

import re
from collections.abc import Collection

from kithly.store.derivation import Derivation, folded
from kithly.store.records import Records
from kithly.store.scope import Scope, plain
from kithly.store.values import Hit

NEWEST = 20_000
"""Hits looked at, those imported last first: bounds the time of a word that stands everywhere."""

_TERM = re.compile(r'"([^"]*)"?|(\S+)')

_MATCH_SQLITE = "SELECT rowid AS record FROM message_index WHERE message_index MATCH ? ORDER BY rowid DESC LIMIT ?"
_MATCH_POSTGRESQL = "SELECT record FROM message_index WHERE words @@ ({query}) ORDER BY record DESC LIMIT ?"
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
        found = self._matching(text)
        if found is None:
            return ()
        matching, values = found
        rows = self._scope.raw(
            f"SELECT i.record FROM ({matching}) AS h JOIN interactions AS i ON i.record = h.record"  # noqa: S608 - values are bound
            " WHERE i.ego_id = ? ORDER BY i.at DESC, i.record DESC LIMIT ? OFFSET ?",
            (*values, self._scope.ego, limit, offset),
        )
        stored = Records(self._scope).get(row[0] for row in rows)
        parties = self._parties([item.seq for item in stored])
        return tuple(Hit(stored=item, identities=parties.get(item.seq, ())) for item in stored)

    def total(self, text: str) -> int:
        """Return how many messages hold every word; at most `NEWEST`."""
        found = self._matching(text)
        if found is None:
            return 0
        matching, values = found
        sql = (
            f"SELECT count(*) FROM ({matching}) AS h JOIN interactions AS i ON i.record = h.record"  # noqa: S608 - values are bound
            " WHERE i.ego_id = ?"
        )
        return int(self._scope.raw(sql, (*values, self._scope.ego))[0][0])

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
        for records in derivation.current(("message",)):
            derivation.index(records)

    def _matching(self, text: str) -> tuple[str, tuple[str | int, ...]] | None:
        terms = terms_of(text)
        if not terms:
            return None
        if self._scope.is_sqlite:
            # FTS5 splits what stands in quotes by the rules of the index; nothing in them is an operator.
            query = " AND ".join(f'"{words}"{"*" if begins else ""}' for words, begins in terms)
            return _MATCH_SQLITE, (query, NEWEST)
        parts = ["to_tsquery('simple', ?)" if begins else "phraseto_tsquery('simple', ?)" for _, begins in terms]
        bare = [(folded(words).strip(), begins) for words, begins in terms]
        values = [f"{' <-> '.join(words.split())}:*" if begins else words for words, begins in bare]
        return _MATCH_POSTGRESQL.format(query=" && ".join(parts)), (*values, NEWEST)

    def _parties(self, records: list[int]) -> dict[int, tuple[int, ...]]:
        """Return sender and recipients of messages, sender first."""
        scope = self._scope
        found: dict[int, dict[int, None]] = {}
        for statement in (_SENDERS, _RECIPIENTS):
            for record, identity in scope.raw(statement, (scope.listed(records),)):
                found.setdefault(record, {})[identity] = None
        return {record: tuple(identities) for record, identities in found.items()}


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
