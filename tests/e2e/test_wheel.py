"""The wheel: what is in it and what is not, that two builds are equal, and that it runs from where it is installed."""

from __future__ import annotations

import ensurepip
import os
import subprocess
import sys
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest
from supply import builds

ROOT = Path(__file__).parents[2]
MOST_BYTES = 10 << 20
# The pip that comes with Python: an environment made by uv has none.
PIP = [sys.executable, str(next(Path(ensurepip.__file__).parent.glob("_bundled/pip-*.whl")) / "pip")]
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
def release(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the built wheel and the archive of the sources."""
    return builds.build(ROOT, tmp_path_factory.mktemp("release"))


@pytest.fixture
def wheel(release: dict[str, Path]) -> Path:
    """Return the built wheel."""
    return release["wheel"]


def test_the_wheel_holds_what_the_pages_need_and_no_more(wheel: Path) -> None:
    names = set(builds.names(wheel))
    assert {name for name in NEEDED if name not in names} == set()
    assert any(name.endswith(".data/data/share/man/man1/kithly.1") for name in names)
    assert wheel.stat().st_size <= MOST_BYTES


@pytest.mark.parametrize("kind", ["wheel", "sources"])
def test_every_file_of_a_release_is_on_the_list_and_known_to_git(release: dict[str, Path], kind: str) -> None:
    names = builds.names(release[kind])
    assert builds.strangers(names, kind) == []
    inside = [name.removeprefix("src/") for name in names if name.removeprefix("src/").startswith("kithly/")]
    own = {f"src/{name}" for name in inside if "/vendor/" not in name}
    assert own == builds.tracked("src")
    brought = {f"src/{name}" for name in inside if "/vendor/" in name}
    assert brought == {str(path.relative_to(ROOT)) for path in (ROOT / builds.VENDOR).rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "name", ["kithly/shared.md", "kithly/a.pyc", "tests/a.py", "kithly/people/../../a.py", "a.pth"]
)
def test_a_file_that_is_not_on_the_list_is_a_stranger(name: str) -> None:
    assert builds.strangers([name, "kithly/people/a.py"], "wheel") == [name]


def test_two_builds_are_the_same_bytes(release: dict[str, Path], tmp_path: Path) -> None:
    """Another folder, other times of files, another umask, time zone, language and order of hashes."""
    sources = builds.copied(tmp_path / "elsewhere")
    odd = {"PYTHONHASHSEED": "77", "LC_ALL": "C", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Chatham", "HOME": str(tmp_path)}
    other = builds.build(sources, tmp_path / "out", umask=0o077, **odd)
    sums = {kind: builds.sum_of(path) for kind, path in release.items()}
    assert {kind: builds.sum_of(path) for kind, path in other.items()} == sums


def test_the_wheel_installs_where_there_is_nothing_but_python(wheel: Path, tmp_path: Path) -> None:
    """No index, no compiler, no pip inside: what it needs is lent by this environment."""
    place = tmp_path / "clean"
    venv.create(place, with_pip=False)
    python = place / "bin" / "python"
    words = [*PIP, "--python", str(python), "install", "--quiet", "--no-index", "--no-deps"]
    nothing = {"PATH": "/nonexistent", "CC": "/nonexistent/cc", "HOME": str(tmp_path)}
    done = subprocess.run([*words, str(wheel)], capture_output=True, text=True, check=False, env=nothing)
    assert done.returncode == 0, done.stderr
    lent = next(path for path in sys.path if path.endswith("site-packages"))
    told = subprocess.run(
        [place / "bin" / "kithly", "--data", str(tmp_path / "data"), "today"],
        capture_output=True,
        text=True,
        check=False,
        env={**nothing, "PYTHONPATH": lent, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
    )
    assert told.returncode in {0, 1}, told.stderr
    assert "kithly" in (told.stdout + told.stderr).lower()
    assert (place / "share/man/man1/kithly.1").is_file()


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
