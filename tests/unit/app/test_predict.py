"""Predictions for given questions: the product's own numbers, from nothing but the past."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kithly.app.evaluating.predict import Windows, predict
from kithly.app.evaluating.ranking import rank_of
from kithly.errors import KithlyError, NotFound, SettingsError, SourceFormatError
from kithly.ties import Columns, archive_of, ego_state, measure, states

DAY = 86_400
WINDOWS = Windows(horizon_days=90, reply_days=7)
OWN = Windows(horizon_days=90, reply_days=7, own_history=True)
START = 1_400_000_000


def log_of(size: int = 3_000, people: int = 30, seed: int = 5) -> pa.Table:
    rng = np.random.default_rng(seed)
    sender = rng.integers(0, people, size)
    return pa.table(
        {
            "sender": sender,
            "recipient": (sender + 1 + rng.zipf(1.6, size) % (people - 1)) % people,
            "ts": START + rng.integers(0, 1_500 * DAY, size),
            "n_rcpt": rng.integers(1, 6, size),
        }
    )


def questions_of(log: pa.Table, size: int = 60) -> pa.Table:
    """Ask about pairs that wrote, at moments of messages and between them."""
    rng = np.random.default_rng(size)
    rows = rng.integers(0, log.num_rows, size)
    when = log["ts"].to_numpy()[rng.integers(0, log.num_rows, size)] + rng.choice([0.0, 0.5, 3_600.0], size)
    return pa.table({"ego": log["sender"].to_numpy()[rows], "alter": log["recipient"].to_numpy()[rows], "ts": when})


def predicted(folder: Path, log: pa.Table, asked: pa.Table, windows: Windows = WINDOWS) -> pa.Table:
    pq.write_table(log, folder / "log.parquet")
    pq.write_table(asked, folder / "asked.parquet")
    predict(folder / "log.parquet", folder / "asked.parquet", folder / "out.parquet", windows)
    return pq.read_table(folder / "out.parquet")


def same(one: pa.Table, other: pa.Table, name: str) -> bool:
    """Say whether both tell the same chances, and are empty in the same places."""
    ours, theirs = (np.array(table[name].to_pylist(), float) for table in (one, other))
    return np.allclose(ours, theirs, rtol=1e-9, atol=0, equal_nan=True)


def test_each_answer_is_what_the_product_says_of_that_day(tmp_path: Path) -> None:
    log = log_of()
    asked = questions_of(log)
    found = predicted(tmp_path, log, asked)
    known = [log[name].to_numpy() for name in ("sender", "recipient", "ts", "n_rcpt")]
    for row in found.to_pylist():
        sender, recipient, at, recipients = (column[known[2] < row["ts"]] for column in known)
        ties = archive_of(
            Columns(sender=sender, recipient=recipient, at=at, recipients=recipients), np.array([row["ego"]])
        )
        rows = states(ties.archive.interactions, len(ties.alters))
        shown = measure(rows, ego_state(rows, row["ts"]), row["ts"])
        place = np.flatnonzero(ties.alters == row["alter"])
        if not len(place):
            assert row["strength"] is None
            continue
        assert row["strength"] == pytest.approx(shown.strength[place[0]], abs=1e-9)
        assert row["reply"] == pytest.approx(shown.reply[place[0]], abs=1e-9)


@pytest.mark.parametrize("windows", [WINDOWS, OWN])
def test_what_comes_later_changes_no_answer(tmp_path: Path, windows: Windows) -> None:
    log = log_of()
    moment = START + 1_000 * DAY
    asked = questions_of(log)
    asked = asked.set_column(2, "ts", pa.array(np.full(asked.num_rows, float(moment))))
    at = log["ts"].to_numpy()
    past, future = log.filter(pa.array(at < moment)), log.filter(pa.array(at >= moment))
    turned = pa.concat_tables([past, future.set_column(0, "sender", future["recipient"]).slice(0, 400)])
    whole, cut, scrambled = (predicted(tmp_path, table, asked, windows) for table in (log, past, turned))
    for name in ("strength", "reply"):
        assert same(whole, cut, name)
        assert same(whole, scrambled, name)


def busy_log() -> pa.Table:
    """One ego who wrote with very many: more than are looked at in one window of their past."""
    rng = np.random.default_rng(11)
    size = 12_000
    alter = 1 + (rng.zipf(1.3, size) % 900)
    outgoing = rng.random(size) < 0.5
    return pa.table(
        {
            "sender": np.where(outgoing, 0, alter),
            "recipient": np.where(outgoing, alter, 0),
            "ts": START + rng.integers(0, 900 * DAY, size),
        }
    )


@pytest.mark.parametrize("days", [90.0, 2.0, 0.5])
def test_own_history_hangs_on_the_past_of_that_ego_alone(tmp_path: Path, days: float) -> None:
    windows = Windows(horizon_days=days, reply_days=min(days, 7), own_history=True)
    log, moment = busy_log(), START + 500 * DAY
    asked = pa.table({"ego": [0] * 60, "alter": list(range(1, 61)), "ts": [moment] * 60})
    whole = predicted(tmp_path, log, asked, windows)
    past = log.filter(pa.array(log["ts"].to_numpy() < moment))
    shuffled = log.take(np.random.default_rng(2).permutation(log.num_rows))
    with_others = pa.concat_tables([asked, pa.table({"ego": [7, 8], "alter": [0, 0], "ts": [START + 10**8, START]})])
    others = predicted(tmp_path, log, with_others, windows).slice(0, 60)
    for other in (predicted(tmp_path, past, asked, windows), predicted(tmp_path, shuffled, asked, windows), others):
        for name in ("strength", "reply"):
            assert same(whole, other, name)


@pytest.mark.parametrize(
    ("days", "reply", "at"), [(0.5, 3_650, 0), (0.01, 7, 0), (0.5, 7, 20 * 365 * DAY), (90, 7, 8 * 10**10)]
)
def test_odd_lengths_and_far_moments_take_no_memory(tmp_path: Path, days: float, reply: float, at: int) -> None:
    windows = Windows(horizon_days=days, reply_days=reply, own_history=True)
    asked = pa.table({"ego": [0, 1], "alter": [1, 0], "ts": [START + 900 * DAY + at] * 2})
    found = predicted(tmp_path, busy_log().slice(0, 2_000), asked, windows)
    assert all(0 <= value <= 1 for name in ("strength", "reply") for value in found[name].to_pylist())


def test_a_message_in_the_very_second_asked_about_is_not_known_yet(tmp_path: Path) -> None:
    log = pa.table({"sender": [1], "recipient": [2], "ts": [START]})
    asked = pa.table({"ego": [1, 1], "alter": [2, 2], "ts": [START, START + 1]})
    assert [value is None for value in predicted(tmp_path, log, asked)["strength"].to_pylist()] == [True, False]


def test_the_questions_come_back_as_they_were_in_their_order(tmp_path: Path) -> None:
    log = log_of(200)
    asked = questions_of(log).append_column("mine", pa.array([f"row {place}" for place in range(60)]))
    found = predicted(tmp_path, log, asked)
    assert found.drop_columns(["strength", "reply"]).equals(asked)


def test_people_may_be_named_by_texts_and_rows_may_come_in_any_order(tmp_path: Path) -> None:
    log = log_of()
    asked = questions_of(log)
    as_text = [
        table.set_column(0, table.column_names[0], table[0].cast(pa.string())).set_column(
            1, table.column_names[1], table[1].cast(pa.string())
        )
        for table in (log.take(np.random.default_rng(3).permutation(log.num_rows)), asked)
    ]
    one, other = predicted(tmp_path, log, asked), predicted(tmp_path, *as_text)
    for name in ("strength", "reply"):
        assert same(one, other, name)


def test_own_history_moves_the_level_of_an_ego_whom_all_answer(tmp_path: Path) -> None:
    """One ego, ten people, each answers every week for four years: after that, contact is surer than elsewhere."""
    weeks = np.arange(200)
    sent = [(0, person, START + int(week) * 7 * DAY + person) for week in weeks for person in range(1, 11)]
    rows = sent + [(person, 0, at + 3_600) for _, person, at in sent]
    log = pa.table(dict(zip(("sender", "recipient", "ts"), map(list, zip(*rows, strict=True)), strict=True)))
    asked = pa.table({"ego": [0], "alter": [1], "ts": [START + 200 * 7 * DAY]})
    plain, own = (predicted(tmp_path, log, asked, windows) for windows in (WINDOWS, OWN))
    for name in ("strength", "reply"):
        assert own[name][0].as_py() > plain[name][0].as_py()


def test_negative_times_one_interaction_and_nothing_at_all_are_answered(tmp_path: Path) -> None:
    one = pa.table({"sender": [7], "recipient": [3], "ts": [-5_000_000]})
    asked = pa.table({"ego": [7, 3, 9], "alter": [3, 7, 1], "ts": [-4_000_000.0, -4_000_000.0, 50.0]})
    found = predicted(tmp_path, one, asked, OWN)
    assert [value is None for value in found["strength"].to_pylist()] == [False, False, True]
    assert all(0 < value < 1 for value in found["reply"].to_pylist())
    empty = predicted(tmp_path, one.slice(0, 0), asked, OWN)
    assert empty["strength"].null_count == 3
    assert predicted(tmp_path, one, asked.slice(0, 0)).num_rows == 0


def test_a_robot_with_very_many_rows_is_one_tie_like_any(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    size = 300_000
    log = pa.table(
        {"sender": np.zeros(size, int), "recipient": np.ones(size, int), "ts": START + rng.integers(0, 10**8, size)}
    )
    asked = pa.table({"ego": [0, 1], "alter": [1, 0], "ts": [START + 10**8] * 2})
    found = predicted(tmp_path, log, asked, OWN)
    assert all(0 < value < 1 for name in ("strength", "reply") for value in found[name].to_pylist())


def test_a_message_to_oneself_is_counted_and_left_out(tmp_path: Path) -> None:
    pq.write_table(pa.table({"sender": [1, 1], "recipient": [1, 2], "ts": [5, 5]}), tmp_path / "log.parquet")
    pq.write_table(pa.table({"ego": [1], "alter": [2], "ts": [6]}), tmp_path / "asked.parquet")
    view = predict(tmp_path / "log.parquet", tmp_path / "asked.parquet", tmp_path / "out.parquet", WINDOWS)
    assert (view.interactions, view.to_oneself, view.queries, view.never_in_contact) == (2, 1, 1, 0)


def test_times_may_be_timestamps_and_names_may_be_categories(tmp_path: Path) -> None:
    log = log_of(500)
    asked = questions_of(log, 20)
    fine = pa.array(log["ts"].to_numpy() * 10**9 + 123, pa.timestamp("ns"))
    other = log.set_column(2, "ts", fine).set_column(0, "sender", log["sender"].combine_chunks().dictionary_encode())
    later = asked.set_column(2, "ts", pa.array(np.floor(asked["ts"].to_numpy()) + 1.0))
    one, two = predicted(tmp_path, log, later), predicted(tmp_path, other, later)
    assert np.corrcoef(one["reply"].to_numpy(), two["reply"].to_numpy())[0, 1] > 0.99


GOOD = {"sender": [1], "recipient": [2], "ts": [START]}


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"sender": [1], "ts": [1]}, "no column 'recipient'"),
        (GOOD | {"ts": [START * 1_000]}, "not in seconds"),
        (GOOD | {"ts": [None]}, "holds no numbers|empty values"),
        (GOOD | {"ts": [float("nan")]}, "no number"),
        (GOOD | {"ts": ["2020-01-01"]}, "holds no numbers"),
        (GOOD | {"sender": [None]}, "empty values|neither"),
        (GOOD | {"sender": [1.5]}, "neither whole numbers nor texts"),
        (GOOD | {"sender": ["ann"]}, "names people otherwise"),
    ],
)
def test_a_log_that_cannot_be_used_is_told_in_one_sentence(
    tmp_path: Path, columns: dict[str, list[object]], told: str
) -> None:
    asked = pa.table({"ego": [1], "alter": [2], "ts": [START]})
    with pytest.raises(SourceFormatError, match=told):
        predicted(tmp_path, pa.table(columns), asked)


def test_a_missing_file_a_broken_file_and_a_senseless_length_are_told(tmp_path: Path) -> None:
    (tmp_path / "text.parquet").write_text("no parquet", "utf-8")
    for windows in (Windows(horizon_days=0, reply_days=7), Windows(horizon_days=90, reply_days=float("nan"))):
        with pytest.raises(SettingsError):
            predict(tmp_path / "a", tmp_path / "b", tmp_path / "c", windows)
    with pytest.raises(NotFound):
        predict(tmp_path / "a", tmp_path / "b", tmp_path / "c", WINDOWS)
    with pytest.raises(SourceFormatError, match="no readable Parquet"):
        predict(tmp_path / "text.parquet", tmp_path / "b", tmp_path / "c", WINDOWS)
    predicted(tmp_path, pa.table(GOOD), pa.table({"ego": [1], "alter": [2], "ts": [1]}))
    with pytest.raises(KithlyError, match="cannot be written"):
        predict(tmp_path / "log.parquet", tmp_path / "asked.parquet", tmp_path / "no" / "out.parquet", WINDOWS)


def test_a_ranking_names_people_as_the_file_does_and_refuses_strangers(tmp_path: Path) -> None:
    log = pa.table(
        {
            "person": ["ann", "ann", "ben", "ben"],
            "ts": [START, START + 40 * DAY, START + 10 * DAY, START + 30 * DAY],
            "incoming": [True, False, True, False],
            "touch": [False] * 4,
        }
    )
    people = pa.table({"person": ["ben", "ann", "cyd"], "importance": [1.0, 1.0, 1.0], "minutes": [2.0, 2.0, 2.0]})
    pq.write_table(log, tmp_path / "log.parquet")
    pq.write_table(people, tmp_path / "people.parquet")
    found = rank_of(tmp_path / "log.parquet", tmp_path / "people.parquet", now=START + 400 * DAY, count=2)
    assert len(found.people) == 2
    assert set(found.people) <= {"ann", "ben", "cyd"}
    pq.write_table(people.slice(0, 1), tmp_path / "people.parquet")
    with pytest.raises(SettingsError, match="seconds since 1970"):
        rank_of(tmp_path / "log.parquet", tmp_path / "people.parquet", now=float("inf"), count=2)
    with pytest.raises(SourceFormatError, match="names people whom"):
        rank_of(tmp_path / "log.parquet", tmp_path / "people.parquet", now=START + 400 * DAY, count=2)
