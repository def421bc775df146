"""What a draft says of somebody's work when news knows more than the address book, and what is never drafted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kithly.app.derived.closely import Untold, look
from kithly.app.derived.refresh import refresh
from kithly.app.drafts.drafting import Drafter
from kithly.app.network import Network
from kithly.app.persons.people import show_person
from kithly.app.said.decisions import words_of
from kithly.messages import Draft, NoDraft
from kithly.people import PersonId
from kithly.reasons import Reason, ReasonKind, TouchKind, arise
from kithly.records import Identity, IdentityKind, News, NewsKind
from kithly.testing.store_news import news
from kithly.testing.store_samples import MAIL, NOW, keep, sighted

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


def told(kind: NewsKind = NewsKind.JOB, days: float = 2, **more: str) -> News:
    return replace(news("told", "Cy Fictional", CY), kind=kind, at=NOW - timedelta(days=days), **more)  # type: ignore[arg-type]


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
        (NewsKind.WORK_ANNIVERSARY, ReasonKind.ANNIVERSARY),
        (NewsKind.POST, ReasonKind.POSTED),
        (NewsKind.RELEASE, ReasonKind.RELEASED),
        (NewsKind.TALK, ReasonKind.SPOKE),
        (NewsKind.EVENT, ReasonKind.EVENT),
        (NewsKind.SHARED, ReasonKind.PASSED_ON),
        (NewsKind.REACTION, ReasonKind.REACTION),
        (NewsKind.ACCEPTANCE, ReasonKind.ACCEPTED),
        (NewsKind.MESSAGE, ReasonKind.MESSAGED),
        (NewsKind.MENTION, ReasonKind.THANKS_OWED),
    ],
)
def test_what_only_the_user_can_say_has_a_reason_and_no_draft(
    network: Network, kind: NewsKind, wanted: ReasonKind
) -> None:
    found = brought(network, told(kind, text="The tides of Quarn, and what they carry"))
    reason = next(one for one in found if one.kind is wanted)
    assert isinstance(draft(network, reason), NoDraft)


def test_hard_news_has_no_draft_and_silences_what_an_address_book_says_of_work(network: Network) -> None:
    found = brought(network, told(NewsKind.POST, text="I was laid off today."))
    reason = next(one for one in found if one.kind is ReasonKind.SETBACK)
    assert isinstance(draft(network, reason), NoDraft)
    other = replace(reason, kind=ReasonKind.OLD_TALK, touch=TouchKind.RECONNECT)
    words = draft(network, other)
    assert isinstance(words, NoDraft) or "ACME" not in words.text
