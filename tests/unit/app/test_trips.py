"""Where the calendar says you will be, those who live there are a reason; where you often are, nobody is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from kithly.app.belonging.word import quiet
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network
from kithly.reasons import ReasonKind
from kithly.records import Channel, Identity, IdentityKind, Meeting, News, NewsKind, Party, Profile
from kithly.testing.store_news import news
from kithly.testing.store_samples import LINKEDIN, MAY, NOW, contact, email, keep, mail, party, sighted


def appointment(key: str, place: str, *, days: float, who: tuple[Party, ...] = ()) -> Meeting:
    return Meeting(
        key=key,
        channel=Channel.MEETING,
        at=NOW + timedelta(days=days),
        title="Fair",
        attendees=who,
        attendance=1 + len(who),
        place=place,
    )


def found(network: Network, *appointments: Meeting, place: str = "Storgata 5, 0184 Oslo, Norway") -> dict[str, str]:
    line = replace(contact("ben", company="Acme GmbH", mailbox="ben"), places=(place,))
    keep(network.store, f"cards {place}", [sighted(line, MAY + timedelta(2))], family=LINKEDIN)
    keep(network.store, "talk", [sighted(mail(key, *pair, days=60)) for key, pair in TALK])
    keep(network.store, "calendar", [sighted(one, NOW) for one in appointments], family="ical")
    return towns(network)


TALK = (("to ben", ("me", "ben")), ("from ben", ("ben", "me")))


def towns(network: Network) -> dict[str, str]:
    with network.store.transaction() as tx:
        refresh(tx, now=NOW)
    with network.store.reading() as kept:
        names = {row.person.id: row.person.name for row in kept.people.all()}
        return {names[one.person]: one.text for one in kept.reasons.all() if one.kind is ReasonKind.TOWN}


def test_whoever_lives_there_is_a_reason(network: Network) -> None:
    told = found(network, appointment("fair", "Great Hall, Kongress 7, 0250 Oslo, Norge", days=9))
    assert list(told) == ["Ben Fictional"]
    assert "You will be in Oslo on 10 August 2024" in told["Ben Fictional"]


def test_another_town_a_link_or_an_appointment_called_off_is_none(network: Network) -> None:
    off = replace(appointment("off", "Oslo", days=5), is_cancelled=True)
    assert found(network, appointment("a", "Bergen", days=9), appointment("b", "Zoom", days=4), off) == {}


def test_paris_texas_is_not_paris(network: Network) -> None:
    assert found(network, appointment("fair", "Paris", days=9), place="1 Main Street, Paris, TX 75460") == {}


def test_whoever_takes_part_is_met_anyway(network: Network) -> None:
    assert found(network, appointment("fair", "Oslo", days=9, who=(party("ben"),))) == {}


def test_at_home_and_where_you_often_are_nobody_is_a_reason(network: Network) -> None:
    often = [appointment(f"past {number}", "Oslo", days=-20 * number) for number in range(1, 5)]
    assert found(network, appointment("fair", "Oslo", days=9), *often) == {}


def test_your_profile_tells_where_you_live(network: Network) -> None:
    me = Profile(key="me", name="Me Fictional", identities=(email("me"),), location="Oslo, Norway")
    keep(network.store, "newer profile", [sighted(me, MAY + timedelta(1))], family=LINKEDIN)
    assert found(network, appointment("fair", "Oslo", days=9)) == {}


def test_nobody_left_in_peace_is_visited(network: Network) -> None:
    assert found(network, appointment("fair", "Oslo", days=9))
    quiet(network, "ben", on=True)
    assert towns(network) == {}


def profile(town: str) -> News:
    who = Identity(IdentityKind.LINKEDIN, "ben")
    return replace(news("p", "Ben Fictional", who, days=80), kind=NewsKind.PROFILE, place=town)


def test_whoever_moved_away_by_their_profile_is_not_there(network: Network) -> None:
    keep(network.store, "profile", [sighted(profile("Bergen"), NOW)])
    assert found(network, appointment("fair", "Oslo", days=9)) == {}


def test_a_profile_tells_it_too(network: Network) -> None:
    keep(network.store, "profile", [sighted(profile("Oslo"), NOW)])
    told = found(network, appointment("fair", "Oslo", days=9), place="Bergen, Norway")
    assert told["Ben Fictional"].endswith("and Ben is in Oslo by what their profile last said.")
