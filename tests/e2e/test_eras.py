"""How people belong: proposed, answered once, undone, and never asserted before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.belonging_shapes import ERA, ERAS
from tests.e2e.conftest import NOW, Kithly
from tests.e2e.shapes import BELONGING, PERSON, misfits
from tests.e2e.years import ADAEZE, CONNECTIONS, LATER, POSITIONS, write_export, write_letters

from kithly.app.belonging.eras import answer_era, era, eras
from kithly.app.belonging.word import place, remembered
from kithly.app.bringing.import_files import import_paths
from kithly.app.changes import list_changes, undo
from kithly.app.letters.writing import write
from kithly.app.network import Network, open_network
from kithly.app.persons.merging import same
from kithly.app.persons.people import list_people, show_person
from kithly.app.views import DraftView, EraView
from kithly.errors import Conflict, NotFound, SettingsError


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    """Return a network of two jobs, a school, three connections and a few letters."""
    paths = [write_export(tmp_path / "export"), write_letters(tmp_path / "All mail.mbox")]
    with open_network(tmp_path / "data", now=NOW) as opened:
        import_paths(opened, paths)
        yield opened


def halden(network: Network) -> EraView:
    return era(network, "halden")


def people(view: EraView) -> dict[str, str]:
    return {one.name: one.because for one in view.people}


def verdicts(view: EraView) -> dict[str, bool | None]:
    return {one.name: one.confirmed for one in view.people}


def belongs(network: Network, who: str) -> list[str]:
    return [one.text for one in show_person(network, who).eras]


def test_each_stay_is_one_era_with_the_people_who_seem_to_come_from_there(network: Network) -> None:
    view = eras(network)
    assert [(one.heading, one.years) for one in view.eras] == [
        ("Your Nordlys Kraft years", "since 2018"),
        ("Your Halden Marine years", "2013–17"),
        ("Your Tarn University years", "2007–12"),
    ]
    assert people(view.eras[1]) == {
        "Mehmet Yildiz": "wrote from @halden.example, 2013–17; connected May 2014",
        "Adaeze Okonkwo": "wrote from @halden.example, 2014",
        "Pat O'Rourke": "connected June 2016; never wrote",
        "Darya Kovaleva": "first met in mail, 2015; mail with @volga.example",
    }
    assert view.eras[0].question == "1 person seems to come from here. Are they a coworker?"
    assert view.eras[1].sentence.startswith("2 wrote from @halden.example, ")


def test_the_weakest_are_not_ticked_and_each_has_records_that_show_it(network: Network) -> None:
    ticked = {one.name: one.likely for one in halden(network).people}
    assert (ticked["Mehmet Yildiz"], ticked["Pat O'Rourke"], ticked["Darya Kovaleva"]) == (True, False, False)
    with network.store.reading() as kept:
        for one in halden(network).people:
            assert one.evidence
            assert all(kept.records.get([proof.record]) for proof in one.evidence)


def test_until_it_is_confirmed_belonging_is_only_likely(network: Network) -> None:
    assert belongs(network, ADAEZE) == ["likely: coworker, your Halden Marine years"]
    assert belongs(network, "Pat O'Rourke") == []
    answer_era(network, "halden", "pick", [ADAEZE, "Pat"])
    assert belongs(network, ADAEZE) == ["coworker, your Halden Marine years"]
    assert belongs(network, "Pat O'Rourke") == ["coworker, your Halden Marine years"]
    rows = {row.name: [one.text for one in row.eras] for row in list_people(network).people}
    assert rows["Adaeze Okonkwo"] == ["coworker, your Halden Marine years"]
    assert rows["Mehmet Yildiz"] == []


def test_an_answer_is_one_change_and_undo_takes_it_back(network: Network) -> None:
    before = halden(network)
    done = answer_era(network, before.key, "all", role="friends")
    after = halden(network)
    assert done.text == f"{before.count} friends in your Halden Marine years."
    assert (after.waiting, after.members, after.question) == (0, before.count, "")
    assert after.answer is not None
    assert (after.answer.answer, after.answer.role, after.answer.change) == ("all", "friends", done.change)
    assert list_changes(network).changes[0].id == done.change
    undo(network, None)
    assert halden(network) == before


def test_answered_eras_come_last_and_no_means_nobody(network: Network) -> None:
    answer_era(network, "halden", "no")
    assert [one.heading for one in eras(network).eras][-1] == "Your Halden Marine years"
    assert eras(network).answered == 1
    assert set(verdicts(halden(network)).values()) == {False}
    assert belongs(network, ADAEZE) == []


def test_who_appears_later_waits_as_new_and_nobody_else_is_asked_again(network: Network, tmp_path: Path) -> None:
    answer_era(network, "halden", "pick", [ADAEZE])
    import_paths(network, [write_letters(tmp_path / "Later.mbox", LATER)])
    view = halden(network)
    assert view.question == "1 person new since you answered. Were they a coworker?"
    assert [one.name for one in view.people if one.confirmed is None] == ["Olu Adeyemi"]
    assert belongs(network, "Olu") == ["likely: coworker, your Halden Marine years"]
    answer_era(network, "halden", "all")
    said = verdicts(halden(network))
    assert (said["Olu Adeyemi"], said["Adaeze Okonkwo"], said["Pat O'Rourke"]) == (True, True, False)


def test_some_may_be_clients_beside_the_coworkers(network: Network) -> None:
    answer_era(network, "halden", "pick", [ADAEZE, "Mehmet"])
    answer_era(network, "halden", "pick", ["Darya"], "clients")
    assert belongs(network, "Darya") == ["client, your Halden Marine years"]
    assert belongs(network, ADAEZE) == ["coworker, your Halden Marine years"]
    assert verdicts(halden(network))["Pat O'Rourke"] is False


def test_a_second_pick_where_nobody_waits_takes_the_place_of_the_first(network: Network) -> None:
    answer_era(network, "halden", "pick", [ADAEZE])
    answer_era(network, "halden", "pick", ["Mehmet"])
    said = verdicts(halden(network))
    assert (said["Mehmet Yildiz"], said["Adaeze Okonkwo"]) == (True, False)


def test_somebody_no_record_proposes_may_be_named(network: Network) -> None:
    answer_era(network, "Tarn", "pick", ["Rasmus"])
    assert belongs(network, "Rasmus")[0] == "classmate, your Tarn University years"
    (row,) = era(network, "Tarn").people
    assert (row.because, [proof.source for proof in row.evidence]) == ("you said so", ["self"])


def test_an_answer_follows_people_through_merges_and_back(network: Network) -> None:
    answer_era(network, "halden", "pick", [ADAEZE])
    same(network, ADAEZE, "Pat O'Rourke")
    assert belongs(network, "Pat") == belongs(network, ADAEZE) == ["coworker, your Halden Marine years"]
    undo(network, None)
    assert belongs(network, "Pat") == []


def test_two_entries_that_became_one_are_proposed_once_without_a_new_search(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kithly.app.derived.refresh.LARGE", 1)  # as in a large network
    same(network, "Pat O'Rourke", "Darya")
    view = halden(network)
    assert len(view.people) == len({one.id for one in view.people}) == view.waiting == 3
    answer_era(network, "halden", "all")
    assert belongs(network, "Pat") == belongs(network, "Darya") == ["coworker, your Halden Marine years"]


def test_an_answer_stands_when_a_newer_export_tells_the_era_otherwise(network: Network, tmp_path: Path) -> None:
    answer_era(network, "halden", "pick", [ADAEZE])
    again = [*POSITIONS, "Halden Marine,Board member,,,Jan 2024,"]
    import_paths(network, [write_export(tmp_path / "newer", positions=again)])
    old = next(one for one in eras(network).eras if one.years == "2013–17")
    assert old.members == 1
    assert belongs(network, ADAEZE) == ["coworker, your Halden Marine years"]


def test_the_dead_and_the_family_are_not_asked_about(network: Network) -> None:
    remembered(network, "Mehmet", on=True)
    place(network, ADAEZE, "family")
    assert set(people(halden(network))) == {"Pat O'Rourke", "Darya Kovaleva"}
    assert belongs(network, ADAEZE) == []


def test_the_same_exports_in_any_order_propose_the_same(network: Network, tmp_path: Path) -> None:
    parts = [write_letters(tmp_path / "All mail.mbox"), write_export(tmp_path / "export")]
    with open_network(tmp_path / "other", now=NOW) as other:
        for part in parts:
            import_paths(other, [part])
        mine, yours = ([people(one) for one in eras(each).eras] for each in (network, other))
        assert mine == yours


def test_without_positions_there_are_no_eras_and_a_store_of_before_finds_its_own(
    network: Network, tmp_path: Path
) -> None:
    with open_network(tmp_path / "bare", now=NOW) as bare:
        assert eras(bare).eras == ()
        import_paths(bare, [write_letters(tmp_path / "Letters.mbox")])
        assert eras(bare).eras == ()
    before = eras(network)
    with network.store.transaction() as tx:
        tx.meta.set("eras", "{}")
    assert eras(network) == before


def test_what_makes_no_sense_is_refused_and_changes_nothing(network: Network) -> None:
    before = list_changes(network)
    for key, answer, names, role, error in (
        ("halden", "maybe", (), None, SettingsError),
        ("halden", "pick", (), None, SettingsError),
        ("halden", "all", ("Pat",), None, SettingsError),
        ("halden", "all", (), "enemies", SettingsError),
        ("halden", "pick", ("Nobody Whatsoever",), None, NotFound),
        ("globex", "all", (), None, NotFound),
        ("a", "all", (), None, Conflict),
        ("Tarn", "all", (), None, Conflict),
    ):
        with pytest.raises(error):
            answer_era(network, key, answer, names, role)
    assert list_changes(network) == before


def test_the_command_lists_answers_and_has_its_shape(kithly: Kithly, tmp_path: Path) -> None:
    kithly.ok("import", write_export(tmp_path / "export"), write_letters(tmp_path / "All mail.mbox"))
    assert misfits(kithly.view("eras"), ERAS) == []
    one = kithly.view("eras", "halden")
    assert misfits(one, {"schema": lambda value: value == "kithly/era/1", **ERA}) == []
    text = kithly.ok("eras")
    assert "Your Halden Marine years, 2013–17" in text
    assert "[x] Adaeze Okonkwo: wrote from @halden.example, 2014" in text
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "2 coworkers in your Halden Marine years" in kithly.ok("eras", "halden", "--likely")
    assert "You said pick: 2 coworkers." in kithly.ok("eras")
    kithly.ok("undo")
    assert "1 client in" in kithly.ok("eras", "halden", "--pick", "Darya", "--as", "clients")
    person = kithly.view("person", "Darya")
    assert misfits(person, PERSON) == []
    assert misfits(person["eras"][0], BELONGING) == []
    assert "client, your Halden Marine years, 2013–17" in kithly.ok("person", "Darya")
    for words in (("eras", "--all"), ("eras", "halden", "Ana"), ("eras", "halden", "--as", "clients")):
        assert kithly(*words).code == 2


def words_to(network: Network, who: str) -> DraftView:
    draft = write(network, who, kind="reconnect").draft
    assert draft is not None
    return draft


def test_no_draft_states_a_shared_past_before_it_is_confirmed(network: Network) -> None:
    before = words_to(network, "Pat O'Rourke")
    assert "Halden" not in before.text
    done = answer_era(network, "halden", "pick", ["Pat"])
    after = words_to(network, "Pat O'Rourke")
    assert "Halden Marine" in after.claims[0].text
    (proof,) = after.claims[0].evidence
    assert (proof.source, proof.quote) == ("self", "Halden Marine")
    undo(network, done.change)
    assert words_to(network, "Pat O'Rourke").text == before.text


def test_years_as_a_client_or_years_that_go_on_are_no_shared_past(network: Network) -> None:
    before = words_to(network, "Pat O'Rourke")
    answer_era(network, "halden", "pick", ["Pat"], "clients")
    answer_era(network, "Nordlys", "pick", ["Pat"])
    assert words_to(network, "Pat O'Rourke").text == before.text


def test_an_era_of_nobody_says_so(kithly: Kithly, tmp_path: Path) -> None:
    assert "They come with your LinkedIn" in kithly.ok("eras")
    kithly.ok("import", write_export(tmp_path / "export", positions=POSITIONS[:1], connections=CONNECTIONS[:1]))
    assert "Nobody on record seems to come from: " in kithly.ok("eras")


def test_some_in_another_role_leave_the_others_still_to_be_asked_about(network: Network) -> None:
    before = halden(network)
    answer_era(network, before.key, "pick", [ADAEZE], role="clients")
    after = halden(network)
    assert belongs(network, ADAEZE) == ["client, your Halden Marine years"]
    assert after.waiting == before.waiting - 1
    assert f"{after.waiting} people seem to come from here. Were they coworkers?" == after.question
    answer_era(network, before.key, "all")
    assert belongs(network, ADAEZE) == ["client, your Halden Marine years"]
    assert halden(network).waiting == 0
