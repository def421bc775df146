"""Damaged files: every loss is told, nothing crashes, the counts add up."""

from __future__ import annotations

import random
import shutil
import zipfile
from pathlib import Path

import pytest
from tests.e2e.conftest import NOW, Exports, Kithly

from kithly.app.bringing.import_files import import_paths
from kithly.app.network import Network, open_network
from kithly.app.recall import Recall
from kithly.app.views import CountsView, FileView, ImportView
from kithly.store import Store

CUTS = 12
FLIPS = 14


@pytest.fixture(scope="module")
def samples(few: Exports, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return one file of each kind: an archive, a table, a mailbox."""
    folder = tmp_path_factory.mktemp("samples")
    found = {"zip": Path(shutil.copy(few.newer, folder)), "mbox": Path(shutil.copy(few.mailbox, folder))}
    with zipfile.ZipFile(few.newer) as archive:
        for member in ("Connections.csv", "messages.csv", "Invitations.csv"):
            found[member] = folder / member
            found[member].write_bytes(archive.read(member))
    return found


def bring(path: Path, content: bytes, folder: Path) -> ImportView:
    """Import a file with this content into a network of its own, in memory."""
    folder.mkdir(exist_ok=True)
    damaged = folder / path.name
    damaged.write_bytes(content)
    with open_network(folder / "settings", now=NOW) as like, Store.open(":memory:") as store:
        network = Network(store=store, settings=like.settings, now=NOW, zone=like.zone, recall=Recall(store))
        return import_paths(network, [damaged])


def assert_adds_up(view: ImportView) -> None:
    """Demand counts that add up and a problem for every record held or skipped."""
    counted: tuple[CountsView | FileView, ...] = (view.totals, *view.files)
    for one in counted:
        assert one.read == one.new + one.same + one.merged + one.held + one.skipped
    for file in view.files:
        assert len(file.problems) == file.held + file.skipped
        assert all(problem.at and problem.reason for problem in file.problems)
        assert file.source is not None or file.note


def is_told(file: FileView) -> bool:
    """Say whether a file's view tells of any loss."""
    return bool(file.problems or file.note)


@pytest.mark.parametrize("kind", ["zip", "mbox", "Connections.csv", "messages.csv", "Invitations.csv"])
def test_a_file_cut_off_anywhere_is_read_as_far_as_it_goes(samples: dict[str, Path], kind: str, tmp_path: Path) -> None:
    path = samples[kind]
    content = path.read_bytes()
    whole = bring(path, content, tmp_path / "whole").totals.read
    counts = []
    for step in range(CUTS):
        view = bring(path, content[: len(content) * step // CUTS], tmp_path / "cut")
        assert_adds_up(view)
        assert view.totals.new <= whole
        counts.append(view.totals.new)
    assert counts[0] == 0
    if kind != "zip":
        assert counts == sorted(counts), "a longer beginning never holds less"
        assert counts[-1] > whole / 2


def test_an_archive_cut_off_says_so(samples: dict[str, Path], tmp_path: Path) -> None:
    content = samples["zip"].read_bytes()
    whole = bring(samples["zip"], content, tmp_path / "whole").totals.new
    for step in range(1, CUTS):
        view = bring(samples["zip"], content[: len(content) * step // CUTS], tmp_path / "cut")
        if view.totals.new < whole:
            assert any(file.note for file in view.files), step


@pytest.mark.parametrize("kind", ["zip", "mbox", "Connections.csv", "messages.csv", "Invitations.csv"])
def test_flipped_bytes_cost_no_more_than_what_they_hit(samples: dict[str, Path], kind: str, tmp_path: Path) -> None:
    path = samples[kind]
    content = path.read_bytes()
    whole = bring(path, content, tmp_path / "whole")
    rng = random.Random(kind)  # noqa: S311 - chance for a test
    for _ in range(FLIPS):
        damaged = bytearray(content)
        for place in rng.sample(range(len(damaged)), 3):
            damaged[place] ^= 1 << rng.randrange(8)
        view = bring(path, bytes(damaged), tmp_path / "flipped")
        assert_adds_up(view)
        if kind == "zip" and view.totals.new < whole.totals.new:
            assert any(is_told(file) for file in view.files)


def test_a_damaged_member_of_an_archive_is_named_and_the_others_are_read(
    samples: dict[str, Path], tmp_path: Path
) -> None:
    content = bytearray(samples["zip"].read_bytes())
    with zipfile.ZipFile(samples["zip"]) as archive:
        member = archive.getinfo("messages.csv")
        middle = member.header_offset + 60 + member.compress_size // 2
    content[middle] ^= 0xFF
    view = bring(samples["zip"], bytes(content), tmp_path)
    assert_adds_up(view)
    told = {file.path.rpartition("/")[2]: file for file in view.files}
    assert is_told(told["messages.csv"])
    assert told["Connections.csv"].new > 0


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00" * 10_000, b"From ", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"\xff\xfe", b"a,b\n", b"\n" * 5_000],
    ids=["empty", "zeros", "from", "zip-start", "empty-zip", "bom", "table", "newlines"],
)
@pytest.mark.parametrize("name", ["Connections.csv", "All mail.mbox", "Basic_LinkedInDataExport.zip"])
def test_what_is_no_export_gives_no_record_and_a_reason(
    kithly: Kithly, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    ran = kithly("import", path)
    assert ran.code == 1, ran
    assert "Traceback" not in ran.err
    assert "mistake of its own" not in ran.err
    assert name in " ".join(ran.out.split())


def test_a_file_that_cannot_be_opened_does_not_stop_the_others(kithly: Kithly, few: Exports, tmp_path: Path) -> None:
    view = kithly.view("import", tmp_path / "gone.zip", tmp_path, few.newer)
    assert view["totals"]["new"] > 0
    assert "gone.zip" in view["files"][0]["path"]
    assert view["files"][0]["note"]
