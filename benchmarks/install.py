"""Measure what an installation takes on disk: a new environment, the locked dependencies, Kithly, pip included.

Run it with `python benchmarks/install.py`; it ends with 1 above the limit. It fetches packages, so it
is no part of the test suite.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
MEGABYTE = 1_000_000
LIMIT = 200  # megabytes
NO_COMPILER = {"CC": "/nonexistent/cc", "CXX": "/nonexistent/c++"}  # nothing is built on a user's machine


def size_of(folder: Path) -> int:
    """Return the bytes of all files below a folder, each link counted as itself."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir() or path.is_symlink())


def install(folder: Path) -> None:
    """Make an environment in ``folder`` with Kithly out of its wheel, and what it needs in the locked versions.

    What only the build needs (node, to fetch what the web app brings along) is not on a user's machine.
    """
    pins = (ROOT / "requirements" / "run.txt").read_text("utf-8").splitlines()
    locked = folder / "locked.txt"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    locked.write_text("\n".join(line.rstrip(" \\") for line in pins if "==" in line), "utf-8")
    quiet = ["--quiet", "--disable-pip-version-check"]
    with tempfile.TemporaryDirectory() as built:
        wheel = [sys.executable, "-m", "pip", "wheel", *quiet, "--no-deps", "--no-build-isolation", "-w", built]
        subprocess.run([*wheel, str(ROOT)], check=True)
        pip = [
            str(folder / "bin" / "python"),
            "-m",
            "pip",
            "install",
            *quiet,
            "--only-binary",
            ":all:",
            "-c",
            str(locked),
        ]
        subprocess.run([*pip, *map(str, Path(built).glob("*.whl"))], check=True, env={**os.environ, **NO_COMPILER})


def main() -> int:
    """Measure once; returns 1 above the limit."""
    with tempfile.TemporaryDirectory() as name:
        began = time.monotonic()
        install(Path(name))
        seconds, megabytes = time.monotonic() - began, size_of(Path(name)) / MEGABYTE
    print(f"core install, pip included: {megabytes:.0f} MB (limit {LIMIT}), {seconds:.0f} s")
    return int(megabytes > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
