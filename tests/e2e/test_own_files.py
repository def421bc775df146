"""Files Kithly wrote itself, brought to the wrong door: each is told the right one, and none is read as a source."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.e2e.conftest import Exports, Kithly
from tests.e2e.exporting_side import tree

from kithly.app.bringing.peek import peek
from kithly.app.network import open_network


@pytest.fixture(scope="module")
def own(few: Exports, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a network, a backup, and exports as a folder and a zip."""
    folder = tmp_path_factory.mktemp("own")
    here = Kithly(data=folder / "network")
    here.ok("import", few.newer)
    here.ok("backup", folder / "backup.zip")
    here.ok("export", folder / "export")
    here.ok("export", folder / "export.zip")
    return folder


def test_a_backup_is_not_imported_and_restore_is_named(own: Path, kithly: Kithly) -> None:
    ran = kithly("import", own / "backup.zip", "--json")
    assert ran.code == 1
    assert ran.error["hint"] == f"kithly restore {own / 'backup.zip'} --to NEW_FOLDER"
    among = kithly("import", own / "backup.zip", own / "export.zip", "--json").json["files"]
    assert [one["note"].partition(": ")[2].split()[1] for one in among] == ["restore", "import"]


@pytest.mark.parametrize("name", ["export", "export.zip"])
@pytest.mark.parametrize("verb", [("restore",), ("backup", "verify")])
def test_an_export_is_not_restored_and_import_is_named(
    own: Path, kithly: Kithly, name: str, verb: tuple[str, ...]
) -> None:
    ran = kithly(*verb, own / name, "--json")
    assert ran.code == 1
    assert ran.error["hint"] == f"kithly import {own / name} --data NEW_FOLDER"
    assert not kithly.data.exists()


def test_what_is_dropped_on_a_page_is_told_before_it_is_read(own: Path, kithly: Kithly) -> None:
    with open_network(kithly.data) as network:
        told = peek(network, [own / "backup.zip", own / "export.zip", own / "export"])
    assert [one.source for one in told.files] == [None] * 3
    assert [(one.next_step or "").split()[1] for one in told.files] == ["restore", "import", "import"]


def test_an_answer_of_export_that_was_kept_is_no_export(own: Path, kithly: Kithly, tmp_path: Path) -> None:
    answer = Kithly(data=own / "network").view("export", tmp_path / "export")
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "export.json").write_text(json.dumps(answer, indent=1))
    ran = kithly("import", tmp_path / "kept", "--json")
    assert ran.code == 1
    assert "network of its own" not in ran.out + ran.err


def test_an_export_of_before_its_manifest_had_a_name_of_its_own_is_taken_in(own: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    shutil.copytree(own / "export", old)
    manifest = old / "export.json"
    manifest.write_text(manifest.read_text().replace("kithly/export_manifest/1", "kithly/export/1"))
    shutil.make_archive(str(old), "zip", old)
    for number, path in enumerate((old, old.with_suffix(".zip"))):
        here = Kithly(data=tmp_path / f"of-{number}")
        here.ok("import", path)
        here.ok("export", tmp_path / f"again-{number}")
        assert tree(tmp_path / f"again-{number}") == tree(own / "export")


def test_a_network_in_which_nothing_but_looks_were_taken_takes_an_export_in(
    own: Path, kithly: Kithly, tmp_path: Path
) -> None:
    for look in ("today", "people", "doctor", "changes"):
        kithly(look)
    kithly.ok("import", own / "export")
    kithly.ok("export", tmp_path / "again")
    assert tree(tmp_path / "again") == tree(own / "export")


def test_a_folder_of_ones_own_files_is_read_without_the_export_in_it(
    own: Path, few: Exports, kithly: Kithly, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    shutil.copy(few.newer, tmp_path / "mine")
    shutil.copytree(own / "export", tmp_path / "mine" / "export")
    view = kithly.view("import", tmp_path / "mine")
    alone = Kithly(data=tmp_path / "alone").view("import", few.newer)
    assert view["totals"] == alone["totals"]
