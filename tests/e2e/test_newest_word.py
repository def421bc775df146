"""Same after different, different after same: the newest word wins, and undo brings both back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.conftest import NOW

from kithly.app.bringing.import_files import import_paths
from kithly.app.changes import undo
from kithly.app.network import Network, open_network
from kithly.app.persons.merging import different, same

CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Mina,Fogtower,https://www.linkedin.com/in/mina-fogtower,mina@fog.example,Fog Ltd,Keeper,02 Jan 2020\n"
    "Mina,Fogtower,https://www.linkedin.com/in/mina-f,mina@moth.example,Moth Ltd,Keeper,05 Jan 2021\n"
    "Otto,Brassmoth,https://www.linkedin.com/in/otto-b,,Moth Ltd,Smith,05 Jan 2022\n"
)
FOG, MOTH = "mina@fog.example", "mina@moth.example"


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    """Return a network of two people of one name and a third."""
    (tmp_path / "Connections.csv").write_text(CONNECTIONS, "utf-8")
    with open_network(tmp_path / "data", now=NOW) as opened:
        import_paths(opened, [tmp_path / "Connections.csv"])
        yield opened


def people(network: Network) -> set[frozenset[str]]:
    """Return the addresses and profiles of everybody."""
    with network.store.reading() as kept:
        return {frozenset(one.value for one in row.person.identities) for row in kept.people.all()}


def test_same_after_different_merges_and_undo_parts_again(network: Network) -> None:
    apart = people(network)
    different(network, FOG, MOTH)
    done = same(network, FOG, MOTH)
    assert frozenset({FOG, MOTH, "mina-f", "mina-fogtower"}) in people(network)
    undo(network, str(done.change))
    assert people(network) == apart


def test_different_after_same_parts_everything_and_undo_joins_again(network: Network) -> None:
    apart = people(network)
    same(network, FOG, MOTH)
    joined = people(network)
    done = different(network, "https://www.linkedin.com/in/mina-fogtower", "https://www.linkedin.com/in/mina-f")
    assert people(network) == apart
    undo(network, str(done.change))
    assert people(network) == joined


def test_the_newest_word_wins_however_often_it_changes(network: Network) -> None:
    apart = people(network)
    for _ in range(2):
        same(network, FOG, MOTH)
        assert len(people(network)) == 2
        different(network, FOG, MOTH)
        assert people(network) == apart


def test_different_leaves_the_older_words_that_do_not_contradict(network: Network) -> None:
    same(network, FOG, MOTH)
    same(network, FOG, "Otto Brassmoth")
    different(network, FOG, "https://www.linkedin.com/in/otto-b")
    assert frozenset({FOG, MOTH, "mina-f", "mina-fogtower"}) in people(network)
    assert frozenset({"otto-b"}) in people(network)
