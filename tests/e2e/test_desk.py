"""The desk: files are read in a process of their own, and no death on either side loses anything."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.e2e.conftest import NOW, Exports, Kithly
from tests.e2e.desk_side import canonical, desk_of, ended, kept, until

from kithly.app.changes import undo
from kithly.app.network import open_network
from kithly.app.views import JobState
from kithly.errors import Conflict, NotFound


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
from kithly.app.bringing.desk import ImportDesk
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


FULL = """
import resource, signal, sys
from pathlib import Path
from kithly.app.bringing.desk import ImportDesk
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
