"""A mail account: found, tested, and read, newest mail first."""

from __future__ import annotations

import time
from collections.abc import Container, Iterator
from dataclasses import replace

from kithly.errors import SourceFormatError, SourceUnavailable
from kithly.sources.account import Account, Checked, Cursor, Cursors, Found, Part, Told
from kithly.sources.imap.discovery import find
from kithly.sources.imap.folders import DEFAULT, Chosen, chosen_folders
from kithly.sources.imap.reading import Reading
from kithly.transport.imap import Place, Session
from kithly.transport.secrets import Secret

TRIES = 5  # connections of one reading, each of which must bring it further
PAUSE = 1.0  # seconds before the next

YEARS = "3"  # of sent mail, unless the user says otherwise
ALL_YEARS = "all"
SETTINGS = frozenset(("folders", "years", "named"))
MORE = "folders=sent,inbox,archive"
NAMED = "named"  # setting: the user named the server, so it may lie in a private network


class Imap:
    """Mail by IMAP: headers first, then texts; attachments are never fetched, nothing on the server changes."""

    name = "imap"
    family = "mail"
    version = 1
    title = "mail account"

    def find(self, account: Account) -> Found:
        """Say where an account may be: as the user says, as its provider is known, or as its domain tells."""
        _check_settings(account)
        return find(account)

    def check(self, account: Account, secret: Secret) -> Checked:
        """Sign in and say which folders are read, and how much is in them."""
        _check_settings(account)
        with Session.open(place_of(account), account.login, secret) as session:
            folders = session.folders()
            chosen = chosen_folders(folders, account.settings.get("folders", DEFAULT))
            if not chosen:
                raise _nothing_sent(account, [folder.name for folder in folders])
            words = [_counted(session, one) for one in chosen]
        words.append(_years_said(account.settings.get("years", YEARS)))
        if account.settings.get("folders", DEFAULT) == DEFAULT:
            more = f"kithly account set {account.address} {MORE}"
            words.append(f"What others wrote to you is not read; to read it too: {more}")
        return Checked(account=account, words=tuple(words))

    def read(self, account: Account, secret: Secret, *, after: Cursors, known: Container[int] = ()) -> Iterator[Told]:
        """Yield the headers of what is new, the newest first, then its texts, folder by folder.

        A connection that breaks after something was read is made again, a few times, from where that ended.
        """
        cursors, part, left = dict(after), "", TRIES
        while True:
            moved = False
            try:
                for one in self._once(account, secret, cursors, known):
                    if isinstance(one, Part):
                        part = one.name
                    elif isinstance(one, Cursor):
                        moved |= one != cursors.get(part)
                        cursors[part] = one
                    yield one
            except SourceUnavailable:
                left -= 1
                if not moved or not left:
                    raise
                time.sleep(PAUSE)
            else:
                return

    def _once(self, account: Account, secret: Secret, after: Cursors, known: Container[int]) -> Iterator[Told]:
        with Session.open(place_of(account), account.login, secret) as session:
            folders = session.folders()
            chosen = chosen_folders(folders, account.settings.get("folders", DEFAULT))
            if not chosen:
                raise _nothing_sent(account, [folder.name for folder in folders])
            reading = Reading(session, years=account.settings.get("years", YEARS), known=known)
            yield from reading.read(chosen, after)


def place_of(account: Account) -> Place:
    """Return where an account is signed in to."""
    return Place(
        source=Imap.name,
        at=account.address,
        host=account.host,
        port=account.port,
        security=account.security,
        is_named=bool(account.settings.get(NAMED)),
    )


def _counted(session: Session, chosen: Chosen) -> str:
    count = session.examine(chosen.name).exists
    return f"{chosen.name} holds {count:,} {'message' if count == 1 else 'messages'}."


def _years_said(years: str) -> str:
    if not years.isdecimal():
        return "All of it is read, the newest first; attachments are never fetched."
    last = "the last year is" if int(years) == 1 else f"the last {years} years are"
    return f"Of this {last} read, the newest first; attachments are never fetched. All years: years=all"


def _check_settings(account: Account) -> None:
    unknown = sorted(set(account.settings) - SETTINGS)
    if unknown:
        said = f"A mail account has no setting {unknown[0]!r}."
        raise SourceFormatError(Imap.name, account.address, said, hint="Known settings: folders, years")
    years = account.settings.get("years", YEARS)
    if years != ALL_YEARS and not (years.isdecimal() and 0 < int(years) < 100):
        said = f"Years is a number from 1 to 99, or all, not {years!r}."
        raise SourceFormatError(Imap.name, account.address, said, hint="For example: years=5")


def _nothing_sent(account: Account, names: list[str]) -> SourceFormatError:
    listed = ", ".join(names[:20]) or "none"
    said = f"{account.address}: there is no such folder to read."
    return SourceFormatError(Imap.name, account.address, said, hint=f"Name one: folders=NAME. There are: {listed}")


def named(account: Account) -> Account:
    """Return an account whose server the user named."""
    return replace(account, settings={**account.settings, NAMED: "yes"})
