"""Whatever the code offers is in the documentation, and the generated pages are as the code is."""

from __future__ import annotations

import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from kithly import errors
from kithly.interfaces import wire
from kithly.interfaces.cli.main import VERBS, cli
from kithly.messages.kinds import HINTS, MessageKind, labels_of
from kithly.reasons import ReasonKind, TouchKind

LABELS = sorted({label for kind in MessageKind for label in (*labels_of(kind), *HINTS)})
ERRORS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.KithlyError)]


def read(path: Path) -> str:
    return path.read_text("utf-8")


@pytest.mark.parametrize("columns", ["40", "200"])
def test_the_generated_pages_are_up_to_date_in_any_terminal(
    columns: str, script: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    checked = script("docs/generate.py", "--check", COLUMNS=columns)
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_documented(verb: str, root: Path) -> None:
    assert f"### `kithly {verb}`" in read(root / "docs/reference/commands.md")


@pytest.mark.parametrize("verb", VERBS)
def test_every_help_fits_80_columns_and_explains_each_option(verb: str) -> None:
    command = cli.get_command(click.Context(cli), verb)
    assert command is not None
    page = command.get_help(click.Context(command, info_name=f"kithly {verb}", terminal_width=80, max_content_width=80))
    assert max(len(line) for line in page.splitlines()) <= 80
    options = [option for option in command.params if isinstance(option, click.Option) and not option.hidden]
    assert all(option.help for option in options), [option.name for option in options if not option.help]


@pytest.mark.parametrize("kind", ERRORS)
def test_every_error_is_in_the_table_and_in_the_tree(kind: type[errors.KithlyError], root: Path) -> None:
    page = read(root / "docs/reference/errors.md")
    assert f"| `{kind.__name__}` |" in page
    assert f" {kind.__name__}" in page.partition("## The tree")[2] or kind is errors.KithlyError


def test_no_row_of_the_error_table_is_out_of_reach() -> None:
    for place, (kind, *_) in enumerate(wire.ERRORS):
        assert not any(issubclass(kind, before) for before, *_ in wire.ERRORS[:place]), kind


def test_every_source_has_a_quality_row_and_a_how_to_page_that_is_in_the_menu(root: Path) -> None:
    sources = tomllib.loads(read(root / "pyproject.toml"))["project"]["entry-points"]["kithly.sources"]
    quality = tomllib.loads(read(root / "src/kithly/sources/quality.toml"))
    menu = read(root / "mkdocs.yml")
    for source in sources:
        page = quality[source]["how_to"]["at"]
        assert (root / page).is_file(), source
        assert page.removeprefix("docs/") in menu, source
        assert f"| `{source}` |" in read(root / "docs/reference/sources.md")


@pytest.mark.parametrize("kind", ReasonKind)
def test_every_reason_is_explained(kind: ReasonKind, root: Path) -> None:
    assert f"| `{kind.value}` |" in read(root / "docs/reference/reasons.md")
    words = {"reply_owed": "reply owed", "thanks_owed": "thanks owed", "met": "follow-up"}
    told = words.get(kind.value, kind.value.replace("_", " "))
    assert f"| {told} |" in read(root / "docs/explanation/reasons.md")


@pytest.mark.parametrize("kind", TouchKind)
def test_every_hello_is_explained_with_its_minutes(kind: TouchKind, root: Path) -> None:
    assert f"| `{kind.value}` |" in read(root / "docs/reference/reasons.md")
    assert kind.value.replace("_", " ") in read(root / "docs/explanation/reasons.md").partition("| minutes |")[2]


@pytest.mark.parametrize("label", LABELS)
def test_every_rule_of_etiquette_is_explained(label: str, root: Path) -> None:
    assert f"`{label}`" in read(root / "docs/explanation/etiquette.md")
