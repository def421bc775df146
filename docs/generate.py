"""Write the reference pages out of the code itself; with --check, say whether they are up to date."""

from __future__ import annotations

import argparse
import inspect
import sys
import tomllib
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import click

from kithly import errors, reasons
from kithly.interfaces import wire
from kithly.interfaces.cli.main import VERBS, cli

HERE = Path(__file__).parent / "reference"
NOTE = "<!-- Written by docs/generate.py: change the code, then run it again. -->\n\n"


def commands() -> str:
    """Return the page of all verbs with their help."""
    root = click.Context(cli, info_name="kithly", max_content_width=80)
    pages = ["# Commands\n", "```text\n" + cli.get_help(root) + "\n```\n"]
    section = ""
    for verb, (_, text, group) in VERBS.items():
        if group != section:
            section = group
            pages.append(f"## {section}\n")
        command = cli.get_command(root, verb)
        if command is None:
            raise LookupError(verb)
        context = click.Context(command, info_name=verb, parent=root, max_content_width=80)
        pages.append(f"### `kithly {verb}`\n\n{text}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(pages)


def error_page() -> str:
    """Return the page of errors, exit codes and HTTP statuses."""
    rows = "\n".join(f"| `{kind.__name__}` | `{name}` | {code} | {http} |" for kind, code, http, name in wire.ERRORS)
    tree = inspect.cleandoc(errors.__doc__ or "")
    return (
        "# Errors and exit codes\n\n"
        "Exit codes: 0 done, 1 you must act, 2 wrong usage, 3 a source or channel is unavailable, 4 the store is "
        "damaged or too new.\n\n"
        "The first row that fits an error counts.\n\n"
        f"| error | on the wire | exit code | HTTP |\n|---|---|---|---|\n{rows}\n\n{tree}\n"
    )


def source_page() -> str:
    """Return the page of sources and how well each is proven."""
    quality = tomllib.loads(resources.files("kithly.sources").joinpath("quality.toml").read_text("utf-8"))
    keys = ("golden", "damaged", "repeatable", "incremental", "removal", "limits", "how_to")
    head = "| source | " + " | ".join(key.replace("_", " ") for key in keys) + " |\n|---" * 1
    lines = [head + "|---" * len(keys) + "|"]
    for name, row in sorted(quality.items()):
        cells = [_state(row.get(key, "")) for key in keys]
        lines.append(f"| `{name}` | " + " | ".join(cells) + " |")
    return "# Sources and what is proven of each\n\n" + "\n".join(lines) + "\n"


def _state(value: object) -> str:
    return " ".join(str(value).replace("|", "/").split())


def reason_page() -> str:
    """Return the page of reason kinds and touch kinds."""
    kinds = "\n".join(f"- `{kind.value}`" for kind in reasons.ReasonKind)
    touches = "\n".join(f"- `{kind.value}`" for kind in reasons.TouchKind)
    return (
        f"# Reasons and hellos\n\nKinds of reasons (why now):\n\n{kinds}\n\nKinds of hellos (what to do):\n\n{touches}\n"
    )


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "errors.md": error_page,
    "sources.md": source_page,
    "reasons.md": reason_page,
}


def main() -> int:
    """Write or check all pages; returns 1 if a checked page is out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    HERE.mkdir(exist_ok=True)
    stale = []
    for name, page in PAGES.items():
        text = NOTE + page().rstrip() + "\n"
        path = HERE / name
        if check and (not path.exists() or path.read_text("utf-8") != text):
            stale.append(name)
        elif not check:
            path.write_text(text, "utf-8")
    if stale:
        sys.stderr.write(f"Out of date: {', '.join(stale)}. Run: .venv/bin/python docs/generate.py\n")
    return bool(stale)


if __name__ == "__main__":
    sys.exit(main())
