"""import, changes, undo."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import click

from kithly.app.bringing.import_files import import_paths
from kithly.app.bringing.own_exports import is_backup, is_export
from kithly.app.bringing.unread import READABLE
from kithly.app.figures import counted
from kithly.app.views import ChangesView, ChangeView, ImportView
from kithly.errors import UserError
from kithly.interfaces import wire
from kithly.interfaces.cli.called import moment_of
from kithly.interfaces.cli.held import list_held, take_answer
from kithly.interfaces.cli.imported import import_text, progress
from kithly.interfaces.cli.run import network, show
from kithly.interfaces.cli.text import clean, say, table
from kithly.interfaces.cli.verb import Verb


def _paths(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[Path, ...]:
    """Return the paths; an empty one (a shell variable that was not set) is no folder."""
    if "" in value:
        raise click.BadParameter("an empty path names no file", ctx=ctx, param=param)
    return tuple(Path(one) for one in value)


@click.command(
    "import",
    cls=Verb,
    help="Read files, folders and zips: LinkedIn exports, mail, address books, calendars, chats. Each is recognised by "
    "its content; the same file again changes nothing; every import can be undone.",
)
@click.argument("paths", nargs=-1, callback=_paths, metavar="PATH...")
@click.option("--dry-run", is_flag=True, help="Say what would happen; keep nothing.")
@click.option("--held", is_flag=True, help="List what waits for your answer.")
@click.option("--answer", nargs=2, metavar="ID ANSWER", help="Answer a question: what waited is read again.")
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="Tell what a column of a table of people holds, as in --map Kanal=phone; it is remembered for every table "
    "with these columns. --dry-run shows what columns are taken for.",
)
@click.option(
    "--as",
    "source",
    metavar="SOURCE",
    help="Read it as this source (linkedin_export, mbox ...), whatever it looks like.",
)
def import_(  # one parameter an option
    paths: tuple[Path, ...],
    source: str | None,
    answer: tuple[str, str] | None,
    *,
    columns: tuple[str, ...],
    dry_run: bool,
    held: bool,
) -> int:
    """Import and show the counts; exit 1 if no file gave a record."""
    if held or answer:
        _alone(paths, source, dry_run=dry_run, both=held and bool(answer))
        return list_held() if answer is None else take_answer(*answer)
    if not paths:
        raise click.UsageError("Name a file, folder or zip to import.")
    said = dict(map(_column, columns))
    if len(paths) == 1 and not (source or said) and is_export(paths[0]):
        return _take_in(paths[0], dry_run=dry_run)
    if len(paths) == 1 and not source and is_backup(paths[0]):
        raise UserError(
            f"{paths[0]} is a backup: a whole network, to be restored into a folder of its own.",
            hint=f"kithly restore {quote(str(paths[0]))} --to NEW_FOLDER",
        )
    with network() as opened:
        with progress() as report:
            view = import_paths(opened, paths, source=source, columns=said, dry_run=dry_run, report=report)
        _show_import(view)
    return wire.DONE


def _show_import(view: ImportView) -> None:
    """Show what was read; it is a mistake where nothing was."""
    show("import", view, import_text)
    if not view.totals.read:
        raise UserError("No record was found in what you named.", hint=f"{READABLE} kithly import --help")
    if view.totals.read == view.totals.skipped:
        raise UserError(
            "Nothing was kept: every record was skipped, for the reasons above.", hint="kithly import --help"
        )


def _take_in(path: Path, *, dry_run: bool) -> int:
    """Take an export of Kithly's in, whole."""
    from kithly.app.owning.export.taking_in import take_in

    with network() as opened:
        view = take_in(opened, path, dry_run=dry_run)
    show("import", view, import_text)
    return wire.DONE


def _column(text: str) -> tuple[str, str]:
    """Return a column and the field it holds, out of ``COLUMN=FIELD``."""
    column, equals, field = text.rpartition("=")
    if not equals or not column.strip() or not field.strip():
        raise click.UsageError(f'--map wants COLUMN=FIELD, as in --map "Kanal=phone", not {text!r}.')
    return column.strip(), field.strip().lower()


def _alone(paths: tuple[Path, ...], source: str | None, *, dry_run: bool, both: bool) -> None:
    """Refuse what does not go with a look at the held records, or an answer."""
    if paths or source or dry_run or both:
        raise click.UsageError("--held and --answer each stand alone.")


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
    table((one.id, moment_of(one.at), _change_text(one)) for one in view.changes)


def _change_text(one: ChangeView) -> str:
    """Return what a change is, and how much an undo of it takes back."""
    takes = [counted(one.records, "record")] if one.records else []
    takes += [counted(one.words, "word of yours", "words of yours")] if one.words > 1 else []
    much = f" ({', '.join(takes)})" if takes and one.undoable else ""
    return f"{'(undone) ' if one.undone else ''}{clean(one.text)}{much}"


@click.command("undo", cls=Verb, help="Take back the last change, or the one named (see: kithly changes).")
@click.argument("change", required=False, metavar="[ID]")
def undo(change: str | None) -> None:
    """Undo a change."""
    from kithly.app.changes import undo as take_back

    with network() as opened:
        view = take_back(opened, change)
    show("undo", view, lambda one: say(one.text))


COMMANDS = {"import": import_, "changes": changes, "undo": undo}
