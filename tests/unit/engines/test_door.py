"""`python -m kithly.engines`: what is asked wrongly is answered with one sentence and the next step."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kithly.engines.__main__ import main
from kithly.testing.engine_samples import Columns, written

DAY = 86_400
MAY = 1_777_600_000  # early in May 2026
SMALL: Columns = {"sender": [1, 2, 1], "recipient": [2, 1, 1], "ts": [MAY, MAY + DAY, MAY], "n_rcpt": [1, 1, 1]}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    written(SMALL, tmp_path / "archive.parquet")
    return tmp_path / "archive.parquet"


def asked(archive: Path, *more: str, now: str = "2026-06-01") -> list[str]:
    return ["--in", str(archive), "--out", str(archive.with_name("ties.parquet")), "--now", now, *more]


def test_the_ties_are_written_and_what_became_of_the_rows_is_said(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(asked(archive)) == 0
    assert capsys.readouterr().out.splitlines() == [
        "3 rows read, 2 used.",
        "1 left out: to oneself.",
        "2 ties of 2 people written.",
    ]


def test_the_file_tells_its_counts_too(archive: Path) -> None:
    main(asked(archive))
    told = json.loads(pq.read_metadata(archive.with_name("ties.parquet")).metadata[b"kithly"])
    assert told["read"] == 3 == 2 + sum(told["left_out"].values())
    assert told["ties"] == 2


@pytest.mark.parametrize("now", ["soon", "2026-13-01", "0.5", ""])
def test_a_moment_that_is_none_is_refused(archive: Path, now: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(asked(archive, now=now)) == 2
    assert "is no date. Write --now 2026-06-01" in capsys.readouterr().err


def test_a_moment_with_a_zone_is_that_moment(archive: Path) -> None:
    assert main(asked(archive, now="2026-05-02T03:00:00+02:00")) == 0
    found = pq.read_table(archive.with_name("ties.parquet"))
    assert found.column("count_in").to_pylist() == [0, 1]  # the answer came later


@pytest.mark.parametrize("text", ["[", "{}", "[]", "[true]", "[1.5]", "[9223372036854775808]"])
def test_a_list_of_egos_that_is_none_is_refused(archive: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    listed = archive.with_name("egos.json")
    listed.write_text(text, "utf-8")
    assert main(asked(archive, "--egos", str(listed))) == 2
    assert "Write a list" in capsys.readouterr().err


def test_a_list_of_egos_in_another_form_is_refused(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = archive.with_name("egos.json")
    listed.write_text('["ana"]', "utf-8")
    assert main(asked(archive, "--egos", str(listed))) == 2
    assert "names people by number" in capsys.readouterr().err


def test_an_extra_that_is_missing_is_named_with_its_command(
    archive: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    there = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "pyspark" else there(name))
    assert main(asked(archive, "--engine", "spark")) == 2
    assert "pip install 'kithly[spark]'" in capsys.readouterr().err


def test_without_java_the_command_that_brings_it_is_named(
    archive: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(archive.parent))
    assert main(asked(archive, "--engine", "spark")) == 2
    assert "Spark needs Java 17 or newer" in capsys.readouterr().err


def test_a_java_that_is_too_old_is_named(
    archive: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    java = archive.with_name("bin") / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'openjdk version \"1.8.0_392\"' >&2\n", "utf-8")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(archive.parent))
    assert main(asked(archive, "--engine", "spark")) == 2
    assert "is older. Debian" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_named(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = asked(archive)
    arguments[3] = str(archive.parent / "nowhere" / "ties.parquet")
    assert main(arguments) == 2
    assert "There is no folder" in capsys.readouterr().err


def test_a_run_that_was_refused_leaves_nothing_behind(archive: Path) -> None:
    main(asked(archive, now="2020-01-01"))
    assert [path.name for path in archive.parent.iterdir()] == ["archive.parquet"]
