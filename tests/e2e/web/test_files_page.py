"""Files brought through the page: looked at before anything is kept, read aside, taken back; every bad one in words."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from urllib.parse import quote

import httpx2
import pytest
from tests.e2e.conftest import Exports, Kithly
from tests.e2e.web.conftest import ORIGIN, Browser, words_of

from kithly.app.bringing.tray import Tray
from kithly.app.persons.people import list_people
from kithly.app.views import JobState
from kithly.interfaces.web.house import House

ENDED = {JobState.DONE, JobState.STOPPED, JobState.BROKEN}
LONG = 60  # looks of a second each, after which a test gives up


def tray(browser: Browser) -> Tray:
    """Return the tray and desk behind the pages."""
    house: House = browser.client.app.state.house  # type: ignore[attr-defined]
    return house.tray


def put(browser: Browser, name: str, data: bytes, *, token: str | None = None) -> httpx2.Response:
    """Bring one file as the script of the page does."""
    headers = {"origin": ORIGIN, "x-kithly-token": browser.token if token is None else token}
    answer: httpx2.Response = browser.client.put(f"/files/{quote(name, safe='')}", content=data, headers=headers)
    return answer


def bring(browser: Browser, *paths: Path) -> httpx2.Response:
    """Bring files as the form does without a script."""
    files = [("files", (path.name, path.read_bytes())) for path in paths]
    answer: httpx2.Response = browser.client.post(
        "/files", data={"token": browser.token}, files=files, headers={"origin": ORIGIN}
    )
    return answer


def read_all(browser: Browser) -> str:
    """Keep what waits, wait until it is read, and return the words of the page."""
    browser.ok(browser.post("/files/keep"))
    desk = tray(browser).desk
    for _ in range(LONG):
        if all(job.state in ENDED for job in desk.jobs()):
            return browser.words("/start")
        desk.wait(1.0)
    raise AssertionError(desk.jobs())


def incoming(browser: Browser) -> list[Path]:
    """Return what lies in the folder of files that come in."""
    return sorted((browser.network.settings.folder / "incoming").glob("*"))


def test_a_stranger_brings_their_exports_and_today_is_ready(stranger: Browser, few: Exports) -> None:
    page = words_of(stranger.ok(bring(stranger, *few.all)))
    assert "LinkedIn export of 1 March 2026:" in page
    assert "a mailbox" in page
    assert not list_people(stranger.network).total
    page = read_all(stranger)
    assert "Today is ready." in page
    assert "This is you" in page
    assert "Read from your LinkedIn export" in page
    assert list_people(stranger.network).total
    assert not incoming(stranger)


def test_nothing_is_kept_of_what_is_left_out(stranger: Browser, few: Exports) -> None:
    stranger.ok(bring(stranger, few.newer))
    stranger.ok(stranger.post(f"/files/{tray(stranger).offers()[0].id}/leave"))
    assert not tray(stranger).offers()
    assert not incoming(stranger)
    assert not list_people(stranger.network).total


def test_an_import_is_taken_back_on_the_page_it_stands_on(stranger: Browser, few: Exports) -> None:
    stranger.ok(bring(stranger, few.newer))
    read_all(stranger)
    outcome = tray(stranger).desk.jobs()[0].import_
    assert outcome is not None
    stranger.ok(stranger.post(f"/changes/{outcome.import_}/undo", back="/start", yes="yes"))
    assert "Taken back: nothing of it is kept." in stranger.words("/start")
    assert not list_people(stranger.network).total


def test_the_same_file_again_says_so_and_changes_nothing(stranger: Browser, few: Exports) -> None:
    stranger.ok(put(stranger, few.newer.name, few.newer.read_bytes()))
    read_all(stranger)
    before = list_people(stranger.network).total
    stranger.ok(put(stranger, few.newer.name, few.newer.read_bytes()))
    assert "read before and not changed since" in stranger.words("/start")
    assert "known already" in read_all(stranger)
    assert list_people(stranger.network).total == before


def test_what_was_left_out_of_a_file_is_listed_with_place_and_reason(stranger: Browser, few: Exports) -> None:
    stranger.ok(bring(stranger, few.newer))
    page = read_all(stranger)
    assert "See what was left out, and why" in page
    job = tray(stranger).desk.jobs()[0]
    listed = stranger.words(f"/files/{job.id}")
    assert job.import_ is not None
    problems = [problem for file in job.import_.files for problem in file.problems]
    assert problems
    assert all(problem.at in listed and problem.reason in listed for problem in problems)


def test_a_place_on_this_computer_is_looked_at_without_a_copy(stranger: Browser, few: Exports) -> None:
    stranger.ok(stranger.post("/files/place", place=f'"{few.mailbox}"'))
    assert "a mailbox" in stranger.words("/start")
    assert not incoming(stranger)
    assert "Today is ready." in read_all(stranger)
    assert few.mailbox.exists()


@pytest.mark.parametrize(("verb", "step"), [("export", "import"), ("backup", "restore")])
def test_what_kithly_wrote_itself_is_told_where_it_goes(
    stranger: Browser, tmp_path: Path, verb: str, step: str
) -> None:
    own = tmp_path / "own.zip"
    Kithly(data=tmp_path / "of-it").ok(verb, own)
    stranger.ok(put(stranger, own.name, own.read_bytes()))
    words = words_of(stranger.ok(stranger.get("/start")))
    assert f"In a terminal: kithly {step} own.zip --" in words
    assert "Keep own.zip" not in words


def test_an_address_of_a_file_is_a_place_too(stranger: Browser, few: Exports) -> None:
    stranger.ok(stranger.post("/files/place", place=few.mailbox.as_uri()))
    assert tray(stranger).offers()[0].readable


@pytest.mark.parametrize("path", ["", "mail.mbox", "  ", "\x00"])
def test_half_a_path_is_asked_for_whole(stranger: Browser, path: str) -> None:
    page = stranger.ok(stranger.post("/files/place", place=path, back="/start"))
    assert "Say the whole path" in words_of(page)


def test_a_place_where_nothing_is_says_so(stranger: Browser, tmp_path: Path) -> None:
    stranger.ok(stranger.post("/files/place", place=str(tmp_path / "nothing.mbox")))
    assert "nothing.mbox" in stranger.words("/start")
    assert not tray(stranger).offers()[0].readable


def zipped(**files: bytes) -> bytes:
    """Return a zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


BAD = {
    "nothing.mbox": b"",
    "paper.pdf": b"%PDF-1.7\n" + b"x" * 2_000,
    "photos.pages": zipped(**{"Index.iwa": b"\x00" * 400}),
    "torn.zip": zipped(**{"Connections.csv": b"a,b\n" * 500})[:120],
    "bomb.zip": zipped(**{"Connections.csv": b"\x00" * 60_000_000}),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_file_is_told_in_a_sentence_and_stays_on_the_list(stranger: Browser, name: str) -> None:
    assert put(stranger, name, BAD[name]).status_code == 200
    page = stranger.words("/start")
    stem = re.escape(name)
    assert re.search(rf"{stem} [^.]*(cannot|empty|damaged|not read|limit|larger|no file)", page), page
    assert "Take off the list" in page
    stranger.ok(stranger.post(f"/files/{tray(stranger).offers()[0].id}/leave"))
    assert name not in stranger.words("/start")
    assert not incoming(stranger)


def test_a_mailbox_cut_in_the_middle_gives_what_is_left(stranger: Browser, few: Exports) -> None:
    data = few.mailbox.read_bytes()
    stranger.ok(put(stranger, "cut.mbox", data[: len(data) // 2 + 37]))
    page = read_all(stranger)
    assert "cut.mbox" in page
    assert "Today is ready." in page


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../../etc/passwd.mbox", "passwd.mbox"),
        ("..\\..\\evil.mbox", "evil.mbox"),
        ("רשימת דואר.mbox", "רשימת דואר.mbox"),
        ("\u202egpj.xobm", "gpj.xobm"),
        ("🎻 mail 🎻.mbox", "🎻 mail 🎻.mbox"),
        ("<script>alert(1)</script>.mbox", "script>.mbox"),
        ("..", "a file without a name"),
    ],
)
def test_a_files_name_is_only_ever_shown(stranger: Browser, few: Exports, name: str, shown: str) -> None:
    files = [("files", (name, few.mailbox.read_bytes()[:5_000]))]
    answer = stranger.client.post("/files", data={"token": stranger.token}, files=files, headers={"origin": ORIGIN})
    page = stranger.ok(answer)
    assert "<script>alert" not in page
    assert tray(stranger).offers()[0].name.endswith(shown)
    folder = stranger.network.settings.folder
    assert all(re.fullmatch(r"[0-9a-f]+(\.json)?", path.name) for path in incoming(stranger))
    assert not list(folder.parent.rglob("*passwd*"))


def test_files_from_elsewhere_are_not_taken(stranger: Browser, few: Exports) -> None:
    wrong = "guessed"
    assert put(stranger, "a.mbox", b"From x", token=wrong).status_code == 403
    files = [("files", ("a.mbox", few.mailbox.read_bytes()))]
    for fields in ({"token": wrong}, {}):
        answer = stranger.client.post("/files", data=fields, files=files, headers={"origin": ORIGIN})
        assert answer.status_code == 403
    assert not incoming(stranger)
    assert not tray(stranger).offers()


def test_a_form_that_breaks_off_leaves_nothing_behind(stranger: Browser) -> None:
    line = "line"
    head = f'--{line}\r\nContent-Disposition: form-data; name="token"\r\n\r\n{stranger.token}\r\n'
    file = f'--{line}\r\nContent-Disposition: form-data; name="files"; filename="a.mbox"\r\n\r\nFrom x'
    answer = stranger.client.post(
        "/files",
        content=(head + file).encode(),
        headers={"origin": ORIGIN, "content-type": f"multipart/form-data; boundary={line}"},
    )
    assert "did not arrive whole" in words_of(stranger.ok(answer))
    assert not incoming(stranger)


def test_while_a_file_is_read_every_page_says_so_in_one_line(stranger: Browser, few: Exports) -> None:
    stranger.ok(bring(stranger, few.mailbox))
    stranger.ok(stranger.post("/files/keep"))
    page = stranger.ok(stranger.get("/settings"))
    assert 'id="job-line"' in page
    assert few.mailbox.name in page
    read_all_again = tray(stranger).desk
    while any(job.state not in ENDED for job in read_all_again.jobs()):
        read_all_again.wait(1.0)
    assert 'id="job-line"' not in stranger.ok(stranger.get("/settings"))
    assert "hx-trigger" not in stranger.ok(stranger.piece("/files/line"))


def test_the_list_asks_for_itself_only_while_something_is_read(stranger: Browser, few: Exports) -> None:
    assert "every 2s" not in stranger.ok(stranger.get("/start"))
    stranger.ok(bring(stranger, few.mailbox))
    assert "every 2s" not in stranger.ok(stranger.piece("/files/list"))
    stranger.ok(stranger.post("/files/keep"))
    assert "every 2s" in stranger.ok(stranger.get("/start"))
    read_all_again = tray(stranger).desk
    while any(job.state not in ENDED for job in read_all_again.jobs()):
        read_all_again.wait(1.0)
    piece = stranger.piece("/files/list", seen="before")
    assert "every 2s" not in stranger.ok(piece)
    assert piece.headers["hx-trigger"] == "files-read"


def test_a_file_that_was_stopped_goes_on_and_may_be_taken_off(stranger: Browser, few: Exports) -> None:
    stranger.ok(bring(stranger, few.mailbox, few.newer))
    stranger.ok(stranger.post("/files/keep"))
    waiting = tray(stranger).desk.jobs()[1].id
    assert "Go on" in words_of(stranger.ok(stranger.post(f"/files/{waiting}/stop")))
    stranger.ok(stranger.post(f"/files/{waiting}/away"))
    assert waiting not in [job.id for job in tray(stranger).desk.jobs()]


@pytest.mark.parametrize("verb", ["keep", "leave", "stop", "again", "away"])
def test_a_file_that_is_gone_is_told_in_a_sentence(stranger: Browser, verb: str) -> None:
    page = stranger.ok(stranger.post(f"/files/0123/{verb}", back="/start"))
    assert re.search("no longer|here no longer", words_of(page))
