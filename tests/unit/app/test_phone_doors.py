"""Doors by a number: SMS where one with its country is known or an SMS was seen, Signal where a chat was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kithly.app.derived.refresh import refresh
from kithly.app.letters.ready import OwnWords, prepare_letter
from kithly.app.letters.sending import hand_over
from kithly.app.letters.weighing import Letter, desk_of
from kithly.app.network import Network, open_network
from kithly.app.views import DoorView
from kithly.records import Channel, Contact, Identity, IdentityKind, Message, Party, Profile
from kithly.testing.store_samples import LINKEDIN, MAY, NOW, email, keep, sighted

NUMBER = "+4722990199"


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    with open_network(tmp_path / "data", now=NOW) as opened:
        me = Profile(key="me", name="Me Fictional", identities=(email("me"),))
        keep(opened.store, "profile", [sighted(me)], family=LINKEDIN)
        yield opened


def phone(number: str) -> Identity:
    return Identity(IdentityKind.PHONE, number)


def know(network: Network, number: str, channel: Channel | None = None) -> None:
    person = Party(name="Flo Fictional", identity=phone(number))
    card = Contact(key="card/flo", name="Flo Fictional", identities=(phone(number),))
    keep(network.store, "book", [sighted(card)], family="vcard")
    if channel is not None:
        me = Party(name="Me Fictional", identity=email("me"))
        told = Message(key="one", channel=channel, at=MAY, sender=person, to=(me,), recipients=1, text="Hi")
        keep(network.store, "chats", [sighted(told)], family=channel.value)
    with network.store.transaction() as tx:
        refresh(tx, now=NOW)


def doors(network: Network) -> dict[str, DoorView]:
    with network.store.reading() as kept:
        return {one.key: one for one in desk_of(kept, network, Letter(who="Flo")).doors}


def test_a_number_with_its_country_opens_sms_alone(network: Network) -> None:
    know(network, NUMBER)
    found = doors(network)
    assert (found["sms"].to, found["sms"].label) == (NUMBER, "SMS")
    assert found["sms"].action == "Copy and open your messages"
    assert "signal" not in found


def test_a_number_without_its_country_opens_nothing(network: Network) -> None:
    know(network, "22990199")
    assert "sms" not in doors(network)


@pytest.mark.parametrize("channel", [Channel.SMS, Channel.SIGNAL])
def test_where_a_talk_was_seen_the_words_can_be_pasted_even_without_a_link(network: Network, channel: Channel) -> None:
    know(network, "22990199", channel)
    assert (doors(network)[channel.value].to, doors(network)[channel.value].action) == ("", "Copy the words")


def test_signal_opens_at_the_chat_with_the_words_on_the_clipboard(network: Network) -> None:
    know(network, NUMBER, Channel.SIGNAL)
    ready = prepare_letter(network, Letter(who="Flo"), OwnWords(text="Hi Flo, how is the ferry?", channel="signal"))
    view = hand_over(network, ready, open_it=False)
    assert (view.url, view.text, view.paste) == ("https://signal.me/#p/+4722990199", "Hi Flo, how is the ferry?", True)


def test_an_sms_is_handed_over_with_its_words(network: Network) -> None:
    know(network, NUMBER)
    ready = prepare_letter(network, Letter(who="Flo"), OwnWords(text="Hi Flo & all", channel="phone"))
    view = hand_over(network, ready, open_it=False)
    assert (view.channel, view.url) == ("sms", "sms:+4722990199?&body=Hi%20Flo%20%26%20all")
