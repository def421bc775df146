"""The whole way, by the command line, to a real mail server: add, sync, sync again, fail, die, undo."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.e2e import account_shapes as shapes
from tests.e2e.conftest import Kithly, Ran, run_apart
from tests.e2e.shapes import misfits
from tests.mail import samples
from tests.mail.conftest import SENT, Mailbox
from tests.mail.dovecot import PASSWORD, letters
from tests.mail.proxy import Faults, Proxy, proxy

from kithly.store import Store
from kithly.transport.secret_file import FILE

FIRST_LIST = 60  # seconds until the first people stand, on 20,000 messages


@pytest.fixture
def kithly(tmp_path: Path) -> Kithly:
    command = Kithly(data=tmp_path / "network")
    command.ok("account", "list")  # makes the network, which is told once
    return command


def server(mailbox: Mailbox, port: int = 0) -> tuple[str, ...]:
    return ("--server", f"127.0.0.1:{port or mailbox.server.port}", "--security", "none")


def add(kithly: Kithly, mailbox: Mailbox, *more: str, port: int = 0, password: str = PASSWORD) -> Ran:
    words = ("account", "add", mailbox.user, *server(mailbox, port), "--stdin", *more)
    return kithly(*words, stdin=f"{password}\n".encode())


def network_of(data: Path) -> str:
    with Store.open(data / "kithly.db") as store, store.reading() as kept:
        return kept.canonical() + kept.derived()


def test_add_sync_and_sync_again(kithly: Kithly, mailbox: Mailbox) -> None:
    mailbox.deliver(*letters(12), samples.plain(50))
    added = add(kithly, mailbox, "--json")
    assert (added.code, misfits(added.json, shapes.ACCOUNT_ADD)) == (0, [])
    listed = kithly.view("account", "list")
    assert misfits(listed, shapes.ACCOUNTS) == []
    first, second = kithly.view("sync"), kithly.view("sync", mailbox.user)
    for view in (first, second):
        assert misfits(view, shapes.SYNC) == []
        parts = ("new", "same", "merged", "held", "skipped")
        for counts in (view["totals"], *(part for one in view["accounts"] for part in one["parts"])):
            assert counts["read"] == sum(counts[part] for part in parts)
    assert first["totals"]["new"] == 13
    assert first["people"]["after"] > 0
    assert second["totals"]["read"] == 0
    assert second["change"] is None
    assert kithly.view("people")["total"] == first["people"]["after"]
    removed = kithly.view("account", "remove", mailbox.user)
    assert misfits(removed, shapes.ACCOUNT_REMOVE) == []
    assert kithly.view("people")["total"] == first["people"]["after"]


def test_in_words_it_says_what_was_found_and_what_comes_next(kithly: Kithly, mailbox: Mailbox) -> None:
    mailbox.deliver(*letters(3))
    told = add(kithly, mailbox).out
    assert f"{SENT} holds 3 messages." in told
    assert f"kithly sync {mailbox.user}" in told
    assert f"{mailbox.user}/{SENT}: 3 records: 3 new" in " ".join(kithly.ok("sync").split())
    assert "nothing new" in kithly.ok("sync")
    assert mailbox.user in kithly.ok("account", "list")
    assert "stays" in kithly.ok("account", "remove", mailbox.user)


def test_what_others_wrote_is_read_on_wish_and_nothing_twice(kithly: Kithly, mailbox: Mailbox) -> None:
    mailbox.deliver(*letters(3))
    mailbox.deliver(*letters(2, start=3), folder="INBOX")
    add(kithly, mailbox)
    assert kithly.view("sync")["totals"]["new"] == 3
    view = kithly.view("account", "set", mailbox.user, "folders=sent,inbox")
    assert misfits(view, shapes.ACCOUNT_SET) == []
    assert "INBOX holds 2 messages." in view["words"]
    assert kithly.view("sync")["totals"] == {"read": 2, "new": 2, "same": 0, "merged": 0, "held": 0, "skipped": 0}
    wrong = kithly("account", "set", mailbox.user, "colour=red", "--json")
    assert "no setting 'colour'" in wrong.error["error"]


def test_nothing_is_kept_where_the_connection_fails(kithly: Kithly, mailbox: Mailbox) -> None:
    refused = add(kithly, mailbox, "--json", password=PASSWORD[:-1])
    assert (refused.code, refused.error["kind"]) == (3, "source_auth")
    away = add(kithly, mailbox, "--json", port=1)
    assert (away.code, away.error["kind"]) == (3, "source_unavailable")
    assert kithly.view("account", "list")["accounts"] == []
    assert not (kithly.data / FILE).exists()


def test_exit_code_3_only_where_every_account_failed(kithly: Kithly, mailbox: Mailbox, other: Mailbox) -> None:
    mailbox.deliver(*letters(2))
    other.deliver(*letters(2, start=2))
    with proxy(mailbox.server.port) as network:
        add(kithly, mailbox)
        add(kithly, other, port=network.port)
        network.faults = Faults(resets=True, after=1)
        ran = kithly("sync", "--json")
        assert ran.code == 0
        ended = {one["address"]: (one["outcome"], bool(one["remedy"])) for one in ran.json["accounts"]}
        assert ended == {mailbox.user: ("done", False), other.user: ("retry", True)}
        alone = kithly("sync", other.user, "--json")
        assert alone.code == 3
        assert "\n" not in alone.json["accounts"][0]["text"]
    assert kithly("sync", "--json").json["totals"]["new"] == 0


def test_undo_takes_a_sync_back_and_the_next_brings_it_again(kithly: Kithly, mailbox: Mailbox) -> None:
    mailbox.deliver(*letters(5))
    add(kithly, mailbox)
    before = network_of(kithly.data)
    change = kithly.view("sync")["change"]
    after = network_of(kithly.data)
    kithly.ok("undo", change)
    assert network_of(kithly.data) == before
    assert kithly.view("sync")["totals"]["new"] == 5
    assert network_of(kithly.data) == after


def test_the_same_mail_from_a_file_and_by_imap_is_one(kithly: Kithly, mailbox: Mailbox, tmp_path: Path) -> None:
    mails = [*letters(6), samples.with_attachment(1, 1_000)]
    box = tmp_path / "Sent.mbox"
    box.write_bytes(
        b"".join(b"From - Mon Mar  3 10:00:00 2025\n" + one.replace(b"\r\n", b"\n") + b"\n" for one in mails)
    )
    mailbox.deliver(*mails)
    assert kithly.view("import", box)["totals"]["new"] == 7
    known = network_of(kithly.data).count("\nrecord mail")
    add(kithly, mailbox)
    totals = kithly.view("sync")["totals"]
    assert (totals["new"], totals["merged"], totals["same"]) == (0, 0, 7)
    assert network_of(kithly.data).count("\nrecord mail") == known
    other = Kithly(data=tmp_path / "other")
    add(other, mailbox)
    other.ok("sync")
    totals = other.view("import", box)["totals"]
    assert (totals["new"], totals["merged"], totals["same"]) == (0, 0, 7)
    assert records_of(network_of(other.data)) == records_of(network_of(kithly.data))


def test_a_sync_killed_anywhere_goes_on_where_it_stopped(kithly: Kithly, mailbox: Mailbox, tmp_path: Path) -> None:
    mailbox.deliver(*letters(700))
    whole = Kithly(data=tmp_path / "whole")
    add(whole, mailbox)
    whole.ok("sync")
    with proxy(mailbox.server.port, Faults(delay=0.005)) as network:
        add(kithly, mailbox, port=network.port)
        for more in (270_000, 180_000, 140_000):
            killed_after(kithly, network, network.passed + more)
        network.faults = Faults()
        before = network_of(kithly.data).count("\nrecord mail")
        view = kithly.view("sync")
        assert view["accounts"][0]["outcome"] == "done"
        assert before > 0
        assert view["accounts"][0]["parts"][0]["filled"] > 0
        assert records_of(network_of(kithly.data)) == records_of(network_of(whole.data))
        assert kithly.view("sync")["totals"]["read"] == 0


def records_of(text: str) -> list[str]:
    """Return the lines that do not name a file: a killed sync and its next keep theirs under rows of their own."""
    return sorted(line for line in text.splitlines() if not line.startswith("sighting"))


def killed_after(kithly: Kithly, network: Proxy, passed: int) -> None:
    """Begin a sync as a process of its own, and kill it when so much has come from the server."""
    words = [sys.executable, "-m", "kithly", "sync", "--data", str(kithly.data), "--now", kithly.now.isoformat()]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while network.passed < passed and process.poll() is None:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_the_secret_is_in_its_file_and_nowhere_else(kithly: Kithly, mailbox: Mailbox, tmp_path: Path) -> None:
    mailbox.deliver(*letters(2))
    environment = {**os.environ, "KITHLY_SECRET": PASSWORD, "KITHLY_DEBUG": "1"}
    words: list[str | Path] = ["account", "add", mailbox.user, *server(mailbox), "--data", kithly.data]
    said = [run_apart(words, env=environment), run_apart(["sync", "--data", kithly.data])]
    said.append(run_apart([*words, "--user", "nobody"], env=environment))
    assert [one.code for one in said] == [0, 0, 3]
    assert not [one for one in said if PASSWORD in one.out + one.err]
    holders = {path.name for path in tmp_path.rglob("*") if path.is_file() and PASSWORD.encode() in path.read_bytes()}
    assert holders == {FILE}
    assert (kithly.data / FILE).stat().st_mode & 0o777 == 0o600


def test_without_a_terminal_it_says_how_a_secret_is_given(kithly: Kithly, mailbox: Mailbox) -> None:
    told = kithly("account", "add", mailbox.user, *server(mailbox), "--json")
    assert "--stdin" in told.error["hint"]
    empty = add(kithly, mailbox, "--json", password="")
    assert "empty password" in empty.error["error"]
    nobody = kithly("account", "add", "--json")
    assert "kithly account add you@example.org" in nobody.error["hint"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("no address",), "is no mail address"),
        (("me@example.org", "--set", "colour=red"), "no setting 'colour'"),
        (("me@example.org", "--set", "years=soon"), "Years is a number"),
        (("me@example.org", "--as", "pigeon"), "There is no kind of account"),
    ],
)
def test_what_is_typed_wrongly_is_told(kithly: Kithly, words: tuple[str, ...], said: str) -> None:
    ran = kithly("account", "add", *words, "--stdin", "--json", stdin=b"x\n")
    assert ran.code in {1, 2}
    assert said in ran.error["error"]


@pytest.mark.slow
def test_twenty_thousand_mails_show_the_first_people_within_a_minute(kithly: Kithly, mailbox: Mailbox) -> None:
    mailbox.deliver(*letters(20_000, people=300))
    add(kithly, mailbox)
    began = time.monotonic()
    words = [sys.executable, "-m", "kithly", "sync", "--data", str(kithly.data), "--json"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE)
    while not people(kithly.data):
        assert time.monotonic() - began < FIRST_LIST
        time.sleep(0.2)
    out, _ = process.communicate(timeout=300)
    view: Any = json.loads(out)
    assert (view["totals"]["new"], view["accounts"][0]["parts"][0]["filled"]) == (20_000, 20_000)


def people(data: Path) -> int:
    with Store.open(data / "kithly.db") as store, store.reading() as kept:
        return kept.people.count()
