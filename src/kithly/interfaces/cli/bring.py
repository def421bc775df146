"""import, changes, undo."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import click

from kithly.app.bringing.import_files import Report, import_paths
from kithly.app.views import ChangesView, CountsView, FileView, ImportView, ProblemView
from kithly.errors import UserError
from kithly.interfaces import wire
from kithly.interfaces.cli.run import network, show, wants_json
from kithly.interfaces.cli.text import clean, plural, say, table
from kithly.interfaces.cli.verb import Verb

READABLE = "Kithly reads LinkedIn exports (zip, folder, csv) and mailboxes (mbox): kithly import --help"
BLOCK = 6  # files of one zip or folder told one by one; of more, those with news
SHOWN = 12  # reasons shown a file; all problems are in --json
UNREAD = 12  # files not read named one by one; more are counted by reason
ALONE = 3  # places named one by one; more are counted


def _paths(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[Path, ...]:
    """Return the paths; an empty one (a shell variable that was not set) is no folder."""
    if "" in value:
        raise click.BadParameter("an empty path names no file", ctx=ctx, param=param)
    return tuple(Path(one) for one in value)


@click.command(
    "import",
    cls=Verb,
    help="Read files, folders and zips: a LinkedIn export, a mailbox (mbox). Each is recognised by its content; the "
    "same file again changes nothing; every import can be undone.",
)
@click.argument("paths", nargs=-1, required=True, callback=_paths, metavar="PATH...")
@click.option("--dry-run", is_flag=True, help="Say what would happen; keep nothing.")
@click.option("--as", "source", metavar="SOURCE", help="Read it as linkedin_export or mbox, whatever it looks like.")
def import_(paths: tuple[Path, ...], source: str | None, *, dry_run: bool) -> int:
    """Import and show the counts; exit 1 if no file gave a record."""
    with network() as opened, _progress() as report:
        view = import_paths(opened, paths, source=source, dry_run=dry_run, report=report)
    show("import", view, _import_text)
    if not view.totals.read:
        raise UserError("No record was found in what you named.", hint=READABLE)
    return wire.DONE


@contextmanager
def _progress() -> Iterator[Report | None]:
    """Give a progress bar with rate and time left, if somebody watches and it takes over a second."""
    if wants_json() or not sys.stderr.isatty():
        yield None
        return
    from kithly.interfaces.cli.progress import Bar

    bar = Bar()
    try:
        yield bar.show
    finally:
        bar.close()


def _import_text(view: ImportView) -> None:
    for container, files in groupby(view.files, key=_container):
        _files_text(container, tuple(files))
    counts = view.totals
    if not counts.read and not any(file.source for file in view.files):
        return
    if len(view.files) > 1:
        say()
        say(f"In all {plural(counts.read, 'record')}: {_counted(counts)}.")
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
    elif counts.read:
        changed = counts.new + counts.merged
        say("Next: kithly today" + (f"   (undo: kithly undo {view.import_})" if view.import_ and changed else ""))


def _container(file: FileView) -> str:
    """Return the zip or folder a file was found in, else an empty text."""
    head, slash, _ = file.path.partition("/")
    return head if slash else ""


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


def _problems_text(problems: tuple[ProblemView, ...]) -> None:
    """Print what was left out: one by one, or counted where many share a reason; --json lists all."""
    places: dict[str, list[str]] = {}
    for problem in problems:
        places.setdefault(problem.reason, []).append(problem.at)
    for reason, at in list(places.items())[:SHOWN]:
        if len(at) <= ALONE:
            say(f"left out: {reason} ({', '.join(at)})", indent=4, hang=2)
        else:
            say(f"left out: {reason} ({at[0]} and {len(at) - 1:,} more; --json lists them)", indent=4, hang=2)
    if len(places) > SHOWN:
        say(f"and {len(places) - SHOWN} more reasons: --json lists them", indent=4)


def _counted(counts: CountsView | FileView) -> str:
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
    say(f"{file.path}: {plural(file.read, 'record')}: {_counted(file)}", indent=indent, hang=4)
    _problems_text(file.problems)
    if file.note:
        say(file.note, indent=indent + 4)


@click.command("changes", cls=Verb, help="List what was imported, merged and edited, newest first.")
def changes() -> None:
    """List changes."""
    from kithly.app.changes import list_changes

    with network() as opened:
        view = list_changes(opened)
    show("changes", view, _changes_text)


def _changes_text(view: ChangesView) -> None:
    if not view.changes:
        say("Nothing was changed yet. Begin with: kithly import PATH")
        return
    table(
        (one.id, f"{one.at:%Y-%m-%d %H:%M}", clean(one.text) + ("" if one.undoable else " (undone)"))
        for one in view.changes
    )


@click.command("undo", cls=Verb, help="Take back the last change, or the one named (see: kithly changes).")
@click.argument("change", required=False, metavar="[ID]")
def undo(change: str | None) -> None:
    """Undo a change."""
    from kithly.app.changes import undo as take_back

    with network() as opened:
        view = take_back(opened, change)
    show("undo", view, lambda one: say(one.text))


COMMANDS = {"import": import_, "changes": changes, "undo": undo}
