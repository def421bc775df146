"""Foreign words never command a terminal, and never reach a log."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from tests.e2e.conftest import Kithly
from tests.e2e.poison import CONTROLS, INVISIBLE, NAMES, write_poison

from kithly.app.belonging import word

SECRETS = ("Quarrenhold", "zita.secret", "Fennimarsh", "tidewater-dossier", "saltmarsh-confession")

VERBS = (
    ("today", "--minutes", "60"),
    ("inbox",),
    ("people",),
    ("strength",),
    ("dormant",),
    ("network",),
    ("search", "Poison"),
    ("search", "send"),
    ("merges",),
    ("changes",),
    ("triage",),
    ("eras",),
    ("me",),
    ("doctor",),
    ("person", "poison-0"),
    ("person", "poison"),
    ("strength", "poison-1"),
    ("write", "poison-2"),
    ("look", "poison-3", "--no-open"),
    ("note", "poison-4", "\x1b[2Jcleared"),
    ("circle", "poison-5", "Har\x1b[31mbour"),
    ("met", "Ved\x1b[31ma", "--where", "\u202epier"),
    ("check", "--to", "\x1b[31mZita"),
    ("undo",),
    ("person", "\x1b[31mnobody"),
    ("import", "\x1b[31mnothing.zip"),
)


def harmful(text: str) -> set[str]:
    """Return the characters that command a terminal or hide."""
    return set(text) & (CONTROLS | INVISIBLE)


@pytest.fixture
def poisoned(kithly: Kithly, tmp_path: Path) -> Kithly:
    """Return the command line over a network of attackers."""
    ran = kithly("import", *write_poison(tmp_path))
    assert ran.code == 0, ran
    assert harmful(ran.out + ran.err) == set()
    return kithly


def test_no_verb_prints_what_commands_a_terminal(poisoned: Kithly) -> None:
    assert poisoned.view("people")["total"] >= len(NAMES)
    for words in VERBS:
        ran = poisoned(*words, stdin=b"Dear \x1b[31mZita, hello")
        assert harmful(ran.out + ran.err) == set(), words
        assert "mistake of its own" not in ran.err, (words, ran)
        assert ran.out or ran.err


def test_json_stays_one_valid_document_whatever_the_names_hold(poisoned: Kithly) -> None:
    for words in VERBS:
        ran = poisoned(*words, "--json", stdin=b"Dear \x1b[31mZita, hello")
        for stream in filter(None, (ran.out, ran.err)):
            assert isinstance(json.loads(stream), dict), words
            assert set(stream) & CONTROLS == set(), words
            assert stream.count("\n") == 1


def test_nothing_of_a_person_reaches_a_log(kithly: Kithly, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.NOTSET)
    mailbox = tmp_path / "mail.mbox"
    mailbox.write_bytes(secret_letters())
    table = tmp_path / "Connections.csv"
    table.write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Zita,Quarrenhold,https://www.linkedin.com/in/zita-q,zita.secret@home.example,Acme,Pilot,01 Mar 2020\n"
        "Odo,Fennimarsh,not a link,broken@@secret,Acme,Pilot,never\n",
        encoding="utf-8",
    )
    for words in (
        ("import", mailbox, table),
        ("me", "--set", "address=robin@home.example"),
        ("today",),
        ("person", "Quarrenhold"),
        ("search", "saltmarsh-confession"),
        ("note", "Quarrenhold", "tidewater-dossier"),
        ("merges",),
        ("write", "Quarrenhold"),
        ("doctor",),
        ("undo",),
    ):
        kithly(*words)
    told = "\n".join([caplog.text, *(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)])
    for secret in SECRETS:
        assert secret.casefold() not in told.casefold(), secret


def test_an_unexpected_fault_names_nobody(kithly: Kithly, monkeypatch: pytest.MonkeyPatch) -> None:
    kithly.ok("met", "Zita", "Quarrenhold")

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("Zita Quarrenhold <zita.secret@home.example> said saltmarsh-confession")

    monkeypatch.setattr(word, "decide", fail)
    for options in ((), ("--json",)):
        ran = kithly("note", "Quarrenhold", "tidewater-dossier", *options)
        assert ran.code == 1
        assert "RuntimeError" in ran.err
        for secret in SECRETS:
            assert secret not in ran.out + ran.err, secret


def secret_letters() -> bytes:
    """Return a mailbox with whole, odd and broken letters full of secrets."""
    head = "From - Mon Feb 02 10:00:00 2026\n"
    whole = (
        "Message-ID: <1@home.example>\nDate: Mon, 2 Feb 2026 10:00:00 +0000\n"
        "From: Zita Quarrenhold <zita.secret@home.example>\nTo: robin@home.example\n"
        "Subject: tidewater-dossier\n\nsaltmarsh-confession: could you come?\n\n"
    )
    broken = (
        "From: Odo Fennimarsh <<<zita.secret@@home\nSubject: =?x-nonsense?B?%%%tidewater-dossier?=\n"
        "Content-Type: multipart/mixed; boundary=tidewater-dossier\n\n--saltmarsh-confession\n\n"
    )
    undated = "From: Odo Fennimarsh <odo@home.example>\nDate: tidewater-dossier\n\nsaltmarsh-confession\n\n"
    return (head + whole + head + broken + head + undated).encode()
