"""Write the reference pages out of the code itself; with --check, say whether they are up to date."""

from __future__ import annotations

import argparse
import copy
import inspect
import json
import sys
import tomllib
from collections.abc import Callable, Mapping
from functools import partial
from importlib import resources
from pathlib import Path

import click

from kithly import errors
from kithly.interfaces import wire
from kithly.interfaces.cli.main import VERBS, cli
from kithly.interfaces.cli.sketches import TABLE, sketch_of
from kithly.interfaces.mcp.catalogue import PROPOSING, READING
from kithly.interfaces.mcp.prompts import PROMPTS
from kithly.interfaces.rest.endpoint import taken_by
from kithly.interfaces.rest.operation import Operation
from kithly.interfaces.rest.operations import OPERATIONS
from kithly.interfaces.rest.schemas import views_of
from kithly.messages.kinds import HINTS, MessageKind, labels_of
from kithly.plan.costs import MINUTES
from kithly.reasons import ReasonKind, TouchKind

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent))
import export_pages
from man import man_page
from supply import pages as supply_pages
from trust_page import trust_page

ROOT = Path(__file__).parent.parent
HERE = ROOT / "docs/reference"
NOTE = "<!-- Written by docs/generate.py: change the code, then run it again. -->\n\n"
WIDTH = 80  # columns of every help text, whatever the terminal

REASONS: Mapping[ReasonKind, str] = {
    ReasonKind.REPLY_OWED: "They asked you something in the last 60 days, and you have not written since.",
    ReasonKind.UNANSWERED: "An older question: no debt any more, but a warm way back.",
    ReasonKind.THANKS_OWED: "A recommendation, an endorsement, or kind words on a network, and no word from you since.",
    ReasonKind.MOVED: "They work elsewhere than when you last spoke.",
    ReasonKind.NEW_JOB: "News of theirs, or two of your exports, tell of a new position or a promotion.",
    ReasonKind.ANNIVERSARY: "So many years at one place, from the day before to a week after.",
    ReasonKind.SETBACK: "They write that a job ended or is looked for: a plain hello, never a draft.",
    ReasonKind.RELOCATED: "A profile of theirs names another town.",
    ReasonKind.PROFILE: "A profile of theirs names another employer.",
    ReasonKind.POSTED: "They posted or published something.",
    ReasonKind.RELEASED: "They released something.",
    ReasonKind.SPOKE: "They told of a talk.",
    ReasonKind.EVENT: "They told of an event.",
    ReasonKind.WORKED: "They worked on something in the open.",
    ReasonKind.PASSED_ON: "They passed on what somebody else made.",
    ReasonKind.REACTION: "They followed you, or clicked on something of yours.",
    ReasonKind.ASKED: "A notice says that they asked to connect.",
    ReasonKind.ACCEPTED: "They accepted your invitation to connect.",
    ReasonKind.MESSAGED: "They wrote to you in a place of which Kithly reads no messages.",
    ReasonKind.PERHAPS: "A page bears their name and their employer's, and may be about them.",
    ReasonKind.FOUND: "You found something of theirs.",
    ReasonKind.OLD_TALK: "Your last talk had a topic worth coming back to.",
    ReasonKind.DORMANT: "A tie that was warm once and has long been silent.",
    ReasonKind.MET: "You noted that you met them, and have not written since.",
    ReasonKind.PROMISE: "You said that you would do something for them, and nothing from you is on record since.",
    ReasonKind.THEIR_PROMISE: "They said that they would be in touch or send something; a light way back.",
    ReasonKind.ARRANGED: "One of you said: let's talk after Easter, write me again in autumn; the time has come.",
    ReasonKind.LOOP: "They put you in contact with somebody, and something came of it.",
    ReasonKind.WAVE: "They are one of many who wished you well on your birthday, a new job or a post.",
    ReasonKind.MEETING: "You meet them within two days: something to prepare; no plan ever chooses it.",
    ReasonKind.AFTER_MEETING: "You met them within the last week, and no word is on record since.",
    ReasonKind.INTRODUCE: "They look for what somebody else you know offers or does; both are asked first.",
    ReasonKind.NEED_MET: "Something was published that meets a need they told you of.",
    ReasonKind.VALUE: "Something by others that fits what was said with them, and may be for them.",
    ReasonKind.TOWN: "Your calendar says that you will be in the town where they live.",
    ReasonKind.ON_THIS_DAY: "A round number of years ago you met, or had your first contact on record.",
    ReasonKind.LATE_ANSWER: "They wrote at last, a month or more after you asked, and you have not written since.",
    ReasonKind.INVITATION: "They asked to connect, and you have not answered.",
    ReasonKind.BIRTHDAY: "Their birthday, on the day by their own clock and two days after, once a year.",
    ReasonKind.NAMED: "You named them among the people you would be sorry to lose.",
    ReasonKind.RHYTHM: "You two are silent for longer than you usually are, by your own rhythm.",
    ReasonKind.CADENCE: "You said how often you want to be in touch, and it is time.",
    ReasonKind.WISH: "You want to write to them; no plan ever chooses it.",
}
TOUCHES: Mapping[TouchKind, str] = {
    TouchKind.REPLY: "answer what they asked",
    TouchKind.THANK: "thank for what they did",
    TouchKind.FOLLOW_UP: "write after you met",
    TouchKind.GREET: "a short hello with its occasion",
    TouchKind.CONGRATULATE: "congratulate on something true and recent",
    TouchKind.COMMENT: "a few words under what they shared",
    TouchKind.LIKE: "one click under what they shared",
    TouchKind.RECONNECT: "write again after a year or more",
    TouchKind.CONNECT: "ask to connect, with a reason",
    TouchKind.SHARE: "send something that is for them",
    TouchKind.INTRODUCE: "bring two people together, both asked first",
    TouchKind.POST: "share something of your own",
}


def commands() -> str:
    """Return the page of all verbs with their help."""
    root = _context(cli, None, "kithly")
    pages = [
        "# Commands\n",
        "`--data DIR`, `--json` and `--help` work with every command, before and after it.\n",
        f"```text\n{cli.get_help(root)}\n```\n",
    ]
    section = ""
    for verb, (_, text, group) in VERBS.items():
        if group != section:
            section = group
            pages.append(f"## {section}\n")
        pages.append(f"### `kithly {verb}`\n\n{text}\n\n```text\n{_help_of(verb, root)}\n```\n")
        pages.extend(_inner_pages(verb, root))
    return "\n".join(pages)


def _context(command: click.Command, parent: click.Context | None, name: str) -> click.Context:
    return click.Context(
        command,
        info_name=name,
        parent=parent,
        terminal_width=WIDTH,
        max_content_width=WIDTH,
        help_option_names=["-h", "--help"],
    )


def _help_of(verb: str, root: click.Context) -> str:
    """Return the help of one verb without the options that every verb takes."""
    command = cli.get_command(root, verb)
    if command is None:
        raise LookupError(verb)
    return _bare(command, root, verb)


def _bare(command: click.Command, parent: click.Context, name: str) -> str:
    shown = copy.copy(command)
    everywhere = {option.name for option in cli.params}
    shown.params = [option for option in command.params if option.name not in everywhere]
    shown.add_help_option = False
    return shown.get_help(_context(shown, parent, name))


def _inner_pages(verb: str, root: click.Context) -> list[str]:
    """Return the verbs of a verb that has its own."""
    group = cli.get_command(root, verb)
    if not isinstance(group, click.Group):
        return []
    context = _context(group, root, verb)
    return [
        f"#### `kithly {verb} {name}`\n\n```text\n{_bare(command, context, name)}\n```\n"
        for name, command in group.commands.items()
        if not command.hidden
    ]


def error_page() -> str:
    """Return the page of errors, exit codes and HTTP statuses."""
    rows = "\n".join(_error_row(kind) for kind in error_classes())
    refused = "\n".join(f"| `{name}` | {means} | {status} |" for name, (status, means) in wire.DOOR.items())
    tree = inspect.cleandoc(errors.__doc__ or "").replace("```\n", "```text\n", 1)
    return (
        "# Errors and exit codes\n\n"
        "Whatever goes wrong is told in one sentence with the next command. A script can tell by the exit code: "
        "0 done, 1 you must act, 2 wrong usage, 3 a source or channel is unavailable, 4 the store is damaged or "
        "too new. With `--json` the error is one document on standard error: "
        '`{"schema": "kithly/error/1", "error", "kind", "hint"}`.\n\n'
        f"| error | means | `kind` | exit code | HTTP |\n|---|---|---|---|---|\n{rows}\n\n"
        "## Over HTTP\n\nThe [door for programs](../how-to/programs.md) answers with `application/problem+json` "
        f"(RFC 9457): `type` is `{wire.PROBLEM}` and the kind, `title` what it means, `status` the HTTP status, "
        "`detail` what happened, `hint` the next step, `candidates` what else could be meant, `errors` the places in "
        "the request that are not as they must be, as `at` and `reason`. It refuses by itself:\n\n"
        f"| kind | means | HTTP |\n|---|---|---|\n{refused}\n\n"
        f"## The tree\n\n{tree}\n"
    )


def error_classes() -> list[type[errors.KithlyError]]:
    """Return every error class, parents before children."""
    found: list[type[errors.KithlyError]] = []
    waiting = [errors.KithlyError]
    while waiting:
        kind = waiting.pop(0)
        found.append(kind)
        waiting.extend(child for child in kind.__subclasses__() if child.__module__ == errors.__name__)
    return found


def _error_row(kind: type[errors.KithlyError]) -> str:
    means = inspect.getdoc(kind) or ""
    code, http, name = next(row[1:] for row in wire.ERRORS if issubclass(kind, row[0]))
    return f"| `{kind.__name__}` | {means.splitlines()[0]} | `{name}` | {code} | {http} |"


ABOUT_REST = """# The API

Everything lies under `/api/v1` of the address that `kithly web` prints. How a program gets a token and asks is told in
[Let your own programs ask](../how-to/programs.md); `/api/v1/openapi.json` describes the same, with all fields and with
examples. *Document* is the name in `schema`: what `kithly --json` prints under that name.
"""


def rest_page() -> str:
    """Return the page of all operations of the door for programs."""
    parts = [ABOUT_REST]
    for tag in dict.fromkeys(one.tag for one in OPERATIONS):
        rows = "\n".join(_operation_row(one) for one in OPERATIONS if one.tag == tag)
        parts.append(f"## {tag}\n\n| ask | does | takes | scope | document |\n|---|---|---|---|---|\n{rows}\n")
    return "\n".join(parts)


def _operation_row(one: Operation) -> str:
    names = ", ".join(f"`{name}`" for name in views_of(one))
    taken = ", ".join(f"`{name}`" for name in taken_by(one)) or "-"
    return f"| `{one.method} {one.path}` | {one.does} | {taken} | `{one.scope}` | {names} |"


ASSISTANT = """# What an assistant is offered

`kithly mcp` speaks the Model Context Protocol by standard input and output. [How to set it up](../how-to/assistant.md)
tells what it can and cannot do. Every answer has a schema, which the program asks for itself.
"""
PROPOSES = "Each keeps one sentence for your yes, on the page Proposals or with `kithly proposals`, and does no more."


def assistant_page() -> str:
    """Return the page of what an assistant is offered."""
    parts = (
        ("Reading", "tool", [(one.name, one.does) for one in READING]),
        (f"Proposing\n\n{PROPOSES}", "tool", [(one.name, one.does) for one in PROPOSING]),
        ("Prompts", "prompt", [(one.__name__, (one.__doc__ or "").strip()) for one in PROMPTS]),
    )
    pages = [
        f"## {title}\n\n| {what} | does |\n|---|---|\n" + "\n".join(f"| `{name}` | {does} |" for name, does in rows)
        for title, what, rows in parts
    ]
    return "\n\n".join((ASSISTANT.strip(), *pages))


def source_page() -> str:
    """Return the page of sources and how well each is proven."""
    quality = tomllib.loads(resources.files("kithly.sources").joinpath("quality.toml").read_text("utf-8"))
    keys = ("golden", "damaged", "repeatable", "incremental", "removal", "limits")
    lines = ["| source | how to | " + " | ".join(keys) + " |", "|---|---" + "|---" * len(keys) + "|"]
    for name, row in sorted(quality.items()):
        page = row["how_to"]["at"].removeprefix("docs/")
        cells = " | ".join(_state(row[key]) for key in keys)
        lines.append(f"| `{name}` | [page](../{page}) | {cells} |")
    return (
        "# Sources and what is proven of each\n\n"
        "*golden*: samples with their expected records. *damaged*: cut, flipped and random input does no harm, and "
        "every loss is told. *repeatable*: reading twice changes nothing. *incremental*: a second reading goes on "
        "where the first ended. *removal*: what happens when you take something out of the source. *limits*: size "
        "and safety limits are kept.\n\n" + "\n".join(lines) + "\n"
    )


def _state(cell: Mapping[str, str]) -> str:
    why = cell.get("why", "").replace("|", "/")
    return f"not needed: {why}" if cell["state"] == "exempt" else cell["state"]


def reason_page() -> str:
    """Return the page of reasons, hellos and the labels of etiquette."""
    reasons = "\n".join(f"| `{kind.value}` | {REASONS[kind]} |" for kind in ReasonKind)
    touches = "\n".join(f"| `{kind.value}` | {TOUCHES[kind]} | {MINUTES[kind]:g} |" for kind in TouchKind)
    kinds = "\n".join(f"| `{kind.value}` | {_labels(kind)} |" for kind in MessageKind)
    return (
        "# Reasons, hellos and labels\n\n"
        "The words that `--json` uses. When each reason arises is told in "
        "[Reasons and the day](../explanation/reasons.md), what the labels mean in "
        "[Good manners](../explanation/etiquette.md).\n\n"
        f"## Why now\n\n| reason | arises when |\n|---|---|\n{reasons}\n\n"
        f"## What to do\n\n| hello | is to | minutes |\n|---|---|---|\n{touches}\n\n"
        f"## What a text is checked for\n\nHints for every kind: {', '.join(f'`{hint}`' for hint in HINTS)}.\n\n"
        f"| kind of message | labels |\n|---|---|\n{kinds}\n"
    )


def _labels(kind: MessageKind) -> str:
    return ", ".join(f"`{label}`" for label in labels_of(kind))


def _noted(page: Callable[[], str]) -> str:
    """Return a page with the note that nobody writes it by hand."""
    return NOTE + page()


def sketch_table() -> str:
    """Return the table of all verbs that completion reads."""
    root = _context(cli, None, "kithly")
    found = {verb: cli.get_command(root, verb) for verb in VERBS}
    rows = [f'"{verb}": {json.dumps(sketch_of(command))}' for verb, command in found.items() if command is not None]
    return "{\n" + ",\n".join(rows) + "\n}"


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "errors.md": error_page,
    "sources.md": source_page,
    "reasons.md": reason_page,
    "rest.md": rest_page,
    "assistant.md": assistant_page,
    "export.md": export_pages.page,
    "dependencies.md": supply_pages.page,
}


FILES: dict[Path, Callable[[], str]] = {
    **{HERE / name: partial(_noted, page) for name, page in PAGES.items()},
    ROOT / "src/kithly/interfaces/cli" / TABLE: sketch_table,
    ROOT / "docs/man/kithly.1": man_page,
    ROOT / "THIRD-PARTY.md": supply_pages.notice,
    ROOT / "docs/explanation/trust.md": partial(_noted, trust_page),
}


def stale_pages() -> list[str]:
    """Return the names of the files that are not as the code would write them."""
    return [path.name for path, page in FILES.items() if not _is_fresh(path, page)]


def _is_fresh(path: Path, page: Callable[[], str]) -> bool:
    return path.exists() and path.read_text("utf-8") == _text(page)


def _text(page: Callable[[], str]) -> str:
    return page().rstrip() + "\n"


def main() -> int:
    """Write or check all pages; returns 1 if a checked page is out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        stale = stale_pages()
        if stale:
            sys.stderr.write(f"Out of date: {', '.join(stale)}. Run: .venv/bin/python docs/generate.py\n")
        return bool(stale)
    for path, page in FILES.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(_text(page), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
