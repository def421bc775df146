"""Passes as they are shown: never with their secrets, but for the one moment after they are made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PassView:
    """A program or a device that may come in, or might once.

    Attributes:
        id: Its id.
        kind: ``program`` or ``device``.
        name: What the user calls it.
        scopes: What it may do: ``read``, ``write``, ``send``.
        state: ``good``, ``ended`` or ``revoked``.
        made_at: When it was made.
        ends_at: From when on it is no good; None for never.
        used_at: When it was used last, within an hour; None for never.
    """

    id: str
    kind: str
    name: str
    scopes: tuple[str, ...]
    state: str
    made_at: datetime
    ends_at: datetime | None
    used_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassesView:
    """All passes.

    Attributes:
        passes: Those that are good first, then the others, each newest first.
    """

    passes: tuple[PassView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePassView:
    """A pass that was made just now.

    Attributes:
        token: The secret, shown this once and kept nowhere.
        pass_: The pass.
    """

    token: str
    pass_: PassView


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokedPassView:
    """A pass that was taken away.

    Attributes:
        text: One sentence.
        pass_: The pass as it is now.
    """

    text: str
    pass_: PassView
