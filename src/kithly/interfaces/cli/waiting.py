"""The time to take a message back, waited for where the user sees it; then it is sent."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import click

from kithly.app.network import Network
from kithly.errors import Conflict
from kithly.interfaces import wire
from kithly.interfaces.cli.manner import moves
from kithly.interfaces.cli.run import wants_json

LOOK = 0.2  # seconds between two looks at what another process sends
UNDER_WAY = frozenset({"approved", "sending"})
STEP = 1.0  # seconds between two looks of the countdown


def wait_and_send(network: Network, message: str, *, at_once: bool) -> None:
    """Wait until a message can be taken back no more, and send it; Ctrl-C until then takes it back.

    Args:
        network: Whose.
        message: Its id in the outbox.
        at_once: Whether there is nothing to wait for.
    """
    from kithly.app.outbox.settling import send_and_look
    from kithly.app.outbox.word import take_back

    begun = time.monotonic()
    try:
        if not at_once:
            _count_down(network.settings.undo_seconds, lambda: _state(network, message) == "approved")
    except KeyboardInterrupt:
        try:
            take_back(network, message)
        except Conflict as error:  # somebody else was quicker
            click.echo(f"\n{error}", err=True)
        return
    later = timedelta(seconds=time.monotonic() - begun)
    row = send_and_look(replace(network, now=network.now + later), message)
    end = time.monotonic() + network.settings.patience_seconds
    while row.state in UNDER_WAY and _state(network, message) in UNDER_WAY and time.monotonic() < end:
        time.sleep(LOOK)  # another process has it in hand


def _state(network: Network, message: str) -> str:
    with network.store.reading() as kept:
        return kept.outbox.get(message).state


def _count_down(seconds: float, is_waiting: Callable[[], bool]) -> None:
    """Show the seconds that are left, where somebody can see them; end early if it waits no more."""
    end = time.monotonic() + seconds
    is_seen = sys.stderr.isatty() and not wants_json()
    if is_seen and not moves():
        click.echo(f"Goes out in {seconds:.0f} s; Ctrl-C takes it back.", err=True)
        is_seen = False
    while (left := end - time.monotonic()) > 0 and is_waiting():
        if is_seen:
            click.echo(f"\rGoes out in {left:3.0f} s; Ctrl-C takes it back. ", err=True, nl=False)
        time.sleep(min(STEP, left))
    if is_seen and seconds > 0:
        click.echo("\r" + " " * 48 + "\r", err=True, nl=False)


def ended(state: str) -> int:
    """Return the exit code for where a message stands at the end."""
    return wire.DONE if state in {"sent", "handed_over"} else wire.MUST_ACT
