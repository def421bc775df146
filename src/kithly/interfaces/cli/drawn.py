"""Pictures kept as files: where they may go, and what is said of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from kithly.app.views import PictureView
from kithly.errors import SettingsError
from kithly.interfaces.cli.run import show
from kithly.interfaces.cli.text import say
from kithly.transport.whole_files import write_whole

ENDING = ".svg"


def check_place(path: Path, command: Sequence[str], *, yes: bool) -> None:
    """Refuse a place where no picture may be kept, before anything is worked out.

    Args:
        path: The file.
        command: How to ask for the picture, without the file; for the next step.
        yes: Whether a file that is there may be written over.

    Raises:
        SettingsError: The name does not end in ``.svg``, the folder is missing, or something is there already.
    """
    again = " ".join(command)
    if path.suffix.lower() != ENDING:
        told = f"Pictures are kept as SVG, and {path.name!r} does not end in {ENDING}."
        raise SettingsError("file", told, hint=f"{again} {path.with_suffix(ENDING) if path.name else 'FILE.svg'}")
    if os.path.isdir(path):  # noqa: PTH112 - unlike the method of a path, it never fails
        raise SettingsError("file", f"{path} is a folder.", hint=f"{again} {path / 'picture.svg'}")
    if not os.path.isdir(path.parent):  # noqa: PTH112 - the same
        raise SettingsError("file", f"There is no folder {path.parent}.", hint="Make it first, or name another.")
    if os.path.exists(path) and not yes:  # noqa: PTH110 - the same
        raise SettingsError("file", f"{path} is there already.", hint=f"Another name, or: {again} {path} --yes")


def keep(path: Path, picture: str, shows: str, *, yes: bool) -> None:
    """Write a picture and say so; what was there stays whole until the new one is.

    Args:
        path: The file.
        picture: The SVG.
        shows: What it shows, for `PictureView.shows`.
        yes: Whether a file that is there may be written over.

    Raises:
        SettingsError: It cannot be written there, or a file came there meanwhile.
    """
    data = picture.encode("utf-8")
    try:
        write_whole(path, data, over=yes)
    except FileExistsError as error:
        raise SettingsError("file", f"{path} is there already.", hint="Another name, or --yes.") from error
    except OSError as error:
        told = f"{path} cannot be written: {error.strerror}."
        raise SettingsError("file", told, hint="Name a file in a folder of your own.") from error
    show("picture", PictureView(path=str(path), shows=shows, bytes=len(data)), _kept_text)


def _kept_text(view: PictureView) -> None:
    say(f"Kept in {view.path}.")
    if view.shows == "card":
        say("It holds counts only: no name of a person, company, circle or era.")
