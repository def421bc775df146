"""Calendars on real servers: found, read, read again, and what changed meanwhile."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.real.dav import PASSWORD, SERVERS, USER, Server

from kithly.errors import SourceAuthError, SourceFormatError, SourceUnavailable
from kithly.records import Meeting, Problem, Profile, Sighted
from kithly.sources.account import Account, Cursor, Gone, Part, Told
from kithly.sources.caldav import CalDav
from kithly.sources.caldav import reading as caldav_reading
from kithly.sources.caldav import source as caldav_source
from kithly.transport import dav as dav_client
from kithly.transport.dav import Collection, Dav, Holding, User, address_of
from kithly.transport.http import Http, Login, Peer
from kithly.transport.secrets import Secret

SECRET = Secret(value=PASSWORD)
EVENT = "text/calendar; charset=utf-8"
NOW = datetime.now(UTC).replace(microsecond=0)
ME = "robin@tarn.example"
_MADE = itertools.count()
_MAKE = (
    '<?xml version="1.0"?><d:mkcol xmlns:d="DAV:" xmlns:cal="urn:ietf:params:xml:ns:caldav"><d:set><d:prop>'
    "<d:resourcetype><d:collection/><cal:calendar/></d:resourcetype><d:displayname>{}</d:displayname>"
    "</d:prop></d:set></d:mkcol>"
)


@pytest.fixture(scope="module", params=sorted(SERVERS))
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with SERVERS[request.param](tmp_path_factory.mktemp(request.param)) as running:
        yield running


def account(server: Server, **settings: str) -> Account:
    return CalDav().find(Account(kind="caldav", address=server.url, user=USER, settings=settings)).accounts[0]


def stamp(days: float) -> str:
    return f"{NOW + timedelta(days=days):%Y%m%dT%H%M%SZ}"


@dataclass
class Shelf:
    """A calendar on a server, written to by somebody else."""

    server: Server
    name: str
    dav: Dav
    calendar: Collection
    cursors: dict[str, Cursor] = field(default_factory=dict)

    def put(self, name: str, *components: tuple[str, ...]) -> None:
        """Write one member."""
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN"]
        for one in components:
            lines += ["BEGIN:VEVENT", f"UID:{name}", f"DTSTAMP:{stamp(-1)}", *one, "END:VEVENT"]
        data = "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()
        self.dav.put(address_of(self.calendar, f"{name}.ics"), data, EVENT, etag=self.mark(name))

    def meeting(self, name: str, days: float, *more: str, who: str = "zita@lantern.example") -> None:
        """Write a meeting with somebody."""
        self.put(name, (f"DTSTART:{stamp(days)}", f"SUMMARY:{name}", f"ATTENDEE:mailto:{who}", *more))

    def delete(self, name: str) -> None:
        """Delete a member."""
        self.dav.delete(address_of(self.calendar, f"{name}.ics"), etag=self.mark(name))

    def mark(self, name: str) -> str:
        """Return the mark of a member; empty if there is none."""
        marks = {one.path: one.etag for one in self.dav.changes(self.calendar, token="", known={}).changed}
        return next((etag for path, etag in marks.items() if path.endswith(f"/{name}.ics")), "")

    def told(self, *, after: Mapping[str, Cursor] | None = None, user: str = USER) -> list[Told]:
        """Read as a sync does, and keep how far it came."""
        asked = replace(account(self.server, calendars=self.name), user=user)
        found = list(CalDav().read(asked, SECRET, after=self.cursors if after is None else after))
        for one in found:
            if isinstance(one, Cursor):
                self.cursors[self.name] = one
        return found


@pytest.fixture
def shelf(server: Server) -> Iterator[Shelf]:
    name = f"Shelf {next(_MADE)}"
    with Http(Peer(source="dav", at="x", own=frozenset({"127.0.0.1"}), login=Login(user=USER, value=PASSWORD))) as http:
        dav = Dav(http)
        home = dav.home(server.url, Holding.CALENDAR)[0]
        url = f"{home.rstrip('/')}/{name.replace(' ', '-')}/"
        http.demand(
            http.ask("MKCOL", url, headers={"Content-Type": "application/xml"}, body=_MAKE.format(name).encode())
        )
        yield Shelf(server=server, name=name, dav=dav, calendar=dav.collections(url, Holding.CALENDAR)[0])


def meetings(told: list[Told]) -> dict[str, Meeting]:
    found = [one.record for one in told if isinstance(one, Sighted)]
    return {one.key: one for one in found if isinstance(one, Meeting)}


def standing(told: list[Told]) -> list[str]:
    return sorted(key for key, one in meetings(told).items() if not one.is_cancelled)


def cancelled(told: list[Told]) -> list[str]:
    return sorted(key for key, one in meetings(told).items() if one.is_cancelled)


def test_a_calendar_is_tested_before_it_is_kept(shelf: Shelf) -> None:
    shelf.meeting("a", -1)
    checked = CalDav().check(account(shelf.server, calendars=shelf.name), SECRET)
    assert checked.words == (f"{shelf.name} holds 1 event.", "They are only read: nothing on the server changes.")


def test_all_is_read_once_and_then_only_what_changed(shelf: Shelf) -> None:
    shelf.meeting("a", -1)
    shelf.meeting("b", -400)
    shelf.put("alone", (f"DTSTART:{stamp(-2)}", "SUMMARY:Alone"))
    first = shelf.told()
    assert isinstance(first[0], Part)
    assert (first[0].name, first[0].total) == (shelf.name, 3)
    assert standing(first) == ["a|", "b|"]
    assert [one.reason for one in first if isinstance(one, Problem)] == ["nobody but you in it"]
    assert meetings(shelf.told()) == {}
    shelf.meeting("a", -2, "LOCATION:Pier")
    assert {key: one.place for key, one in meetings(shelf.told()).items()} == {"a|": "Pier"}


def test_what_lay_ahead_and_was_deleted_never_took_place_and_what_was_past_stays(shelf: Shelf) -> None:
    shelf.meeting("past", -3)
    shelf.meeting("ahead", 3)
    shelf.put(
        "series",
        (f"DTSTART:{stamp(-14)}", "RRULE:FREQ=WEEKLY;COUNT=4", "SUMMARY:Knots", "ATTENDEE:mailto:z@lantern.example"),
    )
    before = meetings(shelf.told())
    assert len(before) == 6
    for name in ("past", "ahead", "series"):
        shelf.delete(name)
    told = shelf.told()
    late = sorted(key for key, one in before.items() if one.at and one.at > datetime.now(UTC))
    assert len(late) == 2 or len(late) == 3
    assert cancelled(told) == late
    assert standing(told) == []
    assert sorted(one.key.rpartition("/")[2] for one in told if isinstance(one, Gone)) == [
        "ahead.ics",
        "past.ics",
        "series.ics",
    ]
    assert meetings(shelf.told()) == {}


def test_a_time_that_is_taken_out_of_a_series_never_takes_place(shelf: Shelf) -> None:
    guest, rule = "ATTENDEE:mailto:z@lantern.example", "RRULE:FREQ=DAILY;COUNT=3"
    shelf.put("series", (f"DTSTART:{stamp(1)}", rule, guest))
    assert len(standing(shelf.told())) == 3
    shelf.put("series", (f"DTSTART:{stamp(1)}", rule, guest, f"EXDATE:{stamp(2)}"))
    told = shelf.told()
    assert (cancelled(told), len(standing(told))) == ([f"series|{stamp(2)}"], 2)
    shelf.put("series", (f"DTSTART:{stamp(1)}", rule, guest, "STATUS:CANCELLED"))
    assert (len(cancelled(shelf.told())), standing(shelf.told())) == (3, [])


def test_a_series_that_goes_on_is_followed_further_after_a_month(shelf: Shelf) -> None:
    shelf.put("series", (f"DTSTART:{stamp(-1)}", "RRULE:FREQ=WEEKLY", "ATTENDEE:mailto:z@lantern.example"))
    shelf.meeting("once", 2)
    shelf.told()
    assert meetings(shelf.told()) == {}
    told = json.loads(shelf.cursors[shelf.name].value)
    assert list(told["more"]["series"]) == [next(path for path in told["marks"] if path.endswith("series.ics"))]
    told["more"]["series"] = dict.fromkeys(told["more"]["series"], (NOW - timedelta(days=31)).isoformat())
    again = shelf.told(after={shelf.name: Cursor(value=json.dumps(told))})
    assert {key.partition("|")[0] for key in meetings(again)} == {"series"}
    assert cancelled(again) == []


def test_the_latest_years_come_first(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caldav_reading, "FEW", 2)
    monkeypatch.setattr(dav_client, "AT_ONCE", 1)  # within one answer the server orders
    for name, days in (("a", -2_000), ("b", -1), ("c", -800), ("d", -200)):
        shelf.meeting(name, days)
    order = [one.record.key for one in shelf.told() if isinstance(one, Sighted) and isinstance(one.record, Meeting)]
    assert order == ["b|", "d|", "c|", "a|"]


def test_a_reading_broken_off_anywhere_goes_on_and_loses_nothing(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caldav_reading, "OFTEN", 2)
    for number in range(5):
        shelf.meeting(f"m{number}", number - 2.5)
    whole = shelf.told(after={})
    shelf.cursors.clear()
    for stop in range(len(whole)):
        cursors: dict[str, Cursor] = {}
        kept: set[str] = set()
        for one in whole[:stop]:
            if isinstance(one, Cursor):
                cursors[shelf.name] = one
                kept |= set(standing(whole[: whole.index(one)]))
        assert kept | set(standing(shelf.told(after=cursors))) == set(standing(whole))
    shelf.delete("m4")
    assert cancelled(shelf.told(after=cursors)) in ([], ["m4|"])


def test_the_users_own_address_is_told_and_is_not_a_guest(shelf: Shelf) -> None:
    if shelf.server.asks_who:
        return  # the other server lets a user sign in by an address
    shelf.meeting("a", -1, f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{ME}")
    shelf.meeting("b", -2, f"ATTENDEE;PARTSTAT=DECLINED:mailto:{ME}")
    told = shelf.told(user=ME)
    profiles = [one.record for one in told if isinstance(one, Sighted) and isinstance(one.record, Profile)]
    assert [(one.certain, [each.value for each in one.identities]) for one in profiles] == [(True, [ME])]
    found = meetings(told)
    assert (found["a|"].is_mine, found["b|"].is_mine) == (True, False)
    assert found["a|"].owner == profiles[0].identities[0]


def test_of_a_calendar_that_is_shared_only_what_names_the_user_counts(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.meeting("theirs", -1)
    shelf.meeting("ours", -2, f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{ME}")
    user = User(path="/somebody-else", addresses=(f"mailto:{ME}", "/principals/robin"))
    monkeypatch.setattr(caldav_source, "_user", lambda _dav, _calendar: user)
    monkeypatch.setattr(caldav_source, "_is_own", lambda _calendar, _user: False)
    told = shelf.told()
    assert {key: one.is_mine for key, one in meetings(told).items()} == {"ours|": False}
    assert [one.reason for one in told if isinstance(one, Problem)] == [
        "it is somebody else's calendar, and you are not named in it"
    ]


def test_a_damaged_cursor_or_one_of_another_calendar_is_a_first_reading(shelf: Shelf) -> None:
    shelf.meeting("a", -1)
    shelf.told()
    for value in ("nonsense", "[]", "{}", json.dumps({"url": "https://x.example/", "marks": {"/a": "1"}})):
        assert standing(shelf.told(after={shelf.name: Cursor(value=value)})) == ["a|"]


def test_a_wrong_password_and_an_unknown_calendar_are_said_so(shelf: Shelf) -> None:
    with pytest.raises(SourceFormatError) as error:
        CalDav().check(account(shelf.server, calendars="No such"), SECRET)
    assert shelf.name in error.value.hint
    with pytest.raises(SourceFormatError):
        account(shelf.server, books="x")
    if shelf.server.asks_who:
        with pytest.raises(SourceAuthError):
            CalDav().check(account(shelf.server), Secret(value="wrong"))


def test_nobody_at_the_address_is_unavailable() -> None:
    asked = Account(kind="caldav", address="http://127.0.0.1:9/", user=USER)
    with pytest.raises(SourceUnavailable):
        CalDav().check(CalDav().find(asked).accounts[0], SECRET)


@pytest.mark.parametrize(
    ("address", "url"),
    [("ana@icloud.com", "https://caldav.icloud.com/"), ("ana@fastmail.com", "https://caldav.fastmail.com/")],
)
def test_known_providers_are_found_without_asking_anybody(address: str, url: str) -> None:
    found = CalDav().find(Account(kind="caldav", address=address))
    assert [one.settings["url"] for one in found.accounts] == [url]


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", b"BEGIN:VCALENDAR", b"<html>", b"BEGIN:VEVENT\nRRULE:x\nATTENDEE:y"]
)
def test_what_is_no_event_is_no_fault(data: bytes, monkeypatch: pytest.MonkeyPatch, shelf: Shelf) -> None:
    shelf.meeting("a", -1)
    fetch = Dav.fetch
    monkeypatch.setattr(Dav, "fetch", lambda *asked: (replace(one, data=data) for one in fetch(*asked)))
    told = shelf.told()
    assert meetings(told) == {}
    assert any(isinstance(one, Problem) for one in told)
