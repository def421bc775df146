"""A file on the desk: how it stands, in words."""

from __future__ import annotations

from dataclasses import dataclass

from kithly.app.bringing.desk_lines import Broken, name_of
from kithly.app.bringing.import_progress import Progress
from kithly.app.bringing.places import AccountPlace, Place
from kithly.app.bringing.unread import READABLE
from kithly.app.figures import counted, month_words, time_left
from kithly.app.views import CountsView, ImportView, JobState, JobView, ReadingView
from kithly.sources import Arrival

TELLING = 3.0  # seconds of reading after which the time that is left can be told
GOES_ON = "Import it again: it goes on where it stopped."
BEGINS = "Reading begins with a look through the whole file."


@dataclass(slots=True)
class Job:
    """One file on the desk, as it stands now.

    Attributes:
        id: Names it at the desk.
        what: A path of the user's own, a file that was handed over, or an account.
        state: What becomes of it.
        is_busy: Another import runs, and this one waits for it.
        wants_stop: The user wants no more of it.
        progress: How far it is.
        outcome: What came of it, or what went wrong.
        answer: The change of the answer for which it is read again.
    """

    id: str
    what: Place
    state: JobState = JobState.WAITING
    is_busy: bool = False
    wants_stop: bool = False
    progress: Progress | None = None
    outcome: ImportView | Broken | None = None
    answer: str | None = None

    @property
    def is_held(self) -> bool:
        """Whether something of it waits for an answer, after which it is read again."""
        files = self.outcome.files if isinstance(self.outcome, ImportView) else ()
        return any(problem.question for file in files for problem in file.problems)

    @property
    def name(self) -> str:
        """What the file is called on screen."""
        return name_of(self.what)

    @property
    def copies(self) -> tuple[Arrival, ...]:
        """The handed-over files it needs: itself, and what tells whose it is."""
        return (self.what, *self.what.beside) if isinstance(self.what, Arrival) else ()

    def again(self) -> None:
        """Put it back into the row of those that wait."""
        self.state, self.wants_stop, self.progress, self.outcome = JobState.WAITING, False, None, None

    def ended(self, outcome: ImportView | Broken) -> None:
        """Take what came of it."""
        self.outcome, self.is_busy = outcome, False
        if isinstance(outcome, ImportView):
            self.state = JobState.STOPPED if outcome.stopped else JobState.DONE
        else:
            self.state = JobState.STOPPED if self.wants_stop else JobState.BROKEN

    def view(self) -> JobView:
        """Return it as shown."""
        text, next_step = _told(self)
        return JobView(
            id=self.id,
            name=self.name,
            state=self.state,
            text=text,
            next_step=next_step,
            reading=_reading(self.progress) if self.state is JobState.READING and self.progress else None,
            import_=self.outcome if isinstance(self.outcome, ImportView) else None,
            uploaded=isinstance(self.what, Arrival),
            account=self.what.id if isinstance(self.what, AccountPlace) else "",
        )


def _reading(progress: Progress) -> ReadingView:
    return ReadingView(
        path=progress.path,
        offset=progress.offset,
        size=progress.size,
        read=progress.read,
        back_to=progress.back_to,
        seconds_left=seconds_left(progress),
        settled=progress.settled,
    )


def seconds_left(progress: Progress) -> int | None:
    """Return about how long the rest of the file takes; None where that cannot be told yet."""
    done = progress.offset - progress.begun
    if progress.seconds < TELLING or done <= 0 or progress.size <= progress.offset:
        return None
    return round((progress.size - progress.offset) * progress.seconds / done)


def _told(job: Job) -> tuple[str, str | None]:
    """Return how a job stands in a sentence, and what to do next."""
    match job.state:
        case JobState.WAITING:
            return "Waits for its turn.", None
        case JobState.READING:
            return _reading_text(job), None
        case JobState.STOPPED:
            return _stopped_text(job), GOES_ON
        case _:
            return _end_text(job)


def _reading_text(job: Job) -> str:
    if job.is_busy:
        return "Another import is running; this one begins when it is done."
    progress = job.progress
    if progress is None:
        is_account = isinstance(job.what, AccountPlace)
        return "Signing in, and looking what is new." if is_account else BEGINS
    if job.wants_stop:
        return "Stopping. What was read stays."
    back = f"Newest first, back to {month_words(progress.back_to)}: " if progress.back_to else ""
    left = seconds_left(progress)
    more = "" if left is None else f", {time_left(left)} more"
    ready = " Today, People and Search can be used meanwhile." if progress.settled else ""
    return f"{back}{progress.read:,} read{more}.{ready}"


def _stopped_text(job: Job) -> str:
    if isinstance(job.outcome, ImportView):
        return f"Stopped. What was read stays: {_counts(job.outcome.totals)}."
    return "Not read to its end."


def _end_text(job: Job) -> tuple[str, str | None]:
    match job.outcome:
        case ImportView() as view if view.totals.read:
            known = counted(view.people.after, "person", "people")
            return f"{view.totals.read:,} read: {_counts(view.totals)}. You know {known}.", None
        case ImportView() if isinstance(job.what, AccountPlace):
            return "Nothing new.", None
        case ImportView() as view:
            note = next((file.note for file in view.files if file.note), "there is no record in it")
            return f"Nothing was read: {note.rstrip('.')}.", READABLE
        case Broken(error=error, hint=hint):
            return error, hint or None
        case _:
            return "", None


def _counts(counts: CountsView) -> str:
    """Return how records fared, without what did not occur; the parts add up to those read."""
    told = (
        (counts.new, "new"),
        (counts.same, "known already"),
        (counts.merged, "changed"),
        (counts.held, "need you"),
        (counts.skipped, "left out"),
    )
    return ", ".join(f"{count:,} {word}" for count, word in told if count) or "nothing yet"
