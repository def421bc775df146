"""The counts of an import, which always add up, and what to tell the user after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kithly.app.views import CountsView, FileView, ProblemView
from kithly.records import Problem
from kithly.store import Reading

LISTED = 1_000  # problems listed one by one; the rest are counted by reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How the records of one file fared so far."""

    read: int = 0
    new: int = 0
    same: int = 0
    merged: int = 0
    held: int = 0
    skipped: int = 0
    listed: tuple[tuple[str, str], ...] = ()
    more: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, counts: Mapping[str, int], problems: Mapping[str, list[list[str | int]]]) -> Tally:
        """Return the tally a file was left with."""
        return cls(
            **{key: int(counts.get(key, 0)) for key in ("read", "new", "same", "merged", "held", "skipped")},
            listed=tuple((str(at), str(reason)) for at, reason in problems.get("listed", [])),
            more=tuple((str(reason), int(count)) for reason, count in problems.get("more", [])),
        )

    @classmethod
    def again(cls, counts: Mapping[str, int], problems: Mapping[str, list[list[str | int]]]) -> Tally:
        """Return the tally of a file that was read before and has not changed: all is the same."""
        first = cls.of(counts, problems)
        return replace(first, new=0, merged=0, same=first.new + first.same + first.merged)

    def with_problems(self, problems: Sequence[Problem]) -> Tally:
        """Return this tally with problems counted (`read` is counted by the caller)."""
        room = LISTED - len(self.listed)
        more = Counter(dict(self.more))
        more.update(problem.reason for problem in problems[room:])
        return replace(
            self,
            held=self.held + sum(problem.held for problem in problems),
            skipped=self.skipped + sum(not problem.held for problem in problems),
            listed=(*self.listed, *((problem.at, problem.reason) for problem in problems[:room])),
            more=tuple(sorted(more.items())),
        )

    def counts(self) -> dict[str, int]:
        """Return the six counts by name."""
        return {key: getattr(self, key) for key in ("read", "new", "same", "merged", "held", "skipped")}

    def kept_problems(self) -> dict[str, list[list[str | int]]]:
        """Return the problems in the form the store keeps."""
        return {"listed": [list(one) for one in self.listed], "more": [list(one) for one in self.more]}


def file_view(path: str, source: str | None, tally: Tally, *, note: str | None = None) -> FileView:
    """Return what is shown of one file."""
    problems = [ProblemView(at=at, reason=reason) for at, reason in tally.listed]
    problems += [ProblemView(at=f"{count} more", reason=reason) for reason, count in tally.more]
    return FileView(path=path, source=source, **tally.counts(), problems=tuple(problems), note=note)


def totals_of(files: Sequence[FileView]) -> CountsView:
    """Return the sums over all files."""
    keys = ("read", "new", "same", "merged", "held", "skipped")
    return CountsView(**{key: sum(getattr(file, key) for file in files) for key in keys})


def hints(tx: Reading) -> tuple[str, ...]:
    """Return what the user should do next, a sentence each."""
    told = []
    if not tx.meta.get("ego_known"):
        told.append("I do not know who you are yet: kithly me --set address=you@your-mail.example")
    return tuple(told)
