"""The daily run: installed, run, proven by doctor; and missed where it never came."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.e2e import reminding_shapes as shapes
from tests.e2e.conftest import NOW, Kithly
from tests.e2e.letters import ME, write_letters
from tests.e2e.shapes import misfits

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def kithly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kithly:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    command = Kithly(data=tmp_path / "net work")
    command.ok("me", "--set", f"address={ME}")
    command.ok("import", write_letters(tmp_path / "mail.mbox", {"ana": ((False, 5 * DAY),)}))
    return command


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a systemctl on the path that notes what it was told, and does as it is told in ``answer``."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program, told = folder / "systemctl", folder / "told"
    program.write_text(f'#!/bin/sh\necho "$@" >> "{told}"\n[ ! -e "{folder}/refuse" ]\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return folder


def check(kithly: Kithly, **now: Any) -> tuple[bool, str, str | None]:
    (found,) = [one for one in kithly("doctor", "--json", **now).json["checks"] if one["name"] == "service"]
    return found["ok"], found["text"], found["next"]


def test_a_dry_run_shows_the_files_and_writes_none(kithly: Kithly, manager: Path, tmp_path: Path) -> None:
    view = kithly.view("service", "install", "--dry-run", "--at", "06:15")
    assert misfits(view, shapes.SERVICE) == []
    assert not (tmp_path / "home").exists()
    assert not (manager / "told").exists()
    assert "06:15:00" in "".join(one["text"] for one in view["files"])
    assert str(kithly.data) in "".join(one["text"] for one in view["files"])


def test_it_is_installed_run_proven_and_taken_away(kithly: Kithly, manager: Path) -> None:
    assert check(kithly) == (True, "Nothing runs by itself.", "kithly service install")
    view = kithly.view("service", "install", "--at", "06:15")
    assert misfits(view, shapes.SERVICE) == []
    assert (view["installed"], view["at"], view["next"]) == (True, "06:15", "")
    assert (manager / "told").read_text().splitlines() == [
        "--user daemon-reload",
        "--user enable --now kithly-daily.timer",
    ]
    assert check(kithly, now=NOW + HOUR)[:2] == (True, "The daily run is installed, and comes at 06:15.")
    ran = kithly.view("service", "run", now=NOW + 2 * HOUR)
    assert misfits(ran, shapes.SERVICE_RUN) == []
    assert check(kithly, now=NOW + 8 * HOUR)[:2] == (
        True,
        "Last run 6 hours ago: 0 accounts read, no digest is set up.",
    )
    status = kithly.view("service", "status", now=NOW + 8 * HOUR)
    assert misfits(status, shapes.SERVICE) == []
    assert status["last"]["finished"]
    files = [Path(one["path"]) for one in view["files"]]
    assert all(path.exists() for path in files)
    kithly.view("service", "uninstall")
    assert not any(path.exists() for path in files)
    assert "disable --now" in (manager / "told").read_text()
    assert kithly("service", "uninstall").code == 1


def test_a_run_that_never_came_is_noticed(kithly: Kithly, manager: Path) -> None:
    del manager
    kithly.view("service", "install")
    ok, text, step = check(kithly, now=NOW + 3 * DAY)
    assert (ok, text) == (False, "The daily run was installed 3 days ago and has not run once.")
    assert "kithly service run" in (step or "")
    kithly.view("service", "run", now=NOW + 3 * DAY)
    assert check(kithly, now=NOW + 3 * DAY + HOUR)[0]
    assert check(kithly, now=NOW + 6 * DAY)[:2] == (
        False,
        "The last daily run was 3 days ago: 0 accounts read, no digest is set up.",
    )


def test_files_that_somebody_removed_are_noticed(kithly: Kithly, manager: Path) -> None:
    del manager
    view = kithly.view("service", "install")
    Path(view["files"][0]["path"]).unlink()
    assert check(kithly)[:2] == (False, "The files of the daily run are gone.")


def test_a_manager_that_refuses_leaves_one_command(kithly: Kithly, manager: Path) -> None:
    (manager / "refuse").touch()
    view = kithly.view("service", "install")
    assert not view["installed"]
    assert view["next"] == "systemctl --user enable --now kithly-daily.timer"


def test_a_system_without_a_manager_is_told_one_line(
    kithly: Kithly, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    view = kithly.view("service", "install")
    assert (view["kind"], view["files"], view["installed"]) == ("none", [], False)
    assert "crontab -" in view["next"]


def test_quiet_hours_in_which_no_digest_would_go_out_are_said(kithly: Kithly, manager: Path) -> None:
    del manager
    kithly.ok("rhythm", "--quiet-hours", "21:00-08:30")
    assert "quiet hours until 08:30" in kithly.view("service", "install", "--at", "07:00")["text"]
    assert "quiet hours" not in kithly.view("service", "install", "--at", "08:30")["text"]


def test_no_file_holds_what_others_must_not_see(kithly: Kithly, manager: Path) -> None:
    del manager
    view = kithly.view("service", "install")
    words = " ".join(one["text"] for one in view["files"]).lower()
    assert not any(word in words for word in ("password", "secret", "token", "environment"))
