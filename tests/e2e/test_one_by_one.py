"""The day one hello at a time, on a real terminal: each key does what it says, and nothing goes out without its yes."""

from __future__ import annotations

import os
import re
import signal
import stat
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.conftest import Kithly
from tests.e2e.terminal_side import Terminal, terminal

KEYS = "? all keys"
EDITOR = "#!/bin/sh\ncat '{words}' > \"$1\"\n"


@pytest.fixture
def day(network: Kithly) -> Kithly:
    """Return a network whose day holds several hellos."""
    assert len(network.view("today", "--minutes", "60")["touches"]) >= 5
    return network


def touches(network: Kithly) -> list[dict[str, Any]]:
    return [*network.view("today")["touches"]]


def walk(
    network: Kithly, verb: str = "today", *more: str, env: dict[str, str] | None = None
) -> AbstractContextManager[Terminal]:
    opening = () if verb == "triage" else ("--no-open",)
    now = network.now.isoformat()
    return terminal(verb, "-i", *opening, *more, "--data", network.data, "--now", now, env=env)


def editor(folder: Path, words: str) -> dict[str, str]:
    """Return the environment of somebody whose editor writes these words."""
    (folder / "words.txt").write_text(words, "utf-8")
    script = folder / "editor.sh"
    script.write_text(EDITOR.format(words=folder / "words.txt"), "utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return {"VISUAL": str(script), "EDITOR": "false"}


def changes(network: Kithly) -> list[str]:
    return [one["text"] for one in network.view("changes")["changes"] if not one["undone"]]


def test_each_key_settles_a_hello_and_the_last_is_taken_back_by_one(day: Kithly) -> None:
    first, second, third, fourth, *_ = touches(day)
    with walk(day) as keys:
        shown = keys.wait_for(KEYS)
        assert f"1 of {len(touches(day))}. " in shown
        assert first["person"]["name"] in shown
        keys.press("d")
        keys.wait_for(f"Said hello to {first['person']['name']}. (u takes it back)")
        assert f" {second['person']['name']}" in keys.wait_for(KEYS)
        keys.press("u")
        keys.wait_for("Taken back")
        assert first["person"]["name"] in keys.wait_for(KEYS)
        for key, told, after in (("z", "comes back on", second), ("n", "is left alone until", third)):
            keys.press(key)
            keys.wait_for(told)
            assert after["person"]["name"] in keys.wait_for(KEYS)
        keys.press("m")
        keys.wait_for("Not for this reason again")
        assert fourth["person"]["name"] in keys.wait_for(KEYS)
        keys.press("q")
        keys.wait_for(fourth["person"]["name"])
        keys.wait_for(KEYS)
        keys.press("d")
        keys.wait_for("Said hello to")
        keys.wait_for(KEYS)
        keys.press(".")
        keys.wait_for("Enough for today: the rest waits till tomorrow. (undo: kithly undo")
        keys.wait_for("One hello,")
        assert keys.end() == 0
    told = " ".join(changes(day))
    assert all(one["person"]["name"] in told for one in (first, second, third, fourth))
    assert day.view("today")["touches"] == []


def test_all_of_it_seen_it_ends_calmly_and_says_what_was_done(day: Kithly) -> None:
    first, second, *rest = touches(day)
    with walk(day) as keys:
        keys.wait_for(KEYS)
        keys.press("k")
        keys.wait_for("This is the first.")
        keys.press("\x1b[C")
        assert second["person"]["name"] in keys.wait_for(KEYS)
        keys.press("\x1b[D")
        assert first["person"]["name"] in keys.wait_for(KEYS)
        keys.press("?")
        assert "not this reason" in keys.wait_for("?: these keys")
        keys.press("v")
        keys.wait_for("v is no key here")
        keys.press("p")
        keys.wait_for("contact")
        for _ in (first, second, *rest[:-1]):
            keys.press("d")
            keys.wait_for(KEYS)
        keys.press("\r")
        done = len(rest) + 1
        shown = keys.wait_for("One hello can wait.")
        assert "That was all for today." in shown
        assert re.search(r"\w+ hellos, \w+ minutes\.", shown), (done, shown)
        assert keys.end() == 0
    assert len(day.view("today")["touches"]) == 1


def test_nothing_is_handed_over_without_its_own_yes_and_a_paste_answers_nothing(day: Kithly) -> None:
    touch = next(one for one in touches(day) if one["draft"])
    before = touches(day).index(touch)
    with walk(day) as keys:
        keys.press("dddd")  # before anything was shown
        keys.wait_for(KEYS)
        for pasted in ("syd", "Dear all, done\r" * 20):
            keys.press(pasted)
            keys.wait_for("One key at a time; ? shows all.")
        for _ in range(before):
            keys.press("j")
            keys.wait_for(KEYS)
        for no in ("n", "\r", "s", "\x04"):
            keys.press("s")
            keys.wait_for("Hand it over? y or n:")
            keys.press(no)
            keys.wait_for("Nothing was sent.")
        assert not [one for one in changes(day) if "along" in one or "Said" in one]
        keys.press("s")
        keys.wait_for("Hand it over? y or n:")
        keys.press("y")
        keys.wait_for("Once it is sent, press d;")
        keys.press("s")
        keys.wait_for("You took this one along")
        keys.press("d")
        keys.wait_for("Said hello to")
        keys.press("\x03")
        assert keys.end() == 0
    assert sum("along" in one for one in changes(day)) == 1


def test_a_favour_in_own_words_stops_and_what_was_found_is_kept(day: Kithly, tmp_path: Path) -> None:
    place = next(at for at, one in enumerate(touches(day)) if one["kind"] == "reconnect" and one["draft"])
    name = touches(day)[place]["person"]["name"]
    words = f"Dear {name.split()[0]},\n\nI thought of our talk on trams. Could you refer me to your hiring manager?\n"
    with walk(day, env=editor(tmp_path, words)) as keys:
        keys.wait_for(KEYS)
        for _ in range(place):
            keys.press("j")
            keys.wait_for(KEYS)
        keys.press("e")
        keys.wait_for("Your words are kept; s sends them.")
        assert "Your own words:" in keys.wait_for(KEYS)
        keys.press("s")
        keys.wait_for("Is it no favour you ask for? y or n:")
        keys.press("n")
        keys.wait_for("Nothing was sent; e edits the words.")
        keys.press("s")
        keys.wait_for("Is it no favour you ask for? y or n:")
        keys.press("y")
        keys.wait_for("Hand it over? y or n:")
        keys.press("n")
        keys.wait_for("Nothing was sent.")
        keys.press("u")
        keys.wait_for("Taken back")
        assert "Your own words:" not in keys.wait_for(KEYS)
        keys.press("l")
        keys.wait_for("Enter alone for nothing:")
        keys.press("\n")
        keys.wait_for("Nothing was kept.")
        keys.press("l")
        keys.wait_for("Enter alone for nothing:")
        keys.press("A talk on night trains\n")
        keys.wait_for("(u takes it back)")
        assert "You found: A talk on night trains" in keys.wait_for(KEYS)
        keys.press("x")
        assert keys.end() == 0


def test_without_an_editor_words_are_typed_and_a_closed_terminal_loses_nothing(day: Kithly, tmp_path: Path) -> None:
    (tmp_path / "sh").symlink_to("/bin/sh")
    with walk(day, env={"VISUAL": "", "EDITOR": "", "PATH": str(tmp_path)}) as keys:
        keys.wait_for(KEYS)
        keys.press("e")
        keys.wait_for("Type or paste the words")
        keys.press("Dear friend,\nhow are the trams?\n.\n")
        assert "| how are the trams?" in keys.wait_for("Your words are kept; s sends them.") + keys.wait_for(KEYS)
        os.killpg(keys.process.pid, signal.SIGWINCH)
        os.killpg(keys.process.pid, signal.SIGSTOP)
        os.killpg(keys.process.pid, signal.SIGCONT)
        keys.press("?")
        keys.wait_for("?: these keys")
        keys.hang_up()
        assert keys.process.wait(20) != 0
    assert "trams" in day.ok("outbox", "show", day.view("outbox")["waiting"][0]["id"])


def test_what_is_owed_goes_the_same_way(day: Kithly) -> None:
    owed = day.view("inbox")["owed"]
    with walk(day, "inbox") as keys:
        shown = keys.wait_for(KEYS)
        assert owed[0]["person"]["name"] in shown
        assert f"1 of {len(owed)}. " in shown
        keys.press("x")
        keys.wait_for("can wait.")
        assert keys.end() == 0


def test_who_belongs_where_goes_by_one_key_each(day: Kithly) -> None:
    first, second, *_ = day.view("triage")["people"]
    with walk(day, "triage") as keys:
        assert first["person"]["name"] in keys.wait_for(KEYS)
        keys.press("f")
        keys.wait_for("(u takes it back)")
        assert second["person"]["name"] in keys.wait_for(KEYS)
        keys.press("\x1b")
        keys.wait_for("1 person placed.")
        assert keys.end() == 0
    row = next(one for one in day.view("triage")["people"] if one["person"]["id"] == first["person"]["id"])
    assert (row["place"], row["decided"]) == ("family", True)


@pytest.mark.parametrize("verb", ["today", "inbox", "triage"])
def test_without_a_terminal_it_is_refused_in_one_sentence_with_what_works(network: Kithly, verb: str) -> None:
    ran = network(verb, "--one-by-one")
    assert ran.code == 1
    assert ran.err == f"One by one needs a terminal, to read single keys from.\n  All at once: kithly {verb}\n"
    assert network(verb, "--one-by-one", "--json").code == 2


def test_on_a_terminal_the_day_ends_with_how_to_go_one_by_one(day: Kithly) -> None:
    assert "-i" not in day.ok("today")
    with terminal("today", "--data", day.data, "--now", day.now.isoformat()) as keys:
        keys.wait_for("One at a time, one key for each answer: kithly today -i")
        assert keys.end() == 0
