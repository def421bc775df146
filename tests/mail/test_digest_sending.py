"""The digest goes to the user, once a day, over a real connection; and is never sent twice where nobody knows."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from tests.e2e import reminding_shapes as shapes
from tests.e2e.conftest import NOW, Kithly
from tests.e2e.letters import ME, write_letters
from tests.e2e.shapes import misfits
from tests.mail.dovecot import PASSWORD, free_port
from tests.mail.post import PostOffice, certificate, post_office

DAY = timedelta(days=1)
WHO = {
    "ana": ((False, 5 * DAY), (True, 400 * DAY), (False, 402 * DAY)),
    "ben": ((False, 9 * DAY), (True, 300 * DAY)),
}


@pytest.fixture
def post() -> Iterator[PostOffice]:
    with post_office() as office:
        yield office


@pytest.fixture
def kithly(tmp_path: Path) -> Kithly:
    command = Kithly(data=tmp_path / "network")
    command.ok("me", "--set", f"address={ME}", "--set", "name=Robin Example")
    command.ok("import", write_letters(tmp_path / "mail.mbox", WHO, "Could you send me the list of harbour cranes?"))
    return command


def set_up(kithly: Kithly, post: PostOffice, *more: str, given: str = PASSWORD, security: str = "none") -> Any:
    server = ("--server", f"127.0.0.1:{post.port}", "--security", security)
    return kithly("digest", "--set-up", ME, *server, "--stdin", *more, stdin=f"{given}\n".encode())


def parts(mail: EmailMessage) -> tuple[str, str]:
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    return text.get_content(), html.get_content()


def test_it_goes_to_the_user_alone_and_once_a_day(kithly: Kithly, post: PostOffice) -> None:
    assert set_up(kithly, post).code == 0
    assert misfits(kithly.view("digest"), shapes.DIGEST) == []
    sent = kithly.view("digest", "--send")
    assert (sent["outcome"], misfits(sent, shapes.DIGEST)) == ("sent", [])
    assert kithly.view("digest", "--send")["outcome"] == "already"
    assert kithly.view("digest", "--send", now=NOW + DAY)["outcome"] == "sent"
    assert [mail["X-Envelope"] for mail in post.mails] == [f"{ME} {ME}"] * 2
    first, second = post.mails
    assert first["Message-ID"] != second["Message-ID"]
    assert first["Auto-Submitted"] == "auto-generated"
    assert "Ana" not in first["Subject"]
    assert first["From"] == f"Robin Example <{ME}>"  # as in their own mail: it will be read back


def test_a_digest_that_is_read_back_changes_nobodys_name_and_makes_nobody(
    kithly: Kithly, post: PostOffice, tmp_path: Path
) -> None:
    set_up(kithly, post)
    before = kithly.view("people")["total"], kithly.view("me")["name"]
    for days in range(6):
        kithly.view("digest", "--send", now=NOW + days * DAY)
    mails = [b"From robin Mon Mar  2 09:00:00 2026\n" + mail.as_bytes() + b"\n\n" for mail in post.mails]
    (tmp_path / "inbox.mbox").write_bytes(b"".join(mails))
    kithly.ok("import", tmp_path / "inbox.mbox", now=NOW + 7 * DAY)
    assert (kithly.view("people")["total"], kithly.view("me")["name"]) == before


def test_each_hello_has_its_number_who_why_now_and_a_link_with_the_draft(kithly: Kithly, post: PostOffice) -> None:
    set_up(kithly, post)
    view = kithly.view("digest", "--send")
    text, html = parts(post.mails[0])
    assert [one["number"] for one in view["items"]] == list(range(1, len(view["items"]) + 1))
    for one in view["items"]:
        assert f"{one['number']}. " in text
        assert one["person"]["name"] in text
        assert one["link"].startswith("mailto:")
        assert "body=" in one["link"]
        assert len(one["link"]) <= 1900
    assert "harbour cranes" in text
    assert not re.search(r"(?i)<(script|img|link|iframe|object|form)|src=|url\(|https?://", html)


def test_nobody_else_can_be_written_to(kithly: Kithly, post: PostOffice) -> None:
    ran = kithly("digest", "--set-up", "ana@example.net", "--server", f"127.0.0.1:{post.port}", "--stdin", stdin=b"x\n")
    assert ran.code == 1
    assert "not known to be your own" in ran.err
    set_up(kithly, post)
    assert "not known to be your own" in kithly("digest", "--send", "--to", "ana@example.net").err
    assert post.mails == []


def test_a_wrong_password_keeps_nothing_and_is_not_shown(kithly: Kithly, post: PostOffice) -> None:
    ran = set_up(kithly, post, given="canary-wrong")
    assert ran.code == 3
    assert "does not take the password" in ran.err
    assert "canary" not in ran.err
    assert "No mail server is set up" in kithly("digest", "--send").err


def test_the_password_lies_in_no_database_and_goes_with_off(kithly: Kithly, post: PostOffice) -> None:
    set_up(kithly, post)
    assert PASSWORD.encode() not in b"".join(path.read_bytes() for path in kithly.data.glob("kithly.db*"))
    kithly.ok("digest", "--off")
    assert PASSWORD not in (kithly.data / "secrets.json").read_text()
    assert kithly("digest", "--send").code == 1


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_it_goes_over_tls_and_not_without(kithly: Kithly, tmp_path: Path, security: str) -> None:
    with post_office(certificate(tmp_path), security=security) as office:
        assert set_up(kithly, office, security=security).code == 0
        assert kithly.view("digest", "--send")["outcome"] == "sent"
        assert len(office.mails) == 1


def test_a_server_that_offers_no_starttls_gets_no_password(kithly: Kithly, post: PostOffice) -> None:
    ran = set_up(kithly, post, security="starttls")
    assert "nothing is sent without it" in ran.err
    assert post.sign_ins == 0


@pytest.mark.parametrize("fault", ["mail", "rcpt", "4xx", "5xx"])
def test_what_surely_did_not_go_out_may_be_tried_again(kithly: Kithly, post: PostOffice, fault: str) -> None:
    set_up(kithly, post)
    post.fault = fault
    ran = kithly("digest", "--send")
    assert ran.code in {1, 3}
    assert len(ran.err.strip().splitlines()) == 2  # what happened, and what to do
    post.fault = ""
    assert kithly.view("digest", "--send")["outcome"] == "sent"
    assert len(post.mails) == 1


@pytest.mark.parametrize("fault", ["data", "taken"])
def test_what_nobody_knows_of_is_not_sent_twice(kithly: Kithly, post: PostOffice, fault: str) -> None:
    set_up(kithly, post)
    post.fault = fault
    assert kithly.view("digest", "--send")["outcome"] == "unknown"
    post.fault = ""
    assert kithly.view("digest", "--send")["outcome"] == "unknown"
    assert len(post.mails) == (1 if fault == "taken" else 0)
    assert kithly.view("digest", "--send", now=NOW + DAY)["outcome"] == "sent"


def test_a_server_that_is_away_is_said_and_tried_again(kithly: Kithly, post: PostOffice) -> None:
    set_up(kithly, post)
    with post_office() as gone:
        port = gone.port
    assert port != post.port
    moved = kithly("digest", "--set-up", ME, "--server", f"127.0.0.1:{free_port()}", "--stdin", stdin=b"x\n")
    assert moved.code == 3
    assert "refuses the connection" in moved.err
    assert kithly.view("digest", "--send")["outcome"] == "sent"


@pytest.mark.parametrize("moment", ["begun", "given up"])
def test_a_process_killed_in_the_middle_leaves_no_second_mail(kithly: Kithly, post: PostOffice, moment: str) -> None:
    set_up(kithly, post)
    script = f"""
import os, signal
from kithly.transport import smtp
before = smtp.Post.send
def send(self, *mail):
    if {moment == "given up"}:
        before(self, *mail)
    os.kill(os.getpid(), signal.SIGKILL)
smtp.Post.send = send
import sys
from kithly.__main__ import main
sys.argv = ["kithly", "digest", "--send", "--data", {str(kithly.data)!r}, "--now", {NOW.isoformat()!r}]
main()
"""
    died = subprocess.run([sys.executable, "-c", script], check=False, env=dict(os.environ), capture_output=True)
    assert died.returncode == -signal.SIGKILL
    assert kithly.view("digest", "--send")["outcome"] == "unknown"
    assert len(post.mails) == (1 if moment == "given up" else 0)


def test_the_daily_run_says_what_went_wrong_and_doctor_too(kithly: Kithly, post: PostOffice) -> None:
    set_up(kithly, post)
    post.fault = "5xx"
    ran = kithly("service", "run", "--json")
    assert (ran.code, ran.json["digest"]) == (3, "failed")
    assert "does not take it" in ran.json["error"]
    assert ran.json["hint"]
    post.fault = ""
    again = kithly("service", "run", "--json")
    assert (again.code, again.json["digest"], len(post.mails)) == (0, "sent", 1)


def test_it_is_silent_where_there_is_nothing_to_say_and_while_away(kithly: Kithly, post: PostOffice) -> None:
    set_up(kithly, post)
    kithly.ok("away", (NOW + 7 * DAY).date().isoformat())
    assert kithly.view("digest", "--send")["outcome"] == "silent"
    assert post.mails == []
    assert kithly.view("digest", "--send", now=NOW + 8 * DAY)["outcome"] == "sent"


def test_hostile_names_stay_words_in_text_and_page(kithly: Kithly, post: PostOffice, tmp_path: Path) -> None:
    path = tmp_path / "evil.vcf"
    name = 'Ana <img src=x onerror=alert(1)> "Ex\u202eample'
    path.write_text(f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nEMAIL:ana@example.net\r\nEND:VCARD\r\n", "utf-8")
    kithly.ok("import", path)
    set_up(kithly, post)
    kithly.view("digest", "--send")
    text, html = parts(post.mails[0])
    assert "<img" not in html
    assert "\u202e" not in text + html
