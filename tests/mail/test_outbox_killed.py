"""Our real process is killed wherever a message can stand: it is delivered at most once, and never lost in silence."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from typing import Any

import pytest
from tests.e2e.conftest import NOW
from tests.mail.faulty_post import PLACES, FaultyOffice
from tests.mail.outbox_side import SETTINGS, WORDS, Outbox

from kithly.app.letters.ready import OwnWords, prepare
from kithly.app.network import open_network
from kithly.app.outbox.approving import put
from kithly.app.outbox.settling import settle
from kithly.interfaces.cli.waiting import wait_and_send
from kithly.store import OutboxRow

PATIENCE = 60.0  # seconds for a process to come somewhere


def begin(outbox: Outbox, *more: str, name: str = "ana") -> subprocess.Popen[bytes]:
    """Start sending in a process of its own."""
    touch = outbox.hello_to(name)["touch"]
    words = outbox.words(f"Hi {name.title()},\n\nhere is the list of harbour cranes.\n\nRobin\n", name=f"{name}.txt")
    asked = ["send", touch, "--channel", "email", "--yes", "--no-open", "--text", str(words), "--json", *more]
    where = ["--data", str(outbox.kithly.data), "--now", NOW.isoformat()]
    return subprocess.Popen(
        [sys.executable, "-m", "kithly", *asked, *where],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONFAULTHANDLER": "1"},
    )


def ended(process: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    """Wait until a process ends; one that does not tells where it stands."""
    try:
        return process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGABRT)
        pytest.fail(process.communicate(timeout=PATIENCE)[1].decode("utf-8", "replace"))


def approved(outbox: Outbox, *, name: str = "ana") -> OutboxRow:
    """Approve a message as a process does that is no longer there when it could be sent."""
    touch = outbox.hello_to(name)["touch"]
    with outbox.network() as opened:
        return put(opened, prepare(opened, touch, OwnWords(text=WORDS, channel="email")))


def until_approved(outbox: Outbox) -> Any:
    """Wait until a message waits in the outbox, and return it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with outbox.network() as opened, opened.store.reading() as kept:
            rows = kept.outbox.standing({"approved"})
        if rows:
            return rows[0]
        time.sleep(0.05)
    raise AssertionError("Nothing was approved.")


def settled_by_the_user(outbox: Outbox, post: FaultyOffice) -> None:
    """Let the user settle what is asked about, by what did arrive, and hold that all is well then."""
    for one in outbox.waiting():
        assert one["state"] == "unknown"
        outbox.kithly.ok("outbox", "sent" if post.mails else "again", one["id"])
    assert [len(post.mails), outbox.waiting()] == [1, []]
    assert "ana" not in [one["person"]["name"].lower() for one in outbox.kithly.view("inbox")["owed"]]


def killed_at(place: str, outbox: Outbox, post: FaultyOffice) -> None:
    running: list[subprocess.Popen[bytes]] = []

    def strike(reached: str) -> None:
        if reached == place and running:
            os.kill(running.pop().pid, signal.SIGKILL)

    post.reached = strike
    process = begin(outbox)
    running.append(process)
    ended(process)
    post.reached = lambda _: None
    assert process.returncode in {-signal.SIGKILL, 0}  # once it took the mail, our process may be done before it is hit
    assert len(post.mails) == (1 if place in {"body", "taken", "after"} else 0)  # a server has what it got
    assert [one["state"] for one in outbox.waiting()] in (["unknown"], [])
    assert outbox.waiting() or post.mails
    settled_by_the_user(outbox, post)


@pytest.mark.parametrize("place", ["connect", "taken"])
def test_a_process_killed_at_a_change_of_state_loses_and_doubles_nothing(
    outbox: Outbox, post: FaultyOffice, place: str
) -> None:
    killed_at(place, outbox, post)


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("_round", range(5))
def test_a_process_killed_anywhere_loses_and_doubles_nothing(
    outbox: Outbox, post: FaultyOffice, place: str, _round: int
) -> None:
    killed_at(place, outbox, post)


def test_one_killed_while_it_can_be_taken_back_goes_out_when_its_time_comes(outbox: Outbox, post: FaultyOffice) -> None:
    (outbox.kithly.data / "settings.toml").write_text(SETTINGS.format(undo=25))
    approved(outbox)
    assert [one["state"] for one in outbox.waiting()] == ["approved"]
    assert post.mails == []
    for _ in range(2):
        with outbox.network(later=timedelta(seconds=40)) as opened:
            settle(opened)
    assert [len(post.mails), outbox.waiting()] == [1, []]


def test_one_whose_time_passed_long_ago_waits_for_the_users_word(outbox: Outbox, post: FaultyOffice) -> None:
    (outbox.kithly.data / "settings.toml").write_text(SETTINGS.format(undo=25))
    row = approved(outbox)
    late = NOW + timedelta(hours=5)
    one = outbox.kithly.view("outbox", now=late)["waiting"][0]
    assert (one["state"], one["next"][0], post.mails) == ("approved", f"kithly outbox again {row.id}", [])
    assert "1 message waits in the outbox" in outbox.kithly("doctor", now=late).out
    outbox.kithly.ok("outbox", "again", row.id, "--at-once", now=late)
    assert len(post.mails) == 1


def test_ctrl_c_takes_it_back_until_it_goes_out(outbox: Outbox, post: FaultyOffice) -> None:
    (outbox.kithly.data / "settings.toml").write_text(SETTINGS.format(undo=25))
    process = begin(outbox)
    row = until_approved(outbox)
    time.sleep(0.3)  # it counts down now
    process.send_signal(signal.SIGINT)
    out, _ = ended(process)
    assert (process.returncode, json.loads(out)["state"], post.mails) == (1, "taken_back", [])
    assert outbox.waiting() == []
    assert outbox.state(row.id) == "taken_back"
    (outbox.kithly.data / "settings.toml").write_text(SETTINGS.format(undo=0))
    assert outbox.send("ana").json["state"] == "sent"  # with other words, or the same
    assert len(post.mails) == 1


def test_undo_takes_it_back_from_elsewhere_while_it_waits(outbox: Outbox, post: FaultyOffice) -> None:
    (outbox.kithly.data / "settings.toml").write_text(SETTINGS.format(undo=25))
    row = approved(outbox)
    assert "nothing was sent" in outbox.kithly.ok("undo")
    with outbox.network(later=timedelta(seconds=40)) as opened:
        wait_and_send(opened, row.id, at_once=False)
    assert (outbox.state(row.id), post.mails, outbox.waiting()) == ("taken_back", [], [])


def test_two_processes_at_once_send_once(outbox: Outbox, post: FaultyOffice) -> None:
    both = [begin(outbox), begin(outbox)]
    told = [ended(process) for process in both]
    assert len(post.mails) == 1, told
    assert outbox.waiting() == []


@pytest.mark.slow
@pytest.mark.parametrize("_round", range(50))
def test_fifty_times_two_processes_at_once_send_once(outbox: Outbox, post: FaultyOffice, _round: int) -> None:
    both = [begin(outbox), begin(outbox)]
    told = [ended(process) for process in both]
    assert len(post.mails) == 1, told
    assert outbox.waiting() == []


def test_one_that_was_sent_when_kithly_died_is_counted_when_it_is_looked_at(outbox: Outbox, post: FaultyOffice) -> None:
    (outbox.kithly.data / "settings.toml").write_text(SETTINGS.format(undo=25))
    before = outbox.contacts("ana")
    row = approved(outbox)
    with open_network(outbox.kithly.data, now=NOW) as opened, opened.store.transaction() as tx:
        assert tx.outbox.move(row, "sent", NOW, claim="of one that died")
    for _ in range(2):
        assert outbox.waiting() == []
    assert (outbox.contacts("ana"), post.mails) == (before + 1, [])
