"""A place on this computer, as users copy it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kithly.app.bringing.tray import told_path
from kithly.errors import NotFound


@pytest.mark.parametrize(
    "told",
    [
        "/data/All mail.mbox",
        '  "/data/All mail.mbox" ',
        "'/data/All mail.mbox'",
        "file:///data/All%20mail.mbox",
    ],
)
def test_a_path_is_understood_as_it_was_copied(told: str) -> None:
    assert told_path(told) == Path("/data/All mail.mbox")


def test_a_path_may_begin_at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert told_path("~/mail.mbox") == tmp_path / "mail.mbox"


@pytest.mark.parametrize(
    "told", ["", "  ", '""', "mail.mbox", "./mail.mbox", "~nobody-of-this-name/mail.mbox", "file://[", "~\x00"]
)
def test_half_a_path_is_no_place(told: str) -> None:
    with pytest.raises(NotFound, match="whole path"):
        told_path(told)
