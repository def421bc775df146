"""forget: somebody goes for good, and does not come back."""

from __future__ import annotations

import sys

import click

from kithly.app.views.forgetting import ForgetCountView, ForgetView, ForgottenView, LiftedView
from kithly.errors import SettingsError
from kithly.interfaces import wire
from kithly.interfaces.cli.run import confirm, network, show, wants_json
from kithly.interfaces.cli.text import clean, say, table
from kithly.interfaces.cli.verb import Verb

HINT = "kithly forget NAME"


@click.command(
    "forget",
    cls=Verb,
    help="Forget somebody for good: their entries, messages, pictures and all you said of them go, and nothing of "
    "theirs is taken in again by an import, a sync or a restored backup. What would go is shown and counted first; it "
    "cannot be undone. --lift lets somebody be taken in again, whose full name or address you give.",
)
@click.argument("who", metavar="WHO", nargs=-1)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--with", "also", multiple=True, metavar="ID", help="Another entry of the same person; several times.")
@click.option("--lift", "lifted", metavar="NAME", help="Let somebody be taken in again who was forgotten.")
def forget(who: tuple[str, ...], also: tuple[str, ...], lifted: str | None, *, yes: bool) -> int:
    """Show what would go, ask, and forget."""
    if lifted is not None:
        return _lift(lifted)
    if not who:
        raise SettingsError("who", "Whom shall Kithly forget?", hint=HINT)
    from kithly.app.owning.forgotten.doing import forget as forget_for_good
    from kithly.app.owning.forgotten.looking import forgetting

    with network() as opened:
        _patience()
        seen = forgetting(opened, " ".join(who), also)
        named = " and ".join([seen.person.name, *(one.name for one in seen.others)])
        if not yes:
            show("forget", seen, _seen_text)
        confirm(f"Forget {clean(named)} for good?", yes=yes, hint=seen.next)
        view = forget_for_good(opened, seen.person.id, also, seen=seen.seal)
    show("forgotten", view, _gone_text)
    return wire.DONE


def _lift(who: str) -> int:
    from kithly.app.owning.forgotten.lifting import lift

    with network() as opened:
        view = lift(opened, who)
    show("forget_lifted", view, _lifted_text)
    return wire.DONE


def _patience() -> None:
    if sys.stderr.isatty() and not wants_json():
        click.echo("Everything that is kept is looked through; in a large network that takes a minute.", err=True)


def _seen_text(view: ForgetView) -> None:
    say(view.text)
    for one in view.each:
        say(one.text)
    _counts("Goes, together" if view.each else "Goes", view.goes)
    _counts("Stays without them", view.changes)
    _lines("Names", view.names)
    _lines("Addresses and profiles", view.handles)
    for other in view.alike:
        say(f"The same name: {clean(other.name)} [{other.id}]. If it is the same person: --with {other.id}")
    for sentence in view.stays:
        say(sentence)
    _by_hand(view.backups)


def _gone_text(view: ForgottenView) -> None:
    say(view.text)
    for sentence in view.words:
        say(sentence)
    if view.removed:
        say("Backups Kithly had made by itself are replaced by a new one.")
    _by_hand(view.backups)


def _lifted_text(view: LiftedView) -> None:
    say(view.text)


def _counts(head: str, counts: tuple[ForgetCountView, ...]) -> None:
    if counts:
        say(f"{head}:")
        table(((f"{one.count:,}", one.what) for one in counts), indent=2)


def _lines(head: str, lines: tuple[str, ...]) -> None:
    if lines:
        say(f"{head}: {', '.join(lines)}")


def _by_hand(backups: tuple[str, ...]) -> None:
    if backups:
        say("Backups you made yourself still hold them; delete them where you like. What is restored forgets again:")
        for path in backups:
            click.echo(f"  {clean(path)}")


COMMANDS = {"forget": forget}
