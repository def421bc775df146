"""A calendar of its own on real servers: made, kept in step, tidied; what others wrote is never touched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.e2e import reminding_shapes as shapes
from tests.e2e.conftest import NOW, Kithly
from tests.e2e.letters import ME, write_letters
from tests.e2e.shapes import misfits
from tests.real.dav import PASSWORD, SERVERS, USER, Server

from kithly.sources.caldav.own import is_own
from kithly.transport.dav import Collection, Dav, Holding, Member, address_of
from kithly.transport.http import Http, Login, Peer

DAY = timedelta(days=1)
OTHERS = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:dentist\r\nDTSTAMP:20260101T000000Z\r\n"
    b"DTSTART;VALUE=DATE:20260401\r\nSUMMARY:Dentist\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)

on_both = pytest.mark.parametrize("server", sorted(SERVERS), indirect=True)


@pytest.fixture
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    folder = tmp_path / "server"
    folder.mkdir()
    with SERVERS[getattr(request, "param", "radicale")](folder) as running:
        yield running


@pytest.fixture
def kithly(tmp_path: Path, server: Server) -> Kithly:
    command = Kithly(data=tmp_path / "network")
    command.ok("me", "--set", f"address={ME}")
    talks = dict.fromkeys(("ana", "ben"), ((False, 5 * DAY), (True, 300 * DAY)))
    command.ok("import", write_letters(tmp_path / "mail.mbox", talks, "Could you send me the list of harbour cranes?"))
    with calendars(server) as (dav, found):
        if not found:  # Radicale begins with none
            dav.make_calendar(f"{server.home}work/", "Work")
    command.ok(
        "account", "add", server.url, "--as", "caldav", "--user", USER, "--stdin", stdin=f"{PASSWORD}\n".encode()
    )
    return command


@contextmanager
def calendars(server: Server) -> Iterator[tuple[Dav, tuple[Collection, ...]]]:
    login = Login(user=USER, value=PASSWORD)
    with Http(Peer(source="dav", at="x", own=frozenset({"127.0.0.1"}), login=login)) as http:
        dav = Dav(http)
        home = dav.home(server.url, Holding.CALENDAR)[0]
        yield dav, dav.collections(home, Holding.CALENDAR)


def own(server: Server) -> dict[str, Member]:
    """Return the events of Kithly's own calendar, by name."""
    with calendars(server) as (dav, found):
        (calendar,) = [one for one in found if is_own(one)]
        return {one.path.rpartition("/")[2]: one for one in dav.changes(calendar, token="", known={}).changed}


def write(kithly: Kithly, server: Server, **now: Any) -> Any:
    view = kithly.view("calendar", "--account", server.url, **now)
    assert misfits(view, shapes.CALENDAR) == []
    return view


@on_both
def test_it_is_made_written_and_tidied(kithly: Kithly, server: Server) -> None:
    first = write(kithly, server)
    assert first["written"] == len(first["leaves"]) == len(own(server)) > 0
    again = write(kithly, server)
    assert (again["written"], again["removed"], again["kept"]) == (0, 0, 0)
    kithly.ok("done", kithly.view("today")["touches"][0]["id"])
    after = write(kithly, server)
    assert (after["written"], after["removed"]) == (0, 1)
    assert len(own(server)) == len(first["leaves"]) - 1


def test_no_other_calendar_is_touched_and_its_own_is_not_read(kithly: Kithly, server: Server) -> None:
    with calendars(server) as (dav, found):
        dav.put(address_of(found[0], "dentist.ics"), OTHERS, "text/calendar; charset=utf-8", etag="")
        before = {one.url: dav.changes(one, token="", known={}).changed for one in found}
    write(kithly, server)
    kithly.ok("done", kithly.view("today")["touches"][0]["id"])
    write(kithly, server)
    with calendars(server) as (dav, found):
        after = {one.url: dav.changes(one, token="", known={}).changed for one in found if not is_own(one)}
    assert after == before
    parts = [part["part"] for one in kithly.view("sync")["accounts"] for part in one["parts"]]
    assert not any("Kithly" in part for part in parts)


@on_both
def test_what_the_user_changed_or_removed_there_stays_so(kithly: Kithly, server: Server) -> None:
    write(kithly, server)
    first, second = sorted(own(server))[:2]
    with calendars(server) as (dav, found):
        (calendar,) = [one for one in found if is_own(one)]
        here = own(server)
        (text,) = dav.fetch(calendar, [here[first]])
        edited = text.data.replace(b"SUMMARY:", b"SUMMARY:Call first! ")
        dav.put(here[first].url, edited, "text/calendar; charset=utf-8", etag=here[first].etag)
        dav.delete(here[second].url, etag=here[second].etag)
    kithly.ok("snooze", "--all", "--days", "3")
    view = write(kithly, server)
    assert view["kept"] >= 1
    with calendars(server) as (dav, found):
        (calendar,) = [one for one in found if is_own(one)]
        (text,) = dav.fetch(calendar, [own(server)[first]])
    assert b"Call first!" in text.data
    assert second not in own(server)
    write(kithly, server, now=NOW + timedelta(hours=1))
    assert second not in own(server)


def test_it_ends_when_the_user_says_so_and_can_be_undone(kithly: Kithly, server: Server) -> None:
    write(kithly, server)
    ended = kithly.view("calendar", "--off")
    assert kithly("calendar", "--off").code == 1
    kithly.ok("undo", ended["change"])
    assert write(kithly, server)["written"] == 0
    assert len(own(server)) > 0


def test_a_calendar_that_was_removed_there_is_said_and_nothing_is_written_elsewhere(
    kithly: Kithly, server: Server
) -> None:
    write(kithly, server)
    login = Login(user=USER, value=PASSWORD)
    with (
        calendars(server) as (_, found),
        Http(Peer(source="dav", at="x", own=frozenset({"127.0.0.1"}), login=login)) as http,
    ):
        (calendar,) = [one for one in found if is_own(one)]
        http.demand(http.ask("DELETE", calendar.url))
    assert kithly("calendar", "--account", server.url).code in {1, 3}
    with calendars(server) as (_, found):
        assert not [one for one in found if is_own(one)]
