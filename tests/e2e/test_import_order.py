"""Twice and in any order: the same files give the same network."""

from __future__ import annotations

import itertools
import random
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.e2e.conftest import NOW, Exports

from kithly.app.bringing.import_files import import_paths
from kithly.app.changes import list_changes, undo
from kithly.app.network import Network, open_network
from kithly.app.views import ImportView


@contextmanager
def opened(folder: Path) -> Iterator[Network]:
    """Open the network in a folder at the moment of the tests."""
    with open_network(folder, now=NOW) as network:
        yield network


def bring(folder: Path, paths: Sequence[Path]) -> ImportView:
    """Import files one command each; return what the last one told."""
    for path in paths:
        with opened(folder) as network:
            view = import_paths(network, [path])
    return view


def kept(folder: Path) -> str:
    """Return the whole network as text, without the names of the files it came from."""
    with opened(folder) as network, network.store.reading() as reading:
        lines = reading.canonical().splitlines()
    return "\n".join(line for line in lines if not line.startswith("sighting "))


def ids(folder: Path) -> dict[str, str]:
    """Return the person id of every address and profile."""
    with opened(folder) as network, network.store.reading() as reading:
        return {
            f"{identity.kind}:{identity.value}": row.person.id
            for row in reading.people.all()
            for identity in row.person.identities
        }


def test_files_in_any_order_give_the_same_network_and_ids(few: Exports, tmp_path: Path) -> None:
    orders = list(itertools.permutations(few.all))
    folders = [tmp_path / str(number) for number in range(len(orders))]
    for folder, order in zip(folders, orders, strict=True):
        bring(folder, order)
    networks = [kept(folder) for folder in folders]
    assert "shown " in networks[0]
    for order, network in zip(orders, networks, strict=True):
        assert network == networks[0], [path.name for path in order]
    assert all(ids(folder).keys() == ids(folders[0]).keys() for folder in folders)


def test_all_at_once_equals_one_by_one(few: Exports, tmp_path: Path) -> None:
    with opened(tmp_path / "once") as network:
        import_paths(network, few.all)
    bring(tmp_path / "each", few.all)
    assert kept(tmp_path / "once") == kept(tmp_path / "each")


def test_importing_again_changes_nothing_and_keeps_every_id(few: Exports, tmp_path: Path) -> None:
    bring(tmp_path, few.all)
    before, before_ids = kept(tmp_path), ids(tmp_path)
    for order in ((2, 1, 0), (1, 0, 2)):
        for place in order:
            again = bring(tmp_path, [few.all[place]])
            assert again.totals.new == again.totals.merged == 0
            assert again.people.before == again.people.after
            assert again.interactions.before == again.interactions.after
    assert kept(tmp_path) == before
    assert ids(tmp_path) == before_ids


def test_a_touched_file_is_read_again_and_changes_nothing(few: Exports, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    first = [Path(shutil.copy2(path, copies)) for path in few.all]
    bring(tmp_path / "data", first)
    before, before_ids = kept(tmp_path / "data"), ids(tmp_path / "data")
    for path in first:
        path.write_bytes(path.read_bytes())
        again = bring(tmp_path / "data", [path])
        assert again.totals.new == again.totals.merged == 0, path
    assert kept(tmp_path / "data") == before
    assert ids(tmp_path / "data") == before_ids


def test_a_mailbox_in_parts_equals_the_whole_in_any_order(few: Exports, tmp_path: Path) -> None:
    letters = few.mailbox.read_bytes().split(b"\nFrom ")
    rng = random.Random(3)  # noqa: S311 - chance for a test
    tail = letters[1:]
    rng.shuffle(tail)
    letters[1:] = tail
    cut = len(letters) // 3
    parts = []
    for number, some in enumerate((letters[:cut], letters[cut : 2 * cut], letters[2 * cut :])):
        body = b"\nFrom ".join(some)
        part = tmp_path / f"part-{number}.mbox"
        part.write_bytes(body if body.startswith(b"From ") else b"From " + body)
        parts.append(part)
    bring(tmp_path / "whole", [few.mailbox])
    whole = kept(tmp_path / "whole")
    for number, order in enumerate(itertools.permutations(parts)):
        folder = tmp_path / f"order-{number}"
        bring(folder, order)
        assert kept(folder) == whole, [path.name for path in order]
        again = bring(folder, [few.mailbox])
        assert (again.totals.new, again.totals.merged) == (0, 0)


def test_a_mailbox_that_grew_gives_only_what_is_new(few: Exports, tmp_path: Path) -> None:
    whole = few.mailbox.read_bytes()
    letters = whole.split(b"\nFrom ")
    grown = tmp_path / few.mailbox.name
    grown.write_bytes(b"\nFrom ".join(letters[:-20]) + b"\n")
    first = bring(tmp_path / "data", [grown])
    grown.write_bytes(whole)
    second = bring(tmp_path / "data", [grown])
    assert second.totals.merged == 0
    assert second.totals.read == first.totals.read + 20
    assert second.totals.new + second.totals.held + second.totals.skipped == 20 + first.totals.skipped
    bring(tmp_path / "whole", [few.mailbox])
    assert kept(tmp_path / "data") == kept(tmp_path / "whole")


def test_an_older_export_imported_later_makes_no_news(few: Exports, tmp_path: Path) -> None:
    bring(tmp_path / "forth", [few.older, few.newer])
    bring(tmp_path / "back", [few.newer])
    with opened(tmp_path / "back") as network, network.store.reading() as reading:
        before = {row.person.id: (row.person.company, row.person.title) for row in reading.people.all()}
    bring(tmp_path / "back", [few.older])
    with opened(tmp_path / "back") as network, network.store.reading() as reading:
        after = {row.person.id: (row.person.company, row.person.title) for row in reading.people.all()}
    assert {person: after[person] for person in before} == before
    assert kept(tmp_path / "back") == kept(tmp_path / "forth")


def test_undoing_everything_in_any_order_leaves_nothing(few: Exports, tmp_path: Path) -> None:
    for number, order in enumerate(((0, 1, 2), (2, 0, 1), (1, 2, 0))):
        folder = tmp_path / str(number)
        bring(folder, few.all)
        with opened(folder) as network:
            changes = [change.id for change in list_changes(network).changes]
            for place in order:
                undo(network, changes[place])
        assert [line for line in kept(folder).split("\n") if line and not line.startswith("ego ")] == []
        assert ids(folder) == {}


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_undoing_one_import_equals_never_having_made_it(few: Exports, tmp_path: Path, gone: int) -> None:
    bring(tmp_path / "all", few.all)
    with opened(tmp_path / "all") as network, network.store.reading() as reading:
        changes = [change.id for change in reversed(reading.changes.list())]
    with opened(tmp_path / "all") as network:
        undo(network, changes[gone])
    bring(tmp_path / "rest", [path for place, path in enumerate(few.all) if place != gone])
    assert kept(tmp_path / "all") == kept(tmp_path / "rest")


def test_parts_of_exports_of_many_years_in_any_order_give_the_same_network(tmp_path: Path) -> None:
    """A bare name that newer exports replace by two profiles is nobody's, whatever was imported first."""
    older = tmp_path / "Basic_LinkedInDataExport_10-05-2018"
    newer = tmp_path / "Basic_LinkedInDataExport_02-20-2026"
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    invited, profiled = "From,To,Sent At,Message,Direction", ",inviterProfileUrl,inviteeProfileUrl"
    otto = 'Robin Quillfeather,Otto Brassmoth,"1/2/18, 9:00 AM",Hello,OUTGOING'
    files = {
        older / "Profile.csv": "First Name,Last Name,Headline,Summary\nRobin,Quillfeather,Gardener,\n",
        older / "Connections.csv": header.replace("URL,", "")
        + 'Mina,Fogtower,mina@fog.example,Fog Ltd,Keeper,"1/2/18, 9:00 AM"\n',
        older / "Invitations.csv": f"{invited}\n{otto}\n",
        newer / "Connections.csv": header
        + "Mina,Fogtower,https://www.linkedin.com/in/mina-fogtower,,Fog Ltd,Keeper,02 Jan 2018\n"
        + "Mina,Fogtower,https://www.linkedin.com/in/mina-2,,Elm Ltd,Keeper,05 Jan 2020\n",
        newer / "Invitations.csv": f"{invited}{profiled}\n{otto},,https://www.linkedin.com/in/otto-b\n"
        f"{otto.replace('1/2/18', '1/4/26')},,https://www.linkedin.com/in/otto-c\n",
    }
    for path, text in files.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    forth = list(files)
    networks = []
    for number, order in enumerate(
        (forth, forth[::-1], forth[3:] + forth[:3], [forth[2], forth[4], *forth[:2], forth[3]])
    ):
        bring(tmp_path / f"network-{number}", order)
        networks.append(kept(tmp_path / f"network-{number}"))
    assert networks == networks[:1] * len(networks)


def test_a_file_that_a_later_import_brought_again_stays_with_that(few: Exports, tmp_path: Path) -> None:
    data = tmp_path / "data"
    bring(data, [few.mailbox])
    with opened(data) as network:
        first = list_changes(network).changes[0].id
        second = import_paths(network, [few.mailbox, few.newer]).import_
        assert second not in {None, first}
        both = kept(data)
        told = undo(network, first)
        assert told.text.endswith("; 1 of its files stays, as a later import brought it again")
        assert kept(data) == both
        assert import_paths(network, [few.mailbox]).totals.new == 0
        undo(network, second)
    assert "record " not in kept(data)
