"""The desk: files are brought to it, and read one after the other in a process of their own.

Whoever serves pages keeps one desk for as long as it runs. Every method may be called from any thread, and
none waits for reading. What a dead server left unread stands on the next desk again.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kithly.app.bringing.desk_jobs import Job
from kithly.app.bringing.desk_lines import Broken, Busy, Order
from kithly.app.bringing.desk_process import AGAIN, ReadingProcess
from kithly.app.bringing.import_progress import Progress
from kithly.app.bringing.incoming import FOLDER_MODE, Incoming
from kithly.app.bringing.places import AccountPlace, lies
from kithly.app.views import ImportView, JobState, JobView
from kithly.errors import Conflict, NotFound, StoreBusy
from kithly.sources import Arrival
from kithly.store import file_lock

LOCK = "desk-lock"


class ImportDesk:
    """Where files are brought to be read.

    Attributes:
        incoming: Where files that a browser hands over are written to.
    """

    def __init__(self, folder: Path, *, now: Callable[[], datetime] | None = None) -> None:
        """Open the desk of a data folder.

        Args:
            folder: The data folder.
            now: Gives the present; None for the clock.
        """
        self.incoming = Incoming(folder)
        self._folder = folder
        self._now = now
        self._jobs: dict[str, Job] = {}
        self._change = threading.Condition()
        self._reader: ReadingProcess | None = None
        self._runner: threading.Thread | None = None
        self._is_closed = False
        self._held = ExitStack()
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        self._find_what_was_left()

    def add(self, what: Sequence[Path | Arrival]) -> tuple[JobView, ...]:
        """Bring files, folders and zips: each is read in its turn, and can be taken back by itself.

        Args:
            what: Paths of the user's own, or files that came through `incoming`.
        """
        handed = tuple(one for one in what if isinstance(one, Arrival))
        jobs = [_job(one, handed) for one in what]
        with self._change:
            self._jobs.update({job.id: job for job in jobs})
            self._go_on()
            return tuple(job.view() for job in jobs)

    def add_accounts(self, accounts: Sequence[AccountPlace]) -> tuple[JobView, ...]:
        """Have accounts read for what is new; one that waits or is being read already is not read twice."""
        with self._change:
            waiting = {job.what for job in self._jobs.values() if job.state in {JobState.WAITING, JobState.READING}}
            fresh = [account for account in accounts if account not in waiting]
            old = [id_ for id_, job in self._jobs.items() if job.what in fresh]
            for id_ in old:
                del self._jobs[id_]
            jobs = [Job(id=secrets.token_hex(4), what=account) for account in fresh]
            self._jobs.update({job.id: job for job in jobs})
            self._go_on()
            return tuple(job.view() for job in jobs)

    def read_again(self, answer: str, places: Sequence[Path | Arrival]) -> tuple[JobView, ...]:
        """Have files read again, now that a question about them is answered.

        Args:
            answer: The change of the answer; what is read belongs to it.
            places: The files, as they were brought.
        """
        with self._change:
            jobs = [self._of(place) for place in places]
            for job in jobs:
                job.answer = answer
                job.again()
            self._jobs.update({job.id: job for job in jobs})
            self._go_on()
            return tuple(job.view() for job in jobs)

    def _of(self, place: Path | Arrival) -> Job:
        """Return what is on the desk of a place and is not read just now; else a new job."""
        same = (one for one in self._jobs.values() if _lies_there(one, place))
        return next((one for one in same if one.state is not JobState.READING), None) or _job(place)

    def jobs(self) -> tuple[JobView, ...]:
        """Return everything on the desk, in the order it was brought."""
        with self._change:
            return tuple(job.view() for job in self._jobs.values())

    def job(self, id: str) -> JobView:  # noqa: A002
        """Return one file on the desk.

        Raises:
            NotFound: It is not on the desk.
        """
        with self._change:
            return self._named(id).view()

    def wait(self, seconds: float) -> None:
        """Wait until something changes at the desk, at most so many seconds."""
        with self._change:
            self._change.wait(seconds)

    def stop(self, id: str) -> JobView:  # noqa: A002
        """Read no more of a file: what was read stays, and `again` goes on where it stopped.

        Raises:
            NotFound: It is not on the desk.
        """
        with self._change:
            job = self._named(id)
            if job.state is JobState.WAITING:
                job.state = JobState.STOPPED
                self._change.notify_all()
            elif job.state is JobState.READING:
                self._stop(job)
            return job.view()

    def again(self, id: str) -> JobView:  # noqa: A002
        """Read a file that was stopped or broke off: it goes on where it stopped.

        Raises:
            NotFound: It is not on the desk.
            Conflict: It is being read, or done and its copy gone.
        """
        with self._change:
            job = self._named(id)
            if job.state not in {JobState.STOPPED, JobState.BROKEN}:
                raise Conflict("file", id, message=f"{job.name} is on its way already, or done.")
            job.again()
            self._go_on()
            return job.view()

    def put_away(self, id: str) -> None:  # noqa: A002
        """Take a file off the desk; a copy that was handed over is taken away. What was read of it stays.

        Raises:
            NotFound: It is not on the desk.
            Conflict: It is being read.
        """
        with self._change:
            job = self._named(id)
            if job.state is JobState.READING:
                raise Conflict("file", id, message=f"{job.name} is being read.", hint="Stop it first.")
            del self._jobs[job.id]
            self._remove_read(also=job)

    def close(self) -> None:
        """Stop reading and end: what was read stays, what was not stands on the next desk."""
        with self._change:
            self._is_closed = True
            reading = next((job for job in self._jobs.values() if job.state is JobState.READING), None)
            if reading:
                self._stop(reading)
            reader, runner = self._reader, self._runner
            self._change.notify_all()
        if reader:
            reader.end()
        if runner:
            runner.join()
        self._held.close()

    def _named(self, id: str) -> Job:  # noqa: A002
        if id not in self._jobs:
            raise NotFound("file", id, message="This file is no longer on the desk.", hint="Drop it again.")
        return self._jobs[id]

    def _find_what_was_left(self) -> None:
        """Put on the desk what was handed over and not read to its end before the last server ended."""
        try:
            self._held.enter_context(file_lock(self._folder / LOCK))
        except (StoreBusy, OSError):
            return  # another server has this folder: what lies there is on its desk
        self.incoming.clear_parts()
        for arrival in self.incoming.left():
            job = _job(arrival)
            job.state = JobState.STOPPED
            self._jobs[job.id] = job

    def _go_on(self) -> None:
        """See to it that somebody reads."""
        if self._runner is None and not self._is_closed:
            self._runner = threading.Thread(target=self._run, name="kithly desk", daemon=True)
            self._runner.start()
        self._change.notify_all()

    def _run(self) -> None:
        """Read what waits, one after the other, until the desk is closed."""
        while (job := self._next()) is not None:
            try:
                self._read(job)
            except OSError as error:
                self._end(job, Broken(error=f"No process can be started: {error.strerror}.", hint=AGAIN))

    def _next(self) -> Job | None:
        """Wait for the next job; None once the desk is closed."""
        with self._change:
            while not self._is_closed:
                job = next((one for one in self._jobs.values() if one.state is JobState.WAITING), None)
                if job:
                    job.state = JobState.READING
                    return job
                self._change.wait()
        return None

    def _read(self, job: Job) -> None:
        now = self._now() if self._now else None
        order = Order(folder=self._folder, what=job.what, now=now, answer=job.answer)
        reader = ReadingProcess(order)
        with self._change:
            self._reader = reader
            if job.wants_stop or self._is_closed:
                reader.stop()
        if self._is_closed:
            reader.end()
        outcome: ImportView | Broken | None = None
        for told in reader.told():
            if isinstance(told, ImportView | Broken):
                outcome = told
            else:
                self._heard(job, told)
        with self._change:
            self._reader = None
        reader.close()
        self._end(job, outcome or Broken(error=f"{job.name} was not read.", hint=AGAIN))

    def _heard(self, job: Job, told: Progress | Busy) -> None:
        with self._change:
            job.is_busy = isinstance(told, Busy)
            if isinstance(told, Progress):
                job.progress = told
            self._change.notify_all()

    def _end(self, job: Job, outcome: ImportView | Broken) -> None:
        with self._change:
            job.ended(outcome)
            self._remove_read()
            self._change.notify_all()

    def _stop(self, job: Job) -> None:
        job.wants_stop = True
        if self._reader:
            self._reader.stop()

    def _remove_read(self, also: Job | None = None) -> None:
        """Take the copies away of what is read, unless they or a file handed over with them still have to be."""
        jobs = self._jobs.values()
        waiting = (job for job in jobs if job.state is not JobState.DONE or job.is_held)
        needed = {one.path for job in waiting for one in job.copies}
        for job in (*jobs, also):
            for copy in job.copies[:1] if job else ():
                if copy.path not in needed:
                    self.incoming.remove(copy)


def _lies_there(job: Job, place: Path | Arrival) -> bool:
    return not isinstance(job.what, AccountPlace) and lies(job.what) == lies(place)


def _job(what: Path | Arrival, handed: tuple[Arrival, ...] = ()) -> Job:
    if isinstance(what, Arrival):
        what = replace(what, beside=tuple(one for one in handed if one != what))
    return Job(id=secrets.token_hex(4), what=what)
