"""Whatever writes a file of the user's does it whole: known places, none of which copies a database."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

SRC = Path(__file__).parents[2] / "src" / "kithly"
MADE_UP = ("synthetic", "testing")  # exports of nobody, and tests
COPIES = {"copy", "copy2", "copyfile", "copyfileobj", "copytree", "move"}
WRITES = {"write_text", "write_bytes", "fdopen"}
MAY = re.compile(r"shutil|open\(|write_text|write_bytes|fdopen")  # only such a file is worth a look
PLACES = {  # where, and how it is whole: written under another name, for its owner alone, then named in one step
    "app/bringing/incoming.py": "what a browser hands over: a part, named when all of it is there",
    "app/chosen.py": "settings: beside, then in their place",
    "app/reminding/calendars.py": "a calendar file: beside, then in its place",
    "app/reminding/installing.py": "what a system's timer reads: beside, then in its place",
    "app/owning/forgotten/lists.py": "who was forgotten, for restores: beside, then in its place",
    "engines/heap.py": "a company's archive, sorted in a folder that goes again",
    "interfaces/cli/completion.py": "the completion of a shell: beside, then in its place",
    "interfaces/cli/drawn.py": "a picture the user keeps: refused where one is",
    "interfaces/cli/talks.py": "an invitation the user asked for by its name",
    "interfaces/web/doorbell.py": "where the server listens: beside, then in its place",
    "store/archives/reading.py": "what comes out of a backup: in a room, moved when it is proven",
    "store/archives/writing.py": "a backup: in a room, named when it is proven",
    "transport/secret_file.py": "secrets, where there is no keyring: beside, then in their place",
}


@cache
def calls(path: Path) -> tuple[ast.Call, ...]:
    text = path.read_text("utf-8")
    if not MAY.search(text):
        return ()
    return tuple(node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))


def files() -> Iterator[tuple[str, Path]]:
    for path in sorted(SRC.rglob("*.py")):
        if path.relative_to(SRC).parts[0] not in MADE_UP:
            yield path.relative_to(SRC).as_posix(), path


def is_writing(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return isinstance(call.func, ast.Name) and call.func.id == "open"
    modes = {arg.value for arg in call.args[:1] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}
    opens = call.func.attr == "open" and any(mode in {"w", "wb", "x", "xb", "a", "ab", "w+b"} for mode in modes)
    return opens or call.func.attr in WRITES


def test_nothing_copies_a_file_that_may_be_in_use() -> None:
    found = [
        f"{name}:{call.lineno}"
        for name, path in files()
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "shutil"
        and call.func.attr in COPIES
    ]
    assert not found


def test_files_are_written_in_known_places_alone() -> None:
    assert {name for name, path in files() if any(map(is_writing, calls(path)))} == set(PLACES)
