"""Taking a message along, once; what became of it; and the user's word about people."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.conftest import NOW, Exports, Kithly

TOMORROW = NOW + timedelta(days=1)


def touches(network: Kithly, *, days: int = 0) -> list[Any]:
    """Return the hellos of a day."""
    view = network.view("today", "--minutes", "60", now=NOW + timedelta(days=days))
    found: list[Any] = view["touches"]
    return found


def drafted(network: Kithly) -> Any:
    """Return the first hello of today that has a draft."""
    return next(touch for touch in touches(network) if touch["draft"])


def test_a_message_is_taken_along_with_the_words_of_its_draft(network: Kithly) -> None:
    touch = drafted(network)
    sent = network.view("send", touch["id"], "--yes")
    assert sent["text"] == touch["draft"]["text"]
    assert sent["person"] == touch["person"]


def test_a_message_is_not_taken_along_twice_unless_asked_again(network: Kithly) -> None:
    touch = drafted(network)
    network.ok("send", touch["id"], "--yes", "--no-open")
    again = network("send", touch["id"], "--yes", "--no-open")
    assert again.code == 1
    assert f"kithly done {touch['id']}" in again.err
    assert network("send", touch["id"], "--yes", "--no-open", "--again").code == 0


def test_a_favour_in_the_users_own_words_stops_a_hello_until_they_say_it_is_none(
    network: Kithly, tmp_path: Path
) -> None:
    touch = next(one for one in touches(network) if one["kind"] in {"thank", "congratulate", "reconnect"})
    given = touch["person"]["name"].split()[0]
    text = tmp_path / "text.txt"
    text.write_text(f"Hi {given},\n\ncongratulations! Could you get me a job in your team?\n\nRobin\n", "utf-8")
    stopped = network("send", touch["id"], "--yes", "--no-open", "--text", text)
    assert stopped.code == 1
    assert "--not-a-favour" in stopped.err
    assert network("send", touch["id"], "--yes", "--no-open", "--text", text, "--not-a-favour").code == 0


def test_the_next_mornings_ask_once_whether_it_was_sent_and_then_never_again(network: Kithly) -> None:
    touch = drafted(network)
    name = touch["person"]["name"]
    network.ok("send", touch["id"], "--yes", "--no-open")
    assert f"Did you send it to {name}?" not in network.ok("today")
    assert f"Did you send it to {name}?" in " ".join(network.ok("today", now=TOMORROW).split())
    network.ok("done", touch["id"], now=TOMORROW)
    assert f"Did you send it to {name}?" not in " ".join(network.ok("today", now=TOMORROW).split())


def test_a_hello_that_is_done_is_gone_today_and_counts_as_contact(network: Kithly) -> None:
    touch = drafted(network)
    before = network.view("person", touch["person"]["id"])["tie"]["silent_days"]
    network.ok("done", touch["id"])
    assert touch["id"] not in {one["id"] for one in touches(network)}
    assert network.view("person", touch["person"]["id"])["tie"]["silent_days"] == 0
    assert before > 0


def test_undo_of_done_brings_the_hello_and_the_silence_back(network: Kithly) -> None:
    touch = drafted(network)
    tie = network.view("person", touch["person"]["id"])["tie"]
    network.ok("done", touch["id"])
    network.ok("undo")
    assert touch["id"] in {one["id"] for one in touches(network)}
    assert network.view("person", touch["person"]["id"])["tie"] == tie


def test_a_snoozed_hello_comes_back_and_a_skipped_reason_does_not(network: Kithly) -> None:
    first, second = [touch for touch in touches(network) if touch["kind"] != "reconnect"][:2]
    network.ok("snooze", first["id"], "--days", "3")
    network.ok("skip", second["id"])
    ids = {one["id"] for one in touches(network)}
    assert not ids & {first["id"], second["id"]}
    later = {one["id"] for one in touches(network, days=3)}
    assert first["id"] in later
    assert second["id"] not in later


@pytest.mark.parametrize("word", [("quiet",), ("remembered",), ("triage", "family"), ("triage", "leave-out")])
def test_whom_the_user_keeps_out_is_in_no_plan_and_no_count(network: Kithly, word: tuple[str, ...]) -> None:
    touch = touches(network)[0]
    person = touch["person"]["id"]
    counted = network.view("strength")["people"]["known"]
    network.ok(word[0], person, *word[1:])
    assert person not in {one["person"]["id"] for day in (0, 1, 7) for one in touches(network, days=day)}
    assert person not in {one["person"]["id"] for one in network.view("inbox")["owed"]}
    assert network.view("strength")["people"]["known"] == counted - 1


def test_somebody_remembered_is_found_by_name_and_in_no_list(network: Kithly) -> None:
    row = network.view("people", "--limit", "1")
    person = row["people"][0]
    network.ok("remembered", person["id"])
    listed = network.view("people", "--limit", "1000")
    assert person["id"] not in {one["id"] for one in listed["people"]}
    assert listed["total"] == row["total"] - 1
    assert person["id"] in {one["id"] for one in network.view("people", person["name"])["people"]}


def test_sure_suggestions_are_merged_at_once_and_one_undo_gives_all_back(network: Kithly) -> None:
    before = network.view("people", "--limit", "1000")
    sure = [one for one in network.view("merges", "--limit", "1000")["suggestions"] if one["score"] >= 0.9]
    assert sure
    network.ok("merges", "--accept", "0.9", "--yes")
    merged = network.view("people", "--limit", "1000")
    assert merged["total"] < before["total"]
    network.ok("undo")
    assert network.view("people", "--limit", "1000") == before


def test_what_was_found_opens_the_next_reconnection(network: Kithly) -> None:
    row = next(
        one
        for one in network.view("people", "--limit", "1000", "--sort", "silent")["people"]
        if one["tie"] and one["tie"]["band"] == "unknown"
    )
    found = "The lighthouse that learned to whistle"
    network.ok("found", row["id"], found)
    view = network.view("write", row["id"], "--kind", "reconnect")
    assert found in view["text"]
    opening = next(claim for claim in view["claims"] if found in claim["text"])
    assert [one["source"] for one in opening["evidence"]] == ["self"]


def test_two_reconnections_a_week_at_most_however_the_days_go(network: Kithly) -> None:
    shown = [
        (day, touch["id"]) for day in range(14) for touch in touches(network, days=day) if touch["kind"] == "reconnect"
    ]
    for start in range(8):
        week = {id_ for day, id_ in shown if start <= day < start + 7}
        assert len(week) <= 2


def test_an_id_too_short_to_mean_one_hello_is_refused(network: Kithly) -> None:
    touch = touches(network)[0]
    ran = network("done", touch["id"][:1])
    assert ran.code == 1
    assert "too short" in ran.err
    assert network("done", touch["id"][:6]).code == 0


def test_one_hello_is_not_counted_as_two_contacts(network: Kithly) -> None:
    touch = touches(network)[0]
    network.ok("done", touch["id"])
    again = network("done", touch["id"])
    assert again.code == 1
    assert "kithly log" in again.err


def test_every_id_of_the_inbox_can_be_done_and_is_gone_then(network: Kithly) -> None:
    owed = network.view("inbox")["owed"]
    assert owed
    for one in owed:
        network.ok("done", one["touch"])
    assert not {one["touch"] for one in owed} & {one["touch"] for one in network.view("inbox")["owed"]}


def test_what_was_skipped_is_no_debt_any_more(network: Kithly) -> None:
    one = network.view("inbox")["owed"][0]
    network.ok("skip", one["touch"])
    assert one["touch"] not in {other["touch"] for other in network.view("inbox")["owed"]}


def test_a_word_about_a_person_and_a_message_taken_along_leave_the_plan_as_it_is(network: Kithly) -> None:
    planned = [touch["id"] for touch in touches(network)]
    touch = drafted(network)
    network.ok("send", touch["id"], "--yes", "--no-open")
    network.ok("circle", touch["person"]["id"], "Climbing")
    network.ok("importance", touch["person"]["id"], "high")
    assert [one["id"] for one in touches(network)] == planned


def test_more_minutes_after_some_are_used_add_only_what_is_left(network: Kithly) -> None:
    first = network.view("today", "--minutes", "10")
    done = first["touches"][0]
    network.ok("done", done["id"])
    more = network.view("today", "--minutes", "20")
    assert more["minutes"]["planned"] <= 20 - done["minutes"]
    assert done["id"] not in {one["id"] for one in more["touches"]}


def test_a_mailing_list_alone_is_not_called_nothing(kithly: Kithly, tmp_path: Path) -> None:
    mailbox = tmp_path / "2012-August.txt"
    mailbox.write_text(
        "From foo at bar.example  Thu Aug  9 18:39:17 2012\nFrom: foo at bar.example (Foo Bar)\n"
        "Date: Thu, 9 Aug 2012 18:39:17 +0200\nSubject: [R-sig] a question\nMessage-ID: <1@bar.example>\n\nHow so?\n",
        "utf-8",
    )
    kithly.ok("import", mailbox)
    for verb in ("today", "inbox"):
        told = " ".join(kithly.ok(verb).split())
        assert "Nothing is imported" not in told
        assert "kithly me --set address=" in told


def test_days_are_shown_in_the_users_own_zone(network: Kithly) -> None:
    network.ok("me", "--set", "timezone=Pacific/Auckland")
    late = NOW.replace(hour=20)
    network.ok("note", touches(network)[0]["person"]["id"], "tea", now=late)
    assert f"{(late + timedelta(hours=13)):%-d %B %Y}" in network.ok("changes", now=late)


def test_nobody_is_woken_whose_unmerged_twin_is_in_touch(network: Kithly) -> None:
    pairs = [
        (one["a"], one["b"])
        for one in network.view("merges", "--limit", "1000")["suggestions"]
        if one["score"] >= 0.9 and None not in {one[side]["tie"]["silent_days"] for side in ("a", "b")}
    ]
    assert pairs
    behind = {max(pair, key=lambda row: row["tie"]["silent_days"])["id"] for pair in pairs}
    assert not behind & {one["person"]["id"] for one in network.view("dormant", "--limit", "1000")["people"]}


def test_an_import_says_how_many_stand_there_twice(kithly: Kithly, exports: Exports) -> None:
    told = " ".join(kithly.ok("import", *exports.all).split())
    assert "look like one person each" in told
    assert "kithly merges --accept 0.9" in told


def test_a_note_about_somebody_is_never_read_to_them(network: Kithly) -> None:
    row = next(one for one in network.view("people", "--limit", "1000")["people"] if one["tie"]["band"] == "dormant")
    network.ok("found", row["id"], "She gave a talk at the optics fair in Jena")
    view = network.view("write", row["id"], "--kind", "reconnect")
    assert "optics fair" not in str(view.get("text"))
    assert "optics fair" in network.ok("person", row["id"])
