"""Households, offices and assistants are not fused; one number in two spellings is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kithly.app.changes import undo
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network, open_network
from kithly.app.persons.merging import different, same, suggestions
from kithly.app.persons.people import list_people
from kithly.records import (
    Channel,
    Contact,
    Identity,
    IdentityKind,
    Message,
    Party,
    Profile,
    Relation,
    email_identity,
    phone_identity,
)
from kithly.testing.store_samples import MAY, NOW, email, keep, sighted


def card(key: str, name: str, *mails: str, phone: str = "", relations: tuple[Relation, ...] = ()) -> Contact:
    handles = [*map(email_identity, mails), phone_identity(phone)]
    return Contact(key=key, name=name, identities=tuple(one for one in handles if one), relations=relations)


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    """Return an empty network of somebody with a German phone."""
    with open_network(tmp_path / "data", now=NOW) as opened:
        own = (email("me"), Identity(IdentityKind.PHONE, "+4917099999999"))
        keep(opened.store, "me", [sighted(Profile(key="me", name="Me Fictional", identities=own))])
        yield opened


def bring(network: Network, *cards: Contact, source: str = "cards") -> None:
    keep(network.store, source, [sighted(one) for one in cards], family=source)
    with network.store.transaction() as tx:
        refresh(tx, now=NOW)


def people(network: Network) -> dict[str, list[str]]:
    """Return everybody with their handles."""
    return {one.name: [handle.value for handle in one.identities] for one in list_people(network).people}


def test_a_couple_with_one_address_stays_two_and_each_shows_it(network: Network) -> None:
    bring(network, card("1", "Ana Rivers", "rivers@post.example"), card("2", "Ben Rivers", "rivers@post.example"))
    assert people(network) == {"Ana Rivers": ["rivers@post.example"], "Ben Rivers": ["rivers@post.example"]}
    assert not [one for one in suggestions(network).suggestions if one.score >= 0.5]


def test_one_human_in_two_books_is_one_though_a_partner_shares_the_address(network: Network) -> None:
    bring(network, card("1", "Ana Rivers", "rivers@post.example"), card("2", "Ben Rivers", "rivers@post.example"))
    bring(network, card("3", "Rivers, Ana", "rivers@post.example"), source="phone")
    assert sorted(people(network)) == ["Ana Rivers", "Ben Rivers"]


def test_an_assistant_s_address_on_the_chief_s_card_joins_nobody(network: Network) -> None:
    assistant = Relation(label="assistant", name="Pat Helm")
    bring(
        network,
        card("1", "Susan Boss", "susan@boss.example", "pa@boss.example", relations=(assistant,)),
        card("2", "Pat Helm", "pa@boss.example", "pat.helm@post.example"),
    )
    assert sorted(people(network)) == ["Pat Helm", "Susan Boss"]


@pytest.mark.parametrize("address", ["family@rivers.example", "info@rivers.example", "office@rivers.example"])
def test_what_a_house_shares_joins_nobody(network: Network, address: str) -> None:
    bring(network, card("1", "Ana Rivers", address), card("2", "Ben Rivers", address), card("3", "Cy Holm", address))
    assert sorted(people(network)) == ["Ana Rivers", "Ben Rivers", "Cy Holm"]


@pytest.mark.parametrize(
    "other", ["Ana M. Rivers", "A. Rivers", "Ana Rivers-Holm", "RIVERS Ana", "Anna Rivers", "Ана Риверс"]
)
def test_one_name_in_another_spelling_at_one_address_is_one_person(network: Network, other: str) -> None:
    bring(network, card("1", "Ana Rivers", "ana@post.example"), card("2", other, "ana@post.example"))
    assert len(people(network)) == 1


def test_the_user_s_word_comes_before_the_names(network: Network) -> None:
    bring(network, card("1", "Chuy Rivers", "rivers@post.example"), card("2", "Ben Rivers", "rivers@post.example"))
    change = same(network, "Chuy Rivers", "Ben Rivers").change
    assert len(people(network)) == 1
    undo(network, change)
    assert len(people(network)) == 2


def test_one_number_in_two_spellings_leads_to_one_person(network: Network) -> None:
    bring(network, card("1", "Ana Rivers", phone="0170 12345678"))
    me, ana = Party(name="", identity=email("me")), Party(name="", identity=phone_identity("+49 170 12345678"))
    said = Message(key="chat", channel=Channel.WHATSAPP, at=MAY, sender=ana, to=(me,), recipients=1, text="Hello")
    keep(network.store, "chat", [sighted(said)], family="chats")
    with network.store.transaction() as tx:
        refresh(tx, now=NOW)
    assert list(people(network)) == ["Ana Rivers"]


def test_two_entries_with_one_number_are_two_until_said_otherwise(network: Network) -> None:
    bring(network, card("1", "Ana Rivers", phone="0170 12345678"), card("2", "A. Rivers", phone="+49 170 12345678"))
    assert len(people(network)) == 2
    (found,) = suggestions(network).suggestions
    assert found.score > 0.9
    different(network, found.a.id, found.b.id)
    assert len(people(network)) == 2


def test_the_order_of_imports_does_not_matter(network: Network, tmp_path: Path) -> None:
    cards = [
        card("1", "Ana Rivers", "rivers@post.example", phone="0170 12345678"),
        card("2", "Ben Rivers", "rivers@post.example"),
        card("3", "Rivers, Ana", "rivers@post.example", "ana@post.example"),
    ]
    for one in cards:
        bring(network, one, source=f"book {one.key}")
    with open_network(tmp_path / "other", now=NOW) as other:
        for one in reversed(cards):
            bring(other, replace(one), source=f"book {one.key}")
        assert sorted(people(other)) == sorted(people(network))
        assert len(people(other)) == 2
