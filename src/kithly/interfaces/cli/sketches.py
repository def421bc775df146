"""Verbs as completion needs them: their options and what goes into them, out of a table, without loading the verbs.

The table (``sketches.json``) is written by ``docs/generate.py`` out of the verbs themselves.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import Any, Final

import click
from click.shell_completion import CompletionItem

from kithly.interfaces.cli.verb import Verb, global_options

TABLE: Final = "sketches.json"
PEOPLE: Final = frozenset(("who", "a", "b"))  # arguments that name somebody
HELLOS: Final = frozenset(("touch",))


def sketch_of(command: click.Command) -> dict[str, Any]:
    """Return one verb as the table keeps it."""
    known = {option.name for option in global_options()} | {"help"}
    told: dict[str, Any] = {"params": [_param(one) for one in command.params if one.name not in known]}
    if isinstance(command, click.Group):
        told["verbs"] = {
            name: {"help": inner.get_short_help_str(), **sketch_of(inner)} for name, inner in command.commands.items()
        }
    return told


def _param(one: click.Parameter) -> dict[str, Any]:
    told: dict[str, Any] = {"name": one.name, "nargs": one.nargs}
    if isinstance(one, click.Option):
        told |= {"opts": _declared(one), "flag": one.is_flag, "help": one.help or "", "hidden": one.hidden}
    if isinstance(one.type, click.Choice):
        told["choices"] = [str(choice) for choice in one.type.choices]
    elif isinstance(one.type, click.Path) or one.metavar == "PATH...":
        told["path"] = True
    return told


def _declared(one: click.Option) -> list[str]:
    if one.secondary_opts:
        return [f"{on}/{off}" for on, off in zip(one.opts, one.secondary_opts, strict=False)]
    return list(one.opts)


@cache
def sketches() -> Mapping[str, Any]:
    """Return the table of all verbs; empty where it is missing."""
    try:
        kept: dict[str, Any] = json.loads(resources.files(__package__ or "").joinpath(TABLE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return kept


def drawn(name: str, text: str, told: Mapping[str, Any]) -> click.Command:
    """Return a verb that can be completed, and nothing else.

    Args:
        name: The verb.
        text: What it does.
        told: Its sketch.
    """
    params = [_drawn_param(one) for one in told.get("params", ())]
    if "verbs" not in told:
        return Verb(name, params=params, help=text)
    inner = {one: drawn(one, sketch["help"], sketch) for one, sketch in told["verbs"].items()}
    return click.Group(name, inner, params=[*params, *global_options()], help=text)


def _drawn_param(told: Mapping[str, Any]) -> click.Parameter:
    kind: click.ParamType[Any] = click.STRING
    if told.get("choices"):
        kind = click.Choice(told["choices"])
    elif told.get("path"):
        kind = click.Path()
    if "opts" not in told:
        return click.Argument(
            [told["name"]], nargs=told["nargs"], type=kind, required=False, shell_complete=_words(told)
        )
    if told["flag"]:
        return click.Option([*told["opts"], told["name"]], is_flag=True, help=told["help"], hidden=told["hidden"])
    return click.Option(
        [*told["opts"], told["name"]], nargs=told["nargs"], type=kind, help=told["help"], hidden=told["hidden"]
    )


Words = Callable[[click.Context, click.Parameter, str], list[CompletionItem[str]]]


def _words(told: Mapping[str, Any]) -> Words | None:
    """Return what completes an argument; None for what its type does."""
    if told["name"] in PEOPLE:
        return _people
    return _hellos if told["name"] in HELLOS else None


def _people(ctx: click.Context, param: click.Parameter, begin: str) -> list[CompletionItem[str]]:
    """Return names; where the first words of one are typed already, what is left of it."""
    from kithly.app.at_hand import names_at_hand

    before = ctx.params.get(param.name or "") if param.nargs == -1 else ()
    typed = " ".join(before) + " " if isinstance(before, tuple) and before else ""
    found = names_at_hand(_folder(ctx), typed + begin)
    return [CompletionItem(one.word[len(typed) :]) for one in found if _is_harmless(one.word)]


def _hellos(ctx: click.Context, param: click.Parameter, begin: str) -> list[CompletionItem[str]]:
    from kithly.app.at_hand import hellos_at_hand

    del param
    found = hellos_at_hand(_folder(ctx), begin)
    return [CompletionItem(one.word, help=_shown(one.told)) for one in found if one.word.isalnum()]


def _folder(ctx: click.Context) -> Any:
    given = ctx.find_root().obj
    return given.get("data") if isinstance(given, dict) else None


def _is_harmless(name: str) -> bool:
    """Say whether a name holds only what no shell reads as anything else."""
    return bool(name) and all(one.isalnum() or one in " -." for one in name) and name[0].isalnum()


def _shown(words: str) -> str:
    return "".join(one if one.isalnum() or one in " -." else " " for one in words)
