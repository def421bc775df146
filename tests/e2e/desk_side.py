"""The desk as a server meets it: opened and closed, waited for, handed files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tests.e2e.conftest import NOW

from kithly.app.bringing.desk import ImportDesk
from kithly.app.network import open_network
from kithly.app.views import JobState, JobView
from kithly.sources import Arrival

PATIENCE = 150.0  # seconds
ENDED = {JobState.DONE, JobState.STOPPED, JobState.BROKEN}


@contextmanager
def desk_of(folder: Path) -> Iterator[ImportDesk]:
    """Open a desk and close it again."""
    desk = ImportDesk(folder, now=lambda: NOW)
    try:
        yield desk
    finally:
        desk.close()


def until(desk: ImportDesk, job: JobView, done: Callable[[JobView], bool]) -> JobView:
    """Wait until something is true of a job."""
    deadline = datetime.now(UTC).timestamp() + PATIENCE
    while not done(view := desk.job(job.id)):
        assert datetime.now(UTC).timestamp() < deadline, view
        desk.wait(1.0)
    return view


def ended(desk: ImportDesk, job: JobView) -> JobView:
    """Wait until a job has ended."""
    return until(desk, job, lambda view: view.state in ENDED)


def hand_over(desk: ImportDesk, path: Path, *, name: str = "", modified: datetime | None = NOW) -> Arrival:
    """Hand a file over as a browser does."""
    with desk.incoming.receive(name or path.name, size=path.stat().st_size, modified=modified) as upload:
        with path.open("rb") as stream:
            while chunk := stream.read(10_000):
                upload.write(chunk)
        return upload.finish()


def kept(folder: Path) -> str:
    """Return everything kept in a data folder, whatever was taken back before."""
    with open_network(folder, now=NOW) as network, network.store.reading() as kept:
        return kept.canonical()


def canonical(folder: Path) -> str:
    """Return everything kept and derived in a data folder."""
    with open_network(folder, now=NOW) as network, network.store.reading() as kept:
        return kept.canonical() + kept.derived()
