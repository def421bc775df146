"""A network whose hellos can be sent, made once and copied for each test; and what a test says to it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.e2e.conftest import NOW, Kithly, Ran
from tests.e2e.letters import ME, write_letters
from tests.mail.dovecot import PASSWORD

from kithly.app.network import Network, open_network

DAY = timedelta(days=1)
ASKED = "Could you send me the list of harbour cranes?"
WHO = {
    name: ((False, (4 + number) * DAY), (True, (300 + number) * DAY))
    for number, name in enumerate(("ana", "ben", "cleo"))
}
WORDS = "Hi Ana,\n\nhere is the list of harbour cranes, and it was a joy to look for it.\n\nRobin\n"
SETTINGS = "[outbox]\nundo_seconds = {undo}\npatience_seconds = 1\n"


def make_network(folder: Path, *, undo: float = 0) -> Path:
    """Make a network of people who wait for an answer."""
    kithly = Kithly(data=folder / "network")
    kithly.ok("me", "--set", f"address={ME}", "--set", "name=Robin Example")
    kithly.ok("import", write_letters(folder / "mail.mbox", WHO, ASKED))
    (kithly.data / "settings.toml").write_text(SETTINGS.format(undo=undo))
    return kithly.data


@dataclass
class Outbox:
    """The command line over a copy of that network, and the server it sends by."""

    kithly: Kithly

    @classmethod
    def copy(cls, made: Path, folder: Path) -> Outbox:
        """Copy a network that was made."""
        return cls.of(shutil.copytree(made, folder / "network"))

    @classmethod
    def of(cls, data: Path) -> Outbox:
        """Return the command line over a network."""
        return cls(Kithly(data=data))

    def set_up(self, port: int, *more: str, given: str = PASSWORD) -> Ran:
        """Let Kithly send by a server on this machine."""
        server = ("--server", f"127.0.0.1:{port}", "--security", "none", "--stdin")
        return self.kithly("outbox", "set-up", ME, *server, *more, stdin=f"{given}\n".encode())

    def hello_to(self, name: str) -> Any:
        """Return the hello that settles what is owed to somebody."""
        owed = self.kithly.view("inbox")["owed"]
        return next(one for one in owed if one["person"]["name"].startswith(name.title()))

    def words(self, text: str = WORDS, *, name: str = "words.txt") -> Path:
        """Write words of the user's own to a file."""
        path = self.kithly.data.parent / name
        path.write_text(text, "utf-8")
        return path

    def send(self, name: str = "ana", *more: str | Path, text: str = WORDS) -> Ran:
        """Send the user's own words to somebody."""
        touch = self.hello_to(name)["touch"]
        words = text.replace("Ana", name.title())
        return self.kithly(
            "send", touch, "--channel", "email", "--yes", "--no-open", "--json", "--text", self.words(words), *more
        )

    def waiting(self) -> list[Any]:
        """Return what waits in the outbox, once everything was done that needs no word of the user's."""
        found: list[Any] = self.kithly.view("outbox")["waiting"]
        return found

    def state(self, message: str) -> str:
        """Return where a message stands."""
        return str(self.kithly.view("outbox", "show", message)["state"])

    def contacts(self, name: str = "ana") -> int:
        """Return how many contacts with somebody were ego's."""
        told = " ".join(one["text"] for one in self.kithly.view("strength", name)["tie"]["because"])
        found = re.search(r"(\d+) from you", told)
        assert found is not None, told
        return int(found[1])

    @contextmanager
    def network(self, *, later: timedelta = timedelta()) -> Iterator[Network]:
        """Open the network itself."""
        with open_network(self.kithly.data, now=NOW + later) as opened:
            yield replace(opened)
