"""The one guard around one record: whatever a row makes of a reader, the file goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from kithly.errors import KithlyError

Read = TypeVar("Read")


def attempt(read: Callable[[], Read]) -> Read | str:
    """Return what ``read`` returns, or one clause saying that this record cannot be read.

    Errors raised on purpose pass through: they are about the whole file.
    """
    try:
        return read()
    except KithlyError:
        raise
    except Exception as error:  # noqa: BLE001  # foreign data may break any reader in ways nobody thought of
        return f"this row cannot be read ({type(error).__name__})"
