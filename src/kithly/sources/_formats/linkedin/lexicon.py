"""The word lists shipped beside this package."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Return one shipped table, read once.

    Args:
        name: ``columns`` or ``names``.
    """
    text = files(__package__).joinpath("lexicons", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)
