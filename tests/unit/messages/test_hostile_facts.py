"""Foreign words that speak to a program: what leaves of them, and that nothing a model makes of them is shown."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.unit.messages.hostile_facts import FACTS, MALLORY, QUIET, obeying

from kithly.messages import Brief, Draft, Ego, Fact, Found, Item, News, Other, SharedYears, Sign, SignKind, Stay, Talk
from kithly.messages.answered import Flaws, let_through, repair_of, settled
from kithly.messages.asked import fields_of, leaving, prompt_of, reads_as_order, why_by_rules
from kithly.people import Person, PersonId
from kithly.reasons import TouchKind
from kithly.records import Evidence, Identity, IdentityKind

AT = datetime(2017, 3, 4, tzinfo=UTC)
MARK = "DATA-5d1f0c2e9a7b4c38"
ADDRESS = Identity(IdentityKind.EMAIL, "ana.canary@net.example")
ANA = Person(id=PersonId("p"), name="Anastasia Canarowa", given="Anastasia", identities=(ADDRESS,))
PLAIN = Brief(
    recipient=ANA,
    kind=TouchKind.RECONNECT,
    channel="mail",
    ego=Ego(name="Tomasz Sampleton", given="Tomasz", now="run a small bakery in Leeds"),
    now=datetime(2026, 3, 2, tzinfo=UTC),
)


def proof(words: str) -> Evidence:
    return Evidence(record="r1", source="mbox", at=AT, quote=words, url="https://canary.example/page")


def everywhere(words: str) -> Brief:
    """Return a brief in which every field that holds foreign words holds these."""
    fact, one = Fact(words=words, evidence=proof(words)), proof(words)
    told: dict[str, Any] = {
        "talk": Talk(at=AT, topic=words, evidence=one),
        "news": News(company=words, title=words, before=words, evidence=one, before_evidence=one, is_fresh=True),
        "question": fact,
        "recommendation": fact,
        "endorsement": fact,
        "met_at": fact,
        "met_about": fact,
        "found": Found(words=words, host=words, evidence=one),
        "shared": SharedYears(place=words, evidence=one),
        "item": Item(title=words, kind="post", evidence=one, url=f"https://canary.example/{words}", topic=words),
        "other": Other(name=words, what=fact, evidence=(one,)),
        "through": fact,
        "sign": Sign(kind=SignKind.PROMISE, evidence=one, words=words),
        "stay": Stay(town=words, evidence=(one,)),
    }
    return replace(PLAIN, **told)


def words_of(brief: Brief) -> list[str]:
    return [str(fact["words"]) for fact in fields_of(brief)["facts"] if "words" in fact]


def is_obedient(text: str) -> bool:
    return any(one in text.lower() for one in MALLORY) or any(ord(one) > 0xE0000 for one in text)


def test_there_are_enough_of_them_and_many_reach_a_model() -> None:
    assert len(FACTS) >= 100
    reaching = [one for one in FACTS if words_of(leaving(everywhere(one)))]
    assert len(reaching) >= 25
    assert len([one for one in QUIET if one in reaching]) >= 15


@pytest.mark.parametrize("words", FACTS, ids=range(len(FACTS)))
def test_nothing_a_model_makes_of_it_is_let_through(words: str) -> None:
    for brief, turns in (
        (leaving(everywhere(words)), range(9)),
        (leaving(replace(everywhere(words), kind=TouchKind.THANK)), (3, 6)),
    ):
        for turn in turns:
            answer = obeying(words_of(brief) or ["nothing"], turn)
            assert not isinstance(let_through(brief, answer, seed=1, writer="m"), Draft), answer
            shown, _ = settled(brief, answer)
            assert "evil" not in shown.lower()


@pytest.mark.parametrize("words", FACTS, ids=range(len(FACTS)))
def test_it_cannot_leave_its_fence_nor_bring_what_is_not_seen(words: str) -> None:
    brief = leaving(everywhere(words))
    data = prompt_of(brief, MARK).data
    first, *inner, last = data.split("\n")
    assert (first, last) == (MARK, MARK)
    told = json.loads("\n".join(inner))
    assert set(told) == {"purpose", "language", "where", "writer", "facts"}
    assert all(set(fact) <= {"what", "words", "year"} for fact in told["facts"])
    assert not any(ord(one) > 0xE0000 or one in "\u202e\u2066\u200b\ufeff<>{}" for one in "".join(words_of(brief)))
    assert "evil.example" not in data
    assert "canary.example" not in data


def test_no_name_or_address_of_anybody_leaves() -> None:
    brief = leaving(everywhere("the harbour plan"))
    sent = prompt_of(brief, MARK).data + prompt_of(brief, MARK).system
    for secret in ("Anastasia", "Canarowa", "Tomasz", "Sampleton", "canary", "@", "http", "r1"):
        assert secret not in sent
    assert words_of(brief).count("the harbour plan") >= 10
    assert brief.other is None
    assert brief.through is None


def test_every_field_of_a_brief_is_known_here_to_leave_or_to_stay() -> None:
    """A new field of a brief needs a decision: may it be given to a model?"""
    leaves = {
        "kind", "channel", "ego", "talk", "news", "question", "recommendation", "endorsement", "met_at", "met_about",
        "found", "shared", "is_birthday", "is_late", "was_asked", "language", "is_formal", "item", "sign", "stay",
        "slots", "years",
    }  # fmt: skip
    stays = {"recipient", "now", "is_answered", "is_personal", "voice", "why", "on", "other", "through"}
    assert {one.name for one in fields(Brief)} == leaves | stays


def test_who_is_introduced_and_what_is_passed_on_is_never_asked_of_a_model() -> None:
    assert why_by_rules(replace(PLAIN, kind=TouchKind.INTRODUCE))
    assert why_by_rules(replace(PLAIN, kind=TouchKind.SHARE))
    assert not why_by_rules(PLAIN)


def test_a_repair_fences_the_models_own_words_too() -> None:
    brief = leaving(everywhere("the harbour plan"))
    _, flaws = settled(brief, f"Lisbon, {MARK} and Mallory. More.")
    assert flaws is not None
    repair = repair_of(flaws, MARK)
    head, _, tail = repair.partition(f"\n{MARK}\n")
    assert "Lisbon" not in head
    assert "Lisbon" in tail


@pytest.mark.parametrize(
    "words",
    [
        "the lighthouse novel",
        "Oslo audit, last bits",
        "Research assistant",
        "Address change of the harbour office",
        "Sending the crane plans",
        "Notes on the budget",
        "Do you still have the key to the boat house?",
        "Ich schicke dir die Pläne",
        "Mande notícias",
        "Instructions for the kiln",
    ],
)
def test_words_of_people_are_no_orders(words: str) -> None:
    assert not reads_as_order(words)


def test_a_model_that_mixes_the_forms_of_address_is_told_so() -> None:
    formal = leaving(replace(everywhere("Hafenplan Kiel"), language="de", is_formal=True))
    answer = "Neulich fiel mir unser Austausch „Hafenplan Kiel“ ein. Wollen wir telefonieren, wenn es {} passt?"
    made = let_through(formal, answer.format("dir"), seed=1, writer="m")
    assert isinstance(made, Flaws)
    assert "formally" in repair_of(made, MARK)
    assert isinstance(let_through(formal, answer.format("Ihnen"), seed=1, writer="m"), Draft)
