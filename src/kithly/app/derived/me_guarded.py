"""What the user said of themselves, field by field, guarded against being overwritten unseen."""

from __future__ import annotations

from collections.abc import Sequence

from kithly.app.derived.born import LEAP
from kithly.app.derived.ego import kept_ego
from kithly.app.network import system_zone
from kithly.app.said.versions import hold, version_of
from kithly.store import Reading

ABOUT_ME = "me"  # kind of the decisions
ADDRESSES = frozenset({"address", "not-address"})  # the keys that add to what was said before
ME_FIELDS = ("interests", LEAP, "name", "needs", "now", "position", "timezone", "voice")


def me_fields(kept: Reading) -> dict[str, str]:
    """Return what the user may overwrite of what is known of them, by field, as it is shown."""
    told = {one.subject: str(one.value) for one in kept.decisions.all(ABOUT_ME)}
    ego = kept_ego(kept)
    shown = {"name": ego.name, "position": ego.position or ego.headline, "timezone": str(system_zone())}
    return {name: told.get(name, shown.get(name, "")) for name in ME_FIELDS}


def me_version(kept: Reading) -> str:
    """Return the version of it."""
    return version_of(me_fields(kept))


def hold_me(tx: Reading, expected: str | None, pairs: Sequence[tuple[str, str]]) -> None:
    """Refuse to overwrite what the user said of themselves meanwhile; an address is added, and overwrites nothing.

    Raises:
        ChangedMeanwhile: Something of it was changed since to something else.
    """
    if expected is None:
        return
    asked = {key: value for key, value in pairs if key not in ADDRESSES}
    message = "What you said of yourself was changed elsewhere since this was shown."
    hold(expected, me_fields(tx), asked, kind="you", id="me", message=message)
