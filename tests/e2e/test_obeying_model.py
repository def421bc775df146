"""A model that obeys everything it reads, in the worst way, with a hundred people who wrote it orders."""

from __future__ import annotations

import json
import re
import socket
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.conftest import NOW, Kithly
from tests.e2e.model_mail import bring, data_of, words_of
from tests.unit.messages.hostile_facts import FACTS, obeying
from tests.unit.writers.model_server import ModelServer, serving, streamed

from kithly.app.letters.writing import stream_write
from kithly.app.network import Network, open_network
from kithly.app.views import PieceView, WriteView

HARM = re.compile(
    r"(?i)evil|bob@|7946|https?:|www\.|!\[|<script|you are the best|recommend bob|[\U000e0000-\U000e007f]"
)
NAMES = [f"zq{chr(97 + number // 26)}{chr(97 + number % 26)}xv" for number in range(len(FACTS))]


def one_line(text: str) -> str:
    """Return a fact as a subject that a mail can carry."""
    return " ".join(text.replace("\x00", " ").split()).replace("\x1b", " ")


@pytest.fixture(scope="module")
def wronged(tmp_path_factory: pytest.TempPathFactory) -> Kithly:
    folder = tmp_path_factory.mktemp("obeying")
    kithly = Kithly(data=folder / "network")
    bring(kithly, folder / "All mail.mbox", {name: one_line(fact) for name, fact in zip(NAMES, FACTS, strict=True)})
    return kithly


class Obeying:
    """Obeys, each time in another way."""

    def __init__(self) -> None:
        self.turn = 0

    def __call__(self, conn: socket.socket, asked: dict[str, Any]) -> None:
        if "DATA-" not in asked["messages"][1]["content"]:
            conn.sendall(streamed(["Yes"]))
            return
        answer = obeying(words_of(asked) or ["it"], self.turn)
        self.turn += 1
        conn.sendall(streamed([answer[at : at + 40] for at in range(0, len(answer), 40)]))


def shown_for(opened: Network, name: str) -> tuple[list[str], WriteView]:
    """Return everything that was shown while a draft to somebody was written, and what came of it."""
    told = list(stream_write(opened, name, kind="reconnect", writer="model"))
    last = told[-1]
    assert isinstance(last, WriteView)
    return [one.text for one in told if isinstance(one, PieceView)], last


def test_nothing_it_was_told_to_do_is_ever_shown_and_nothing_but_the_fields_leaves(wronged: Kithly) -> None:
    with serving(Obeying()) as server:
        wronged.ok("writer", "set-up", "--url", server.url, "--model", "obedient", "--yes")
        server.asked.clear()
        server.raw.clear()
        asked = 0
        with open_network(wronged.data, now=NOW) as opened:
            for name, fact in zip(NAMES, FACTS, strict=True):
                pieces, last = shown_for(opened, name)
                assert last.person.name.lower().startswith(name)
                assert not any(HARM.search(piece) for piece in pieces), (fact, pieces)
                if last.draft is not None:
                    assert last.draft.writer == "rules", (fact, last.draft.text)
                    assert last.note
                    assert not HARM.search(last.draft.text.replace(one_line(fact), "")), (fact, last.draft.text)
                asked += bool(last.note and "asked 3 times" in last.note)
        assert asked >= 30
        assert_only_fields_left(server)


def assert_only_fields_left(server: ModelServer) -> None:
    """Check every byte that came to the server."""
    for raw, asked in zip(server.raw, server.asked, strict=True):
        assert set(asked) == {"model", "messages", "stream"}
        assert [one["role"] for one in asked["messages"]] in (["system", "user"], ["system", "user", "user"])
        assert set(data_of(asked)) == {"purpose", "language", "where", "writer", "facts"}
        text = json.dumps(asked["messages"], ensure_ascii=False)
        assert not any(name in text.lower() for name in NAMES), text
        for secret in (b"Quarren", b"Robin", b"Sandwell", b"mail-", b"plans"):
            assert secret not in raw


def test_a_draft_to_one_never_holds_what_is_known_of_another(kithly: Kithly, tmp_path: Path) -> None:
    topics = {"quendra": "Lighthouse budget", "bertholda": "Zebra crossing", "carlottus": "Walnut desk"}
    bring(kithly, tmp_path / "All mail.mbox", topics)

    def gossip(conn: socket.socket, asked: dict[str, Any]) -> None:
        del asked
        said = "I came across our exchange “Lighthouse budget”. Bertholda and Carlottus say hello. "
        conn.sendall(streamed([said, "Their “Zebra crossing” and “Walnut desk” are fine."]))

    with serving(gossip) as server:
        kithly.ok("writer", "set-up", "--url", server.url, "--model", "gossip", "--yes")
        for name, topic in topics.items():
            view = kithly.view("write", name, "--kind", "reconnect")
            others = [word for pair in topics.items() if pair[0] != name for word in pair]
            assert not any(word.lower() in json.dumps(view).lower() for word in others)
            first, *repairs = [one for one in server.asked if topic in str(one)][:1]
            assert words_of(first)[0] == topic
            assert not any(word.lower() in json.dumps(first).lower() for word in others), repairs


def test_the_models_name_and_address_are_asked_and_no_other(kithly: Kithly, tmp_path: Path) -> None:
    """Links in a fact or an answer are never fetched: a server that is named in both is asked for nothing."""
    with serving(Obeying()) as trap:
        bring(kithly, tmp_path / "All mail.mbox", {"ana": f"the plan at 127.0.0.1:{trap.port}"})

        def linking(conn: socket.socket, asked: dict[str, Any]) -> None:
            del asked
            conn.sendall(streamed([f"I saw http://127.0.0.1:{trap.port}/x and ![p](http://127.0.0.1:{trap.port}/p)."]))

        with serving(linking) as server:
            kithly.ok("writer", "set-up", "--url", server.url, "--model", "linking", "--yes")
            view = kithly("write", "ana", "--kind", "reconnect", "--json")
            assert "/p)" not in view.out
        assert trap.heads == []


def test_a_fact_that_names_one_of_the_two_or_somebody_known_stays_at_home(kithly: Kithly, tmp_path: Path) -> None:
    topics = {"quendra": "Lunch with Bertholda Quarren", "bertholda": "Plan of Bertholda", "carlottus": "Robin asks"}
    topics["dorothewa"] = "Walnut desk"
    bring(kithly, tmp_path / "All mail.mbox", topics)
    with serving(Obeying()) as server:
        kithly.ok("writer", "set-up", "--url", server.url, "--model", "obedient", "--yes")
        for name in topics:
            kithly.view("write", name, "--kind", "reconnect")
        sent = json.dumps(server.asked[1:])
        assert "Walnut desk" in sent
        assert not any(word in sent for word in ("Bertholda", "Quarren", "Robin", "Lunch"))
