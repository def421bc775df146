"""evaluate predict and evaluate rank, as somebody types them."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from tests.e2e.conftest import Kithly

START, DAY = 1_700_000_000, 86_400


def test_rank_takes_its_clock_in_seconds_and_says_nothing_else(kithly: Kithly, tmp_path: Path) -> None:
    log = pa.table(
        {
            "person": [1, 1, 2],
            "ts": [START, START + 30 * DAY, START + 5 * DAY],
            "incoming": [True, True, True],
            "touch": [False, False, False],
        }
    )
    pq.write_table(log, tmp_path / "L.parquet")
    pq.write_table(
        pa.table({"person": [1, 2], "importance": [1.0, 1.0], "minutes": [2.0, 2.0]}), tmp_path / "P.parquet"
    )
    words = ("evaluate", "rank", "--log", tmp_path / "L.parquet", "--people", tmp_path / "P.parquet", "--now")
    view = kithly.view(*words, str(START + 400 * DAY), "--count", "2")
    assert sorted(view["people"]) == [1, 2]
    assert kithly(*words, str(START), "--count", "2").err == ""
    assert kithly(*words, "inf", "--count", "2").code == 1


def test_predict_writes_the_questions_with_both_numbers(kithly: Kithly, tmp_path: Path) -> None:
    pq.write_table(pa.table({"sender": [1, 2], "recipient": [2, 1], "ts": [START, START + 9]}), tmp_path / "I.parquet")
    pq.write_table(pa.table({"ego": [1], "alter": [2], "ts": [START + DAY]}), tmp_path / "Q.parquet")
    files = ("--interactions", tmp_path / "I.parquet", "--queries", tmp_path / "Q.parquet")
    view = kithly.view(
        "evaluate", "predict", *files, "--horizon-days", "90", "--reply-days", "7", "--out", tmp_path / "P.parquet"
    )
    assert (view["queries"], view["interactions"]) == (1, 2)
    found = pq.read_table(tmp_path / "P.parquet").to_pylist()[0]
    assert found["ego"] == 1
    assert 0 < found["strength"] < 1
    assert 0 < found["reply"] < 1


def test_a_log_that_cannot_be_used_is_one_sentence_and_the_next_command(kithly: Kithly, tmp_path: Path) -> None:
    (tmp_path / "text.parquet").write_text("no parquet", "utf-8")
    for log in ("nowhere.parquet", "text.parquet"):
        files = ("--interactions", tmp_path / log, "--queries", tmp_path / log, "--out", tmp_path / "P.parquet")
        ran = kithly("evaluate", "predict", *files, "--horizon-days", "90", "--reply-days", "7")
        assert ran.code != 0
        assert ran.out == ""
        assert len(ran.err.splitlines()) == 2
        assert "kithly evaluate --help" in ran.err
