"""The `kithly` command: finds the verb, runs it, and turns every failure into one sentence.

Verbs are imported when they are called, so that `kithly --help` stays quick.
"""

from __future__ import annotations

import gc
import importlib
import io
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import click

from kithly import __version__
from kithly.errors import KithlyError
from kithly.interfaces.cli.verb import ASKED, global_options, refuse_unknown

PACKAGE = "kithly.interfaces.cli"
PATIENCE = 50_000  # new objects before the garbage collector looks: a short command makes few cycles

# verb: (module, what it does, section of the help page)
VERBS: dict[str, tuple[str, str, str]] = {
    "web": ("web", "Open Kithly in your browser.", "Begin"),
    "demo": ("start", "See the main job on a made-up network.", "Begin"),
    "import": ("bring", "Import files, folders and zips.", "Begin"),
    "account": ("accounts", "Add, list and remove accounts: your mail and more.", "Begin"),
    "sync": ("accounts", "Read what is new in your accounts.", "Begin"),
    "me": ("start", "Who you are.", "Begin"),
    "today": ("day", "The few hellos worth today's minutes.", "Every day"),
    "done": ("day", "Say that a hello is done.", "Every day"),
    "snooze": ("day", "Bring a hello back later.", "Every day"),
    "skip": ("day", "Not this reason, or not this person.", "Every day"),
    "log": ("day", "Note a contact that no source saw.", "Every day"),
    "inbox": ("day", "Replies and thanks you owe.", "Every day"),
    "meet": ("talks", "Keep an arranged talk; an invitation for both calendars.", "Every day"),
    "prepare": ("talks", "The page before a talk.", "Every day"),
    "talked": ("talks", "What came of a talk, and what was promised.", "Every day"),
    "feed": ("feed", "What your people share.", "Every day"),
    "share": ("sharing", "Your own posting: an idea a week, and where it goes.", "Every day"),
    "digest": ("digest", "The day as a mail to yourself.", "Every day"),
    "calendar": ("calendars", "Hellos and birthdays as a calendar.", "Every day"),
    "away": ("rhythm", "Days away: nothing is planned, nothing piles up.", "Every day"),
    "rhythm": ("rhythm", "Minutes, quiet hours and limits of your days.", "Every day"),
    "follow": ("follow", "Follow what somebody shares.", "Every day"),
    "write": ("words", "A draft, with the records behind each statement.", "Words"),
    "check": ("words", "Check any text for good manners.", "Words"),
    "send": ("sending", "Send a message or hand it over, after your yes.", "Words"),
    "outbox": ("outbox", "What Kithly sends itself; set it up here.", "Words"),
    "look": ("looking", "Open their pages before you write.", "Words"),
    "found": ("looking", "Keep what you found about somebody.", "Words"),
    "people": ("people", "List and search people.", "People"),
    "person": ("people", "Everything about one person.", "People"),
    "met": ("people", "Note somebody you have just met.", "People"),
    "named": ("named", "People you would be sorry to lose, a line each.", "People"),
    "note": ("people", "Keep a note on somebody.", "People"),
    "circle": ("people", "Put somebody into a circle, or take them out.", "People"),
    "importance": ("people", "How much somebody matters to you.", "People"),
    "needs": ("wishes", "What somebody looks for and offers.", "People"),
    "cadence": ("wishes", "How often you want to be in touch.", "People"),
    "quiet": ("people", "Do not suggest contact with somebody.", "People"),
    "remembered": ("people", "Somebody died: kept, never planned.", "People"),
    "eras": ("eras", "Your years at each place, and who comes from there.", "People"),
    "triage": ("triage", "Network, family, service or leave out.", "People"),
    "merges": ("merging", "People who may be one and the same.", "People"),
    "same": ("merging", "Two entries are one person.", "People"),
    "different": ("merging", "Two entries are two people.", "People"),
    "joined": ("proof", "What a person is joined from, and why.", "People"),
    "record": ("proof", "One record whole: what stands behind a claim.", "People"),
    "strength": ("numbers", "Who would answer; how you two stand.", "The network"),
    "forecast": ("ahead", "The year ahead under usual contact.", "The network"),
    "network": ("shape", "Circles, ways in, and who links them.", "The network"),
    "dormant": ("numbers", "People worth waking.", "The network"),
    "back": ("talks", "Who wrote again after years.", "The network"),
    "evaluate": ("evaluate", "How right the numbers are.", "The network"),
    "search": ("numbers", "Search messages and people.", "The network"),
    "changes": ("bring", "What was imported, merged and edited.", "Yours"),
    "undo": ("bring", "Take back the last change, or a named one.", "Yours"),
    "export": ("owning", "Write everything into files other programs read.", "Yours"),
    "backup": ("owning", "Back everything up, and prove it.", "Yours"),
    "restore": ("owning", "Restore a backup into a folder of its own.", "Yours"),
    "forget": ("forgetting", "Forget somebody for good; they do not come back.", "Yours"),
    "writer": ("writer", "The language model that may write drafts.", "Yours"),
    "token": ("tokens", "Programs that may ask Kithly.", "Yours"),
    "service": ("timers", "Let Kithly run every day by itself.", "Yours"),
    "proposals": ("proposals", "What your assistant proposes, for your yes.", "Yours"),
    "mcp": ("proposals", "Let an assistant read and propose; it never sends.", "Yours"),
    "doctor": ("numbers", "Check that everything is sound.", "Yours"),
    "completion": ("completion", "Let your shell complete commands and names.", "Yours"),
    "help": ("helping", "What a command does, in full.", "Yours"),
}

STOPPED = "Stopped. Nothing is lost: run it again to go on."

FIRST = "New here? kithly demo. Then: kithly import YOUR-EXPORT.zip YOUR-MAIL.mbox, and kithly today."

EXPLAIN = "Kithly keeps a professional's network strong. Everything stays on this machine."


class Kithly(click.Group):
    """The group of all verbs, each imported only when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all verbs in the order of the help page."""
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one verb."""
        del ctx
        if cmd_name not in VERBS:
            return None
        if ASKED in os.environ:  # by a shell that completes: quick, from a table
            from kithly.interfaces.cli.sketches import drawn, sketches

            return drawn(cmd_name, VERBS[cmd_name][1], sketches().get(cmd_name, {}))
        module = importlib.import_module(f"{PACKAGE}.{VERBS[cmd_name][0]}")
        command: click.Command = module.COMMANDS[cmd_name]
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs by section, without importing them."""
        del ctx
        sections: dict[str, list[tuple[str, str]]] = {}
        for verb, (_, text, section) in VERBS.items():
            sections.setdefault(section, []).append((verb, text))
        for section, rows in sections.items():
            with formatter.section(section):
                formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb; for an unknown one name the closest."""
        refuse_unknown(ctx, args, VERBS)
        return super().resolve_command(ctx, args)


@click.group(
    cls=Kithly,
    help=EXPLAIN,
    epilog=FIRST,
    invoke_without_command=True,
    params=global_options(),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.version_option(__version__, message="kithly %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Run a verb; without one, show the next sensible step."""
    if ctx.invoked_subcommand is None:
        from kithly.interfaces.cli.start import begin

        begin(ctx)


def run() -> None:
    """Run the command line and exit with its code."""
    gc.set_threshold(PATIENCE, 20, 20)
    mend_streams()
    if ASKED in os.environ:
        from kithly.interfaces.cli.shells import register

        register()
    else:
        from kithly.app.mistakes import keep_quiet

        keep_quiet()
    sys.exit(outcome(lambda: cli.main(prog_name="kithly", standalone_mode=False), wants_json="--json" in sys.argv))


def mend_streams() -> None:
    """Make the standard streams bear anything: letters they cannot show, and a standard input that is closed."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    if sys.stdin is None:  # the shell closed it
        sys.stdin = io.TextIOWrapper(io.BytesIO())


def outcome(call: Callable[[], Any], *, wants_json: bool) -> int:
    """Run ``call`` and return its exit code; every failure is one sentence on standard error."""
    try:
        return _told(call, wants_json=wants_json)
    except BrokenPipeError:
        return _pipe_closed()
    except SystemExit:
        if "PacifyFlush" in type(sys.stdout).__name__:  # click saw first that the reader of our output has gone
            return 0
        raise
    except KeyboardInterrupt:
        return _fail(KithlyError(STOPPED), wants_json=wants_json)
    except OSError as error:
        return _refused(error, wants_json=wants_json)
    except Exception as error:  # noqa: BLE001 - the outermost handler: nobody who is not a programmer sees a traceback
        return _fail(_unexpected(error), wants_json=wants_json)


def _unexpected(error: Exception) -> KithlyError:
    """Name a fault of our own without any words that may come from somebody's records."""
    from kithly.app.mistakes import SAID, show_where

    show_where(error)
    return KithlyError(
        SAID.format(type(error).__name__),
        hint="Please report it with what KITHLY_DEBUG=1 shows; kithly doctor checks your data.",
    )


def _told(call: Callable[[], Any], *, wants_json: bool) -> int:
    """Run ``call``; failures meant for the user become one sentence."""
    try:
        result = call()
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        return _fail(KithlyError(STOPPED), wants_json=wants_json)
    except click.UsageError as error:
        return _misused(error, wants_json=wants_json)
    except click.ClickException as error:
        return _fail(KithlyError(error.format_message()), wants_json=wants_json)
    except KithlyError as error:
        return _fail(error, wants_json=wants_json)
    return int(result or 0)


def _refused(error: OSError, *, wants_json: bool) -> int:
    """Tell what the system refused."""
    from kithly.interfaces.cli.misused import from_system

    return _fail(from_system(error), wants_json=wants_json)


def _pipe_closed() -> int:
    """End quietly when the reader of our output has gone (``| head``)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _misused(error: click.UsageError, *, wants_json: bool) -> int:
    from kithly.interfaces.cli.misused import sentence

    where = error.ctx.command_path if error.ctx else "kithly"
    return _fail(KithlyError(sentence(error), hint=f"{where} --help"), wants_json=wants_json, code=2)


def _fail(error: KithlyError, *, wants_json: bool, code: int | None = None) -> int:
    from kithly.interfaces import wire

    with suppress(OSError):  # nobody can be told where standard error is gone too
        _tell(error, wants_json=wants_json)
    return wire.status_of(error)[0] if code is None else code


def _tell(error: KithlyError, *, wants_json: bool) -> None:
    """Print what went wrong, with the next step."""
    from kithly.interfaces import wire
    from kithly.interfaces.cli.text import clean, say_error

    if wants_json:
        click.echo(wire.error_document(error), err=True)
    else:
        hint = f"\n  {clean(error.hint, keep_lines=True)}" if error.hint else ""
        candidates = "".join(f"\n  - {clean(one)}" for one in getattr(error, "candidates", ()))
        say_error(clean(str(error), keep_lines=True) + candidates + hint, words=sys.argv)
