"""Me: who the user is, from exports and their own word."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from kithly.app.ego import kept_ego, own_identity, word_for
from kithly.app.network import Network, system_zone, zone_named
from kithly.app.refresh import refresh
from kithly.app.show import identity_views
from kithly.app.views import MeView, PositionView
from kithly.errors import NotFound, SettingsError
from kithly.records import Identity, IdentityKind, Position, clean_name
from kithly.store import Reading

KEYS = ("name", "address", "position", "now", "interests", "needs", "timezone", "voice")
_CLAIMED = frozenset({IdentityKind.EMAIL, IdentityKind.LINKEDIN})
MAX_TEXT = 2_000  # characters of one answer


def show_me(network: Network) -> MeView:
    """Return who the user is."""
    with network.store.reading() as kept:
        return _view(kept)


def set_me(network: Network, pairs: Sequence[tuple[str, str]]) -> MeView:
    """Keep what the user says about themselves; everything derived follows.

    Args:
        network: Whose.
        pairs: Keys of `KEYS` with values; `address` adds one, all others replace.

    Raises:
        SettingsError: A key is unknown or a value unusable.
        NotFound: The voice file is not there.
    """
    with network.store.reading() as kept:
        guesses = kept_ego(kept).uncertain
    checked = [(key, _address(value, guesses) if key == "address" else _checked(key, value)) for key, value in pairs]
    with network.store.transaction() as tx:
        text = "You said who you are: " + ", ".join(dict.fromkeys(key for key, _ in checked))
        change = tx.changes.open("me", text, network.now)
        for key, value in checked:
            tx.decisions.add(change, "me", key, value, network.now)
        refresh(tx, now=network.now)
        return _view(tx)


def _checked(key: str, value: str) -> str:
    """Return a value fit to keep.

    Raises:
        SettingsError: The key is unknown or the value unusable.
        NotFound: The voice file is not there.
    """
    if key not in KEYS:
        raise SettingsError(key, f"There is no key {key!r}.", hint="Keys: " + ", ".join(KEYS))
    if key == "timezone":
        return str(zone_named(value))
    if key == "voice":
        return _sample(Path(value).expanduser())
    return clean_name(value) if key == "name" else " ".join(value.split())[:MAX_TEXT]


def _address(value: str, guesses: Collection[Identity]) -> str:
    """Return one of the user's own addresses as it is kept.

    Raises:
        SettingsError: It is no address of mail or of a LinkedIn profile.
    """
    known = [one for one in guesses if one.kind in _CLAIMED]
    identity = own_identity(value, known)
    if identity is None or (value.strip().lower().startswith("linkedin:") and identity not in known):
        raise SettingsError(
            "address",
            f"{value!r} is no address of mail or of a LinkedIn profile.",
            hint="kithly me --set address=you@home.example",
        )
    return word_for(identity)


def _sample(path: Path) -> str:
    """Return the path of a readable sample file."""
    if not path.is_file():
        raise NotFound("file", str(path), hint="kithly me --set voice=FILE with some of your own messages")
    return str(path.absolute())


def _view(kept: Reading) -> MeView:
    ego = kept_ego(kept)
    told = {one.subject: str(one.value) for one in kept.decisions.all("me")}
    positions = [one.record for one in kept.records.by_kind("position") if isinstance(one.record, Position)]
    return MeView(
        name=ego.name,
        given=ego.given,
        identities=identity_views(ego.identities),
        guesses=identity_views(ego.uncertain),
        position=ego.position or ego.headline,
        now=told.get("now", ""),
        interests=told.get("interests", ""),
        needs=told.get("needs", ""),
        timezone=told.get("timezone", str(system_zone())),
        voice=told.get("voice", ""),
        positions=tuple(_position(one) for one in sorted(positions, key=_newest_first)),
    )


def _position(one: Position) -> PositionView:
    return PositionView(
        kind=one.kind,
        organisation=one.organisation,
        title=one.title,
        started=one.started.iso() if one.started else None,
        finished=one.finished.iso() if one.finished else None,
    )


def _newest_first(one: Position) -> tuple[int, str]:
    year = one.started.year if one.started and one.started.year else 0
    return (-year, one.key)
