"""What must hold when somebody uses Kithly for the first time."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.conftest import NOW, TODAY, Exports, Kithly, Ran
from tests.pace import spent

from kithly.app.belonging.word import met
from kithly.app.first_use import FirstUse
from kithly.app.network import Network, open_network
from kithly.errors import UserError
from kithly.interfaces.cli.main import VERBS
from kithly.synthetic import truth

COLUMNS = 80


def test_any_command_on_an_empty_machine_makes_its_database_and_says_where(kithly: Kithly) -> None:
    for words in (("today",), ("people",), ("me",)):
        folder = kithly.data / words[0]
        ran = Kithly(data=folder)(*words)
        assert ran.code == 0
        assert f"Made a new, empty network in {folder}" in ran.err
        assert "Made" not in Kithly(data=folder)(*words).err


def test_a_first_command_that_fails_leaves_no_network(tmp_path: Path) -> None:
    (tmp_path / "noise.bin").write_bytes(b"\x00\x01")
    noise, no = str(tmp_path / "noise.bin"), str(tmp_path / "no")
    for number, words in enumerate((("import", noise), ("import", no), ("person", "Bo"))):
        above = tmp_path / f"new-{number}"
        ran = Kithly(data=above / "network")(*words, "--json")
        assert ran.code == 1
        assert ran.error["hint"]  # alone on standard error
        assert not above.exists()


def test_a_failing_command_takes_nothing_away_that_others_made_or_use(kithly: Kithly, tmp_path: Path) -> None:
    kithly.data.mkdir()
    (kithly.data / "settings.toml").write_text("minutes = 7\n")
    ran = kithly("person", "Bo")
    assert f"Made a new, empty network in {kithly.data}" in ran.err
    assert (kithly.data / "kithly.db").exists()
    assert kithly("person", "Bo").code == 1
    assert (kithly.data / "kithly.db").exists()
    with ExitStack() as others:

        def fail_meanwhile() -> None:
            with FirstUse(tmp_path / "used").network(NOW):
                found.append(others.enter_context(open_network(tmp_path / "used")))
                raise UserError("It cannot be done.")

        found: list[Network] = []
        with pytest.raises(UserError):
            fail_meanwhile()
        assert met(found[0], "Ana Lee").change
    assert "Ana Lee" in Kithly(data=tmp_path / "used").ok("people")


def test_the_bare_command_shows_the_next_sensible_step(kithly: Kithly, few: Exports) -> None:
    assert "kithly import" in kithly.ok()
    assert "kithly demo" in kithly.ok()
    kithly.ok("import", few.newer)
    assert "kithly today" in kithly.ok()


def test_files_are_recognised_by_content_and_the_unreadable_is_named(
    kithly: Kithly, few: Exports, tmp_path: Path
) -> None:
    (tmp_path / "notes.pdf").write_bytes(b"%PDF-1.7 nothing for us")
    disguised = tmp_path / "letters.dat"
    disguised.write_bytes(few.mailbox.read_bytes())
    view = kithly.view("import", tmp_path / "notes.pdf", disguised, few.newer)
    by_name = {file["path"].rpartition("/")[2]: file for file in view["files"]}
    assert by_name["letters.dat"]["source"] == "mbox"
    assert by_name["messages.csv"]["source"] == "linkedin_export"
    assert by_name["notes.pdf"]["source"] is None
    assert by_name["notes.pdf"]["note"]


def test_a_file_of_which_nothing_could_be_kept_is_no_success(kithly: Kithly, tmp_path: Path) -> None:
    office = tmp_path / "office.vcf"
    office.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Harbour Office\nORG:Harbour Office\nX-ABShowAs:COMPANY\nEND:VCARD\n", "utf-8"
    )
    ran = kithly("import", office)
    assert ran.code == 1
    assert "an organisation" in ran.out
    assert "kithly today" not in ran.out
    assert "every record was skipped" in ran.err


def test_a_preview_tells_the_same_counts_and_keeps_nothing(kithly: Kithly, few: Exports) -> None:
    told = kithly.ok("import", *few.all, "--dry-run")
    assert "Nothing was kept" in told
    assert kithly.view("people")["total"] == 0
    assert kithly.view("changes")["changes"] == []
    real = kithly.ok("import", *few.all)
    counted = [line for line in told.splitlines() if line.startswith("In all")]
    assert counted
    assert counted == [line for line in real.splitlines() if line.startswith("In all")]


def test_who_i_am_is_taken_from_the_export(kithly: Kithly, few: Exports) -> None:
    kithly.ok("import", few.newer)
    me = kithly.view("me")
    assert me["name"] == few.world.ego.name
    assert {one["kind"] for one in me["identities"]} >= {"email", "linkedin"}
    assert all(row["name"] != few.world.ego.name for row in kithly.view("people", "--limit", "1000")["people"])


def test_who_i_am_is_taken_from_the_sent_mail(kithly: Kithly, few: Exports) -> None:
    kithly.ok("import", few.mailbox)
    mine = {one["value"] for one in kithly.view("me")["identities"] if one["kind"] == "email"}
    assert mine
    people = kithly.view("people", "--limit", "1000")["people"]
    theirs = {one["value"] for row in people for one in row["identities"]}
    assert not mine & theirs


def test_a_mailbox_that_does_not_tell_who_i_am_asks_once(kithly: Kithly, tmp_path: Path) -> None:
    letters = tmp_path / "list.mbox"
    letters.write_text(
        "From a@b.example Mon Feb 02 10:00:00 2026\nFrom: Zita Quarrenhold <zita@pier.example>\n"
        "To: robin@home.example\nDate: Mon, 2 Feb 2026 10:00:00 +0000\nMessage-ID: <1@pier.example>\n"
        "Subject: tides\n\nCould you come on Friday?\n\n",
        encoding="utf-8",
    )
    assert "kithly me --set address=" in kithly.ok("import", letters)
    kithly.ok("me", "--set", "address=robin@home.example")
    assert [row["name"] for row in kithly.view("people")["people"]] == ["Zita Quarrenhold"]
    assert "kithly me --set" not in kithly.ok("today")


def test_two_people_of_one_name_stay_two_until_the_user_says_otherwise(kithly: Kithly, tmp_path: Path) -> None:
    table = tmp_path / "Connections.csv"
    table.write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Maria,Silva,https://www.linkedin.com/in/maria-one,,Pierside,Pilot,01 Mar 2020\n"
        "Maria,Silva,https://www.linkedin.com/in/maria-two,,Tidewater,Diver,02 Mar 2021\n",
        encoding="utf-8",
    )
    kithly.ok("import", table)
    assert [row["name"] for row in kithly.view("people")["people"]] == ["Maria Silva", "Maria Silva"]
    joined = kithly.view("same", "maria-one", "maria-two")
    assert kithly.view("people")["total"] == 1
    kithly.ok("undo", joined["change"])
    assert kithly.view("people")["total"] == 2


def test_every_suggested_merge_shows_its_evidence(network: Kithly) -> None:
    before = {row["id"]: row for row in network.view("people", "--limit", "1000")["people"]}
    suggestion = network.view("merges", "--limit", "1")["suggestions"][0]
    assert all(because["text"] and because["evidence"] for because in suggestion["because"])
    a, b = suggestion["a"]["id"], suggestion["b"]["id"]
    merged = network.view("same", a, b)
    kept = {(one["kind"], one["value"]) for one in network.view("person", a)["identities"]}
    for old in (a, b):
        assert network.view("person", old)["id"] == merged["person"]["id"], "an old id still leads to the person"
        assert {(one["kind"], one["value"]) for one in before[old]["identities"]} <= kept
    network.ok("undo", merged["change"])
    assert {row["id"]: row for row in network.view("people", "--limit", "1000")["people"]} == before


def test_every_import_can_be_undone(kithly: Kithly, few: Exports) -> None:
    kithly.ok("import", few.newer)
    before = kithly.view("people", "--limit", "1000")
    imported = kithly.view("import", few.mailbox)
    assert kithly.view("people", "--limit", "1000") != before
    kithly.ok("undo", imported["import"])
    assert kithly.view("people", "--limit", "1000") == before


def test_a_connection_is_no_contact_and_unknown_is_shown_as_unknown(kithly: Kithly, tmp_path: Path) -> None:
    table = tmp_path / "Connections.csv"
    table.write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Zita,Quarrenhold,https://www.linkedin.com/in/zita-q,,Pierside,Pilot,01 Mar 2026\n",
        encoding="utf-8",
    )
    kithly.ok("import", table)
    tie = kithly.view("person", "Zita")["tie"]
    assert tie is None or (tie["band"], tie["strength"], tie["silent_days"]) == ("unknown", None, None)
    assert kithly.view("strength")["people"] == {**kithly.view("strength")["people"], "known": 0, "unknown": 1}
    assert "nothing can be said" in kithly.ok("strength")
    assert "cannot be told yet" in kithly.ok("person", "Zita")


@pytest.mark.parametrize("verb", ["today", "inbox", "dormant", "merges", "people", "strength", "network"])
def test_an_empty_network_is_never_reassuring(kithly: Kithly, verb: str) -> None:
    told = kithly.ok(verb).casefold()
    assert "import" in told
    for reassurance in ("enough for today", "nobody:", "you owe nobody", "no two people", "worth your minutes"):
        assert reassurance not in told


def test_an_error_is_one_sentence_and_the_next_command(network: Kithly) -> None:
    for words in (("person", "Nobody Whatsoever"), ("undo", "zzzz"), ("done", "zzzz"), ("me", "--set", "nonsense")):
        ran = network(*words)
        assert ran.code != 0
        assert ran.out == ""
        lines = ran.err.splitlines()
        assert len(lines) == 2, ran.err
        assert lines[1].startswith("  ")
        assert "kithly" in lines[1]


def test_newsletters_robots_copied_strangers_and_mass_mail_are_nobody_known(kithly: Kithly, few: Exports) -> None:
    kithly.ok("import", few.mailbox)
    names = {row["name"] for row in kithly.view("people", "--limit", "1000")["people"]}
    assert len(names) > len(few.world.people) / 2
    assert names <= {person.name for person in few.world.people}


def test_help_is_there_for_every_verb_within_eighty_columns(kithly: Kithly) -> None:
    for verb in VERBS:
        told = kithly(verb, "--help")
        assert told.code == 0, verb
        assert max(len(line) for line in told.out.splitlines()) <= COLUMNS, verb


def test_help_is_quick(apart: Callable[..., Ran]) -> None:
    code = "import sys; from kithly.interfaces.cli.main import cli; sys.stdout.write(' '.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"sqlalchemy", "numpy", "alembic", "rich"} & set(loaded)
    began = time.process_time()
    assert apart(["--help"]).code == 0
    assert spent(began) < 0.15


def test_text_stays_within_eighty_columns(network: Kithly) -> None:
    verbs = ("today", "inbox", "people", "strength", "network", "dormant", "merges", "triage", "me")
    for words in ((verb,) for verb in verbs):
        long = [line for line in network.ok(*words).splitlines() if len(line) > COLUMNS]
        assert long == [], words


def test_people_can_be_named_while_the_export_is_awaited(kithly: Kithly) -> None:
    kithly.ok("met", "Zita", "Quarrenhold", "--where", "the pier")
    touch = kithly.view("today")["touches"][0]
    assert touch["person"]["name"] == "Zita Quarrenhold"
    assert "the pier" in touch["reason"]["text"] or "You met Zita" in touch["reason"]["text"]
    assert touch["kind"] == "follow_up"


def defensible(kithly: Kithly) -> dict[str, set[str]]:
    """Return who is suggested anywhere, with the kinds of reason."""
    found: dict[str, set[str]] = {}
    day = kithly.view("today", "--minutes", "60")["touches"]
    rows: list[tuple[Any, Any, Any]] = [
        (one["person"], one["reason"]["kind"], one["reason"]["evidence"]) for one in day
    ]
    rows += [
        (one["person"], one["reason"]["kind"], one["reason"]["evidence"]) for one in kithly.view("dormant")["people"]
    ]
    rows += [
        (one["person"], one["kind"], one["evidence"])
        for one in kithly.view("inbox")["owed"]
        if one["kind"] != "invitation"
    ]
    for person, kind, evidence in rows:
        assert evidence, (person, kind)
        found.setdefault(person["name"], set()).add(kind)
    return found


def test_a_linkedin_export_alone_gives_five_defensible_people(kithly: Kithly, linkedin_alone: Path) -> None:
    kithly.ok("import", linkedin_alone)
    found = defensible(kithly)
    kinds = set().union(*found.values())
    assert len(found) >= 5, found
    assert kinds & {"reply_owed", "unanswered"}, "a question left unanswered"
    assert "thanks_owed" in kinds, "a recommendation never thanked"
    assert "old_talk" in kinds, "an old talk"
    assert any(touch["draft"] for touch in kithly.view("today")["touches"]), "words ready to edit"
    kithly.ok("met", "Zita", "Quarrenhold", "--where", "the pier")
    assert "Zita Quarrenhold" in defensible(kithly)


def test_an_old_signature_or_domain_tells_that_somebody_moved(network: Kithly, exports: Exports) -> None:
    moved: set[str] = set()
    for row in network.view("people", "--limit", "1000")["people"]:
        for reason in network.view("person", row["id"])["reasons"]:
            if reason["kind"] in {"moved", "new_job"}:
                moved.add(row["name"])
                assert reason["evidence"]
                assert row["company"] in reason["text"]
    true = {exports.world.people[move.person].name for move in truth(exports.world, on=TODAY).moves}
    assert moved
    assert moved <= true


def test_the_demo_shows_a_day_and_ends_with_ones_own(tmp_path: Path) -> None:
    ran = Kithly(data=tmp_path / "demo")("demo")
    assert ran.code == 0, ran
    assert "hello" in ran.out
    assert "Now yours: kithly import" in ran.out
    assert max(len(line) for line in ran.out.splitlines() if str(tmp_path) not in line) <= COLUMNS
