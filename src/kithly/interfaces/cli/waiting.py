"""The time to take a message back, waited for where the user sees it; then it is sent."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from datetime import timedelta

import click

from kithly.app.network import Network
from kithly.errors import Conflict
from kithly.interfaces import wire
from kithly.interfaces.cli.run import wants_json

STEP = 1.0  # seconds between two looks of the countdown


def wait_and_send(network: Network, message: str, *, at_once: bool) -> None:
    """Wait until a message can be taken back no more, and send it; Ctrl-C until then takes it back.

    Args:
        network: Whose.
        message: Its id in the outbox.
        at_once: Whether there is nothing to wait for.
    """
    from kithly.app.outbox.sending import send_one
    from kithly.app.outbox.word import take_back

    begun = time.monotonic()
    try:
        if not at_once:
            _count_down(network.settings.undo_seconds)
    except KeyboardInterrupt:
        try:
            take_back(network, message)
        except Conflict as error:  # somebody else was quicker
            click.echo(f"\n{error}", err=True)
        return
    later = timedelta(seconds=time.monotonic() - begun)
    send_one(replace(network, now=network.now + later), message)


def _count_down(seconds: float) -> None:
    """Show the seconds that are left, where somebody can see them."""
    end = time.monotonic() + seconds
    is_seen = sys.stderr.isatty() and not wants_json()
    while (left := end - time.monotonic()) > 0:
        if is_seen:
            click.echo(f"\rGoes out in {left:3.0f} s; Ctrl-C takes it back. ", err=True, nl=False)
        time.sleep(min(STEP, left))
    if is_seen and seconds > 0:
        click.echo("\r" + " " * 48 + "\r", err=True, nl=False)


def ended(state: str) -> int:
    """Return the exit code for where a message stands at the end."""
    return wire.DONE if state in {"sent", "handed_over"} else wire.MUST_ACT
