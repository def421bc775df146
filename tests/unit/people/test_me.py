"""Who ego is."""

from __future__ import annotations

from datetime import UTC, datetime

from kithly.people import EgoWord, recognise_ego
from kithly.records import Identity, IdentityKind, PartialDate, Position, Profile

OLD, NEW = datetime(2020, 1, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC)
MAIL = Identity(IdentityKind.EMAIL, "mia@acme.example")
HOME = Identity(IdentityKind.EMAIL, "mia@home.example")
ODD = Identity(IdentityKind.EMAIL, "cousin@home.example")
ROBOT = Identity(IdentityKind.EMAIL, "noreply@acme.example")
SLUG = Identity(IdentityKind.LINKEDIN, "mia-berg")
PROFILE = Profile(key="p", name="Mia Berg", given="Mia", headline="Tunnels", identities=(MAIL,))


def test_a_certain_profile_is_ego() -> None:
    ego = recognise_ego([(OLD, PROFILE)])
    assert (ego.name, ego.given, ego.headline, ego.identities) == ("Mia Berg", "Mia", "Tunnels", (MAIL,))


def test_an_inferred_profile_under_the_same_name_is_ego_and_under_another_is_asked() -> None:
    mine = Profile(key="q", name="MIA BERG", identities=(SLUG,), certain=False)
    other = Profile(key="r", name="Cy Dune", identities=(HOME,), certain=False)
    ego = recognise_ego([(OLD, mine), (OLD, PROFILE), (NEW, other)])
    assert ego.identities == (MAIL, SLUG)
    assert ego.uncertain == (HOME,)
    assert ego.name == "Mia Berg"


def test_the_usual_senders_of_sent_mail_are_ego_and_odd_ones_are_asked() -> None:
    ego = recognise_ego([], sent={MAIL: 500, HOME: 12, ODD: 1, ROBOT: 40})
    assert ego.identities == (MAIL, HOME)
    assert ego.uncertain == (ROBOT, ODD)


def test_a_single_sent_mail_is_enough_where_there_is_no_other() -> None:
    assert recognise_ego([], sent={HOME: 1}).identities == (HOME,)


def test_the_user_has_the_last_word() -> None:
    word = EgoWord(name="Mia B.", mine=frozenset({ODD}), not_mine=frozenset({MAIL}), position="Resting")
    ego = recognise_ego([(OLD, PROFILE)], sent={MAIL: 500}, word=word)
    assert ego.identities == (ODD,)
    assert ego.uncertain == ()
    assert (ego.name, ego.position) == ("Mia B.", "Resting")


def test_the_position_is_the_present_job_that_began_last() -> None:
    jobs = [
        Position(key="1", kind="work", organisation="Acme", title="Engineer", started=PartialDate(year=2015)),
        Position(
            key="2", kind="work", organisation="Globex", title="Director", started=PartialDate(year=2021, month=2)
        ),
        Position(
            key="3", kind="work", organisation="Past", started=PartialDate(year=2022), finished=PartialDate(year=2023)
        ),
        Position(key="4", kind="school", organisation="Oslo School", started=PartialDate(year=2023)),
    ]
    assert recognise_ego([], positions=[(NEW, job) for job in jobs]).position == "Director at Globex"


def test_a_job_of_an_older_export_is_not_the_present_one() -> None:
    old = Position(key="1", kind="work", organisation="Acme", title="Engineer", started=PartialDate(year=2019))
    new = Position(key="2", kind="work", organisation="Globex", title="Director", started=PartialDate(year=2018))
    assert recognise_ego([], positions=[(OLD, old), (NEW, new)]).position == "Director at Globex"


def test_nothing_known_gives_an_empty_ego() -> None:
    assert recognise_ego([]).identities == ()


def test_without_a_profile_ego_is_called_as_the_sent_mail_says() -> None:
    names = {MAIL: "Mia Berg", HOME: "Mia", ODD: "Cousin Otto"}
    ego = recognise_ego([], sent={MAIL: 500, HOME: 600, ODD: 1}, names_seen=names)
    assert (ego.name, ego.given) == ("Mia Berg", "Mia")
    assert recognise_ego([(OLD, PROFILE)], sent={HOME: 9}, names_seen={HOME: "M. B."}).name == "Mia Berg"
    assert recognise_ego([], sent={HOME: 9}, names_seen={HOME: "mia@home.example"}).name == ""
