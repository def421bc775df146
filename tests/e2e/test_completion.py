"""A shell completes commands, options, names and hellos: quickly, and is told nothing that it would run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.e2e.conftest import Kithly, run_here
from tests.e2e.terminal_side import terminal

from kithly.interfaces.cli.main import VERBS
from kithly.interfaces.cli.shells import SHELLS, home_of

OTHERS = [shell for shell in ("zsh", "fish") if shutil.which(shell)]
HEAVY = ("sqlalchemy", "numpy", "rich", "httpx", "kithly.store", "kithly.app.views")
QUICK = 0.2  # CPU seconds
LOADED = """import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
from kithly.__main__ import main
main()"""
HOSTILE = "Zita $(touch pwned) `id`; *"


@pytest.fixture
def shell_home(tmp_path: Path, network: Kithly) -> dict[str, str]:
    """Return the environment of a shell that finds Kithly, and the script of each shell in its home."""
    home = tmp_path / "home"
    (home / "bin").mkdir(parents=True)
    program = home / "bin" / "kithly"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m kithly "$@"\n', "utf-8")
    program.chmod(0o755)
    for shell in SHELLS:
        (home / shell).write_text(run_here(["completion", shell]).out, "utf-8")
    path = os.pathsep.join([str(program.parent), os.environ["PATH"]])
    return {**os.environ, "PATH": path, "HOME": str(home), "KITHLY_DATA": str(network.data)}


def asked(typed: str, env: dict[str, str]) -> list[str]:
    """Return what bash offers for the last word of what was typed."""
    words = typed.split(" ")
    lines = (
        f"source {env['HOME']}/bash",
        f"COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}",
        "_kithly_completion kithly",
        'printf "%s\\n" "${COMPREPLY[@]}"',
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", "\n".join(lines)], capture_output=True, check=True, encoding="utf-8", env=env
    )
    assert done.stderr == ""
    return done.stdout.split("\n")[:-1]


def test_bash_completes_verbs_options_words_names_and_hellos(network: Kithly, shell_home: dict[str, str]) -> None:
    assert set(asked("kithly ''", shell_home)) == set(VERBS)
    assert asked("kithly tod", shell_home) == ["today"]
    assert "--one-by-one" in asked("kithly today --", shell_home)
    assert asked("kithly importance x hi", shell_home) == ["high", "highest"]
    assert "set-up" in asked("kithly outbox s", shell_home)
    name = next(one["name"] for one in network.view("people", "--limit", "99")["people"] if one["name"].count(" ") == 1)
    first, last = name.split(" ")
    assert f"{first}\\ {last}" in asked(f"kithly person {first}", shell_home)
    assert last in asked(f"kithly person {first} {last[0]}", shell_home)
    touch = network.view("today")["touches"][0]["id"]
    assert asked(f"kithly send {touch[:4]}", shell_home) == [touch]


def test_a_name_that_a_shell_would_run_is_never_offered(network: Kithly, shell_home: dict[str, str]) -> None:
    network.ok("met", HOSTILE)
    network.ok("met", "Zita Harmless")
    offered = asked("kithly person Zita", shell_home)
    assert "Zita\\ Harmless" in offered
    assert all(re.fullmatch(r"(\w|\\[ .]|-)+", one) for one in offered)
    assert not Path("pwned").exists()


def test_a_tab_in_a_real_bash_puts_the_whole_name_there(network: Kithly, shell_home: dict[str, str]) -> None:
    network.ok("met", "Zyxwvut Quarren-Hold")
    with terminal(env={**shell_home, "PS1": "ready> "}, program=("bash", "--norc", "--noprofile", "-i")) as keys:
        keys.wait_for("ready>")
        keys.press(f"source {shell_home['HOME']}/bash\n")
        keys.wait_for("ready>")
        keys.press("kithly log Zyx\t")
        keys.wait_for("Zyxwvut\\ Quarren-Hold")
        keys.press("'a talk'\n")
        keys.wait_for("(undo: kithly undo")
        keys.press("exit\n")
        assert keys.end() == 0
    assert "a talk" in network.ok("person", "Zyxwvut")


@pytest.mark.parametrize("shell", ["bash", *OTHERS])
def test_the_script_is_one_the_shell_can_read(shell: str, shell_home: dict[str, str]) -> None:
    subprocess.run([shell, "-n", f"{shell_home['HOME']}/{shell}"], check=True, env=shell_home)


@pytest.mark.parametrize("typed", ["kithly ", "kithly people --", "kithly person A", "kithly done "])
def test_completing_loads_nothing_heavy_and_is_quick(typed: str, network: Kithly) -> None:
    env = {**os.environ, "COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" ")), "_KITHLY_COMPLETE": "bash_complete"}
    network.ok("today")
    before = os.times()
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={**env, "KITHLY_DATA": str(network.data)},
    )
    after = os.times()
    assert done.stdout.startswith("plain,")
    assert not set(HEAVY) & set(done.stderr.split())
    assert after.children_user - before.children_user + after.children_system - before.children_system < QUICK


def test_without_data_there_are_no_names_and_no_complaint(tmp_path: Path, shell_home: dict[str, str]) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "kithly.db").write_bytes(b"no database at all")
    for folder in ("none", "broken"):
        assert asked("kithly person A", {**shell_home, "KITHLY_DATA": str(tmp_path / folder)}) == [""]
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("shell", SHELLS)
def test_installing_asks_says_where_and_how_to_take_it_away(
    shell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "ZDOTDIR", "BASH_COMPLETION_USER_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    path = home_of(shell).path
    assert path.is_relative_to(tmp_path)
    unasked = run_here(["completion", shell, "--install"])
    assert (unasked.code, path.exists()) == (1, False)
    assert f"kithly completion {shell} --install --yes" in unasked.err
    told = run_here(["completion", shell, "--install", "--yes"])
    assert told.code == 0
    assert path.read_text("utf-8") == run_here(["completion", shell]).out
    assert f"rm {path}" in " ".join(told.out.split())
    assert "already" in run_here(["completion", shell, "--install"]).out
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_folder_that_cannot_be_written_is_told_with_another_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    ran = run_here(["completion", "fish", "--install", "--yes"])
    assert ran.code == 1
    assert "cannot be written" in ran.err
    assert "kithly completion SHELL > FILE" in ran.err


@pytest.mark.parametrize("words", [(), ("today",), ("outbox", "set-up"), ("account",)])
def test_help_of_a_command_is_its_help(words: tuple[str, ...]) -> None:
    assert run_here(["help", *words]) == run_here([*words, "--help"])


def test_help_of_no_command_names_the_closest(kithly: Kithly) -> None:
    ran = kithly("help", "imprt")
    assert ran.code == 2
    assert "kithly import" in ran.err
