"""A verb of the command line, and the options every verb takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

ASKED = "_KITHLY_COMPLETE"  # by which a shell that completes asks
FIRST_YEAR, LAST_YEAR = 1900, 2200  # the clock may be set to


class Verb(click.Command):
    """A verb that takes the global options too, and shows its arguments' help."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.params.extend(global_options())


def _remember(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    """Keep a global option wherever it stands, before the verb or after it."""
    if value not in {None, False} and param.name:
        ctx.find_root().ensure_object(dict)[param.name] = value
    return value


def _instant(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no ISO date or time", ctx=ctx, param=param) from error
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise click.BadParameter(f"{value!r} is not in the years {FIRST_YEAR} to {LAST_YEAR}", ctx=ctx, param=param)
    moment = moment.astimezone() if moment.tzinfo is None else moment
    _remember(ctx, param, moment)
    return moment


def refuse_unknown(ctx: click.Context, words: Sequence[str], known: Iterable[str]) -> None:
    """Refuse a verb that there is not, with the closest there is.

    Args:
        ctx: Of what it would be a verb of.
        words: What was typed, the verb first.
        known: All verbs.

    Raises:
        UsageError: There is none of that name.
    """
    if not words or words[0] in (names := list(known)) or words[0].startswith("-"):
        return
    from difflib import get_close_matches

    close = get_close_matches(words[0], names, n=1)
    meant = f" Did you mean: {ctx.command_path} {close[0]}" if close else ""
    raise click.UsageError(f"There is no command {words[0]!r}.{meant}", ctx)


def global_options() -> list[click.Parameter]:
    """Return the options every verb takes."""
    return [
        click.Option(
            ["--data"],
            type=click.Path(path_type=Path, file_okay=False),
            expose_value=False,
            callback=_remember,
            help="Keep everything in this folder.",
        ),
        click.Option(
            ["--json"], is_flag=True, expose_value=False, callback=_remember, help="Answer in JSON, for programs."
        ),
        click.Option(
            ["--plain"],
            is_flag=True,
            expose_value=False,
            callback=_remember,
            help="One fact a line, for screen readers and simple terminals.",
        ),
        click.Option(["--now"], hidden=True, expose_value=False, callback=_instant, help="Set the clock."),
    ]
