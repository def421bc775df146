"""The door as `kithly web` serves it: beside the pages, in one process, and paid for by those who use it alone."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.e2e.conftest import NOW, Kithly

LOADED = "pydantic_core"  # what the framework brings along as a file that the system maps


def status_of(address: str, **headers: str) -> int:
    """Return with which status something is answered."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=30) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def has_loaded(process: int) -> bool | None:
    """Say whether a process has loaded the framework; None where the system does not tell."""
    maps = Path(f"/proc/{process}/maps")
    return LOADED in maps.read_text("utf-8") if maps.exists() else None


def test_programs_ask_the_server_of_the_pages_and_wake_the_framework_with_a_good_token(tmp_path: Path) -> None:
    kithly = Kithly(data=tmp_path / "network")
    token = kithly.view("token", "add", "A program")["token"]
    words = ["--data", str(kithly.data), "--now", NOW.isoformat(), "web", "--no-browser", "--port", "0"]
    with subprocess.Popen([sys.executable, "-m", "kithly", *words], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            entry = next(line.strip() for line in process.stdout if line.startswith("http://"))
            root = f"http://{urlsplit(entry).netloc}"
            opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
            assert "Kithly" in opener.open(entry, timeout=30).read().decode()
            with pytest.raises(urllib.error.HTTPError):  # the key of the pages opens nothing here
                opener.open(f"{root}/api/v1/people", timeout=30)
            assert status_of(f"{root}/api/v1/people", authorization="Bearer kithly_wrong") == 401
            assert not has_loaded(process.pid)
            bearer = f"Bearer {token}"
            assert status_of(f"{root}/api/v1/people", authorization=bearer) == 200
            assert has_loaded(process.pid) in {True, None}
            assert status_of(f"{root}/today", authorization=bearer) == 401
            asked = urllib.request.Request(f"{root}/api/v1/start", headers={"authorization": bearer})  # noqa: S310
            told = json.loads(opener.open(asked, timeout=30).read())
        finally:
            process.kill()
    assert told == kithly.view()
