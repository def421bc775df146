"""What the user says between their yes and the moment a message goes out, and what went another way since."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.mail.faulty_post import FaultyOffice
from tests.mail.outbox_side import WORDS, Outbox

from kithly.app.letters.ready import OwnWords, prepare
from kithly.app.outbox.approving import put
from kithly.app.outbox.settling import settle
from kithly.store import OutboxRow


def approved(outbox: Outbox) -> OutboxRow:
    touch = outbox.hello_to("ana")["touch"]
    with outbox.network() as opened:
        return put(opened, prepare(opened, touch, OwnWords(text=WORDS, channel="email", subject="Cranes")))


@pytest.mark.parametrize("word", ["quiet", "remembered"])
def test_nothing_goes_to_whom_the_user_leaves_alone_since_their_yes(
    outbox: Outbox, post: FaultyOffice, word: str
) -> None:
    row = approved(outbox)
    outbox.kithly.ok(word, "ana")
    with outbox.network(later=timedelta(minutes=1)) as opened:
        settle(opened)
    assert post.mails == []
    assert outbox.state(row.id) == "failed"
    assert "nothing is sent" in outbox.kithly.view("outbox", "show", row.id)["said"]


@pytest.mark.parametrize("way", ["taken along", "done"])
def test_what_went_another_way_is_not_sent_again(outbox: Outbox, post: FaultyOffice, way: str) -> None:
    row = approved(outbox)
    outbox.kithly.ok("outbox", "back", row.id)
    if way == "done":
        outbox.kithly.ok("done", row.touch)
    else:
        outbox.kithly.ok("send", row.touch, "--channel", "email", "--yes", "--no-open", "--hand-over")
    ran = outbox.kithly("outbox", "again", row.id)
    assert (ran.code, post.mails) == (1, [])
    assert "it is not sent twice" in ran.err
    outbox.kithly.ok("undo")
    outbox.kithly.ok("outbox", "again", row.id)
    assert len(post.mails) == 1


def test_one_that_failed_is_not_offered_again_once_its_words_were_taken_along(
    outbox: Outbox, post: FaultyOffice
) -> None:
    post.where, post.how = "rcpt", "451 4.3.0 Busy"
    failed = outbox.send("ana").json
    post.where = ""
    outbox.kithly.ok("send", failed["touch"], "--channel", "email", "--yes", "--no-open", "--hand-over")
    assert outbox.waiting() == []
    ran = outbox.kithly("outbox", "again", failed["outbox"])
    assert (ran.code, post.mails) == (1, [])
