"""What is known so far, and whose mail makes nobody known."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.e2e.conftest import NOW, Exports, Kithly
from tests.pace import spent

from kithly.app.bringing.so_far import so_far
from kithly.app.derived.left_out import AUTOMATIC, BULK, LISTED, LISTS, PASSING, SHARED
from kithly.app.network import open_network
from kithly.app.views import SoFarView

READS = 20

LETTERS = (
    ("ana.lee@acme.example", "Ana Lee", "me@home.example", ""),
    ("news@shop.example", "The Shop", "me@home.example", "Precedence: bulk\n"),
    ("news@shop.example", "The Shop", "me@home.example", "List-Unsubscribe: <https://shop.example/x>\n"),
    ("no-reply@bank.example", "The Bank", "me@home.example", ""),
    ("cy@globex.example", "Cy Adler", "talk@lists.example", "List-Id: <talk.lists.example>\nList-Post: <x@y.z>\n"),
    ("info@acme.example", "Acme", "me@home.example", ""),
    ("eve@other.example", "Eve Stone", "ana.lee@acme.example", ""),
)


def mailbox(path: Path, letters: Iterable[tuple[str, str, str, str]]) -> Path:
    """Write a mailbox of these letters, and one that ego sent."""
    mails = [
        f"From x Mon Jan  5 10:00:00 2026\nFrom: {name} <{address}>\nTo: {to}\n{more}"
        f"Date: Mon, 05 Jan 2026 10:00:{number % 60:02} +0000\nMessage-ID: <{number}@x.example>\n\nHello.\n\n"
        for number, (address, name, to, more) in enumerate(letters)
    ]
    sent = (
        "From x Mon Jan  5 10:00:00 2026\nX-Gmail-Labels: Sent\nFrom: Me Myself <me@home.example>\n"
        "To: ana.lee@acme.example\nDate: Mon, 05 Jan 2026 10:00:00 +0000\nMessage-ID: <sent@x.example>\n\nHello.\n\n"
    )
    path.write_text("".join([*mails, *[sent.replace("<sent", f"<sent{n}") for n in range(5)]]))
    return path


def looked_at(folder: Path) -> SoFarView:
    """Look at what is known in a data folder."""
    with open_network(folder, now=NOW) as network:
        return so_far(network)


def test_every_sender_left_out_is_told_with_the_reason(tmp_path: Path) -> None:
    kithly = Kithly(data=tmp_path / "network")
    kithly.ok("import", mailbox(tmp_path / "All mail.mbox", LETTERS))
    view = looked_at(kithly.data)
    assert view.people == 1
    assert view.messages == len(LETTERS) + 5
    assert {one.address: (one.why, one.messages) for one in view.senders} == {
        "news@shop.example": (BULK, 2),
        "no-reply@bank.example": (AUTOMATIC, 1),
        "cy@globex.example": (LISTS, 1),
        "info@acme.example": (SHARED, 1),
        "eve@other.example": (PASSING, 1),
    }
    assert view.senders[0].name == "The Shop"
    assert view.left_out == 5
    assert sum(one.senders for one in view.reasons) == 5
    assert sum(one.messages for one in view.reasons) == 6


def test_nobody_is_called_a_bystander_before_it_is_known_who_ego_is(tmp_path: Path) -> None:
    kithly = Kithly(data=tmp_path / "network")
    path = mailbox(tmp_path / "All mail.mbox", LETTERS)
    path.write_text(path.read_text().replace("X-Gmail-Labels: Sent\n", ""))
    kithly.ok("import", path)
    assert {one.why for one in looked_at(kithly.data).reasons} == {BULK, AUTOMATIC, LISTS, SHARED}


def test_a_person_under_a_shared_address_too_is_not_left_out(exports: Exports, imported: Path) -> None:
    view = looked_at(imported)
    with open_network(imported, now=NOW) as network, network.store.reading() as kept:
        known = {one.value for row in kept.people.all() for one in row.person.identities}
    assert view.people == Kithly(data=imported).view("people")["total"]
    assert view.messages > 0
    assert view.left_out > 0
    assert not known & {one.address for one in view.senders}
    assert exports.mailbox.exists()


def test_what_is_taken_back_is_no_longer_told(tmp_path: Path) -> None:
    kithly = Kithly(data=tmp_path / "network")
    assert looked_at(kithly.data) == SoFarView(people=0, messages=0, left_out=0)
    kithly.ok("import", mailbox(tmp_path / "All mail.mbox", LETTERS))
    kithly.ok("undo")
    assert looked_at(kithly.data) == SoFarView(people=0, messages=0, left_out=0)


@pytest.fixture
def crowded(tmp_path: Path) -> Path:
    """Return a network of very many senders that are left out."""
    letters = [(f"no-reply@shop{n}.example", f"Shop {n}", "me@home.example", "") for n in range(1_200)]
    kithly = Kithly(data=tmp_path / "network")
    kithly.ok("import", mailbox(tmp_path / "All mail.mbox", letters))
    return kithly.data


def test_of_very_many_senders_all_are_counted_and_the_first_are_listed_at_once(crowded: Path) -> None:
    view = looked_at(crowded)
    assert view.left_out == 1_200
    assert len(view.senders) == LISTED
    with open_network(crowded, now=NOW) as network:
        so_far(network)
        began = time.process_time()
        for _ in range(READS):
            so_far(network)
        assert spent(began) / READS < 0.01, "2 ms on an idle machine"
