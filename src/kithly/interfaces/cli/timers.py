"""service install, uninstall, status, run."""

from __future__ import annotations

from datetime import time

import click

from kithly.app.views import RunView, ServiceView
from kithly.interfaces import wire
from kithly.interfaces.cli.accounts import Group
from kithly.interfaces.cli.moments import TIME_OF_DAY
from kithly.interfaces.cli.run import network, show
from kithly.interfaces.cli.text import clean, say
from kithly.interfaces.cli.verb import Verb


@click.group(
    "service",
    cls=Group,
    help="Let the system run Kithly once a day: it reads your accounts, takes your answers, and sends you the digest. "
    "It uses what your system has for that (a systemd timer, launchd, the Task Scheduler), as you, with no more "
    "rights than you have. kithly doctor proves the last run.",
)
def service() -> None:
    """Install, remove and look at the daily run."""


@service.command("install", cls=Verb, help="Have the system run it every day.")
@click.option("--at", "hour", type=TIME_OF_DAY, metavar="HH:MM", help="At which time of day (default: 07:00).")
@click.option("--dry-run", is_flag=True, help="Show the files and commands; write and run nothing.")
def install(hour: time | None, *, dry_run: bool) -> None:
    """Install the daily run."""
    from kithly.app.reminding.installing import SEVEN, planned
    from kithly.app.reminding.installing import install as put
    from kithly.app.reminding.machine import this_machine

    at = SEVEN if hour is None else hour
    with network() as opened:
        view = planned(opened, this_machine(), at) if dry_run else put(opened, this_machine(), at)
    show("service", view, _plan_text if dry_run else _service_text)


@service.command("uninstall", cls=Verb, help="Take the daily run away; nothing else changes.")
def uninstall() -> None:
    """Remove the daily run."""
    from kithly.app.reminding.installing import uninstall as take
    from kithly.app.reminding.machine import this_machine

    with network() as opened:
        view = take(opened, this_machine())
    show("service", view, _service_text)


@service.command("status", cls=Verb, help="Whether it is installed, and what the last run did.")
def status() -> None:
    """Show the daily run."""
    from kithly.app.reminding.installing import status as look
    from kithly.app.reminding.machine import this_machine

    with network() as opened:
        view = look(opened, this_machine())
    show("service", view, _service_text)


@service.command(
    "run", cls=Verb, help="Do now what the daily run does: read all accounts, take answers, send the digest."
)
def run() -> int:
    """Run once; exit 3 where another try may bring more."""
    from kithly.app.owning.daily import back_up_today
    from kithly.app.reminding.runs import needs_more, run_daily

    with network() as opened:
        back_up_today(opened)
        view = run_daily(opened)
    show("service_run", view, _run_text)
    return wire.UNAVAILABLE if needs_more(view) else wire.DONE


def _run_text(view: RunView) -> None:
    say(f"{view.text[:1].upper()}{view.text[1:]}.")
    for sentence in (*view.answered, *view.failed):
        say(sentence)
    if view.error and view.error not in view.failed:
        say(f"{view.error} {view.hint}".strip())


def _plan_text(view: ServiceView) -> None:
    say(view.text)
    for file in view.files:
        say()
        click.echo(f"{file.path}:")
        click.echo(clean(file.text, keep_lines=True))
    for command in view.commands:
        click.echo(f"  {clean(command)}")


def _service_text(view: ServiceView) -> None:
    say(view.text)
    for file in view.files:
        click.echo(f"  {clean(file.path)}")
    if view.next:
        click.echo(f"  {clean(view.next)}")


COMMANDS = {"service": service}
