"""Turns: one request at a time to one server, with a pause between two, whoever asks."""

from __future__ import annotations

import threading
import time

from kithly.transport.turns import Turns


def test_one_server_is_asked_by_one_at_a_time_and_others_meanwhile() -> None:
    turns, inside, most = Turns(pause=0.0), [0], [0]

    def ask() -> None:
        with turns.at("Example.org."):
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            time.sleep(0.01)
            inside[0] -= 1

    threads = [threading.Thread(target=ask) for _ in range(8)]
    with turns.at("elsewhere.example"):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(5)
    assert not any(thread.is_alive() for thread in threads)
    assert most == [1]


def test_between_two_requests_lies_a_pause_which_own_servers_do_not_need() -> None:
    turns = Turns(pause=0.15)
    for host, pause, least in [("a.example", True, 0.15), ("b.example", False, 0.0)]:
        began = time.monotonic()
        for _ in range(2):
            with turns.at(host, pause=pause):
                pass
        assert time.monotonic() - began >= least
    began = time.monotonic()
    with turns.at("c.example") as waited:
        assert waited is not None
    assert time.monotonic() - began < 0.1


def test_whose_turn_does_not_come_is_told_so_and_the_next_one_gets_it() -> None:
    turns = Turns(pause=0.0, patience=0.05)
    with turns.at("a.example"), turns.at("a.example") as waited:
        assert waited is None
    with turns.at("a.example") as waited:
        assert waited is not None
