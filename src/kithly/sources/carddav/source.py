"""An account with address books: found, tested, and read; nothing on the server changes."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import UTC, datetime

from kithly.errors import SourceFormatError
from kithly.sources._formats.dav import State, find, opened
from kithly.sources._formats.vcard import FAMILY
from kithly.sources.account import Account, Checked, Cursors, Found, Told
from kithly.sources.carddav.reading import BookReading
from kithly.transport.dav import Collection, Dav, Holding
from kithly.transport.secrets import Secret

BOOKS = "books"  # setting: names of the address books to read, with commas between; all by default
SETTINGS = frozenset((BOOKS, "url", "named"))

Books = Sequence[tuple[str, Dav, Collection]]


class CardDav:
    """Address books by CardDAV (RFC 6352): what changed since the last time, groups and pictures too."""

    name = "carddav"
    family = FAMILY
    version = 1
    title = "address book"

    def find(self, account: Account) -> Found:
        """Say where the address books may be: as the user says, as the provider is known, or as the domain tells."""
        unknown = sorted(set(account.settings) - SETTINGS)
        if unknown:
            said = f"An address book has no setting {unknown[0]!r}."
            raise SourceFormatError(self.name, account.address, said, hint="Known setting: books=Contacts,Family")
        return find(account, Holding.CARDS)

    def check(self, account: Account, secret: Secret) -> Checked:
        """Sign in and say which address books there are, and how many cards each holds."""
        with opened(account, secret, Holding.CARDS) as found:
            words = [_counted(name, dav, book) for name, dav, book in chosen(account, found)]
        return Checked(account=account, words=(*words, "They are only read: nothing on the server changes."))

    def read(self, account: Account, secret: Secret, *, after: Cursors, known: Container[int] = ()) -> Iterator[Told]:  # noqa: ARG002  # marks tell what is new
        """Yield what is new or changed, book by book."""
        with opened(account, secret, Holding.CARDS) as found:
            for name, dav, book in chosen(account, found):
                state = State.of(after, name, book.url)
                yield from BookReading(dav, book, state, now=datetime.now(UTC)).read(name)


def chosen(account: Account, found: Sequence[tuple[Dav, Collection]]) -> Books:
    """Return the address books to read, each under a name that no other has.

    Raises:
        SourceFormatError: There is none, or none of the name the user gave.
    """
    wanted = [word.strip().casefold() for word in account.settings.get(BOOKS, "").split(",") if word.strip()]
    names: dict[str, tuple[Dav, Collection]] = {}
    for dav, book in found:
        name = book.name if book.name not in names else f"{book.name} ({book.path.rstrip('/').rpartition('/')[2]})"
        names[name] = (dav, book)
    taken = [(name, *one) for name, one in names.items() if not wanted or name.casefold() in wanted]
    if not taken:
        listed = ", ".join(list(names)[:20]) or "none"
        said = f"{account.address}: there is no such address book." if wanted else "There is no address book."
        raise SourceFormatError(CardDav.name, account.address, said, hint=f"There are: {listed}.")
    return taken


def _counted(name: str, dav: Dav, book: Collection) -> str:
    count = len(dav.changes(book, token="", known={}).changed)
    return f"{name} holds {count:,} {'card' if count == 1 else 'cards'}."
