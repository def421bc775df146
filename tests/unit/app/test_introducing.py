"""Two are brought together if one needs what the other offers, and nothing shows that they know each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kithly.app.belonging.word import quiet
from kithly.app.derived.refresh import refresh
from kithly.app.letters.writing import write
from kithly.app.network import Network
from kithly.app.persons.wishes import needs
from kithly.app.today.day import today
from kithly.reasons import Reason, ReasonKind
from kithly.records import Identity, IdentityKind, NewsKind, Record
from kithly.testing.store_news import news
from kithly.testing.store_samples import LINKEDIN, MAY, NOW, contact, keep, mail, sighted

AGO = (NOW - MAY).days
KINDS = {ReasonKind.INTRODUCE, ReasonKind.NEED_MET}


@pytest.fixture(autouse=True)
def talks(network: Network) -> None:
    """Let words go both ways with Ben and Cy, whose last names differ."""
    people = [replace(contact(who, mailbox=who, company=at), name=f"{who.title()} {last}") for who, last, at in TWO]
    keep(network.store, "names", [sighted(one, MAY + timedelta(1)) for one in people], family=LINKEDIN)
    pairs = [("me", "ben"), ("ben", "me"), ("me", "cy"), ("cy", "me")]
    letters = [mail(f"talk {one} {other}", one, other, days=60) for one, other in pairs]
    bring(network, *letters)


TWO = (("ben", "Stone", "Acme GmbH"), ("cy", "Wood", "Globex"))


def bring(network: Network, *records: Record) -> None:
    keep(network.store, f"more {records[0].key}", [sighted(one, NOW) for one in records])
    with network.store.transaction() as tx:
        refresh(tx, now=NOW)


def found(network: Network) -> list[Reason]:
    with network.store.reading() as kept:
        return [one for one in kept.reasons.all() if one.kind in KINDS]


def noted(network: Network) -> list[Reason]:
    needs(network, "ben", looks_for="somebody who repairs old kilns")
    needs(network, "cy", offers="repairs of old kilns and ovens")
    return found(network)


def test_a_need_and_an_offer_you_noted_are_brought_together_at_once(network: Network) -> None:
    (reason,) = noted(network)
    assert reason.text == (
        "Ben looks for “somebody who repairs old kilns”, and Cy Wood offers “repairs of old kilns and ovens”; "
        "nothing shows that the two know each other. Ask both first."
    )
    assert [one.source for one in reason.evidence] == ["self", "self"]
    hello = next(one for one in today(network).touches if one.kind == "introduce")
    assert hello.draft is not None, hello.why_no_draft
    assert "Cy Wood" in hello.draft.text
    assert "somebody who repairs old kilns" in hello.draft.text


def test_the_second_of_the_pair_is_asked_by_a_message_of_its_own(network: Network) -> None:
    noted(network)
    asked = write(network, "cy", kind="introduce")
    assert asked.draft is not None, asked.why_not
    assert "Ben Stone" in asked.draft.text
    assert "repairs of old kilns and ovens" in asked.draft.text or "somebody who repairs old kilns" in asked.draft.text
    nobody = write(network, "ana", kind="introduce")
    assert nobody.draft is None
    assert "needs and offers" in (nobody.why_not or "")


def test_a_forgotten_need_is_over(network: Network) -> None:
    assert len(noted(network)) == 1
    needs(network, "ben", looks_for="")
    assert found(network) == []


def test_whoever_was_seen_together_knows_each_other(network: Network) -> None:
    noted(network)
    bring(network, mail("both", "me", "ben", "cy", days=70))
    assert found(network) == []


def test_colleagues_and_bearers_of_one_name_know_each_other(network: Network) -> None:
    noted(network)
    for last, company in (("Stone", "Globex"), ("Wood", "Acme")):
        line = replace(contact("cy", mailbox="cy", company=company), name=f"Cy {last}")
        keep(network.store, f"a newer line {last}", [sighted(line, NOW + timedelta(len(last)))], family=LINKEDIN)
        with network.store.transaction() as tx:
            refresh(tx, now=NOW)
        assert found(network) == []


@pytest.mark.parametrize("who", ["ben", "cy"])
def test_nobody_left_in_peace_is_introduced_or_named(network: Network, who: str) -> None:
    noted(network)
    quiet(network, who, on=True)
    with network.store.transaction() as tx:
        refresh(tx, now=NOW)
    assert found(network) == []


def test_something_published_for_the_need_is_sent_to_them_but_not_their_own(network: Network) -> None:
    needs(network, "ben", looks_for="somebody who repairs old kilns")
    elsewhere = Identity(IdentityKind.URL, "https://kilns.example")
    article = replace(
        news("a", "Kiln Letter", elsewhere, days=AGO - 2), kind=NewsKind.ARTICLE, text="Who repairs old kilns today?"
    )
    bring(network, article)
    (reason,) = found(network)
    assert reason.text == (
        "Ben looks for “somebody who repairs old kilns”; this may be for Ben: “Who repairs old kilns today?”."
    )


def test_their_own_post_is_not_sent_to_them(network: Network) -> None:
    needs(network, "ben", looks_for="somebody who repairs old kilns")
    own = replace(
        news("b", "Ben Stone", Identity(IdentityKind.LINKEDIN, "ben"), days=AGO - 2),
        kind=NewsKind.POST,
        text="Who repairs old kilns today?",
    )
    bring(network, own)
    assert found(network) == []
