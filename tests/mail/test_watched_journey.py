"""A whole journey with every process watched: what is written, asked, started and said, and that it is ours to know.

One journey without accounts and without a network, and one with accounts whose servers are on this machine. Both under
a umask of 000, with libraries told to log everything; see `watch/sitecustomize.py`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.e2e.conftest import NOW
from tests.e2e.letters import ME, mail
from tests.mail.dovecot import PASSWORD, USERS, Dovecot
from tests.mail.faulty_post import faulty_office
from tests.mail.watched import Journey, holding
from tests.real.dav import PASSWORD as DAV_PASSWORD
from tests.real.dav import USER, radicale
from tests.unit.writers.model_server import saying, streamed

from kithly.transport.secret_file import FILE

FRIEND = "qanaryne@zwistel.example"
WORDS = "The quibblefrost by the harbour turns again. Could you send me the list of harbour cranes?"
CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Tamsinara Blorpheim\r\nN:Blorpheim;Tamsinara;;;\r\nEMAIL:tb@blorpheim.example\r\n"
    "TEL:+4915199887766\r\nNOTE:mirthwobble\r\nEND:VCARD\r\n"
)
PEOPLE = (
    "qanaryne",
    "zwistel",
    "quibblefrost",
    "tamsinara",
    "blorpheim",
    "4915199887766",
    "mirthwobble",
    "wendeline",
    "odalinde",
)
KEY, WRONG = "canary-3e1c-key", "canary-90fd-wrong"
SECRETS = (PASSWORD, DAV_PASSWORD, KEY, WRONG)
FETCHES = re.compile(
    r"""(?:\b(?:src|srcset|poster|background|data)=|<link[^>]+href=|url\(|@import\s)["']?(?:https?:)?//[^"'\s)]+|^ATTACH.*""",
    re.IGNORECASE | re.MULTILINE,
)
NOBODY = 65_534
AS_NOBODY = """
import json, os, sys
who = int(sys.argv[1])
os.setgroups([]), os.setgid(who), os.setuid(who)
found = []
for one in json.load(sys.stdin):
    try:
        os.close(os.open(one, os.O_RDONLY))
        found.append(one)
    except PermissionError:
        pass
print(json.dumps(found))
"""
ALONE = ("unshare", "-rn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Online:
    """The journey with accounts.

    Attributes:
        journey: From where they begin.
        ports: Where their servers listen.
        out: What it said.
    """

    journey: Journey
    ports: frozenset[int]
    out: str

    @property
    def all(self) -> Journey:
        """The whole journey, what came before them too."""
        return self.journey.all


def has_own_network() -> bool:
    """Say whether this machine lets a process have a network of its own."""
    return (
        bool(shutil.which("unshare"))
        and subprocess.run([*ALONE, "true"], check=False, capture_output=True).returncode == 0
    )


@pytest.fixture(scope="module")
def root() -> Iterator[Path]:
    """Return a folder that everybody may enter: what others cannot read is for Kithly to see to."""
    with tempfile.TemporaryDirectory(prefix="kithly-watched-") as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def offline(root: Path) -> Journey:
    """Walk without accounts, in a network that is empty where the system allows that, and denied everywhere."""
    journey = Journey(root=root)
    journey.prepare()
    letters = [
        mail(n, *((ME, FRIEND) if n % 2 else (FRIEND, ME)), NOW.replace(day=1 + n % 2, hour=n), WORDS) for n in range(8)
    ]
    (root / "mail.mbox").write_bytes(b"".join(letters))
    (root / "cards.vcf").write_text(CARD, "utf-8")
    (root / "later.vcf").write_text(CARD.replace("Tamsinara", "Wendeline").replace("tb@", "wb@"), "utf-8")
    steps = journey.steps(
        [
            (["me", "--set", f"address={ME}", "--set", "name=Robin Example"], ""),
            (["import", root / "mail.mbox", root / "cards.vcf"], ""),
            (["token", "add", "a program", "--json"], ""),
            (["today"], ""),
            (["people"], ""),
            (["person", "Tamsinara"], ""),
            (["note", "Tamsinara", "likes mirthwobble"], ""),
            (["write", "Qanaryne"], ""),
            (["check"], "Dear Qanaryne, how is the quibblefrost?"),
            (["search", "quibblefrost"], ""),
            (["strength"], ""),
            (["forecast"], ""),
            (["network"], ""),
            (["inbox"], ""),
            (["feed"], ""),
            (["share"], ""),
            (["prepare", "Qanaryne"], ""),
            (["look", "Qanaryne", "--no-open"], ""),
            (["meet", "Tamsinara", "--at", "2026-03-05 10:00", "--ics", root / "out" / "talk.ics"], ""),
            (["calendar", "--ics", root / "out" / "kithly.ics"], ""),
            (["digest"], ""),
            (["evaluate"], ""),
            (["service", "install"], ""),
            (["completion", "bash", "--install", "--yes"], ""),
            (["backup"], ""),
            (["backup", "verify", journey.data / "backups" / "kithly-2026-03-02-090000.zip"], ""),
            (["restore", journey.data / "backups" / "kithly-2026-03-02-090000.zip", "--to", root / "restored"], ""),
            (["doctor"], ""),
            (["changes"], ""),
            (["undo"], ""),
        ]
    )
    before = ALONE if has_own_network() else ()
    journey.run("walk.py", root, steps, journey.data, journey.now, "1" if before else "", denies=True, before=before)
    return journey.until_now()


@pytest.fixture(scope="module")
def online(offline: Journey, dovecot: Dovecot, tmp_path_factory: pytest.TempPathFactory) -> Online:
    """Walk on with accounts, whose servers are on this machine; each secret is another one."""
    journey = offline.all.from_now_on()
    user, dav_folder = USERS[-1], tmp_path_factory.mktemp("dav")
    book = dav_folder / "collections" / "collection-root" / USER / "friends"
    book.mkdir(parents=True)
    (book / ".Radicale.props").write_text('{"tag": "VADDRESSBOOK", "D:displayname": "Friends"}', "utf-8")
    (book / "a.vcf").write_text(CARD.replace("\r\nN:", "\r\nUID:a\r\nN:").replace("Tamsinara", "Odalinde"), "utf-8")
    dovecot.deliver(user, "INBOX", [mail(1, FRIEND, user, NOW, WORDS).split(b"\n", 1)[1]])
    good = saying(
        *(streamed(["I came across our exchange about the harbour. How are you these days?"]) for _ in range(9))
    )
    with radicale(dav_folder) as dav, faulty_office() as post, good as model:
        ports = (dovecot.port, int(dav.url.rstrip("/").rpartition(":")[2]), post.port, model.port)
        server, inbox = ("--security", "none", "--stdin"), ("--set", "folders=inbox")
        steps = offline.steps(
            [
                (["account", "add", user, "--server", f"127.0.0.1:{dovecot.port}", *server, *inbox], PASSWORD),
                (["account", "add", dav.url, "--as", "carddav", "--user", USER, "--stdin"], DAV_PASSWORD),
                (["sync"], ""),
                (["outbox", "set-up", ME, "--server", f"127.0.0.1:{post.port}", *server], PASSWORD),
                (["writer", "set-up", "--url", model.url, "--model", "tiny", "--stdin", "--yes"], KEY),
                (["write", "Qanaryne"], ""),
                (["person", "Odalinde"], ""),
                (["doctor"], ""),
                (["backup"], ""),
                (["account", "add", user, "--server", f"127.0.0.1:{dovecot.port}", *server], WRONG),
            ]
        )
        out = offline.run("verbs.py", steps, offline.data, offline.now)
    return Online(journey=journey, ports=frozenset(ports), out=out)


def test_every_step_does_what_it_is_for(offline: Journey) -> None:
    assert offline.codes() == {}
    assert "Wendeline Blorpheim" in (offline.said / "pages").read_text("utf-8")
    assert "Tamsinara" in (offline.said / "mcp.out").read_text("utf-8")
    assert len(offline.events("begins")) == 4  # verbs, the pages, what reads for them, the assistant


def test_without_an_account_nobody_is_asked(offline: Journey) -> None:
    assert offline.events("asks", "unix") == []
    (listens,) = offline.events("listens")
    assert listens["where"][0] == "127.0.0.1"


def test_every_step_with_accounts_does_what_it_is_for(online: Online) -> None:
    last = online.journey.events("kithly.ended")[-1]["told"]
    assert online.journey.codes() == {last[0]: 3}, "the wrong password alone is refused"
    assert "Odalinde" in online.out


def test_nothing_that_is_shown_or_given_out_fetches_anything(offline: Journey) -> None:
    given = [offline.said / "pages", offline.said / "verbs.out", *offline.files(offline.out)]
    assert len(given) == 4
    for path in given:
        assert FETCHES.findall(path.read_text("utf-8")) == [], path
    assert FETCHES.search('<img src="https://x.example/a.png">')


def test_with_accounts_their_servers_are_asked_and_nobody_else(online: Online) -> None:
    assert {(one["host"], one["port"]) for one in online.journey.events("asks")} == {
        ("127.0.0.1", port) for port in online.ports
    }


def test_nobody_else_can_read_or_write_anything_at_any_moment(online: Online) -> None:
    assert online.all.open_to_others() == []


def test_another_user_of_the_machine_gets_nowhere(online: Online) -> None:
    journey = online.all
    paths = [journey.data, *journey.data.rglob("*"), *journey.files(journey.out)]
    assert len(paths) > 5
    assert readable(paths) == []


def test_every_file_lies_where_it_should(online: Online) -> None:
    journey = online.all
    homes = (journey.data, journey.out, journey.home, journey.root / "restored")
    places = {Path(one["path"]) for one in journey.events("write")}
    stray = [path for path in places if path.is_file() and not any(path.is_relative_to(home) for home in homes)]
    assert stray == []
    assert not list(journey.temporary.rglob("*"))


def test_nothing_is_logged_even_where_everything_would_be(online: Online) -> None:
    lines = (online.all.root / "logged").read_text("utf-8").splitlines()
    assert len(lines) == len(online.all.events("begins"))
    assert all(line.startswith("DEBUG:watched:logging works") for line in lines)


def test_nobodys_words_are_in_what_goes_wrong_or_in_what_is_started(online: Online) -> None:
    said = (path for path in online.all.said.glob("*.err"))
    assert holding(said, [*PEOPLE, *SECRETS]) == []
    started = str(online.all.events("starts")).lower()
    assert "desk_reader" in started
    assert [word for word in (*PEOPLE, *SECRETS) if word.lower() in started] == []


def test_people_are_in_no_file_outside(online: Online) -> None:
    journey = online.all
    assert holding(journey.files(journey.home, journey.temporary), PEOPLE) == []


def test_secrets_are_in_their_own_file_alone(online: Online) -> None:
    journey = online.all
    everywhere = [path for path in journey.root.rglob("*") if path.is_file() and path.name not in {FILE, "steps.json"}]
    assert holding(iter(everywhere), SECRETS) == []
    kept = (journey.data / FILE).read_text("utf-8")
    assert all(secret in kept for secret in (PASSWORD, DAV_PASSWORD, KEY))
    assert WRONG not in kept
    with zipfile.ZipFile(max((journey.data / "backups").glob("*.zip"))) as backup:
        content = b"".join(backup.read(name) for name in backup.namelist())
    assert [secret for secret in SECRETS if secret.encode() in content] == []


def readable(paths: list[Path]) -> list[str]:
    """Return what a user who owns nothing can open; without the rights to become one, what the modes let them."""
    if os.geteuid() != 0:
        return [str(path) for path in paths if path.stat().st_mode & 0o077]
    told = subprocess.run(
        [sys.executable, "-I", "-c", AS_NOBODY, str(NOBODY)],
        input=json.dumps([str(path) for path in paths]),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[str] = json.loads(told.stdout)
    return found
