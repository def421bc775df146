"""What a watched journey left: what its processes wrote, asked and started, and what a canary may be looked for in."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.e2e.conftest import NOW

HERE = Path(__file__).parent / "watch"
SRC = Path(__file__).parents[2] / "src"
PATIENCE = 240.0
OTHERS = 0o077
Steps = Sequence[tuple[Sequence[str | Path], str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """The folders of a journey.

    Attributes:
        root: Holds all the others, and may be entered by everybody.
        begin: The first event that is looked at.
        end: The one behind the last.
    """

    root: Path
    begin: int = 0
    end: int | None = None

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.root / "data"

    @property
    def home(self) -> Path:
        """The user's home folder."""
        return self.root / "home"

    @property
    def out(self) -> Path:
        """What the user asked for by its path."""
        return self.root / "out"

    @property
    def temporary(self) -> Path:
        """What the system gives for files that go again."""
        return self.root / "tmp"

    @property
    def now(self) -> str:
        """The present of the journey."""
        return NOW.isoformat()

    def prepare(self) -> None:
        """Make the folders, and a system that runs things every day, which does nothing."""
        self.root.chmod(0o755)
        for folder in (self.home, self.out, self.temporary, self.said, self.root / "bin"):
            folder.mkdir()
        manager = self.root / "bin" / "systemctl"
        manager.write_text("#!/bin/sh\nexit 0\n")
        manager.chmod(0o755)

    def environment(self, *, denies: bool) -> dict[str, str]:
        """Return the environment of a watched process."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "KITHLY_"))}
        own = {
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "PATH": f"{self.root / 'bin'}:{os.environ['PATH']}",
            "PYTHONPATH": f"{HERE}:{SRC}",
            "PYTHONDONTWRITEBYTECODE": "1",
            "KITHLY_DEBUG": "1",
            "WATCHED": str(self.root / "watched"),
            "LOGGED": str(self.root / "logged"),
            "WATCHED_DENIES": "1" if denies else "",
        }
        return {**kept, **own}

    def steps(self, steps: Steps) -> Path:
        """Write what is to be typed."""
        path = self.root / "steps.json"
        path.write_text(json.dumps([([str(word) for word in words], given) for words, given in steps]), "utf-8")
        return path

    def run(self, script: str, *words: str | Path, denies: bool = False, before: Sequence[str] = ()) -> str:
        """Run a script of the watch; return what it and its children said that nobody took."""
        ran = subprocess.run(
            [*before, sys.executable, str(HERE / script), *map(str, words)],
            env=self.environment(denies=denies),
            capture_output=True,
            text=True,
            umask=0,
            timeout=PATIENCE,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr[-2_000:]
        (self.said / f"{script}.err").write_text(ran.stderr, "utf-8")
        (self.said / f"{script}.out").write_text(ran.stdout, "utf-8")
        return ran.stdout

    @property
    def said(self) -> Path:
        """The folder of what each process said."""
        return self.root / "said"

    def events(self, *kinds: str) -> list[dict[str, Any]]:
        """Return what was seen, of some kinds."""
        return [one for one in map(json.loads, self._lines[self.begin : self.end]) if one["event"] in kinds]

    @property
    def _lines(self) -> list[str]:
        return (self.root / "watched").read_text("utf-8").splitlines()

    def until_now(self) -> Journey:
        """Return the journey up to here."""
        return replace(self, end=len(self._lines))

    def from_now_on(self) -> Journey:
        """Return the journey that begins here."""
        return replace(self, begin=len(self._lines))

    def codes(self) -> Mapping[str, Any]:
        """Return how each verb ended that did not end well."""
        return {one["told"][0]: one["told"][1] for one in self.events("kithly.ended") if one["told"][1]}

    @property
    def all(self) -> Journey:
        """The whole journey."""
        return replace(self, begin=0, end=None)

    def files(self, *folders: Path) -> Iterator[Path]:
        """Yield every file below some folders."""
        for folder in folders:
            yield from (path for path in folder.rglob("*") if path.is_file())

    def open_to_others(self) -> list[str]:
        """Return what others could read or write for a moment, or can now."""
        made = [self.data, *(path for one in (self.data, self.out, self.temporary) for path in one.rglob("*"))]
        now = [f"{path} now" for path in made if stat.S_IMODE(path.lstat().st_mode) & OTHERS]
        return now + [f"{one['path']} {one['mode']}" for one in self.events("loose")]


def holding(paths: Iterator[Path], words: Sequence[str]) -> list[str]:
    """Return which files hold one of some words, in any case."""
    wanted = [word.lower().encode() for word in words]
    found = []
    for path in paths:
        content = path.read_bytes().lower()
        found += [f"{path.name}: {word.decode()}" for word in wanted if word in content]
    return found
