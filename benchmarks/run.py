"""Measure speed and size, as ratios to a calibration that runs in between.

The machine may be shared and noisy, so no limit is in seconds: each job's CPU time (with its
children) is divided by the CPU time of a fixed piece of standard-library work measured right before
and after it; the best of several rounds counts. Run it with

    python benchmarks/run.py [--rounds N] [--only NAME ...]

The mailbox jobs need the public mailboxes: KITHLY_CORPORA=FOLDER.
"""

from __future__ import annotations

import argparse
import compileall
import email
import gc
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import days, web_world, worlds
from evaluation.identity import merged, portrait

import kithly
from kithly.app.bringing.peek import peek
from kithly.app.derived.refresh import refresh, refresh_after
from kithly.app.network import open_network
from kithly.app.persons.forecast import forecast
from kithly.app.persons.suggesting import MOST
from kithly.app.shape.shape import shape
from kithly.interfaces.cli.main import PATIENCE
from kithly.people.matching import suggest
from kithly.plan import Minutes, choose
from kithly.store import Store
from kithly.synthetic.gold import gold

KITHLY = [sys.executable, "-m", "kithly"]
CALIBRATION_SECONDS = 0.26  # CPU time of `calibrate` on the machine the limits were set on
TODAY = ["--now", worlds.NOW.isoformat()]
MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Figure:
    """What one job cost in one round."""

    cpu: float
    ratio: float
    note: str = ""


def calibrate() -> float:
    """Return the CPU seconds of parsing a fixed message 6,000 times with the standard library."""
    raw = (
        b"From: Ana Lee <ana@acme.example>\nTo: Ben Roe <ben@roe.example>\nSubject: =?utf-8?q?Caf=C3=A9?=\n"
        b"Date: Mon, 02 Mar 2026 09:00:00 +0100\nMessage-ID: <1@acme.example>\nContent-Type: text/plain\n\n"
        + b"A line of ordinary words that says nothing.\n"
        * 40
    )
    began = time.process_time()
    for _ in range(6_000):
        message = email.message_from_bytes(raw)
        message.get_payload(decode=True)
        str(email.header.make_header(email.header.decode_header(message["Subject"])))
    return time.process_time() - began


def child(*arguments: str) -> float:
    """Return the CPU seconds of one whole `kithly` process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([*KITHLY, *arguments], capture_output=True, check=False, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"kithly {' '.join(arguments)} failed: {done.stderr or done.stdout}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def peak_of(*arguments: str) -> int:
    """Return the largest anonymous memory, in bytes, of one `kithly` process."""
    with subprocess.Popen([*KITHLY, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        peak = 0
        while process.poll() is None:
            peak = max(peak, _anonymous(process.pid))
            time.sleep(0.02)
    return peak


def _anonymous(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith("RssAnon:")), 0)


def _mailbox(path: Path, *, size: int) -> Path | None:
    """Return the multiplied mailbox; None where the public ones are not at hand."""
    named = os.environ.get("KITHLY_CORPORA")
    if named is None or path.exists():
        return path if path.exists() else None
    return worlds.multiplied_mbox(path, Path(named), size=size)


class Jobs:
    """All measured jobs, over one folder of prepared files."""

    def __init__(self, prepared: Path, folder: Path) -> None:
        self.folder = folder
        prepared.mkdir(exist_ok=True)
        self.zip = prepared / "Basic_LinkedInDataExport_06-01-2026.zip"
        if not self.zip.exists():
            worlds.linkedin_zip(self.zip)
        self.mbox = _mailbox(prepared / "All-mail.mbox", size=0)
        self.long_mbox = prepared / "Long-mail.mbox"
        self.big = prepared / "big"
        self.circles = prepared / "circles"
        self.half = prepared / "half"

    def fresh(self) -> str:
        """Return an empty data folder."""
        return tempfile.mkdtemp(dir=self.folder)

    def help(self) -> Figure:
        """`kithly --help`."""
        return Figure(child("--help"), 0)

    def linkedin(self) -> Figure:
        """Import a LinkedIn zip of 1,000 connections and 300 messages."""
        return Figure(child("--data", self.fresh(), *TODAY, "import", str(self.zip)), 0)

    def mail(self) -> Figure:
        """Import 50,000 real messages with full text."""
        self.mail_folder = self.fresh()
        cpu = child("--data", self.mail_folder, *TODAY, "import", str(self.mbox))
        size = sum(path.stat().st_size for path in Path(self.mail_folder).iterdir())
        return Figure(cpu, 0, f"database {size / MEGABYTE:.0f} MB of {self._mbox_size()} MB mailbox")

    def _mbox_size(self) -> int:
        return self.mbox.stat().st_size // MEGABYTE if self.mbox else 0

    def mail_long(self) -> Figure:
        """Import 50,000 messages whose bodies are brought to 9 kB."""
        _mailbox(self.long_mbox, size=9_000)
        folder = self.fresh()
        cpu = child("--data", folder, *TODAY, "import", str(self.long_mbox))
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
        return Figure(cpu, 0, f"database {size / MEGABYTE:.0f} MB of {self.long_mbox.stat().st_size // MEGABYTE} MB")

    def mail_again(self) -> Figure:
        """Import the same mailbox again, unchanged."""
        return Figure(child("--data", self.mail_folder, *TODAY, "import", str(self.mbox)), 0)

    def mail_copied(self) -> Figure:
        """Import a copy of the same mailbox under another name."""
        copy = self.folder / "copy.mbox"
        shutil.copyfile(self.mbox or "", copy)
        return Figure(child("--data", self.mail_folder, *TODAY, "import", str(copy)), 0)

    def mail_memory(self) -> Figure:
        """Anonymous memory of the first import of the mailbox, as megabytes in the note."""
        peak = peak_of("--data", self.fresh(), *TODAY, "import", str(self.mbox))
        return Figure(0, 0, f"{peak / MEGABYTE:.0f} MB anonymous memory")

    def mail_peek(self) -> Figure:
        """Say what the mailbox is, before anything of it is kept."""
        with open_network(Path(self.fresh()), now=worlds.NOW) as network:
            began = time.process_time()
            (view,) = peek(network, [self.mbox or Path()]).files
            return Figure(time.process_time() - began, 0, view.text)

    def rebuild(self) -> Figure:
        """Rebuild everything derived of 10,000 people and 1,000,000 interactions."""
        database = self.big / "kithly.db"
        if not database.exists():
            self.big.mkdir(mode=0o700)
            worlds.big_store(database)
        with Store.open(database) as store, store.transaction() as tx:
            began = time.process_time()
            refresh(tx, now=worlds.NOW)
            return Figure(time.process_time() - began, 0)

    def who_is_who(self) -> Figure:
        """Compare 10,000 invented people, each seen by two or three sources."""
        return _compared(10_000)

    def who_is_who_large(self) -> Figure:
        """Compare 100,000 invented people, each seen by two or three sources."""
        return _compared(100_000)

    def today(self) -> Figure:
        """`kithly today` with 10,000 people and 1,000,000 interactions."""
        return Figure(child("--data", str(self.big), *TODAY, "today"), 0)

    def plan(self) -> Figure:
        """Choose a day among 10,000 people with 15,000 reasons, after 2,000 earlier hellos."""
        rng = random.Random(1)  # noqa: S311 - the same day for everybody
        people, found = days.standings(10_000, rng), days.reasons(15_000, 10_000, rng)
        past = days.past(2_000, 10_000, rng)
        began = time.process_time()
        plan = choose(found, past, people, day=days.DAY, budget=Minutes(10), ego="me")
        return Figure(time.process_time() - began, 0, f"{len(plan.touches)} hellos, {sum(plan.held.values()):,} wait")

    def network(self) -> Figure:
        """`kithly network` with 10,000 people and 100,000 ties among them."""
        folder = self.circles
        if not (folder / "kithly.db").exists():
            folder.mkdir(mode=0o700)
            worlds.circles_store(folder / "kithly.db")
            with Store.open(folder / "kithly.db") as store, store.transaction() as tx:
                refresh(tx, now=worlds.NOW)
        cpu = child("--data", str(folder), *TODAY, "network")
        with open_network(folder, now=worlds.NOW) as opened:
            totals = shape(opened).totals
        return Figure(cpu, 0, f"{totals['edges']:,} ties, {totals['circles']:,} circles")

    def forecast(self) -> Figure:
        """`kithly forecast` with 10,000 people and 500,000 interactions."""
        folder = self.half
        if not (folder / "kithly.db").exists():
            folder.mkdir(mode=0o700)
            worlds.big_store(folder / "kithly.db", interactions=500_000)
            with Store.open(folder / "kithly.db") as store, store.transaction() as tx:
                refresh(tx, now=worlds.NOW)
        cpu = child("--data", str(folder), *TODAY, "forecast")
        with open_network(folder, now=worlds.NOW) as opened:
            view = forecast(opened)
        return Figure(cpu, 0, f"{view.now.known:,} people, {view.hits.made} past forecasts")

    def _web(self) -> str:
        """Return the data folder of 10,000 people and 500,000 interactions, 100,000 of them with words."""
        folder = self.folder / "web"
        if not folder.exists():
            folder.mkdir(mode=0o700)
            web_world.web_store(folder / "kithly.db")
        return str(folder)

    def backup(self) -> Figure:
        """`kithly backup` of that: copied, opened, checked, packed, read back."""
        target = Path(self.fresh()) / "backup.zip"
        cpu = child("--data", self._web(), "backup", str(target))
        size, packed = (Path(self._web()) / "kithly.db").stat().st_size, target.stat().st_size
        return Figure(cpu, 0, f"{size / 1e6:.0f} MB become {packed / 1e6:.0f} MB")

    def backup_verify(self) -> Figure:
        """`kithly backup verify` of it."""
        target = Path(self.fresh()) / "backup.zip"
        child("--data", self._web(), "backup", str(target))
        return Figure(child("backup", "verify", str(target)), 0)

    def one_message(self) -> Figure:
        """Take one new message from somebody known, everything derived brought up to date."""
        with Store.open(self.big / "kithly.db") as store:
            costs = []
            with store.transaction() as tx:
                change = tx.changes.open("import", "New mail", worlds.NOW)
                file = tx.files.begin(change, "new mail", "mbox", f"new {time.time_ns()}", 1)
            fresh = time.time_ns() // 1_000_000 % 100_000_000  # no round takes a message of an earlier one
            for number in range(20):
                sighted = worlds.new_message(fresh + number, at=worlds.NOW + timedelta(seconds=number))
                began = time.process_time()
                with store.transaction() as tx:
                    added = tx.records.add(file, "mbox", "mail", [sighted])
                    refresh_after(tx, added, now=worlds.NOW + timedelta(minutes=1))
                costs.append(time.process_time() - began)
        return Figure(sorted(costs)[len(costs) // 2], 0)


def _compared(people: int) -> Figure:
    """Suggest who may be one; the collector of garbage waits as it does in the command."""
    everybody = [portrait(number, views) for number, views in enumerate(merged(gold(people)))]
    thresholds = gc.get_threshold()
    gc.set_threshold(PATIENCE, 20, 20)
    try:
        began = time.process_time()
        found = suggest(everybody, most=MOST)
        return Figure(time.process_time() - began, 0, f"{len(everybody):,} entries, {len(found):,} pairs")
    finally:
        gc.set_threshold(*thresholds)


# name: (job, limit in CPU seconds on the calibrated machine; None where the note is the figure)
LIMITS: dict[str, float | None] = {
    "help": 0.15,
    "linkedin": 1.0,
    "mail": 12.0,
    "mail_again": 0.7,
    "mail_copied": None,
    "mail_long": None,
    "mail_memory": None,
    "mail_peek": 1.0,
    "rebuild": 1.5,
    "who_is_who": 1.0,
    "who_is_who_large": 8.0,
    "today": 0.7,
    "plan": 0.05,
    "network": 2.0,
    "forecast": 1.5,
    "one_message": 0.005,
    "backup": None,
    "backup_verify": None,
}


def measured(job: Callable[[], Figure], rounds: int) -> Figure:
    """Return the best of several rounds, each between two calibrations."""
    best: Figure | None = None
    for _ in range(rounds):
        before = calibrate()
        figure = job()
        unit = (before + calibrate()) / 2
        one = Figure(figure.cpu, figure.cpu / unit, figure.note)
        best = one if best is None or one.ratio < best.ratio else best
    if best is None:
        raise ValueError(rounds)
    return best


def main() -> int:
    """Measure and print; returns 1 if a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="keep the prepared files here for the next run")
    parser.add_argument("--only", nargs="*", default=list(LIMITS))
    chosen = parser.parse_args()
    broken = []
    compileall.compile_dir(Path(kithly.__file__).parent, quiet=1)  # as an installed Kithly has it
    with tempfile.TemporaryDirectory() as folder:
        jobs = Jobs(chosen.folder or Path(folder), Path(folder))
        print(f"{'job':16} {'CPU s':>8} {'ratio':>8} {'limit':>8}  note")
        for name in chosen.only:
            if name.startswith("mail") and jobs.mbox is None:
                print(f"{name:16} not measured: set KITHLY_CORPORA")
                continue
            figure = measured(getattr(jobs, name), chosen.rounds)
            limit = LIMITS[name]
            bound = limit / CALIBRATION_SECONDS if limit is not None else None
            shown = f"{bound:8.3f}" if bound is not None else " " * 8
            print(f"{name:16} {figure.cpu:8.3f} {figure.ratio:8.3f} {shown}  {figure.note}", flush=True)
            if bound is not None and figure.ratio > bound:
                broken.append(name)
    print(f"Over the limit: {', '.join(broken)}" if broken else "All within their limits.")
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main())
