"""Setting up on machines whose Python cannot make environments, or cannot be found."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SETUP = Path(__file__).parents[2] / "scripts" / "setup"
TOOLS = ("awk", "cut", "df", "dirname", "head", "id", "rm", "sh", "tail")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with the script and a lock that asks for nothing."""
    place = tmp_path / "a project"
    (place / "scripts").mkdir(parents=True)
    shutil.copy(SETUP, place / "scripts" / "setup")
    (place / "lock.txt").touch()
    return place


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """Return a folder with the plain tools alone: no uv, no Python, and an apt-get that reaches nothing."""
    folder = tmp_path / "tools"
    folder.mkdir()
    for name in TOOLS:
        (folder / name).symlink_to(str(shutil.which(name)))
    write_tool(folder / "apt-get", "exit 100")
    return folder


def write_tool(path: Path, body: str) -> Path:
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


def without_venv(path: Path) -> Path:
    """Write a Python that is new enough and cannot make environments, as Debian's is without a package."""
    body = f'[ "$2" != venv ] || {{ echo "ensurepip is not available" >&2; exit 1; }}\nexec {sys.executable} "$@"'
    return write_tool(path, body)


def set_up(
    project: Path, tools: Path, *, python: str = "", most_bytes: int = resource.RLIM_INFINITY
) -> subprocess.CompletedProcess[str]:
    """Run the script.

    Args:
        project: Where.
        tools: The only folder programs are looked for in.
        python: The one that is asked for.
        most_bytes: How long a file may become, as on a full disk.
    """
    return subprocess.run(
        ["sh", "scripts/setup", "lock.txt"],
        cwd=project,
        env={"PATH": str(tools), "PYTHON": python, "HOME": os.environ.get("HOME", "/"), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes)),
    )


def test_another_python_does_it(project: Path, tools: Path) -> None:
    """The first Python cannot make environments; the next one can, and is the one taken."""
    without_venv(tools / "python3")
    write_tool(tools / "python3.13", f'exec {sys.executable} "$@"')
    done = set_up(project, tools)
    pip = subprocess.run([project / ".venv/bin/python", "-m", "pip", "--version"], check=True, capture_output=True)
    assert b"pip" in pip.stdout
    assert "No Python here" not in done.stderr  # it goes on; this folder holds no Kithly to be installed
    assert "pyproject.toml" in done.stderr


def test_a_python_whose_path_holds_blanks(project: Path, tools: Path) -> None:
    """The one that was asked for is taken, wherever it lies."""
    (tools / "my python").mkdir()
    named = write_tool(tools / "my python" / "python3", f'exec {sys.executable} "$@"')
    done = set_up(project, tools, python=str(named))
    assert (project / ".venv/bin/python").exists()
    assert "No Python here" not in done.stderr


def test_what_python_said_is_told(project: Path, tools: Path) -> None:
    """Where none can, what each said is shown with the next command, and nothing half is left."""
    fake = without_venv(tools / "python3")
    done = set_up(project, tools, most_bytes=0)
    assert done.returncode == 1
    assert f"{fake}: ensurepip is not available" in done.stderr
    assert done.stderr.strip().splitlines()[-1].endswith("sudo apt-get install python3-venv, then run make again.")
    assert not (project / ".venv").exists()


def test_no_python(project: Path, tools: Path) -> None:
    """Without any Python that is new enough, one sentence names the command."""
    script = project / "scripts" / "setup"
    script.write_text(script.read_text().replace(" /usr/bin/python3 /usr/local/bin/python3", ""))
    done = set_up(project, tools)
    assert done.returncode == 1
    assert done.stderr.startswith("Kithly needs Python 3.11 or newer: install it")
