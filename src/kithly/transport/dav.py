"""Address books and calendars on a server: WebDAV with CardDAV (RFC 6352), CalDAV (RFC 4791), sync (RFC 6578).

What it offers: `Dav.home` finds where a user's collections lie, `Dav.collections` lists them, `Dav.user` says who
is signed in, `Dav.changes` says which members are new, changed or gone since a state, `Dav.between` which
appointments touch some time, `Dav.fetch` brings their text, `Dav.put` and `Dav.delete` write a member only if it
still is what was read. What a member's text means is for its source to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from urllib.parse import quote, urljoin, urlsplit

from kithly.errors import SourceFormatError
from kithly.transport.dav_values import (
    Changes,
    Collection,
    Member,
    Stale,
    Text,
    User,
    collection_of,
    compared,
    is_a,
    members_of,
    sort_changes,
)
from kithly.transport.dav_words import (
    Holding,
    Multistatus,
    Status,
    events_between,
    mkcalendar,
    multiget,
    path_of,
    propfind,
    qualified,
    read_multistatus,
    sync_collection,
)
from kithly.transport.http import Answer, Http, Limits
from kithly.transport.xml import XmlRefused

__all__ = ["Changes", "Collection", "Dav", "Holding", "Member", "Stale", "Text", "User"]

AT_ONCE = 50  # members asked for in one request
LIMITS = Limits(total=120.0, size=64 << 20)  # a list of 100,000 members, or 50 cards with pictures
UNKNOWN = frozenset((400, 403, 404, 405, 415, 422, 501))  # how servers say that they do not know a report
TOKEN_LOST = frozenset((400, 403, 409, 410, 412))  # how they say that a token is too old
ROUNDS = 10_000  # parts of one list of changes: a server that never comes to an end is stopped


class Dav:
    """One user's place on a DAV server.

    Example:
        with Http(peer) as http:
            dav = Dav(http)
            for home in dav.home("https://dav.example.org/", Holding.CARDS):
                for book in dav.collections(home, Holding.CARDS):
                    changes = dav.changes(book, token="", known={})
                    for text in dav.fetch(book, changes.changed): ...
    """

    def __init__(self, http: Http) -> None:
        self._http = http

    # Finding -----------------------------------------------------------------------------------

    def home(self, start: str, holding: Holding) -> tuple[str, ...]:
        """Return where a user's collections lie: their principal is asked, from the address the user gave.

        A collection itself may be given too; then it is returned.

        A large provider may name another of its servers. The login is given to no server that is not its client's
        own: see `addresses.is_kin`, and ask there through a client that has it among its own.

        Args:
            start: Absolute address: of a server, a principal, a home or a collection.
            holding: What is looked for.

        Raises:
            SourceAuthError: The login is not taken.
            SourceUnavailable: The server is away.
            SourceFormatError: There is no such service.
        """
        here = self._ask_for(start, holding) or self._ask_for(urljoin(start, holding.well_known), holding)
        if here is None:
            raise self._none(start, "there is no such service at this address")
        if is_a(here, holding):
            return (here.url,)
        homes = here.hrefs(holding.home)
        for principal in here.hrefs("d:current-user-principal"):
            if homes:
                break
            told = self._ask_for(principal, holding)
            homes = told.hrefs(holding.home) if told is not None else ()
        return homes or (here.url,)

    def collections(self, home: str, holding: Holding) -> tuple[Collection, ...]:
        """Return the collections at a home, or the one that lies at that very address.

        Raises:
            SourceError: As `Http.demand`.
        """
        names = (
            "d:resourcetype",
            "d:displayname",
            "d:sync-token",
            "cs:getctag",
            "d:current-user-privilege-set",
            "cal:supported-calendar-component-set",
            "d:owner",
        )
        listed = self._multistatus("PROPFIND", home, propfind(*names), depth="1")
        if all(one.status >= 400 for one in listed.statuses):
            raise self._none(home, "there is nothing at this address")
        return tuple(collection_of(one, holding) for one in listed.statuses if is_a(one, holding))

    def user(self, start: str) -> User:
        """Return who is signed in, as the server knows them; without a path and addresses where it does not say.

        Args:
            start: Absolute address: of a home, a collection or the server.
        """
        asked = ("d:current-user-principal", "cal:calendar-user-address-set")
        told = self._ask_user(start, *asked)
        found = told.hrefs(asked[0]) if told is not None else ()
        if not found:
            return User()
        same = urlsplit(found[0])[:2] == urlsplit(start)[:2]
        here = self._ask_user(found[0], asked[1]) if same else None
        addresses = here.hrefs(asked[1]) if here is not None else ()
        return User(path=path_of(found[0]), addresses=addresses)

    def _ask_user(self, url: str, *names: str) -> Status | None:
        answer = self._ask("PROPFIND", url, propfind(*names), depth="0")
        try:
            found = read_multistatus(answer.body, answer.url).statuses if answer.is_ok else ()
        except XmlRefused:
            return None
        return found[0] if found else None

    def _ask_for(self, url: str, holding: Holding) -> Status | None:
        """Ask an address for its user and their home; None where no DAV is spoken."""
        body = propfind("d:current-user-principal", "d:resourcetype", holding.home)
        answer = self._ask("PROPFIND", url, body, depth="0")
        if answer.status in UNKNOWN - {403}:
            return None
        self._http.demand(answer)
        try:
            found = read_multistatus(answer.body, answer.url).statuses
        except XmlRefused:
            return None  # a web page
        return found[0] if found else None

    # Reading -----------------------------------------------------------------------------------

    def changes(self, collection: Collection, *, token: str, known: Mapping[str, str]) -> Changes:
        """Return what is new, changed or gone since a state.

        Args:
            collection: Of which.
            token: `Changes.token` of that state; empty if there was none.
            known: Mark of each member in that state, by path.

        Raises:
            SourceError: As `Http.demand`.
        """
        if collection.token:
            told = self._since(collection, token, known) or (self._since(collection, "", known) if token else None)
            if told is not None:
                return told
        body = propfind("d:getetag", "d:resourcetype")
        listed = self._multistatus("PROPFIND", collection.url, body, depth="1")
        return compared(members_of(listed, collection), known, token="")

    def between(self, collection: Collection, start: str, end: str = "") -> tuple[Member, ...] | None:
        """Return the appointments that touch a stretch of time; None where the server cannot tell.

        Args:
            collection: A calendar.
            start: As ``20240101T000000Z``.
            end: The same, behind it; empty for no end.
        """
        answer = self._ask("REPORT", collection.url, events_between(start, end), depth="1")
        if answer.status in UNKNOWN:
            return None
        return members_of(self._read(answer), collection)

    def fetch(self, collection: Collection, members: Iterable[Member]) -> Iterator[Text]:
        """Yield the text of some members; one that has gone meanwhile is left out.

        Raises:
            SourceError: As `Http.demand`.
        """
        waiting = iter(members)
        one_by_one = False
        while batch := list(islice(waiting, AT_ONCE)):
            found = None if one_by_one else self._together(collection, batch)
            one_by_one = found is None
            yield from found if found is not None else self._apart(batch)

    def _since(self, collection: Collection, token: str, known: Mapping[str, str]) -> Changes | None:
        """Ask what changed since a token; None where the server does not know it, or the whole question."""
        members: dict[str, Member] = {}
        gone: dict[str, None] = {}
        at = token
        for _ in range(ROUNDS):
            answer = self._ask("REPORT", collection.url, sync_collection(at), depth="1")
            if answer.status in UNKNOWN | TOKEN_LOST:
                return None
            told = self._read(answer)
            cut_off = sort_changes(told, collection, members, gone)
            if not told.token or (cut_off and told.token == at):
                return None
            at = told.token
            if not cut_off:
                break
        else:
            raise self._none(collection.url, "its list of changes has no end")
        if not token:
            return compared(tuple(members.values()), known, token=at)
        changed = tuple(one for one in members.values() if not one.etag or known.get(one.path) != one.etag)
        return Changes(changed=changed, gone=tuple(path for path in gone if path in known), token=at)

    def _together(self, collection: Collection, batch: Sequence[Member]) -> list[Text] | None:
        """Ask for several members at once; None where the server cannot."""
        asked = [urlsplit(member.url).path for member in batch]
        answer = self._ask("REPORT", collection.url, multiget(collection.holding, asked), depth="1")
        if answer.status in UNKNOWN:
            return None
        by_path = {member.path: member for member in batch}
        found = []
        for status in self._read(answer).statuses:
            data = status.found.get(qualified(collection.holding.data))
            member = by_path.get(status.path)
            if member is not None and data is not None and data.text:
                etag = status.text("d:getetag") or member.etag
                fresh = Member(url=member.url, path=member.path, etag=etag)
                found.append(Text(member=fresh, data=data.text.encode()))
        return found

    def _apart(self, batch: Sequence[Member]) -> Iterator[Text]:
        for member in batch:
            answer = self._http.ask("GET", member.url, limits=LIMITS)
            if answer.status in {404, 410}:
                continue
            self._http.demand(answer)
            etag = answer.headers.get("etag", member.etag)
            yield Text(member=Member(url=member.url, path=member.path, etag=etag), data=answer.body)

    # Writing -----------------------------------------------------------------------------------

    def put(self, url: str, data: bytes, media: str, *, etag: str) -> str:
        """Write a member if it still is what was read, or is not there yet; return its new mark, empty if untold.

        Args:
            url: Absolute address; of a new member, made by `address_of`.
            data: Its whole text.
            media: Its type, ``text/vcard; charset=utf-8`` for instance.
            etag: Mark of what was read; empty for a new member.

        Raises:
            Stale: It is something else by now; nothing was written.
            SourceError: As `Http.demand`.
        """
        condition = {"If-Match": etag} if etag else {"If-None-Match": "*"}
        answer = self._http.ask("PUT", url, headers={"Content-Type": media, **condition}, body=data)
        return self._written(answer).headers.get("etag", "")

    def make_calendar(self, url: str, name: str) -> None:
        """Make a new calendar for events (RFC 4791, 5.3.1).

        Args:
            url: Its absolute address, at which nothing is yet.
            name: What it is called.

        Raises:
            Stale: There is something at that address.
            SourceError: As `Http.demand`.
        """
        answer = self._http.ask(
            "MKCALENDAR", url, headers={"Content-Type": "application/xml; charset=utf-8"}, body=mkcalendar(name)
        )
        if answer.status == 405:
            raise Stale(answer.url)
        self._written(answer)

    def delete(self, url: str, *, etag: str) -> None:
        """Delete a member if it still is what was read.

        Raises:
            Stale: It is something else by now.
            SourceError: As `Http.demand`.
        """
        answer = self._http.ask("DELETE", url, headers={"If-Match": etag})
        if answer.status not in {404, 410}:
            self._written(answer)

    def _written(self, answer: Answer) -> Answer:
        if answer.status in {409, 412}:
            raise Stale(answer.url)
        return self._http.demand(answer)

    # Asking ------------------------------------------------------------------------------------

    def _ask(self, method: str, url: str, body: bytes, *, depth: str) -> Answer:
        headers = {"Depth": depth, "Content-Type": "application/xml; charset=utf-8"}
        return self._http.ask(method, url, headers=headers, body=body, limits=LIMITS)

    def _multistatus(self, method: str, url: str, body: bytes, *, depth: str) -> Multistatus:
        return self._read(self._ask(method, url, body, depth=depth))

    def _read(self, answer: Answer) -> Multistatus:
        self._http.demand(answer)
        try:
            return read_multistatus(answer.body, answer.url)
        except XmlRefused as error:
            raise self._none(answer.url, f"its answer is no list ({error})") from None

    def _none(self, url: str, why: str) -> SourceFormatError:
        host = urlsplit(url).hostname or url
        return SourceFormatError("dav", host, f"{host}: {why}.", hint="Check the address of the account.")


def address_of(collection: Collection, name: str) -> str:
    """Return the address a new member gets.

    Args:
        collection: Where it will lie.
        name: Its name there, ``<uid>.vcf`` for instance; any characters.
    """
    return urljoin(collection.url.rstrip("/") + "/", quote(name, safe=""))
