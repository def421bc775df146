"""The time to take a message back, waited for where the user sees it; then it is sent."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import click

from kithly.app.network import Network
from kithly.errors import Conflict
from kithly.interfaces import wire
from kithly.interfaces.cli.manner import moves
from kithly.interfaces.cli.run import wants_json

LOOK = 0.2  # seconds between two looks: of the countdown, and at what another process sends
UNDER_WAY = frozenset({"approved", "sending"})


def wait_and_send(network: Network, message: str, *, at_once: bool) -> None:
    """Wait until a message can be taken back no more, and send it; Ctrl-C until then takes it back.

    Args:
        network: Whose.
        message: Its id in the outbox.
        at_once: Whether there is nothing to wait for.
    """
    begun = time.monotonic()
    with _ctrl_c() as was_pressed:
        from kithly.app.outbox.settling import send_and_look
        from kithly.app.outbox.word import take_back

        if not at_once:
            _count_down(
                network.settings.undo_seconds,
                lambda: not was_pressed() and _state(network, message) == "approved",
                click.echo if sys.stderr.isatty() and not wants_json() else None,
            )
        if was_pressed() and not at_once:
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


@contextmanager
def _ctrl_c() -> Iterator[Callable[[], bool]]:
    """Note that Ctrl-C was pressed, and give what says so.

    Python raises KeyboardInterrupt wherever it stands, and where that is a place of which it can raise nothing, the
    press is lost. Here it would mean that a message goes out which the user took back.
    """
    pressed: list[bool] = []
    if threading.current_thread() is not threading.main_thread():  # where no press arrives
        yield lambda: False
        return
    before = signal.signal(signal.SIGINT, lambda *_: pressed.append(True))
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)


def _count_down(seconds: float, is_waiting: Callable[[], bool], show: Callable[..., None] | None) -> None:
    """Show the seconds that are left, where somebody can see them; end early if it waits no more."""
    end = time.monotonic() + seconds
    if show is not None and not moves():
        show(f"Goes out in {seconds:.0f} s; Ctrl-C takes it back.", err=True)
        show = None
    while (left := end - time.monotonic()) > 0 and is_waiting():
        if show is not None:
            show(f"\rGoes out in {left:3.0f} s; Ctrl-C takes it back. ", err=True, nl=False)
        time.sleep(min(LOOK, left))
    if show is not None and seconds > 0:
        show("\r" + " " * 48 + "\r", err=True, nl=False)


def ended(state: str) -> int:
    """Return the exit code for where a message stands at the end."""
    return wire.DONE if state in {"sent", "handed_over"} else wire.MUST_ACT
