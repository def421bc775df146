"""Whole commands and single steps, each measured on files and stores of a known size.

The mailbox jobs need the public mailboxes: KITHLY_CORPORA=FOLDER.
"""

from __future__ import annotations

import gc
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
from benchmarks import days, web_world, worlds
from benchmarks.calibration import Figure
from evaluation.identity import merged, portrait

from kithly.app.bringing.import_files import import_paths
from kithly.app.bringing.peek import peek
from kithly.app.derived.closely import EGO_IDENTITIES
from kithly.app.derived.refresh import refresh, refresh_after
from kithly.app.network import open_network
from kithly.app.persons.forecast import forecast
from kithly.app.persons.suggesting import MOST
from kithly.app.shape.shape import shape
from kithly.history import EGO, lived, resolve
from kithly.interfaces.cli.main import PATIENCE
from kithly.people.matching import suggest
from kithly.plan import Minutes, choose
from kithly.store import Store
from kithly.synthetic.gold import gold
from kithly.ties import states

KITHLY = [sys.executable, "-m", "kithly"]
TODAY = ["--now", worlds.NOW.isoformat()]
MEGABYTE = 1 << 20


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
        self.folder, self.prepared = folder, prepared
        prepared.mkdir(parents=True, exist_ok=True)
        self.zip = prepared / "Basic_LinkedInDataExport_06-01-2026.zip"
        if not self.zip.exists():
            worlds.linkedin_zip(self.zip)
        self.mbox = _mailbox(prepared / "All-mail.mbox", size=0)
        self.long_mbox = prepared / "Long-mail.mbox"
        self.big = prepared / "big"
        self.circles = prepared / "circles"
        self.half = prepared / "half"
        self.mail_folder = ""

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
        if not self.mail_folder:
            self.mail()
        return Figure(child("--data", self.mail_folder, *TODAY, "import", str(self.mbox)), 0)

    def mail_unchanged(self) -> Figure:
        """Find that the mailbox is unchanged, in a process that has begun."""
        if not self.mail_folder:
            self.mail()
        with open_network(Path(self.mail_folder), now=worlds.NOW) as network:
            import_paths(network, [self.mbox or Path()])
            began = time.process_time()
            import_paths(network, [self.mbox or Path()])
            return Figure(time.process_time() - began, 0)

    def mail_copied(self) -> Figure:
        """Import a copy of the same mailbox under another name."""
        if not self.mail_folder:
            self.mail()
        copy = self.folder / "copy.mbox"
        shutil.copyfile(self.mbox or "", copy)
        return Figure(child("--data", self.mail_folder, *TODAY, "import", str(copy)), 0)

    def mail_memory(self) -> float:
        """Return the megabytes of anonymous memory while the mailbox is imported for the first time."""
        return peak_of("--data", self.fresh(), *TODAY, "import", str(self.mbox)) / MEGABYTE

    def mail_size(self) -> float:
        """Return the megabytes of the database after that."""
        if not self.mail_folder:
            self.mail()
        return sum(path.stat().st_size for path in Path(self.mail_folder).iterdir()) / MEGABYTE

    def mail_peek(self) -> Figure:
        """Say what the mailbox is, before anything of it is kept."""
        with open_network(Path(self.fresh()), now=worlds.NOW) as network:
            began = time.process_time()
            (view,) = peek(network, [self.mbox or Path()]).files
            return Figure(time.process_time() - began, 0, view.text)

    def _big(self) -> Path:
        database = self.big / "kithly.db"
        if not database.exists():
            self.big.mkdir(mode=0o700)
            worlds.big_store(database)
            with Store.open(database) as store, store.transaction() as tx:
                refresh(tx, now=worlds.NOW)
        return database

    def rebuild(self) -> Figure:
        """Rebuild everything derived of 10,000 people and 1,000,000 interactions."""
        with Store.open(self._big()) as store, store.transaction() as tx:
            began = time.process_time()
            refresh(tx, now=worlds.NOW)
            return Figure(time.process_time() - began, 0)

    def strength_kept(self) -> Figure:
        """Work out the strength of every tie from 1,000,000 interactions as they lie in the database."""
        with Store.open(self._big()) as store, store.reading() as kept:
            own = [int(seq) for seq in json.loads(kept.meta.get(EGO_IDENTITIES) or "[]")]
            began = time.process_time()
            columns = kept.interactions.columns()
            node = np.arange(int(max(columns.sender.max(), columns.to_identity.max())) + 1)
            node[own] = EGO
            table = states(lived(resolve(columns, node), now=int(worlds.NOW.timestamp())), len(node))
            return Figure(time.process_time() - began, 0, f"{len(table):,} rows")

    def who_is_who(self) -> Figure:
        """Compare 10,000 invented people, each seen by two or three sources."""
        return _compared(10_000)

    def who_is_who_large(self) -> Figure:
        """Compare 100,000 invented people, each seen by two or three sources."""
        return _compared(100_000)

    def today(self) -> Figure:
        """`kithly today` with 10,000 people and 1,000,000 interactions."""
        return Figure(child("--data", str(self._big().parent), *TODAY, "today"), 0)

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

    def _half(self) -> Path:
        folder = self.half
        if not (folder / "kithly.db").exists():
            folder.mkdir(mode=0o700)
            worlds.big_store(folder / "kithly.db", interactions=500_000)
            with Store.open(folder / "kithly.db") as store, store.transaction() as tx:
                refresh(tx, now=worlds.NOW)
        return folder

    def evaluate(self) -> Figure:
        """`kithly evaluate` of that: how right the numbers were on ego's own past."""
        return Figure(child("--data", str(self._half()), *TODAY, "evaluate"), 0)

    def demo(self) -> Figure:
        """`kithly demo` from nothing: 150 people, ten years, the first plan."""
        return Figure(child("--data", self.fresh(), "demo"), 0)

    def forecast(self) -> Figure:
        """`kithly forecast` with 10,000 people and 500,000 interactions."""
        folder = self._half()
        cpu = child("--data", str(folder), *TODAY, "forecast")
        with open_network(folder, now=worlds.NOW) as opened:
            view = forecast(opened)
        return Figure(cpu, 0, f"{view.now.known:,} people, {view.hits.made} past forecasts")

    def _web(self) -> str:
        """Return the data folder of 10,000 people and 500,000 interactions, 100,000 of them with words."""
        return str(web_world.at(self.prepared / "web"))

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

    def export(self) -> Figure:
        """`kithly export` of that, all parts, into one file."""
        target = Path(self.fresh()) / "export.zip"
        cpu = child("--data", self._web(), "export", str(target))
        return Figure(cpu, 0, f"{target.stat().st_size / 1e6:.0f} MB")

    def restore(self) -> Figure:
        """`kithly restore` of a backup of it into an empty folder, proven first."""
        folder = Path(self.fresh())
        child("--data", self._web(), "backup", str(folder / "backup.zip"))
        return Figure(child("restore", str(folder / "backup.zip"), "--to", str(folder / "restored")), 0)

    def one_message(self) -> Figure:
        """Take one new message from somebody known, everything derived brought up to date."""
        with Store.open(self._big()) as store:
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
