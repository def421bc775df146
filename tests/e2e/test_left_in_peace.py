"""People who died, and people the user does not want to be reminded of."""

from __future__ import annotations

from tests.e2e.conftest import Kithly


def _somebody_in_touch(network: Kithly) -> tuple[str, str]:
    """Return the id and the name of somebody who would answer."""
    row = network.view("people", "--sort", "reply", "--limit", "1")["people"][0]
    assert row["tie"]["reply"] is not None
    return str(row["id"]), str(row["name"])


def test_nothing_is_written_or_foretold_of_the_dead(network: Kithly) -> None:
    who, name = _somebody_in_touch(network)
    network.ok("remembered", who)
    for kind in ((), ("--kind", "reconnect")):
        assert f"{name} is remembered: there is nothing to write." in network.ok("write", who, *kind)
    found = next(row for row in network.view("people", name)["people"] if row["id"] == who)
    ties = (found["tie"], network.view("person", who)["tie"], network.view("strength", who)["tie"])
    for tie in ties:
        numbers = ("strength", "reply", "silent_days", "usual_gap_days", "drift_90")
        assert [tie[number] for number in numbers] == [None] * 5
        assert tie["band"] == "unknown"
    assert "remembered" in network.ok("people", name)
    assert "left in peace" in network.ok("strength", who)
    assert "would answer" not in network.ok("person", who)
    assert who not in {row["person"]["id"] for row in network.view("dormant", "--limit", "100")["people"]}


def test_to_those_left_in_quiet_a_draft_comes_only_when_its_kind_is_named(network: Kithly) -> None:
    who, name = _somebody_in_touch(network)
    network.ok("quiet", who)
    assert f"you asked not to be reminded of {name}" in network.ok("write", who)
    assert "not to be reminded" not in network.ok("write", who, "--kind", "reconnect")
