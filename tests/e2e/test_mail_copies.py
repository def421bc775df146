"""One message in Sent, from a list, in a Takeout and in a maildir: one record, whatever is imported first."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.e2e.conftest import NOW

from kithly.app.bringing.import_files import import_paths
from kithly.app.changes import undo
from kithly.app.network import Network, open_network
from kithly.app.views import ImportView
from kithly.records import Message

HEAD = (
    "From: Ana Kiln <ana@kiln.example>\nTo: Pots <pots@lists.example>, Ben Glaze <ben@oven.example>\n"
    "Subject: {subject}\nDate: Mon, 01 Apr 2024 12:00:00 +0200\nMessage-ID: <pots-1@kiln.example>\n{more}\n{text}\n"
)
TEXT = "Dear all,\n\nthe red clay has come, and there is enough for everybody.\n\n-- \nAna Kiln\nKiln & Daughters Ltd"
SEPARATOR = "From ana@kiln.example Mon Apr  1 10:00:00 2024\n"
FOOTER = "\n_______________________________________________\nPots mailing list\npots@lists.example\n"
HTML = "<p>Dear all,</p><p>the red clay has come, and there is<br>enough for everybody.</p><p>-- <br>Ana Kiln</p>"
REWRITTEN = TEXT.replace("come, and", "come,\nand").replace("\n\n--", "\n\n\n--")


def copies(root: Path) -> list[Path]:
    """Write the copies of one message as four programs keep them."""
    sent, listed, takeout = root / "Sent.mbox", root / "2024-April.mbox", root / "All mail.mbox"
    sent.write_text(SEPARATOR + HEAD.format(subject="Red clay", more="Bcc: zoe@kiln.example\n", text=TEXT))
    more = "List-Id: <pots.lists.example>\nPrecedence: list\n"
    listed.write_text(SEPARATOR + HEAD.format(subject="[Pots] Red clay", more=more, text=TEXT + FOOTER))
    more = "X-GM-THRID: 1\nX-Gmail-Labels: Archived,Opened\nContent-Type: text/html\n"
    takeout.write_text(SEPARATOR + HEAD.format(subject="Red clay", more=more, text=HTML))
    maildir = root / "Maildir"
    for folder in ("cur", "new", "tmp"):
        (maildir / folder).mkdir(parents=True)
    (maildir / "cur" / "1711965600.M1P1.host:2,S").write_text(HEAD.format(subject="Red clay", more="", text=REWRITTEN))
    return [sent, listed, takeout, maildir]


@contextmanager
def opened(folder: Path) -> Iterator[Network]:
    """Open the network in a folder at the moment of the tests."""
    with open_network(folder, now=NOW) as network:
        yield network


def bring(folder: Path, paths: Sequence[Path]) -> list[ImportView]:
    """Import files one command each."""
    views = []
    for path in paths:
        with opened(folder) as network:
            views.append(import_paths(network, [path]))
    return views


def messages(folder: Path) -> list[Message]:
    """Return what is shown of every message."""
    with opened(folder) as network, network.store.reading() as reading:
        return [one.record for one in reading.records.by_kind("message") if isinstance(one.record, Message)]


def kept(folder: Path) -> list[str]:
    """Return the whole network as lines, without the names of the files it came from."""
    with opened(folder) as network, network.store.reading() as reading:
        return [line for line in reading.canonical().splitlines() if not line.startswith("sighting ")]


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return copies(tmp_path_factory.mktemp("copies"))


def test_four_copies_are_one_message_and_sent_is_shown(four: list[Path], tmp_path: Path) -> None:
    views = bring(tmp_path, four)
    assert [view.totals.new for view in views] == [1, 0, 0, 0]
    assert [view.totals.merged for view in views] == [0, 1, 1, 1]
    (message,) = messages(tmp_path)
    assert "sent" in message.labels
    assert message.text == TEXT
    assert [party.identity and party.identity.value for party in message.cc] == ["zoe@kiln.example"]


def test_any_order_gives_the_same_and_a_second_import_changes_nothing(four: list[Path], tmp_path: Path) -> None:
    expected: list[str] = []
    for number, order in enumerate(itertools.permutations(four)):
        folder = tmp_path / str(number)
        bring(folder, order)
        network = kept(folder)
        expected = expected or network
        assert network == expected, [path.name for path in order]
    again = bring(tmp_path / "0", list(reversed(four)))
    assert [(view.totals.new, view.totals.merged, view.totals.same) for view in again] == [(0, 0, 1)] * 4


def test_without_sent_a_copy_that_arrived_stands_above_the_list_s(four: list[Path], tmp_path: Path) -> None:
    bring(tmp_path, [four[3], four[1]])
    (message,) = messages(tmp_path)
    assert message.subject == "Red clay"
    assert "mailing list" not in message.text


def test_a_maildir_that_grew_is_read_for_what_is_new(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    maildir = copies(tmp_path / "own")[3]
    bring(tmp_path / "data", [maildir])
    for number in range(3):
        text = HEAD.format(subject=f"Clay {number}", more="", text="Blue.").replace("pots-1", f"blue-{number}")
        (maildir / "new" / f"171196570{number}.M1P1.host").write_text(text)
    read = maildir / "cur" / "1711965600.M1P1.host:2,S"
    read.rename(f"{read}R")  # answered meanwhile
    (view,) = bring(tmp_path / "data", [maildir])
    assert (view.totals.read, view.totals.new, view.totals.same, view.totals.merged) == (4, 3, 1, 0)
    (view,) = bring(tmp_path / "data", [maildir])
    assert (view.totals.read, view.totals.new, view.totals.same) == (4, 0, 4)


def letter(maildir: Path, number: int) -> None:
    """Put a new mail into a maildir."""
    text = HEAD.format(subject=f"Clay {number}", more="", text="Blue.").replace("pots-1", f"blue-{number}")
    (maildir / "new" / f"171196570{number}.M1P1.host").write_text(text)


def sightings(folder: Path) -> int:
    """Return how many sightings are kept."""
    with opened(folder) as network, network.store.reading() as reading:
        return sum(line.startswith("sighting ") for line in reading.canonical().splitlines())


def test_a_mail_is_noted_once_however_often_its_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    maildir = copies(tmp_path / "own")[3]
    for number in range(4):
        letter(maildir, number)
        (view,) = bring(tmp_path / "data", [maildir])
        assert (view.totals.read, view.totals.same) == (number + 2, number + 1 if number else 0)
    assert sightings(tmp_path / "data") == 5


def test_an_undone_import_leaves_what_a_later_one_saw_too(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    maildir = copies(tmp_path / "own")[3]
    changes = []
    for number in range(3):
        letter(maildir, number)
        (view,) = bring(tmp_path / "data", [maildir])
        changes.append(view.import_)
    for change, left in zip((changes[0], changes[2], changes[1]), (4, 3, 0), strict=True):
        with opened(tmp_path / "data") as network:
            undo(network, change)
        assert len(messages(tmp_path / "data")) == left
    (view,) = bring(tmp_path / "data", [maildir])
    assert (view.totals.new, view.totals.same) == (4, 0)
