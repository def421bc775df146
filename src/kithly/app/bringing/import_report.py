"""The counts of an import, which always add up, and what to tell the user after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kithly.app.views import CountsView, FileView, ProblemView
from kithly.records import Problem
from kithly.store import FileRow, Reading

LISTED = 1_000  # problems listed one by one; the rest are counted by reason
MORE = " more"


KEYS = ("read", "new", "same", "merged", "held", "skipped")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How the records of one file fared so far.

    Attributes:
        read: All records; the sum of the other five.
        new: Never seen before.
        same: Known with this content.
        merged: Known, with new content.
        held: Waiting for the user.
        skipped: Unreadable, or excluded by a rule.
        problems: The first `LISTED` held or skipped ones, then one for each further reason with its count.
    """

    read: int = 0
    new: int = 0
    same: int = 0
    merged: int = 0
    held: int = 0
    skipped: int = 0
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, row: FileRow) -> Tally:
        """Return the tally a file was left with."""
        return cls(**{key: int(row.counts.get(key, 0)) for key in KEYS}, problems=row.problems)

    @classmethod
    def again(cls, row: FileRow) -> Tally:
        """Return the tally of a file that was read before and has not changed: all is the same."""
        first = cls.of(row)
        return replace(first, new=0, merged=0, same=first.new + first.same + first.merged)

    def with_problems(self, problems: Sequence[Problem]) -> Tally:
        """Return this tally with problems counted (`read` is counted by the caller)."""
        held = sum(problem.held for problem in problems)
        return replace(
            self,
            held=self.held + held,
            skipped=self.skipped + len(problems) - held,
            problems=_listed(self.problems, problems),
        )

    def counts(self) -> dict[str, int]:
        """Return the six counts by name."""
        return {key: getattr(self, key) for key in KEYS}


def _listed(kept: tuple[Problem, ...], fresh: Sequence[Problem]) -> tuple[Problem, ...]:
    """List the first problems one by one and count the rest by reason."""
    ones = tuple(problem for problem in kept if not problem.at.endswith(MORE))
    more = Counter({(one.reason, one.held): int(one.at.split()[0]) for one in kept if one.at.endswith(MORE)})
    room = max(LISTED - len(ones), 0)
    more.update((one.reason, one.held) for one in fresh[room:])
    rest = (Problem(at=f"{count}{MORE}", reason=reason, held=held) for (reason, held), count in sorted(more.items()))
    return (*ones, *fresh[:room], *rest)


def file_view(path: str, source: str | None, tally: Tally, *, note: str | None = None) -> FileView:
    """Return what is shown of one file."""
    problems = tuple(ProblemView(at=one.at, reason=one.reason) for one in tally.problems)
    return FileView(path=path, source=source, **tally.counts(), problems=problems, note=note)


def shortened(files: Iterable[FileView]) -> tuple[FileView, ...]:
    """Return the files, of those that were not read only the first; the rest are counted by reason."""
    kept: list[FileView] = []
    more: Counter[str] = Counter()
    unread = 0
    for file in files:
        unread += file.source is None
        if file.source is None and unread > LISTED:
            more[file.note or ""] += 1
        else:
            kept.append(file)
    rest = (file_view(f"{count}{MORE}", None, Tally(), note=note) for note, count in sorted(more.items()))
    return (*kept, *rest)


def totals_of(files: Sequence[FileView]) -> CountsView:
    """Return the sums over all files."""
    return CountsView(**{key: sum(getattr(file, key) for file in files) for key in KEYS})


def hints(tx: Reading, *, twins: int = 0, named: int = 0) -> tuple[str, ...]:
    """Return what the user should do next, a sentence each.

    Args:
        tx: Where to read.
        twins: How many pairs of entries are very likely one person each.
        named: How many of the people the user named may be among those known now.
    """
    told = []
    if named:
        them = "One of the people" if named == 1 else f"{named:,} of the people"
        told.append(f"{them} you named may be here now: kithly merges shows whom each line may mean.")
    if twins:
        told.append(
            f"{twins:,} pairs of entries look like one person each, under old and new addresses: kithly merges shows "
            "them, kithly merges --accept 0.9 joins the sure ones (one undo takes it back)."
        )
    if tx.changes.list() and not tx.meta.get("ego_known"):
        told.append("I do not know who you are yet: kithly me --set address=you@your-mail.example")
    undated = tx.interactions.undated()
    if undated:
        told.append(f"{undated:,} messages have no believable date: kept and searchable, but no contact at any time.")
    return tuple(told)
