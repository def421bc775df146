"""A promise is found by a look through the newest words, of people nothing else speaks for."""

from __future__ import annotations

from datetime import timedelta

from kithly.app.derived.refresh import refresh
from kithly.app.network import Network
from kithly.app.today.day import today
from kithly.app.today.inbox import inbox
from kithly.reasons import ReasonKind
from kithly.testing.store_samples import MAY, NOW, keep, mail, sighted

AGO = (NOW - MAY).days


def promised(network: Network) -> list[str]:
    with network.store.transaction() as tx:
        refresh(tx, now=NOW)
    with network.store.reading() as kept:
        return [one.text for one in kept.reasons.of_kinds({ReasonKind.PROMISE})]


def test_the_last_words_to_somebody_in_touch_are_looked_through(network: Network) -> None:
    words = "I'll send you the list tomorrow."
    keep(network.store, "one more", [sighted(mail("p", "me", "ana", text=words, days=AGO - 5))])
    (text,) = promised(network)
    assert words in text
    (owed,) = [one for one in inbox(network).owed if one.kind == "follow_up"]
    assert owed.quote == words


def test_a_promise_kept_since_is_gone(network: Network) -> None:
    keep(network.store, "one more", [sighted(mail("p", "me", "ana", text="I'll send you the list tomorrow.", days=86))])
    assert promised(network)
    keep(network.store, "the list", [sighted(mail("q", "me", "ana", text="Here it is.", days=89), MAY + timedelta(1))])
    assert promised(network) == []


def test_the_draft_says_what_you_owe_in_your_own_words(network: Network) -> None:
    keep(network.store, "one more", [sighted(mail("p", "me", "ana", text="I'll send you the list tomorrow.", days=86))])
    assert promised(network)
    (hello,) = [one for one in today(network).touches if one.reason.kind == "promise"]
    assert hello.draft is not None, hello.why_no_draft
    assert "“I'll send you the list tomorrow”" in hello.draft.text
