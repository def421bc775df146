"""Every mistake a user can make, made: each is told in one sentence, with the right code and what to do next."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.e2e.conftest import Kithly, Ran, run_here

from kithly.app.network import open_network
from kithly.interfaces.cli.main import VERBS

UNFIT = re.compile(
    r"Traceback|Errno|Error\b|Exception|None\b|<[a-z]+ |0x[0-9a-f]+|Invalid value|\bnull\b|mistake of its own"
)
HINT = re.compile(
    r"kithly |--|Choose|Free|Check|Mend|Make|Say|Known|Keys|Type|Install|pip install|Close|In settings|Ids|KEY|Name "
)

# What is typed; the exit code; what the sentence says; what the next step says. {person} and {touch} are known ones.
MISTAKES: tuple[tuple[tuple[str, ...], int, str, str], ...] = (
    # a name, an id
    (("person", "a"), 1, "could be", "Say more of the name"),
    (("person", "Nobody Whatsoever"), 1, "Nobody called 'Nobody Whatsoever' is known.", "kithly people"),
    (("person", ""), 1, "Say whom: a name, an address or an id.", "kithly people"),
    (("person", " "), 1, "Say whom", "kithly people"),
    (("person",), 2, "WHO is missing.", "kithly person --help"),
    (("same", "{person}", "{person}"), 1, "is one person already", "kithly person"),
    (("same", "{person}"), 2, "B is missing.", "kithly same --help"),
    (("done", "zzzz"), 1, "There is no hello 'zzzz'.", "kithly today"),
    (("done", ""), 1, "Say which hello", "kithly today"),
    (("done",), 2, "ID is missing.", "kithly done --help"),
    (("send", "zzzz"), 1, "There is no hello", "kithly today"),
    (("skip", "zzzz"), 1, "There is no hello", "kithly today"),
    (("snooze",), 2, "Say which hello, or --all.", "kithly snooze --help"),
    (("undo", "zzzz"), 1, "There is no change 'zzzz'.", "kithly changes"),
    (("undo", ""), 1, "Say which change", "kithly changes"),
    (("record", "zzzz"), 1, "This record is not here", "kithly changes"),
    (("joined", "{person}", "--split", "zzzz"), 1, "has no part 'zzzz'.", "kithly"),
    (("outbox", "show", "zzzz"), 1, "There is no message 'zzzz'.", "kithly outbox"),
    (("feed", "--not", "zzzz"), 1, "There is no 'zzzz' in the feed.", "kithly feed"),
    (("eras", "zzzz", "--all"), 1, "zzzz", "kithly eras"),
    (("account", "remove", "zzzz"), 1, "There is no account 'zzzz'.", "kithly account"),
    (("sync", "zzzz"), 1, "There is no account", "kithly account add"),
    (("named", "--drop", "99"), 2, "There is no line 99.", "kithly named"),
    (("network", "--into", "Nowhere"), 1, "Nobody you know works at or lives in 'Nowhere'", "kithly network"),
    # words
    (("note", "{person}", " "), 1, "The note is empty.", "kithly note"),
    (("note", "{person}"), 2, "Say WHO and the words", "kithly note --help"),
    (("found", "{person}", " "), 1, "What did you find?", "kithly found"),
    (("circle", "{person}", " "), 1, "The circle needs a name.", "kithly circle"),
    (("look",), 1, "At whom?", "kithly look"),
    (("check",), 1, "The input has no text.", "kithly check"),
    (("check", "/no/such/file"), 1, "/no/such/file cannot be read", "kithly check"),
    (("send", "{touch}", "--text", "-", "--yes", "--no-open"), 1, "the text is empty", "kithly send"),
    # days, times, zones, numbers, choices
    (
        ("log", "{person}", "--on", "2026-13-01"),
        2,
        "--on: '2026-13-01' is no day. Say it with year",
        "kithly log --help",
    ),
    (("log", "{person}", "--on", "tomorrow"), 2, "'tomorrow' is no day", "kithly log --help"),
    (("meet", "{person}", "--on", "25:99"), 2, "", "kithly meet --help"),
    (("me", "--set", "timezone=Mars/Olympus"), 1, "There is no time zone 'Mars/Olympus'.", "Europe/Paris"),
    (("me", "--set", "colour=red"), 1, "There is no key 'colour'.", "Keys: name"),
    (("me", "--set", "name"), 1, "'name' is not KEY=VALUE.", "kithly me"),
    (("me", "--set", "voice=/no/such"), 1, "There is no file '/no/such'.", "voice=FILE"),
    (("today", "--minutes", "-3"), 2, "Minutes are a number from 0 to 1440.", "kithly today --help"),
    (("snooze", "{touch}", "--days", "x"), 2, "Days are a number from 1 to 3650.", "kithly snooze --help"),
    (("people", "--limit", "0"), 2, "Limit is a number from 1 to 10000.", "kithly people --help"),
    (("people", "--sort", "x"), 2, "'x' is none of: name, strength, reply", "kithly people --help"),
    (("importance", "{person}", "huge"), 2, "'huge' is none of: low, normal, high, highest.", "kithly importance"),
    (("cadence", "{person}", "0"), 1, "Every 1 to 3,650 days, or none.", "kithly cadence"),
    (("cadence", "{person}", "soon"), 2, "'soon' is neither a number of days nor none", "kithly cadence --help"),
    (("away", "x"), 2, "'x' is no day", "kithly away --help"),
    (("--now", "x", "today"), 2, "--now: 'x' is no ISO date or time.", "--help"),
    # options and verbs
    (("tday",), 2, "There is no command 'tday'. Did you mean: kithly today", "kithly --help"),
    (("zzzzzz",), 2, "There is no command 'zzzzzz'.", "kithly --help"),
    (("today", "--minuets", "5"), 2, "There is no option --minuets. Did you mean: --minutes", "kithly today --help"),
    (("today", "--minutes"), 2, "Minutes are a number", "kithly today --help"),
    (("today", "tomorrow"), 2, "Too many words: tomorrow. Put words that belong together into quotes.", "--help"),
    (("same", "Ana", "Lee", "Ben"), 2, "Too many words: Ben.", "kithly same --help"),
    (("outbox", "shw"), 2, "There is no command 'shw'. Did you mean: kithly outbox show", "kithly outbox --help"),
    (("triage", "{person}"), 2, "Say where they belong", "kithly triage --help"),
    (("strength", "{person}", "--years"), 2, "--years is of the whole network", "kithly strength --help"),
    (("import",), 2, "Name a file, folder or zip to import.", "kithly import --help"),
    (("import", ""), 2, "An empty path names no file.", "kithly import --help"),
    (("import", "/no/such/file"), 1, "No record was found in what you named.", "kithly import --help"),
    # files that are kept
    (("strength", "--card", "/no/such/x.svg"), 1, "There is no folder /no/such.", "Make it first"),
    (("strength", "--card", "x.png"), 1, "does not end in .svg", "kithly strength --card x.svg"),
    # a yes, a secret, a terminal
    (("send", "{touch}", "--no-open"), 1, "This needs your yes", "kithly send {touch} --yes"),
    (("look", "--key"), 1, "there is no terminal to ask on", "KITHLY_SECRET"),
    (("account", "add"), 1, "There is no terminal to ask on.", "kithly account add"),
    (("today", "-i"), 1, "needs a terminal", "kithly today"),
    # not set up
    (("look", "{person}", "--search"), 1, "No search engine is chosen", "settings.toml"),
    (("sync",), 1, "There is no account yet.", "kithly account add"),
    (("digest", "--send"), 1, "No mail server is set up", "kithly digest --set-up"),
    # a server that is not there
    (("account", "add", "me@localhost", "--server", "127.0.0.1:1", "--security", "none", "--stdin"), 3, "", ""),
)


@pytest.fixture(scope="module")
def imported(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy in which an hour is planned; what all tests share stays as it is."""
    folder = tmp_path_factory.mktemp("planned") / "network"
    shutil.copytree(imported, folder)
    Kithly(data=folder).ok("today", "--minutes", "60")
    return folder


@pytest.fixture(scope="module")
def known(imported: Path) -> dict[str, str]:
    touch = next(one for one in Kithly(data=imported).view("today", "--minutes", "60")["touches"] if one["draft"])
    return {"touch": touch["id"], "person": touch["person"]["id"]}


def read(ran: Ran) -> tuple[str, str]:
    """Return the sentence and the next step of an error, both fit for anybody."""
    assert not UNFIT.search(ran.err), ran.err
    first, *rest = [line for line in ran.err.splitlines() if not line.startswith(("Made a new", "  - "))]
    return first, " ".join(rest)


def test_every_mistake_is_told_in_a_sentence_with_the_next_step(network: Kithly, known: dict[str, str]) -> None:
    unfit = []
    for words, code, told, step in MISTAKES:
        given = b"a secret\n" if words[0] == "account" else b""
        ran = network(*[word.format(**known) for word in words], stdin=given)
        try:
            sentence, hint = read(ran)
        except AssertionError:
            unfit.append((words, ran.err))
            continue
        right = ran.code == code and told in sentence and step.format(**known) in hint and bool(HINT.search(hint))
        if not right:
            unfit.append((words, f"{ran.code}: {ran.err}"))
    assert not unfit, "\n".join(f"{words}: {err}" for words, err in unfit)


def test_every_verb_refuses_an_option_that_is_none(network: Kithly) -> None:
    for verb in VERBS:
        ran = network(verb, "--no-such-option")
        told, step = read(ran)
        assert told.startswith("There is no option --no-such-option."), verb
        assert (ran.code, step) == (2, f"  kithly {verb} --help")


@pytest.mark.parametrize(
    ("settings", "told", "step"),
    [
        ('minutes = "x"', "Minutes must be a number from 0 to 1440, not 'x'.", "kithly today --minutes 10"),
        ("minutes = [", "is not valid TOML", "Mend or delete the file."),
        ("colour = 1", "There is no setting 'colour'.", "Known settings: minutes"),
        ("[outbox]\nundo_seconds = -1", "outbox.undo_seconds is a number of seconds", "undo_seconds = 20"),
    ],
)
def test_settings_that_cannot_be_used_are_named(kithly: Kithly, settings: str, told: str, step: str) -> None:
    kithly.data.mkdir()
    (kithly.data / "settings.toml").write_text(settings, "utf-8")
    ran = kithly("people")
    assert ran.code == 1
    assert told in ran.err
    assert step in ran.err


def _is_a_file(folder: Path) -> Path:
    (folder / "file").write_text("", "utf-8")
    return folder / "file"


def _is_beneath_a_file(folder: Path) -> Path:
    return _is_a_file(folder) / "data"


def _is_nowhere(folder: Path) -> Path:
    del folder
    return Path("/proc/kithly")  # where nobody can make anything


def _is_damaged(folder: Path) -> Path:
    (folder / "kithly.db").write_bytes(b"this is no database, and never was one" * 100)
    return folder


def _is_newer(folder: Path) -> Path:
    Kithly(data=folder).ok("people")
    with sqlite3.connect(folder / "kithly.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    return folder


@pytest.mark.parametrize(
    ("place", "code", "told", "step"),
    [
        (_is_a_file, 2, "is a file, no folder.", "kithly people --help"),
        (_is_beneath_a_file, 1, "A part of that path is a file, no folder.", "--data"),
        (_is_nowhere, 4, "cannot be made", "--data"),
        (_is_damaged, 4, "database", "kithly"),
        (_is_newer, 4, "was last opened by a newer Kithly", "Update Kithly"),
    ],
)
def test_a_folder_that_cannot_be_used_is_told(
    tmp_path: Path, place: Callable[[Path], Path], code: int, told: str, step: str
) -> None:
    ran = run_here(["people", "--data", str(place(tmp_path))])
    assert ran.code == code
    assert told in read(ran)[0]
    assert step in read(ran)[1]


def test_an_import_while_another_runs_is_told(network: Kithly, few: object) -> None:
    with open_network(network.data) as opened, opened.store.import_lock():
        ran = network("import", few.newer)  # type: ignore[attr-defined]
    assert ran.code == 1
    assert "Another import is running" in read(ran)[0], ran.err


def run_so(script: str, network: Kithly) -> Ran:
    """Run a line of the shell in which ``kithly`` is the command over this network."""
    call = f'kithly() {{ {sys.executable} -m kithly --data "{network.data}" "$@"; }}; {script}'
    done = subprocess.run(["bash", "-c", call], capture_output=True, check=False, encoding="utf-8", env=os.environ)
    return Ran(code=done.returncode, out=done.stdout, err=done.stderr)


@pytest.mark.parametrize(
    ("script", "code", "told"),
    [
        ("set -o pipefail; kithly changes | true", 0, ""),
        ("kithly changes >/dev/full", 1, "There is no space left there.\n  Free some space, then run it again.\n"),
        ("kithly changes >&-", 0, ""),
        ("kithly changes 2>&- >/dev/null", 0, ""),
        ("kithly check <&-", 1, "The input has no text.\n  kithly check FILE\n"),
        ("kithly zzz >&- 2>&- <&-", 2, ""),
        (
            "ulimit -f 40; kithly met Zita Quarren 2>&1 >/dev/null | head -c 12; exit ${PIPESTATUS[0]}",
            4,
            "",
        ),
    ],
)
def test_streams_and_disks_as_they_should_not_be(network: Kithly, script: str, code: int, told: str) -> None:
    ran = run_so(script, network)
    assert (ran.code, ran.err) == (code, told)


def test_without_an_extra_its_name_is_told(tmp_path: Path) -> None:
    for name in ("x.parquet", "y.parquet"):
        (tmp_path / name).write_bytes(b"PAR1")
    words = ["evaluate", "rank", "--log", "x.parquet", "--people", "y.parquet", "--now", "1", "--count", "1"]
    hidden = (
        f"import sys; sys.modules['pyarrow'] = None; sys.argv[1:] = {words!r}; import kithly.__main__ as k; k.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", hidden], capture_output=True, check=False, encoding="utf-8", cwd=tmp_path
    )
    assert done.returncode == 1
    assert done.stderr == "Reading Parquet files needs an extra.\n  pip install 'kithly[columns]'\n"


def test_without_a_browser_the_addresses_are_there(
    network: Kithly, known: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webbrowser._tryorder", [])
    ran = network("look", known["person"])
    assert ran.code == 3
    assert "https://" in ran.out
    assert read(ran) == ("No browser could be opened here.", "  Open the addresses above yourself.")
