"""The manual page kithly(1), out of the help texts of all verbs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import click

from kithly import __version__
from kithly.interfaces.cli.main import EXPLAIN, FIRST, VERBS, cli
from kithly.interfaces.cli.text import in_ascii

DATE = "2026-11-28"  # on which the form of the page was last changed

ENVIRONMENT: Mapping[str, str] = {
    "KITHLY_DATA": "The data folder, where --data does not name one.",
    "KITHLY_PLAIN": "1 for --plain with every command.",
    "KITHLY_LINKS": "1 for links in a terminal that is not known to show them, 0 for none at all.",
    "KITHLY_MINUTES": "Minutes a day, where --minutes does not say.",
    "KITHLY_SECRET": "A password, token or key, where a command asks for one.",
    "KITHLY_DEBUG": "1 to show where a mistake of Kithly itself was made.",
    "VISUAL, EDITOR": "The editor of a draft.",
    "NO_COLOR": "Anything: the progress of an import has no colours.",
}
FILES: Mapping[str, str] = {
    "kithly.db": "In the data folder: all that is kept.",
    "settings.toml": "In the data folder, if you write it: how Kithly behaves.",
}
EXIT: Mapping[str, str] = {
    "0": "Done.",
    "1": "You must act: one sentence and the next command are on standard error.",
    "2": "Wrong usage.",
    "3": "A source or a channel is unavailable.",
    "4": "The store is damaged, or was made by a newer Kithly.",
}


def man_page() -> str:
    """Return the page in the macros of man(7)."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield f'.TH KITHLY 1 "{DATE}" "kithly {__version__}" "Kithly"'
    yield ".SH NAME"
    yield "kithly \\- keeps a professional's network strong"
    yield ".SH SYNOPSIS"
    yield ".B kithly"
    yield "[\\fIOPTION\\fR]... \\fICOMMAND\\fR [\\fIARGUMENT\\fR]..."
    yield ".SH DESCRIPTION"
    yield _escaped(EXPLAIN)
    yield ".PP"
    yield _escaped(FIRST)
    yield ".PP"
    yield "Options stand before or after the command; \\fBkithly help\\fR \\fICOMMAND\\fR tells one command whole."
    yield ".SH OPTIONS"
    yield from _options(cli)
    yield ".SH COMMANDS"
    yield from _commands()
    for title, rows in (("ENVIRONMENT", ENVIRONMENT), ("FILES", FILES), ("EXIT STATUS", EXIT)):
        yield f".SH {title}"
        yield from _table(rows)


def _commands() -> Iterator[str]:
    root = click.Context(cli, info_name="kithly")
    section = ""
    for verb, (_, _, group) in VERBS.items():
        if group != section:
            section = group
            yield f".SS {_escaped(section)}"
        command = cli.get_command(root, verb)
        if command is None:
            raise LookupError(verb)
        yield from _verb(f"kithly {verb}", command)
        if isinstance(command, click.Group):
            for name, inner in command.commands.items():
                yield from _verb(f"kithly {verb} {name}", inner)


def _verb(name: str, command: click.Command) -> Iterator[str]:
    arguments = [one.make_metavar(click.Context(command)) for one in command.params if isinstance(one, click.Argument)]
    told = " ".join([f"\\fB{_escaped(name)}\\fR", *(f"\\fI{_escaped(one)}\\fR" for one in arguments)])
    yield ".TP"
    yield told
    yield _escaped(command.help or "")
    options = list(_options(command))
    if options:
        yield ".RS"
        yield from options
        yield ".RE"


def _options(command: click.Command) -> Iterator[str]:
    """Yield the options of a command; those of every command only for the whole."""
    everywhere = {one.name for one in cli.params} if command is not cli else set()
    for one in command.params:
        if isinstance(one, click.Option) and not one.hidden and one.name not in everywhere:
            record = one.get_help_record(click.Context(command))
            if record is not None:
                yield ".TP"
                yield f"\\fB{_escaped(record[0])}\\fR"
                yield _escaped(record[1])


def _table(rows: Mapping[str, str]) -> Iterator[str]:
    for name, told in rows.items():
        yield ".TP"
        yield f"\\fB{_escaped(name)}\\fR"
        yield _escaped(told)


def _escaped(text: str) -> str:
    """Return text that the macros print as it is: on one line, hyphens of options as such."""
    flat = in_ascii(" ".join(text.split())).replace("\\", "\\e").replace("-", "\\-")
    safe = "".join(one if one.isascii() else f"\\[u{ord(one):04X}]" for one in flat)
    return f"\\&{safe}" if safe.startswith((".", "'")) else safe
