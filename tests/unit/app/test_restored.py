"""What a restored network must not do a second time, and whom it must not let in."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kithly.app.network import Network, open_network
from kithly.app.outbox.sending import due, send_due
from kithly.app.outbox.showing import show_outbox
from kithly.app.owning.making import back_up
from kithly.app.owning.restoring import restore
from kithly.app.passes.keeping import list_passes, make_pass, revoke_pass
from kithly.app.reminding.ledger import UNKNOWN, digest_of
from kithly.app.reminding.mailbox import DIGEST
from kithly.app.said.decisions import decide
from kithly.messages.outgoing import Outgoing
from kithly.people import PersonId
from kithly.store import OutboxRow
from kithly.testing.store_samples import NOW

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    """Return a network with a message in each state."""
    with open_network(tmp_path / "data", now=NOW) as opened:
        with opened.store.transaction() as tx:
            change = tx.changes.open("outgoing", "Messages.", NOW)
            for state in Outgoing:
                tx.outbox.add(message(state, change))
        yield opened


def message(state: Outgoing, change: str) -> OutboxRow:
    return OutboxRow(
        key=state.value,
        change=change,  # type: ignore[arg-type] # its id as it was told
        state=state.value,
        channel="mail",
        kind="greet",
        person=PersonId(""),
        to="ana@example.org",
        text=state.value,
        message_id=f"{state}@mail.example",
        approved_at=NOW,
        due_at=NOW,
        changed_at=NOW,
    )


@pytest.fixture
def restored(network: Network, tmp_path: Path) -> Iterator[Network]:
    """Return the network that came out of its backup."""
    made = back_up(network, tmp_path / "b.zip")
    restore(Path(made.path), tmp_path / "again", now=LATER)
    with open_network(tmp_path / "again", now=LATER) as opened:
        yield opened


def test_nothing_that_may_have_gone_out_goes_out_again(network: Network, restored: Network) -> None:
    assert [row.text for row in due(network)] == ["approved"]  # it would have, without a backup
    assert due(restored) == ()
    assert send_due(restored) == ()
    with restored.store.reading() as kept:
        now = {row.text: row.state for row in kept.outbox.newest(20)}
    unsure = {"approved", "sending", "failed", "unknown"}
    assert {text for text, state in now.items() if state == "unknown"} == unsure
    assert all(state == text for text, state in now.items() if text not in unsure)
    asked = [one for one in show_outbox(restored).waiting if one.text == "approved"]
    assert asked[0].next
    assert "comes out of a backup" in asked[0].said


def test_it_is_told_how_many(network: Network, tmp_path: Path) -> None:
    made = back_up(network, tmp_path / "b.zip")
    view = restore(Path(made.path), tmp_path / "again", now=LATER)
    assert view.words[0].startswith("3 messages that were on the way")


def test_no_key_comes_back(network: Network, tmp_path: Path) -> None:
    program = make_pass(network, "a script")
    device = make_pass(network, "my phone", kind="device")
    made = back_up(network, tmp_path / "b.zip")
    revoke_pass(network, program.pass_.id)
    view = restore(Path(made.path), tmp_path / "again", now=LATER)
    assert any("let in anew" in one for one in view.words)
    with open_network(tmp_path / "again", now=LATER) as opened:
        assert {one.state for one in list_passes(opened).passes} == {"revoked"}
        assert {one.id for one in list_passes(opened).passes} == {program.pass_.id, device.pass_.id}


def test_todays_digest_is_not_sent_twice(network: Network, tmp_path: Path) -> None:
    value = {"address": "me@example.org", "host": "mail.example", "port": 465, "security": "tls", "secret": "file"}
    with network.store.transaction() as tx:
        decide(tx, network, DIGEST, [("mail", value)], "A digest goes to me.")
    made = back_up(network, tmp_path / "b.zip")
    restore(Path(made.path), tmp_path / "again", now=LATER)
    with open_network(tmp_path / "again", now=LATER) as opened, opened.store.reading() as kept:
        digest = digest_of(kept, opened.today)
    assert digest is not None
    assert digest.state == UNKNOWN


def test_its_backups_are_a_row_of_their_own(network: Network, restored: Network, tmp_path: Path) -> None:
    marks = set()
    for number, one in enumerate((network, restored)):
        path = Path(back_up(one, tmp_path / f"{number}.zip").path)
        with zipfile.ZipFile(path) as archive:
            marks.add(json.loads(archive.read("manifest.json"))["network"])
    assert len(marks) == 2
    assert "" not in marks
