"""The manual page: every command and option is in it, and the programs that print it have nothing to say against it."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import click
import pytest

from kithly.interfaces.cli.main import VERBS, cli

PAGE = Path(__file__).parents[2] / "docs/man/kithly.1"
CHECKERS = {
    "groff": ["groff", "-man", "-Tutf8", "-ww", "-z", str(PAGE)],
    "mandoc": ["mandoc", "-Tlint", "-Wwarning", str(PAGE)],
}


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_and_option_is_in_it(verb: str) -> None:
    text = PAGE.read_text("utf-8").replace("\\-", "-")
    assert re.search(rf"^\\fBkithly {verb}\\fR", text, re.MULTILINE)
    command = cli.get_command(click.Context(cli), verb)
    assert command is not None
    options = [one for one in command.params if isinstance(one, click.Option) and not one.hidden]
    assert all(name in text for option in options for name in option.opts)


def test_no_line_is_taken_for_a_macro_and_all_letters_are_plain() -> None:
    lines = PAGE.read_text("utf-8").splitlines()
    macros = {line.split()[0] for line in lines if line.startswith((".", "'"))}
    assert macros == {".TH", ".SH", ".SS", ".B", ".PP", ".TP", ".RS", ".RE"}
    assert all(line.isascii() for line in lines)


@pytest.mark.parametrize("program", [name for name in CHECKERS if shutil.which(name)])
def test_what_prints_it_has_nothing_to_say_against_it(program: str) -> None:
    done = subprocess.run(CHECKERS[program], capture_output=True, check=False, encoding="utf-8")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_wheel_puts_it_where_man_looks(root: Path) -> None:
    told = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert told["shared-data"] == {"docs/man/kithly.1": "share/man/man1/kithly.1"}
