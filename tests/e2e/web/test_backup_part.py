"""Backups in the settings: made in a process of its own, listed, sent to another disk, made every day or not."""

from __future__ import annotations

import time
from pathlib import Path

from tests.e2e.conftest import Kithly
from tests.e2e.web.conftest import Browser, words_of

from kithly.app.owning.verifying import verify

PATIENCE = 30.0  # seconds


def test_one_is_made_listed_and_sound(browser: Browser) -> None:
    assert "There is no backup yet." in browser.words("/settings/backup")
    answer = browser.ok(browser.post("/settings/backup/make"))
    assert "being made, opened and compared" in words_of(answer)
    until = time.monotonic() + PATIENCE
    while "hx-trigger" in (piece := browser.ok(browser.piece("/settings/backup/list"))) and time.monotonic() < until:
        time.sleep(0.05)
    assert "by you" in words_of(piece)
    (path,) = (browser.network.settings.folder / "backups").glob("*.zip")
    assert verify(path).compared
    assert "a clock was wrong" in browser.words("/settings/backup")  # for this page it is March, for the process not


def test_they_go_to_another_disk_and_come_back(browser: Browser, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    page = browser.ok(browser.post("/settings/backup/folder", folder=str(disk)))
    assert f"Backups lie in {disk / 'kithly-backups'}." in words_of(page)
    assert "On a disk you chose" in words_of(page)
    disk.rename(tmp_path / "away")
    assert "It is not there now" in browser.words("/settings/backup")
    assert "Keep them on another disk" in words_of(browser.ok(browser.post("/settings/backup/folder", folder="")))
    for wrong in ("relative", str(tmp_path / "nowhere"), "\x00"):
        assert "There is no folder" in words_of(browser.post("/settings/backup/folder", folder=wrong).text)
    inside = words_of(browser.post("/settings/backup/folder", folder=str(browser.network.settings.folder)).text)
    assert "where they lie anyway" in inside


def test_none_is_made_by_itself_if_the_user_says_so(browser: Browser) -> None:
    page = browser.ok(browser.post("/settings/backup/automatic", automatic="off"))
    assert "None is made by itself, save before an upgrade." in words_of(page)
    page = browser.ok(browser.post("/settings/backup/automatic", automatic="on"))
    assert "One is made every day Kithly runs" in words_of(page)


def test_everything_is_saved_as_one_file_that_another_kithly_takes_in(browser: Browser, tmp_path: Path) -> None:
    assert "Save it as a file" in browser.words("/settings/backup")
    answer = browser.post("/settings/backup/export")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"].startswith('attachment; filename="kithly-export-')
    path = tmp_path / "export.zip"
    path.write_bytes(answer.content)
    assert len(answer.content) == int(answer.headers["content-length"])
    known = Kithly(data=browser.network.settings.folder).view("people")["total"]
    other = Kithly(data=tmp_path / "other")
    other.ok("import", path)
    assert other.view("people")["total"] == known > 0
    left = [
        one.name for one in browser.network.settings.folder.iterdir() if "unfinished" in one.name or "tmp" in one.name
    ]
    assert left == []
