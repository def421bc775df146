"""web: the pages, in the browser."""

from __future__ import annotations

import click

from kithly.interfaces.cli.run import network
from kithly.interfaces.cli.text import say
from kithly.interfaces.cli.verb import Verb


@click.command(
    "web",
    cls=Verb,
    help="Open Kithly in your browser. The pages are made on this machine, for this machine alone; Ctrl-C ends them.",
)
@click.option("--port", type=click.IntRange(0, 65_535), metavar="N", help="Listen on this port; 0 for any free one.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
def web(port: int | None, *, no_browser: bool) -> None:
    """Serve the pages until stopped."""
    open_pages(port=port, no_browser=no_browser)


def open_pages(*, port: int | None = None, no_browser: bool = False) -> None:
    """Serve the pages and let one browser in."""
    from kithly.interfaces.web.serve import serve

    def ready(address: str) -> None:
        say("Kithly is open in your browser, on this machine alone. Ctrl-C closes it.")
        click.echo(address)
        if not no_browser:
            click.launch(address)

    with network() as opened:
        serve(opened, port=port, ready=ready)


COMMANDS = {"web": web}
