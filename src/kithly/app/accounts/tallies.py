"""What is read of one account, part by part, as it is counted, kept and shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kithly.app.bringing.import_report import KEYS, Tally
from kithly.app.views import CountsView, ProblemView, ReadPartView
from kithly.records import Problem, Sighted
from kithly.sources import Cursor, Known
from kithly.store import FileId

Kept = Sighted | Known | Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What is kept in one transaction.

    Attributes:
        part: Where it was read.
        records: Records and flaws, in order.
        gone: How many records the account holds no longer.
        cursor: How far the part is read with this batch; None where it does not say.
    """

    part: str
    records: tuple[Kept, ...] = ()
    gone: int = 0
    cursor: Cursor | None = None


@dataclass(slots=True, kw_only=True)
class PartSoFar:
    """One part of an account while it is read.

    Attributes:
        name: The part.
        path: Account and part, as shown.
        total: How much there is to read; 0 if unknown.
        file: The row under which it is kept; None until something is.
        tally: How its records fared.
        filled: Records of which the text followed.
        gone: Records the account holds no longer.
    """

    name: str
    path: str
    total: int = 0
    file: FileId | None = None
    tally: Tally = field(default_factory=Tally)
    filled: int = 0
    gone: int = 0

    def view(self) -> ReadPartView:
        """Return what is shown of it."""
        tally = self.tally
        problems = tuple(ProblemView(at=one.at, reason=one.reason) for one in tally.problems)
        return ReadPartView(
            path=self.path,
            part=self.name,
            **tally.counts(),
            filled=self.filled,
            gone=self.gone,
            problems=problems,
        )

    @property
    def has_news(self) -> bool:
        """Whether anything was read of it."""
        return bool(self.tally.read or self.filled or self.gone)


def added(tally: Tally, *, counts: dict[str, int], problems: Sequence[Problem], read: int) -> Tally:
    """Return a tally with one batch counted in."""
    return replace(
        tally.with_problems(problems),
        read=tally.read + read,
        new=tally.new + counts["new"],
        same=tally.same + counts["same"],
        merged=tally.merged + counts["merged"],
    )


def totals_of(parts: Sequence[ReadPartView | CountsView]) -> CountsView:
    """Return the sums over parts or accounts."""
    return CountsView(**{key: sum(getattr(part, key) for part in parts) for key in KEYS})
