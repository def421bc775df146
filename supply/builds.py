"""Releases: building the wheel and the archive of the sources, and what may be in them."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from supply.locks import ROOT

VENDOR: Final = "src/kithly/interfaces/web/static/vendor"
CONTENTS: Final[Mapping[str, list[str]]] = tomllib.loads(Path(__file__).with_name("contents.toml").read_text("utf-8"))


def build(sources: Path, target: Path, *, umask: int = 0o022, **environment: str) -> dict[str, Path]:
    """Build a release as `pip wheel --no-build-isolation` does, and return its files by kind.

    Args:
        sources: The project's folder.
        target: Where the files go.
        umask: Of the process that builds.
        **environment: Added to this process's own.
    """
    words = [sys.executable, "-m", "hatchling", "build", "--directory", str(target)]
    told = {**os.environ, **environment}
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=sources, env=told, umask=umask)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return {"wheel": next(target.glob("*.whl")), "sources": next(target.glob("*.tar.gz"))}


def tracked(*under: str) -> frozenset[str]:
    """Return the paths that belong to the project, as git knows them."""
    words = ["git", "ls-files", "-z", "--cached", "--", *under]  # what git does not know has no place in a release
    told = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return frozenset(path for path in told.split("\0") if path and (ROOT / path).is_file())


def copied(target: Path) -> Path:
    """Copy what a release is built from into another folder, with other times, and return it."""
    brought = [path.relative_to(ROOT).as_posix() for path in (ROOT / VENDOR).rglob("*") if path.is_file()]
    for path in sorted([*tracked("src", "docs/man", "frontend", "*.*", "LICENSE"), *brought], reverse=True):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, target / path)
    return target


def names(archive: Path) -> list[str]:
    """Return the paths in a wheel, or in an archive of sources without its first folder."""
    if archive.suffix == ".whl":
        return zipfile.ZipFile(archive).namelist()
    with tarfile.open(archive) as opened:
        return [one.name.partition("/")[2] for one in opened.getmembers()]


def sum_of(archive: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(archive.read_bytes()).hexdigest()


def strangers(paths: Iterable[str], kind: str) -> list[str]:
    """Return the paths that no pattern allows.

    Args:
        paths: As `names` gives them.
        kind: ``wheel`` or ``sources``.
    """
    inside = "" if kind == "wheel" else "src/"
    patterns = [inside + one if one.startswith("kithly/") else one for one in CONTENTS["wheel"]]
    allowed = [_pattern(one) for one in (patterns if kind == "wheel" else [*patterns, *CONTENTS["sources"]])]
    return [path for path in paths if not any(one.fullmatch(path) for one in allowed) or _climbs(path)]


def _climbs(path: str) -> bool:
    return ".." in PurePosixPath(path).parts or path.startswith("/")


def _pattern(told: str) -> re.Pattern[str]:
    """Return a pattern of paths: ``*`` is one name or a part of it, ``**/`` any folders."""
    whole = re.escape(told).replace(r"\*\*/", r"(?:[^/]+/)*").replace(r"\*", "[^/]+")
    return re.compile(whole)
