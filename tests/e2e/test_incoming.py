"""Files handed over by a browser: kept in private, known again, gone when they are read."""

from __future__ import annotations

import stat
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.e2e.conftest import NOW, Exports, Kithly
from tests.e2e.desk_side import canonical, desk_of, ended, hand_over

from kithly.app.network import open_network
from kithly.app.views import JobState
from kithly.errors import UserError
from kithly.records import Contact


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


def test_a_table_whose_time_no_browser_tells_is_as_old_as_the_newest_day_in_it(
    exports: Exports, tmp_path: Path
) -> None:
    path = tmp_path / "Connections.csv"
    with zipfile.ZipFile(exports.newer) as archive:
        path.write_bytes(archive.read(path.name))
    data = tmp_path / "network"
    with desk_of(data) as desk:
        assert ended(desk, *desk.add([hand_over(desk, path, modified=None)])).state is JobState.DONE
    with open_network(data, now=NOW) as network, network.store.reading() as kept:
        contacts = kept.records.by_kind("contact")
    days = [one.record.connected_on for one in contacts if isinstance(one.record, Contact) and one.record.connected_on]
    newest = max((day.year or 0, day.month or 0, day.day or 0) for day in days)
    assert {(one.observed_at.year, one.observed_at.month, one.observed_at.day) for one in contacts} == {newest}


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
from kithly.app.bringing.incoming import Incoming
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
