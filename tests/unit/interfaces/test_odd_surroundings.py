"""Clocks, streams and terminals as they should not be."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from kithly.interfaces.cli.main import cli, mend_streams, outcome


@pytest.mark.parametrize("now", ["0001-01-01", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "abc", ""])
def test_an_impossible_clock_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str], now: str) -> None:
    args = ["today", "--data", str(tmp_path / "data"), "--now", now]
    code = outcome(lambda: cli.main(args=args, prog_name="kithly", standalone_mode=False), wants_json=False)
    assert code == 2
    assert "mistake" not in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_letters_a_stream_cannot_show_and_a_closed_input_break_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(shown, encoding="latin-1", write_through=True))
    monkeypatch.setattr(sys, "stdin", None)
    mend_streams()
    sys.stdout.write("Zoë 山")
    assert shown.getvalue().decode("latin-1") == "Zoë ?"
    assert not sys.stdin.isatty()
    assert sys.stdin.buffer.read() == b""
