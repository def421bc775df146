"""A whole folder of downloads: the good in it is found, the rest goes by, and the second time costs next to nothing."""

from __future__ import annotations

import os
import random
import shutil
import socket
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.pace import spent

from kithly.app.bringing.import_files import import_paths
from kithly.app.network import Network, open_network
from kithly.app.views import FileView, ImportView

GOLDEN = Path(__file__).parents[1] / "golden" / "linkedin" / "Basic_LinkedInDataExport_03-06-2026 (1)"
MAIL = "From ana@globex.example Mon Jan 05 10:00:00 2026\nFrom: Ana Rivers <ana@globex.example>\nTo: me@home.example\n"
MAIL += "Date: Mon, 05 Jan 2026 10:00:00 +0000\nMessage-ID: <1@globex.example>\n\nHello\n"
MANY = 400
KINDS = (("pdf", b"%PDF-1.7\n"), ("jpg", b"\xff\xd8\xff"), ("dmg", b"x\xda"), ("iso", b"\0" * 64))


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    """Write a folder as it grows on a real desk."""
    folder, rng = tmp_path / "Downloads", random.Random(5)  # noqa: S311 - no secret
    folder.mkdir()
    for number in range(MANY):
        ending, magic = rng.choice(
            [("pdf", b"%PDF-1.7\n"), ("jpg", b"\xff\xd8\xff"), ("dmg", b"x\xda"), ("iso", b"\0" * 64)]
        )
        (folder / f"file {number}.{ending}").write_bytes(magic + rng.randbytes(20_000))
    (folder / "half.zip.crdownload").write_bytes(b"PK\x03\x04" + rng.randbytes(2_000))
    (folder / "half.mbox.part").write_text(MAIL, "utf-8")
    (folder / "photos.7z").write_bytes(b"7z\xbc\xaf\x27\x1c" + rng.randbytes(500))
    (folder / "films.rar").write_bytes(b"Rar!\x1a\x07" + rng.randbytes(500))
    (folder / "nothing.txt").write_bytes(b"")
    (folder / "notes.txt").write_text("Milk, eggs; bread.\n" * 30, "utf-8")
    (folder / "dangling").symlink_to("/nowhere/at/all")
    (folder / "around").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    with zipfile.ZipFile(folder / "photos.zip", "w") as photos:
        for number in range(MANY):
            photos.writestr(f"IMG_{number}.jpg", b"\xff\xd8\xff" + rng.randbytes(3_000))
    return folder


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    with open_network(tmp_path / "data") as opened:
        yield opened


def packed(folder: Path, place: Path) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.make_archive(str(place.with_suffix("")), "zip", folder)
    return place


def reasons(view: ImportView) -> Counter[str]:
    return Counter(str(file.note) for file in view.files if file.source is None)


def find(view: ImportView, name: str) -> FileView:
    return next(file for file in view.files if Path(file.path).name == name)


def test_the_good_is_found_and_the_rest_is_named_by_reason(network: Network, downloads: Path) -> None:
    packed(GOLDEN, downloads / "export.zip")
    (downloads / "old mail").mkdir()
    (downloads / "old mail" / "All mail.mbox").write_text(MAIL, "utf-8")
    began = time.process_time()
    view = import_paths(network, [downloads])
    assert spent(began) < 20
    assert find(view, "All mail.mbox").new == 1
    assert {file.source for file in view.files if file.source} == {"linkedin_export", "mbox"}
    told = reasons(view)
    assert "a PDF: Kithly cannot read these yet" in told
    assert told["a picture: Kithly cannot read these yet"] > MANY
    assert "half is half a download" not in told
    assert any("is half a download. Wait until it is whole." in reason for reason in told)
    assert find(view, "photos.7z").note == "a 7-Zip archive: unpack it, then import the folder"
    assert find(view, "films.rar").note == "a RAR archive: unpack it, then import the folder"
    assert find(view, "half.mbox.part").source is None
    assert len(told) < 16


def test_a_second_look_reads_nothing_again(network: Network, downloads: Path) -> None:
    packed(GOLDEN, downloads / "export.zip")
    first = import_paths(network, [downloads])
    (downloads / "one more.pdf").write_bytes(b"%PDF-1.7\n")
    began = time.process_time()
    second = import_paths(network, [downloads])
    assert spent(began) < 4
    assert (second.totals.new, second.totals.merged) == (0, 0)
    assert second.totals.read == first.totals.read
    assert sum(reasons(second).values()) == sum(reasons(first).values()) + 1


def test_copies_of_one_export_change_nothing(network: Network, tmp_path: Path) -> None:
    folder = tmp_path / "Downloads"
    export = packed(GOLDEN, folder / "export.zip")
    first = import_paths(network, [folder])
    shutil.copy(export, folder / "export (1).zip")
    shutil.copy(export, folder / "export (2).zip")
    again = import_paths(network, [folder])
    assert (again.totals.new, again.totals.merged) == (0, 0)
    assert again.people.after == first.people.after


def test_an_export_zipped_once_more_is_read(network: Network, tmp_path: Path) -> None:
    inner = packed(GOLDEN, tmp_path / "inner" / "takeout.zip")
    outer = packed(inner.parent, tmp_path / "Downloads" / "outer.zip")
    view = import_paths(network, [outer.parent])
    assert {file.source for file in view.files if file.source} == {"linkedin_export"}
    assert view.totals.new > 0


def test_a_socket_and_a_locked_file_stop_nothing(network: Network, tmp_path: Path) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    (folder / "mail.mbox").write_text(MAIL, "utf-8")
    with socket.socket(socket.AF_UNIX) as plug:
        plug.bind(str(folder / "s"))
        assert import_paths(network, [folder]).totals.new == 1


def test_what_nobody_could_read_is_looked_at_again_by_other_readers(network: Network, downloads: Path) -> None:
    import_paths(network, [downloads])
    with network.store.transaction() as tx:
        tx.decisions.add(tx.changes.open("me", "Said something", network.now), "me", "name", "Me", network.now)
    assert find(import_paths(network, [downloads]), "notes.txt").source is None
