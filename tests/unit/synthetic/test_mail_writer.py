"""The mailboxes read back, with plain library readers, what the world knows."""

from __future__ import annotations

import email
import email.policy
import mailbox
import re
import time
from collections.abc import Iterator
from datetime import date, timedelta
from email.message import EmailMessage
from itertools import islice
from pathlib import Path

import pytest
from tests.pace import spent

from kithly.synthetic import Shape, World, demo, make_world, truth, write_mbox
from kithly.synthetic.letter import Letter
from kithly.synthetic.mail import Style, letters

TODAY = date(2026, 11, 23)
SMALL = Shape(people=40, years=4, open_recent=2, open_old=1, personal=1, unthanked=1, thanked=1)
STYLES: tuple[Style, ...] = ("mboxrd", "takeout", "thunderbird")
STARTS = {
    "mboxrd": re.compile(rb"^From \S+ \w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}$", re.MULTILINE),
    "takeout": re.compile(rb"^From \d{19}@xxx \w{3} \w{3} \d\d \d\d:\d\d:\d\d \+0000 \d{4}$", re.MULTILINE),
    "thunderbird": re.compile(rb"^From - \w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}$", re.MULTILINE),
}


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(20, today=TODAY, shape=SMALL)


@pytest.fixture(scope="module")
def read(world: World, tmp_path_factory: pytest.TempPathFactory) -> list[EmailMessage]:
    path = tmp_path_factory.mktemp("mail") / "all.mbox"
    write_mbox(world, path, style="takeout", until=TODAY)
    box = mailbox.mbox(path, create=False)
    messages = [email.message_from_bytes(box.get_bytes(key), policy=email.policy.default) for key in box.keys()]  # noqa: SIM118 - a mailbox is no dict
    box.close()
    return messages


def talks(read: list[EmailMessage]) -> Iterator[EmailMessage]:
    """Yield the messages between ego and one person."""
    return (message for message in read if re.match(r"<\d+\.\d+\.\d+\.", str(message["Message-ID"])))


@pytest.mark.parametrize("style", STYLES)
def test_every_message_has_a_separator_of_its_style(world: World, tmp_path: Path, style: Style) -> None:
    path = tmp_path / "box.mbox"
    count = write_mbox(world, path, style=style, until=TODAY)
    content = path.read_bytes()
    assert len(STARTS[style].findall(content)) == count
    assert len(re.findall(rb"^From ", content, re.MULTILINE)) == count
    assert content.startswith(b"From ")


def test_some_body_lines_needed_quoting(world: World, tmp_path: Path) -> None:
    path = tmp_path / "box.mbox"
    write_mbox(world, path, style="mboxrd", until=TODAY)
    assert re.search(rb"^>From my window", path.read_bytes(), re.MULTILINE)


def test_the_mailbox_holds_every_talk(world: World, read: list[EmailMessage]) -> None:
    assert len(list(talks(read))) == dict(truth(world, on=TODAY).messages)["mail"]


def test_message_ids_are_unique_and_answers_point_to_messages(read: list[EmailMessage]) -> None:
    ids = [str(message["Message-ID"]) for message in read]
    assert len(set(ids)) == len(ids)
    parents = {str(message["In-Reply-To"]) for message in read if message["In-Reply-To"]}
    assert parents
    assert parents <= set(ids)


def test_the_people_in_the_headers_are_those_of_the_world(world: World, read: list[EmailMessage]) -> None:
    known = {address: who.name for who in truth(world, on=TODAY).identities for address in who.addresses}
    mine = set(world.ego.addresses)
    for message in talks(read):
        (sender,) = message["From"].addresses
        (to,) = message["To"].addresses
        other = to if sender.addr_spec in mine else sender
        assert {sender.addr_spec, to.addr_spec} & mine
        assert known[other.addr_spec] == other.display_name


def test_bodies_decode_in_every_encoding(read: list[EmailMessage]) -> None:
    seen = set()
    for message in talks(read):
        part = message.get_body(("plain",))
        assert part is not None
        text = part.get_content()
        assert "\ufffd" not in text
        assert len(text) > 10
        seen.add((part.get_content_charset(), str(part["Content-Transfer-Encoding"]), message.is_multipart()))
        assert not message.defects
    transfers = {transfer for _, transfer, _ in seen}
    assert transfers == {"8bit", "base64", "quoted-printable"}
    assert "iso-8859-1" in {charset for charset, _, _ in seen}
    assert any(multipart for _, _, multipart in seen)


def test_labels_tell_what_ego_wrote(world: World, read: list[EmailMessage]) -> None:
    mine = set(world.ego.addresses)
    for message in talks(read):
        is_mine = message["From"].addresses[0].addr_spec in mine
        assert ("Sent" in str(message["X-Gmail-Labels"]).split(",")) == is_mine


def test_the_mailbox_holds_what_makes_nobody_known(read: list[EmailMessage]) -> None:
    assert any(message["List-Unsubscribe"] for message in read)
    assert any(str(message["Precedence"]) == "list" for message in read)
    assert any(message.get_content_type() == "multipart/report" for message in read)
    assert any(part.get_content_type() == "text/calendar" for message in read for part in message.walk())
    assert any(message["Cc"] for message in talks(read))


def test_a_farewell_goes_to_more_than_twenty() -> None:
    world = make_world(20, today=TODAY)
    mass = [letter for letter in letters(world, until=TODAY, whole=False) if letter.headers.count("desk") > 20]
    assert mass


def test_labels_can_be_french(world: World, tmp_path: Path) -> None:
    path = tmp_path / "box.mbox"
    write_mbox(world, path, style="takeout", until=TODAY, labels="fr")
    found = re.findall(r"^X-Gmail-Labels: ((?:.*\n)(?: .*\n)*)", path.read_text(encoding="utf-8"), re.MULTILINE)
    shown = {str(email.message_from_string(f"X: {raw}\n", policy=email.policy.default)["X"]) for raw in found}
    assert {"Messages envoyés", "Messages archivés,Ouvert", "Boîte de réception,Important,Ouvert"} <= shown


def test_other_programs_have_no_spam_no_drafts(world: World) -> None:
    whole, plain = (list(letters(world, until=TODAY, whole=flag)) for flag in (True, False))
    assert {label for letter in whole for label in letter.labels} >= {"spam", "trash", "drafts"}
    assert not {label for letter in plain for label in letter.labels} & {"spam", "trash", "drafts"}


def test_newest_first_is_the_same_mail_reversed(world: World, tmp_path: Path) -> None:
    forward, backward = tmp_path / "f.mbox", tmp_path / "b.mbox"
    count = write_mbox(world, forward, style="mboxrd", until=TODAY)
    assert write_mbox(world, backward, style="mboxrd", until=TODAY, newest_first=True) == count
    ids = [re.findall(rb"^Message-ID: .*$", path.read_bytes(), re.MULTILINE) for path in (forward, backward)]
    assert ids[0] == ids[1][::-1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.mbox", "f.mbox"]


def test_an_earlier_mailbox_is_the_beginning_of_a_later_one(world: World, tmp_path: Path) -> None:
    early, late = tmp_path / "e.mbox", tmp_path / "l.mbox"
    write_mbox(world, early, style="mboxrd", until=TODAY - timedelta(days=200))
    write_mbox(world, late, style="mboxrd", until=TODAY)
    assert late.read_bytes().startswith(early.read_bytes())
    assert late.stat().st_size > early.stat().st_size


def test_a_large_world_begins_to_write_at_once() -> None:
    world = make_world(1, today=TODAY, shape=Shape(people=2_000))
    first: list[Letter] = list(islice(letters(world, until=TODAY, whole=True), 1_000))
    assert [letter.at for letter in first] == sorted(letter.at for letter in first)


def test_the_demo_is_small_quick_and_repeatable(tmp_path: Path) -> None:
    started = time.process_time()
    first = demo(tmp_path / "one", today=TODAY)
    assert spent(started) < 3
    second = demo(tmp_path / "two", today=TODAY)
    assert [path.name for path in first] == [
        "Complete_LinkedInDataExport_10-24-2025.zip",
        "Complete_LinkedInDataExport_10-24-2026.zip",
        "All mail Including Spam and Trash.mbox",
        "Mail among several.mbox",
        "Notifications.mbox",
        "Address book.vcf",
        "Calendar.ics",
    ]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert sum(path.stat().st_size for path in first) < 8_000_000
