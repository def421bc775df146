"""A message goes out once, as it was approved; whatever the server does, nothing is sent twice or lost in silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.e2e.conftest import NOW
from tests.e2e.letters import ME
from tests.mail.dovecot import PASSWORD
from tests.mail.faulty_post import ABORT, HANG, FaultyOffice
from tests.mail.outbox_side import DAY, WORDS, Outbox

SURELY_NOT = ("connect", "ehlo", "auth", "mail", "rcpt", "data")


def test_an_answer_goes_out_once_in_its_thread_and_is_done(outbox: Outbox, post: FaultyOffice) -> None:
    touch = outbox.hello_to("ana")["touch"]
    ran = outbox.send("ana")
    assert (ran.code, ran.json["state"], ran.json["undo_until"]) == (0, "sent", None)
    mail = post.mails[0]
    assert (mail["X-Envelope"], mail["From"]) == (f"{ME} ana@example.net", f"Robin Example <{ME}>")
    assert mail["In-Reply-To"] == f"<0.{ME}.ana@example.net>"
    assert mail["References"].split()[-1] == mail["In-Reply-To"]
    assert mail["Message-ID"].endswith("@example.org>")
    assert mail.get_content().replace("\r\n", "\n") == WORDS
    assert outbox.waiting() == []
    assert "ana" not in [one["person"]["name"].lower() for one in outbox.kithly.view("inbox")["owed"]]
    again = outbox.kithly("send", touch, "--channel", "email", "--yes", "--text", outbox.words(), "--no-open")
    assert again.code == 1
    assert "it is not sent twice" in again.err or "in your outbox" in again.err
    assert len(post.mails) == 1


def test_a_mail_that_was_sent_cannot_be_taken_back_and_undo_says_so(outbox: Outbox, post: FaultyOffice) -> None:
    sent = outbox.send("ana").json
    last = outbox.kithly.view("changes")["changes"][0]
    assert (last["id"], last["undoable"], last["undone"]) == (sent["change"], False, False)
    assert "(undone)" not in outbox.kithly.ok("changes")
    for words in (("undo",), ("undo", sent["change"]), ("outbox", "back", sent["outbox"])):
        ran = outbox.kithly(*words)
        assert ran.code == 1
        assert "What was sent cannot be taken back." in ran.err
    assert outbox.state(sent["outbox"]) == "sent"
    assert len(post.mails) == 1


def test_the_mail_read_later_among_what_was_sent_is_the_same_contact(
    outbox: Outbox, post: FaultyOffice, tmp_path: Path
) -> None:
    before = outbox.contacts("ana")
    outbox.send("ana")
    assert outbox.contacts("ana") == before + 1
    told = post.mails[0].as_bytes().replace(b"X-Envelope", b"X-Gmail-Labels: Sent\nX-Envelope")
    (tmp_path / "sent.mbox").write_bytes(b"From robin Mon Mar  2 09:00:00 2026\n" + told + b"\n\n")
    outbox.kithly.ok("import", tmp_path / "sent.mbox", now=NOW + DAY)
    assert outbox.contacts("ana") == before + 1


def _cases() -> list[Any]:
    """Return every way of going wrong at every place; each place once unasked, the rest where slow tests are wanted."""
    ways = (ABORT, "451 4.3.0 Busy", "554 5.7.1 Not wanted")
    quick = {(where, ways[number % len(ways)]) for number, where in enumerate(SURELY_NOT)}
    every = [(where, how) for where in SURELY_NOT for how in ways]
    return [pytest.param(*one, marks=[] if one in quick else [pytest.mark.slow]) for one in every]


@pytest.mark.parametrize(("where", "how"), _cases())
def test_what_surely_did_not_go_out_is_told_and_tried_again_by_the_users_word_alone(
    outbox: Outbox, post: FaultyOffice, where: str, how: str
) -> None:
    post.where, post.how = where, how
    ran = outbox.send("ana")
    assert (ran.code, ran.json["state"], len(post.mails)) == (1, "failed", 0)
    assert ran.json["said"]
    post.where = ""
    waiting = outbox.waiting()
    assert [(one["state"], len(post.mails)) for one in waiting] == [("failed", 0)]
    assert outbox.kithly(*waiting[0]["next"][0].split()[1:]).code == 0
    assert [one["Message-ID"] for one in post.mails] == [post.mails[0]["Message-ID"]]
    assert outbox.waiting() == []


@pytest.mark.parametrize("where", ["body", "taken"])
@pytest.mark.parametrize("how", [ABORT, HANG])
def test_what_nobody_knows_of_is_asked_about_and_never_sent_again_by_itself(
    outbox: Outbox, post: FaultyOffice, where: str, how: str
) -> None:
    post.where, post.how = where, how
    ran = outbox.send("ana")
    assert (ran.code, ran.json["state"]) == (1, "unknown")
    post.where = ""
    delivered = 1 if where == "taken" else 0
    for _ in range(2):
        one = outbox.waiting()[0]
    assert (one["state"], len(post.mails)) == ("unknown", delivered)
    assert one["next"] == [f"kithly outbox sent {one['id']}", f"kithly outbox again {one['id']}"]
    if delivered:
        outbox.kithly.ok("outbox", "sent", one["id"])
    else:
        outbox.kithly.ok("outbox", "again", one["id"])
    assert (outbox.state(one["id"]), len(post.mails)) == ("sent", 1)
    assert "ana" not in [owed["person"]["name"].lower() for owed in outbox.kithly.view("inbox")["owed"]]


@pytest.mark.parametrize("how", ["451 4.3.0 Busy", "554 5.7.1 Not wanted"])
def test_a_mail_refused_as_a_whole_surely_did_not_go_out(outbox: Outbox, post: FaultyOffice, how: str) -> None:
    post.where, post.how = "body", how
    ran = outbox.send("ana")
    assert (ran.json["state"], len(post.mails)) == ("failed", 0)
    assert how[10:] in ran.json["said"]


@pytest.mark.parametrize("where", ["after", "quit"])
def test_a_server_that_dies_once_it_took_the_mail_does_no_harm(outbox: Outbox, post: FaultyOffice, where: str) -> None:
    post.where = where
    assert (outbox.send("ana").json["state"], len(post.mails)) == ("sent", 1)


def test_a_server_that_hangs_is_left_in_time(outbox: Outbox, post: FaultyOffice) -> None:
    post.where, post.how = "rcpt", HANG
    ran = outbox.send("ana")
    assert ran.json["state"] == "failed"
    assert "in time" in ran.json["said"]


def test_an_address_nobody_is_at_is_remembered(outbox: Outbox, post: FaultyOffice) -> None:
    post.where, post.how = "rcpt", "550 5.1.1 No such user here"
    first = outbox.send("ana")
    assert first.json["state"] == "failed"
    assert "No such user here" in first.json["said"]
    post.where = ""
    second = outbox.send("ana")
    assert second.code == 1
    assert "Nobody seems to be at ana@example.net" in second.error["error"]
    assert post.mails == []


def test_a_policy_that_refuses_says_nothing_of_the_address(outbox: Outbox, post: FaultyOffice) -> None:
    post.where, post.how = "rcpt", "550 5.7.1 Relaying denied"
    assert outbox.send("ana").json["state"] == "failed"
    post.where = ""
    assert outbox.send("ana").json["state"] == "sent"  # the same hello, approved anew
    assert len(post.mails) == 1


def test_a_wrong_password_keeps_nothing_and_is_not_shown(made: Path, tmp_path: Path, post: FaultyOffice) -> None:
    outbox = Outbox.copy(made, tmp_path)
    ran = outbox.set_up(post.port, given="canary-wrong")
    assert ran.code == 3
    assert "kithly outbox set-up" in ran.err
    assert "canary" not in ran.err
    assert outbox.send("ana").json["state"] == "handed_over"
    assert post.mails == []


def test_setting_up_sends_nothing_and_the_password_lies_in_no_database(outbox: Outbox, post: FaultyOffice) -> None:
    assert post.mails == []
    assert PASSWORD.encode() not in b"".join(path.read_bytes() for path in outbox.kithly.data.glob("kithly.db*"))
    outbox.kithly.ok("outbox", "off")
    assert PASSWORD not in (outbox.kithly.data / "secrets.json").read_text()
    assert outbox.send("ana").json["state"] == "handed_over"


def test_nobody_elses_address_sends(made: Path, tmp_path: Path, post: FaultyOffice) -> None:
    outbox = Outbox.copy(made, tmp_path)
    server = ("--server", f"127.0.0.1:{post.port}", "--security", "none", "--stdin")
    ran = outbox.kithly("outbox", "set-up", "ana@example.net", *server, stdin=b"x\n")
    assert "not known to be your own" in ran.err


def test_hand_over_is_chosen_by_a_word(outbox: Outbox, post: FaultyOffice) -> None:
    ran = outbox.send("ana", "--hand-over")
    assert (ran.code, ran.json["state"], ran.json["outbox"]) == (0, "handed_over", None)
    assert ran.json["url"].startswith("mailto:")
    assert post.mails == []


def test_that_kithly_can_send_is_offered_once_and_only_after_the_first_hand_over(made: Path, tmp_path: Path) -> None:
    outbox = Outbox.copy(made, tmp_path)
    offer = "Want Kithly to send mail itself? kithly outbox set-up"
    assert offer not in outbox.kithly.ok("today")
    told = [
        outbox.kithly.ok("send", outbox.hello_to(name)["touch"], "--channel", "email", "--yes", "--no-open")
        for name in ("ana", "ben")
    ]
    assert [offer in one for one in told] == [True, False]
    assert offer not in outbox.kithly.ok("done", outbox.hello_to("cleo")["touch"])


@pytest.mark.parametrize(("word", "said"), [("quiet", "You said not to contact"), ("remembered", "is remembered")])
def test_nothing_is_sent_to_whom_the_user_leaves_in_peace(
    outbox: Outbox, post: FaultyOffice, word: str, said: str
) -> None:
    touch = outbox.hello_to("ana")["touch"]
    outbox.kithly.ok(word, "ana")
    ran = outbox.kithly("send", touch, "--channel", "email", "--yes", "--text", outbox.words())
    assert ran.code == 1
    assert said in ran.err or "kithly today" in ran.err
    assert post.mails == []


@pytest.mark.parametrize(("text", "kept"), [("", 0), (" \n\t", 0), ("x" * 1_000_001, 1)])
def test_words_that_are_none_or_far_too_many_are_told_and_nothing_goes_out(
    outbox: Outbox, post: FaultyOffice, text: str, kept: int
) -> None:
    ran = outbox.send("ana", text=text)
    assert ran.code == 1
    assert ran.error["hint"]
    assert post.mails == []
    assert [(one["state"], one["text"]) for one in outbox.waiting()] == [("drafted", text)] * kept


def test_words_that_cannot_go_out_are_kept_and_go_out_once_they_may(outbox: Outbox, post: FaultyOffice) -> None:
    touch = outbox.hello_to("ana")["touch"]
    asking = "Hi Ana,\n\nhere is the list. Could you get me a job in your team?\n\nRobin"
    words = asking.encode()
    ran = outbox.kithly("send", touch, "--channel", "sms", "--yes", "--no-open", "--text", "-", stdin=words)
    stopped = outbox.kithly("send", touch, "--channel", "email", "--to", "a@b.example", "--text", "-", stdin=words)
    assert (ran.code, stopped.code) == (0, 1) or stopped.code == 1
    assert "Your words are kept: kithly outbox show" in stopped.err
    one = outbox.waiting()[0]
    assert (one["state"], one["text"], one["next"][0]) == ("drafted", asking, f"kithly send {touch}")
    sent = outbox.kithly("send", touch, "--channel", "email", "--yes", "--not-a-favour", "--again", "--json").json
    assert (sent["state"], sent["text"], outbox.waiting()) == ("sent", asking, [])
    assert len(post.mails) == 1


def test_odd_letters_arrive_as_they_were(outbox: Outbox, post: FaultyOffice) -> None:
    text = "Hi Ana,\n\nשלום 👋🏽 مرحبا, and a dot:\n.\n..\nFrom here on it is mine.\n\nRobin\n"
    assert outbox.send("ana", text="Subject: Grüße 👋 שלום\n\n" + text).json["state"] == "sent"
    assert post.mails[0].get_content().replace("\r\n", "\n") == text
    assert post.mails[0]["Subject"] == "Grüße 👋 שלום"


def test_what_is_approved_twice_with_the_same_words_is_one_message(outbox: Outbox, post: FaultyOffice) -> None:
    (outbox.kithly.data / "settings.toml").write_text("[outbox]\nundo_seconds = 30\n")
    from kithly.app.letters.ready import OwnWords, prepare  # noqa: PLC0415 - the use case itself, as a page calls it
    from kithly.app.outbox.going import go  # noqa: PLC0415

    touch = outbox.hello_to("ana")["touch"]
    with outbox.network() as opened:
        ready = prepare(opened, touch, OwnWords(text=WORDS, channel="email"))
        first, second = go(opened, ready), go(opened, ready)
    assert first == second
    assert (first.state, first.undo_until is not None, post.mails) == ("approved", True, [])
