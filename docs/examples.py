"""Run the examples of the documentation and write what they print; with --check, say which differ.

An example is a fenced `console` block whose lines begin with `$ kithly`; what follows each is its
output. A comment before the block, `<!-- example: KEY=VALUE; KEY=VALUE -->`, may say

- `from`, `until`: show the output from the first line that matches up to the next that matches;
- `about`: put the first fitting person of that command's list at the end of this one, so that the
  examples survive a change of the made-up world.

Each page runs from top to bottom on a demo network of its own, under a fixed clock.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "docs/tutorial/first-five-minutes.md")
NOW = "2026-06-15T09:00:00+00:00"
LETTER = "Hi Ana, I hope you are well! Could you refer me to your hiring manager by Friday?\n"
BLOCK = re.compile(r"(<!-- example: (?P<said>[^\n]*) -->\n)?```console\n(?P<body>\$ .*?)```\n", re.DOTALL)
DEMO = "kithly-demo"
BAR = "    |"  # stands before each line of a draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where the examples of one page run.

    Attributes:
        folder: Holds the demo network and a letter.
        demo_words: What `kithly demo` said when the network was made.
    """

    folder: Path
    demo_words: str

    def run(self, command: str) -> str:
        """Return what a command prints.

        Raises:
            SystemExit: It fails.
        """
        if command == "kithly demo" and self.demo_words:
            return self.demo_words
        done = self._call(shlex.split(command)[1:])
        if done.returncode:
            raise SystemExit(f"{command} failed: {done.stderr or done.stdout}")
        return done.stdout

    def works(self, command: str) -> bool:
        """Whether a command succeeds and, if it drafts, has a draft to show."""
        done = self._call(shlex.split(command)[1:])
        return not done.returncode and (BAR in done.stdout or " write " not in command)

    def _call(self, words: list[str]) -> subprocess.CompletedProcess[str]:
        settings = {"HOME": str(self.folder), "TZ": "UTC", "COLUMNS": "80", "PYTHONUTF8": "1"}
        settings["PYTHONPATH"] = str(ROOT / "src")  # this very checkout
        return subprocess.run(
            [sys.executable, "-m", "kithly", "--now", NOW, "--data", str(self.folder / DEMO), *words],
            capture_output=True,
            check=False,
            cwd=self.folder,
            encoding="utf-8",
            env={"PATH": os.environ["PATH"], **settings},
        )


def page_text(page: str, demo: Path) -> str:
    """Return a page with the output of every example as it is now.

    Args:
        page: Path from the project's root.
        demo: A folder with a fresh demo network and what `kithly demo` said, in a file ``words``.
    """
    written = (ROOT / page).read_text("utf-8")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(demo / DEMO, folder / DEMO)
        (folder / "letter.txt").write_text(LETTER, "utf-8")
        desk = Desk(folder=folder, demo_words=(demo / "words").read_text("utf-8"))
        return BLOCK.sub(lambda block: _fresh(block, desk), written)


def _fresh(block: re.Match[str], desk: Desk) -> str:
    said = dict(part.split("=", 1) for part in (block["said"] or "").split("; ") if part)
    lines = []
    for command in _commands(block["body"]):
        asked = _about(command, said["about"], desk) if "about" in said else command
        lines += [f"$ {asked}", *_cut(desk.run(asked).splitlines(), said.get("from"), said.get("until"))]
    return f"{block[1] or ''}```console\n" + "\n".join(lines) + "\n```\n"


def _commands(body: str) -> Iterator[str]:
    return (line.removeprefix("$ ") for line in body.splitlines() if line.startswith("$ "))


def _about(command: str, listing: str, desk: Desk) -> str:
    """Return the command about the first listed person for whom it works; the one written comes first."""
    listed = json.loads(desk.run(f"kithly --json {listing}"))
    verb = " ".join(command.split()[:2])
    asked = (f"{verb} {name}" for name in _names(listed))
    return next(one for one in (command, *asked) if one != verb and desk.works(one))


def _names(listed: dict[str, list[dict[str, object]]]) -> list[str]:
    rows = next(value for value in listed.values() if isinstance(value, list))
    names = [row["name"] if "name" in row else row["person"]["name"] for row in rows]  # type: ignore[index]
    return [str(name) for name in names if names.count(name) == 1 and str(name).isascii()]


def _cut(lines: list[str], start: str | None, end: str | None) -> list[str]:
    first = _first(lines, start, 0)
    last = _first(lines, end, first + 1) if end else len(lines)
    shown = lines[first:last]
    while shown and not shown[-1].strip():
        shown.pop()
    return (["..."] if first else []) + shown + (["..."] if last < len(lines) else [])


def _first(lines: list[str], pattern: str | None, after: int) -> int:
    if pattern is None:
        return 0
    return next((at for at, line in enumerate(lines) if at >= after and re.search(pattern, line)), len(lines))


def main() -> int:
    """Write or check the pages; returns 1 if a checked page differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("pages", nargs="*", default=PAGES)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        demo = Path(name)
        (demo / "words").write_text(Desk(folder=demo, demo_words="").run("kithly demo"), "utf-8")
        differing = [page for page in wanted.pages if _settle(page, page_text(page, demo), check=wanted.check)]
    return int(bool(differing))


def _settle(page: str, fresh: str, *, check: bool) -> bool:
    """Write a page, or show how it differs; returns whether it does."""
    written = (ROOT / page).read_text("utf-8")
    if not check:
        (ROOT / page).write_text(fresh, "utf-8")
        return False
    old, new = written.splitlines(keepends=True), fresh.splitlines(keepends=True)
    sys.stdout.writelines(difflib.unified_diff(old, new, f"{page} as written", f"{page} as run (make examples)"))
    return written != fresh


if __name__ == "__main__":
    sys.exit(main())
