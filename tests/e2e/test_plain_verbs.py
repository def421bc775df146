"""Every verb keeps `--plain`: one fact a line, and nothing a simple terminal or a screen reader stumbles over."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from tests.e2e.conftest import Exports, Kithly, run_here
from tests.e2e.test_contract_doors import READING

from kithly.interfaces.cli.main import VERBS

DRAWN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2500-\u25ff\u2190-\u21ff\u202a-\u202e\u2066-\u2069]")
BAR = re.compile(r"={4,}|\| |^ *[|+-]+$", re.MULTILINE)
MORE = (
    ("today", "--minutes", "60"),
    ("person", "{person}"),
    ("strength", "{person}"),
    ("prepare", "{person}"),
    ("joined", "{person}"),
    ("look", "{person}", "--no-open"),
    ("note", "{person}", "plays the cello"),
    ("send", "{touch}", "--no-open", "--yes"),
    ("done", "{touch}"),
    ("undo",),
    ("outbox",),
    ("doctor",),
    ("service", "status"),
    ("service", "install", "--dry-run"),
    ("writer",),
    ("account", "list"),
    ("calendar",),
    ("share",),
    ("named",),
    ("web", "--help"),
    ("frobnicate",),
    ("person", "Nobody Whatsoever"),
)


@pytest.fixture(scope="module")
def imported(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy in which an hour is planned; what all tests share stays as it is."""
    folder = tmp_path_factory.mktemp("planned") / "network"
    shutil.copytree(imported, folder)
    Kithly(data=folder).ok("today", "--minutes", "60")
    return folder


@pytest.fixture(scope="module")
def ids(imported: Path) -> dict[str, str]:
    touches = Kithly(data=imported).view("today", "--minutes", "60")["touches"]
    touch = next(one for one in touches if one["draft"])
    return {"touch": touch["id"], "person": touch["person"]["id"]}


def test_every_verb_is_plain_where_that_is_asked_for(network: Kithly, ids: dict[str, str]) -> None:
    for words in (*READING, *MORE):
        ran = network(*[word.format(**ids) for word in words], "--plain")
        assert not DRAWN.search(ran.out + ran.err), (words, ran)
        assert not BAR.search(ran.out + ran.err), (words, ran)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_takes_the_option_before_it_and_after_it(verb: str) -> None:
    before, after = (run_here(words) for words in (["--plain", verb, "--help"], [verb, "--plain", "--help"]))
    assert before == after
    assert before.code == 0
    assert "--plain" in before.out


def test_plainly_a_hello_has_a_line_for_each_fact(network: Kithly, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    touch = network.view("today")["touches"][0]
    lines = network.ok("today", "--plain").splitlines()
    assert any(line.endswith(f"[{touch['id']}]") and touch["person"]["name"] in line for line in lines)
    assert f"  {touch['minutes']:.0f} min" in lines
    monkeypatch.setenv("KITHLY_PLAIN", "1")
    assert network.ok("today").splitlines() == lines


def test_plain_words_change_no_json(network: Kithly) -> None:
    assert network.view("people", "--plain") == network.view("people")


@pytest.mark.parametrize("columns", ["40", "80"])
def test_every_list_keeps_within_the_width(network: Kithly, columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for words in READING:
        long = [
            line
            for line in network.ok(*words).splitlines()
            if len(line) > int(columns) and len(line.split()) > 1 and "kithly " not in line
        ]
        assert not long, words


def test_a_folder_without_data_is_plain_too(kithly: Kithly, few: Exports) -> None:
    del few
    for words in READING:
        ran = kithly(*words, "--plain")
        assert ran.code == 0, ran
        assert not DRAWN.search(ran.out), (words, ran)
