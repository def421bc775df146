"""What the user found of somebody is a reason by itself, until they write."""

from __future__ import annotations

from kithly.app.changes import undo
from kithly.app.letters.looking import found
from kithly.app.network import Network
from kithly.app.persons.people import show_person
from kithly.app.today.outcome import log


def reasons(network: Network, who: str) -> dict[str, str]:
    return {one.kind: one.text for one in show_person(network, who).reasons}


def test_something_found_is_a_reason_and_goes_with_its_undo(network: Network) -> None:
    said = found(network, "zoë", "Night ferries, and what they carry https://zoe.example/talks/ferries")
    assert "Night ferries" in reasons(network, "zoë")["found"]
    assert "found" not in reasons(network, "ben")
    assert said.change is not None
    undo(network, said.change)
    assert "found" not in reasons(network, "zoë")


def test_words_to_them_settle_what_was_found(network: Network) -> None:
    found(network, "zoë", "Night ferries, and what they carry")
    log(network, "zoë")
    assert "found" not in reasons(network, "zoë")
