"""backup, with verify and list; restore; export."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from kithly.app.figures import counted, megabytes, time_left
from kithly.app.views.owning import BackupsView, BackupView, ExportView, RestoredView
from kithly.errors import SettingsError
from kithly.interfaces import wire
from kithly.interfaces.cli.accounts import Group
from kithly.interfaces.cli.run import chosen, done, network, show, wants_json
from kithly.interfaces.cli.text import clean, say, table
from kithly.interfaces.cli.verb import Verb

WHY = {"hand": "by you", "daily": "by itself", "upgrade": "before an upgrade", None: "cannot be read"}
SPEED = 15_000_000  # bytes a second, in a packed file or a database; half of what was measured
A_MOMENT = 1.0  # seconds
ON_OFF = ("on", "off")
EXPORTED = ("people", "calendar", "mail", "tables", "lines")


class _WithPath(Group):
    """A verb whose first word is a verb of its own, or else a path."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take a word that is no verb for the path of a new backup."""
        if args and args[0] not in self.commands:
            return "make", self.commands["make"], args
        return super().resolve_command(ctx, args)


@click.group(
    "backup",
    cls=_WithPath,
    invoke_without_command=True,
    subcommand_metavar="[PATH | verify PATH | list]",
    help="Back everything up into one file, while Kithly runs, and prove it by opening and comparing it. With a path "
    "(a new file, or a folder) it lies there, else in the folder for backups. One is made every day Kithly runs, and "
    "before every upgrade. kithly backup verify PATH restores one for a moment; kithly backup list shows them.",
)
@click.option("--folder", metavar="FOLDER", help="Let backups lie in this folder from now on, - for the data folder.")
@click.option("--automatic", type=click.Choice(ON_OFF), help="Whether one is made every day Kithly runs.")
@click.pass_context
def backup(ctx: click.Context, folder: str | None, automatic: str | None) -> int:
    """Make a backup, or say where they lie."""
    if folder is not None or automatic is not None:
        if ctx.invoked_subcommand is not None:
            raise SettingsError("folder", "Choose first, then make one.", hint="kithly backup --help")
        return _choose(folder, automatic)
    return _make(None) if ctx.invoked_subcommand is None else wire.DONE


@backup.command("make", cls=Verb, hidden=True, help="Back everything up into a new file or a folder.")
@click.argument("path", required=False, type=click.Path(path_type=Path))
def make(path: Path | None) -> int:
    """Make a backup."""
    return _make(path)


@backup.command("verify", cls=Verb, help="Prove a backup: every byte, then a real restore that goes again.")
@click.argument("path", type=click.Path(path_type=Path))
def verify(path: Path) -> int:
    """Verify a backup; no network is opened or made for it."""
    from kithly.app.owning.verifying import verify as prove

    _ask_patience(path)
    show("backup", prove(path), _verified_text)
    return wire.DONE


@backup.command("list", cls=Verb, help="The backups that lie there, and whether they are new enough.")
def list_() -> int:
    """Show the backups."""
    from kithly.app.owning.listing import backups

    with network() as opened:
        view = backups(opened)
    show("backups", view, _list_text)
    return wire.DONE


@click.command(
    "restore",
    cls=Verb,
    help="Restore a backup into the data folder, or with --to into another one. It is proven first. A folder that "
    "holds a network is never written over, and nothing that may have been sent since goes out a second time.",
)
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--to", "folder", type=click.Path(path_type=Path), metavar="FOLDER", help="Restore into this folder.")
def restore(path: Path, folder: Path | None) -> int:
    """Restore a backup."""
    from kithly.app.owning.restoring import restore as bring_back
    from kithly.app.settings import data_folder

    _ask_patience(path)
    asked = chosen()
    now = asked.get("now") or datetime.now(UTC)
    usual = data_folder(asked.get("data"))
    view = bring_back(path, folder or usual, now=now, near=(usual,))
    show("restore", view, _restored_text)
    return wire.DONE


@click.command(
    "export",
    cls=Verb,
    help="Write everything into files that other programs read: people (vCard), meetings and birthdays (iCalendar), "
    "mails (mbox), tables (CSV), and all of it as JSON Lines, from which another Kithly takes it back: kithly import "
    "EXPORT --data NEW_FOLDER. With a name that ends in .zip it is one file. Passwords and keys are in none.",
)
@click.argument("to", required=False, type=click.Path(path_type=Path))
@click.option("--only", multiple=True, type=click.Choice(EXPORTED), help="Only this part; may be given several times.")
def export(to: Path | None, only: tuple[str, ...]) -> int:
    """Export everything."""
    from kithly.app.owning.export.exporting import export as write

    with network() as opened:
        view = write(opened, to, only=only)
    show("export", view, _exported_text)
    return wire.DONE


def _ask_patience(path: Path) -> None:
    """Say how long it takes, where somebody watches and it is longer than a moment."""
    size = path.stat().st_size if path.is_file() else 0
    if size > A_MOMENT * SPEED and sys.stderr.isatty() and not wants_json():
        click.echo(f"Every byte of {megabytes(size)} is read and compared: {time_left(size / SPEED)}.", err=True)


def _choose(folder: str | None, automatic: str | None) -> int:
    from kithly.app.owning.choice import choose_automatic, choose_folder

    with network() as opened:
        if folder is not None:
            named = "" if folder == "-" else str(Path(folder).expanduser().absolute())
            view = choose_folder(opened, named)
        if automatic is not None:
            view = choose_automatic(opened, on=automatic == "on")
    show("done", view, done)
    return wire.DONE


def _make(path: Path | None) -> int:
    from kithly.app.owning.making import back_up

    with network() as opened:
        _ask_patience(opened.settings.database)
        view = back_up(opened, path)
    show("backup", view, _made_text)
    return wire.DONE


def _made_text(view: BackupView) -> None:
    say(f"Backed up {view.text}")
    click.echo(f"  {clean(view.path)}")
    for sentence in view.left_out:
        say(sentence)
    say("Restore it when you need it:")
    click.echo(f"  {clean(view.next)}")


def _verified_text(view: BackupView) -> None:
    say(f"Sound: {view.text}")
    click.echo(f"  {clean(view.next)}")


def _list_text(view: BackupsView) -> None:
    say(view.text)
    table(
        ((megabytes(one.bytes), WHY[one.why], clean(one.name)) for one in view.backups),
        heads=("size", "made", "file"),
        indent=2,
    )
    how = "One is made every day Kithly runs" if view.automatic else "None is made by itself, save before an upgrade"
    first, *others = view.places
    say(f"They lie in {view.folder}. {how}." if not others else f"New ones go to {clean(first.folder)}. {how}.")
    for one in others:
        lie = f"{counted(one.backups, 'backup')} of these" if one.is_there else "That folder is away now"
        say(f"{lie}: {clean(one.folder)}")
    if view.next:
        click.echo(f"  {clean(view.next)}")


def _restored_text(view: RestoredView) -> None:
    say(view.text)
    for sentence in view.words:
        say(sentence)
    click.echo(f"  {clean(view.next)}")


def _exported_text(view: ExportView) -> None:
    say(f"Exported {view.text}")
    click.echo(f"  {clean(view.path)}")
    say("README.txt in it says what each file is. Nothing is encrypted: whoever has these files can read them.")
    for sentence in view.left_out:
        say(sentence)
    if view.next:
        say("Another Kithly takes it in:")
        click.echo(f"  {clean(view.next)}")


COMMANDS = {"backup": backup, "restore": restore, "export": export}
