"""At the door for programs it is written down who asked and who was refused, by numbers of our own."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient
from tests.e2e.rest.conftest import ORIGIN, PORT, ROOT, Program, pages

from kithly.app.doors import FILE, Doors
from kithly.app.passes.keeping import list_passes
from kithly.app.passes.scopes import READ
from kithly.errors import SettingsError
from kithly.interfaces.rest.door import Door


def happened(program: Program) -> list[tuple[str, str, int]]:
    """Return what was written down since this program was let in."""
    return [(one.event.value, one.holder, one.times) for one in program.network.doors.happened()][1:]


def test_who_asks_is_written_down_once_an_hour_and_what_it_may_not_do_each_time(program: Program) -> None:
    reader = program.with_scopes(READ)
    (made,) = (one for one in list_passes(program.network).passes if one.name == "another")
    for _ in range(5):
        assert reader.get("/people").status_code == 200
    for _ in range(2):
        assert reader.post("/people/nobody/notes", {"text": "Quillfeather"}).status_code == 403
    assert happened(program) == [
        ("let_in", made.id, 1),
        ("came_in", made.id, 1),
        ("no_scope", made.id, 1),
        ("no_scope", made.id, 1),
    ]
    kept = (program.network.settings.folder / FILE).read_text("ascii")
    assert "another" not in kept
    assert reader.token not in kept
    assert "Quillfeather" not in kept


@pytest.mark.parametrize(
    ("headers", "event"),
    [
        ({"authorization": "Bearer kithly_guess"}, "no_key"),
        ({"authorization": "Basic x"}, "no_key"),
        ({"host": "evil.example"}, "other_name"),
        ({"origin": "http://evil.example"}, "other_site"),
        ({"sec-fetch-site": "cross-site"}, "other_site"),
    ],
)
def test_whoever_is_refused_is_written_down(program: Program, headers: dict[str, str], event: str) -> None:
    assert program.get("/people", headers=headers).status_code in {401, 403}
    assert happened(program) == [(event, "", 1)]


def test_a_mistake_of_ours_is_written_down_without_a_word_of_it(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def odd(_: object) -> object:
        raise ValueError("words of Ottilie Brackenfold")

    monkeypatch.setattr(Doors, "kept", odd)  # a part that an operation asks for
    assert program.get("/doctor").status_code == 500
    monkeypatch.undo()
    assert [event for event, _, _ in happened(program)] == ["came_in", "mistake"]
    assert b"Ottilie" not in (program.network.settings.folder / FILE).read_bytes()


def test_whoever_is_foreign_is_refused_and_written_down_also_where_settings_are_broken(program: Program) -> None:
    def broken() -> None:
        raise SettingsError("minutes", "A setting is unusable.")

    door = Door(pages, network=broken, port=PORT, log=program.network.doors)  # type: ignore[arg-type]
    with TestClient(door, base_url=ORIGIN) as client:
        assert client.get(f"{ROOT}/people", headers={"host": "evil.example"}).status_code == 403
        assert client.get(f"{ROOT}/people").status_code == 401
    assert happened(program) == [("other_name", "", 1), ("no_key", "", 1)]
