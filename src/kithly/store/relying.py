"""Which imports found files unchanged that earlier ones had read: those files stay when the earlier is taken back.

A file that has not changed is not read again, so nothing of it is noted under the later import. That it was among what
the user brought is kept here, as ranges of numbers; whoever takes the earlier import back leaves it to the later one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence

from sqlalchemy import select

from kithly.store import schema
from kithly.store.meta import Meta
from kithly.store.scope import Scope

RESTS = "rests_on"  # name of the small fact: ranges of file numbers by the number of the change
Ranges = list[list[int]]


class Relying:
    """What imports found unchanged."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def note(self, change: int, files: Collection[int]) -> None:
        """Keep that an import found files unchanged; those it read itself are left out.

        Args:
            change: Number of its change.
            files: Their numbers.
        """
        file = schema.files.c
        own = set(self._scope.conn.execute(select(file.seq).where(file.change == change)).scalars())
        found = set(files) - own
        if found:
            told = self._all()
            told[change] = _ranges(found | set(_numbers(told.get(change, []))))
            self._keep(told)

    def heirs(self, change: int, files: Sequence[int]) -> dict[int, int]:
        """Return which of the files of a change belong to a later one too, each with the first that stands.

        Args:
            change: Number of the change.
            files: Numbers of its files.
        """
        row, wanted = schema.changes.c, set(files)
        told = self._all()
        query = select(row.seq).where(row.ego_id == self._scope.ego, row.undone_at.is_(None), row.seq != change)
        standing = set(self._scope.conn.execute(query).scalars()) if told else set()
        found: dict[int, int] = {}
        for later in sorted(standing & told.keys(), reverse=True):
            found |= dict.fromkeys(wanted & set(_numbers(told[later])), later)
        return found

    def drop(self, change: int) -> None:
        """Keep nothing more of a change that is taken back."""
        told = self._all()
        if told.pop(change, None) is not None:
            self._keep(told)

    def _all(self) -> dict[int, Ranges]:
        told: dict[str, Ranges] = json.loads(Meta(self._scope).get(RESTS) or "{}")
        return {int(change): ranges for change, ranges in told.items()}

    def _keep(self, told: dict[int, Ranges]) -> None:
        Meta(self._scope).set(RESTS, json.dumps(told, separators=(",", ":")))


def renumbered(told: str, change: Callable[[int], int], file: Callable[[int], int]) -> str:
    """Return what is kept with other numbers, in their order: for an export, whose rows have numbers of their own.

    Args:
        told: What is kept.
        change: Gives the other number of a change, 0 where there is none.
        file: Gives that of a file.

    Raises:
        ValueError: It is not of this form.
    """
    found, kept = {}, json.loads(told)
    if not isinstance(kept, dict):
        raise ValueError("it is no object")  # noqa: TRY004 - one error for all that may be wrong
    for number, ranges in kept.items():
        if not all(0 < first <= last and file(last) >= 0 for first, last in ranges):  # nothing foreign is counted out
            raise ValueError("a range of files is none")
        files = {file(one) for one in _numbers(ranges)} - {0}
        if change(int(number)) and files:
            found[change(int(number))] = _ranges(files)
    return json.dumps(dict(sorted(found.items())), separators=(",", ":"))


def _ranges(numbers: Iterable[int]) -> Ranges:
    """Return numbers as ranges, first and last of each."""
    found: Ranges = []
    for one in sorted(numbers):
        if found and one == found[-1][1] + 1:
            found[-1][1] = one
        else:
            found.append([one, one])
    return found


def _numbers(ranges: Ranges) -> Iterable[int]:
    return (one for first, last in ranges for one in range(first, last + 1))
