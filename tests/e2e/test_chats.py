"""Chats become ties: who wrote whom, once however often a chat is exported, and answered where they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kithly.app.bringing.answering import answer, read_again
from kithly.app.bringing.held import held
from kithly.app.bringing.import_files import import_paths
from kithly.app.derived.me import say_me
from kithly.app.network import Network, open_network
from kithly.app.persons.timeline import timeline
from kithly.interfaces.cli.main import cli

GOLDEN = Path(__file__).parents[1] / "golden"
PAIR = "13.01.24, 21:15 - Ana Lux: hm\n13.01.24, 21:16 - Bo Ode: ja\n14.01.24, 09:00 - Ana Lux: gut\n"


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    """Return an empty network."""
    with open_network(tmp_path / "data") as opened:
        yield opened


def talk(network: Network, who: str) -> list[tuple[bool, str]]:
    """Return what was said between ego and somebody, newest first: whether ego wrote it, and the words."""
    return [(one.outgoing, one.text) for one in timeline(network, who).entries]


def written(folder: Path, text: str, name: str = "chat.txt") -> Path:
    """Write a chat."""
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_chat_is_a_tie_and_a_longer_export_of_it_adds_only_what_is_new(network: Network, tmp_path: Path) -> None:
    first = next((GOLDEN / "whatsapp").glob("*Zulmira*.txt"))
    import_paths(network, [first])
    before = talk(network, "Zulmira Estorninho")
    assert [mine for mine, _ in before].count(True) == 4
    later = written(tmp_path, first.read_text("utf-8") + "02.01.24, 08:00 - Zulmira Estorninho: Ja\n", first.name)
    counts = import_paths(network, [later]).totals
    assert (counts.new, counts.merged) == (1, 0)
    assert talk(network, "Zulmira Estorninho") == [(False, "Ja"), *before]


def test_what_nothing_tells_is_asked_and_the_answer_makes_the_tie(network: Network, tmp_path: Path) -> None:
    view = import_paths(network, [written(tmp_path, PAIR)])
    assert view.people.after == 0
    (question,) = held(network).questions
    assert question.text == "Which of Ana Lux and Bo Ode are you in this WhatsApp chat?"
    read_again(network, answer(network, question.id, "Bo Ode").change)
    assert talk(network, "Ana Lux") == [(False, "gut"), (True, "ja"), (False, "hm")]
    assert not held(network).questions


def test_an_answer_with_a_blank_in_it_is_shown_as_the_terminal_takes_it(network: Network, tmp_path: Path) -> None:
    import_paths(network, [written(tmp_path, PAIR)])
    told = CliRunner().invoke(cli, ["--data", str(tmp_path / "data"), "import", "--held"]).output
    assert "'Bo Ode'" in told


@pytest.mark.parametrize("said", [("name", "Bo Ode"), ("address", "whatsapp:Bo Ode")])
def test_ego_s_own_word_tells_who_they_are_in_every_chat(
    network: Network, tmp_path: Path, said: tuple[str, str]
) -> None:
    say_me(network, [said])
    import_paths(network, [written(tmp_path, PAIR)])
    assert talk(network, "Ana Lux") == [(False, "gut"), (True, "ja"), (False, "hm")]


def test_in_a_group_ego_is_known_by_their_name_in_another_chat(network: Network, tmp_path: Path) -> None:
    group = "13.01.24, 20:00 - Ana Lux: who?\n13.01.24, 20:01 - Bo Ode: I\n13.01.24, 20:02 - Cy Dee: fine\n"
    import_paths(
        network, [written(tmp_path, group, "Boat.txt"), written(tmp_path, PAIR, "WhatsApp Chat with Ana Lux.txt")]
    )
    assert talk(network, "Cy Dee") == [(False, "fine"), (True, "I")]
    assert [mine for mine, _ in talk(network, "Ana Lux")].count(True) == 2


def test_chats_of_every_kind_give_people_ego_talks_with(network: Network) -> None:
    places = ("telegram/account", "meta_export/facebook-ottokar", "signal", "slack")
    import_paths(network, [GOLDEN / place for place in places])
    with network.store.reading() as kept:
        names = {row.person.name for row in kept.people.all()}
    assert names >= {"Pelle Nisson", "Amparo Ñubes", "Jorun Nebel", "Zulmira Estorninho", "Silent Gull"}
