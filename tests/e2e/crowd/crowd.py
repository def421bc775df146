"""Several Kithlys on one data folder at once, run apart: one process that forks, so that none costs a start-up.

Usage: crowd.py DATA_DIR ROUNDS PERSON EXPORT...  Prints a line of JSON for each that took part: what it did, what it
was told where that was no success, and the longest a command took.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.e2e.conftest import NOW, Kithly, Ran
from tests.e2e.web.conftest import Browser, browsing, words_of

from kithly.app.bringing import import_pace, import_reading

SMALL_BATCH = 60  # records a transaction, so that an import has many
_VERSION = re.compile(r'action="(/people/[^"]*/importance)".*?name="version" value="([^"]*)"', re.DOTALL)


class Side:
    """One that takes part."""

    def __init__(self, data: Path, rounds: int, person: str, paths: list[Path]) -> None:
        self.kithly, self.rounds, self.person, self.paths = Kithly(data=data), rounds, person, paths
        self.did: list[str] = []
        self.refused: list[str] = []
        self.longest = 0.0

    def run(self, *words: str | Path) -> Ran:
        """Run a command; note how long it took, and what it said where it was no success."""
        began = time.monotonic()
        ran = self.kithly(*words)
        self.longest = max(self.longest, time.monotonic() - began)
        if ran.code:
            self.refused.append(f"{words[0]} {ran.code} {ran.err}")
        return ran

    def imports(self) -> None:
        """Import everything, one after the other, and the last once more."""
        import_reading.BATCH, import_pace.FIRST = SMALL_BATCH, 0.0
        for path in (*self.paths, self.paths[-1]):
            view = self.run("import", path, "--json").json
            self.did.append(str(view["totals"]["new"]))

    def notes(self, name: str) -> None:
        """Note things about the one person whom others write about too."""
        for number in range(self.rounds):
            text = f"{name} {number}"
            if not self.run("note", self.person, text).code:
                self.did.append(text)

    def takes_back(self) -> None:
        """Note something and take just that back."""
        for number in range(self.rounds):
            change = self.run("note", self.person, f"slip {number}", "--json").json["change"]
            self.run("undo", change)

    def plans(self) -> None:
        """Look at the day, do the first hello, sleep until the next."""
        for number in range(self.rounds):
            self.kithly = Kithly(data=self.kithly.data, now=NOW + timedelta(days=number))
            touches = self.run("today", "--json").json["touches"]
            if touches and not self.run("done", touches[0]["id"]).code:
                self.did.append(touches[0]["id"])

    def keeps(self) -> None:
        """Make backups, run what runs every day, look whether all is well."""
        for _ in range(max(self.rounds // 4, 1)):
            self.run("backup")
            self.run("service", "run")
            self.run("people", "--json")

    def browses(self) -> None:
        """Change one person by a page that somebody else has open too."""
        with browsing(self.kithly.data) as browser:
            for number in range(self.rounds):
                began = time.monotonic()
                self._turn(browser, ("high", "normal", "low")[number % 3])
                self.longest = max(self.longest, time.monotonic() - began)

    def _turn(self, browser: Browser, importance: str) -> None:
        page = browser.get(f"/people/{self.person}")
        found = _VERSION.search(page.text)
        if page.status_code != 200 or found is None:
            self.refused.append(f"page {page.status_code} {words_of(page.text)[:200]}")
            return
        answer = browser.post(found[1], version=found[2], importance=importance)
        self.did.append(str(answer.status_code))
        if answer.status_code not in {200, 409}:
            self.refused.append(f"post {answer.status_code} {words_of(answer.text)[:200]}")


def main() -> None:
    """Let all of them work at once."""
    data, rounds, person, *paths = sys.argv[1:]
    side = Side(Path(data), int(rounds), person, [Path(one) for one in paths])
    side.run("people", "--json")  # whoever is forked from here has everything loaded
    sides: dict[str, Callable[[], None]] = {
        "importer": side.imports,
        "ann": lambda: side.notes("ann"),
        "bob": lambda: side.notes("bob"),
        "slips": side.takes_back,
        "planner": side.plans,
        "keeper": side.keeps,
        "first tab": side.browses,
        "second tab": side.browses,
    }
    children = {name: _start(name, act, side) for name, act in sides.items()}
    codes = {name: os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for name, child in children.items()}
    for name, code in codes.items():
        told = Path(f"{data}.{name}.json")
        found: dict[str, Any] = json.loads(told.read_text("utf-8")) if told.exists() else {}
        sys.stdout.write(json.dumps({"name": name, "code": code, **found}) + "\n")


def _start(name: str, act: Callable[[], None], side: Side) -> int:
    """Fork, act in the child, write down what it did, end it."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            act()
            told = {"did": side.did, "refused": side.refused, "longest": side.longest}
            Path(f"{side.kithly.data}.{name}.json").write_text(json.dumps(told), "utf-8")
            code = 0
        finally:
            os._exit(code)
    return child


if __name__ == "__main__":
    main()
