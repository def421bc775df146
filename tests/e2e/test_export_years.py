"""Exports of several years, whole and in parts: nobody is lost, doubled or left without a name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.e2e.conftest import NOW

from kithly.app.bringing.import_files import import_paths
from kithly.app.derived.me import set_me, show_me
from kithly.app.network import Network, open_network
from kithly.app.persons.merging import suggestions
from kithly.app.persons.people import list_people, show_person
from kithly.app.today.day import today
from kithly.app.today.inbox import inbox
from kithly.errors import SettingsError
from kithly.people import PersonId
from kithly.ties import Column

OLD = "Basic_LinkedInDataExport_10-05-2018"
NEW = "Basic_LinkedInDataExport_02-20-2026"
PROFILE = "First Name,Last Name,Headline,Summary\nRobin,Quillfeather,Gardener,\n"
CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
)
OLD_MESSAGES = "From,To,Date,Subject,Content,Direction,Folder\n"
ROBIN, MINA = "https://www.linkedin.com/in/robin-quillfeather", "https://www.linkedin.com/in/mina-fogtower-7"
FROM_MINA = f"Mina Fogtower,{MINA},Robin Quillfeather,{ROBIN}"
OLD_TALK = (
    OLD_MESSAGES
    + 'Mina Fogtower,Robin Quillfeather,"9/1/18, 10:15 AM",,Do you still keep the bees?,INCOMING,INBOX\n'
    + 'Robin Quillfeather,Mina Fogtower,"9/1/18, 10:17 AM",,Two hives of them.,OUTGOING,INBOX\n'
    + 'Robin Quillfeather,Otto Brassmoth,"9/2/18, 8:00 AM",,Shall we meet at the fair?,OUTGOING,INBOX\n'
)
NEW_TALK = (
    MESSAGES
    + f"t1,,{FROM_MINA},2018-09-01 10:15:22 UTC,,Do you still keep the bees?,INBOX\n"
    + f"t1,,Robin Quillfeather,{ROBIN},Mina Fogtower,{MINA},2018-09-01 10:17:03 UTC,,Two hives of them.,INBOX\n"
    + f"t1,,{FROM_MINA},2026-01-09 09:00:00 UTC,,Is the honey ready?,INBOX\n"
)
CONNECTED = f"Mina,Fogtower,{MINA},,Fog Ltd,Keeper,02 Jan 2018\n"
OTTO = "https://www.linkedin.com/in/otto-brassmoth"
THIRD = f"t2,,Robin Quillfeather,{ROBIN},Otto Brassmoth,{OTTO},2026-01-10 09:00:00 UTC,,Shall we meet?,INBOX\n"
RECEIVED = (
    "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
    'Ilka,Sandgrouse,Moth Works,Keeper,Robin is the best gardener,"04/02/16, 09:15 AM",VISIBLE\n'
)


@contextmanager
def opened(folder: Path) -> Iterator[Network]:
    """Open the network in a folder at the moment of the tests."""
    with open_network(folder / "data", now=NOW) as network:
        yield network


def export(root: Path, name: str, **files: str) -> Path:
    """Write an unpacked export; a file's key is its name without ending."""
    folder = root / name
    folder.mkdir(parents=True)
    for stem, text in files.items():
        (folder / f"{stem}.csv").write_text(text, "utf-8")
    return folder


def bring(root: Path, *paths: Path) -> None:
    """Import paths, one call each."""
    for path in paths:
        with opened(root) as network:
            import_paths(network, [path])


def both(root: Path) -> tuple[Path, Path]:
    """Write an export of 2018, without ids and addresses, and one of 2026."""
    old = export(root, OLD, Profile=PROFILE, messages=OLD_TALK, Recommendations_Received=RECEIVED)
    return old, export(root, NEW, Profile=PROFILE, messages=NEW_TALK)


def test_a_newer_export_that_tells_less_of_ego_takes_nothing_away(tmp_path: Path) -> None:
    bring(tmp_path, export(tmp_path, NEW, Profile=PROFILE, messages=NEW_TALK))
    with opened(tmp_path) as network:
        before = show_me(network)
    bring(tmp_path, export(tmp_path, NEW.replace("02-20", "02-28"), Profile=PROFILE, Connections=CONNECTIONS))
    with opened(tmp_path) as network:
        after = show_me(network)
    assert any(one.value == "robin-quillfeather" for one in before.identities)
    assert (after.name, after.identities) == (before.name, before.identities)


def test_nobody_is_without_a_name(tmp_path: Path) -> None:
    bring(tmp_path, *both(tmp_path))
    with opened(tmp_path) as network:
        people = list_people(network, limit=100).people
        merges = suggestions(network).suggestions
        answers = inbox(network)
        day = today(network)
    assert {"Otto Brassmoth", "Ilka Sandgrouse", "Mina Fogtower"} <= {row.name for row in people}
    assert all(row.name for row in people)
    assert all(one.a.name and one.b.name for one in merges)
    assert "name=''" not in repr((answers, day, merges))


def test_old_messages_keep_their_direction(tmp_path: Path) -> None:
    bring(tmp_path, both(tmp_path)[0])
    with opened(tmp_path) as network:
        timeline = show_person(network, "Mina Fogtower").timeline
    assert [(entry.text, entry.outgoing) for entry in timeline] == [
        ("Two hives of them.", True),
        ("Do you still keep the bees?", False),
    ]


def test_a_connection_without_address_and_a_profile_that_wrote_are_one(tmp_path: Path) -> None:
    header = CONNECTIONS.replace("URL,", "")
    rows = "Mina,Fogtower,,Fog Ltd,Keeper,02 Jan 2018\nOtto,Brassmoth,,Moth Ltd,Smith,03 Jan 2018\n"
    bring(tmp_path, export(tmp_path, OLD.replace("2018", "2022"), Connections=header + rows, messages=NEW_TALK))
    bring(tmp_path, both(tmp_path)[0])
    with opened(tmp_path) as network:
        people = [row.name for row in list_people(network).people]
        assert show_person(network, "Mina Fogtower").company == "Fog Ltd"
    assert sorted(people) == ["Ilka Sandgrouse", "Mina Fogtower", "Otto Brassmoth"]


def test_two_connections_of_the_name_of_one_profile_stay_apart(tmp_path: Path) -> None:
    header = CONNECTIONS.replace("URL,", "")
    rows = "Mina,Fogtower,,Fog Ltd,Keeper,02 Jan 2018\nMina,Fogtower,,Moth Ltd,Smith,03 Jan 2019\n"
    files = {"Connections": header + rows, "messages": NEW_TALK, "Profile": PROFILE}
    bring(tmp_path, export(tmp_path, OLD.replace("2018", "2022"), **files))
    with opened(tmp_path) as network:
        assert [row.name for row in list_people(network).people] == ["Mina Fogtower"] * 3


def test_a_talk_that_two_exports_tell_is_counted_once(tmp_path: Path) -> None:
    old, new = both(tmp_path)
    ties, texts = [], []
    for number, order in enumerate(((new,), (old, new), (new, old))):
        root = tmp_path / str(number)
        bring(root, *order)
        with opened(root) as network:
            mina = show_person(network, "Mina Fogtower")
            texts.append([entry.text for entry in mina.timeline])
            with network.store.reading() as kept:
                people, table, _ = kept.ties.all()
            row = table[list(people).index(PersonId(mina.id))]
            ties.append((row[Column.COUNT_IN], row[Column.COUNT_OUT]))
    assert len(texts[0]) == 3
    assert texts == texts[:1] * 3
    assert ties == [(2, 1)] * 3


def test_single_files_of_an_unpacked_export_find_the_owner_beside_them(tmp_path: Path) -> None:
    folder = export(tmp_path, NEW, Profile=PROFILE, messages=NEW_TALK, Connections=CONNECTIONS + CONNECTED)
    bring(tmp_path, folder / "Connections.csv", folder / "messages.csv")
    with opened(tmp_path) as network:
        me = show_me(network)
        assert (me.name, [one.value for one in me.identities]) == ("Robin Quillfeather", ["robin-quillfeather"])
        assert len(show_person(network, "Mina Fogtower").timeline) == 3


@pytest.mark.parametrize("word", [ROBIN, "robin-quillfeather", "linkedin:robin-quillfeather"])
def test_a_guessed_profile_can_be_called_ones_own(tmp_path: Path, word: str) -> None:
    folder = export(tmp_path, NEW, messages=NEW_TALK + THIRD)
    bring(tmp_path, folder / "messages.csv")
    with opened(tmp_path) as network:
        assert [one.value for one in show_me(network).guesses] == ["robin-quillfeather"]
        me = set_me(network, [("address", word)])
        assert [one.value for one in me.identities] == ["robin-quillfeather"]
        assert {row.name for row in list_people(network).people} == {"Mina Fogtower", "Otto Brassmoth"}


def test_a_word_that_is_no_address_and_no_guess_is_refused(tmp_path: Path) -> None:
    for word in ("robin-quillfeather", "linkedin:somebody-else", "https://example.org/in/robin"):
        with opened(tmp_path) as network, pytest.raises(SettingsError):
            set_me(network, [("address", word)])
