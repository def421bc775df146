"""Following: suggested from what is known, with proof; asked only after a yes; a no is for good."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from kithly.app.accounts.keeping import find_account, list_accounts, remove_account
from kithly.app.accounts.sync import sync
from kithly.app.belonging.word import quiet
from kithly.app.changes import undo
from kithly.app.checkup import doctor
from kithly.app.derived.refresh import refresh
from kithly.app.feeding.feed import feed
from kithly.app.following.follow import Asked, follow, refuse
from kithly.app.following.suggesting import suggest
from kithly.app.letters.looking import found
from kithly.app.network import Network
from kithly.app.persons.people import show_person
from kithly.app.views import FollowableView, FollowedView, Outcome
from kithly.errors import Conflict, NotFound, SettingsError, SourceUnavailable
from kithly.records import (
    Channel,
    Contact,
    Identity,
    IdentityKind,
    News,
    NewsKind,
    Party,
    Sighted,
)
from kithly.sources import Account, Checked, Cursor, Cursors, Found, Part, Told
from kithly.testing.store_samples import MAIL, NOW, contact, keep, mail, sighted
from kithly.transport.secrets import NO_SECRET, Secret


@dataclass
class Pages:
    """A web of pages, each with what it names as its owner's; whoever asks is noted."""

    name: str = "feed"
    family: str = "feed"
    version: int = 1
    title: str = "feed"
    pages: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    same: dict[str, str] = field(default_factory=dict)  # addresses of one publisher

    def find(self, account: Account) -> Found:
        self.asked.append(account.address)
        if account.address not in self.pages:
            raise SourceUnavailable(self.name, account.address, f"{account.address} does not answer.")
        return Found(accounts=(account,), words=("A feed is there.",), asks="")

    def check(self, account: Account, secret: Secret) -> Checked:
        assert secret == NO_SECRET
        kind = "url" if self.name == "feed" else self.name
        place = self.same.get(account.address, account.address)
        told = {"identity": f"{kind}:{place.removeprefix('@')}", "me": self.pages[account.address]}
        kept = replace(account, settings={**account.settings, **told})
        return Checked(account=kept, words=("It holds 3 posts.",))

    def read(self, account: Account, secret: Secret, *, after: Cursors, known: Container[int] = ()) -> Iterator[Told]:
        del secret, after, known
        kind, _, value = account.settings["identity"].partition(":")
        about = Party(name="", identity=Identity(IdentityKind(kind), value))
        yield Part(name="")
        told = News(
            key=account.address,
            kind=NewsKind.POST,
            channel=Channel.WEB,
            at=NOW - timedelta(days=1),
            about=about,
            text="Night",
        )
        yield Sighted(record=told, at="entry 1", observed_at=NOW)
        yield Cursor(value=json.dumps({"read": 1}))


@pytest.fixture
def web() -> Pages:
    return Pages(
        pages={"https://ana.example": "@ana@pots.example https://github.com/ana-l", "https://paper.example": ""}
    )


@pytest.fixture
def pots() -> Pages:
    return Pages(name="mastodon", pages={"@ana@pots.example": "https://ana.example"})


@pytest.fixture
def net(network: Network, web: Pages, pots: Pages) -> Network:
    return replace(network, account_sources=lambda: (web, pots))


def card(net: Network, key: str, *handles: Identity) -> None:
    """Keep a card of somebody with more handles."""
    known = contact(key, mailbox=key)
    told = Contact(key=f"card/{key}", name=known.name, identities=(*known.identities, *handles), company="Globex")
    keep(net.store, f"card {key}", [sighted(told)], family="vcard")
    settle(net)


def settle(net: Network) -> None:
    with net.store.transaction() as tx:
        refresh(tx, now=NOW)


def page(text: str) -> Identity:
    return Identity(IdentityKind.URL, text)


def shown(net: Network, who: str = "") -> list[tuple[str, str]]:
    return [(one.person.name, one.address) for one in suggest(net, who).suggestions]


def one_of(net: Network, who: str) -> FollowableView:
    (one,) = suggest(net, who).suggestions
    return one


def yes(net: Network, who: str, address: str = "") -> FollowedView:
    return follow(net, who, Asked(address=address))


def test_what_a_card_names_is_suggested_with_the_card_and_nobody_is_asked(net: Network, web: Pages) -> None:
    card(net, "ana", page("https://ana.example"))
    one = one_of(net, "ana")
    assert (one.address, one.kind, one.proof) == ("https://ana.example", "feed", "said")
    (proof,) = one.because[0].evidence
    assert (proof.source, proof.quote) == ("vcard", "https://ana.example")
    assert shown(net) == [("Ana Fictional", "https://ana.example")]
    assert web.asked == []


def test_the_page_of_a_house_is_nobodys(net: Network) -> None:
    for who in ("ana", "ben"):
        card(net, who, page("https://house.example"))
    card(net, "cy", page("https://www.globex.example"))
    assert shown(net) == []


def test_a_signature_is_read_for_accounts_and_pages_of_ones_own_and_quoted(net: Network) -> None:
    signature = (
        "Ben Fictional\nAcme GmbH\nhttps://www.acme.example\nblog: https://benfictional.example | @ben@pots.example"
    )
    letter = replace(mail("signed", "ben", "me", text="Hello", days=40), signature=signature)
    keep(net.store, "letter", [sighted(letter)], family=MAIL)
    settle(net)
    assert {address for _, address in shown(net, "ben")} == {"https://benfictional.example", "@ben@pots.example"}
    assert all(one.because[0].evidence[0].quote in signature for one in suggest(net, "ben").suggestions)  # type: ignore[operator]
    assert len(shown(net)) == 2


def test_a_link_the_user_found_leads_to_its_home_only_where_that_bears_the_name(net: Network) -> None:
    found(net, "ana", "Night ferries https://anafictional.example/2026/night-ferries")
    found(net, "ana", "In the paper https://paper.example/ana-fictional")
    assert shown(net, "ana") == shown(net) == [("Ana Fictional", "https://anafictional.example")]


def test_news_of_somebody_names_where_they_publish(net: Network) -> None:
    told = News(
        key="n", kind=NewsKind.POST, channel=Channel.WEB, at=NOW, url="https://ana.substack.com/p/x",
        about=Party(name="Ana Fictional", identity=None),
    )  # fmt: skip
    keep(net.store, "told", [sighted(told, NOW)], family=MAIL)
    settle(net)
    assert shown(net, "ana") == shown(net) == [("Ana Fictional", "https://ana.substack.com")]


def test_several_records_of_one_thing_are_one_suggestion(net: Network) -> None:
    card(net, "ana", page("https://anafictional.example"))
    found(net, "ana", "https://anafictional.example/night-ferries-again")
    assert len(one_of(net, "ana").because) == 2


def test_a_yes_asks_the_page_and_keeps_it_for_the_person(net: Network, web: Pages) -> None:
    card(net, "ana", page("https://ana.example"))
    view = yes(net, "ana")
    assert web.asked == ["https://ana.example"]
    assert view.text == "Following https://ana.example for Ana Fictional"
    assert view.words == ("A feed is there.", "It holds 3 posts.")
    (account,) = list_accounts(net).accounts
    assert account.person is not None
    assert account.person.name == "Ana Fictional"
    assert [one.outcome for one in sync(net).accounts] == [Outcome.DONE]
    (item,) = feed(net).items
    assert (item.title, item.person and item.person.name) == ("Night", "Ana Fictional")
    assert (
        shown(net, "ana")
        == [("Ana Fictional", "https://github.com/ana-l"), ("Ana Fictional", "@ana@pots.example")][::-1]
    )


def test_what_a_page_names_is_only_a_claim_until_the_other_names_it_back(net: Network) -> None:
    first = yes(net, "ana", "https://ana.example")
    assert first.proof == "said"
    assert {(one.address, one.proof) for one in first.suggestions} == {
        ("@ana@pots.example", "one way"),
        ("https://github.com/ana-l", "one way"),
    }
    second = yes(net, "ana", "@ana@pots.example")
    assert second.proof == "both ways"
    assert second.words[-1] == "It and https://ana.example name each other: both are theirs."


def test_a_page_that_is_not_named_back_proves_nothing(net: Network, pots: Pages) -> None:
    pots.pages["@ana@pots.example"] = ""
    yes(net, "ana", "https://ana.example")
    view = yes(net, "ana", "@ana@pots.example")
    assert view.proof == "one way"
    assert "proves nothing" in view.words[-1]


def test_nothing_is_kept_of_what_does_not_answer(net: Network) -> None:
    with pytest.raises(SourceUnavailable):
        yes(net, "ana", "https://gone.example")
    assert list_accounts(net).accounts == ()


def test_linkedin_is_never_asked(net: Network, web: Pages) -> None:
    for address in ("https://www.linkedin.com/in/ana", "https://lnkd.in/x"):
        with pytest.raises(SettingsError, match="never asks LinkedIn"):
            yes(net, "ana", address)
        with pytest.raises(SettingsError, match="never asks LinkedIn"):
            find_account(net, Account(kind="feed", address=address))
    assert web.asked == []


def test_without_an_address_there_must_be_one_suggestion(net: Network) -> None:
    with pytest.raises(NotFound, match="Nothing that is known"):
        yes(net, "ana")
    card(net, "ana", page("https://ana.example"), Identity(IdentityKind.GITHUB, "ana-l"))
    with pytest.raises(Conflict) as caught:
        yes(net, "ana")
    assert set(caught.value.candidates) == {"https://ana.example", "https://github.com/ana-l"}


def test_one_page_is_followed_for_one_person(net: Network) -> None:
    yes(net, "ana", "https://ana.example")
    assert yes(net, "ana", "https://ana.example").change is None
    with pytest.raises(Conflict, match="for Ana Fictional"):
        yes(net, "ben", "https://ana.example")


def test_one_publisher_by_two_addresses_is_one_account_and_stays_its_persons(net: Network, web: Pages) -> None:
    yes(net, "ana", "https://ana.example")
    web.pages["https://ana.example/feed"] = ""
    web.same = {"https://ana.example/feed": "https://ana.example"}
    again = follow(net, "", Asked(address="https://ana.example/feed"))
    assert again.change is None
    (account,) = list_accounts(net).accounts
    assert account.person is not None
    assert account.person.name == "Ana Fictional"
    with pytest.raises(Conflict, match="is followed already"):
        yes(net, "ben", "https://ana.example/feed")


def test_a_page_of_nobody_is_an_interest_of_the_users_own(net: Network) -> None:
    follow(net, "", Asked(address="https://paper.example"))
    sync(net)
    (item,) = feed(net).items
    assert item.person is None
    assert suggest(net).following[0].person is None


def test_a_no_is_for_good_until_it_is_taken_back(net: Network, web: Pages) -> None:
    card(net, "ana", page("https://ana.example"))
    done = refuse(net, "ana", "https://ana.example/")
    assert shown(net) == shown(net, "ana") == []
    undo(net, done.change)
    assert len(shown(net, "ana")) == 1
    with pytest.raises(SettingsError):
        refuse(net, "ana", "nonsense")
    assert web.asked == []


def test_of_whoever_is_left_in_peace_nothing_is_suggested(net: Network) -> None:
    card(net, "ana", page("https://ana.example"))
    quiet(net, "ana", on=True)
    assert shown(net) == []


def test_what_is_no_longer_followed_is_suggested_again_and_what_was_read_stays_theirs(net: Network) -> None:
    card(net, "ana", page("https://ana.example"))
    yes(net, "ana")
    sync(net)
    remove_account(net, "https://ana.example")
    assert ("Ana Fictional", "https://ana.example") in shown(net, "ana")
    (item,) = feed(net).items
    assert (item.person and item.person.name, item.account) == ("Ana Fictional", "")


def test_a_follow_that_is_taken_back_leaves_everything_as_a_rebuild_would(net: Network) -> None:
    change = yes(net, "ben", "https://ana.example").change
    sync(net)
    assert show_person(net, "ben").news
    undo(net, change)
    assert show_person(net, "ben").news == ()
    assert {one.name: one.ok for one in doctor(net).checks}["consistency"]
    yes(net, "cy", "https://ana.example")
    assert show_person(net, "cy").news
    assert {one.name: one.ok for one in doctor(net).checks}["consistency"]
