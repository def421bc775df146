"""Two processes that change the same note at once: no change is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import tests.unit.app.adding_letters as adding

from kithly.app.belonging.word import met, note
from kithly.app.network import open_network
from kithly.app.persons.people import show_person

TIMES, SIDES = 50, ("a", "b")


def test_two_processes_lose_no_change(tmp_path: Path) -> None:
    with open_network(tmp_path) as network:
        met(network, "Ana Lee")
        note(network, "Ana Lee", ".")
        ask = [sys.executable, str(adding.__file__), str(tmp_path), show_person(network, "Ana Lee").id]
        running = [subprocess.Popen([*ask, one, str(TIMES)], stdout=subprocess.PIPE) for one in SIDES]
        told = [one.communicate(timeout=120)[0] for one in running]
        assert [one.returncode for one in running] == [0] * len(SIDES)
        words = show_person(network, "Ana Lee").notes[0].text
        assert [words.count(one) for one in SIDES] == [TIMES] * len(SIDES), told
