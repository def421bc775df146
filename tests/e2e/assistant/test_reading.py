"""What an assistant reads: small, true to its schema, each claim with a record that opens."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError
from mcp.types import CallToolResult
from tests.e2e.assistant.conftest import Assistant, assisting, words_of
from tests.e2e.conftest import Kithly
from tests.e2e.model_mail import bring

from kithly.interfaces.mcp.answers import Hits, Person, Quote, WholePerson
from kithly.interfaces.mcp.catalogue import READING
from kithly.interfaces.mcp.foreign import MOST_WHOLE, WITHHELD, seen
from kithly.interfaces.mcp.tool import MOST, within

NEED = {
    "read_person": "who",
    "read_history": "who",
    "prepare": "who",
    "draft": "who",
    "read_record": "record",
    "check": "text",
    "search_words": "text",
}


def somebody(assistant: Assistant) -> str:
    return str(assistant.call("read_today")["hellos"][0]["person"]["id"])


def asked_of(assistant: Assistant, tool: str) -> dict[str, str]:
    """Return what a tool must be asked."""
    match NEED.get(tool):
        case "who":
            return {"who": somebody(assistant)}
        case "record":
            return {"record": assistant.call("read_today")["hellos"][0]["reason"]["records"][0]}
        case "text":
            return {"text": "turnaround"}
        case _:
            return {}


@pytest.mark.parametrize("tool", [one.name for one in READING])
def test_every_tool_answers_by_its_schema_and_within_its_size(reader: Assistant, tool: str) -> None:
    told = reader.call(tool, **asked_of(reader, tool))
    assert 0 < len(json.dumps(told, ensure_ascii=False)) <= MOST


def test_an_empty_network_is_answered_too(kithly: Kithly) -> None:
    with assisting(kithly) as assistant:
        for tool in [one.name for one in READING if one.name not in NEED]:
            assistant.call(tool)


def test_every_record_that_is_named_can_be_opened(reader: Assistant) -> None:
    told = [reader.call("read_today"), reader.call("read_inbox"), reader.call("worth_waking")]
    named = {one for view in told for one in records_in(view)}
    assert len(named) > 5
    for record in sorted(named)[:10]:
        assert reader.call("read_record", record=record)["id"] == record


def records_in(value: Any) -> set[str]:
    """Return every record id that stands anywhere in an answer."""
    if isinstance(value, dict):
        own = set(value.get("records", ())) | ({value["record"]} if value.get("record") else set())
        return own.union(*(records_in(one) for one in value.values()))
    return set().union(*map(records_in, value)) if isinstance(value, list) else set()


def test_an_offset_goes_on_where_the_page_ended(reader: Assistant) -> None:
    first = reader.call("search_people", limit=3)
    rest = reader.call("search_people", limit=3, offset=first["next_offset"])
    assert not {one["id"] for one in first["people"]} & {one["id"] for one in rest["people"]}
    last = reader.call("search_people", limit=3, offset=first["total"] - 1)
    assert last["next_offset"] is None


def test_what_happened_is_read_on_to_its_end(reader: Assistant) -> None:
    who, found = somebody(reader), []
    offset: int | None = 0
    while offset is not None:
        page = reader.call("read_history", who=who, limit=7, offset=offset)
        found += [one["record"] for one in page["happened"]]
        offset = page["next_offset"]
    assert len(found) == page["total"] == reader.call("read_person", who=who)["contacts"]
    assert len(set(found)) == len(found)


def test_an_answer_that_is_too_long_tells_what_it_left_out() -> None:
    quotes = tuple(Quote(said_by_others="x" * 390, record=f"{number:08}") for number in range(40))
    page = within(Hits(hits=quotes, people=(Person(id="1", name="Ana"),), total=40))
    assert isinstance(page, Hits)
    assert len(page.model_dump_json()) <= MOST
    assert page.next_offset == len(page.hits) < len(quotes)
    assert page.left_out == 0
    whole = within(WholePerson.model_construct(**_EMPTY, last=quotes, notes=("y" * 390,) * 20))
    assert isinstance(whole, WholePerson)
    assert len(whole.model_dump_json()) <= MOST
    assert whole.left_out == 60 - len(whole.last) - len(whole.notes)


_EMPTY: dict[str, Any] = {
    **dict.fromkeys(("id", "name", "title", "company", "place", "looks_for", "offers"), ""),
    **dict.fromkeys(("circles", "reasons"), ()),
    "importance": 1.0,
    "left_in_peace": False,
    "died": False,
    "tie": None,
    "contacts": 40,
}


@pytest.fixture
def confided(kithly: Kithly, tmp_path: Path) -> Iterator[Assistant]:
    """Return an assistant before people who confided something, and one who wrote a whole book."""
    bring(kithly, tmp_path / "All mail.mbox", {"cora": "A question"}, (f"I have cancer. {WHISPERED}", "Thank you."))
    bring(kithly, tmp_path / "book.mbox", {"bela": "A book"}, ("Boats and ferries. " * 500, "Thank you."))
    kithly.ok("note", "Cora Quarren", f"her divorce, {WHISPERED}")
    with assisting(kithly) as assistant:
        yield assistant


WHISPERED = "zqsecretx"


def test_what_is_personal_is_named_and_never_told(confided: Assistant) -> None:
    history = confided.call("read_history", who="Cora Quarren")["happened"]
    told = [
        history,
        confided.call("read_person", who="Cora Quarren"),
        confided.call("prepare", who="Cora Quarren"),
        confided.call("search_words", text="cancer"),
        confided.call("read_inbox"),
        confided.call("draft", who="Cora Quarren"),
        [confided.call("read_record", record=one["record"]) for one in history],
    ]
    assert WHISPERED not in json.dumps(told)
    assert WITHHELD in json.dumps(told)


def test_a_long_record_is_read_piece_by_piece(confided: Assistant) -> None:
    last = confided.call("read_history", who="Bela Quarren")["happened"][-1]["record"]
    first = confided.call("read_record", record=last)
    assert first["next_offset"] == MOST_WHOLE
    said, after = first["said_by_others"], first["next_offset"]
    while after is not None:
        piece = confided.call("read_record", record=last, offset=after)
        said, after = said + piece["said_by_others"], piece["next_offset"]
    assert said.count("ferries") == 500


def test_a_call_that_is_given_up_leaves_the_server_well(reader: Assistant) -> None:
    async def talk(client: Client) -> str:
        for _ in range(3):
            with anyio.move_on_after(0.001):
                await client.call_tool("ways_in", {})
        answer = await client.call_tool("who_i_am", {})
        assert isinstance(answer, CallToolResult)
        return words_of(answer)

    assert json.loads(reader.ask(talk))["name"]


def test_what_goes_wrong_is_one_sentence_with_the_next_step(reader: Assistant) -> None:
    assert "Nobody called 'Nobody Whatsoever' is known." in reader.refused("read_person", who="Nobody Whatsoever")
    several = reader.refused("read_person", who="a")
    assert "could be" in several
    assert "[" in several
    for tool, asked in (("read_person", {}), ("search_people", {"limit": 1_000}), ("read_record", {"record": "x"})):
        said = reader.refused(tool, **asked)
        assert "Traceback" not in said


def test_a_tool_that_does_not_exist_is_refused(reader: Assistant) -> None:
    async def tried(client: Client) -> list[str]:
        said = []
        for name in ("send", "send_message", "outbox_send", "accept_proposal", "undo", "export"):
            try:
                answer = await client.call_tool(name, {})
                assert isinstance(answer, CallToolResult)
                said.append(words_of(answer))
            except MCPError as error:
                said.append(str(error))
        return said

    assert all("unknown tool" in one.lower() for one in reader.ask(tried))


def test_what_another_process_writes_is_seen(assistant: Assistant, network: Kithly) -> None:
    who = somebody(assistant)
    network.ok("note", who, "keeps bees")
    assert "keeps bees" in assistant.call("read_person", who=who)["notes"]


def test_reading_changes_nothing_but_the_plan_of_the_day(assistant: Assistant) -> None:
    asked = {tool.name: asked_of(assistant, tool.name) for tool in READING}  # the day is planned by now
    with assistant.network.store.reading() as kept:
        before = kept.canonical()
    for tool, told in asked.items():
        assistant.call(tool, **told)
    with assistant.network.store.reading() as kept:
        assert kept.canonical() == before


def test_a_store_damaged_meanwhile_is_one_sentence(network: Kithly) -> None:
    with assisting(network) as assistant:
        with sqlite3.connect(network.data / "kithly.db") as database:
            database.execute("DROP TABLE people")
        database.close()
        said = assistant.refused("search_people")
    assert "Traceback" not in said
    assert "people" not in said or "kithly" in said


def test_resources_and_prompts_are_told_and_read(reader: Assistant) -> None:
    async def look(client: Client) -> tuple[list[str], list[str], str, str]:
        resources = [str(one.uri) for one in (await client.list_resources()).resources]
        prompts = [one.name for one in (await client.list_prompts()).prompts]
        day = await client.read_resource("kithly://today")
        asked = await client.get_prompt("way_into", {"place": "Acme"})
        return resources, prompts, day.contents[0].text, asked.messages[0].content.text  # type: ignore[union-attr]

    resources, prompts, day, asked = reader.ask(look)
    assert resources == ["kithly://today", "kithly://inbox", "kithly://strength"]
    assert prompts == ["who_today", "prepare_talk", "my_voice", "way_into"]
    assert json.loads(day)["hellos"]
    assert "Acme" in asked


def test_a_person_that_does_not_exist_is_no_resource(reader: Assistant) -> None:
    async def look(client: Client) -> str:
        with pytest.raises(MCPError) as caught:
            await client.read_resource("kithly://person/nobody")
        return str(caught.value)

    assert "Nobody called 'nobody' is known." in reader.ask(look)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("hi\u200b\u2060 there", "hi there"),
        ("\U000e0041\U000e0042tags", "tags"),
        ("\u202eright\u202c to left", "right to left"),
        ("a\x1b[31mb\x00c", "a [31mb c"),
        ("one\u2028two", "one two"),
        ("x" * 500, "x" * 399 + "…"),
        ("smile\ufe0f\U000e0100", "smile"),
    ],
)
def test_words_of_others_hold_nothing_unseen(written: str, told: str) -> None:
    assert seen(written) == told
