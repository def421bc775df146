"""The DAV client against real servers: what it finds, lists, notices, brings and writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.real.dav import PASSWORD, SERVERS, USER, Server

from kithly.errors import SourceAuthError, SourceFormatError
from kithly.transport.dav import Changes, Collection, Dav, Holding, Stale, address_of
from kithly.transport.dav_values import members_of
from kithly.transport.dav_words import read_multistatus
from kithly.transport.http import Http, Login, Peer
from kithly.transport.xml import XmlRefused

CARD = "text/vcard; charset=utf-8"
NEVER_GIVEN = "http://example.org/never-given"
EVENT = "text/calendar; charset=utf-8"


@pytest.fixture(scope="module", params=sorted(SERVERS))
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with SERVERS[request.param](tmp_path_factory.mktemp(request.param)) as running:
        yield running


def client(value: str = PASSWORD) -> Http:
    return Http(Peer(source="dav", at="robin", own=frozenset({"127.0.0.1"}), login=Login(user=USER, value=value)))


@pytest.fixture
def dav() -> Iterator[Dav]:
    with client() as http:
        yield Dav(http)


_MADE = iter(range(1_000))
_MAKE = (
    '<?xml version="1.0"?><d:mkcol xmlns:d="DAV:" xmlns:card="urn:ietf:params:xml:ns:carddav"><d:set><d:prop>'
    "<d:resourcetype><d:collection/><card:addressbook/></d:resourcetype><d:displayname>Friends &amp; Co</d:displayname>"
    "</d:prop></d:set></d:mkcol>"
)


@pytest.fixture
def book(server: Server, dav: Dav) -> Collection:
    """Return a new address book with nothing in it."""
    home = dav.home(server.url, Holding.CARDS)[0]
    url = f"{home.rstrip('/')}/friends-{next(_MADE)}/"
    with client() as http:
        http.demand(http.ask("MKCOL", url, headers={"Content-Type": "application/xml"}, body=_MAKE.encode()))
    return dav.collections(url, Holding.CARDS)[0]


def card(name: str, note: str = "") -> bytes:
    more = f"NOTE:{note}\r\n" if note else ""
    return f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{name}\r\nFN:{name}\r\nN:{name};;;;\r\n{more}END:VCARD\r\n".encode()


def known_after(dav: Dav, book: Collection) -> tuple[str, dict[str, str]]:
    told = dav.changes(book, token="", known={})
    return told.token, {one.path: one.etag for one in told.changed}


def test_the_users_books_are_found_from_the_servers_bare_address(server: Server, dav: Dav, book: Collection) -> None:
    homes = dav.home(server.url, Holding.CARDS)
    found = {one.path: one for home in homes for one in dav.collections(home, Holding.CARDS)}
    assert found[book.path].name == "Friends & Co"
    assert found[book.path].is_writable
    assert dav.home(book.url, Holding.CARDS) == (book.url,)


def test_new_changed_and_gone_cards_are_noticed_once_each(dav: Dav, book: Collection) -> None:
    for name in ("ana", "ben", "cy"):
        dav.put(address_of(book, f"{name} ü@x.vcf"), card(name), CARD, etag="")
    token, known = known_after(dav, book)
    assert len(known) == 3
    assert dav.changes(book, token=token, known=known).changed == ()
    ana = next(path for path in known if "ana" in path)
    dav.put(address_of(book, "ana ü@x.vcf"), card("ana", "moved"), CARD, etag=known[ana])
    ben = next(path for path in known if "ben" in path)
    dav.delete(address_of(book, "ben ü@x.vcf"), etag=known[ben])
    told = dav.changes(book, token=token, known=known)
    assert [one.path for one in told.changed] == [ana]
    assert told.gone == (ben,)
    texts = list(dav.fetch(book, told.changed))
    assert b"moved" in texts[0].data
    assert texts[0].member.path == ana


def test_a_server_without_sync_tokens_is_compared_by_marks(dav: Dav, book: Collection) -> None:
    dav.put(address_of(book, "ana.vcf"), card("ana"), CARD, etag="")
    dumb = replace(book, token="")
    _, known = known_after(dav, dumb)
    assert len(known) == 1
    assert dav.changes(dumb, token="", known=known) == Changes(changed=(), gone=(), token="")
    assert dav.changes(dumb, token="", known={**known, "/gone.vcf": '"1"'}).gone == ("/gone.vcf",)


def test_a_token_the_server_never_gave_leads_to_a_whole_comparison(dav: Dav, book: Collection) -> None:
    dav.put(address_of(book, "ana.vcf"), card("ana"), CARD, etag="")
    _, known = known_after(dav, book)
    told = dav.changes(book, token=NEVER_GIVEN, known={**known, "/old.vcf": '"1"'})
    assert told.changed == ()
    assert told.gone == ("/old.vcf",)


def test_what_somebody_else_changed_meanwhile_is_not_written_over(dav: Dav, book: Collection) -> None:
    url = address_of(book, "ana.vcf")
    dav.put(url, card("ana"), CARD, etag="")
    with pytest.raises(Stale):
        dav.put(url, card("ana", "another new one"), CARD, etag="")
    _, known = known_after(dav, book)
    read = next(iter(known.values()))
    dav.put(url, card("ana", "theirs"), CARD, etag=read)
    with pytest.raises(Stale):
        dav.put(url, card("ana", "mine"), CARD, etag=read)
    with pytest.raises(Stale):
        dav.delete(url, etag=read)
    assert b"theirs" in next(dav.fetch(book, dav.changes(book, token="", known={}).changed)).data


def test_more_cards_than_are_asked_for_at_once_all_come(dav: Dav, book: Collection) -> None:
    for number in range(60):
        dav.put(address_of(book, f"{number}.vcf"), card(f"n{number}"), CARD, etag="")
    members = dav.changes(book, token="", known={}).changed
    texts = list(dav.fetch(book, members))
    assert {text.member.path for text in texts} == {member.path for member in members}
    assert len(texts) == 60


def test_appointments_of_a_stretch_of_time_are_found(server: Server, dav: Dav) -> None:
    home = dav.home(server.url, Holding.CALENDAR)[0]
    url = f"{home.rstrip('/')}/work-{next(_MADE)}/"
    with client() as http:
        http.demand(http.ask("MKCALENDAR", url))
    calendar = dav.collections(url, Holding.CALENDAR)[0]
    for year in (2019, 2024):
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", "BEGIN:VEVENT", f"UID:{year}"]
        lines += [f"DTSTAMP:{year}0101T000000Z", f"DTSTART:{year}0601T100000Z", "SUMMARY:Talk", "END:VEVENT"]
        text = "\r\n".join([*lines, "END:VCALENDAR", ""])
        dav.put(address_of(calendar, f"{year}.ics"), text.encode(), EVENT, etag="")
    found = dav.between(calendar, "20230101T000000Z", "20250101T000000Z")
    assert found is not None
    assert [one.path.rpartition("/")[2] for one in found] == ["2024.ics"]


def test_an_address_without_such_a_service_is_told(server: Server, dav: Dav) -> None:
    with pytest.raises((SourceFormatError, SourceAuthError)):
        dav.collections(f"{server.url}{USER}/nothing/here/", Holding.CARDS)


def test_a_wrong_password_means_signing_in_again(tmp_path: Path) -> None:
    with SERVERS["radicale"](tmp_path) as running, client("wrong") as http, pytest.raises(SourceAuthError):
        Dav(http).home(running.url, Holding.CARDS)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>Sign in</body>",
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><d:multistatus xmlns:d="DAV:">&a;</d:multistatus>',
    ],
)
def test_what_is_no_list_is_refused(body: bytes) -> None:
    with pytest.raises(XmlRefused):
        read_multistatus(body, "https://dav.example.org/")


def test_a_member_on_another_server_is_none_of_the_collections(book: Collection) -> None:
    told = read_multistatus(
        b'<d:multistatus xmlns:d="DAV:"><d:response><d:href>https://evil.example/friends-0/a.vcf</d:href><d:propstat>'
        b'<d:prop><d:getetag>"1"</d:getetag></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>'
        b"</d:multistatus>",
        book.url,
    )
    assert told.statuses
    assert members_of(told, book) == ()
