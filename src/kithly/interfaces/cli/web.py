"""web: the pages, in the browser."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

import click

from kithly.interfaces.cli.run import chosen, network
from kithly.interfaces.cli.text import say
from kithly.interfaces.cli.verb import Verb

REMOTE = ("SSH_CONNECTION", "SSH_TTY")  # a browser opened there would open on another desk
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")


@click.command(
    "web",
    cls=Verb,
    help="Open Kithly in your browser. The pages are made on this machine, for this machine alone; Ctrl-C ends them.",
)
@click.option("--port", type=click.IntRange(0, 65_535), metavar="N", help="Listen on this port; 0 for any free one.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--phone", is_flag=True, help="Let paired phones of your network in, too: unencrypted, so at home alone.")
def web(port: int | None, *, no_browser: bool, phone: bool) -> None:
    """Serve the pages until stopped."""
    open_pages(port=port, browser=not no_browser, phone=phone)


def open_pages(*, port: int | None = None, browser: bool = True, phone: bool = False) -> None:
    """Let one browser in: to the server that runs already, else to a new one, until it is stopped."""
    from kithly.interfaces.rest.door import Door
    from kithly.interfaces.web.doorbell import ring
    from kithly.interfaces.web.house import present
    from kithly.interfaces.web.serve import serve

    def ready(address: str) -> None:
        _invite(address, browser=browser)

    with network(stays=True) as opened:
        running = ring(opened.settings.folder) if port is None else None
        if running is not None:
            say("Kithly runs already." + (" Let your phone in there, under Settings, Your phone." if phone else ""))
            ready(running)
            return
        now = chosen().get("now")
        clock = (lambda: now) if now else present
        serve(opened, port=port, ready=ready, clock=clock, front=Door, phone=_phone if phone else None)


def _phone(address: str) -> None:
    say(f"Paired phones come in at {address}, unencrypted. Pair one under Settings, Your phone.")


def _invite(address: str, *, browser: bool) -> None:
    opened = browser and click.launch(address) == 0
    if opened:
        say("Kithly is open in your browser, on this machine alone. Ctrl-C here ends it.")
        say("No page came up? Open this address; it works once, for ten minutes:")
    else:
        say("Kithly is ready, on this machine alone. Ctrl-C here ends it.")
        say("Open this address in your browser; it works once, for ten minutes:")
    click.echo(address)
    sys.stdout.flush()


def has_desktop(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Say whether somebody sits in front of a screen here on which a browser can open."""
    if not sys.stdout.isatty() or any(environment.get(name) for name in REMOTE):
        return False
    return platform in {"darwin", "win32"} or any(environment.get(name) for name in DISPLAYS)


COMMANDS = {"web": web}
