"""Claims against their records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kithly.messages import Claim, Draft, verify
from kithly.records import Evidence

PROOF = Evidence(record="a1", source="mbox", at=datetime(2017, 3, 4, tzinfo=UTC), quote="Oslo audit")
SAID = "I came on your note “Oslo audit”, back in 2017."
DRAFT = Draft(
    text=f"Hi Ana,\n\n{SAID}", subject=None, language="en", claims=(Claim(text=SAID, evidence=(PROOF,)),), breaches=()
)
RECORDS: dict[str, tuple[str, ...]] = {"a1": ("Re: Oslo\n audit", "the numbers look fine, Globex agrees")}


def problems(draft: Draft, records: dict[str, tuple[str, ...]] = RECORDS) -> tuple[str, ...]:
    def lookup(record: str) -> Iterable[str] | None:
        return records.get(record)

    return verify(draft, lookup)


def claiming(text: str, *evidence: Evidence) -> Draft:
    return replace(DRAFT, text=text, claims=(Claim(text=text, evidence=evidence),))


def test_a_proven_draft_has_no_problem() -> None:
    assert problems(DRAFT) == ()


def test_a_record_that_is_gone_or_changed_is_told() -> None:
    assert "is gone" in problems(DRAFT, {})[0]
    assert "does not hold" in problems(DRAFT, {"a1": ("Bergen audit",)})[0]


@pytest.mark.parametrize(
    "text",
    ["I saw that you are at Initech now.", "You wrote “Bergen” to me.", "I found “Oslo audit”, back in 2011."],
)
def test_names_quotations_and_years_that_no_record_holds_are_told(text: str) -> None:
    assert problems(claiming(text, PROOF))


def test_names_the_record_holds_pass() -> None:
    assert problems(claiming("I saw that you are at Globex now.", PROOF)) == ()


def test_a_claim_without_proof_or_place_is_told() -> None:
    assert "nothing proves" in problems(claiming("You sail."))[0]
    assert "does not say" in problems(replace(DRAFT, text="Hi Ana"))[0]


def test_a_cut_quotation_is_held_by_what_stands_before_the_cut() -> None:
    assert problems(claiming("You wrote “the numbers look…”.", replace(PROOF, quote="the numbers look"))) == ()
    assert problems(claiming("You wrote “the numbers lie…”.", replace(PROOF, quote="the numbers look")))


@pytest.mark.parametrize(
    ("language", "true", "false"),
    [
        ("de", "Ihre Mail „Oslo audit“ von 2017 ist mir beim Aufräumen meines Postfachs begegnet.", "„Bergen“"),
        ("de", "Beim Stöbern in alten Mails fand ich „Oslo audit“, und jetzt ist es Globex.", "jetzt ist es Initech"),
        ("fr", "J'ai relu notre échange «\u00a0Oslo audit\u00a0» de 2017.", "«\u00a0Bergen\u00a0»"),
        ("es", "El otro día vi «Oslo audit» de 2017, y que es Globex.", "y que es Initech"),
        ("pt", "Vi a nossa conversa “Oslo audit” de 2017.", "de 2011"),
    ],
)
def test_claims_of_every_language_are_compared_with_their_records(language: str, true: str, false: str) -> None:
    assert problems(replace(claiming(true, PROOF), language=language)) == ()
    assert problems(replace(claiming(f"{true} Und {false}.", PROOF), language=language))


def test_nouns_of_our_german_phrases_are_no_names_and_others_are() -> None:
    assert (
        problems(replace(claiming("Das brachte mich auf unseren Austausch „Oslo audit“.", PROOF), language="de")) == ()
    )
    assert problems(replace(claiming("Das brachte mich auf unsere Bootsfahrt „Oslo audit“.", PROOF), language="de"))
