"""When something goes wrong within: one sentence, and no word of anybody's."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.e2e.rest.conftest import ORIGIN, ROOT, Program, pages

from kithly.interfaces.rest.door import Door

PATHS = ("/people", "/today", "/people/x", "/search?text=x", "/me", "/doctor")


def broken(program: Program) -> None:
    """Take the tables of people away under the feet of the server."""
    path = Path(program.network.settings.folder) / "kithly.db"
    with sqlite3.connect(path) as conn:
        conn.execute("DROP TABLE records")
        conn.execute("ALTER TABLE people RENAME COLUMN name TO oddly_called")


@pytest.mark.parametrize("path", PATHS)
def test_a_broken_store_is_told_in_a_sentence(program: Program, path: str, capfd: pytest.CaptureFixture[str]) -> None:
    broken(program)
    answer = program.get(path)
    assert answer.status_code in {200, 500}, answer.text
    if answer.status_code == 500:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["type"] in {"urn:kithly:error:store", "urn:kithly:error:unexpected"}
    words = answer.text + "".join(capfd.readouterr())
    for trace in ("Traceback", "SELECT", "sqlalchemy", "OperationalError", "oddly_called", "site-packages"):
        assert trace not in words


def test_a_mistake_of_ours_names_nothing(program: Program) -> None:
    def odd() -> object:
        raise ValueError("words of Ottilie Brackenfold")

    door = Door(pages, network=odd, port=8765, log=program.network.doors)  # type: ignore[arg-type]
    with TestClient(door, base_url=ORIGIN) as client:
        headers = {"authorization": f"Bearer {program.token}"}
        answer = client.get(f"{ROOT}/people", headers=headers)
    assert answer.status_code == 500
    assert answer.json()["type"] == "urn:kithly:error:unexpected"
    assert "Ottilie" not in answer.text
    assert "ValueError" not in answer.text


def test_a_part_somebody_does_not_have_is_a_mistake_of_the_question(program: Program) -> None:
    who = program.get("/people?limit=1").json()["people"][0]["id"]
    answer = program.client.post(
        f"{ROOT}/people/{who}/split",
        json={"part": "nothing of theirs"},
        headers={"authorization": f"Bearer {program.token}"},
    )
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:kithly:error:settings")
