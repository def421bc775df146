"""A message is taken back whole while it waits; once it went out, that is said in one sentence, and nothing changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.mail.faulty_post import FaultyOffice
from tests.mail.outbox_side import WORDS, Outbox
from tests.properties.whole_dump import whole

from kithly.app.changes import list_changes, undo
from kithly.app.letters.ready import OwnWords, prepare
from kithly.app.network import Network
from kithly.app.outbox.approving import put
from kithly.app.outbox.setting_aside import set_aside
from kithly.app.outbox.settling import send_and_look
from kithly.app.outbox.word import again, take_back
from kithly.errors import Conflict

OWN = OwnWords(text=WORDS, channel="email", subject="Cranes")


def lines(network: Network) -> list[str]:
    with network.store.reading() as kept:
        return whole(kept)


def test_what_waits_is_taken_back_and_nothing_is_left(outbox: Outbox, post: FaultyOffice) -> None:
    touch = outbox.hello_to("ana")["touch"]
    with outbox.network() as opened:
        before = lines(opened)
        row = put(opened, prepare(opened, touch, OWN))
        assert lines(opened) != before
        assert undo(opened, row.change).text.startswith("Taken back, and nothing was sent")
        assert lines(opened) == before
        once_more = again(opened, row.id)
        take_back(opened, once_more.id)
        kept = set_aside(opened, touch, OWN, "The server is away.")
        assert kept is not None
        undo(opened, kept.change)
        assert lines(opened) == before
    assert post.mails == []


def test_what_went_out_is_refused_in_one_sentence_and_nothing_changes(outbox: Outbox, post: FaultyOffice) -> None:
    touch = outbox.hello_to("ana")["touch"]
    with outbox.network(later=timedelta(minutes=1)) as opened:
        row = put(opened, prepare(opened, touch, OWN))
        send_and_look(opened, row.id)
        sent = lines(opened)
        with pytest.raises(Conflict) as refused:
            undo(opened, row.change)
        assert (str(refused.value), lines(opened)) == ("What was sent cannot be taken back.", sent)
        assert refused.value.hint == "kithly changes lists what can be."
        (change,) = (one for one in list_changes(opened).changes if one.id == row.change)
        assert not change.undoable
    assert len(post.mails) == 1
