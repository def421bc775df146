"""Address books on real servers: found, read, read again, and what changed meanwhile."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import pytest
from tests.real.dav import PASSWORD, SERVERS, USER, Server
from tests.unit.transport.servers import answering, said

from kithly.errors import SourceAuthError, SourceError, SourceFormatError, SourceUnavailable
from kithly.records import Contact, Problem, Sighted
from kithly.sources.account import Account, Cursor, Gone, Part, Told
from kithly.sources.carddav import CardDav
from kithly.sources.carddav import reading as carddav_reading
from kithly.transport.dav import Collection, Dav, Holding, Member, Text, address_of
from kithly.transport.http import Http, Login, Peer
from kithly.transport.secrets import Secret

SECRET = Secret(value=PASSWORD)
CARD = "text/vcard; charset=utf-8"
_MADE = itertools.count()
_MAKE = (
    '<?xml version="1.0"?><d:mkcol xmlns:d="DAV:" xmlns:card="urn:ietf:params:xml:ns:carddav"><d:set><d:prop>'
    "<d:resourcetype><d:collection/><card:addressbook/></d:resourcetype><d:displayname>{}</d:displayname>"
    "</d:prop></d:set></d:mkcol>"
)
HOME_ELSEWHERE = (
    b'<multistatus xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav"><response><href>/</href><propstat><prop>'
    b"<c:addressbook-home-set><href>https://evil.example/</href></c:addressbook-home-set></prop>"
    b"<status>HTTP/1.1 200 OK</status></propstat></response></multistatus>"
)
KEPT = "-4b8b-8c58"  # makes an id that an address book keeps
PNG = "iVBORw0KGgoAAAANSUhEUgAA"


@pytest.fixture(scope="module", params=sorted(SERVERS))
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with SERVERS[request.param](tmp_path_factory.mktemp(request.param)) as running:
        yield running


def account(server: Server, **settings: str) -> Account:
    asked = Account(kind="carddav", address=server.url, user=USER, settings=settings)
    return CardDav().find(asked).accounts[0]


@dataclass
class Shelf:
    """An address book on a server, written to by somebody else."""

    server: Server
    name: str
    dav: Dav
    book: Collection
    marks: dict[str, str] = field(default_factory=dict)
    cursors: dict[str, Cursor] = field(default_factory=dict)

    def put(self, name: str, *lines: str, version: str = "3.0") -> None:
        data = "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()
        url = address_of(self.book, f"{name}.vcf")
        self.dav.put(url, data, CARD, etag=self.mark(name))

    def person(self, name: str, *lines: str) -> None:
        self.put(name, f"UID:{name}{KEPT}", f"FN:{name.title()} Reed", f"N:Reed;{name.title()};;;", *lines)

    def group(self, name: str, *members: str) -> None:
        rows = (f"X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:{member}{KEPT}" for member in members)
        self.put(name, f"UID:{name}", f"FN:{name}", f"N:{name};;;;", "X-ADDRESSBOOKSERVER-KIND:group", *rows)

    def delete(self, name: str) -> None:
        self.dav.delete(address_of(self.book, f"{name}.vcf"), etag=self.mark(name))

    def mark(self, name: str) -> str:
        marks = {one.path: one.etag for one in self.dav.changes(self.book, token="", known={}).changed}
        return next((etag for path, etag in marks.items() if path.endswith(f"/{name}.vcf")), "")

    def told(self, *, after: Mapping[str, Cursor] | None = None) -> list[Told]:
        """Read as a sync does, and keep how far it came."""
        found = list(
            CardDav().read(
                account(self.server, books=self.name), SECRET, after=self.cursors if after is None else after
            )
        )
        for one in found:
            if isinstance(one, Cursor):
                self.cursors[self.name] = one
        return found


@pytest.fixture
def shelf(server: Server) -> Iterator[Shelf]:
    name = f"Shelf {next(_MADE)}"
    with Http(Peer(source="dav", at="x", own=frozenset({"127.0.0.1"}), login=Login(user=USER, value=PASSWORD))) as http:
        dav = Dav(http)
        home = dav.home(server.url, Holding.CARDS)[0]
        url = f"{home.rstrip('/')}/{name.replace(' ', '-')}/"
        body = _MAKE.format(name).encode()
        http.demand(http.ask("MKCOL", url, headers={"Content-Type": "application/xml"}, body=body))
        yield Shelf(server=server, name=name, dav=dav, book=dav.collections(url, Holding.CARDS)[0])


def people(told: list[Told]) -> dict[str, Contact]:
    found = [one.record for one in told if isinstance(one, Sighted)]
    return {one.key.removeprefix("uid:").removesuffix(KEPT): one for one in found if isinstance(one, Contact)}


def test_a_book_is_tested_before_it_is_kept(shelf: Shelf) -> None:
    shelf.person("ana")
    checked = CardDav().check(account(shelf.server, books=shelf.name), SECRET)
    assert checked.words == (f"{shelf.name} holds 1 card.", "They are only read: nothing on the server changes.")


def test_all_is_read_once_and_then_only_what_changed(shelf: Shelf) -> None:
    shelf.person("ana", "EMAIL:ana@reed.example", f"PHOTO;ENCODING=b;TYPE=PNG:{PNG}", "BDAY:--0412")
    shelf.person("ben")
    first = shelf.told()
    assert isinstance(first[0], Part)
    assert (first[0].name, first[0].total) == (shelf.name, 2)
    assert sorted(people(first)) == ["ana", "ben"]
    assert people(first)["ana"].photo
    assert people(shelf.told()) == {}
    shelf.person("ana", "TITLE:Boatwright")
    again = people(shelf.told())
    assert {key: one.title for key, one in again.items()} == {"ana": "Boatwright"}


def test_who_was_deleted_there_is_told_and_everybody_else_left_alone(shelf: Shelf) -> None:
    for name in ("ana", "ben"):
        shelf.person(name)
    shelf.told()
    shelf.delete("ben")
    told = shelf.told()
    assert [one for one in told if isinstance(one, Gone)] == [Gone(key=f"uid:ben{KEPT}", kind="contact")]
    assert people(told) == {}


def test_groups_are_labels_and_follow_when_a_group_changes(shelf: Shelf) -> None:
    for name in ("ana", "ben", "cy"):
        shelf.person(name)
    shelf.group("Choir", "ana", "ben")
    assert {key: one.labels for key, one in people(shelf.told()).items()} == {
        "ana": ("Choir",),
        "ben": ("Choir",),
        "cy": (),
    }
    shelf.group("Choir", "ana", "cy")
    assert {key: one.labels for key, one in people(shelf.told()).items()} == {"ben": (), "cy": ("Choir",)}
    shelf.delete("Choir")
    assert {key: one.labels for key, one in people(shelf.told()).items()} == {"ana": (), "cy": ()}
    assert people(shelf.told()) == {}


def test_a_card_whose_id_is_not_believed_is_known_by_its_place(shelf: Shelf) -> None:
    shelf.put("first", "UID:1", "FN:Ann Reed", "EMAIL:home@reed.example")
    shelf.put("second", "UID:2", "FN:Bo Reed", "EMAIL:home@reed.example")
    keys = {one.name: one.key for one in people(shelf.told()).values()}
    assert keys == {"Ann Reed": f"at:{shelf.book.url}first.vcf", "Bo Reed": f"at:{shelf.book.url}second.vcf"}
    shelf.delete("second")
    assert [one.key for one in shelf.told() if isinstance(one, Gone)] == [keys["Bo Reed"]]


def test_firms_and_groups_are_counted_and_are_nobody(shelf: Shelf) -> None:
    shelf.put("firm", "UID:firm", "FN:Boats Ltd", "N:;;;;", "ORG:Boats Ltd")
    shelf.group("Choir")
    reasons = {one.reason for one in shelf.told() if isinstance(one, Problem)}
    assert reasons == {"an organisation, not a person", "a group: its name is kept as a label of its members"}


def test_a_reading_broken_off_anywhere_goes_on_and_loses_nobody(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carddav_reading, "OFTEN", 2)
    names = [f"p{place}" for place in range(7)]
    for name in names:
        shelf.person(name)
    shelf.group("Choir", "p1", "p5")
    whole = shelf.told(after={})
    shelf.cursors.clear()
    for stop in range(len(whole)):
        cursors: dict[str, Cursor] = {}
        kept: dict[str, Contact] = {}
        for one in whole[:stop]:
            if isinstance(one, Cursor):
                cursors[shelf.name] = one
                kept |= people(whole[: whole.index(one)])
        kept |= people(shelf.told(after=cursors))
        assert kept == people(whole)


def test_what_changes_between_two_broken_readings_is_not_lost(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carddav_reading, "OFTEN", 1)
    for name in ("p0", "p1", "p2"):
        shelf.person(name)
    shelf.group("Choir", "p0", "p1")
    first = shelf.told()
    shelf.group("Choir", "p1", "p2")
    second = shelf.told()
    shelf.group("Choir", "p0")
    for stop in range(len(second)):
        broken = second[: stop + 1]
        before = {shelf.name: [one for one in (*first, *broken) if isinstance(one, Cursor)][-1]}
        seen = people(first) | people(broken) | people(shelf.told(after=before))
        assert {key: one.labels for key, one in seen.items()} == {"p0": ("Choir",), "p1": (), "p2": ()}


def test_a_damaged_cursor_or_one_of_another_book_is_a_first_reading(shelf: Shelf) -> None:
    shelf.person("ana")
    shelf.told()
    for value in ("nonsense", "[]", "{}", json.dumps({"url": "https://x.example/", "marks": {"/a": "1"}})):
        assert list(people(shelf.told(after={shelf.name: Cursor(value=value)}))) == ["ana"]


def test_a_wrong_password_is_said_so(server: Server) -> None:
    if not server.asks_who:
        return
    with pytest.raises(SourceAuthError):
        CardDav().check(account(server), Secret(value="wrong"))


def test_a_book_that_is_not_there_is_named_with_those_that_are(shelf: Shelf) -> None:
    with pytest.raises(SourceFormatError) as error:
        CardDav().check(account(shelf.server, books="No such"), SECRET)
    assert shelf.name in error.value.hint


def test_nobody_at_the_address_is_unavailable() -> None:
    asked = Account(kind="carddav", address="http://127.0.0.1:9/", user=USER)
    with pytest.raises(SourceUnavailable):
        CardDav().check(CardDav().find(asked).accounts[0], SECRET)


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("ana@icloud.com", "https://contacts.icloud.com/"),
        ("ana@fastmail.com", "https://carddav.fastmail.com/"),
        ("https://cloud.example.org/remote.php/dav", "https://cloud.example.org/remote.php/dav"),
    ],
)
def test_known_providers_and_named_servers_are_found_without_asking_anybody(address: str, url: str) -> None:
    found = CardDav().find(Account(kind="carddav", address=address))
    assert [one.settings["url"] for one in found.accounts] == [url]


@pytest.mark.parametrize("address", ["ana@hotmail.com", "not an address", "ftp://x.example/", ""])
def test_what_has_no_address_book_is_said_so(address: str) -> None:
    with pytest.raises(SourceError):
        CardDav().find(Account(kind="carddav", address=address))


def test_a_server_in_a_private_network_is_spoken_to_only_if_the_user_named_it(server: Server) -> None:
    found = Account(kind="carddav", address="robin@reed.example", user=USER, settings={"url": server.url})
    with pytest.raises(SourceFormatError) as error:
        CardDav().check(found, SECRET)
    assert "--as carddav" in error.value.hint


def test_the_users_own_login_goes_to_no_other_server() -> None:
    with answering(said("207 Multi-Status", body=HOME_ELSEWHERE)) as stage:
        asked = CardDav().find(Account(kind="carddav", address=stage.url, user=USER)).accounts[0]
        with pytest.raises(SourceFormatError) as error:
            CardDav().check(asked, SECRET)
    assert "evil.example" in str(error.value)


def test_an_unknown_setting_is_named(server: Server) -> None:
    with pytest.raises(SourceFormatError):
        account(server, folders="sent")


def test_a_card_that_is_damaged_costs_nobody_else(shelf: Shelf) -> None:
    shelf.person("ana")
    shelf.person("ben", "PHOTO;ENCODING=b:PHN2Zy8+", "BDAY:soon", "TEL:call me", "EMAIL:@", "item1.X-ABDATE:x")
    told = shelf.told()
    assert sorted(people(told)) == ["ana", "ben"]
    assert [one.reason for one in told if isinstance(one, Problem)] == [
        "its picture is not kept: it is no PNG, JPEG, GIF or WebP"
    ]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"BEGIN:VCARD", b"<html>", b"BEGIN:VCARD\nEND:VCARD\n" * 3])
def test_what_is_no_card_is_a_problem_and_no_fault(data: bytes, monkeypatch: pytest.MonkeyPatch, shelf: Shelf) -> None:
    shelf.person("ana")
    fetch = Dav.fetch

    def damaged(dav: Dav, book: Collection, members: Iterable[Member]) -> Iterator[Text]:
        return (replace(one, data=data) for one in fetch(dav, book, members))

    monkeypatch.setattr(Dav, "fetch", damaged)
    told = shelf.told()
    assert any(isinstance(one, Problem) for one in told)
    assert not people(told)
