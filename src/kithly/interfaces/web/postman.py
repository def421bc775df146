"""The postman of the server: sends what was approved when the time to take it back is over."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from kithly.app.network import Network
from kithly.app.outbox.sending import send_due
from kithly.app.outbox.settling import recover, settle
from kithly.app.outbox.showing import next_due
from kithly.errors import KithlyError

LONGEST = 60.0  # seconds between two looks: another process may have approved something
SHORTEST = 0.2  # seconds
LOOK_EVERY = 900.0  # seconds between two looks for messages nobody knows of


class Postman:
    """A thread that sends what is due, for as long as the server runs.

    Every message is claimed before it is sent, so that another process at the same time does no harm.
    """

    def __init__(self, network: Callable[[], Network], *, clock: Callable[[], float] = time.monotonic) -> None:
        """Engage the postman.

        Args:
            network: Gives the network as of this moment.
            clock: Seconds that never go back.
        """
        self._network = network
        self._clock = clock
        self._change = threading.Condition()
        self._is_over = False
        self._is_woken = False
        self._looked: float | None = None
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Begin to send; a postman who is on the way already is not sent twice."""
        if self._thread is not None and self._thread.is_alive():
            return
        self._is_over = False
        self._thread = threading.Thread(target=self._walk, name="kithly-postman", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Look at once: something was approved."""
        with self._change:
            self._is_woken = True
            self._change.notify_all()

    def end(self) -> None:
        """Send no more; what is being sent is finished, what waits goes out at the next start."""
        with self._change:
            self._is_over = True
            self._change.notify_all()
        if self._thread is not None:
            self._thread.join(timeout=LONGEST)

    def _walk(self) -> None:
        while True:
            wait = self._round()
            with self._change:
                if not self._is_over and not self._is_woken:
                    self._change.wait(wait)
                self._is_woken = False
                if self._is_over:
                    return

    def _round(self) -> float:
        """Send what is due; return after how many seconds to look again."""
        try:
            network = self._network()
            if self._looked is None or self._clock() - self._looked >= LOOK_EVERY:
                self._looked = self._clock()
                settle(network)
            else:
                recover(network)
                send_due(network)
            due = next_due(network)
        except KithlyError:
            return LONGEST  # the store is busy or away: the pages tell, and the next round tries again
        except Exception:  # noqa: BLE001 - the outermost handler: one mistake of our own must not end all sending
            return LONGEST
        if due is None:
            return LONGEST
        return min(max((due - self._network().now).total_seconds(), SHORTEST), LONGEST)
