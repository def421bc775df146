"""What a draft says of somebody's work when news knows more than the address book, and what is never drafted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from kithly.app.derived.closely import Untold, look
from kithly.app.derived.refresh import refresh
from kithly.app.drafts.drafting import Drafter
from kithly.app.drafts.unwritten import TOO_LITTLE
from kithly.app.network import Network
from kithly.app.persons.people import show_person
from kithly.app.said.decisions import words_of
from kithly.messages import Draft, NoDraft
from kithly.people import PersonId
from kithly.reasons import Reason, ReasonKind, TouchKind, arise
from kithly.records import Identity, IdentityKind, News, NewsKind
from kithly.testing.store_news import news
from kithly.testing.store_samples import MAIL, NOW, keep, sighted

TIDES = "The tides of Quarn, and what they carry"
CY = Identity(IdentityKind.LINKEDIN, "cy")


def brought(network: Network, *told: News) -> list[Reason]:
    """Bring news of Cy, and return why to write to Cy."""
    keep(network.store, "notices", [sighted(one, one.at or NOW) for one in told], family=MAIL)
    with network.store.transaction() as tx:
        refresh(tx, now=NOW)
    cy = PersonId(show_person(network, "cy").id)
    with network.store.reading() as kept:
        (facts,) = look(kept, [cy], Untold(), words_of(kept), now=NOW)
    return list(arise(facts, NOW))


def told(kind: NewsKind = NewsKind.JOB, days: float = 2, **more: Any) -> News:
    return replace(news("told", "Cy Fictional", CY), kind=kind, at=NOW - timedelta(days=days), **more)


def draft(network: Network, reason: Reason) -> Draft | NoDraft:
    with network.store.reading() as kept:
        return Drafter(kept, network, Untold()).write(reason.person, reason.touch, "email", reason=reason)


def test_congratulations_name_the_employer_of_the_news_not_of_the_address_book(network: Network) -> None:
    found = brought(network, told(title="Head of Ovens", company="Teapot Works"))
    (reason,) = [one for one in found if one.kind is ReasonKind.NEW_JOB]
    assert reason.touch is TouchKind.CONGRATULATE
    words = draft(network, reason)
    assert isinstance(words, Draft), words
    assert "Teapot Works" in words.text


def test_new_work_in_their_own_words_is_answered_in_the_users(network: Network) -> None:
    found = brought(network, told(NewsKind.POST, text="Happy to share that I was promoted to editor!"))
    (reason,) = [one for one in found if one.kind is ReasonKind.NEW_JOB]
    assert isinstance(draft(network, reason), NoDraft)


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        (NewsKind.SHARED, ReasonKind.PASSED_ON),
        (NewsKind.MESSAGE, ReasonKind.MESSAGED),
    ],
)
def test_what_only_the_user_can_say_has_a_reason_and_no_draft(
    network: Network, kind: NewsKind, wanted: ReasonKind
) -> None:
    found = brought(network, told(kind, text=TIDES))
    reason = next(one for one in found if one.kind is wanted)
    assert isinstance(draft(network, reason), NoDraft)


@pytest.mark.parametrize(
    ("kind", "wanted", "words"),
    [
        (NewsKind.POST, ReasonKind.POSTED, TIDES),
        (NewsKind.RELEASE, ReasonKind.RELEASED, TIDES),
        (NewsKind.TALK, ReasonKind.SPOKE, TIDES),
        (NewsKind.EVENT, ReasonKind.EVENT, TIDES),
        (NewsKind.MENTION, ReasonKind.THANKS_OWED, TIDES),
        (NewsKind.WORK_ANNIVERSARY, ReasonKind.ANNIVERSARY, "7 years at ACME"),
        (NewsKind.PROFILE, ReasonKind.PROFILE, "Teapot Works"),
    ],
)
def test_what_news_tells_of_is_named_and_proven(
    network: Network, kind: NewsKind, wanted: ReasonKind, words: str
) -> None:
    at_work: dict[NewsKind, dict[str, Any]] = {
        NewsKind.WORK_ANNIVERSARY: {"company": "ACME", "years": 7},
        NewsKind.PROFILE: {"company": words},
    }
    more = at_work.get(kind, {"text": TIDES})
    reason = next(one for one in brought(network, told(kind, **more)) if one.kind is wanted)
    made = draft(network, reason)
    assert isinstance(made, Draft), made
    assert words in made.text
    assert made.claims


def test_a_new_town_is_asked_about_and_never_stated(network: Network) -> None:
    found = brought(network, told(NewsKind.PROFILE, place="Porto"))
    made = draft(network, next(one for one in found if one.kind is ReasonKind.RELOCATED))
    assert isinstance(made, Draft), made
    assert "Porto" in made.text
    assert "?" in made.text.split("\n\n")[1]


@pytest.mark.parametrize(
    ("kind", "wanted"), [(NewsKind.REACTION, ReasonKind.REACTION), (NewsKind.ACCEPTANCE, ReasonKind.ACCEPTED)]
)
def test_thanks_for_a_click_or_a_connection_need_something_the_two_share(
    network: Network, kind: NewsKind, wanted: ReasonKind
) -> None:
    reason = next(one for one in brought(network, told(kind)) if one.kind is wanted)
    assert draft(network, reason) == NoDraft(reason=TOO_LITTLE[wanted])


def test_hard_news_has_no_draft_and_silences_what_an_address_book_says_of_work(network: Network) -> None:
    found = brought(network, told(NewsKind.POST, text="I was laid off today."))
    reason = next(one for one in found if one.kind is ReasonKind.SETBACK)
    assert isinstance(draft(network, reason), NoDraft)
    other = replace(reason, kind=ReasonKind.OLD_TALK, touch=TouchKind.RECONNECT)
    words = draft(network, other)
    assert isinstance(words, NoDraft) or "ACME" not in words.text
