"""Links on a real terminal, and nowhere else."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.e2e.conftest import Kithly
from tests.e2e.terminal_side import terminal

LINK = re.compile(r"\x1b\]8;;(\S+?)\x1b\\")
ON = {"KITHLY_LINKS": "1", "TERM": "xterm"}


def shown(network: Kithly, *words: str, env: dict[str, str] | None = None) -> str:
    with terminal(*words, "--data", network.data, "--now", network.now.isoformat(), env=env or ON) as running:
        assert running.end() == 0
        return running.shown


def test_handles_lead_to_their_pages_and_nothing_else_is_sent_to_the_terminal(network: Kithly) -> None:
    rows = network.view("people", "--limit", "99")["people"]
    row = next(one for one in rows if {"email", "linkedin"} <= {each["kind"] for each in one["identities"]})
    told = shown(network, "person", row["id"])
    links = set(LINK.findall(told))
    slug = next(one["value"] for one in row["identities"] if one["kind"] == "linkedin")
    assert f"https://www.linkedin.com/in/{slug}/" in links
    assert any(link.startswith("mailto:") for link in links)
    assert "\x1b" not in re.sub(r"\x1b\]8;;\S*?\x1b\\", "", told)
    for words, env in (
        (("--plain",), ON),
        ((), {**ON, "KITHLY_LINKS": "0"}),
        ((), {**ON, "TERM": "dumb", "KITHLY_LINKS": "0"}),
    ):
        assert "\x1b" not in shown(network, "person", row["id"], *words, env=env)


def test_names_lead_to_their_pages_while_those_are_served(network: Kithly, tmp_path: Path) -> None:
    row = network.view("people", "--limit", "1")["people"][0]
    serve = [sys.executable, "-m", "kithly", "--data", str(network.data), "web", "--no-browser", "--port", "0"]
    with subprocess.Popen(serve, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as server:
        try:
            assert server.stdout is not None
            address = next(line for line in server.stdout if line.startswith("http://"))
            root = address.partition("/enter/")[0]
            assert f"{root}/people/{row['id']}" in LINK.findall(shown(network, "people", "--limit", "1"))
        finally:
            server.terminate()
            server.wait(20)
    assert not LINK.findall(shown(network, "people", "--limit", "1"))
