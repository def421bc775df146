"""A language model as the writer: over a real server on this machine, from the set-up to the log of what left."""

from __future__ import annotations

import json
import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.conftest import NOW, Kithly
from tests.e2e.model_mail import bring, good_answer, words_of
from tests.e2e.shapes import DRAFT, count, instant, maybe, misfits, one_of, schema, text, words, yes_no
from tests.unit.writers import german_model
from tests.unit.writers.model_server import STREAM, ModelServer, answered, chunk, saying, serving, streamed

from kithly.app.letters.streaming import stream_draft
from kithly.app.letters.writing import stream_write
from kithly.app.network import open_network
from kithly.app.today.day import today
from kithly.app.views import PieceView, WriteView

WRITER = {
    "is_set": yes_no,
    "model": text,
    "url": text,
    "host": text,
    "is_here": yes_no,
    "is_own": yes_no,
    "key": one_of("keyring", "file", "nowhere"),
    "agreed_at": maybe(instant),
    "must_agree": yes_no,
    "fields": [{"name": words, "holds": words}],
    "never": [words],
}
SENT = {"at": instant, "model": words, "host": words, "person": words, "name": text, "sent": [words], "outcome": text}


def sensible(conn: socket.socket, asked: dict[str, Any]) -> None:
    """Answer as a model that keeps to the facts, a few letters at a time."""
    if "DATA-" not in asked["messages"][1]["content"]:
        conn.sendall(streamed(["Yes"]))
        return
    answer = good_answer(asked)
    conn.sendall(streamed([answer[at : at + 9] for at in range(0, len(answer), 9)]))


@pytest.fixture(scope="module")
def brought(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    kithly = Kithly(data=folder / "network")
    bring(kithly, folder / "All mail.mbox", {"ana": "Lighthouse budget", "berta": "Canary island survey"})
    return kithly.data


@pytest.fixture
def mine(brought: Path, tmp_path: Path) -> Kithly:
    shutil.copytree(brought, tmp_path / "network")
    return Kithly(data=tmp_path / "network")


@pytest.fixture
def model() -> Iterator[ModelServer]:
    with serving(sensible) as server:
        yield server


def set_up(kithly: Kithly, server: ModelServer) -> None:
    kithly.ok("writer", "set-up", "--url", server.url, "--model", "tiny", "--yes")
    server.asked.clear()
    server.raw.clear()


def test_without_a_model_the_rules_write_and_nothing_leaves(mine: Kithly) -> None:
    view = mine.view("writer")
    assert misfits(view, {"schema": schema("writer"), **WRITER}) == []
    assert view["is_set"] is False
    assert mine.view("write", "ana")["writer"] == "rules"
    assert mine.view("writer", "log") == {"schema": "kithly/writer_log/1", "sent": []}
    ran = mine("write", "ana", "--writer", "model")
    assert ran.code == 1
    assert "kithly writer set-up" in ran.err


def test_set_up_tries_the_model_with_nothing_of_the_users_and_shows_what_would_leave(
    mine: Kithly, model: ModelServer
) -> None:
    told = mine.ok("writer", "set-up", "--url", model.url, "--model", "tiny", "--yes")
    assert "tiny at 127.0.0.1 answers." in told
    assert "Lighthouse budget" in told or "Canary island survey" in told
    assert "facts: what the records prove" in told
    assert len(model.asked) == 1
    assert not any(word in model.raw[0] for word in (b"Lighthouse", b"Canary", b"Ana", b"Robin", b"Hull"))
    view = mine.view("writer")
    assert misfits(view, {"schema": schema("writer"), **WRITER}) == []
    assert (view["is_set"], view["is_here"], view["model"], view["key"]) == (True, True, "tiny", "nowhere")


def test_nothing_is_kept_without_a_yes_or_of_a_model_that_does_not_answer(mine: Kithly, model: ModelServer) -> None:
    ran = mine("writer", "set-up", "--url", model.url, "--model", "tiny")
    assert ran.code == 1
    assert "--yes" in ran.err
    assert mine.view("writer")["is_set"] is False
    ran = mine("writer", "set-up", "--url", "http://127.0.0.1:9", "--model", "tiny", "--yes")
    assert ran.code == 3
    assert "refuses the connection" in ran.err
    assert mine.view("writer")["is_set"] is False


@pytest.mark.parametrize("url", ["http://api.example/v1", "ftp://127.0.0.1", "nonsense", "http://192.168.7.7:11434"])
def test_an_address_that_may_not_be_asked_is_refused_in_one_sentence(mine: Kithly, url: str) -> None:
    ran = mine("writer", "set-up", "--url", url, "--model", "tiny", "--yes", "--stdin", stdin=b"k\n")
    assert ran.code in {1, 2}
    assert len(ran.err.strip().splitlines()) <= 2


def test_set_up_as_json_gives_the_exact_fields(mine: Kithly, model: ModelServer) -> None:
    view = mine.view("writer", "set-up", "--url", model.url, "--model", "tiny", "--yes")
    fact = {"what": words, "words?": words, "year?": words}
    example = {"purpose": words, "language": words, "where": words, "writer": {"does_now?": words}, "facts": [fact]}
    shape = {"schema": schema("writer_set_up"), "writer": WRITER, "person": words, "example": example}
    assert misfits(view, shape) == []


def test_a_draft_by_the_model_carries_its_name_and_the_proof_of_what_it_says(mine: Kithly, model: ModelServer) -> None:
    set_up(mine, model)
    view = mine.view("write", "ana")
    assert misfits(view, DRAFT) == []
    assert view["writer"] == "tiny"
    assert view["note"] is None
    assert "Ana" in view["text"].splitlines()[0]
    assert view["text"].rstrip().endswith("Robin")
    assert "“Lighthouse budget”" in view["text"]
    assert [claim["text"] for claim in view["claims"]] == [
        "I was going through old mail and came across our exchange “Lighthouse budget”."
    ]
    assert view["claims"][0]["evidence"][0]["record"]
    assert "Written by tiny" in mine.ok("write", "ana")


def test_only_the_named_fields_leave_and_they_stand_in_the_log(mine: Kithly, model: ModelServer) -> None:
    set_up(mine, model)
    mine.ok("write", "ana")
    assert len(model.asked) == 1
    assert set(model.asked[0]) == {"model", "messages", "stream"}
    sent = model.raw[0]
    for secret in (b"ana", b"Ana", b"Quarren", b"robin", b"Robin", b"Sandwell", b"@", b"plans", b"berta", b"Canary"):
        assert secret not in sent, secret
    view = mine.view("writer", "log")
    assert misfits(view, {"schema": schema("writer_log"), "sent": [SENT]}) == []
    assert [one["name"] for one in view["sent"]] == ["Ana Quarren"]
    assert view["sent"][0]["sent"] == [model.asked[0]["messages"][1]["content"]]
    assert view["sent"][0]["outcome"] == "Its words were used."
    told = mine.ok("writer", "log")
    assert "Lighthouse budget" in told
    database = mine.data / "kithly.db"
    assert database.stat().st_mode & 0o077 == 0


def test_the_log_can_be_taken_away(mine: Kithly, model: ModelServer) -> None:
    set_up(mine, model)
    mine.ok("write", "ana")
    assert misfits(mine.view("writer", "log", "--forget"), {"schema": text, "forgotten": count}) == []
    assert mine.view("writer", "log")["sent"] == []


def test_the_rules_always_write_when_they_are_asked_to(mine: Kithly, model: ModelServer) -> None:
    set_up(mine, model)
    assert mine.view("write", "ana", "--writer", "rules")["writer"] == "rules"
    assert model.asked == []


def test_a_day_is_planned_without_any_model(mine: Kithly, model: ModelServer) -> None:
    set_up(mine, model)
    assert mine.view("today", "--minutes", "60")["touches"]
    mine.ok("person", "ana")
    mine.ok("inbox")
    assert model.asked == []


def test_off_takes_the_model_and_its_key_away(mine: Kithly, model: ModelServer) -> None:
    mine.ok("writer", "set-up", "--url", model.url, "--model", "tiny", "--yes", "--stdin", stdin=b"canary-key-9\n")
    assert b"canary-key-9" in model.heads[0]
    assert "canary" not in json.dumps(mine.view("writer"))
    assert not any(b"canary-key-9" in path.read_bytes() for path in mine.data.glob("kithly.db*"))
    mine.ok("writer", "off")
    assert mine.view("write", "ana")["writer"] == "rules"
    assert not any(b"canary-key-9" in path.read_bytes() for path in mine.data.iterdir() if path.is_file())


def test_after_a_flaw_the_model_is_told_which_rule_broke_and_may_mend_it(mine: Kithly) -> None:
    def second_try(conn: socket.socket, asked: dict[str, Any]) -> None:
        if len(asked["messages"]) == 2 and "DATA-" in asked["messages"][1]["content"]:
            conn.sendall(streamed(["You were a joy to work with in Lisbon. ", "How are you?"]))
        else:
            sensible(conn, asked)

    with serving(second_try) as server:
        set_up(mine, server)
        view = mine.view("write", "ana")
        assert view["writer"] == "tiny"
        assert "Lisbon" not in view["text"]
        assert [len(one["messages"]) for one in server.asked] == [2, 3]
        repair = server.asked[1]["messages"][2]["content"]
        assert repair.startswith("Your last body was not used.")
        assert "Lisbon" not in repair.split("DATA-")[0]
        assert mine.view("writer", "log")["sent"][0]["sent"][1] == repair


def test_after_two_repairs_the_rules_write_and_say_why(mine: Kithly) -> None:
    def stubborn(conn: socket.socket, asked: dict[str, Any]) -> None:
        del asked
        conn.sendall(streamed(["You always were the best of us, and Marek says so too."]))

    with serving(stubborn) as server:
        set_up(mine, server)
        view = mine.view("write", "ana")
        assert (view["writer"], len(server.asked)) == ("rules", 3)
        assert "Marek" not in view["text"]
        assert view["note"] == (
            "tiny was asked 3 times, and its words said something that no record holds, so the rules wrote this."
        )
        assert view["note"] in " ".join(mine.ok("write", "ana").split())


WRONG = [
    ("busy", answered("429 Too Many Requests"), "busy"),
    ("fault", answered("500 Oops"), "busy"),
    ("nonsense", answered("200 OK", b"<html>"), "no chat completion"),
    ("empty", streamed([]), "nothing"),
    ("refusal", STREAM + chunk(delta={"refusal": "no"}), "does not want"),
    ("cut", STREAM + chunk("I was going"), "breaks off"),
    ("key", answered("401 No"), "key is not taken"),
]


@pytest.mark.parametrize(("answer", "why"), [one[1:] for one in WRONG], ids=[one[0] for one in WRONG])
def test_whatever_fails_the_rules_write_and_one_sentence_says_why(mine: Kithly, answer: bytes, why: str) -> None:
    with saying(streamed(["Yes"]), answer) as server:
        set_up(mine, server)
        view = mine.view("write", "ana")
        assert view["writer"] == "rules"
        assert why in view["note"]
        assert view["note"].endswith(", so the rules wrote this.")
        assert why in mine.view("writer", "log")["sent"][0]["outcome"]


def test_words_come_as_they_are_written_and_only_whole_proven_sentences(mine: Kithly, model: ModelServer) -> None:
    set_up(mine, model)
    with open_network(mine.data, now=NOW) as opened:
        told = list(stream_write(opened, "ana"))
    pieces = [one.text for one in told if isinstance(one, PieceView) and one.text]
    assert len(pieces) >= 3
    assert all(one.strip().endswith((".", "?")) for one in pieces)
    last = told[-1]
    assert isinstance(last, WriteView)
    assert last.draft is not None
    assert "".join(pieces) in last.draft.text


def test_a_flaw_takes_back_what_was_shown_and_ends_the_request_at_once(mine: Kithly) -> None:
    def drifting(conn: socket.socket, asked: dict[str, Any]) -> None:
        if "DATA-" not in asked["messages"][1]["content"]:
            conn.sendall(streamed(["Yes"]))
            return
        conn.sendall(STREAM + chunk(f"I came across our exchange “{words_of(asked)[0]}”. "))
        conn.sendall(chunk("You were so brave in Lisbon. "))
        for _ in range(200):
            conn.sendall(chunk("And more words of that kind. ") * 20)
            time.sleep(0.01)

    with serving(drifting) as server:
        set_up(mine, server)
        with open_network(mine.data, now=NOW) as opened:
            told = list(stream_write(opened, "ana"))
        assert server.gone.wait(3)
    assert sum(isinstance(one, PieceView) and one.again for one in told) == 2
    assert not any(isinstance(one, PieceView) and "Lisbon" in one.text for one in told)


def test_closing_the_stream_ends_the_request_and_the_log_says_so(mine: Kithly) -> None:
    def endless(conn: socket.socket, asked: dict[str, Any]) -> None:
        if "DATA-" not in asked["messages"][1]["content"]:
            conn.sendall(streamed(["Yes"]))
            return
        conn.sendall(STREAM + chunk(f"I came across our exchange “{words_of(asked)[0]}”. "))
        while True:
            conn.sendall(chunk("How are you? "))
            time.sleep(0.01)

    with serving(endless) as server:
        set_up(mine, server)
        with open_network(mine.data, now=NOW) as opened:
            stream = stream_write(opened, "ana")
            assert isinstance(next(stream), PieceView)
            stream.close()
            assert server.gone.wait(3)
    assert mine.view("writer", "log")["sent"][0]["outcome"] == "You stopped it."


def test_a_hello_is_written_for_its_door(mine: Kithly, model: ModelServer) -> None:
    set_up(mine, model)
    with open_network(mine.data, now=NOW) as opened:
        touch = next(one for one in today(opened, minutes=60).touches if one.draft)
        told = list(stream_draft(opened, touch.id))
        by_rules = list(stream_draft(opened, touch.id, writer="rules"))
    last = told[-1]
    assert isinstance(last, WriteView)
    assert last.draft is not None
    assert (last.draft.writer, last.draft.touch) == ("tiny", touch.id)
    assert isinstance(by_rules[-1], WriteView)
    assert len(by_rules) == 1


def test_other_fields_than_were_agreed_to_need_another_yes(
    mine: Kithly, model: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(mine, model)
    monkeypatch.setattr("kithly.app.drafts.writers.FIELDS", 2)
    assert mine.view("writer")["must_agree"] is True
    ran = mine("write", "ana")
    assert ran.code == 1
    assert "agree" in ran.err
    assert model.asked == []
    assert mine.view("write", "ana", "--writer", "rules")["writer"] == "rules"


def test_a_personal_talk_is_given_to_no_model(kithly: Kithly, tmp_path: Path, model: ModelServer) -> None:
    bring(kithly, tmp_path / "All mail.mbox", {"ana": "After the divorce and the illness"})
    set_up(kithly, model)
    ran = kithly("write", "ana", "--kind", "reconnect")
    assert ran.code == 0
    assert model.asked == []


def test_in_another_language_the_claims_are_proven_too(kithly: Kithly, tmp_path: Path) -> None:
    bring(kithly, tmp_path / "All mail.mbox", {"ana": german_model.TOPIC}, said=german_model.LETTERS)
    with saying(streamed(["Ja"]), streamed(german_model.ANSWER)) as server:
        set_up(kithly, server)
        view = kithly.view("write", "ana", "--kind", "reconnect")
        assert (view["writer"], view["language"], view["note"]) == ("tiny", "de", None)
        assert "German, informally" in server.asked[0]["messages"][0]["content"]
        assert german_model.TOPIC in view["claims"][0]["text"]
        assert view["claims"][0]["evidence"][0]["record"]
        assert view["text"].split()[0] in {"Hallo", "Hi", "Liebe"}
