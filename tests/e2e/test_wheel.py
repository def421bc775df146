"""The wheel: everything the pages need is in it, and it runs from where it was installed."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST_BYTES = 10 << 20
STATIC = "kithly/interfaces/web/static/"
NEEDED = (
    STATIC + "kithly.css",
    STATIC + "kithly.js",
    STATIC + "vendor/htmx.min.js",
    STATIC + "vendor/graphology.umd.min.js",
    STATIC + "vendor/icons.svg",
    STATIC + "vendor/sigma.min.js",
    STATIC + "vendor/fonts/files/literata-latin-wght-normal.woff2",
    STATIC + "vendor/licences/literata.txt",
    STATIC + "vendor/licences/htmx.org.txt",
    STATIC + "vendor/licences/graphology.txt",
    STATIC + "vendor/licences/sigma.txt",
    "kithly/interfaces/cli/sketches.json",
    "kithly/interfaces/web/templates/paper.html",
)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(build, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("kithly-*.whl"))


def test_the_wheel_holds_what_the_pages_need_and_no_more(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name for name in NEEDED if name not in names} == set()
    assert any(name.endswith(".data/data/share/man/man1/kithly.1") for name in names)
    assert not [name for name in names if "node_modules" in name or name.endswith((".map", ".pyc"))]
    assert wheel.stat().st_size <= MOST_BYTES


def test_pages_are_served_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    words = ["--data", str(tmp_path / "data"), "web", "--no-browser", "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    with subprocess.Popen(
        [sys.executable, "-m", "kithly", *words], stdout=subprocess.PIPE, text=True, env=environment, cwd=tmp_path
    ) as process:
        try:
            assert process.stdout is not None
            address = next(line.strip() for line in process.stdout if line.startswith("http://"))
            opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
            page = opener.open(address, timeout=30).read().decode()
        finally:
            process.terminate()
    assert "Let us bring your people together" in page
