"""Whatever writes a file of the user's does it whole: by one door, or in known places; none copies a database."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src" / "kithly"
MADE_UP = ("synthetic", "testing")  # exports of nobody, and tests
DOOR = "transport/whole_files.py"
PLACES = {  # beside the door: what they write, and how it is whole
    "app/bringing/incoming.py": "what a browser hands over: a part, put in place by the door when all of it is there",
    "app/demo.py": "an empty mark, that a folder is one of the demo",
    "app/chosen.py": "settings: beside, read once more, then put in place by the door",
    "app/evaluating/tables.py": "a table the user asked for: beside, then put in place by the door",
    "app/owning/export/exporting.py": "an export that a browser fetches: a file without a name",
    "app/owning/export/shelf.py": "an export: in a room, named when all of it is there",
    "app/owning/restoring.py": "a whole folder that was proven gets its name in one step",
    "app/owning/verifying.py": "a file without a name, to learn whether one may write there",
    "engines/heap.py": "a company's archive, sorted in a folder that goes again",
    "engines/local.py": "the result of that: in the same folder, put in place by the door",
    "sources/carddav/reading.py": "a file without a name, which is gone when it is closed",
    "store/archives/placing.py": "a folder of one's own that goes again",
    "store/archives/reading.py": "what comes out of a backup: in a room, moved when it is proven",
    "store/archives/snapshot.py": "one moment of the database, copied by SQLite itself, in a room",
    "store/archives/writing.py": "a backup: in a room, named when it is proven",
    "store/connecting.py": "an empty file, for SQLite alone to write",
    "store/locks.py": "locks, which hold nothing",
    "store/purging.py": "the database itself, by SQLite: what was forgotten leaves its free pages",
    "transport/kept_lines.py": "what happened at the doors: a line in one write, and a full file put aside in one step",
    "transport/secret_file.py": "secrets, where there is no keyring: beside, then in their place",
}

COPIES = {"copy", "copy2", "copyfile", "copyfileobj", "copytree", "move", "make_archive", "unpack_archive"}
ALWAYS = {  # calls that write, whatever they are given
    *("write_text", "write_bytes", "touch", "fdopen", "mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryFile"),
    *("TemporaryDirectory", "SpooledTemporaryFile", "write_table", "ParquetWriter", "to_csv", "tofile", "savez"),
    *("extract", "extractall", "urlretrieve", "symlink_to", "hardlink_to", "FileHandler", "RotatingFileHandler"),
}
OF_OS = {"replace", "rename", "renames", "link", "symlink", "truncate", "mkfifo", "mknod", "sendfile"}
PATHS = re.compile(r"(fresh|part|beside|unfinished|inside|path|file|temp|tmp|target|place|room|archive)\w*$")
"""What a path is called here: `x.replace(y)` is said of texts and tables as well."""
CREATING = re.compile(r"O_CREAT|O_WRONLY|O_RDWR|O_APPEND|O_TRUNC")
MODE = re.compile(r"[rwaxbt+]{1,4}(:\w+)?")
OPENERS = {"open", "ZipFile", "TarFile", "GzipFile", "BZ2File", "LZMAFile", "memmap"}
MAY = re.compile(  # only such a file is worth a look
    r"shutil|open\(|write_|fdopen|touch|mk(stemp|dtemp|fifo|nod)|os\.(replace|rename|link|truncate|sendfile)|symlink|"
    r"hardlink|extract|backup\(|VACUUM|Parquet|to_csv|tofile|savez|memmap|retrieve|copy\w*\(|"
    r"(Zip|Gzip|BZ2|LZMA|Tar|Temporary)(File|Directory)|FileHandler|"
    r"(fresh|part|beside|unfinished|inside|path|file|temp|tmp|target|place|room|archive)\w*\.(replace|rename)\("
)


def name_of(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def modes(call: ast.Call) -> Iterator[str]:
    """Yield what may be the mode of an opened file: a short text of the letters of modes."""
    given = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "mode")]
    for value in given:
        if isinstance(value, ast.Constant) and isinstance(value.value, str) and MODE.fullmatch(value.value):
            yield value.value
        elif isinstance(value, ast.IfExp):
            yield from modes(ast.Call(func=call.func, args=[value.body, value.orelse], keywords=[]))


def is_writing(call: ast.Call) -> bool:
    """Say whether a call makes, fills or moves a file."""
    name, owner = name_of(call.func), name_of(call.func.value) if isinstance(call.func, ast.Attribute) else ""
    text = ast.unparse(call)
    if name in ALWAYS or "VACUUM" in text:
        return True
    if name in OPENERS:
        if "fileobj=" in text or "os.devnull" in text:  # in memory, or nowhere
            return False
        return any(set(mode) & set("wax+") for mode in modes(call)) or bool(CREATING.search(text))
    if owner == "os":
        return name in OF_OS
    moves = name in {"replace", "rename"} and len(call.args) == 1 and not call.keywords
    return (moves and bool(PATHS.search(owner))) or (name == "backup" and bool(call.args) and "conn" in owner)


@cache
def calls(path: Path) -> tuple[ast.Call, ...]:
    text = path.read_text("utf-8")
    return calls_of(text) if MAY.search(text) else ()


def calls_of(text: str) -> tuple[ast.Call, ...]:
    return tuple(node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))


def files() -> Iterator[tuple[str, Path]]:
    for path in sorted(SRC.rglob("*.py")):
        if path.relative_to(SRC).parts[0] not in MADE_UP:
            yield path.relative_to(SRC).as_posix(), path


def is_copying(call: ast.Call) -> bool:
    if isinstance(call.func, ast.Attribute):
        return name_of(call.func.value) == "shutil" and call.func.attr in COPIES
    return name_of(call.func) in COPIES - {"copy"}  # a text is copied as well, into the clipboard


def test_nothing_copies_a_file_that_may_be_in_use() -> None:
    assert [f"{name}:{call.lineno}" for name, path in files() for call in calls(path) if is_copying(call)] == []


def test_files_are_written_in_known_places_alone() -> None:
    found = {name for name, path in files() if any(map(is_writing, calls(path)))}
    assert found - {DOOR} == set(PLACES)


@pytest.mark.parametrize(
    "line",
    [
        "open(path, 'w')",
        "open(path, mode='ab')",
        "io.open(path, 'x')",
        "path.open('wb')",
        "path.open(mode='r+b')",
        "gzip.open(path, 'wt')",
        "codecs.open(path, 'a', 'utf-8')",
        "tarfile.open(path, 'w:gz')",
        "zipfile.ZipFile(path, 'w')",
        "ZipFile(path, mode='a')",
        "path.open('w' if anew else 'a')",
        "os.open(path, os.O_WRONLY | os.O_CREAT)",
        "os.fdopen(descriptor, 'wb')",
        "path.write_text(words)",
        "Path(name).write_bytes(data)",
        "path.touch()",
        "tempfile.NamedTemporaryFile(dir=folder)",
        "tempfile.mkstemp()",
        "archive.extractall(folder)",
        "pq.write_table(table, path)",
        "os.replace(fresh, path)",
        "fresh.replace(path)",
        "self._part.rename(path)",
        "os.link(fresh, path)",
        "conn.backup(other)",
        "conn.execute('VACUUM INTO ?', (name,))",
        "urllib.request.urlretrieve(address, path)",
        "logging.FileHandler(path)",
    ],
)
def test_every_way_to_write_a_file_is_known(line: str) -> None:
    assert any(map(is_writing, calls_of(line)))
    assert MAY.search(line)


@pytest.mark.parametrize(
    "line", ["shutil.copy(a, b)", "shutil.copyfileobj(a, b)", "copyfile(a, b)", "shutil.move(a, b)"]
)
def test_every_way_to_copy_a_file_is_known(line: str) -> None:
    assert any(map(is_copying, calls_of(line)))


@pytest.mark.parametrize("line", ["open(path)", "path.open('rb')", "text.replace('a', 'b')", "at.replace(hour=0)"])
def test_reading_is_no_writing(line: str) -> None:
    assert not any(map(is_writing, calls_of(line)))
