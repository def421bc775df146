"""The desk: files are read in a process of their own, and no death on either side loses anything."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.e2e.conftest import NOW, Exports, Kithly

from kithly.app.changes import undo
from kithly.app.desk import ImportDesk
from kithly.app.network import open_network
from kithly.app.views import JobState, JobView
from kithly.errors import Conflict, NotFound, UserError
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


@pytest.fixture(scope="module")
def undisturbed(exports: Exports, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the network that the mailbox and the archive leave when nothing disturbs their import."""
    folder = tmp_path_factory.mktemp("undisturbed") / "network"
    Kithly(data=folder).ok("import", exports.mailbox, exports.newer)
    return folder


@pytest.fixture(scope="module")
def long_mailbox(exports: Exports, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a mailbox whose reading takes some seconds: the same letters, many times over, with ids of their own."""
    path = tmp_path_factory.mktemp("long") / "All mail.mbox"
    letters = exports.mailbox.read_bytes()
    with path.open("wb") as stream:
        for copy in range(12):
            stream.write(letters.replace(b"Message-ID: <", b"Message-ID: <%d." % copy))
    return path


def test_files_are_read_one_after_the_other_and_what_came_of_each_is_told(
    exports: Exports, tmp_path: Path, undisturbed: Path
) -> None:
    data = tmp_path / "network"
    with desk_of(data) as desk:
        mailbox, archive = desk.add([exports.mailbox, exports.newer])
        done = ended(desk, mailbox), ended(desk, archive)
        assert [view.state for view in done] == [JobState.DONE, JobState.DONE], done
        assert [view.name for view in desk.jobs()] == [exports.mailbox.name, exports.newer.name]
        for view in done:
            assert view.import_ is not None
            assert view.import_.totals.new > 0
            assert f"{view.import_.totals.new:,} new" in view.text
    assert canonical(data) == canonical(undisturbed)


def test_each_file_is_taken_back_by_itself(exports: Exports, tmp_path: Path) -> None:
    data = tmp_path / "network"
    with desk_of(data) as desk:
        mailbox, archive = (ended(desk, job) for job in desk.add([exports.mailbox, exports.newer]))
    assert mailbox.import_ is not None
    with open_network(data, now=NOW) as network:
        undo(network, mailbox.import_.import_)
    alone = tmp_path / "alone"
    with desk_of(alone) as desk:
        ended(desk, *desk.add([exports.newer]))
    assert archive.import_ is not None
    assert kept(data) == kept(alone)


def test_progress_is_told_while_a_file_is_read(long_mailbox: Path, tmp_path: Path) -> None:
    with desk_of(tmp_path / "network") as desk:
        (job,) = desk.add([long_mailbox])
        view = until(desk, job, lambda view: view.reading is not None and view.reading.back_to is not None)
        assert view.state is JobState.READING
        assert view.reading is not None
        assert 0 < view.reading.offset <= view.reading.size == long_mailbox.stat().st_size
        assert view.text.startswith("Newest first, back to ")
        desk.stop(job.id)


def test_a_stopped_file_keeps_what_was_read_and_goes_on_to_the_same_network(long_mailbox: Path, tmp_path: Path) -> None:
    data, other = tmp_path / "network", tmp_path / "other"
    with desk_of(data) as desk:
        (job,) = desk.add([long_mailbox])
        until(desk, job, lambda view: view.reading is not None)
        desk.stop(job.id)
        stopped = ended(desk, job)
        assert stopped.state is JobState.STOPPED
        assert stopped.import_ is not None
        assert stopped.import_.stopped
        assert stopped.import_.totals.read > 0
        assert stopped.next_step == "Import it again: it goes on where it stopped."
        assert Kithly(data=data).view("people")["total"] > 0, "what was read is shown"
        desk.again(job.id)
        done = ended(desk, job)
        assert done.state is JobState.DONE
        assert done.import_ is not None
        assert done.import_.import_ == stopped.import_.import_, "one undo takes all of it back"
    Kithly(data=other).ok("import", long_mailbox)
    assert canonical(data) == canonical(other)


def test_a_file_that_waits_can_be_stopped_and_put_away(exports: Exports, long_mailbox: Path, tmp_path: Path) -> None:
    with desk_of(tmp_path / "network") as desk:
        first, second = desk.add([long_mailbox, exports.mailbox])
        assert desk.stop(second.id).state is JobState.STOPPED
        desk.put_away(second.id)
        assert [view.id for view in desk.jobs()] == [first.id]
        with pytest.raises(NotFound):
            desk.stop(second.id)
        with pytest.raises(Conflict):
            desk.again(first.id)
        desk.stop(first.id)


def test_a_reader_that_is_killed_is_told_in_a_sentence_and_nothing_is_lost(long_mailbox: Path, tmp_path: Path) -> None:
    data, other = tmp_path / "network", tmp_path / "other"
    with desk_of(data) as desk:
        (job,) = desk.add([long_mailbox])
        until(desk, job, lambda view: view.reading is not None)
        reader = desk._reader
        assert reader is not None
        os.kill(reader.id, signal.SIGKILL)
        broken = ended(desk, job)
        assert broken.state is JobState.BROKEN
        assert broken.text == f"Reading {long_mailbox.name} ended unexpectedly (signal 9). What was read of it is kept."
        assert broken.next_step == "Import it again: it goes on where it stopped."
        desk.again(job.id)
        assert ended(desk, job).state is JobState.DONE
    Kithly(data=other).ok("import", long_mailbox)
    assert canonical(data) == canonical(other)


SERVER = """
import sys
from pathlib import Path
from kithly.app.desk import ImportDesk
desk = ImportDesk(Path(sys.argv[1]))
upload = desk.incoming.receive("All mail.mbox")
upload.write(Path(sys.argv[2]).read_bytes())
desk.incoming.receive("half.mbox").write(b"From ")
(job,) = desk.add([upload.finish()])
while desk.job(job.id).reading is None:
    desk.wait(1)
print(desk._reader.id, flush=True)
sys.stdin.read()
"""


def test_the_death_of_the_server_loses_nothing_and_leaves_no_reader(long_mailbox: Path, tmp_path: Path) -> None:
    data, other = tmp_path / "network", tmp_path / "other"
    with subprocess.Popen(
        [sys.executable, "-c", SERVER, str(data), str(long_mailbox)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as server:
        assert server.stdout is not None
        reader = int(server.stdout.readline())
        server.kill()
    with desk_of(data) as desk:
        (left,) = desk.jobs()
        assert (left.name, left.state, left.uploaded) == ("All mail.mbox", JobState.STOPPED, True)
        desk.again(left.id)  # waits for the orphan, which stops by itself
        assert ended(desk, left).state is JobState.DONE
        assert not _runs(reader)
        assert list(desk.incoming.folder.iterdir()) == []
    copy = tmp_path / "All mail.mbox"
    copy.write_bytes(long_mailbox.read_bytes())
    os.utime(copy, (0, 0))
    Kithly(data=other).ok("import", copy)
    assert canonical(data) == canonical(other)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{process}/stat").read_text("utf-8").split(")")[1][:3]


def test_an_import_elsewhere_is_waited_for_and_said(exports: Exports, tmp_path: Path) -> None:
    data = tmp_path / "network"
    with open_network(data, now=NOW) as network, desk_of(data) as desk:
        with network.store.import_lock():
            (job,) = desk.add([exports.newer])
            busy = until(desk, job, lambda view: "Another import" in view.text)
            assert busy.state is JobState.READING
        assert ended(desk, job).state is JobState.DONE


def test_a_closed_desk_has_stopped_in_order(long_mailbox: Path, tmp_path: Path) -> None:
    data = tmp_path / "network"
    with desk_of(data) as desk:
        (job,) = desk.add([long_mailbox])
        until(desk, job, lambda view: view.reading is not None)
    assert desk.job(job.id).state is JobState.STOPPED
    with open_network(data, now=NOW) as network:
        assert network.store.flaws() == ()
        with network.store.reading() as kept:
            assert kept.people.count() > 0, "what was read is shown"


def test_what_is_no_export_is_told_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "photos.pages"
    path.write_bytes(b"PK\x03\x04 no zip at all")
    with desk_of(tmp_path / "network") as desk:
        done = ended(desk, *desk.add([hand_over(desk, path)]))
        assert done.state is JobState.DONE
        assert done.text.startswith("Nothing was read: photos.pages is damaged")
        gone = ended(desk, *desk.add([tmp_path / "gone.mbox"]))
        assert "There is no file" in gone.text
        assert list(desk.incoming.folder.iterdir()) == []


def test_a_handed_over_file_lies_in_private_and_is_gone_when_it_is_read(exports: Exports, tmp_path: Path) -> None:
    with desk_of(tmp_path / "network") as desk:
        arrival = hand_over(desk, exports.newer, name="../../etc/" + exports.newer.name)
        assert arrival.name == exports.newer.name
        assert arrival.path.parent == desk.incoming.folder
        assert stat.S_IMODE(arrival.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(desk.incoming.folder.stat().st_mode) == 0o700
        done = ended(desk, *desk.add([arrival]))
        assert done.state is JobState.DONE
        assert done.uploaded
        assert done.import_ is not None
        assert all(file.path.startswith(exports.newer.name) for file in done.import_.files)
        assert list(desk.incoming.folder.iterdir()) == []
    (change,) = Kithly(data=tmp_path / "network").view("changes")["changes"]
    assert change["text"] == f"Imported {exports.newer.name}"


@pytest.mark.parametrize(
    "modified", [datetime(2026, 3, 1, 12, 0, 0, 123000, tzinfo=UTC), None], ids=["dated", "undated"]
)
def test_the_same_file_dropped_again_is_known_without_being_read(
    exports: Exports, tmp_path: Path, modified: datetime | None
) -> None:
    with desk_of(tmp_path / "network") as desk:
        for path in (exports.mailbox, exports.newer):
            first = ended(desk, *desk.add([hand_over(desk, path, modified=modified)]))
            again = ended(desk, *desk.add([hand_over(desk, path, modified=modified)]))
            assert first.import_ is not None
            assert again.import_ is not None
            assert first.import_.totals.new > 0
            assert (again.import_.totals.new, again.import_.totals.merged) == (0, 0)
            assert again.import_.totals.read == first.import_.totals.read
            assert again.import_.import_ == first.import_.import_, "nothing was changed"
            assert again.import_.seconds < first.import_.seconds


def test_a_file_imported_by_its_path_is_known_when_it_is_dropped(exports: Exports, tmp_path: Path) -> None:
    data = tmp_path / "network"
    Kithly(data=data).ok("import", exports.mailbox, exports.newer)
    with desk_of(data) as desk:
        for path in (exports.mailbox, exports.newer):
            changed = datetime.fromtimestamp(int(path.stat().st_mtime * 1_000) / 1_000, UTC)  # as a browser tells
            done = ended(desk, *desk.add([hand_over(desk, path, modified=changed)]))
            assert done.import_ is not None
            assert (done.import_.totals.new, done.import_.totals.merged) == (0, 0)
    assert len(Kithly(data=data).view("changes")["changes"]) == 1


def test_single_files_of_an_export_dropped_together_tell_each_other_whose_they_are(
    exports: Exports, tmp_path: Path
) -> None:
    members = ("Connections.csv", "messages.csv", "Profile.csv")
    paths = [tmp_path / "folder" / name for name in members]
    paths[0].parent.mkdir()
    with zipfile.ZipFile(exports.newer) as archive:
        for path in paths:
            path.write_bytes(archive.read(path.name))
    data, other = tmp_path / "network", tmp_path / "other"
    with desk_of(data) as desk:
        changed = [datetime.fromtimestamp(int(path.stat().st_mtime), UTC) for path in paths]
        jobs = desk.add([hand_over(desk, path, modified=at) for path, at in zip(paths, changed, strict=True)])
        for job in jobs:
            assert ended(desk, job).state is JobState.DONE
        assert list(desk.incoming.folder.iterdir()) == []
    Kithly(data=other).ok("import", *paths)
    assert canonical(data) == canonical(other)


def test_a_file_that_does_not_come_whole_is_refused_and_gone(tmp_path: Path) -> None:
    with desk_of(tmp_path / "network") as desk:
        upload = desk.incoming.receive("All mail.mbox", size=100)
        upload.write(b"From ")
        with pytest.raises(UserError, match=r"All mail\.mbox did not arrive whole"):
            upload.finish()
        with desk.incoming.receive("All mail.mbox") as broken_off:
            broken_off.write(b"From ")
        assert list(desk.incoming.folder.iterdir()) == []


def test_a_file_too_large_for_the_disk_is_refused_before_it_comes(tmp_path: Path) -> None:
    with desk_of(tmp_path / "network") as desk, pytest.raises(UserError) as caught:
        desk.incoming.receive("All mail.mbox", size=10**17)
    assert "All mail.mbox needs 100,000,000,000 MB and " in str(caught.value)
    assert "give the file's path instead" in caught.value.hint


LIMITED = """
import resource, signal, sys
from pathlib import Path
from kithly.app.incoming import Incoming
from kithly.errors import UserError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))
incoming = Incoming(Path(sys.argv[1]))
upload = incoming.receive("All mail.mbox", size=2_000_000)
try:
    for _ in range(200):
        upload.write(bytes(10_000))
except UserError as error:
    print(error)
print(len(list(incoming.folder.iterdir())))
"""


def test_a_disk_that_fills_up_is_one_sentence_that_names_the_need(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines() == [
        "There is no room for a copy: All mail.mbox needs 2.0 MB on a disk that is full.",
        "0",
    ]


FULL = """
import resource, signal, sys
from pathlib import Path
from kithly.app.desk import ImportDesk
from kithly.app.views import JobState
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, 700_000))
desk = ImportDesk(Path(sys.argv[1]))
(job,) = desk.add([Path(sys.argv[2])])
while desk.job(job.id).state in {JobState.WAITING, JobState.READING}:
    desk.wait(1)
view = desk.job(job.id)
print(view.state.value, view.text, view.next_step, sep="\\n")
desk.close()
"""


def test_a_disk_that_fills_up_while_a_file_is_read_is_one_sentence_and_it_goes_on_later(
    exports: Exports, tmp_path: Path, undisturbed: Path
) -> None:
    data = tmp_path / "network"
    full = subprocess.run(
        [sys.executable, "-c", FULL, str(data), str(exports.mailbox)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    state, text, next_step = full.stdout.splitlines()
    assert state == "broken"
    assert text.startswith(f"The disk that holds {data / 'kithly.db'} ")
    assert next_step.endswith("then do it again: it goes on where it stopped.")
    with desk_of(data) as desk:
        for job in desk.add([exports.mailbox, exports.newer]):
            assert ended(desk, job).state is JobState.DONE
    assert canonical(data) == canonical(undisturbed)
