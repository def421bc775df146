"""The files by which a system runs a program every day, as texts: systemd, launchd, the Task Scheduler, cron.

Nothing here touches a disk. No file holds a secret: they name the program, the data folder and the hour.
"""

from __future__ import annotations

import plistlib
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import PurePath
from subprocess import list2cmdline  # only its rules of quoting
from xml.sax.saxutils import escape

SYSTEMD, LAUNCHD, TASKS, NONE = "systemd", "launchd", "tasks", "none"
NAME = "kithly-daily"  # of the systemd units
LABEL = "org.kithly.daily"  # of the launchd agent
TASK = "Kithly daily"  # of the scheduled task
AGAIN_MINUTES = 15  # a run that found no network is tried again after so long
TRIES = 4  # further tries
LONGEST = "1h"  # a run may take


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to run every day.

    Attributes:
        words: The program and its arguments, each as it is.
        at: At which time of day, by the system's clock.
    """

    words: tuple[str, ...]
    at: time


def job(python: str, folder: PurePath, at: time) -> Job:
    """Return the daily run of a data folder.

    Args:
        python: The interpreter Kithly is installed for.
        folder: The data folder.
        at: The time of day.
    """
    return Job(words=(python, "-m", "kithly", "service", "run", "--data", str(folder)), at=at)


def systemd_service(what: Job) -> str:
    """Return the unit that runs it once.

    Example:
        >>> "ExecStart=" in systemd_service(job("/usr/bin/python3", PurePath("/data"), time(7)))
        True
    """
    return "\n".join(
        (
            "[Unit]",
            "Description=Kithly reads your accounts and sends you the day",
            f"StartLimitIntervalSec={AGAIN_MINUTES * (TRIES + 2)}min",
            f"StartLimitBurst={TRIES + 1}",
            "",
            "[Service]",
            "Type=oneshot",
            f"ExecStart={' '.join(map(systemd_word, what.words))}",
            "Restart=on-failure",
            f"RestartSec={AGAIN_MINUTES}min",
            f"TimeoutStartSec={LONGEST}",
            "UMask=0077",
            "Nice=10",
            "",
        )
    )


def systemd_timer(what: Job) -> str:
    """Return the unit that says when; a run that was slept through is made up for."""
    return "\n".join(
        (
            "[Unit]",
            "Description=Kithly every day",
            "",
            "[Timer]",
            f"OnCalendar=*-*-* {what.at:%H:%M}:00",
            "Persistent=true",
            "",
            "[Install]",
            "WantedBy=timers.target",
            "",
        )
    )


def systemd_word(word: str) -> str:
    r"""Return one word of a command line as systemd reads it.

    Reference:
        systemd.service(5), "Command lines"; systemd.unit(5), "Specifiers".

    Example:
        >>> print(systemd_word('/home/a b/100%/$x "y"'))
        "/home/a b/100%%/$$x \"y\""
    """
    safe = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    safe = re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\x{ord(found[0]):02x}", safe)
    return f'"{safe}"'


def launchd_agent(what: Job) -> str:
    """Return the property list of a launchd agent; a run that was slept through is made up for."""
    told = {
        "Label": LABEL,
        "ProgramArguments": list(what.words),
        "StartCalendarInterval": {"Hour": what.at.hour, "Minute": what.at.minute},
        "ProcessType": "Background",
        "LowPriorityIO": True,
        "Umask": 0o077,
    }
    return plistlib.dumps(told, sort_keys=True).decode("utf-8")


def task_xml(what: Job, *, start: date) -> str:
    """Return the definition of a task for Windows' Task Scheduler, to be written as UTF-16.

    Args:
        what: What runs.
        start: The first day.
    """
    begins = f"{start.isoformat()}T{what.at:%H:%M}:00"
    command, arguments = escape(what.words[0]), escape(list2cmdline(what.words[1:]))
    return f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Description>Kithly reads your accounts and sends you the day</Description></RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>{begins}</StartBoundary>
      <Enabled>true</Enabled>
      <ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author"><LogonType>InteractiveToken</LogonType><RunLevel>LeastPrivilege</RunLevel></Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT1H</ExecutionTimeLimit>
    <RestartOnFailure><Interval>PT{AGAIN_MINUTES}M</Interval><Count>{TRIES}</Count></RestartOnFailure>
  </Settings>
  <Actions Context="Author">
    <Exec><Command>{command}</Command><Arguments>{arguments}</Arguments></Exec>
  </Actions>
</Task>
"""


def cron_line(what: Job) -> str:
    """Return the line of a crontab, for systems that have nothing else; a per cent sign means a new line there."""
    return f"{what.at.minute} {what.at.hour} * * * {shlex.join(what.words)}".replace("%", "\\%")


def shown(words: Sequence[str]) -> str:
    """Return a command as one types it."""
    return shlex.join(words)
