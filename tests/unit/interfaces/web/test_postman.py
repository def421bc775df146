"""The postman of the server: one at a time, and gone as soon as the server is."""

from __future__ import annotations

import threading
import time

from kithly.app.network import Network
from kithly.errors import StoreBusy
from kithly.interfaces.web.postman import Postman

SOON = 20.0  # seconds on a loaded machine; a postman nobody woke sleeps for sixty


def busy() -> Network:
    """Tell of a store that somebody else holds."""
    raise StoreBusy("Another Kithly is writing right now.")


def walking() -> int:
    """Return how many postmen are on their way."""
    return sum(thread.name == "kithly-postman" for thread in threading.enumerate())


def test_a_server_entered_twice_has_one_postman_who_ends_with_it() -> None:
    postman, before = Postman(busy), walking()
    postman.begin()
    postman.begin()
    assert walking() == before + 1
    began = time.monotonic()
    postman.end()
    assert time.monotonic() - began < SOON
    assert walking() == before


def test_a_postman_may_begin_again() -> None:
    postman, before = Postman(busy), walking()
    for _ in range(2):
        postman.begin()
        assert walking() == before + 1
        postman.end()
        assert walking() == before


def test_a_mistake_of_our_own_does_not_end_all_sending() -> None:
    rounds = threading.Semaphore(0)

    def mistaken() -> Network:
        rounds.release()
        raise ZeroDivisionError

    postman = Postman(mistaken)
    postman.begin()
    assert rounds.acquire(timeout=SOON)
    postman.wake()
    assert rounds.acquire(timeout=SOON)
    postman.end()
