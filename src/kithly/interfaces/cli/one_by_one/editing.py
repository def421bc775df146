"""Words edited in the user's own editor, or typed where there is none."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Mapping

import click

from kithly.errors import UserError
from kithly.interfaces.cli.one_by_one.keys import as_usual
from kithly.interfaces.cli.text import say

VARIABLES = ("VISUAL", "EDITOR")
USUAL = ("sensible-editor", "nano", "vim", "vi")
END = "."  # a line with this alone ends what is typed


def edited(text: str) -> str | None:
    """Return a text as the user left it; None where they left it as it was.

    Args:
        text: The words so far.

    Raises:
        UserError: The editor could not be used.
    """
    program = editor()
    with as_usual():
        new = _in_editor(text, program) if program else typed()
    return None if new is None or not new.strip() or new.strip() == text.strip() else new.strip()


def editor(environment: Mapping[str, str] = os.environ) -> str:
    """Return the command of the user's editor; empty where there is none."""
    for name in VARIABLES:
        if environment.get(name, "").strip():
            return environment[name]
    usual = ("notepad",) if sys.platform == "win32" else USUAL
    return next((name for name in usual if shutil.which(name)), "")


def _in_editor(text: str, program: str) -> str | None:
    try:
        return click.edit(text, editor=program, extension=".txt")
    except (click.ClickException, ValueError) as error:
        told = f"Your editor ({program}) did not end as it should; the words are as they were."
        raise UserError(told, hint=f"Another editor: export EDITOR={shlex.quote(_another(program))}") from error


def _another(program: str) -> str:
    return next((name for name in USUAL if shutil.which(name) and name not in program), "nano")


def typed() -> str | None:
    """Return words typed line by line; None where the user gave up."""
    say(f"Type or paste the words; a line with {END} alone ends them, Ctrl-D leaves all as it was.")
    lines: list[str] = []
    while True:
        try:
            one = input()
        except (EOFError, KeyboardInterrupt):
            click.echo()
            return None
        if one.strip() == END:
            return "\n".join(lines)
        lines.append(one)
