"""The counts of an import, which always add up, and what to tell the user after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from kithly.app.bringing.import_notices import NOTICES_SAID, notices_said
from kithly.app.views import CountsView, FileView, ProblemView
from kithly.records import Problem
from kithly.store import KEPT, Added, FileRow, Writing

LISTED = 1_000  # problems listed one by one; the rest are counted by reason
MORE = " more"
FORGOTTEN = "of somebody you had forgotten"
ID_BYTES = 3  # of a question; there are a few dozen at most


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
        kept: Of the same, those that an earlier reading of this very folder stands for.
    """

    read: int = 0
    new: int = 0
    same: int = 0
    merged: int = 0
    held: int = 0
    skipped: int = 0
    problems: tuple[Problem, ...] = ()
    kept: int = 0

    @classmethod
    def of(cls, row: FileRow) -> Tally:
        """Return the tally a file was left with."""
        return cls(
            **{key: int(row.counts.get(key, 0)) for key in KEYS}, problems=row.problems, kept=row.counts.get(KEPT, 0)
        )

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

    def stored(self) -> dict[str, int]:
        """Return what is kept with the file: the counts, and how many an earlier reading stands for."""
        return self.counts() | ({KEPT: self.kept} if self.kept else {})


def _listed(kept: tuple[Problem, ...], fresh: Sequence[Problem]) -> tuple[Problem, ...]:
    """List the first problems one by one and count the rest by reason."""
    ones = tuple(problem for problem in kept if not problem.at.endswith(MORE))
    more = Counter({_alike(one): number_of(one) for one in kept if one.at.endswith(MORE)})
    questions = {one.question.key: one.question for one in (*kept, *fresh) if one.question}
    room = max(LISTED - len(ones), 0)
    more.update(map(_alike, fresh[room:]))
    rest = (
        Problem(at=f"{count}{MORE}", reason=reason, held=held, question=questions.get(key))
        for (reason, held, key), count in sorted(more.items())
    )
    return (*ones, *fresh[:room], *rest)


def _alike(problem: Problem) -> tuple[str, bool, str]:
    return problem.reason, problem.held, problem.question.key if problem.question else ""


def number_of(problem: Problem) -> int:
    """Return how many records a listed problem stands for."""
    return int(problem.at.split()[0]) if problem.at.endswith(MORE) else 1


def forgotten(added: Added) -> tuple[Problem, ...]:
    """Return the records of people the user had forgotten: they are skipped, and not named."""
    return tuple(Problem(at=place, reason=FORGOTTEN) for place in added.refused)


def question_id(source: str, key: str) -> str:
    """Return what a question of a source is named by: a few hexadecimal digits."""
    return blake2b(f"{source}\0{key}".encode("utf-8", "replace"), digest_size=ID_BYTES).hexdigest()


def file_view(path: str, source: str | None, tally: Tally, *, note: str | None = None) -> FileView:
    """Return what is shown of one file."""
    problems = tuple(
        ProblemView(at=one.at, reason=one.reason, question=question_id(source or "", one.question.key))
        if one.question
        else ProblemView(at=one.at, reason=one.reason)
        for one in tally.problems
    )
    return FileView(path=path, source=source, **tally.counts(), problems=problems, note=note, columns=())


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


def hints(tx: Writing, *, twins: int = 0, named: int = 0) -> tuple[str, ...]:
    """Return what the user should do next, a sentence each.

    Args:
        tx: Where to read.
        twins: How many pairs of entries are very likely one person each.
        named: How many of the people the user named may be among those known now.
    """
    told = []
    held = sum(number_of(one) for file in tx.files.waiting() for one in file.problems if one.held)
    if held:
        told.append(f"{held:,} {'record waits' if held == 1 else 'records wait'} for your answer: kithly import --held")
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
    notices = notices_said(tx)
    if notices == tx.meta.get(NOTICES_SAID):
        return tuple(told)  # nothing came that could be understood or not
    tx.meta.set(NOTICES_SAID, notices)
    return (*told, notices) if notices else tuple(told)
