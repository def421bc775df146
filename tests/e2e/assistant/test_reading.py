"""What an assistant reads: small, true to its schema, each claim with a record that opens."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError
from mcp.types import CallToolResult
from tests.e2e.assistant.conftest import Assistant, assisting, words_of
from tests.e2e.conftest import Kithly

from kithly.interfaces.mcp.catalogue import READING
from kithly.interfaces.mcp.foreign import seen
from kithly.interfaces.mcp.tool import MOST

NEED = {
    "read_person": "who",
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
