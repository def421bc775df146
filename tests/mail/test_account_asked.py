"""`kithly account add` at a terminal: step by step, and the password is never on the screen."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.mail.conftest import SENT, Mailbox
from tests.mail.dovecot import PASSWORD, letters

PATIENCE = 30.0  # seconds for one answer


class Terminal:
    """The command line as somebody sees it who sits before it."""

    def __init__(self, *words: str) -> None:
        self.seen = ""
        self._screen, inside = pty.openpty()
        command = [sys.executable, "-m", "kithly", *words]
        self._child = subprocess.Popen(command, stdin=inside, stdout=inside, stderr=inside, start_new_session=True)
        os.close(inside)

    def until(self, text: str) -> None:
        """Wait until a text stands on the screen."""
        end = time.monotonic() + PATIENCE
        while text not in " ".join(self.seen.split()):
            assert time.monotonic() < end, self.seen
            if not self._more():
                assert text in " ".join(self.seen.split()), self.seen
                return

    def _more(self) -> bool:
        ready, _, _ = select.select([self._screen], [], [], 0.2)
        if not ready:
            return True
        try:
            piece = os.read(self._screen, 4_096)
        except OSError:  # the program has ended
            return False
        self.seen += piece.decode("utf-8", "replace")
        return bool(piece)

    def type(self, text: str) -> None:
        """Type a line."""
        time.sleep(0.2)
        os.write(self._screen, text.encode() + b"\n")

    def end(self) -> int:
        """Wait for the end, and return the exit code."""
        while self._more():
            pass
        code = self._child.wait(PATIENCE)
        os.close(self._screen)
        return code


@pytest.fixture
def data(tmp_path: Path) -> str:
    return str(tmp_path / "network")


def test_it_asks_for_address_and_password_and_shows_only_the_first(mailbox: Mailbox, data: str) -> None:
    mailbox.deliver(*letters(2))
    server = f"127.0.0.1:{mailbox.server.port}"
    terminal = Terminal("account", "add", "--data", data, "--server", server, "--security", "none")
    terminal.until("Your mail address:")
    terminal.type(mailbox.user)
    terminal.until("Password (it is not shown):")
    terminal.type(PASSWORD)
    terminal.until(f"Next: kithly sync {mailbox.user}")
    assert terminal.end() == 0
    assert f"{SENT} holds 2 messages." in terminal.seen
    assert mailbox.user in terminal.seen
    assert PASSWORD not in terminal.seen


def test_it_says_where_the_app_password_of_a_provider_is_made(data: str) -> None:
    terminal = Terminal("account", "add", "me@gmail.com", "--data", data)
    terminal.until("App password (it is not shown):")
    said = " ".join(terminal.seen.split())
    assert "This is Gmail: imap.gmail.com." in said
    assert "https://myaccount.google.com/apppasswords" in said
    assert "2-Step Verification" in said
    terminal.type("")
    terminal.type("\x04")  # the key that ends the input
    assert terminal.end() == 1
    assert "Stopped." in terminal.seen
