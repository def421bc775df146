"""A yes carries out what was shown, and never overwrites what the user said after it was proposed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.e2e.assistant.conftest import Assistant
from tests.e2e.assistant.test_proposing import two

from kithly.app.belonging.word import circle, importance, met
from kithly.app.changes import list_changes, undo
from kithly.app.network import Network
from kithly.app.persons.merging import same
from kithly.app.persons.wishes import cadence, needs
from kithly.app.proposing.proposing import accept_proposal, proposals
from kithly.app.today.outcome import done, skip, snooze
from kithly.errors import Conflict

Later = Callable[[Network, str], object]
LATER: dict[str, tuple[dict[str, object], Later, str]] = {
    "propose_importance": (
        {"level": "high"},
        lambda network, who: importance(network, who, "low"),
        "you: low",
    ),
    "propose_cadence": ({"days": 60}, lambda network, who: cadence(network, who, 400), "every 400 days"),
    "propose_needs": ({"offers": "a van"}, lambda network, who: needs(network, who, offers="a boat"), "a boat"),
    "propose_circle": (
        {"circle": "Harbour", "remove": True},
        lambda network, who: circle(network, who, "harbour"),
        "in your circle",
    ),
}


def hello_of(assistant: Assistant) -> str:
    return str(assistant.call("read_today")["hellos"][0]["id"])


@pytest.mark.parametrize("tool", LATER)
def test_a_yes_overwrites_nothing_that_was_said_later(assistant: Assistant, tool: str) -> None:
    network, who = assistant.network, two(assistant)[0]
    asked, say, told = LATER[tool]
    proposal = assistant.call(tool, who=who, **asked)["id"]
    say(network, who)
    before = list_changes(network).changes
    with pytest.raises(Conflict, match=f"Since then you said.*{told}"):
        accept_proposal(network, proposal)
    view = proposals(network)
    assert (list_changes(network).changes, view.proposals, view.settled[0].state) == (before, (), "declined")
    again = assistant.call(tool, who=who, **asked)["id"]
    assert again != proposal
    assert accept_proposal(network, again).change


def test_proposed_again_after_a_later_word_it_is_the_one_that_waits_and_knows_the_word(assistant: Assistant) -> None:
    network, who = assistant.network, two(assistant)[0]
    proposal = assistant.call("propose_importance", who=who, level="high")["id"]
    importance(network, who, "low")
    assert assistant.call("propose_importance", who=who, level="high")["id"] == proposal
    assert accept_proposal(network, proposal).change


def test_a_later_word_on_something_else_stops_nothing(assistant: Assistant) -> None:
    network, who = assistant.network, two(assistant)[0]
    proposal = assistant.call("propose_needs", who=who, offers="a van")["id"]
    needs(network, who, looks_for="a printer")
    circle(network, who, "Harbour")
    assert accept_proposal(network, proposal).change


@pytest.mark.parametrize("tool", ["propose_snooze", "propose_skip", "propose_done"])
def test_a_hello_settled_meanwhile_is_left_as_it_is(assistant: Assistant, tool: str) -> None:
    hello = hello_of(assistant)
    proposal = assistant.call(tool, hello=hello)["id"]
    settled = snooze(assistant.network, hello, days=3).change
    with pytest.raises(Conflict, match=r"Since then you said.*comes back"):
        accept_proposal(assistant.network, proposal)
    assert list_changes(assistant.network).changes[0].id == settled


def test_what_is_done_is_neither_put_off_nor_left_out_before_that_is_taken_back(assistant: Assistant) -> None:
    network, hello = assistant.network, hello_of(assistant)
    kept = done(network, hello).change
    settling: tuple[Callable[[], object], ...] = (
        lambda: snooze(network, hello, days=3),
        lambda: skip(network, hello, person=False),
        lambda: skip(network, hello, person=True),
    )
    for settle in settling:
        with pytest.raises(Conflict, match="done already"):
            settle()
    undo(network, kept)
    assert snooze(network, hello, days=3).change


def test_after_two_became_one_the_new_sentence_is_shown_before_it_is_carried_out(assistant: Assistant) -> None:
    network = assistant.network
    met(network, "Oda Wren-Fjeld")
    other = two(assistant)[0]
    proposal = assistant.call("propose_note", who="Oda Wren-Fjeld", text="ferries")
    same(network, "Oda Wren-Fjeld", other)
    with pytest.raises(Conflict, match="It reads differently now"):
        accept_proposal(network, proposal["id"])
    shown = proposals(network).proposals[0]
    assert (shown.id, shown.state) == (proposal["id"], "open")
    assert shown.text != proposal["text"]
    assert "Noted on" in accept_proposal(network, proposal["id"]).text


def test_somebody_met_who_bears_a_known_name_is_told(assistant: Assistant) -> None:
    assert "known already" not in assistant.call("propose_met", name="Oda Wren-Fjeld")["text"]
    met(assistant.network, "Oda Wren-Fjeld")
    told = assistant.call("propose_met", name="oda wren fjeld")["text"]
    assert "somebody of that name is known already" in told
