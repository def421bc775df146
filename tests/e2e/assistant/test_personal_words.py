"""Illness, death, divorce and the like stay between the user and Kithly, wherever they were written down."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from tests.e2e.assistant.conftest import Assistant, assisting
from tests.e2e.assistant.test_reading import NEED
from tests.e2e.conftest import Kithly
from tests.e2e.letters import ME
from tests.e2e.model_mail import bring

from kithly.interfaces.mcp import server
from kithly.interfaces.mcp.catalogue import READING

WHO = "Cora Quarren"
MARK = "zqhush"
PERSONAL = f"{MARK} after the divorce and the cancer"
ASKED = {"who": WHO, "text": MARK}


@pytest.fixture(scope="module")
def confided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Return an assistant before a network in which personal words stand wherever one can write."""
    folder = tmp_path_factory.mktemp("personal")
    kithly = Kithly(data=folder / "network")
    bring(kithly, folder / "All mail.mbox", {"cora": PERSONAL, "dora": "Boats and plans"})
    (folder / "days.ics").write_text(_meeting(), "utf-8", newline="")
    kithly.ok("import", folder / "days.ics")
    kithly.ok("note", WHO, PERSONAL)
    kithly.ok("needs", WHO, "--looks-for", PERSONAL, "--offers", PERSONAL)
    kithly.ok("me", "--set", f"now={PERSONAL}", "--set", f"interests={PERSONAL}")
    with assisting(kithly) as one:
        yield one


def _meeting() -> str:
    people = ("ORGANIZER:mailto:cora@mail-cora.example", f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{ME}")
    event = ("UID:1@days.example", "DTSTART:20260303T090000Z", "DURATION:PT1H", f"SUMMARY:{PERSONAL}", *people)
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", *event, "END:VEVENT", "END:VCALENDAR", "")
    return "\r\n".join(lines)


def test_no_tool_that_reads_tells_personal_words(confided: Assistant) -> None:
    record = confided.call("read_person", who=WHO)["last"][0]["record"]
    asked = {**ASKED, "record": record}
    for tool in READING:
        if tool.name == "check":
            continue  # it tells only what it was given
        needed = {NEED[tool.name]: asked[NEED[tool.name]]} if tool.name in NEED else {}
        assert MARK not in json.dumps(confided.call(tool.name, **needed)), tool.name


def test_a_search_for_personal_words_tells_only_how_many_were_left_out(confided: Assistant) -> None:
    told = confided.call("search_words", text=MARK)
    assert told["hits"] == []
    assert told["personal"] == told["total"] > 0


def test_circles_are_named_among_the_words_of_others() -> None:
    assert "circle" in server.TOLD
