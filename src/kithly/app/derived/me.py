"""Me: who the user is, from exports and their own word."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from kithly.app.derived.born import LEAP, leap_day
from kithly.app.derived.ego import kept_ego, own_identity, word_for
from kithly.app.derived.me_guarded import ABOUT_ME, ADDRESSES, hold_me, me_version
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network, system_zone, zone_named
from kithly.app.said.decisions import done_view
from kithly.app.show import identity_views
from kithly.app.views import DoneView, MeView, PositionView
from kithly.errors import NotFound, SettingsError
from kithly.people.me import Ego
from kithly.reasons import LeapDay
from kithly.records import Identity, IdentityKind, Position, Profile, clean_name
from kithly.store import Reading

KEYS = ("name", "address", "not-address", "position", "now", "interests", "needs", "timezone", "leap-birthday", "voice")
DERIVING = frozenset(
    {"name", "address", "not-address", "position", "timezone", LEAP}
)  # the keys that all that is derived rests on
CONFIRMED = "confirmed"  # subject of the decision that it is the user
SENT_MAIL = "mail"  # what tells of addresses that no profile names
_CLAIMED = frozenset({IdentityKind.EMAIL, IdentityKind.LINKEDIN, IdentityKind.MASTODON, IdentityKind.BLUESKY})
MAX_TEXT = 2_000  # characters of one answer
MOST_OF_SAMPLE = 40_000  # bytes read of a file with messages of the user's own
OWN_SAMPLE = "voice-sample"  # subject of the decision that keeps its words
_WORDS = {
    "not-address": "an address that is not yours",
    "timezone": "time zone",
    LEAP: "the day of those born on 29 February",
}


def show_me(network: Network) -> MeView:
    """Return who the user is."""
    with network.store.reading() as kept:
        return _view(kept)


def leap_birthday(network: Network) -> str:
    """Return which day stands for 29 February: ``1-march`` or ``28-february``."""
    with network.store.reading() as kept:
        return leap_day(kept).value


def set_me(network: Network, pairs: Sequence[tuple[str, str]], *, expected: str | None = None) -> MeView:
    """Keep what the user says about themselves; what is derived follows where it rests on that.

    Args:
        network: Whose.
        pairs: As in `say_me`.
        expected: The same.

    Raises:
        SettingsError: A key is unknown or a value unusable.
        NotFound: The voice file is not there.
        ChangedMeanwhile: Something of it was changed since to something else.
    """
    say_me(network, pairs, expected=expected)
    return show_me(network)


def say_me(network: Network, pairs: Sequence[tuple[str, str]], *, expected: str | None = None) -> DoneView:
    """Keep what the user says about themselves, as one change.

    Args:
        network: Whose.
        pairs: Keys of `KEYS` with values; `address` adds one, `not-address` says one is somebody else's,
            all others replace.
        expected: The version that was shown; None where the last word counts.

    Raises:
        SettingsError: A key is unknown or a value unusable.
        NotFound: The voice file is not there.
        ChangedMeanwhile: Something of it was changed since to something else.
    """
    with network.store.reading() as kept:
        ego = kept_ego(kept)
    known = (*ego.uncertain, *ego.identities)
    checked = [(key, _address(value, known) if key in ADDRESSES else _checked(key, value)) for key, value in pairs]
    with network.store.transaction() as tx:
        hold_me(tx, expected, checked)
        text = "You said who you are: " + ", ".join(dict.fromkeys(_WORDS.get(key, key) for key, _ in checked))
        change = tx.changes.open(ABOUT_ME, text, network.now)
        for key, value in checked:
            tx.decisions.add(change, ABOUT_ME, key, value, network.now)
            if key == "voice":
                tx.decisions.add(change, ABOUT_ME, OWN_SAMPLE, _words_in(Path(value)), network.now)
        if not DERIVING.isdisjoint(key for key, _ in checked):
            refresh(tx, now=network.now)
    return done_view(change, "Kept, as you say it.")


def confirm_me(network: Network) -> DoneView:
    """Keep that who Kithly takes for the user is the user.

    Raises:
        NotFound: Nothing tells yet who that is.
    """
    with network.store.transaction() as tx:
        ego = kept_ego(tx)
        shown = [one.value for one in identity_views(ego.identities)]
        if not ego.name and not shown:
            raise NotFound("you", "", message="Nothing tells yet who you are.", hint="kithly me --set name='Your Name'")
        value = {"name": ego.name, "addresses": shown}
        change = tx.changes.open(ABOUT_ME, f"You said that you are {ego.name or shown[0]}", network.now)
        tx.decisions.add(change, ABOUT_ME, CONFIRMED, value, network.now)
    return done_view(change, "Good to know you.")


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
    if key == LEAP:
        return _leap_day(value)
    if key == "voice":
        return _sample(Path(value).expanduser())
    return clean_name(value) if key == "name" else " ".join(value.split())[:MAX_TEXT]


def _leap_day(value: str) -> str:
    """Return which day stands for 29 February, as it is kept.

    Raises:
        SettingsError: It is neither of the two.
    """
    wanted = "-".join(value.lower().split())
    for day in LeapDay:
        if wanted in {day.value, day.value[: day.value.index("-") + 4]}:
            return day.value
    hint = " or ".join(f"kithly me --set {LEAP}={day.value}" for day in LeapDay)
    raise SettingsError(LEAP, f"{value!r} cannot stand for 29 February.", hint=hint)


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


def _words_in(path: Path) -> str:
    """Return the words of a sample, as many as tell how somebody writes; they are kept, so that the file may go."""
    with path.open("rb") as stream:
        raw = stream.read(MOST_OF_SAMPLE)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")  # a file of an older Windows, or one cut inside a letter


def my_interests(kept: Reading) -> str:
    """Return what interests the user, as they said it last; empty where they said nothing."""
    told = [one.value for one in kept.decisions.all(ABOUT_ME) if one.subject == "interests"]
    return str(told[-1]) if told else ""


def _view(kept: Reading) -> MeView:
    ego = kept_ego(kept)
    told = {one.subject: str(one.value) for one in kept.decisions.all(ABOUT_ME)}
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
        confirmed=CONFIRMED in told,
        read_from=_read_from(kept, ego),
        version=me_version(kept),
    )


def _read_from(kept: Reading, ego: Ego) -> tuple[str, ...]:
    """Return what tells who the user is: sources of profiles, sent mail, the user's own word."""
    profiles = [(one.source, one.record) for one in kept.records.by_kind("profile") if isinstance(one.record, Profile)]
    by_source = {source for source, one in profiles if _tells(one, ego)}
    named = {identity for _, one in profiles for identity in one.identities}
    said = {own_identity(str(one.value)) for one in kept.decisions.all(ABOUT_ME) if one.subject == "address"}
    mail = {one for one in ego.identities if one.kind is IdentityKind.EMAIL} - named - said
    is_own_word = said or any(one.subject == "name" for one in kept.decisions.all(ABOUT_ME))
    return (*sorted(by_source), *([SENT_MAIL] if mail else []), *(["self"] if is_own_word else []))


def _tells(profile: Profile, ego: Ego) -> bool:
    return bool(set(profile.identities) & set(ego.identities)) or bool(profile.name and profile.certain)


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
