"""A real cluster of Spark on loopback: one master, two workers, each a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pyspark

HOST = "127.0.0.1"
PATIENCE = 60.0  # seconds; a master is there after two or three
WORKERS = 2
SOURCES = Path(__file__).resolve().parents[3] / "src"
MASTER_AT = re.compile(r"Starting Spark master at (spark://\S+)")
REGISTERED = re.compile(r"Successfully registered with master")


@contextmanager
def cluster(folder: Path, *, workers: int = WORKERS, memory: str = "1g") -> Iterator[str]:
    """Run a cluster, each worker with one processor and so much memory; gives its address."""
    with ExitStack() as stack:
        kind = "org.apache.spark.deploy"
        port = ["--host", HOST, "--port", "0", "--webui-port", "0"]
        log = stack.enter_context(_daemon(folder / "master", [f"{kind}.master.Master", *port]))
        address = said(log, MASTER_AT)[1]
        logs = []
        for number in range(workers):
            place = folder / f"worker-{number}"
            size = ["--cores", "1", "--memory", memory, "--work-dir", str(place / "work")]
            logs.append(stack.enter_context(_daemon(place, [f"{kind}.worker.Worker", *port, *size, address])))
        for log in logs:
            said(log, REGISTERED)
        yield address


@contextmanager
def _daemon(place: Path, arguments: list[str]) -> Iterator[Path]:
    """Run one process of the cluster; gives its log."""
    place.mkdir(parents=True)
    home = Path(pyspark.__file__).parent
    surroundings = {
        **os.environ,
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": HOST,
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_DAEMON_JAVA_OPTS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": str(SOURCES),
    }
    log = place / "log"
    with (
        log.open("wb") as out,
        subprocess.Popen(
            [str(home / "bin" / "spark-class"), *arguments], stdout=out, stderr=out, cwd=place, env=surroundings
        ) as process,
    ):
        try:
            yield log
        finally:
            process.terminate()
            process.wait(PATIENCE)


def said(log: Path, pattern: re.Pattern[str]) -> re.Match[str]:
    """Wait until a process has said something."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = pattern.search(log.read_text("utf-8", errors="replace"))
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{log} never said {pattern.pattern}: {log.read_text('utf-8', errors='replace')[-2_000:]}")
