"""What an import did, in words: file by file, or counted where they are many."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby

from kithly.app.bringing.import_progress import Report
from kithly.app.views import ColumnView, CountsView, FileView, ImportView, ProblemView, ReadPartView
from kithly.interfaces.cli.manner import moves
from kithly.interfaces.cli.run import wants_json
from kithly.interfaces.cli.text import plural, say

_PACKED = re.compile(r"(.+?\.(?:zip|tgz|tar|tar\.gz))/", re.IGNORECASE)
BLOCK = 6  # files of one zip or folder told one by one; of more, those with news
SHOWN = 12  # reasons shown a file; all problems are in --json
UNREAD = 12  # files not read named one by one; more are counted by reason
ALONE = 3  # places named one by one; more are counted


@contextmanager
def progress() -> Iterator[Report | None]:
    """Give what shows how far it is, where somebody watches: a bar with the time left, plainly a line now and then."""
    if wants_json() or not sys.stderr.isatty():
        yield None
        return
    if not moves():
        from kithly.interfaces.cli.told_progress import Told

        yield Told().show
        return
    from kithly.interfaces.cli.progress import Bar

    bar = Bar()
    try:
        yield bar.show
    finally:
        bar.close()


def import_text(view: ImportView) -> None:
    """Print what an import did."""
    for container, files in groupby(view.files, key=_container):
        _files_text(container, tuple(files))
    counts = view.totals
    if not counts.read and not any(file.source for file in view.files):
        return
    if len(view.files) > 1:
        say()
        say(f"In all {plural(counts.read, 'record')}: {counted(counts)}.")
    people, contacts = view.people.after - view.people.before, view.interactions.after - view.interactions.before
    verb = "would know" if view.dry_run else "know"
    say(
        f"You {verb} {plural(view.people.after, 'person', 'people')} ({people:+,}); "
        f"{plural(view.interactions.after, 'contact')} with them ({contacts:+,}). "
        f"{view.seconds:.1f} s."
    )
    for hint in view.hints:
        say(hint)
    if view.dry_run:
        say("Nothing was kept: this was a dry run.")
    elif counts.read > counts.skipped:
        changed = counts.new + counts.merged
        say("Next: kithly today" + (f"   (undo: kithly undo {view.import_})" if view.import_ and changed else ""))


def _container(file: FileView) -> str:
    """Return the zip, tar or folder a file was found in, else an empty text."""
    packed = _PACKED.match(file.path)
    head, slash, _ = file.path.partition("/")
    return packed.group(1) if packed else head if slash else ""


def _files_text(container: str, files: tuple[FileView, ...]) -> None:
    """Print the files of one container: each, or where they are many those with news, and the rest counted."""
    if container and len(files) > BLOCK:
        _block_text(container, files)
        return
    unread = [file for file in files if file.source is None]
    for file in files:
        if file.source is not None or len(unread) <= UNREAD:
            _file_text(file)
    if len(unread) > UNREAD:
        _unread_text(unread)


def _block_text(container: str, files: tuple[FileView, ...]) -> None:
    """Print many files of one container, named relative to it."""
    inside = [replace(file, path=file.path.removeprefix(container + "/")) for file in files]
    say(f"{container}:")
    read = [file for file in inside if file.source is not None]
    news = [file for file in read if file.read - file.same or file.problems or file.note]
    for file in news:
        _file_text(file, indent=2)
    if len(read) > len(news):
        more = plural(len(read) - len(news), f"{'more ' if news else ''}file")
        say(f"{'and ' if news else ''}{more} without news", indent=2)
    _unread_text([file for file in inside if file.source is None], indent=2)


def _unread_text(files: list[FileView], *, indent: int = 0) -> None:
    """Print files that were not read, counted by reason; --json lists all."""
    reasons: dict[str, list[str]] = {}
    for file in files:
        reasons.setdefault(file.note or "", []).append(file.path)
    for note, paths in reasons.items():
        more = f" and {len(paths) - 1:,} more" if len(paths) > 1 else ""
        say(f"{paths[0]}{more}: not read: {note}", indent=indent, hang=4)


def problems_text(problems: tuple[ProblemView, ...]) -> None:
    """Print what was left out: one by one, or counted where many share a reason; --json lists all."""
    places: dict[str, list[str]] = {}
    for problem in problems:
        what = "waits for your answer" if problem.question else "left out"
        places.setdefault(f"{what}: {problem.reason}", []).append(problem.at)
    for reason, at in list(places.items())[:SHOWN]:
        if len(at) <= ALONE:
            say(f"{reason} ({', '.join(at)})", indent=4, hang=2)
        else:
            say(f"{reason} ({at[0]} and {len(at) - 1:,} more; --json lists them)", indent=4, hang=2)
    if len(places) > SHOWN:
        say(f"and {len(places) - SHOWN} more reasons: --json lists them", indent=4)


def columns_text(columns: tuple[ColumnView, ...]) -> None:
    """Print what the columns of a table are taken for, and how to tell it otherwise."""
    told = "; ".join(f"{one.column} = {one.field}" for one in columns)
    say(f"columns: {told}", indent=4, hang=2)
    say('is one wrong? kithly import FILE --map "COLUMN=FIELD"', indent=4, hang=2)


def counted(counts: CountsView | FileView | ReadPartView) -> str:
    """Return how records fared, without what did not occur; the parts add up to those read."""
    told = (
        (counts.new, "new"),
        (counts.same, "known already"),
        (counts.merged, "changed"),
        (counts.held, "need you"),
        (counts.skipped, "left out"),
    )
    return ", ".join(f"{count:,} {word}" for count, word in told if count) or "none"


def _file_text(file: FileView, *, indent: int = 0) -> None:
    if file.source is None:
        say(f"{file.path}: not read: {file.note}", indent=indent, hang=4)
        return
    say(f"{file.path}: {plural(file.read, 'record')}: {counted(file)}", indent=indent, hang=4)
    problems_text(file.problems)
    if file.columns:
        columns_text(file.columns)
    if file.note:
        say(file.note, indent=indent + 4)
