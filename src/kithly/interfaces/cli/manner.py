"""How a call of the command line speaks: for eyes that know a terminal, or plainly for readers and programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import click

PLAIN = "KITHLY_PLAIN"
LINKS = "KITHLY_LINKS"
OFF = frozenset({"", "0", "no", "off", "false", "never"})
OPTION = "--plain"

# Terminals that show the links of OSC 8, by what they say of themselves in the environment.
PROGRAMS = frozenset({"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio", "WarpTerminal", "zed"})
KINDS = ("alacritty", "contour", "foot", "rio", "wezterm", "xterm-ghostty", "xterm-kitty")
MARKS = ("DOMTERM", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "WT_SESSION")
VTE = 5000  # the first version of the widget of GNOME's terminals that has them (0.50)
BETWEEN = ("screen", "tmux")  # what stands between us and the terminal may swallow them


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How to speak.

    Attributes:
        plain: One fact a line, without links, boxes, bars, columns, colours, and nothing that moves.
        links: Whether names and addresses can be clicked.
    """

    plain: bool = False
    links: bool = False


def manner(environment: Mapping[str, str] = os.environ) -> Manner:
    """Return how to speak on standard output: by the options of this call, else by the environment."""
    plain = is_plain(environment) or (_is_terminal() and environment.get("TERM") == "dumb")
    return Manner(plain=plain, links=not plain and _is_terminal() and bears_links(environment))


def is_plain(environment: Mapping[str, str] = os.environ, words: Sequence[str] = ()) -> bool:
    """Say whether plain words are asked for.

    Args:
        environment: Where ``KITHLY_PLAIN`` may stand.
        words: What was typed, for where no verb was found yet.
    """
    context = click.get_current_context(silent=True)
    given = context.find_root().obj if context else None
    said = isinstance(given, dict) and bool(given.get("plain"))
    return said or OPTION in words or environment.get(PLAIN, "").strip().lower() not in OFF


def moves(environment: Mapping[str, str] = os.environ) -> bool:
    """Say whether a line on standard error may be written over, as a bar or a countdown does."""
    return not is_plain(environment) and environment.get("TERM") != "dumb"


def bears_links(environment: Mapping[str, str]) -> bool:
    """Say whether a terminal is known to show links: by the user's word (``KITHLY_LINKS``), else by what it says."""
    if LINKS in environment:
        return environment[LINKS].strip().lower() not in OFF
    kind = environment.get("TERM", "")
    if kind in {"", "dumb"} or kind.startswith(BETWEEN) or environment.get("TMUX"):
        return False
    vte = environment.get("VTE_VERSION", "")
    return (
        environment.get("TERM_PROGRAM") in PROGRAMS
        or kind.startswith(KINDS)
        or any(environment.get(name) for name in MARKS)
        or (vte.isdecimal() and int(vte) >= VTE)
    )


def _is_terminal() -> bool:
    return sys.stdout is not None and not sys.stdout.closed and sys.stdout.isatty()
