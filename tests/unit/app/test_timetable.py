"""The files by which systems run Kithly every day: read back by whoever reads them, whatever the paths hold."""

from __future__ import annotations

import configparser
import plistlib
import re
import shlex
import shutil
import subprocess
from datetime import date, time
from pathlib import Path, PurePath, PureWindowsPath
from subprocess import list2cmdline

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithly.app.reminding.timetable import (
    cron_line,
    job,
    launchd_agent,
    systemd_service,
    systemd_timer,
    systemd_word,
    task_xml,
)
from kithly.transport.xml import parse_xml

FOLDERS = (
    "/data",
    "/home/ana maria/Kithly 'data'",
    '/srv/100% "sure"/$HOME/x\\y',
    "/users/Зоя/联系人 & <friends>",
)
HALF_PAST_SIX = time(6, 30)
SPACE = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


def unquoted(line: str) -> list[str]:
    """Read a command line as systemd does: words in double quotes with backslashes, then specifiers and variables."""
    words = re.findall(r'"((?:[^"\\]|\\.)*)"', line)
    plain = [re.sub(r"\\x([0-9a-f]{2})", lambda one: chr(int(one[1], 16)), word) for word in words]
    return [re.sub(r"\\(.)", r"\1", word).replace("%%", "%").replace("$$", "$") for word in plain]


@pytest.mark.parametrize("folder", FOLDERS)
def test_systemd_reads_the_words_as_they_are(folder: str) -> None:
    what = job("/opt/my python/bin/python3", PurePath(folder), HALF_PAST_SIX)
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment, method-assign] # systemd minds capitals
    unit.read_string(systemd_service(what))
    assert unquoted(unit["Service"]["ExecStart"]) == list(what.words)
    timer = configparser.RawConfigParser()
    timer.read_string(systemd_timer(what))
    assert timer["Timer"]["oncalendar"] == "*-*-* 06:30:00"
    assert timer["Timer"]["persistent"] == "true"


@given(st.text(st.characters(exclude_characters="\x00", codec="utf-8"), min_size=1))
def test_any_word_comes_back_from_systemd_as_it_was(word: str) -> None:
    quoted = systemd_word(word)
    assert "\n" not in quoted
    assert unquoted(quoted) == [word]


@pytest.mark.parametrize("folder", FOLDERS)
def test_launchd_reads_the_words_as_they_are(folder: str) -> None:
    what = job("/opt/my python/bin/python3", PurePath(folder), HALF_PAST_SIX)
    told = plistlib.loads(launchd_agent(what).encode())
    assert told["ProgramArguments"] == list(what.words)
    assert told["StartCalendarInterval"] == {"Hour": 6, "Minute": 30}
    assert "RunAtLoad" not in told


@pytest.mark.parametrize("folder", [r"C:\Users\Ana Maria\Kithly & <co>", r"D:\данные\x y", 'C:\\odd"name\\'])
def test_the_task_scheduler_reads_the_words_as_they_are(folder: str) -> None:
    what = job(r"C:\Program Files\Python\pythonw.exe", PureWindowsPath(folder), HALF_PAST_SIX)
    root = parse_xml(task_xml(what, start=date(2026, 3, 2)).encode("utf-16"))
    run = root.find(f"{SPACE}Actions/{SPACE}Exec")
    assert run is not None
    assert run.findtext(f"{SPACE}Command") == what.words[0]
    assert run.findtext(f"{SPACE}Arguments") == list2cmdline(what.words[1:])
    assert root.findtext(f".//{SPACE}StartBoundary") == "2026-03-02T06:30:00"
    assert root.findtext(f".//{SPACE}StartWhenAvailable") == "true"


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_crontab_line_runs_the_words_as_they_are(folder: str) -> None:
    what = job("/opt/my python/bin/python3", PurePath(folder), HALF_PAST_SIX)
    minute, hour, *stars, command = cron_line(what).split(" ", 5)
    assert (minute, hour, stars) == ("30", "6", ["*", "*", "*"])
    assert shlex.split(command.replace("\\%", "%")) == list(what.words)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not on this machine")
def test_systemd_itself_finds_nothing_wrong(tmp_path: Path) -> None:
    what = job("/bin/true", tmp_path / "a b 100%", HALF_PAST_SIX)
    service, timer = tmp_path / "kithly-daily.service", tmp_path / "kithly-daily.timer"
    service.write_text(systemd_service(what))
    timer.write_text(systemd_timer(what))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", "--man=no", str(service), str(timer)],
        capture_output=True, text=True, check=False, env={"XDG_RUNTIME_DIR": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    ours = [line for line in done.stderr.splitlines() if "kithly-daily" in line]
    assert not ours, done.stderr
