"""What a program is told is what the command line prints as JSON, and what the description says."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from tests.e2e.conftest import Kithly
from tests.e2e.rest.conftest import Program, asking

from kithly.interfaces.rest.operations import OPERATIONS

LOOKS = [one for one in OPERATIONS if one.method == "GET"]

# What is asked over HTTP, and the same question in the terminal; {names} stand for what there is.
QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "/today": ("today",),
    "/today?minutes=25": ("today", "--minutes", "25"),
    "/inbox": ("inbox",),
    "/feed?everything=true&limit=5": ("feed", "--all", "--limit", "5"),
    "/share": ("share",),
    "/rhythm": ("rhythm",),
    "/away": ("away",),
    "/outbox": ("outbox",),
    "/digest": ("digest",),
    "/calendar": ("calendar",),
    "/people": ("people",),
    "/people?query=an&sort=silent&limit=3&offset=1": (
        "people", "an", "--sort", "silent", "--limit", "3", "--offset", "1",
    ),
    "/people?band=dormant&place=network": ("people", "--band", "dormant", "--place", "network"),
    "/people?place=leave-out": ("people", "--place", "leave-out"),
    "/search?text=you&limit=3&offset=2": ("search", "you", "--limit", "3", "--offset", "2"),
    "/merges?limit=3": ("merges", "--limit", "3"),
    "/eras": ("eras",),
    "/eras/{key}": ("eras", "{key}"),
    "/triage": ("triage",),
    "/named": ("named",),
    "/followable": ("follow",),
    "/people/{who}": ("person", "{who}"),
    "/people/{who}/tie": ("strength", "{who}"),
    "/people/{who}/parts": ("joined", "{who}"),
    "/people/{who}/needs": ("needs", "{who}"),
    "/people/{who}/cadence": ("cadence", "{who}"),
    "/people/{who}/pages": ("look", "{who}"),
    "/people/{who}/followable": ("follow", "{who}", "--list"),
    "/people/{who}/prepare": ("prepare", "{who}"),
    "/people/{who}/draft": ("write", "{who}"),
    "/people/{who}/draft?kind=thank&channel=linkedin": ("write", "{who}", "--kind", "thank", "--channel", "linkedin"),
    "/records/{record}": ("record", "{record}"),
    "/strength": ("strength",),
    "/forecast": ("forecast",),
    "/network?limit=3&people=20": ("network", "--limit", "3", "--people", "20"),
    "/dormant?limit=4": ("dormant", "--limit", "4"),
    "/years": ("strength", "--years"),
    "/back?year=2025": ("back", "--year", "2025"),
    "/evaluation": ("evaluate",),
    "/start": (),
    "/me": ("me",),
    "/changes": ("changes",),
    "/accounts": ("account", "list"),
    "/held": ("import", "--held"),
    "/writer": ("writer",),
    "/writer/log": ("writer", "log", "--all"),
    "/doctor": ("doctor",),
    "/backups": ("backup", "list"),
    "/proposals": ("proposals",),
    "/service": ("service", "status"),
}  # fmt: skip
ONLY_HERE = {  # parts of pages, which no command prints
    "/hellos/{touch}": "/hellos/{touch}?channel=copy",
    "/outbox/{message}": "",  # nothing goes out in this network
    "/people/{who}/page": "/people/{who}/page",
    "/people/{who}/years": "/people/{who}/years",
    "/people/{who}/timeline": "/people/{who}/timeline?limit=3&offset=1",
    "/people/{who}/happened": "/people/{who}/happened?limit=3&offset=1",
    "/years/{year}": "/years/2025?limit=3",
    "/courage": "/courage",
    "/so-far": "/so-far",
    "/merges/next": "/merges/next",
    "/circles": "/circles",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """The same network by two doors.

    Attributes:
        program: Over HTTP.
        terminal: In the terminal.
        names: What the names in a question stand for.
        described: The description of the door.
    """

    program: Program
    terminal: Kithly
    names: Mapping[str, str]
    described: Any

    def named(self, text: str) -> str:
        """Return a question about somebody there is."""
        return text.format(**self.names)

    def view(self, path: str) -> Any:
        """Look by HTTP, demand that the answer is as it is described, and return it."""
        answer = self.program.get(self.named(path))
        assert answer.status_code == 200, answer.text
        self.check(answer.json())
        return answer.json()

    def check(self, document: Any) -> None:
        """Demand that a document is as it is described."""
        name = document["schema"].split("/")[1]
        schema = {"$ref": f"#/components/schemas/{name}.document", "components": self.described["components"]}
        jsonschema_rs.validate(schema, document)


@pytest.fixture(scope="module")
def both(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """Return both doors of one network, the clock of both at the same moment."""
    folder = shutil.copytree(imported, tmp_path_factory.mktemp("both") / "network")
    with asking(folder) as program:
        person = program.view("/people?limit=1&sort=strength")["people"][0]
        because = program.view(f"/people/{person['id']}")["tie"]["because"]
        names = {
            "who": person["id"],
            "touch": program.view("/today?minutes=60")["touches"][0]["id"],
            "record": next(one["record"] for claim in because for one in claim["evidence"]),
            "key": program.view("/eras")["eras"][0]["key"],
        }
        described = program.view("/openapi.json")
        yield Both(program=program, terminal=Kithly(data=folder), names=names, described=described)


@pytest.mark.parametrize("path", QUESTIONS)
def test_a_program_is_told_what_the_terminal_prints(both: Both, path: str) -> None:
    ran = both.terminal(*map(both.named, QUESTIONS[path]), "--json")
    assert both.view(path) == ran.json


@pytest.mark.parametrize("path", [path for path in ONLY_HERE.values() if path])
def test_what_only_pages_show_is_as_it_is_described(both: Both, path: str) -> None:
    both.view(path)


def test_every_look_is_asked_about_above() -> None:
    asked = {re.sub(r"\?.*", "", path) for path in QUESTIONS} | set(ONLY_HERE)
    assert {one.path for one in LOOKS} == asked


def test_check_tells_what_the_terminal_prints(both: Both, tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("Hi Ana, could you do me a favour and pass on my CV?", "utf-8")
    answer = both.program.post("/check", {"text": (tmp_path / "words.txt").read_text("utf-8"), "kind": "thank"})
    assert answer.status_code == 200
    both.check(answer.json())
    assert answer.json() == both.terminal("check", tmp_path / "words.txt", "--kind", "thank", "--json").json


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.id)
def test_every_example_is_as_it_is_described(both: Both, operation: Any) -> None:
    told = both.described["paths"][f"/api/v1{operation.path}"][operation.method.lower()]
    content = told["responses"][str(operation.status)]["content"]["application/json"]
    if operation.method == "GET" and operation.id != "one_outgoing":  # nothing goes out in the made-up network
        assert "example" in content
    if "example" in content:
        both.check(content["example"])
    if "requestBody" in told:
        sent = told["requestBody"]["content"]["application/json"]
        jsonschema_rs.validate({**sent["schema"], "components": both.described["components"]}, sent["example"])


def test_the_description_names_every_operation_its_scope_and_what_it_refuses(both: Both) -> None:
    told = {(path, method) for path, methods in both.described["paths"].items() for method in methods}
    assert told == {(f"/api/v1{one.path}", one.method.lower()) for one in OPERATIONS}
    for one in OPERATIONS:
        row = both.described["paths"][f"/api/v1{one.path}"][one.method.lower()]
        assert row["security"] == [{"pass": [one.scope]}]
        assert {"401", "403", "422"} <= row["responses"].keys()
    assert len({one.id for one in OPERATIONS}) == len(OPERATIONS)
