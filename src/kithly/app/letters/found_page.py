"""A page the user gave to ``found``, read if they switched that on: its title, its day, its first words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kithly.app.network import Network
from kithly.errors import SourceError
from kithly.history.followable import followable_home, is_closed
from kithly.people import Person
from kithly.records import Channel, Identity, IdentityKind, News, NewsKind, Party, Sighted, name_key
from kithly.store import ChangeId, Writing

if TYPE_CHECKING:
    from kithly.sources._formats.page import Page

NAME = "found"  # of what asks, in errors
SELF = "self"  # source and family of what is kept
READER_VERSION = 1
HTML = frozenset(("text/html", "application/xhtml+xml", ""))
ACCEPT = "text/html, application/xhtml+xml;q=0.9"
EXCERPT = 2_000  # characters kept of what a page says it is about


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """What was read of a page.

    Attributes:
        url: Its one address, without what would only trace the reader.
        title: What it is called.
        excerpt: What it is about, in its own words; may be empty.
        published: When; None where it does not say.
        author: Who wrote it; empty where it does not say.
        owner: Whose page it is, by its own card; empty where it shows none.
    """

    url: str
    title: str
    excerpt: str = ""
    published: datetime | None = None
    author: str = ""
    owner: str = ""


def read_found(network: Network, url: str) -> tuple[FoundPage | None, str]:
    """Ask for a page once, if the user switched that on; return what it tells, or why it could not be read.

    LinkedIn is never asked, and no machine of a private network, unless the settings name it.
    """
    if not network.settings.reads_pages or not url or is_closed(url):
        return None, ""
    from kithly.sources._formats.page import read_page  # noqa: PLC0415 - slow to load, and off unless switched on
    from kithly.transport.web import Web  # noqa: PLC0415 - as above

    address = url if "://" in url else f"https://{url}"
    host = urlsplit(address).hostname or ""
    own = [one for one in network.settings.own_hosts if one == host.lower()]
    with Web(source=NAME, at=host, own=own) as web:
        visited = web.visit(address, accept=ACCEPT, now=network.now)
    try:
        answer = visited.demand()
    except SourceError as error:
        return None, f"The page could not be read: {error}"
    if answer is None or answer.media not in HTML:
        return None, "What lies there is no page that could be read."
    page = read_page(answer.body, url=answer.url, fetched=network.now, charset=answer.charset)
    return _found(page, answer.url), "" if page.title else "The page does not say what it is called."


def _found(page: Page, url: str) -> FoundPage | None:
    if not page.title:
        return None
    return FoundPage(
        url=page.canonical or url,
        title=page.title,
        excerpt=page.description[:EXCERPT],
        published=page.published,
        author=page.author,
        owner=page.owner.name if page.owner else "",
    )


def keep_page(tx: Writing, change: ChangeId, person: Person, page: FoundPage, *, now: datetime) -> None:
    """Keep what a page tells as news of a person, under the change of the finding; one without a day is no news.

    Args:
        tx: Where to.
        change: The change everything belongs to.
        person: About whom it was found.
        page: What was read.
        now: When.
    """
    if page.published is None:
        return
    is_theirs = _is_by(person, page)
    news = News(
        key=f"{person.id}|{page.url}",
        kind=NewsKind.POST if is_theirs else NewsKind.ALERT,
        channel=Channel.WEB,
        at=page.published,
        about=Party(name=person.name, identity=_handle(person)),
        text=page.title,
        excerpt=page.excerpt,
        url=page.url,
        author="" if is_theirs else page.author,
    )
    file = tx.files.begin(change, page.url, SELF, f"found:{page.url}", READER_VERSION)
    tx.records.add(file, SELF, SELF, [Sighted(record=news, at=page.url, observed_at=now)])
    tx.files.finish(file, {"read": 1, "new": 1})


def _is_by(person: Person, page: FoundPage) -> bool:
    """Say whether a page is their own word: by its author, whose page it is, or an address that bears their name."""
    key = name_key(person.name)
    if page.author:
        return name_key(page.author) == key
    return name_key(page.owner) == key or followable_home(page.url, name=person.name) is not None


def _handle(person: Person) -> Identity | None:
    return next((one for one in person.identities if one.kind is not IdentityKind.NAME), None)
