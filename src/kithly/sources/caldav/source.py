"""An account with calendars: found, tested, and read; nothing on the server changes."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from kithly.errors import SourceFormatError
from kithly.records import Identity, Profile, Sighted, email_identity
from kithly.sources._formats.dav import State, find, opened
from kithly.sources.account import Account, Checked, Cursors, Found, Told
from kithly.sources.caldav.own import is_own
from kithly.sources.caldav.reading import CalendarReading, Whose
from kithly.transport.dav import Collection, Dav, Holding, User
from kithly.transport.secrets import Secret

CALENDARS: Final = "calendars"  # setting: names of the calendars to read, with commas between; all by default
SETTINGS: Final = frozenset((CALENDARS, "url", "named"))
EVENTS: Final = "VEVENT"

Chosen = Sequence[tuple[str, Dav, Collection]]


class CalDav:
    """Calendars by CalDAV (RFC 4791): meetings with others, what changed since the last time."""

    name = "caldav"
    family = "calendar"
    version = 1
    title = "calendar"

    def find(self, account: Account) -> Found:
        """Say where the calendars may be: as the user says, as the provider is known, or as the domain tells."""
        unknown = sorted(set(account.settings) - SETTINGS)
        if unknown:
            said = f"A calendar has no setting {unknown[0]!r}."
            raise SourceFormatError(self.name, account.address, said, hint="Known setting: calendars=Work,Private")
        return find(account, Holding.CALENDAR)

    def check(self, account: Account, secret: Secret) -> Checked:
        """Sign in and say which calendars there are, and how many events each holds."""
        with opened(account, secret, Holding.CALENDAR) as found:
            words = [_counted(name, dav, one, _user(dav, one)) for name, dav, one in chosen(account, found)]
        return Checked(account=account, words=(*words, "They are only read: nothing on the server changes."))

    def read(self, account: Account, secret: Secret, *, after: Cursors, known: Container[int] = ()) -> Iterator[Told]:  # noqa: ARG002  # marks tell what is new
        """Yield what is new or changed, calendar by calendar, and by which addresses the user is asked to meetings."""
        now, told = datetime.now(UTC), False
        with opened(account, secret, Holding.CALENDAR) as found:
            for name, dav, calendar in chosen(account, found):
                user = _user(dav, calendar)
                own = own_addresses(account, user)
                reading = CalendarReading(
                    dav=dav,
                    calendar=calendar,
                    state=State.of(after, name, calendar.url),
                    whose=Whose(own=own, is_ego=_is_own(calendar, user)),
                    now=now,
                )
                for one in reading.read(name):
                    yield one
                    if own and not told:  # behind the first part, in which it is kept
                        told = True
                        yield Sighted(record=_profile(own), at="the account", observed_at=now)


def chosen(account: Account, found: Sequence[tuple[Dav, Collection]]) -> Chosen:
    """Return the calendars to read, each under a name that no other has; lists of tasks are none.

    Raises:
        SourceFormatError: There is none, or none of the name the user gave.
    """
    wanted = [word.strip().casefold() for word in account.settings.get(CALENDARS, "").split(",") if word.strip()]
    names: dict[str, tuple[Dav, Collection]] = {}
    for dav, one in found:
        if (not one.parts or EVENTS in one.parts) and not is_own(one):
            name = one.name if one.name not in names else f"{one.name} ({one.path.rstrip('/').rpartition('/')[2]})"
            names[name] = (dav, one)
    taken = [(name, *one) for name, one in names.items() if not wanted or name.casefold() in wanted]
    if not taken:
        listed = ", ".join(list(names)[:20]) or "none"
        said = f"{account.address}: there is no such calendar." if wanted else "There is no calendar."
        raise SourceFormatError(CalDav.name, account.address, said, hint=f"There are: {listed}.")
    return taken


def own_addresses(account: Account, user: User) -> tuple[Identity, ...]:
    """Return by which addresses the user is asked to meetings: as the server says, and as they sign in."""
    told = [one.partition(":")[2] for one in user.addresses if one.lower().startswith("mailto:")]
    found = (email_identity(text) for text in (*told, account.login, account.address))
    return tuple(dict.fromkeys(one for one in found if one))


def _user(dav: Dav, calendar: Collection) -> User:
    return dav.user(calendar.url)


def _is_own(calendar: Collection, user: User) -> bool:
    """Say whether a calendar is the user's: the server does not say whose it is, or says that it is theirs."""
    return not calendar.owner or not user.path or calendar.owner == user.path


def _profile(own: Sequence[Identity]) -> Profile:
    first = own[0]
    return Profile(key=f"owner|{first.kind}|{first.value}", name="", identities=tuple(own))


def _counted(name: str, dav: Dav, calendar: Collection, user: User) -> str:
    count = len(dav.changes(calendar, token="", known={}).changed)
    shared = "" if _is_own(calendar, user) else " It is somebody else's: only meetings that name you count."
    return f"{name} holds {count:,} {'event' if count == 1 else 'events'}.{shared}"
