"""An import that dies anywhere and is repeated leaves the network of one that never died."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.conftest import NOW, TODAY, Exports, Kithly, write_exports

from kithly.synthetic import make_world, write_mbox
from kithly.synthetic.model import Shape

SCRIPT = Path(__file__).with_name("dying.py")
MEMBERS = {"Connections.csv", "messages.csv", "Invitations.csv", "Profile.csv", "Email Addresses.csv"}
MOMENTS, FEW_MOMENTS = 40, 5
SAME = ("code", "network", "derived", "ids", "people", "records", "mails", "flaws")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return an archive of a few files and a mailbox of a few letters."""
    folder = tmp_path_factory.mktemp("small")
    shape = Shape(people=5, years=1, open_recent=1, open_old=1, personal=0, unthanked=0, thanked=0)
    exports = write_exports(folder, make_world(11, today=TODAY, shape=shape))
    fewer = folder / "fewer" / exports.newer.name
    fewer.parent.mkdir()
    with zipfile.ZipFile(exports.newer) as whole, zipfile.ZipFile(fewer, "w") as chosen:
        for member in whole.infolist():
            if member.filename in MEMBERS:
                chosen.writestr(member, whole.read(member))
    mailbox = folder / "letters.mbox"
    write_mbox(exports.world, mailbox, style="mboxrd", until=TODAY)
    return fewer, mailbox


def deaths(mode: str, work: Path, count: int, paths: tuple[Path, ...]) -> list[dict[str, Any]]:
    """Run imports that die, and return what another run made of each."""
    done = subprocess.run(
        [sys.executable, str(SCRIPT), mode, str(work), str(count), *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
        timeout=1_500,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def assert_all_equal(told: list[dict[str, Any]]) -> None:
    """Demand that every death left what the first, undisturbed import left."""
    whole, *others = told
    assert whole["code"] == 0
    assert whole["flaws"] == []
    assert whole["people"] > 0
    assert whole["records"] > 0
    differing = {one["death"]: [key for key in SAME if one[key] != whole[key]] for one in others}
    assert {death: keys for death, keys in differing.items() if keys} == {}


def letters_in(mailbox: Path) -> int:
    """Return how many letters a mailbox divides by its separators."""
    return f"\n{mailbox.read_text('utf-8')}".count("\nFrom ")


def test_an_import_killed_after_any_commit_and_repeated_equals_an_undisturbed_one(
    small: tuple[Path, Path], tmp_path: Path
) -> None:
    told = deaths("snapshots", tmp_path, 0, small)
    assert_all_equal(told)
    assert len(told) > len(MEMBERS) * 2
    assert told[0]["mails"] == letters_in(small[1])
    assert {one["changes"] for one in told} == {1}, "one undo takes all of it back"


def test_an_import_killed_at_random_moments_and_repeated_equals_an_undisturbed_one(
    small: tuple[Path, Path], tmp_path: Path
) -> None:
    told = deaths("moments", tmp_path, FEW_MOMENTS, small)
    assert_all_equal(told)
    assert any(one["died"] for one in told[1:])


@pytest.mark.slow
def test_an_import_that_dies_after_each_commit_and_at_forty_moments_equals_an_undisturbed_one(
    few: Exports, tmp_path: Path
) -> None:
    told = deaths("commits", tmp_path / "commits", 0, few.all)
    assert_all_equal(told)
    assert all(one["died"] for one in told[1:-1])
    assert not told[-1]["died"], "the last import ran to its end, so every commit was tried"
    told = deaths("moments", tmp_path / "moments", MOMENTS, few.all)
    assert_all_equal(told)
    assert sum(one["died"] for one in told[1:]) >= MOMENTS / 4


def test_ctrl_c_loses_nothing_and_says_one_sentence(few: Exports, tmp_path: Path) -> None:
    data, mailbox = tmp_path / "network", tmp_path / few.mailbox.name
    letters = few.mailbox.read_bytes()  # five times over, each with ids of its own: that takes some seconds
    copies = (letters.replace(b"Message-ID: <", b"Message-ID: <%d." % copy) for copy in range(5))
    mailbox.write_bytes(b"".join(copies))
    words = ["--data", str(data), "--now", NOW.isoformat(), "import", str(mailbox), str(few.newer)]
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever ignores it hands that down
    try:
        running = subprocess.Popen(
            [sys.executable, "-m", "kithly", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
    finally:
        signal.signal(signal.SIGINT, before)
    until = time.monotonic() + 60
    while not (data / "kithly.db.import-lock").exists() and running.poll() is None:
        assert time.monotonic() < until
        time.sleep(0.01)
    time.sleep(0.15)  # the import has begun
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert "Traceback" not in out + err
    assert running.returncode == 1, (out, err)
    assert "Stopped" in err
    stopped, undisturbed = Kithly(data=data), Kithly(data=tmp_path / "other")
    stopped.ok("import", mailbox, few.newer)
    undisturbed.ok("import", mailbox, few.newer)
    for words_ in (("people", "--limit", "1000"), ("strength",), ("inbox",)):
        assert stopped.view(*words_) == undisturbed.view(*words_)
    assert stopped.view("import", mailbox, few.newer)["totals"]["new"] == 0


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.argv = ["kithly", *sys.argv[2:]]
from kithly.__main__ import main
main()
"""


def test_a_full_disk_is_one_sentence_and_the_import_goes_on_later(few: Exports, tmp_path: Path) -> None:
    data = tmp_path / "network"
    words = ["--data", str(data), "--now", NOW.isoformat(), "import", str(few.mailbox)]
    full = subprocess.run(
        [sys.executable, "-c", LIMITED, "700000", *words], capture_output=True, text=True, check=False, timeout=120
    )
    assert full.returncode in {1, 4}, full
    assert "Traceback" not in full.stderr
    assert "mistake of its own" not in full.stderr
    assert len([line for line in full.stderr.splitlines() if line and not line.startswith(" ")]) <= 2, full.stderr
    later, undisturbed = Kithly(data=data), Kithly(data=tmp_path / "other")
    later.ok("import", few.mailbox)
    undisturbed.ok("import", few.mailbox)
    assert later.view("people", "--limit", "1000") == undisturbed.view("people", "--limit", "1000")
    told = {check["name"]: check["ok"] for check in later("doctor", "--json").json["checks"]}
    assert told == {check["name"]: check["ok"] for check in undisturbed("doctor", "--json").json["checks"]}
