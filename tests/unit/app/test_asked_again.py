"""What the user does now is asked about again, where a draft still tells what was said long ago."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from kithly.app.derived.me import set_me
from kithly.app.letters.writing import write
from kithly.app.network import Network
from kithly.app.today.day import today

LATER = timedelta(days=200)
NOW = "Run a small bakery in Leeds."


def after(network: Network, days: timedelta) -> Network:
    return replace(network, now=network.now + days)


def test_a_line_of_half_a_year_ago_is_asked_about_beside_the_draft_that_tells_it(network: Network) -> None:
    set_me(network, [("now", NOW)])
    found = write(after(network, LATER), "ana", kind="reconnect")
    assert found.draft is not None
    assert "a small bakery in Leeds" in found.draft.text
    (hint,) = found.draft.hints
    assert hint.startswith("On 1 August 2024 you said what you do now: “Run a small bakery in Leeds.”")
    assert "kithly me --set now=" in hint


def test_what_was_said_lately_or_is_not_in_the_draft_is_not_asked_about(network: Network) -> None:
    set_me(network, [("now", NOW)])
    fresh = write(after(network, timedelta(days=30)), "ana", kind="reconnect")
    assert fresh.draft is not None
    assert fresh.draft.hints == ()
    set_me(after(network, LATER), [("now", NOW)])  # the same again: it is still true
    again = write(after(network, LATER + timedelta(days=1)), "ana", kind="reconnect")
    assert again.draft is not None
    assert again.draft.hints == ()


def test_the_day_asks_once_however_many_drafts_tell_it(network: Network) -> None:
    set_me(network, [("now", NOW)])
    day = today(after(network, LATER))
    told = {hint for one in day.touches if one.draft for hint in one.draft.hints}
    assert len(told) == 1
    assert [one for one in day.hints if "you said what you do now" in one] == list(told)
