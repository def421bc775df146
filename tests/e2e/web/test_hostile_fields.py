"""Whatever a form or an address holds: every room answers with a sentence, and none makes a mistake of its own."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.web.conftest import ORIGIN, Browser, browsing

import kithly.interfaces.web
from kithly.interfaces.web.rooms import ROOMS
from kithly.interfaces.web.visit import Room

WEB = Path(kithly.interfaces.web.__file__).parent
VALUES = (
    "\x00",
    "~\x00",
    "file://[",
    "9" * 400,
    "-1",
    "²",
    "2026-02-30",
    "9999-12-31",
    '"a AND NEAR(',
    "{a}:b ^c* %00% \\",
    "\u202e😀🏴",
    "/dev/null",
)
_READ = re.compile(r'(?:field|fields|number|query\.get|form\.get|getlist)\(\s*"([\w-]+)"')
_SENT = re.compile(r'<(?:input|textarea|select|button)\b[^>]*\bname="([\w-]+)"')


def names() -> list[str]:
    """Return the name of every field that any room reads or any template has."""
    code = "".join(path.read_text("utf-8") for path in WEB.rglob("*.py"))
    pages = "".join(path.read_text("utf-8") for path in (WEB / "templates").glob("*.html"))
    return sorted({*_READ.findall(code), *_SENT.findall(pages)} - {"token", "back"})


@pytest.fixture(scope="module")
def visited(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Browser, dict[str, str]]]:
    """Return a browser, and for each part of an address something that is there."""
    folder = tmp_path_factory.mktemp("fields") / "network"
    shutil.copytree(imported, folder)
    with browsing(folder) as browser:
        yield browser, _parts(browser)


def _parts(browser: Browser) -> dict[str, str]:
    looked = "".join(browser.get(path).text for path in ("/today", "/people", "/changes", "/eras"))
    found = {
        "touch": re.search(r'data-touch="(\w+)"', looked),
        "person": re.search(r'"/people/(\w+)"', looked),
        "record": re.search(r"/records/(\w+)", looked),
        "change": re.search(r"/changes/(\w+)/undo", looked),
        "key": re.search(r'action="/eras/([^"]+)"', looked),
    }
    return {name: match[1] for name, match in found.items() if match}


# An export takes no field, and is whole work each time; whoever signs out is outside (test_sign_out.py).
ASKED = [room for room in ROOMS if room.path not in {"/settings/backup/export", "/settings/door/out"}]


@pytest.mark.parametrize("room", ASKED, ids=lambda room: f"{room.method} {room.path}")
@pytest.mark.parametrize("known", [True, False], ids=["known", "unknown"])
def test_no_room_stumbles_over_what_fields_hold(
    visited: tuple[Browser, dict[str, str]], room: Room, *, known: bool
) -> None:
    browser, parts = visited
    fields = names()
    assert len(fields) > 40
    for value in VALUES:
        path = re.sub(r"\{(\w+)(?::path)?\}", lambda part: parts.get(part[1], "x") if known else "%ff%00", room.path)
        told = dict.fromkeys(fields, value)
        if room.method == "GET":
            answer = browser.client.get(path, params=told, follow_redirects=False)
        else:
            headers = {"origin": ORIGIN, "x-kithly-token": browser.token}
            answer = browser.client.request(room.method, path, data=told, headers=headers, follow_redirects=False)
        assert answer.status_code < 500, (value, answer.text[:300])
