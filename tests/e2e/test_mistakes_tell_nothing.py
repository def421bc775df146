"""Whatever breaks inside, no door shows a word of what was just handled; where it broke is told on wish alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from tests.e2e.assistant.conftest import assisting
from tests.e2e.conftest import Kithly
from tests.e2e.rest.conftest import asking
from tests.e2e.web.conftest import browsing

from kithly.app.mistakes import DEBUG, where_made
from kithly.store import Store
from kithly.store.connecting import sqlite_engine

CANARY = "canary-Qanaryne-likes-quibblefrost"
IN_A_PROCESS = f"""
import logging, sys, threading, warnings, resource
from kithly.app.mistakes import keep_quiet
logging.basicConfig(level=logging.DEBUG)
keep_quiet()
logging.getLogger("httpx").error("{CANARY}")
logging.critical("%s %s", "{CANARY}")
warnings.warn("{CANARY}")
print(resource.getrlimit(resource.RLIMIT_CORE)[0])
def broken(): raise ValueError("{CANARY}")
thread = threading.Thread(target=broken); thread.start(); thread.join()
class Last:
    def __del__(self): raise KeyError("{CANARY}")
Last(); broken()
"""


class OfOurOwn(Exception):
    """A mistake that nobody foresaw."""


def broken(*_: Any, **__: Any) -> None:
    """Fail as code does that handles somebody's words: by words, by a cause, and by several at once."""
    try:
        several()
    except ExceptionGroup as group:
        raise OfOurOwn(CANARY) from group


def several() -> None:
    raise ExceptionGroup(CANARY, [ValueError(CANARY), KeyError(CANARY)])


def of_cli(data: Path) -> str:
    ran = Kithly(data=data)("people")
    assert ran.code == 1
    return ran.out + ran.err


def of_json(data: Path) -> str:
    ran = Kithly(data=data)("people", "--json")
    return ran.out + ran.err


def of_web(data: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    with browsing(data) as browser:
        monkeypatch.setattr(Store, "reading", broken)
        return "".join(browser.get(path).text for path in ("/people", "/today"))


def of_rest(data: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    with asking(data) as program:
        monkeypatch.setattr(Store, "reading", broken)
        return str(program.client.get("/api/v1/people", headers={"authorization": f"Bearer {program.token}"}).text)


def of_assistant(data: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    with assisting(Kithly(data=data)) as assistant:
        monkeypatch.setattr(Store, "reading", broken)
        return assistant.refused("search_people", query="x")


@pytest.mark.parametrize("debug", ["", "1"], ids=["usual", "debug"])
def test_no_door_shows_a_word_of_what_it_handled(
    network: Kithly, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], debug: str
) -> None:
    monkeypatch.setenv(DEBUG, debug)
    doors: tuple[Callable[[Path, pytest.MonkeyPatch], str], ...] = (of_web, of_rest, of_assistant)
    said = []
    for door in doors:
        with monkeypatch.context() as patched:
            said.append(door(network.data, patched))
    monkeypatch.setattr(Store, "reading", broken)
    said += [of_cli(network.data), of_json(network.data)]
    for told in said:
        assert "mistake" in told
        assert "canary" not in told.lower()
    shown = "".join(capsys.readouterr()) + said[-2]
    assert "canary" not in shown.lower()
    assert ("test_mistakes_tell_nothing" in shown) is bool(debug)


def test_where_it_broke_names_functions_and_kinds() -> None:
    with pytest.raises(OfOurOwn) as raised:
        broken()
    raised.value.__context__ = raised.value  # a circle ends
    told = where_made(raised.value)
    assert "canary" not in told
    for kind in ("OfOurOwn", "builtins.ExceptionGroup", "builtins.ValueError", "builtins.KeyError"):
        assert kind in told
    assert " broken" in told


def test_the_database_names_no_value_in_its_failures(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path / "a.db")
    with engine.execution_options(kithly_writes=True).begin() as conn:
        conn.exec_driver_sql("CREATE TABLE people (name TEXT UNIQUE)")
        conn.exec_driver_sql("INSERT INTO people VALUES (?)", (CANARY,))
        with pytest.raises(IntegrityError) as raised:
            conn.exec_driver_sql("INSERT INTO people VALUES (?)", (CANARY,))
    assert "canary" not in str(raised.value)


def test_a_process_of_ours_logs_nothing_and_dies_without_a_word_of_anybodys() -> None:
    ran = subprocess.run([sys.executable, "-c", IN_A_PROCESS], capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert ran.stdout == "0\n"
    assert "canary" not in ran.stderr.lower()
    kinds = ("ValueError", "KeyError", "ValueError")
    assert [line for line in ran.stderr.splitlines() if line] == [
        f"Kithly made a mistake of its own ({kind}); nothing was kept of this step." for kind in kinds
    ]
