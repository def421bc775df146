"""What goes wrong between here and a mail server: one of three failures, in words, with what was read kept."""

from __future__ import annotations

import re
import time
import traceback
from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.mail import samples
from tests.mail.conftest import SENT, Mailbox, run
from tests.mail.dovecot import PASSWORD, TOKEN, letters
from tests.mail.proxy import Faults, proxy
from tests.mail.scripted import LIST, Letter, scripted

from kithly.errors import KithlyError, SourceAuthError, SourceFormatError, SourceUnavailable
from kithly.records import Problem, Sighted
from kithly.sources import Account, Part
from kithly.sources.imap import Imap, reading, source
from kithly.transport import imap
from kithly.transport.imap import context_for
from kithly.transport.secrets import Secret

SECRET = Secret(value=PASSWORD)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in (("CONNECT", 1.5), ("SILENCE", 1.5), ("COMMAND", 4.0)):
        monkeypatch.setattr(imap, name, seconds)
    monkeypatch.setattr(source, "PAUSE", 0.01)
    monkeypatch.setattr(source, "TRIES", 1)


def account(port: int) -> Account:
    told = Account(kind="imap", address="ana@example.org", host="127.0.0.1", port=port, security="none")
    return Imap().find(told).accounts[0]


def failure(port: int, *, secret: Secret = SECRET, kind: type[KithlyError] = KithlyError) -> KithlyError:
    """Return what a test of the connection fails with."""
    with pytest.raises(kind) as caught:
        Imap().check(account(port), secret)
    assert PASSWORD not in "".join(traceback.format_exception(caught.value))
    return caught.value


def test_a_wrong_password_is_told_as_such(mailbox: Mailbox) -> None:
    with pytest.raises(SourceAuthError) as caught:
        Imap().check(mailbox.account, Secret(value=PASSWORD[:-1]))
    assert "does not take the password" in str(caught.value)
    assert "app password" in caught.value.hint


@pytest.mark.parametrize("security", ["tls", "starttls", "none"])
def test_the_connection_is_made_as_asked(mailbox: Mailbox, security: str) -> None:
    mailbox.deliver(*letters(2))
    port = mailbox.server.tls_port if security == "tls" else mailbox.server.port
    checked = Imap().check(replace(mailbox.account, port=port, security=security), SECRET)
    assert checked.words[0] == f"{SENT} holds 2 messages."


def test_plain_text_is_for_this_machine_only() -> None:
    elsewhere = Account(kind="imap", address="ana@example.org", host="mail.example.org", port=143, security="none")
    with pytest.raises(SourceFormatError, match="this very machine only"):
        Imap().check(elsewhere, SECRET)


def test_certificates_are_verified_everywhere_else() -> None:
    assert context_for("mail.example.org").check_hostname
    assert context_for("mail.example.org").verify_mode.name == "CERT_REQUIRED"
    assert not context_for("127.0.0.1").check_hostname


def test_a_server_that_is_gone_is_worth_another_try() -> None:
    assert "refuses the connection" in str(failure(1, kind=SourceUnavailable))


def test_a_private_machine_that_nobody_named_is_not_spoken_to() -> None:
    unnamed = Account(kind="imap", address="ana@example.org", host="localhost", port=143, security="none")
    with pytest.raises(SourceFormatError, match="private network"):
        Imap().check(unnamed, SECRET)


@pytest.mark.parametrize(
    "faults",
    [Faults(resets=True), Faults(ends=True), Faults(garbles=True)],
    ids=["reset", "ended", "garbled"],
)
def test_a_network_that_fails_anywhere_loses_nothing_that_was_read(
    mailbox: Mailbox, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "TEXTS", 5)
    mailbox.deliver(*letters(20))
    with proxy(mailbox.server.port) as unharmed:
        whole = run(replace(mailbox.account, port=unharmed.port), {}).of(Sighted)
    for after in range(400, unharmed.passed, unharmed.passed // 8):
        with proxy(mailbox.server.port, replace(faults, after=after)) as network:
            told = read_until_it_fails(replace(mailbox.account, port=network.port))
        assert [one for one in told if isinstance(one, Sighted)] == whole[: len([*filter(is_sighted, told)])]
        assert not [one for one in told if isinstance(one, Problem)]


def is_sighted(one: object) -> bool:
    return isinstance(one, Sighted)


def read_until_it_fails(one: Account) -> list[object]:
    told: list[object] = []
    with pytest.raises((SourceUnavailable, SourceFormatError)):  # noqa: PT012 - what came before counts
        for each in Imap().read(one, SECRET, after={}):
            told.append(each)  # noqa: PERF402
    return told


def test_a_connection_that_breaks_is_made_again_as_long_as_that_brings_it_further(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "TEXTS", 5)
    monkeypatch.setattr(source, "TRIES", 9)
    mailbox.deliver(*letters(20))
    with proxy(mailbox.server.port, Faults(ends=True, after=11_000, heals=11_000)) as network:
        told = run(replace(mailbox.account, port=network.port), {}).of(Sighted)
    assert len({one.record.key for one in told}) == 20
    assert network.connections > 1


def test_a_connection_that_brings_nothing_is_not_made_again(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "TRIES", 9)
    mailbox.deliver(*letters(3))
    with proxy(mailbox.server.port, Faults(ends=True, after=1_500)) as network:
        read_until_it_fails(replace(mailbox.account, port=network.port))
    assert network.connections == 1


def test_a_slow_network_is_waited_for(mailbox: Mailbox) -> None:
    mailbox.deliver(*letters(3))
    with proxy(mailbox.server.port, Faults(delay=0.03)) as network:
        assert len(run(replace(mailbox.account, port=network.port), {}).of(Sighted)) == 3


@pytest.mark.parametrize("limit", ["SILENCE", "COMMAND"])
def test_a_network_that_stalls_is_left_in_time(mailbox: Mailbox, limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap, limit, 0.5)
    mailbox.deliver(*letters(3))
    with proxy(mailbox.server.port, Faults(stalls=True, after=900)) as network:
        began = time.monotonic()
        read_until_it_fails(replace(mailbox.account, port=network.port))
        assert time.monotonic() - began < 5


def test_attachments_are_never_fetched(mailbox: Mailbox) -> None:
    mailbox.deliver(samples.with_attachment(1, 3 << 20), samples.with_attachment(2, 3 << 20))
    with proxy(mailbox.server.port) as network:
        found = run(replace(mailbox.account, port=network.port), {}).of(Sighted)
    assert network.passed < 20_000
    assert [one.record.attachments for one in found] == [('Plän; "the" one.pdf',)] * 2
    assert all("the plan is attached" in one.record.text for one in found)


def test_nothing_is_left_open(mailbox: Mailbox) -> None:
    mailbox.deliver(*letters(3))
    with proxy(mailbox.server.port) as network:
        told = Imap().read(replace(mailbox.account, port=network.port), SECRET, after={})
        next(iter(told))
        told.close()  # type: ignore[attr-defined]
        assert network.connections == 1


def login(answer: bytes) -> Callable[[bytes], bytes | None]:
    """Answer a sign-in so, and everything else as usual."""
    return lambda command: answer if command.upper().startswith((b"LOGIN", b"AUTHENTICATE")) else None


@pytest.mark.parametrize(
    ("said", "kind", "words"),
    [
        (b"{tag} NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)\r\n", SourceAuthError, "Invalid credentials"),
        (b"{tag} NO [ALERT] Application-specific password required: https://x.example/1\r\n", SourceAuthError,
         "Application-specific password required"),
        (b"{tag} NO [WEBALERT https://x.example/2] Web login required.\r\n", SourceAuthError, "Web login required"),
        (b"{tag} NO LOGIN failed.\r\n", SourceAuthError, "LOGIN failed"),
        (b"{tag} BAD LOGIN %s not understood\r\n" % PASSWORD.encode(), SourceAuthError, r"\*\*\*"),
        (b"{tag} NO [UNAVAILABLE] Temporary authentication failure.\r\n", SourceUnavailable, "Temporary"),
        (b"{tag} NO [ALERT] Too many simultaneous connections. (Failure)\r\n", SourceUnavailable, "Too many"),
        (b"{tag} NO [LIMIT] Account exceeded command or bandwidth limits.\r\n", SourceUnavailable, "bandwidth"),
        (b"* BYE [UNAVAILABLE] System error\r\n", SourceUnavailable, "System error"),
        (b"\x1b[31mwhat?\r\n", SourceFormatError, "as no mail server does"),
    ],
)  # fmt: skip
def test_a_refused_sign_in_is_told_by_what_the_server_says(said: bytes, kind: type[KithlyError], words: str) -> None:
    with scripted(instead=login(said)) as server:
        told = failure(server.port, kind=kind)
    assert type(told) is kind
    assert re.search(words, str(told))
    assert not re.search(r"http|\x1b|tag|[\[\]]", str(told))


def test_words_of_the_servers_are_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    with scripted(instead=login("{tag} NO Zugang für ana gesperrt\r\n".encode())) as server:
        assert "ana gesperrt" in str(failure(server.port, kind=SourceAuthError))
    assert not caplog.records


@pytest.mark.parametrize(
    ("greeting", "kind"),
    [
        (b"* BYE too many connections from you\r\n", SourceUnavailable),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", SourceFormatError),
        (b"220 smtp.example.org ESMTP\r\n", SourceFormatError),
        (b"\x15\x03\x01\x00\x02\x02\x46", SourceUnavailable),
        (b"", SourceUnavailable),
    ],
)
def test_what_is_no_mail_server_is_told_as_such(greeting: bytes, kind: type[KithlyError]) -> None:
    with scripted(greeting=greeting or b"* BYE\r\n") as server:
        assert type(failure(server.port)) is kind


def test_a_token_is_given_the_way_the_server_takes_it() -> None:
    for offered, said in (("AUTH=XOAUTH2", b"user=ana@example.org\x01auth=Bearer "), ("AUTH=OAUTHBEARER", b"n,a=ana")):
        with scripted(capabilities=f"IMAP4rev1 SASL-IR {offered}") as server:
            Imap().check(account(server.port), Secret(value=TOKEN, form="token"))
            assert any(said in heard and TOKEN.encode() in heard for heard in server.heard)


def test_a_refused_token_ends_the_conversation() -> None:
    answers = iter([b"+ \r\n"])

    def refuse(command: bytes) -> bytes | None:
        if command.upper().startswith(b"AUTHENTICATE"):
            return next(answers)
        if not command:  # the second answer, empty
            return b"A1 NO never\r\n"
        return None

    with scripted(capabilities="IMAP4rev1 AUTH=XOAUTH2", instead=refuse) as server:
        server.instead = lambda command: (
            b"{tag} NO [AUTHENTICATIONFAILED] Invalid token\r\n" if command.startswith(b"AUTHENTICATE") else None
        )
        assert "Invalid token" in str(
            failure(server.port, secret=Secret(value=TOKEN, form="token"), kind=SourceAuthError)
        )


def some(count: int) -> list[Letter]:
    return [Letter(uid, raw) for uid, raw in enumerate(letters(count), 1)]


def test_a_server_that_marks_no_folder_is_read_by_their_names() -> None:
    names = (
        b'* LIST () NIL INBOX\r\n* LIST () "." "INBOX.Messages envoy&AOk-s"\r\n* LIST (\\NoSelect) "." INBOX.Sent\r\n'
    )
    with scripted(letters=some(2), folders=names) as server:
        told = run(account(server.port), {})
    assert {one.name for one in told.of(Part)} == {"INBOX.Messages envoyés"}
    assert len(told.of(Sighted)) == 2


def test_without_any_folder_of_sent_mail_the_others_are_named() -> None:
    with scripted(folders=LIST.replace(b"Sent", b"Odd")) as server:
        told = failure(server.port, kind=SourceFormatError)
    assert "INBOX, Odd" in told.hint


@pytest.mark.parametrize("number", range(1, 6))
def test_a_server_that_says_goodbye_in_the_middle_loses_nothing(number: int) -> None:
    left = iter(range(number))

    def goodbye(command: bytes) -> bytes | None:
        if command.startswith(b"UID FETCH") and next(left, None) is None:
            return b"* BYE [UNAVAILABLE] maintenance\r\n"
        return None

    with scripted(letters=some(3), instead=goodbye) as server:
        told = read_until_it_fails(account(server.port)) if number < 3 else run(account(server.port), {}).told
    assert len([*filter(is_sighted, told)]) == (0 if number < 3 else 3)


def test_throttling_and_alerts_in_the_middle() -> None:
    def throttle(command: bytes) -> bytes | None:
        return b"{tag} NO [THROTTLED] slow down\r\n" if b"BODYSTRUCTURE" in command else None

    with scripted(letters=some(3), instead=throttle) as server, pytest.raises(SourceUnavailable, match="slow down"):
        run(account(server.port), {})
    with scripted(letters=some(3)) as server:
        usual = server.instead
        server.instead = lambda command: (
            b"* OK [ALERT] quota nearly full\r\n* 4 EXISTS\r\n* 9 EXPUNGE\r\n{tag} OK done\r\n"
            if command == b"NOOP"
            else usual(command)
        )
        assert len(run(account(server.port), {}).of(Sighted)) == 3


def lies(command: bytes) -> bytes | None:
    """Answer with messages that nobody asked for, without what was asked for, and with parts missing."""
    said = (
        b"* 1 FETCH (UID 1 BODYSTRUCTURE (NIL))\r\n* 2 FETCH (UID 2)\r\n* 9 FETCH (UID 99 FLAGS ())\r\n{tag} OK x\r\n"
    )
    return said if b"BODYSTRUCTURE" in command else None


def test_messages_of_which_a_server_says_too_little_are_problems_one_by_one() -> None:
    with scripted(letters=some(3), instead=lies) as server:
        told = run(account(server.port), {})
    assert len(told.of(Problem)) == 3
    assert not told.of(Sighted)


def test_a_mailbox_of_a_quarter_of_a_million_messages_is_listed_in_one_line() -> None:
    listed = b"* SEARCH" + b"".join(b" %d" % uid for uid in range(1, 250_001)) + b"\r\n{tag} OK done\r\n"
    with scripted(letters=some(2), instead=lambda command: listed if b"SEARCH" in command else None) as server:
        told = Imap().read(account(server.port), SECRET, after={})
        assert next(told) == Part(name="Sent", total=500_000)
        told.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "said",
    [
        b"* 1 FETCH (UID 1 BODY[1] {99999999999}\r\n",
        b"* 1 FETCH (UID 1 BODY[1] {5}\r\nab)\r\n",
        b"* 1 FETCH (UID x FLAGS)\r\n{tag} OK x\r\n",
        b"* 1 FETCH UID 1\r\n{tag} OK x\r\n",
        b'* 1 FETCH (UID 1 FLAGS ("unfinished\r\n{tag} OK x\r\n',
        b"* 1 FETCH " + b"(" * 5_000 + b"\r\n{tag} OK x\r\n",
        b"* 1 FETCH (UID 1 " + b"x" * 300_000 + b"\r\n{tag} OK x\r\n",
    ],
)
def test_nonsense_is_one_of_three_failures(said: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imaplib._MAXLINE", 200_000)
    monkeypatch.setattr(imap, "SILENCE", 1.0)
    with scripted(letters=some(2)) as server:
        server.instead = lambda command: said if command.startswith(b"UID FETCH") else None
        assert not [*filter(is_sighted, read_until_it_fails(account(server.port)))]


GMAIL = (
    b'* LIST (\\HasNoChildren) "/" "INBOX"\r\n* LIST (\\HasChildren \\Noselect) "/" "[Gmail]"\r\n'
    b'* LIST (\\All \\HasNoChildren) "/" "[Gmail]/Alle Nachrichten"\r\n'
    b'* LIST (\\HasNoChildren \\Sent) "/" "[Gmail]/Gesendet"\r\n* LIST (\\HasNoChildren \\Trash) "/" "[Gmail]/Sent"\r\n'
)
OFFERS = "IMAP4rev1 X-GM-EXT-1 CONDSTORE SPECIAL-USE AUTH=PLAIN"


def test_gmails_labels_are_those_of_its_own_export_and_a_changed_one_is_read_again() -> None:
    marked = some(3)
    for one, labels in zip(marked, ('"\\\\Sent" Ferry', '"\\\\Sent" "\\\\Starred"', '"Fähre, alt"'), strict=True):
        one.labels = labels.replace("Fähre, alt", "F&AOQ-hre, alt")
    with scripted(letters=marked, folders=GMAIL, capabilities=OFFERS, modseq=50) as server:
        first = run(account(server.port), {})
        found = {one.record.message_id: one.record.labels for one in first.of(Sighted)}
        assert found == {
            "letter-0@example.org": ("sent", "Ferry"),
            "letter-1@example.org": ("sent", "starred"),
            "letter-2@example.org": ("Fähre, alt", "sent"),
        }
        assert not run(account(server.port), first.cursors).of(Sighted)
        server.modseq, server.changed, marked[0].labels = 60, [1], '"\\\\Sent" Pier'
        second = run(account(server.port), first.cursors)
        assert [one.record.labels for one in second.of(Sighted)] == [("sent", "Pier")]
        assert not run(account(server.port), second.cursors).of(Sighted)
        everything = replace(account(server.port), settings={"named": "yes", "folders": "archive,sent"})
        names = [one.name for one in run(everything, {}).of(Part)]
        assert names[:2] == ["[Gmail]/Gesendet", "[Gmail]/Alle Nachrichten"]
