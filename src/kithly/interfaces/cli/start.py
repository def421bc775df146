"""The bare command, demo, me."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

import click

from kithly.app.bringing.start import StartView
from kithly.app.views import MeView
from kithly.app.when import told_day
from kithly.errors import SettingsError
from kithly.interfaces.cli.called import handles
from kithly.interfaces.cli.run import chosen, network, show, wants_json
from kithly.interfaces.cli.text import clean, plural, say
from kithly.interfaces.cli.verb import Verb

SURE = 0.9  # suggestions the demo takes as said


def begin(ctx: click.Context) -> None:
    """Open the pages where there is a desktop, else show the next sensible step."""
    from kithly.app.bringing.start import next_step
    from kithly.interfaces.cli.web import has_desktop, open_pages

    del ctx
    if has_desktop() and not wants_json():
        open_pages()
        return
    with network() as opened:
        view = next_step(opened)
    show("start", view, _start_text)


def _start_text(view: StartView) -> None:
    for sentence in view.sentences:
        say(sentence)


@click.command(
    "demo",
    cls=Verb,
    help="See Kithly at work on a made-up network: exports in the real formats are written, imported into a folder of "
    "their own, and its day is shown. Nothing of yours is touched.",
)
@click.option("--seed", type=int, metavar="N", help="Another number, another network.")
def demo(seed: int | None) -> None:
    """Make the demo network and show its day."""
    from kithly.app.demo import prepare
    from kithly.interfaces.cli.bring import COMMANDS as BRING
    from kithly.interfaces.cli.day import COMMANDS as DAY
    from kithly.interfaces.cli.merging import COMMANDS as MERGING

    given = chosen()
    folder, exports = prepare(given.get("data"), now=given.get("now"), seed=seed)
    given["data"] = folder
    context = click.get_current_context()
    if wants_json():
        _import_silently(exports)
        context.invoke(DAY["today"], minutes=None, drafts=True)
        return
    say(f"A made-up network of 150 people over ten years, as exports in {folder / 'exports'}:")
    for path in exports:
        say(f"kithly import {clean(path.name)}", indent=2)
    say()
    context.invoke(BRING["import"], paths=exports, source=None, dry_run=False)
    say()
    say("Many of them stand there several times, under old and new addresses. The sure ones become one person each:")
    say("kithly merges --accept 0.9", indent=2)
    context.invoke(MERGING["merges"], limit=1, accept=SURE, yes=True)
    say()
    context.invoke(DAY["today"], minutes=None, drafts=True)
    say()
    program = f"{_program()} --data {shlex.quote(str(folder))}"
    say(f"All of it lives in {folder}. Look around, in the browser or here:")
    for verb in ("web", "today", "done ID", "strength"):
        click.echo(f"  {program} {verb}")
    say("Or point this terminal at it, and leave --data out:")
    click.echo(f"  export KITHLY_DATA={shlex.quote(str(folder))}")
    say(f"Now yours: {_program()} import Basic_LinkedInDataExport.zip All-mail.mbox")


def _program() -> str:
    """Return what has to be typed to run Kithly here: its name where the shell finds it, else its path."""
    name, path = "kithly", Path(sys.argv[0])
    if shutil.which(name) or path.stem != name:
        return name
    whole = path.absolute()
    near = whole.relative_to(Path.cwd()) if whole.is_relative_to(Path.cwd()) else whole
    return shlex.quote(str(near))


def _import_silently(exports: tuple[Path, ...]) -> None:
    from kithly.app.bringing.import_files import import_paths
    from kithly.app.persons.merging import accept

    with network() as opened:
        import_paths(opened, exports)
        accept(opened, SURE)


@click.command(
    "me",
    cls=Verb,
    help="Show or say who you are. KEY is one of: name, address (adds one), not-address (it is somebody else's), "
    "position, now (what you do now), interests, needs, timezone, voice (a file with a sample of your writing).",
)
@click.option("--set", "settings", multiple=True, metavar="KEY=VALUE", help="May be given several times.")
def me(settings: tuple[str, ...]) -> None:
    """Show or set who ego is."""
    from kithly.app.derived.me import set_me, show_me

    pairs = []
    for setting in settings:
        key, separator, value = setting.partition("=")
        if not separator or not value.strip():
            raise SettingsError(key, f"{setting!r} is not KEY=VALUE.", hint="kithly me --set name='Ana Lee'")
        pairs.append((key.strip(), value.strip()))
    with network() as opened:
        view = set_me(opened, pairs) if pairs else show_me(opened)
    show("me", view, _me_text)


def _me_text(view: MeView) -> None:
    if not view.name and not view.identities:
        say("I do not know who you are yet.")
        say("kithly me --set name='Your Name' --set address=you@your-mail.example")
    else:
        say(view.name or "(no name yet)")
    for handle, _ in handles(view.identities):
        say(handle, indent=2, hang=2)
    for key in ("position", "now", "interests", "needs", "timezone", "voice"):
        if getattr(view, key):
            say(f"{key}: {getattr(view, key)}", indent=2)
    if view.positions:
        say(f"{plural(len(view.positions), 'position and school', 'positions and schools')}:", indent=2)
    for one in view.positions:
        years = (
            f"{_said(one.started, '?')} to {_said(one.finished, 'now')}"
            if one.kind == "work"
            else _said(one.finished, "")
        )
        say(f"{one.organisation}{', ' + one.title if one.title else ''} ({years})", indent=4)
    for guess in view.guesses:
        say(f"Is {guess.value} yours too? kithly me --set address={guess.value}")


def _said(day: str | None, none: str) -> str:
    """Return a day, month or year in words."""
    return told_day(day) if day else none


COMMANDS = {"demo": demo, "me": me}
