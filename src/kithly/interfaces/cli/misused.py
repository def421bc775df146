"""What was typed wrongly, and what the system refused, each in one plain sentence."""

from __future__ import annotations

import errno
import re
from typing import Final

import click

from kithly.errors import KithlyError

NUMBERS: Final = (click.types.IntParamType, click.types.FloatParamType)
_CHOICE: Final = re.compile(r"(?P<given>.+?) is not one of .*", re.DOTALL)
_FOLDER: Final = re.compile(r"Directory '(?P<path>.*)' is a file\.", re.DOTALL)
_EXTRA: Final = re.compile(r"Got unexpected extra arguments? \((?P<words>.*)\)", re.DOTALL)

SYSTEM: Final = {
    errno.ENOSPC: ("There is no space left there.", "Free some space, then run it again."),
    errno.EDQUOT: ("There is no space left there for you.", "Free some space, then run it again."),
    errno.EFBIG: ("A file grew larger than it may there.", "Choose another folder with --data."),
    errno.EACCES: ("You may not read or write there.", "Choose another folder with --data, or change who may use it."),
    errno.EPERM: ("You may not read or write there.", "Choose another folder with --data, or change who may use it."),
    errno.EROFS: ("That disk can only be read.", "Choose a folder on another disk with --data."),
    errno.ENOTDIR: ("A part of that path is a file, no folder.", "Choose another folder with --data."),
    errno.ENOENT: ("It is not there.", "Check the spelling, then run it again."),
    errno.EMFILE: ("Too many files are open.", "Close some programs, then run it again."),
    errno.EIO: ("The disk or terminal could not be read or written.", "kithly doctor"),
}  # what the system says, and what to do


def from_system(error: OSError) -> KithlyError:
    """Return what the system refused, as a sentence with the next step."""
    said = error.strerror or str(error)
    told, hint = SYSTEM.get(error.errno or 0, (f"{said}.", "kithly doctor"))
    return KithlyError(f"{error.filename}: {told}" if error.filename else told, hint=hint)


def sentence(error: click.UsageError) -> str:
    """Return what was typed wrongly in one plain sentence, and what it may be."""
    if isinstance(error, click.MissingParameter):
        return f"{_name(error)} is missing."
    if isinstance(error, click.NoSuchOption):
        meant = f" Did you mean: {' or '.join(error.possibilities)}" if error.possibilities else ""
        return f"There is no option {error.option_name}.{meant}"
    if isinstance(error, click.BadParameter):
        return _unfit(error)
    extra = _EXTRA.fullmatch(error.message)
    if extra:
        return f"Too many words: {extra['words']}. Put words that belong together into quotes."
    return error.format_message()


def _unfit(error: click.BadParameter) -> str:
    """Return what an option or argument may be."""
    kind = error.param.type if error.param else None
    if isinstance(kind, NUMBERS):
        return _number(error.param, kind)
    chosen = _CHOICE.fullmatch(error.message)
    if isinstance(kind, click.Choice) and chosen:
        return f"{chosen['given']} is none of: {', '.join(map(str, kind.choices))}."
    folder = _FOLDER.fullmatch(error.message)
    if folder:
        return f"{folder['path']} is a file, no folder."
    ended = error.message if error.message.endswith((".", "?")) or ": " in error.message else f"{error.message}."
    return f"{_name(error)}: {ended}" if isinstance(error.param, click.Option) else ended[:1].upper() + ended[1:]


def _number(param: click.Parameter | None, kind: click.ParamType[object]) -> str:
    name = ((param.name if param else "") or "this").replace("_", " ").capitalize()
    least, most = getattr(kind, "min", None), getattr(kind, "max", None)
    among = f" from {least:g}" if least is not None else ""
    among += f" to {most:g}" if most is not None else " up" if among else ""
    return f"{name} {'are' if name.endswith('s') else 'is'} a number{among}."


def _name(error: click.BadParameter) -> str:
    """Return what an option or argument is called on its help page."""
    param = error.param
    if isinstance(param, click.Option):
        return param.opts[0]
    if param is None or error.ctx is None:
        return "Something"
    return param.make_metavar(error.ctx).strip("[]{}. ")
