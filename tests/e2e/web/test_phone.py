"""A phone: outside until it is paired at the computer, then in the rooms of the day, and in no other."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.e2e.web.conftest import NOW, ORIGIN, Browser, browsing, words_of
from tests.e2e.web.test_gate import FOREIGN_ORIGINS, filled

from kithly.app.belonging.word import note
from kithly.app.changes import IMPORT, list_changes, undo
from kithly.app.passes.keeping import UNUSED, list_passes, make_pass, revoke_pass
from kithly.app.passes.scopes import DEVICE, READ
from kithly.app.persons.finding import find_people
from kithly.errors import StoreBusy, UserError
from kithly.interfaces.web import closed
from kithly.interfaces.web.devices import named
from kithly.interfaces.web.house import House
from kithly.interfaces.web.pairing import GOOD_FOR, MOST_TRIES, Answer, Pairing
from kithly.interfaces.web.phone_app import cookie_of, phone_app
from kithly.interfaces.web.rooms import ROOMS

ADDRESS, PORT = "192.168.7.20", 8790
PHONE = f"http://{ADDRESS}:{PORT}"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A phone in the local network, and the computer.

    Attributes:
        client: The phone.
        desk: The computer.
    """

    client: TestClient
    desk: Browser

    @property
    def house(self) -> House:
        """What the rooms share."""
        found: House = self.desk.client.app.state.house  # type: ignore[attr-defined]
        return found

    @property
    def pairing(self) -> Pairing:
        """Who asks to come in."""
        return self.house.phone.pairing

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """Send a form as a page of the phone would, and stay where it is answered."""
        answer = self.client.post(path, data=fields, headers={"origin": PHONE}, follow_redirects=False)
        return answer.status_code, answer.text

    def looks(self, path: str) -> int:
        """Look at a page, and return what comes of it."""
        return int(self.client.get(path, follow_redirects=False).status_code)

    def pair(self) -> str:
        """Pair this phone, and return the secret it holds."""
        token = self.pairing.invite().token
        assert self.post(f"/pair/with/{token}")[0] == 303
        knock = self.pairing.waiting()
        assert knock
        assert self.pairing.answer(knock.id, "Robin's phone", is_yes=True)
        assert self.looks("/pair/wait") == 303
        return str(self.client.cookies[cookie_of(PORT)])


@pytest.fixture(scope="module")
def desk(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Return the computer's browser."""
    folder = shutil.copytree(imported, tmp_path_factory.mktemp("phone") / "network")
    with browsing(folder) as one:
        one.get("/today")
        yield one


@pytest.fixture
def phone(desk: Browser) -> Iterator[Phone]:
    """Return a phone that is not paired."""
    app = phone_app(desk.client.app.state.house, ADDRESS, PORT)  # type: ignore[attr-defined]
    with TestClient(app, base_url=PHONE, headers={"user-agent": IPHONE}) as client:
        yield Phone(client=client, desk=desk)
    for one in list_passes(desk.network, kind=DEVICE).passes:
        revoke_pass(desk.network, one.id)


def test_unpaired_nothing_is_seen_but_how_to_pair(phone: Phone) -> None:
    before = phone.desk.network.store.stamp()
    for room in ROOMS:
        answer = phone.client.request(room.method, filled(room.path), headers={"origin": PHONE}, data={"token": "x"})
        assert answer.status_code == 401, room.path
        assert "This phone is not paired." in answer.text
        assert "Quillfeather" not in answer.text
    assert phone.desk.network.store.stamp() == before


def test_no_way_in_of_the_computer_leads_in_here(phone: Phone) -> None:
    desk_key = phone.desk.client.cookies[phone.house.cookie]
    ticket = phone.house.doorkeeper.ticket()
    for cookie in (f"{phone.house.cookie}={desk_key}", f"{cookie_of(PORT)}={desk_key}"):
        assert phone.client.get("/today", headers={"cookie": cookie}).status_code == 401
    assert phone.looks(f"/enter/{ticket}") == 401
    assert phone.client.get("/alive", headers={"x-kithly-key": phone.house.bell.key}).status_code == 401
    program = make_pass(phone.desk.network, "a program", (READ,)).token
    assert phone.client.get("/today", headers={"cookie": f"{cookie_of(PORT)}={program}"}).status_code == 401
    assert phone.client.get("/api/v1/people", headers={"authorization": f"Bearer {program}"}).status_code == 401


def test_the_key_of_a_phone_opens_nothing_at_the_computer(phone: Phone) -> None:
    secret = phone.pair()
    for name in (phone.house.cookie, cookie_of(PORT)):
        with TestClient(phone.desk.client.app, base_url=ORIGIN) as outsider:
            assert outsider.get("/today", headers={"cookie": f"{name}={secret}"}).status_code == 401


def test_paired_every_open_room_answers_and_every_other_says_where_it_is_done(phone: Phone) -> None:
    secret = phone.pair()
    page = phone.client.get("/today").text
    token = re.search(r'data-token="([^"]+)"', page)
    assert token
    for room in ROOMS:
        is_open = closed.is_open(room.path)
        if room.method == "GET":
            answer = phone.client.get(filled(room.path), follow_redirects=False)
            assert (answer.status_code == 403) is not is_open, room.path
            assert ("This is done at the computer." in answer.text) is not is_open, room.path
        elif not is_open:
            sent = {"token": token[1]}
            answer = phone.client.request(room.method, filled(room.path), data=sent, headers={"origin": PHONE})
            assert answer.status_code == 403, room.path
    assert secret not in page


def test_every_room_is_said_to_be_open_or_closed_to_phones() -> None:
    assert [room.path for room in ROOMS if closed.told_of(room.path) is None] == []
    assert closed.told_of("/something/new") is None
    assert not closed.is_open("/something/new")


@pytest.mark.parametrize(
    "path",
    ["/accounts", "/settings/phone", "/settings/writer", "/settings/sending", "/settings/place", "/start", "/files/x"],
)
def test_what_lets_in_holds_secrets_or_touches_files_stays_at_the_computer(path: str) -> None:
    assert not closed.is_open(path)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        f"evil.example:{PORT}",
        ADDRESS,
        f"{ADDRESS}:{PORT + 1}",
        f"127.0.0.1:{PORT}",
        f"localhost:{PORT}",
        f"0.0.0.0:{PORT}",
        f"{ADDRESS}.evil.example:{PORT}",
        f"192.168.1812:{PORT}",
        "",
    ],
)
def test_a_rebound_or_foreign_name_is_refused(phone: Phone, host: str) -> None:
    phone.pair()
    for path in ("/today", "/static/any/kithly.css", "/pair/wait", "/pair/with/x"):
        assert phone.client.get(path, headers={"host": host}).status_code == 403
    assert phone.client.post("/pair/code", headers={"host": host, "origin": f"http://{host}"}).status_code == 403


@pytest.mark.parametrize("origin", [*FOREIGN_ORIGINS, ORIGIN, f"https://{ADDRESS}:{PORT}", f"http://{ADDRESS}"])
def test_what_changes_something_must_come_from_a_page_of_this_very_address(phone: Phone, origin: str | None) -> None:
    phone.pair()
    token = phone.pairing.invite().token
    headers = {} if origin is None else {"origin": origin}
    for room in ROOMS:
        if room.method != "GET":
            answer = phone.client.request(room.method, filled(room.path), headers=headers, data={"token": "x"})
            assert answer.status_code == 403, room.path
    for path in ("/pair/code", f"/pair/with/{token}"):
        assert phone.client.post(path, headers=headers).status_code == 403
    assert phone.pairing.waiting() is None


def test_another_site_may_not_even_look_and_a_form_needs_the_token_of_its_page(phone: Phone) -> None:
    phone.pair()
    for site in ("cross-site", "same-site"):
        assert phone.client.get("/today", headers={"sec-fetch-site": site}).status_code == 403
    assert phone.post("/settings/look", theme="dark")[0] == 403
    assert phone.post("/settings/look", theme="dark", token=phone.desk.token)[0] == 403


def test_a_token_is_used_up_by_asking_and_not_by_looking(phone: Phone) -> None:
    token = phone.pairing.invite().token
    for _ in range(2):
        assert "Ask the computer" in phone.client.get(f"/pair/with/{token}").text
    assert phone.post(f"/pair/with/{token}")[0] == 303
    assert phone.post(f"/pair/with/{token}")[0] == 403
    assert phone.client.get(f"/pair/with/{token}").status_code == 410


def test_nobody_comes_in_before_the_yes_nor_after_a_no(phone: Phone) -> None:
    token = phone.pairing.invite().token
    phone.post(f"/pair/with/{token}")
    knock = phone.pairing.waiting()
    assert knock
    assert knock.mark in words_of(phone.client.get("/pair/wait").text)
    assert phone.looks("/today") == 401
    assert phone.pairing.answer(knock.id, "", is_yes=False)
    assert "The computer said no." in phone.client.get("/pair/wait").text
    assert phone.looks("/today") == 401
    assert not phone.pairing.answer(knock.id, "", is_yes=True)


def test_a_yes_is_given_to_the_phone_that_asked_and_once(phone: Phone) -> None:
    secret = phone.pair()
    assert secret not in str(list_passes(phone.desk.network, kind=DEVICE))
    with TestClient(phone.client.app, base_url=PHONE) as other:
        assert "Nothing waits here." in other.get("/pair/wait").text
        assert other.get("/today", follow_redirects=False).status_code == 401
    assert "Nothing waits here." in phone.client.get("/pair/wait").text
    (one,) = (one for one in list_passes(phone.desk.network, kind=DEVICE).passes if one.state == "good")
    assert one.name == "Robin's phone"


def test_the_cookie_can_be_read_by_no_script_and_sent_from_no_other_site(phone: Phone) -> None:
    token = phone.pairing.invite().token
    phone.post(f"/pair/with/{token}")
    knock = phone.pairing.waiting()
    assert knock
    phone.pairing.answer(knock.id, "", is_yes=True)
    told = phone.client.get("/pair/wait", headers={"hx-request": "true"})
    assert told.headers["hx-redirect"] == "/"
    for cookie in told.headers.get_list("set-cookie"):
        assert "httponly" in cookie.lower()
        assert "samesite=strict" in cookie.lower()


def test_a_typed_code_is_good_in_any_case_and_with_spaces(phone: Phone) -> None:
    code = phone.pairing.invite().code
    assert phone.post("/pair/code", code=f" {code[:4].lower()} {code[4:]} ")[0] == 303
    assert phone.pairing.waiting()


def test_five_wrong_codes_end_the_code_and_leave_the_qr_code(phone: Phone) -> None:
    invitation = phone.pairing.invite()
    for _ in range(MOST_TRIES):
        assert phone.post("/pair/code", code="AAAA AAAA")[0] == 403
    assert phone.post("/pair/code", code=invitation.code)[0] == 403
    assert phone.post(f"/pair/with/{invitation.token}")[0] == 303


def test_far_too_much_is_not_read_of_a_stranger(phone: Phone) -> None:
    phone.pairing.invite()
    headers = {"origin": PHONE, "content-type": "application/x-www-form-urlencoded"}
    assert phone.client.post("/pair/code", content=b"code=" + b"A" * 100_000, headers=headers).status_code == 400


def test_whatever_name_is_typed_the_phone_comes_in(phone: Phone) -> None:
    phone.post(f"/pair/with/{phone.pairing.invite().token}")
    knock = phone.pairing.waiting()
    assert knock
    name = " \u202eMy\x00 " + "phone" * 50
    assert "<script>" not in phone.desk.ok(
        phone.desk.post(f"/settings/phone/knocks/{knock.id}", answer="yes", name=name + "<script>")
    )
    assert phone.looks("/pair/wait") == 303
    assert phone.looks("/today") == 200
    assert "does not wait any more" in words_of(
        phone.desk.ok(phone.desk.post(f"/settings/phone/knocks/{knock.id}", answer="yes", back="/settings/phone"))
    )


def test_an_invitation_and_a_question_end_after_five_minutes() -> None:
    time = [0.0]
    pairing = Pairing(lambda: time[0])
    first = pairing.invite()
    time[0] = GOOD_FOR
    assert pairing.ask_by_token(first.token, "x") is None
    assert pairing.ask_by_code(first.code, "x") is None
    second = pairing.invite()
    knock = pairing.ask_by_token(second.token, "x")
    assert knock
    time[0] += GOOD_FOR
    assert pairing.waiting() is None
    assert not pairing.answer(knock.id, "", is_yes=True)
    assert pairing.outcome(knock.secret) == (Answer.ENDED, "x")


def test_a_new_invitation_ends_the_older_one() -> None:
    pairing = Pairing()
    first = pairing.invite()
    pairing.invite()
    assert not pairing.is_good(first.token)
    assert len(first.token) * 6 >= 128
    assert len(first.code) == 8


def test_an_unpaired_phone_is_outside_at_its_next_request(phone: Phone) -> None:
    phone.pair()
    assert phone.looks("/today") == 200
    (one,) = (one for one in list_passes(phone.desk.network, kind=DEVICE).passes if one.state == "good")
    assert "may come in no more" in words_of(phone.desk.ok(phone.desk.post(f"/settings/phone/{one.id}/unpair")))
    assert phone.looks("/today") == 401


def test_a_phone_that_is_not_used_for_ninety_days_is_outside(imported: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(imported, tmp_path / "network")
    with browsing(folder) as desk:
        secret = make_pass(desk.network, "A phone", (READ,), kind=DEVICE).token
    for days, status in ((89, 200), (89 + 89, 200), (89 + 89 + UNUSED.days + 1, 401)):
        with browsing(folder, now=NOW + timedelta(days=days)) as desk:
            app = phone_app(desk.client.app.state.house, ADDRESS, PORT)  # type: ignore[attr-defined]
            with TestClient(app, base_url=PHONE) as client:
                headers = {"cookie": f"{cookie_of(PORT)}={secret}"}
                assert client.get("/settings", headers=headers).status_code == status


def test_a_phone_takes_nothing_back_that_says_who_is_asked(phone: Phone) -> None:
    phone.pair()
    page = phone.client.get("/changes").text
    token = re.search(r'data-token="([^"]+)"', page)
    undo = re.search(r'action="(/changes/\w+/undo)"', page)
    assert token
    assert undo
    before = phone.desk.network.store.stamp()
    phone.client.post(undo[1], data={"token": token[1]}, headers={"origin": PHONE}, follow_redirects=False)
    assert phone.desk.network.store.stamp() == before
    assert "This is taken back at the computer." in words_of(phone.client.get("/changes").text)


def test_no_spelling_of_a_change_lets_a_phone_take_it_back_and_its_own_words_it_may(phone: Phone) -> None:
    phone.pair()
    network = phone.desk.network
    imports = next(one.id for one in list_changes(network).changes if one.kind == IMPORT)
    with network.store.transaction() as tx:
        unknown = tx.changes.open("a_kind_to_come", "Something new", NOW)
    noted = note(network, find_people(network, limit=1).people[0].id, "Likes islands").change
    token = re.search(r'data-token="([^"]+)"', phone.client.get("/changes").text)
    assert token
    before = network.store.stamp()
    for told in (imports, imports[:-1], imports.upper(), imports[:-1].upper(), unknown, unknown.upper(), "%20"):
        phone.post(f"/changes/{told}/undo", token=token[1])
        assert network.store.stamp() == before, told
    phone.post(f"/changes/{noted.upper()}/undo", token=token[1])
    assert next(one for one in list_changes(network).changes if one.id == noted).undone
    with pytest.raises(UserError):
        undo(network, None, kinds={"note"})


def test_a_yes_is_not_lost_while_the_store_is_busy(phone: Phone) -> None:
    assert phone.post(f"/pair/with/{phone.pairing.invite().token}")[0] == 303
    knock = phone.pairing.waiting()
    assert knock
    assert phone.pairing.answer(knock.id, "Robin's phone", is_yes=True)

    def busy(_: str) -> str:
        raise StoreBusy("An import is running.")

    with pytest.raises(StoreBusy):
        phone.pairing.come_in(knock.secret, busy)
    assert phone.looks("/pair/wait") == 303
    assert phone.looks("/today") == 200
    assert phone.pairing.come_in(knock.secret, busy) is None


def test_on_a_phone_the_pages_lead_to_no_room_that_is_closed(phone: Phone) -> None:
    phone.pair()
    for path in ("/today", "/settings", "/settings/you", "/people", "/outbox"):
        page = phone.client.get(path).text
        frame = re.sub(r"<main.*?</main>", "", page, flags=re.DOTALL) if path not in {"/settings", "/outbox"} else page
        assert [
            one
            for one in re.findall(r'href="(/[\w/-]*)"', frame)
            if not one.startswith("/static") and not closed.is_open(one)
        ] == []


@pytest.mark.parametrize(
    ("browser", "name"),
    [
        (IPHONE, "iPhone in Safari"),
        ("Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/131.0.0.0 Mobile Safari/537.36", "Android phone in Chrome"),
        ("Mozilla/5.0 (Android 15; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0", "Android phone in Firefox"),
        ("Mozilla/5.0 (iPad; CPU OS 18_0) CriOS/131.0 Mobile/15E148 Safari/604.1", "iPad in Chrome"),
        ("", "A device"),
        ("<script>", "A device"),
    ],
)
def test_a_device_is_called_what_it_seems_to_be(browser: str, name: str) -> None:
    assert named(browser) == name
