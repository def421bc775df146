"""What a network weighs: rows of every table, files, bytes, and the memory of this process."""

from __future__ import annotations

import gc
import sqlite3
from collections import Counter
from pathlib import Path

NO_TABLES = ("sqlite_", "message_index")


def rows(database: Path) -> dict[str, int]:
    """Return the rows of every table."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as conn:
        names = [name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        names = [one for one in names if not one.startswith(NO_TABLES)]
        found = {one: conn.execute(f"SELECT count(*) FROM {one}").fetchone()[0] for one in names}  # noqa: S608 - our own
    conn.close()
    return found


def widths(database: Path) -> dict[str, int]:
    """Return the bytes of what grows inside a row: small facts by name, cursors, plans."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as conn:
        found = {f"meta {name}": size for name, size in conn.execute("SELECT name, length(value) FROM meta")}
        for table, column in (("cursors", "value"), ("plans", "plan"), ("files", "counts")):
            asked = f"SELECT coalesce(sum(length({column})), 0) FROM {table}"  # noqa: S608 - our own
            found[f"{table} {column}"] = conn.execute(asked).fetchone()[0]
    conn.close()
    return found


def files(folder: Path) -> dict[str, int]:
    """Return how many files of each kind a data folder holds."""
    kinds = Counter(path.relative_to(folder).parts[0] if path.parent != folder else path.name
                    for path in folder.rglob("*") if path.is_file())  # fmt: skip
    return dict(kinds)


def memory() -> int:
    """Return the bytes of memory of this process that are no file's, once nothing is left to be collected."""
    gc.collect()
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon"))
