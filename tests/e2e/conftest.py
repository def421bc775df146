"""The command line as a user meets it, and made-up exports to feed it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from kithly.interfaces.cli.main import cli, outcome
from kithly.synthetic import linkedin_only, make_world, write_linkedin, write_mbox
from kithly.synthetic.linkedin import era_of
from kithly.synthetic.model import Shape, World

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MAILBOX = "All mail.mbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What one call of the command line gave.

    Attributes:
        code: Exit code.
        out: Standard output.
        err: Standard error.
    """

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output."""
        assert self.out, self.err
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """The one document on standard error."""
        return json.loads(self.err)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kithly:
    """The command line over one data folder."""

    data: Path
    now: datetime = NOW

    def __call__(self, *words: str | Path, stdin: bytes = b"", now: datetime | None = None) -> Ran:
        """Run in this process; standard input is never a terminal."""
        args = [str(word) for word in words]
        return run_here([*args, "--data", str(self.data), "--now", (now or self.now).isoformat()], stdin=stdin)

    def ok(self, *words: str | Path, stdin: bytes = b"", now: datetime | None = None) -> str:
        """Run, demand success, and return standard output."""
        ran = self(*words, stdin=stdin, now=now)
        assert ran.code == 0, ran
        return ran.out

    def view(self, *words: str | Path, now: datetime | None = None) -> Any:
        """Run with ``--json``, demand success, and return the document."""
        ran = self(*words, "--json", now=now)
        assert ran.code == 0, ran
        return ran.json


def run_here(args: list[str], *, stdin: bytes = b"") -> Ran:
    """Run the command line in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    given = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), patch.object(sys, "stdin", given):
        code = outcome(
            lambda: cli.main(args=args, prog_name="kithly", standalone_mode=False), wants_json="--json" in args
        )
    told = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err) if isinstance(stream.buffer, io.BytesIO)]
    return Ran(code=code, out=told[0], err=told[1])


def run_apart(args: list[str | Path], *, env: Mapping[str, str] | None = None, stdin: bytes = b"") -> Ran:
    """Run the command line as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "kithly", *map(str, args)],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **(env or {})},
    )
    return Ran(code=done.returncode, out=done.stdout.decode("utf-8"), err=done.stderr.decode("utf-8"))


@pytest.fixture
def kithly(tmp_path: Path) -> Kithly:
    """Return the command line over a folder that does not exist yet."""
    return Kithly(data=tmp_path / "network")


@pytest.fixture
def apart() -> Callable[..., Ran]:
    """Return the command line as a process of its own."""
    return run_apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Exports:
    """Exports of one made-up world.

    Attributes:
        world: Whose.
        older: LinkedIn archive of a year ago.
        newer: LinkedIn archive of yesterday.
        mailbox: All mail up to today.
    """

    world: World
    older: Path
    newer: Path
    mailbox: Path

    @property
    def all(self) -> tuple[Path, ...]:
        """Every file, in the order a user would give them."""
        return (self.older, self.newer, self.mailbox)


def write_exports(folder: Path, world: World) -> Exports:
    """Write two archives a year apart and a mailbox."""
    folder.mkdir(parents=True, exist_ok=True)
    zips = []
    for on in (date(2025, 3, 1), date(2026, 3, 1)):
        target = folder / f"Basic_LinkedInDataExport_{on:%m-%d-%Y}.zip"
        zips.append(write_linkedin(world, target, on=on, era=era_of(on), complete=False))
    write_mbox(world, folder / MAILBOX, style="takeout", until=TODAY)
    return Exports(world=world, older=zips[0], newer=zips[1], mailbox=folder / MAILBOX)


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Exports:
    """Return the exports of 40 people over six years."""
    world = make_world(7, today=TODAY, shape=Shape(people=40, years=6))
    return write_exports(tmp_path_factory.mktemp("exports"), world)


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Exports:
    """Return the exports of a dozen people over two years, for tests that import many times."""
    shape = Shape(people=12, years=2, open_recent=1, open_old=1, personal=1, unthanked=1, thanked=1)
    return write_exports(tmp_path_factory.mktemp("few"), make_world(11, today=TODAY, shape=shape))


@pytest.fixture(scope="session")
def linkedin_alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a LinkedIn archive of somebody without any mail."""
    world = linkedin_only(3, today=TODAY)
    target = tmp_path_factory.mktemp("alone") / "Complete_LinkedInDataExport_03-01-2026.zip"
    return write_linkedin(world, target, on=date(2026, 3, 1), era=era_of(date(2026, 3, 1)), complete=True)


@pytest.fixture(scope="session")
def imported(exports: Exports, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder into which everything was imported; copy it before writing."""
    folder = tmp_path_factory.mktemp("imported") / "network"
    ran = Kithly(data=folder)("import", *exports.all)
    assert ran.code == 0, ran
    return folder


@pytest.fixture
def network(imported: Path, tmp_path: Path) -> Kithly:
    """Return the command line over an own copy of the imported network."""
    shutil.copytree(imported, tmp_path / "network")
    return Kithly(data=tmp_path / "network")
