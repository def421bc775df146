"""Two tabs, a double click, a scheduler and the user at once: one message, sent once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from tests.e2e.conftest import NOW
from tests.mail.faulty_post import FaultyOffice, faulty_office
from tests.mail.outbox_side import Outbox, make_network

from kithly.app.letters.ready import OwnWords, prepare_letter
from kithly.app.letters.weighing import Letter
from kithly.app.network import open_network
from kithly.app.outbox.approving import put
from kithly.app.outbox.sending import send_one
from kithly.app.outbox.settling import settle
from kithly.app.outbox.word import take_back
from kithly.errors import Conflict
from kithly.store import OutboxRow

AT_ONCE = 6


@pytest.fixture(scope="module")
def post() -> Iterator[FaultyOffice]:
    with faulty_office() as office:
        yield office


@pytest.fixture(scope="module")
def outbox(tmp_path_factory: pytest.TempPathFactory, post: FaultyOffice) -> Outbox:
    folder = tmp_path_factory.mktemp("races")
    found = Outbox.copy(make_network(folder), folder / "copy")
    assert found.set_up(post.port).code == 0
    return found


def approved(outbox: Outbox, number: int) -> OutboxRow:
    """Approve a letter without a hello."""
    words = OwnWords(
        text=f"Hi Ben,\n\nthe harbour crane number {number} turns again.\n\nRobin", channel="email", subject="Crane"
    )
    with outbox.network() as opened:
        return put(opened, prepare_letter(opened, Letter(who="ben", kind="reconnect"), words))


@pytest.mark.parametrize("number", range(4))
def test_whoever_is_at_it_together_one_sends(outbox: Outbox, post: FaultyOffice, number: int) -> None:
    before = len(post.mails)
    row = approved(outbox, number)
    gate = threading.Barrier(AT_ONCE)

    def press(turn: int) -> str:
        with open_network(outbox.kithly.data, now=NOW + timedelta(seconds=1)) as opened:
            gate.wait()
            if turn % 2:
                settle(opened)  # a scheduler
                return ""
            return send_one(opened, row.id).state  # a tab

    with ThreadPoolExecutor(AT_ONCE) as pool:
        states = list(pool.map(press, range(AT_ONCE)))
    assert len(post.mails) == before + 1
    assert set(states) <= {"", "approved", "sending", "sent"}  # as it stood when another one had it in hand
    assert outbox.state(row.id) == "sent"


@pytest.mark.parametrize("number", range(100, 102))
def test_words_approved_in_many_tabs_at_once_are_one_message(outbox: Outbox, post: FaultyOffice, number: int) -> None:
    before = len(post.mails)
    gate = threading.Barrier(AT_ONCE)

    def click(_turn: int) -> str:
        gate.wait()
        return approved(outbox, number).id

    with ThreadPoolExecutor(AT_ONCE) as pool:
        ids = set(pool.map(click, range(AT_ONCE)))
    assert len(ids) == 1
    with outbox.network() as opened:
        assert send_one(opened, ids.pop()).state == "sent"
    assert len(post.mails) == before + 1


@pytest.mark.parametrize("number", range(200, 203))
def test_taking_back_and_sending_at_once_has_one_winner(outbox: Outbox, post: FaultyOffice, number: int) -> None:
    before = len(post.mails)
    row = approved(outbox, number)
    gate = threading.Barrier(2)

    def back() -> bool:
        with outbox.network() as opened:
            gate.wait()
            try:
                return take_back(opened, row.id).state == "taken_back"
            except Conflict:
                return False

    def send() -> None:
        with outbox.network() as opened:
            gate.wait()
            send_one(opened, row.id)

    with ThreadPoolExecutor(2) as pool:
        is_back, _ = pool.submit(back), pool.submit(send)
    assert len(post.mails) == before + (0 if is_back.result() else 1)
    assert outbox.state(row.id) == ("taken_back" if is_back.result() else "sent")


def test_no_lock_file_is_left(outbox: Outbox) -> None:
    assert [path.name for path in outbox.kithly.data.iterdir() if "sending" in path.name] == []
