"""How much belongs to each change: what its files showed, and what was said with it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kithly.store.scope import Scope

_PATHS = (
    "SELECT c.id, f.path FROM files f JOIN changes c ON c.seq = f.change"
    " WHERE c.ego_id = ? AND c.undone_at IS NULL ORDER BY f.seq"
)
_RECORDS = (
    "SELECT c.id, count(DISTINCT v.record) FROM changes c JOIN files f ON f.change = c.seq"
    " JOIN sightings s ON s.file = f.seq JOIN versions v ON v.seq = s.version"
    " WHERE c.ego_id = ? AND c.undone_at IS NULL GROUP BY c.id"
)
_WORDS = (
    "SELECT c.id, count(*) FROM changes c JOIN decisions d ON d.change = c.seq"
    " WHERE c.ego_id = ? AND c.undone_at IS NULL GROUP BY c.id"
)
_KINDS = (
    "SELECT r.kind, count(DISTINCT r.seq) FROM changes c JOIN files f ON f.change = c.seq"
    " JOIN sightings s ON s.file = f.seq JOIN versions v ON v.seq = s.version JOIN records r ON r.seq = v.record"
    " WHERE c.ego_id = ? AND c.id = ? GROUP BY r.kind ORDER BY r.kind"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """How much belongs to a change.

    Attributes:
        names: Files and folders it read, as the user named them, each once.
        records: How many records these showed, each once; what other files showed as well counts too.
        words: How many words of the user's were kept with it.
    """

    names: tuple[str, ...] = ()
    records: int = 0
    words: int = 0


def brought_by_all(scope: Scope) -> Mapping[str, Brought]:
    """Return how much belongs to each change that stands, by its id; changes of nothing are left out."""
    names: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for change, path in scope.raw(_PATHS, (scope.ego,)):
        names[change][path.split("/")[0]] = None
    records = dict(tuple(row) for row in scope.raw(_RECORDS, (scope.ego,)))
    words = dict(tuple(row) for row in scope.raw(_WORDS, (scope.ego,)))
    return {
        change: Brought(names=tuple(names.get(change, ())), records=records.get(change, 0), words=words.get(change, 0))
        for change in {*names, *records, *words}
    }


def kinds_brought(scope: Scope, change: str) -> Counter[str]:
    """Return how many records of each kind the files of a change showed."""
    return Counter({str(kind): int(count) for kind, count in scope.raw(_KINDS, (scope.ego, change))})
