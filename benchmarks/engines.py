"""Measure the ties of very many messages: in memory, from an archive on one machine, on a Spark cluster.

In memory the figures are CPU time against a calibration, as in `benchmarks/run.py`, and have limits. An archive
is measured on the clock too: the cluster is a real one, on this machine, so its speed-up is bounded by the
processors that are free (the load is printed beside it). Run it with

    python benchmarks/engines.py [--rounds N] [--rows N] [--folder FOLDER] [--only memory local spark]
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from benchmarks.calibration import CALIBRATION_SECONDS, Figure, measured
from tests.contracts.engines.cluster import HOST, SOURCES, cluster

from kithly.engines.engine import Order
from kithly.history import Interactions
from kithly.ties.columns import HORIZON, empty
from kithly.ties.ordering import blocks
from kithly.ties.state import _Log, _volumes, states

MEGABYTE = 1 << 20
FIRST, NOW = 1_300_000_000, 1_700_000_000
TIES = 20_000  # of the log in memory
PEOPLE = 20_000  # of the archive
REACH = 100  # people on whom most of somebody's messages fall
ROW_GROUP = 1 << 20
WORKERS = (1, 2)
PARTITIONS = "32"  # the same for any number of workers
MEMORY = "2g"  # of a worker
LIMITS = {"sums": 0.05, "states": 0.25}  # CPU seconds for a million messages, on the calibrated machine
SIZES = (1_000_000, 10_000_000)


def log(messages: int) -> Interactions:
    """Return a log in which a few ties have most of the messages."""
    chance = np.random.default_rng(1)
    nothing = np.zeros(messages, np.int64)
    return Interactions(
        person=(TIES * chance.random(messages) ** 2).astype(np.int64),
        at=chance.integers(FIRST, NOW, messages),
        outgoing=chance.random(messages) < 1 / 2,
        recipients=chance.integers(1, 9, messages),
        flags=nothing,
        channel=nothing,
        record=nothing,
    )


def sums(told: Interactions) -> Figure:
    """The decayed sums: put in order, and every half-life summed for both directions."""
    began = time.process_time()
    for block in blocks(told):
        rows = empty(block.last - block.first)
        _volumes(
            rows,
            _Log(block.tie, block.at, block.outgoing, len(rows)),
            block.light,
            block.met,
            block.recipients,
            horizon=HORIZON,
        )
    return Figure(time.process_time() - began, 0)


def whole(told: Interactions) -> Figure:
    """The whole state of every tie."""
    began = time.process_time()
    states(told, TIES)
    return Figure(time.process_time() - began, 0)


def memory(rounds: int) -> list[str]:
    """Measure what is worked out in memory; returns what is over its limit."""
    jobs: dict[str, Callable[[Interactions], Figure]] = {"sums": sums, "states": whole}
    broken = []
    print(f"{'job':8} {'messages':>12} {'CPU s':>8} {'ratio':>8} {'limit':>8}")
    for messages in SIZES:
        told = log(messages)
        for name, job in jobs.items():
            figure = measured(lambda job=job, told=told: job(told), rounds)  # type: ignore[misc]
            limit = LIMITS[name] * messages / SIZES[0] / CALIBRATION_SECONDS
            print(f"{name:8} {messages:12,} {figure.cpu:8.3f} {figure.ratio:8.3f} {limit:8.3f}", flush=True)
            if figure.ratio > limit:
                broken.append(f"{name} of {messages:,}")
    return broken


def archive(file: Path, rows: int) -> Path:
    """Write an archive, a million rows at a time."""
    if file.exists():
        return file
    chance = np.random.default_rng(2)
    with pq.ParquetWriter(file, _rows(chance, 1).schema) as writer:
        for start in range(0, rows, ROW_GROUP):
            writer.write_table(_rows(chance, min(ROW_GROUP, rows - start)))
    return file


def _rows(chance: np.random.Generator, rows: int) -> pa.Table:
    """Return messages, unordered: some people write far more than others, and most to the same few."""
    sender = (PEOPLE * chance.random(rows) ** 2).astype(np.int64)
    step = 1 + (REACH * chance.random(rows) ** 2).astype(np.int64)
    return pa.table(
        {
            "sender": sender,
            "recipient": (sender + step) % PEOPLE,
            "ts": chance.integers(FIRST, NOW, rows),
            "n_rcpt": chance.integers(1, 9, rows).astype(np.int16),
        }
    )


def told(name: str, file: Path, rows: int, seconds: float, more: str) -> None:
    """Print one line on an archive."""
    size = file.stat().st_size
    load = os.getloadavg()[0]
    print(
        f"{name}: {rows:,} rows ({size / rows:.1f} bytes each) in {seconds:.0f} s, "
        f"{rows / seconds / 1_000:,.0f} thousand a second; {more}; load {load:.1f}",
        flush=True,
    )


def local(file: Path, rows: int, folder: Path) -> None:
    """The engine of one machine, as a process of its own."""
    into = folder / "ties.parquet"
    into.unlink(missing_ok=True)
    order = ["--in", str(file), "--out", str(into), "--now", str(np.datetime64(NOW, "s"))]
    began = time.monotonic()
    with subprocess.Popen([sys.executable, "-m", "kithly.engines", *order], stdout=subprocess.PIPE) as process:
        said = process.stdout.read().decode() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - began
    cpu, peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss << 10
    more = f"CPU {cpu:.0f} s, memory {peak / MEGABYTE:,.0f} MB, result {into.stat().st_size / MEGABYTE:.0f} MB"
    told("local", file, rows, seconds, more)
    print(said.strip())


@contextmanager
def on_loopback() -> Iterator[None]:
    """Keep all that Spark starts on this machine, with this Python."""
    os.environ.update({"SPARK_LOCAL_IP": HOST, "PYSPARK_PYTHON": sys.executable})
    yield


def spark(file: Path, rows: int, folder: Path) -> None:
    """The engine of a cluster, with one worker of one processor and with two."""
    from kithly.engines.spark import Spark  # noqa: PLC0415 - only who measures it needs it

    taken = []
    for workers in WORKERS:
        place = folder / f"cluster-{workers}"
        shutil.rmtree(place, ignore_errors=True)
        with on_loopback(), cluster(place, workers=workers, memory=MEMORY) as address:
            engine = Spark(master=address, settings=_settings(folder))
            engine.session()  # what it takes to start is not measured
            began = time.monotonic()
            engine.run(Order(archive=str(file), into=str(place / "ties"), now=NOW))
            taken.append(time.monotonic() - began)
            engine.session().stop()
        told("spark", file, rows, taken[-1], f"{workers} worker{'s' * (workers > 1)}")
    speed_up = taken[0] / taken[1]
    print(f"speed-up {speed_up:.2f}, efficiency {speed_up / WORKERS[1]:.2f} on {os.cpu_count()} processors")


def _settings(folder: Path) -> dict[str, str]:
    return {
        "spark.driver.host": HOST,
        "spark.driver.bindAddress": HOST,
        "spark.executor.memory": "1500m",
        "spark.executorEnv.PYTHONPATH": str(SOURCES),
        "spark.sql.shuffle.partitions": PARTITIONS,
        "spark.sql.adaptive.coalescePartitions.enabled": "false",
        "spark.local.dir": str(folder / "spill"),
    }


def main() -> int:
    """Measure and print; returns 1 if a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", type=int, default=20_000_000, help="of the archive")
    parser.add_argument("--folder", type=Path, help="keep the archive here for the next run")
    parser.add_argument("--only", nargs="*", default=["memory", "local", "spark"])
    chosen = parser.parse_args()
    broken = memory(chosen.rounds) if "memory" in chosen.only else []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for job in (local, spark):
            if job.__name__ in chosen.only:
                file = archive((chosen.folder or folder) / f"archive-{chosen.rows}.parquet", chosen.rows)
                job(file, chosen.rows, folder)
    print(f"Over the limit: {', '.join(broken)}" if broken else "All within their limits.")
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main())
