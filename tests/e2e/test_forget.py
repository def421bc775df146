"""To forget somebody: every byte goes, nothing returns by an import or out of a backup, and everything else stays."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from tests.e2e.canaries import CANARIES, MAIL, NAME, PIXEL, PLAIN, hits, leave_more, say_everything, sources
from tests.e2e.conftest import NOW, Kithly
from tests.e2e.owning_shapes import FORGET, FORGOTTEN
from tests.e2e.shapes import misfits

from kithly.app.bringing.incoming import Incoming
from kithly.app.derived.refresh import refresh
from kithly.app.network import open_network
from kithly.app.owning.making import back_up
from kithly.people import PersonId
from kithly.store.archives.manifest import Why
from kithly.store.outbox import OutboxRow

COUNTS = ("new", "same", "merged", "held", "skipped")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with exports, and a network that was made of them, with backups."""
    folder = tmp_path_factory.mktemp("made")
    kithly = Kithly(data=folder / "network")
    kithly.ok("me", "--set", "address=ego@self.example", "--set", "name=Ego Self")
    kithly.ok("import", *sources(folder / "exports"))
    say_everything(kithly)
    leave_more(kithly)
    kithly.ok("backup", folder / "by hand.zip")
    return folder


@pytest.fixture
def world(made: Path, tmp_path: Path) -> Kithly:
    """Return the command line over a copy of it."""
    shutil.copytree(made, tmp_path / "made")
    return Kithly(data=tmp_path / "made" / "network")


@pytest.fixture(scope="module")
def without(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the folder in which she was forgotten, with all entries that bear her name."""
    folder = tmp_path_factory.mktemp("without") / "made"
    shutil.copytree(made, folder)
    kithly = Kithly(data=folder / "network")
    shown = kithly("forget", MAIL, "--json").json
    alike = [word for one in shown["alike"] for word in ("--with", one["id"])]
    assert misfits(kithly.view("forget", MAIL, *alike, "--yes"), FORGOTTEN) == []
    return folder


@pytest.fixture
def after(without: Path, tmp_path: Path) -> Kithly:
    """Return the command line over a copy of that."""
    shutil.copytree(without, tmp_path / "made")
    return Kithly(data=tmp_path / "made" / "network")


def test_every_canary_is_found_before(world: Kithly) -> None:
    found = hits(world.data)
    assert {word for _, word in found} == set(CANARIES)
    assert PIXEL in (world.data / "kithly.db").read_bytes()


def test_no_byte_is_left_after(after: Kithly) -> None:
    assert sorted(hits(after.data)) == []
    assert PIXEL not in (after.data / "kithly.db").read_bytes()


def test_nothing_returns_with_the_same_files_and_the_counts_add_up(after: Kithly) -> None:
    people, exports = after.view("people")["people"], after.data.parent / "exports"
    again = after.view("import", *sorted(exports.iterdir()))
    assert again["totals"]["read"] == sum(again["totals"][key] for key in COUNTS) == 15
    assert (again["totals"]["new"], again["totals"]["merged"]) == (0, 0)
    assert again["totals"]["skipped"] == 8
    reasons = {one["reason"] for file in again["files"] for one in file["problems"]}
    assert reasons == {"of somebody you had forgotten"}
    assert sorted(hits(after.data)) == []
    assert after.view("people")["people"] == people
    third = after.view("import", *sorted(exports.iterdir()))
    assert third["totals"] == again["totals"]


def test_a_backup_of_before_forgets_when_it_is_restored(after: Kithly, tmp_path: Path) -> None:
    shutil.copy(after.data.parent / "by hand.zip", after.data.parent / "elsewhere.zip")
    told = after.view("restore", after.data.parent / "elsewhere.zip", "--to", tmp_path / "again")
    assert "1 person you had forgotten since went again." in told["words"]
    again = Kithly(data=tmp_path / "again")
    assert sorted(hits(again.data)) == []
    assert [one["name"] for one in again.view("people")["people"]] == ["Ben Marlow"]
    again.ok("import", *sorted((after.data.parent / "exports").iterdir()))
    assert sorted(hits(again.data)) == []


def test_kithlys_own_backups_are_replaced_and_those_by_hand_are_named(world: Kithly) -> None:
    by_hand = world.view("backup")["path"]
    with open_network(world.data, now=NOW) as network:
        daily = back_up(network, why=Why.DAILY).path
    shown = world("forget", MAIL, "--json").json
    assert shown["backups"] == [by_hand]
    gone = world.view("forget", MAIL, "--yes", now=NOW + timedelta(hours=1))
    assert gone["removed"] == [daily]
    assert gone["backups"] == [by_hand]
    names = sorted(path.name for path in (world.data / "backups").glob("*.zip"))
    assert len(names) == 2
    assert Path(daily).name not in names


def test_an_import_that_held_them_is_taken_back_and_they_stay_away(after: Kithly) -> None:
    imported = next(one for one in after.view("changes")["changes"] if one["kind"] == "import")
    after.ok("undo", imported["id"])
    assert sorted(hits(after.data)) == []
    assert after.view("people")["total"] == 0
    again = after.view("import", *sorted((after.data.parent / "exports").iterdir()))
    assert [one["name"] for one in after.view("people")["people"]] == ["Ben Marlow"]
    assert again["totals"]["skipped"] == 8
    assert sorted(hits(after.data)) == []


def test_what_is_derived_is_what_a_rebuild_gives(after: Kithly) -> None:
    with open_network(after.data, now=NOW) as network, network.store.rehearsal() as tx:
        before = tx.derived(), tx.canonical()
        tx.search.rebuild()
        refresh(tx, now=NOW)
        assert (tx.derived(), tx.canonical()) == before


def test_the_others_stay_as_they_were(after: Kithly) -> None:
    assert after.view("search", "Larch wood")["total"] == 1
    (hit,) = after.view("search", "Call")["hits"]
    assert hit["quote"] == "A number: Call […] at […] or write to […], she knows."
    assert after.view("person", "Ben Marlow")["tie"] is not None
    assert "Knows […]" in after.ok("person", "Ben Marlow")


def test_met_says_how_to_let_somebody_in_again(after: Kithly) -> None:
    refused = after("met", PLAIN, "--json")
    assert refused.code == 1
    assert refused.error["hint"] == f'kithly forget --lift "{PLAIN}"'
    assert after("forget", "--lift", "Somebody Else").code == 1
    assert after.view("forget", "--lift", PLAIN)["count"] == 1
    after.ok("met", PLAIN)
    again = after.view("import", *sorted((after.data.parent / "exports").iterdir()))
    assert (again["totals"]["skipped"], again["totals"]["new"]) == (0, 8)


def test_a_yes_is_needed_and_what_would_go_is_counted(world: Kithly) -> None:
    ran = world("forget", MAIL, "--json")
    assert ran.code == 1
    assert misfits(ran.json, FORGET) == []
    assert {one["what"]: one["count"] for one in ran.json["goes"]}["messages"] == 3
    assert NAME in ran.json["text"]
    assert "cannot be undone" in ran.json["text"]
    assert world("forget").code == 1
    assert world("forget", "Nobody At All", "--yes").code == 1
    assert world.view("people")["total"] == 5


def test_an_address_that_two_people_share_stays_with_the_other(kithly: Kithly, tmp_path: Path) -> None:
    kithly.ok("me", "--set", "address=ego@self.example")
    card = "BEGIN:VCARD\nVERSION:3.0\nUID:{0}\nFN:{1}\nEMAIL:{2}\nEMAIL:home@two.example\nEND:VCARD\n"
    cards = card.format("u1", "Una Falkner", "una@one.example") + card.format("u2", "Bram Oster", "bram@one.example")
    letter = "From - Mon Jan  5 10:00:00 2026\nFrom: {0} <home@two.example>\nTo: ego@self.example\nSubject: {1}\n"
    letter += "Message-ID: <{1}@x>\nDate: Mon, 5 Jan 2026 10:00:00 +0000\n\nWords of {1}\n\n"
    (tmp_path / "two.vcf").write_text(cards)
    (tmp_path / "two.mbox").write_text(letter.format("Una Falkner", "hazel") + letter.format("Bram Oster", "birch"))
    kithly.ok("import", tmp_path / "two.vcf", tmp_path / "two.mbox")
    shown = kithly("forget", "una@one.example", "--json").json
    assert shown["alike"] == []
    assert shown["shared"] == ["home@two.example"]
    kithly.ok("forget", "una@one.example", "--yes")
    words = ("Una Falkner", "una@one.example", "Words of hazel")
    assert sorted(hits(kithly.data, words)) == []
    assert kithly.view("search", "birch")["total"] == 1
    assert {one["name"] for one in kithly.view("people")["people"]} == {"Bram Oster"}
    again = kithly.view("import", tmp_path / "two.vcf", tmp_path / "two.mbox")["totals"]
    assert (again["same"], again["skipped"], again["new"], again["merged"]) == (2, 2, 0, 0)
    assert sorted(hits(kithly.data, words)) == []


def test_files_that_wait_to_be_read_are_read_first(world: Kithly) -> None:
    with Incoming(world.data).receive("more.vcf") as upload:
        upload.write(b"BEGIN:VCARD")
        upload.finish()
    ran = world("forget", MAIL, "--yes", "--json")
    assert ran.code == 1
    assert "wait to be read" in ran.error["error"]


def test_a_message_on_its_way_is_settled_first(world: Kithly) -> None:
    with open_network(world.data, now=NOW) as network, network.store.transaction() as tx:
        change = tx.changes.open("outbox", "A message", NOW)
        row = OutboxRow(
            key="k",
            change=change,
            state="approved",
            channel="smtp",
            kind="reply",
            person=PersonId(""),
            to="ben@marlow.example",
            text=f"I met {PLAIN}.",
            message_id="1@x",
            approved_at=NOW,
            due_at=NOW + timedelta(days=1),
            changed_at=NOW,
        )
        tx.outbox.add(row)
    shown = world("forget", MAIL, "--json").json
    alike = [word for one in shown["alike"] for word in ("--with", one["id"])]
    ran = world("forget", MAIL, *alike, "--yes", "--json")
    assert ran.code == 1
    assert "on its way" in ran.error["error"]
    assert ran.error["hint"].startswith("Take it back or settle it first: kithly outbox")


def test_a_list_that_is_damaged_stops_a_restore(after: Kithly, tmp_path: Path) -> None:
    (after.data / "forgotten.json").write_text("{")
    ran = after("restore", after.data.parent / "by hand.zip", "--to", tmp_path / "again", "--json")
    assert ran.code == 4
    assert "is damaged: they would come back" in ran.error["error"]
    assert not (tmp_path / "again").exists()
