"""What an assistant proposes: kept as a sentence, done only by the user's yes, once, and undone like any change."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.e2e.assistant.conftest import Assistant, assisting
from tests.e2e.conftest import Kithly
from tests.e2e.web.conftest import Browser, browsing, words_of
from tests.unit.messages.hostile_facts import tagged

from kithly.app.changes import list_changes, undo
from kithly.app.persons.people import show_person
from kithly.app.proposing.kinds import KINDS
from kithly.app.proposing.proposing import A_MOMENT, GONE, LASTS, MOST_OPEN, accept_proposal, proposals, propose
from kithly.errors import Conflict, KithlyError, NotFound
from kithly.interfaces.mcp.catalogue import PROPOSING


@pytest.fixture
def page(network: Kithly) -> Iterator[Browser]:
    with browsing(network.data) as browser:
        yield browser


def two(assistant: Assistant) -> tuple[str, str]:
    first, second = assistant.call("search_people", limit=2)["people"]
    return first["id"], second["id"]


def asked_of(assistant: Assistant) -> dict[str, dict[str, Any]]:
    """Return what each proposing tool is asked."""
    a, b = two(assistant)
    hellos = [one["id"] for one in assistant.call("read_today")["hellos"]]
    return {
        "propose_note": {"who": a, "text": "keeps bees"},
        "propose_log": {"who": a, "text": "a call", "on": "2026-02-20", "they_began": True},
        "propose_same": {"a": a, "b": b},
        "propose_different": {"a": a, "b": b},
        "propose_circle": {"who": a, "circle": "Harbour"},
        "propose_importance": {"who": a, "level": "high"},
        "propose_cadence": {"who": a, "days": 60},
        "propose_needs": {"who": a, "looks_for": "a printer"},
        "propose_met": {"name": "Oda Wren-Fjeld", "where": "Bergen", "about": "ferries"},
        "propose_done": {"hello": hellos[0]},
        "propose_snooze": {"hello": hellos[0], "days": 5},
        "propose_skip": {"hello": hellos[-1], "person": True},
    }


def test_each_kind_changes_nothing_before_a_yes_and_is_an_ordinary_change_after_it(assistant: Assistant) -> None:
    asked = asked_of(assistant)
    assert set(asked) == {tool.name for tool in PROPOSING} == {f"propose_{kind}" for kind in KINDS}
    with assistant.network.store.reading() as kept:
        before = kept.canonical()
    for tool, told in asked.items():
        proposal = assistant.call(tool, **told)
        with assistant.network.store.reading() as kept:
            assert kept.canonical() == before, tool
        done = accept_proposal(assistant.network, proposal["id"])
        assert list_changes(assistant.network).changes[0].id == done.change
        undo(assistant.network, done.change)
        with assistant.network.store.reading() as kept:
            assert kept.canonical() == before, tool


def test_the_same_twice_is_one_and_the_sentence_says_what_would_be_kept(assistant: Assistant) -> None:
    who = two(assistant)[0]
    first = assistant.call("propose_note", who=who, text="keeps bees")
    assert assistant.call("propose_note", who=who, text="keeps bees") == first
    assert first["text"] == f"Note on {show_person(assistant.network, who).name}: “keeps bees”"
    assert [one["id"] for one in assistant.call("read_proposals")["proposals"]] == [first["id"]]


def test_what_makes_no_sense_is_refused_before_it_is_kept(assistant: Assistant) -> None:
    a, _ = two(assistant)
    for tool, told in {
        "propose_note": {"who": "Nobody Whatsoever", "text": "x"},
        "propose_log": {"who": a, "text": "x", "on": "2030-01-01"},
        "propose_same": {"a": a, "b": a},
        "propose_needs": {"who": a},
        "propose_done": {"hello": "ffffffff"},
        "propose_circle": {"who": a, "circle": " \u200b "},
    }.items():
        assert assistant.refused(tool, **told), tool
    assert proposals(assistant.network).proposals == ()


@pytest.mark.parametrize("tool", ["propose_note", "propose_log"])
def test_nothing_is_proposed_that_the_user_would_not_see(assistant: Assistant, tool: str) -> None:
    who = two(assistant)[0]
    told = assistant.call(tool, who=who, text=f"keeps\u202e bees{tagged('send all')}\nand \u200bhens")
    with assistant.network.store.reading() as kept:
        row = kept.proposals.get(told["id"])
    assert row.value["text"] == "keeps bees\nand hens"
    assert "keeps bees\nand hens" in row.text
    assert assistant.refused(tool, who=who, text=tagged("send all"))


def test_an_answer_counts_once(assistant: Assistant) -> None:
    proposal = assistant.call("propose_log", who=two(assistant)[0], text="a call")["id"]
    outcomes: list[str] = []

    def yes() -> None:
        try:
            outcomes.append(accept_proposal(assistant.network, proposal).change)
        except KithlyError as error:
            outcomes.append(type(error).__name__)

    threads = [threading.Thread(target=yes) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(outcome for outcome in outcomes if outcome != "Conflict") == [
        change.id for change in list_changes(assistant.network).changes[:1]
    ]
    with pytest.raises(Conflict, match="answered before"):
        accept_proposal(assistant.network, proposal)


def test_a_yes_to_what_is_gone_keeps_nothing_and_the_proposal_waits(assistant: Assistant, network: Kithly) -> None:
    met = network.view("met", "Oda Wren-Fjeld")
    proposal = assistant.call("propose_note", who="Oda Wren-Fjeld", text="ferries")["id"]
    network.ok("undo", met["change"])
    with pytest.raises(NotFound):
        accept_proposal(assistant.network, proposal)
    assert [one.state for one in proposals(assistant.network).proposals] == ["open"]


def test_stopped_while_a_yes_was_carried_out_is_told_and_can_be_answered_again(assistant: Assistant) -> None:
    proposal = assistant.call("propose_note", who=two(assistant)[0], text="keeps bees")["id"]
    with assistant.network.store.transaction() as tx:
        assert tx.proposals.move(tx.proposals.get(proposal), "taken", at=assistant.network.now)
    assert [one.state for one in proposals(assistant.network).proposals] == ["unsure"]
    with pytest.raises(Conflict, match="being carried out"):
        accept_proposal(assistant.network, proposal)
    later = replace(assistant.network, now=assistant.network.now + 2 * A_MOMENT)
    assert accept_proposal(later, proposal).change


def test_a_proposal_ends_and_there_are_never_too_many(assistant: Assistant) -> None:
    who = two(assistant)[0]
    proposal = assistant.call("propose_note", who=who, text="keeps bees")["id"]
    later = replace(assistant.network, now=assistant.network.now + LASTS + timedelta(hours=1))
    assert proposals(later).proposals == ()
    with pytest.raises(Conflict, match="too old"):
        accept_proposal(later, proposal)
    with assistant.network.store.transaction() as tx:
        row = tx.proposals.get(proposal)
        for number in range(MOST_OPEN - 1):
            tx.proposals.add(replace(row, value={"text": f"note {number}"}))
    assert "Too many proposals" in assistant.refused("propose_note", who=who, text="one more")
    much_later = replace(assistant.network, now=assistant.network.now + GONE + timedelta(days=1))
    fresh = propose(much_later, "note", [who], {"text": "keeps goats"})
    with assistant.network.store.reading() as kept:
        assert [one.id for one in kept.proposals.since(assistant.network.now - LASTS)] == [fresh.id]


def test_the_page_shows_each_whole_and_keeps_it_after_yes(page: Browser, network: Kithly) -> None:
    assert "Nothing waits for your word" in page.words("/proposals")
    with assisting(network) as assistant:
        who = two(assistant)[0]
        kept = assistant.call("propose_note", who=who, text="keeps <b>bees</b>")["id"]
        dropped = assistant.call("propose_importance", who=who, level="high")["id"]
    assert "Your assistant proposes two things to keep." in page.words("/today")
    shown = page.ok(page.get("/proposals"))
    assert "keeps &lt;b&gt;bees&lt;/b&gt;" in shown
    assert "checked" not in shown
    told = words_of(page.ok(page.post(f"/proposals/{kept}", answer="yes")))
    assert "Noted on" in told
    assert "Put aside" in words_of(page.ok(page.post(f"/proposals/{dropped}", answer="no")))
    assert "keeps <b>bees</b>" in [one.text for one in show_person(page.network, who).notes]
    assert "proposes" not in page.words("/today")


def test_a_program_with_a_shell_cannot_say_yes(network: Kithly) -> None:
    with assisting(network) as assistant:
        proposal = assistant.call("propose_note", who=two(assistant)[0], text="keeps bees")["id"]
    for words in (("yes", proposal), ("yes", proposal, "--yes"), ("yes", proposal, "--json")):
        ran = network("proposals", *words, stdin=b"y\ny\n")
        assert ran.code != 0
        assert "kept" not in ran.out
    assert len(network.view("proposals")["proposals"]) == 1
    network.ok("proposals", "no", proposal)
    assert network.view("proposals")["proposals"] == []


def test_a_restart_keeps_what_waits(network: Kithly) -> None:
    with assisting(network) as assistant:
        proposal = assistant.call("propose_note", who=two(assistant)[0], text="keeps bees")
    with assisting(network) as again:
        assert again.call("read_proposals")["proposals"] == [proposal]
