"""What becomes of a folder of foreign files: by source, how many files it recognised, and what came of their records.

    python evaluation/sources.py FOLDER

Every file is offered to all sources, as an import does it; files of one folder know each other. Nothing is kept.
The table is Markdown, for docs/explanation/sources.md.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from kithly.app.bringing.import_files import recognise
from kithly.app.loading import load_sources
from kithly.errors import KithlyError
from kithly.records import Problem
from kithly.sources import FileSource, Item, items

REASONS = 3  # reasons named of each source, most frequent first


@dataclass(slots=True)
class Tally:
    """What became of the files of one source.

    Attributes:
        files: Files it recognised.
        refused: Files it could not read as a whole.
        records: Records read.
        held: Rows that wait for an answer.
        reasons: How often something was left out, by why.
    """

    files: int = 0
    refused: int = 0
    records: int = 0
    held: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def row(self, name: str) -> str:
        """Return it as a row of the table."""
        left = sum(self.reasons.values())
        why = "; ".join(f"{reason} ({count:,})" for reason, count in self.reasons.most_common(REASONS))
        return f"| `{name}` | {self.files:,} | {self.refused:,} | {self.records:,} | {self.held:,} | {left:,} | {why} |"


def main() -> None:
    """Read every file of a folder and print the table."""
    sources = load_sources()
    tallies: dict[str, Tally] = {}
    unread = 0
    for folder in sorted(path for path in Path(sys.argv[1]).rglob("*") if path.is_dir()):
        if not any(path.is_file() for path in folder.iterdir()):
            continue
        for item in _within(folder):
            source = _recognised(item, sources)
            if source is None:
                unread += 1
            else:
                _read(item, source, tallies.setdefault(source.name, Tally()))
    print("| source | files | not readable as a whole | records | need an answer | left out | most often because |")
    print("|---|---|---|---|---|---|---|")
    for name, tally in sorted(tallies.items()):
        print(tally.row(name))
    print(f"\n{unread:,} files are of no kind that Kithly reads.")


def _within(folder: Path) -> tuple[Item, ...]:
    """Return the files that lie in a folder itself; those below have their own turn."""
    try:
        return tuple(item for item in items(folder) if Path(item.name).parent == Path() or ".zip" in item.path)
    except KithlyError:
        return ()


def _recognised(item: Item, sources: tuple[FileSource, ...]) -> FileSource | None:
    try:
        return recognise(item, sources)
    except (KithlyError, OSError):
        return None


def _read(item: Item, source: FileSource, tally: Tally) -> None:
    tally.files += 1
    try:
        for one in source.read(item):
            if not isinstance(one, Problem):
                tally.records += 1
            elif one.held:
                tally.held += 1
            else:
                tally.reasons[one.reason.partition(":")[0]] += 1
    except KithlyError:
        tally.refused += 1


if __name__ == "__main__":
    main()
