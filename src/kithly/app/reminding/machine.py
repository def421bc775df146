"""What this system has to run things every day: which files it reads, and what it is told."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kithly.app.network import Network
from kithly.app.reminding.timetable import (
    LABEL,
    LAUNCHD,
    NAME,
    NONE,
    SYSTEMD,
    TASK,
    TASKS,
    Job,
    cron_line,
    launchd_agent,
    shown,
    systemd_service,
    systemd_timer,
    task_xml,
)
from kithly.app.views import ServiceFile

PATIENCE = 20.0  # seconds a manager may take


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """The system as far as it matters here.

    Attributes:
        platform: As `sys.platform`.
        home: The user's home folder.
        python: The interpreter Kithly is installed for.
        run: Runs a command of the system's; returns whether it did what it should.
    """

    platform: str
    home: Path
    python: str
    run: Callable[[Sequence[str]], bool]

    @property
    def kind(self) -> str:
        """What runs things every day here."""
        if self.platform == "darwin":
            return LAUNCHD
        if self.platform == "win32":
            return TASKS
        return SYSTEMD if shutil.which("systemctl") else NONE


def this_machine() -> Machine:
    """Return the machine this runs on."""
    python = Path(sys.executable)
    windowless = python.with_name("pythonw.exe")
    chosen = windowless if sys.platform == "win32" and windowless.exists() else python
    return Machine(platform=sys.platform, home=Path.home(), python=str(chosen), run=_run)


def files_of(network: Network, machine: Machine, what: Job) -> tuple[ServiceFile, ...]:
    """Return the files by which this system runs a job every day; none where it has no such manager."""
    if machine.kind == SYSTEMD:
        units = Path(os.environ.get("XDG_CONFIG_HOME") or machine.home / ".config") / "systemd" / "user"
        return (
            ServiceFile(path=str(units / f"{NAME}.service"), text=systemd_service(what)),
            ServiceFile(path=str(units / f"{NAME}.timer"), text=systemd_timer(what)),
        )
    if machine.kind == LAUNCHD:
        return (ServiceFile(path=str(_agent(machine)), text=launchd_agent(what)),)
    if machine.kind == TASKS:
        path = network.settings.folder / f"{NAME}.xml"
        return (ServiceFile(path=str(path), text=task_xml(what, start=network.today)),)
    return ()


def _agent(machine: Machine) -> Path:
    return machine.home / "Library" / "LaunchAgents" / f"{LABEL}.plist"


def steps_of(network: Network, machine: Machine) -> tuple[tuple[str, ...], ...]:
    """Return what is typed so that the system reads the files."""
    if machine.kind == SYSTEMD:
        user = ("systemctl", "--user")
        return ((*user, "daemon-reload"), (*user, "enable", "--now", f"{NAME}.timer"))
    if machine.kind == LAUNCHD:
        return (("launchctl", "bootstrap", f"gui/{_user()}", str(_agent(machine))),)
    if machine.kind == TASKS:
        path = str(network.settings.folder / f"{NAME}.xml")
        return (("schtasks", "/Create", "/TN", TASK, "/XML", path, "/F"),)
    return ()


def undoing_of(machine: Machine) -> tuple[tuple[str, ...], ...]:
    """Return what is typed so that the system forgets them."""
    if machine.kind == SYSTEMD:
        return (("systemctl", "--user", "disable", "--now", f"{NAME}.timer"),)
    if machine.kind == LAUNCHD:
        return (("launchctl", "bootout", f"gui/{_user()}/{LABEL}"),)
    return (("schtasks", "/Delete", "/TN", TASK, "/F"),) if machine.kind == TASKS else ()


def commands_of(network: Network, machine: Machine, what: Job) -> tuple[str, ...]:
    """Return what is typed, as one types it; the last of them is enough by itself."""
    if machine.kind == NONE:
        return (f"(crontab -l 2>/dev/null; echo {shlex.quote(cron_line(what))}) | crontab -",)
    return tuple(shown(words) for words in steps_of(network, machine))


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0


def _run(words: Sequence[str]) -> bool:
    """Run a command of the system's own; say whether it did what it should."""
    program = shutil.which(words[0])
    if program is None:
        return False
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, and a path of our own
            [program, *words[1:]], capture_output=True, timeout=PATIENCE, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
