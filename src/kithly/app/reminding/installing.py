"""Having the system run Kithly every day: files written, its manager told; taken away again, and looked at."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import time
from pathlib import Path

from kithly.app.network import Network
from kithly.app.reminding.health import INSTALL, KEPT, Health, health_of, known_of
from kithly.app.reminding.machine import Machine, commands_of, files_of, steps_of, this_machine, undoing_of
from kithly.app.reminding.runs import runs
from kithly.app.reminding.timetable import NONE, TASKS, job, shown
from kithly.app.said.day_rules import day_word
from kithly.app.views import RunView, ServiceView
from kithly.errors import NotFound, UserError
from kithly.transport.whole_files import make_folder, write_whole

SEVEN = time(7)  # unless the user says otherwise
ONE_STEP = "One step is left, which only you can take."
ENCODINGS = {TASKS: "utf-16"}


def planned(network: Network, machine: Machine, at: time) -> ServiceView:
    """Return what an installation would write and type, without doing either."""
    what = job(machine.python, network.settings.folder, at)
    files, commands = files_of(network, machine, what), commands_of(network, machine, what)
    said = "Nothing is written: this is what would be." if files else "This system has no manager that Kithly knows."
    said += _in_quiet_hours(network, at)
    return ServiceView(
        kind=machine.kind, installed=False, at=f"{at:%H:%M}", files=files, commands=commands, last=None, text=said
    )


def install(network: Network, machine: Machine, at: time) -> ServiceView:
    """Write the files and have the system read them; where it cannot be told, say the one command."""
    view = planned(network, machine, at)
    for file in view.files:
        _write(Path(file.path), file.text, ENCODINGS.get(machine.kind, "utf-8"))
    done = bool(view.files) and all(machine.run(words) for words in steps_of(network, machine))
    with network.store.transaction() as tx:
        tx.meta.set(KEPT, json.dumps({"at": view.at, "since": network.now.isoformat(), "kind": machine.kind}))
    return replace(
        view,
        installed=done,
        last=_last(network),
        text=f"{f'Kithly runs every day at {view.at}.' if done else ONE_STEP}{_in_quiet_hours(network, at)}",
        next="" if done else view.commands[-1],
    )


def _in_quiet_hours(network: Network, at: time) -> str:
    """Return what to know where the run would come at an hour at which the user wants to hear nothing."""
    with network.store.reading() as kept:
        hours = day_word(kept).rules.quiet_hours
    if hours is None or not hours.holds(at):
        return ""
    end = f"{hours.end:%H:%M}"
    return f" You keep quiet hours until {end}, in which no digest goes out: kithly service install --at {end}"


def uninstall(network: Network, machine: Machine) -> ServiceView:
    """Take the daily run away.

    Raises:
        NotFound: It is not installed.
    """
    before = status(network, machine)
    paths = [
        Path(file.path) for file in files_of(network, machine, job(machine.python, network.settings.folder, SEVEN))
    ]
    if not before.installed and not any(path.exists() for path in paths) and not before.at:
        raise NotFound("service", "", message="Nothing of Kithly runs by itself.", hint=INSTALL)
    for words in undoing_of(machine):
        machine.run(words)
    for path in paths:
        path.unlink(missing_ok=True)
    with network.store.transaction() as tx:
        tx.meta.set(KEPT, "")
    commands = tuple(shown(words) for words in undoing_of(machine)) or ("crontab -e",)
    said = "Kithly runs by itself no more." if machine.kind != NONE else "Take the line out of your crontab."
    return ServiceView(
        kind=machine.kind, installed=False, at="", files=(), commands=commands, last=before.last, text=said
    )


def status(network: Network, machine: Machine) -> ServiceView:
    """Return how the daily run is installed, and what the last one did."""
    with network.store.reading() as kept:
        known, done = known_of(kept), runs(kept)
    at = time.fromisoformat(known["at"]) if known else SEVEN
    files = files_of(network, machine, job(machine.python, network.settings.folder, at)) if known else ()
    is_here = bool(known) and all(Path(file.path).exists() for file in files)
    health = health_of(known, done, network.now, is_here=is_here)
    return ServiceView(
        kind=machine.kind,
        installed=is_here,
        at=known["at"] if known else "",
        files=files,
        commands=tuple(shown(words) for words in steps_of(network, machine)) if known else (),
        last=done[-1] if done else None,
        text=health.text,
        next=health.next,
    )


def health(network: Network) -> Health:
    """Return whether the daily run does what it should, by what it left."""
    machine = this_machine()
    with network.store.reading() as kept:
        known, done = known_of(kept), runs(kept)
    files = files_of(network, machine, job(machine.python, network.settings.folder, SEVEN))
    return health_of(known, done, network.now, is_here=all(Path(file.path).exists() for file in files))


def _last(network: Network) -> RunView | None:
    with network.store.reading() as kept:
        done = runs(kept)
    return done[-1] if done else None


def _write(path: Path, text: str, encoding: str) -> None:
    """Write a file anew, whole or not at all.

    Raises:
        UserError: It cannot be written.
    """
    lines = text if encoding == "utf-8" else text.replace("\n", os.linesep)
    try:
        make_folder(path.parent)
        write_whole(path, lines.encode(encoding))
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}.", hint=f"{INSTALL} --dry-run shows it") from None
