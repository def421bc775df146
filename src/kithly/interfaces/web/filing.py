"""What the pages say of the files that were brought: what waits, what is read, and whether Today is ready."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kithly.app.bringing.tray import Tray
from kithly.app.changes import list_changes
from kithly.app.views import JobState, JobView, OfferView
from kithly.interfaces.web.visit import Visit

A_YEAR = timedelta(days=365)
ON_THE_WAY = frozenset({JobState.WAITING, JobState.READING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """The files that were brought, as shown.

    Attributes:
        offers: Those that wait for a word.
        jobs: Those that are read, or were, the newest first.
        undone: Changes that were taken back since.
        moment: How far everything is, in a word that changes when pages should be looked at anew.
    """

    offers: tuple[OfferView, ...]
    jobs: tuple[JobView, ...]
    undone: frozenset[str]
    moment: str

    @property
    def is_busy(self) -> bool:
        """Whether something is read, or will be."""
        return any(job.state in ON_THE_WAY for job in self.jobs)

    @property
    def readable(self) -> int:
        """How many files wait that can be read."""
        return sum(offer.readable for offer in self.offers)


def filing(visit: Visit) -> Filing:
    """Return the files that were brought."""
    jobs = visit.tray.desk.jobs()
    changes = (
        visit.network.recall.get("filing: changes", lambda: list_changes(visit.network, measured=False)).changes
        if jobs
        else ()
    )
    return Filing(
        offers=visit.tray.offers(),
        jobs=jobs[::-1],
        undone=frozenset(change.id for change in changes if change.undone),
        moment=moment(jobs),
    )


def moment(jobs: Iterable[JobView]) -> str:
    """Return a word that changes when what is known has changed for the eye: something ended, or came in early."""
    return "".join(f"{job.id[:2]}{job.state[0]}{bool(job.reading and job.reading.settled):d}" for job in jobs)


def ready_words(jobs: Iterable[JobView], *, people: int, today: date) -> str:
    """Say that Today can be looked at, and what of the files is in it; empty while nobody is known."""
    if not people:
        return ""
    running = [job.reading for job in jobs if job.state is JobState.READING and job.reading]
    if not running:
        return "Today is ready."
    if not running[0].settled:
        return "Today is ready with what was there; what is read now follows in a minute."
    back_to = running[0].back_to
    if back_to and back_to <= today - A_YEAR:
        return "Today is ready. The newest year of your mail is in; the rest goes on meanwhile."
    return "Today is ready. What was read so far is in; the rest goes on meanwhile."


def account_jobs(tray: Tray) -> dict[str, JobView]:
    """Return how each account on the desk stands, by its id."""
    return {job.account: job for job in tray.desk.jobs() if job.account}


def current_job(tray: Tray) -> JobView | None:
    """Return the file that is read now, or the next one; None while nothing is read."""
    jobs = [job for job in tray.desk.jobs() if job.state in ON_THE_WAY]
    return min(jobs, key=lambda job: job.state is not JobState.READING, default=None)
