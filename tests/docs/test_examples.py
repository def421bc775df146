"""What the documentation tells people to type works, and prints what is shown."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from kithly.interfaces.cli.main import VERBS, cli

ROOT = Path(__file__).parents[2]
PAGES = ["README.md", *sorted(str(page.relative_to(ROOT)) for page in (ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(?:sh|console|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
QUOTED = re.compile(r"`kithly ([a-z][^`]*)`")


def test_examples_print_what_is_shown(script: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    checked = script("docs/examples.py", "--check")  # all of its pages, over one demo network
    assert checked.returncode == 0, checked.stdout + checked.stderr


def commands(page: str) -> list[str]:
    text = (ROOT / page).read_text("utf-8")
    lines = [line.removeprefix("$ ") for block in BLOCK.findall(text) for line in block.splitlines()]
    typed = [line for line in lines if line.startswith("kithly ")]
    return typed + [f"kithly {words}" for words in QUOTED.findall(text)]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_is_named_exists_with_its_options(page: str) -> None:
    for line in commands(page):
        words = re.split(r"\s{2,}", line)[0]
        verb, *rest = [word for word in shlex.split(words, comments=True)[1:] if word not in {"...", "…"}]
        if verb.startswith("-"):
            continue
        assert verb in VERBS, f"{page}: {line}"
        command = cli.get_command(click.Context(cli), verb)
        if isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
            _, command, rest = command.resolve_command(click.Context(command), rest)  # fails for a word that is none
        assert command is not None
        if isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
            command = command.get_command(click.Context(command), rest[0])
            assert command is not None, f"{page}: {line}"
        known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)} | {"--help"}
        assert {word.partition("=")[0] for word in rest if word.startswith("--")} <= known, f"{page}: {line}"


def test_the_readme_leads_with_what_a_newcomer_has_to_type() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    opening = text.partition("## Open it")[2].partition("\n## ")[0]
    assert "uvx --from . kithly" in opening
    assert "pipx run --spec . kithly" in opening
    assert "| `pip install .` | `kithly` |" in opening
    top = text.partition("## First a look")[0]
    assert re.search(r"^kithly import \S+\.zip \S+\.mbox$", top, re.MULTILINE)
    assert re.search(r"^kithly today$", top, re.MULTILINE)
