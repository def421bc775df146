"""Who may belong to which era: what speaks for it, how likely, and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import numpy as np
import pytest

from kithly.history.era_clues import Clues, Connected, Employed, Known, is_same_organisation
from kithly.history.era_domains import Domains, era_domains, full_spellings, part_spellings
from kithly.history.era_proposals import LIKELY, ClueKind, Proposal, likelihood, propose
from kithly.history.era_trail import Trail
from kithly.history.eras import Era, EraKind, Role
from kithly.records import PartialDate

TODAY = date(2026, 3, 2)
HALDEN = Era(
    key="h",
    kind=EraKind.WORK,
    organisation="Halden Marine",
    started=PartialDate(year=2013),
    finished=PartialDate(year=2017),
)
NORDLYS = Era(key="n", kind=EraKind.WORK, organisation="Nordlys Kraft", started=PartialDate(year=2018), lasts=True)
SCHOOL = Era(
    key="s",
    kind=EraKind.SCHOOL,
    organisation="Tarn University",
    started=PartialDate(year=2008),
    finished=PartialDate(year=2015),
)


def at(day: str) -> int:
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())


@dataclass(slots=True)
class World:
    """Contacts written one by one; people are named by letters, domains by themselves."""

    rows: list[tuple[int, int, bool, bool, int, int]] = field(default_factory=list)
    domains: list[str] = field(default_factory=list)
    connected: dict[int, Connected] = field(default_factory=dict)
    employed: dict[int, list[Employed]] = field(default_factory=dict)
    people: list[str] = field(default_factory=list)

    def mail(
        self, who: str, day: str, theirs: str = "", *, out: bool = False, mine: str = "", mail: bool = True
    ) -> World:
        self.rows.append((self._person(who), at(day), out, mail, self._domain(theirs), self._domain(mine)))
        return self

    def connect(self, who: str, day: str) -> World:
        person = self._person(who)
        self.connected[person] = Connected(first=at(day), last=at(day) + 86_399, record=1_000 + person)
        return self

    def job(self, who: str, company: str, day: str) -> World:
        person = self._person(who)
        self.employed.setdefault(person, []).append(Employed(company=company, at=at(day), record=1_000 + person))
        return self

    def found(self, *eras: Era) -> Mapping[str, dict[str, Proposal]]:
        """Return who is proposed, by key of the era and name."""
        known = Known(people=len(self.people), connected=self.connected, employed=self.employed)
        proposals = propose(eras, self.trail(), known, Domains(names=self.domains), today=TODAY)
        return {
            era.key: {self.people[one.person]: one for one in ones} for era, ones in zip(eras, proposals, strict=True)
        }

    def trail(self) -> Trail:
        columns = list(zip(*self.rows, strict=True)) or [()] * 6
        person, when, out, mail, theirs, mine = (np.array(column, np.int64) for column in columns)
        return Trail(
            person=person,
            at=when,
            outgoing=out.astype(bool),
            mail=mail.astype(bool),
            theirs=theirs,
            mine=mine,
            record=np.arange(1, len(self.rows) + 1),
        )

    def _person(self, name: str) -> int:
        return _place(self.people, name)

    def _domain(self, name: str) -> int:
        return _place(self.domains, name) if name else -1


def _place(names: list[str], name: str) -> int:
    if name not in names:
        names.append(name)
    return names.index(name)


def test_who_wrote_from_the_domain_of_the_name_is_likely_with_years_and_first_and_last_record() -> None:
    world = World().mail("Ana", "2014-02-01", "haldenmarine.example").mail("Ana", "2019-05-01", "haldenmarine.example")
    one = world.found(HALDEN)["h"]["Ana"]
    assert one.because == "wrote from @haldenmarine.example, 2014–19"
    assert one.is_likely
    assert [proof.record for proof in one.proof] == [1, 2]
    assert one.kinds == {ClueKind.WROTE}


def test_a_part_of_the_name_counts_only_where_several_people_or_ego_used_it() -> None:
    alone = World().mail("Ana", "2014-02-01", "halden.example")
    assert alone.found(HALDEN)["h"]["Ana"].because == "first met in mail, 2014; mail with @halden.example"
    several = alone.mail("Ben", "2015-02-01", "halden.example")
    assert several.found(HALDEN)["h"]["Ana"].because == "wrote from @halden.example, 2014"
    own = World().mail("Ana", "2014-02-01", "halden.example", mine="halden.example")
    assert ClueKind.WROTE in own.found(HALDEN)["h"]["Ana"].kinds


def test_a_domain_of_another_name_is_the_eras_where_egos_own_address_there_was_used_then() -> None:
    world = World()
    for who in ("Ana", "Ben"):
        world.mail(who, "2014-02-01", "hm-group.example", mine="hm-group.example")
    assert {one.domain for one in world.found(HALDEN, NORDLYS)["h"].values()} == {"hm-group.example"}


def test_a_private_domain_of_egos_that_is_used_for_ever_is_no_eras() -> None:
    world = World()
    for year in range(2012, 2025):
        world.mail("Mum", f"{year}-02-01", "fogtower.example", mine="fogtower.example")
        world.mail("Dad", f"{year}-02-02", "fogtower.example", mine="fogtower.example")
    assert (
        era_domains([HALDEN, NORDLYS], world.trail(), Domains(names=world.domains), today=TODAY) == (frozenset(),) * 2
    )


def test_a_domain_of_egos_own_name_is_no_eras() -> None:
    world = World()
    for who in ("Mum", "Dad"):
        world.mail(who, "2014-02-01", "fogtower.example", mine="fogtower.example")
    domains = Domains(names=world.domains, own_name="fogtower")
    assert era_domains([HALDEN], world.trail(), domains, today=TODAY) == (frozenset(),)


@pytest.mark.parametrize(
    ("label", "organisation"),
    [
        ("haldenmarine", "Halden Marine AS"),
        ("halden-marine", "Halden Marine"),
        ("haldenmarineas", "Halden Marine AS"),
        ("acme-group", "The Acme Group"),
        ("hp", "HP"),
        ("ntnu", "Norwegian University of Science and Technology (NTNU)"),
    ],
)
def test_a_domain_spells_a_name_in_several_ways(label: str, organisation: str) -> None:
    assert label in full_spellings(organisation)


def test_a_part_of_a_name_is_its_first_words_or_initials_never_a_word_of_everybodys() -> None:
    assert {"halden", "ihm"} <= part_spellings("Halden Marine") | part_spellings("International Hull Makers")
    assert "analytics" not in part_spellings("Quarn Hill Analytics")


def test_a_client_writes_from_elsewhere_and_is_not_ticked() -> None:
    world = World().connect("Cy", "2014-05-03").mail("Cy", "2014-06-01", "globex.example")
    one = world.found(HALDEN)["h"]["Cy"]
    assert one.because == "connected May 2014; mail with @globex.example"
    assert (one.is_likely, one.role) == (False, Role.CLIENTS)


def test_connected_and_in_touch_is_ticked_connected_and_silent_is_not() -> None:
    world = World().connect("Ana", "2014-05-03").connect("Pat", "2016-01-01").mail("Ana", "2014-06-01", mail=False)
    found = world.found(HALDEN)["h"]
    assert (found["Ana"].because, found["Ana"].is_likely) == ("connected May 2014; wrote once", True)
    assert (found["Pat"].because, found["Pat"].is_likely) == ("connected January 2016; never wrote", False)


def test_where_no_message_is_kept_silence_says_nothing() -> None:
    one = World().connect("Ana", "2014-05-03").found(HALDEN)["h"]["Ana"]
    assert (one.because, one.is_likely) == ("connected May 2014", True)


def test_who_was_known_before_is_not_of_the_era_in_which_the_two_connected() -> None:
    world = World().mail("Ana", "2011-02-01").connect("Ana", "2014-05-03")
    assert world.found(HALDEN)["h"] == {}


def test_first_mail_in_the_era_is_a_clue_only_if_it_is_the_first() -> None:
    world = World().mail("Ana", "2015-02-01").mail("Ana", "2015-02-02", out=True)
    assert world.found(HALDEN, NORDLYS)["h"]["Ana"].because == "first met in mail, 2015"
    world.connect("Ana", "2010-01-01")
    assert world.found(HALDEN, NORDLYS)["h"] == {}


def test_a_mailbox_that_begins_with_a_crowd_does_not_tell_whom_one_met_then() -> None:
    world = World()
    for number in range(12):
        world.mail(f"Old {number}", f"2014-01-{number + 1:02d}")
    world.mail("New", "2015-03-01")
    assert set(world.found(HALDEN)["h"]) == {"New"}


def test_a_crowd_of_first_connections_weighs_less() -> None:
    few, many = World().connect("Ana", "2014-05-03"), World()
    for number in range(12):
        many.connect(f"Ana {number}", "2014-05-03")
    assert many.found(HALDEN)["h"]["Ana 1"].likelihood < few.found(HALDEN)["h"]["Ana"].likelihood


def test_an_address_book_of_those_years_is_surer_than_one_of_later_ones() -> None:
    world = World().job("Ana", "Halden Marine Norway AS", "2016-05-01").job("Ben", "Halden Marine", "2024-05-01")
    found = world.found(HALDEN)["h"]
    assert found["Ana"].because == "at Halden Marine Norway AS in May 2016"
    assert (found["Ana"].is_likely, found["Ben"].is_likely) == (True, False)
    assert found["Ana"].proof[0].quote == "Halden Marine Norway AS"


def test_who_is_employed_elsewhere_in_those_years_is_not_ticked() -> None:
    world = (
        World().connect("Ana", "2020-01-01").mail("Ana", "2020-02-01", mail=False).job("Ana", "Globex", "2025-10-01")
    )
    one = world.found(NORDLYS)["n"]["Ana"]
    assert one.because == "connected January 2020; wrote once; at Globex in October 2025"
    assert not one.is_likely


def test_each_stands_where_the_evidence_is_best_and_in_both_only_by_both_domains() -> None:
    world = World().connect("Ana", "2014-05-03").mail("Ana", "2014-06-01", "haldenmarine.example")
    world.mail("Ben", "2014-06-01", "haldenmarine.example").mail("Ben", "2014-07-01", "tarnuniversity.example")
    found = world.found(HALDEN, SCHOOL)
    assert (set(found["h"]), set(found["s"])) == ({"Ana", "Ben"}, {"Ben"})


def test_an_era_without_dates_is_told_by_domain_and_employer_alone() -> None:
    dateless = Era(key="d", kind=EraKind.WORK, organisation="Halden Marine")
    world = World().connect("Ana", "2014-05-03").job("Ben", "Halden Marine", "2024-05-01")
    world.mail("Cy", "2015-01-01", "haldenmarine.example")
    assert set(world.found(dateless)["d"]) == {"Ben", "Cy"}


def test_ego_writing_to_the_domain_tells_too_where_no_answer_is_kept() -> None:
    one = World().mail("Ana", "2014-02-01", "haldenmarine.example", out=True).found(HALDEN)["h"]["Ana"]
    assert (one.because, one.is_likely) == ("you wrote to @haldenmarine.example, 2014", True)


def test_others_on_their_own_are_no_coworkers() -> None:
    freelance = Era(key="f", kind=EraKind.WORK, organisation="Freelance", started=PartialDate(year=2013), lasts=True)
    assert World().job("Ana", "Freelance", "2016-05-01").found(freelance)["f"] == {}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Halden Marine", "HALDEN MARINE AS", True),
        ("Halden Marine", "Halden Marine Norway", True),
        ("Halden", "Halden Marine", False),
        ("Halden Optics", "Halden Marine", False),
        ("Self-employed", "Self-employed", False),
        ("", "Halden", False),
    ],
)
def test_two_names_are_one_organisation_only_for_sure(one: str, other: str, *, same: bool) -> None:
    assert is_same_organisation(one, other) is same


def test_more_evidence_never_makes_less_likely() -> None:
    base = Clues(person=0, connected=Connected(first=at("2014-01-01"), last=at("2014-01-02"), record=1), incoming=1)
    more = Clues(person=0, connected=base.connected, incoming=1, domain="halden.example", wrote=3)
    assert LIKELY <= likelihood(base, HALDEN) < likelihood(more, HALDEN) < 1
