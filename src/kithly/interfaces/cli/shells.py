"""What each shell is told, and where it looks for it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    add_completion_class,
    get_completion_class,
)

from kithly.interfaces.cli.verb import ASKED

SHELLS: Final = ("bash", "zsh", "fish")


class Bash(BashComplete):
    """Completion for bash, in which blanks of a word are escaped; its script reads each answer once more."""

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Return one answer as the script reads it."""
        value = "".join(one if one.isalnum() or one in "-_./:=" else f"\\\\{one}" for one in str(item.value))
        return f"{item.type},{value}"


class Fish(FishComplete):
    """Completion for fish, whose script takes what follows a comma for something else."""

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Return one answer as the script reads it."""
        told = f"\t{item.help.replace(',', ';')}" if item.help else ""
        return f"{item.type},{item.value}{told}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where a shell of the user looks for completions.

    Attributes:
        path: The file.
        more: What else has to be done; empty for nothing.
    """

    path: Path
    more: str = ""


def register() -> None:
    """Let click use ours."""
    add_completion_class(Bash)
    add_completion_class(Fish)


def script(shell: str, command: Any) -> str:
    """Return the script for a shell.

    Args:
        shell: Which.
        command: The command line whole.
    """
    register()
    kind = get_completion_class(shell)
    if kind is None:
        raise LookupError(shell)
    return kind(command, {}, "kithly", ASKED).source().strip() + "\n"


def home_of(shell: str, environment: Mapping[str, str] = os.environ) -> Home:
    """Return where the script belongs."""
    home = Path(environment.get("HOME") or Path.home())
    if shell == "fish":
        folder = _folder(environment, "XDG_CONFIG_HOME", home / ".config")
        return Home(path=folder / "fish" / "completions" / "kithly.fish")
    if shell == "zsh":
        folder = _folder(environment, "ZDOTDIR", home)
        more = "If zsh does not look there yet, put this into your .zshrc before compinit: fpath=(~/.zfunc $fpath)"
        return Home(path=folder / ".zfunc" / "_kithly", more=more)
    folder = _folder(environment, "XDG_DATA_HOME", home / ".local" / "share") / "bash-completion"
    path = _folder(environment, "BASH_COMPLETION_USER_DIR", folder) / "completions" / "kithly"
    more = f"Without the package bash-completion, put this into your .bashrc: source {path}"
    return Home(path=path, more=more)


def _folder(environment: Mapping[str, str], name: str, usual: Path) -> Path:
    return Path(environment[name]).expanduser() if environment.get(name) else usual
