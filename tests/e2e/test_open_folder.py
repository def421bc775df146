"""A data folder that was opened to others is named with the command that closes it; secrets are given on to nobody."""

from __future__ import annotations

import os
import shlex
import subprocess
from typing import Any

import pytest
from tests.e2e.conftest import Kithly

from kithly.interfaces.cli.accounts import VARIABLE, take_secret

CANARY = "canary-77d1-secret"


def privacy(kithly: Kithly) -> Any:
    return next(one for one in kithly("doctor", "--json").json["checks"] if one["name"] == "privacy")


def test_the_doctor_names_what_others_can_read_and_how_to_close_it(kithly: Kithly) -> None:
    kithly.ok("people")
    assert privacy(kithly)["ok"]
    kithly.data.chmod(0o755)
    (kithly.data / "a file of mine.txt").write_text("x", "utf-8")
    (kithly.data / "a file of mine.txt").chmod(0o644)
    (kithly.data / "gone").symlink_to("nowhere")
    found = privacy(kithly)
    assert found["text"] == "Others on this machine can read: network, a file of mine.txt."
    subprocess.run(shlex.split(found["next"]), check=True)
    assert privacy(kithly)["ok"]


def test_a_secret_of_the_environment_is_taken_out_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, CANARY)
    assert take_secret("password", token=False, from_stdin=False).value == CANARY
    told = subprocess.run(["env"], capture_output=True, text=True, check=True).stdout
    assert VARIABLE not in os.environ
    assert CANARY not in told
