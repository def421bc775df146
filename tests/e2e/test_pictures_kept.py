"""Pictures kept as files: without names where they are to be shared, never in the place of something else."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.e2e.conftest import Kithly
from tests.e2e.shapes import misfits
from tests.e2e.years_shapes import PICTURE

from kithly.app.belonging.eras import eras
from kithly.app.network import open_network
from kithly.app.persons.people import list_people

SVG = "{http://www.w3.org/2000/svg}"
OURS = ("Kithly", "and")  # words of the card that somebody may also be called by


def words_of(picture: str) -> set[str]:
    """Return every word a picture holds, in lower case, in attributes too."""
    for sign in "<>\"'=/(),.;:":
        picture = picture.replace(sign, " ")
    return set(picture.casefold().split())


def test_a_card_names_nobody_and_nothing(network: Kithly, tmp_path: Path) -> None:
    network.ok("circle", network.view("people", "--limit", "1")["people"][0]["id"], "Choir of Larkfield")
    file = tmp_path / "card.svg"
    told = network.ok("strength", "--card", file)
    assert f"Kept in {file}." in told.replace("\n", " ")
    assert "no name of a person, company, circle or era" in " ".join(told.split())
    picture = file.read_text("utf-8")
    with open_network(network.data, now=network.now) as opened:
        people = list_people(opened, limit=1_000).people
        names = [one.name for one in people] + [one.company for one in people] + [one.title for one in people]
        names += [one.organisation for one in eras(opened).eras] + [name for one in people for name in one.circles]
        names += [identity.value for one in people for identity in one.identities]
    assert len(people) > 20
    assert not [name for name in names if name and name.casefold() in picture.casefold()]
    parts = {word for one in people for word in one.name.casefold().split() if len(word) > 3}
    assert not parts & words_of(picture) - {word.casefold() for word in OURS}


def test_the_same_network_on_the_same_day_gives_the_same_bytes(network: Kithly, tmp_path: Path) -> None:
    for name in ("a.svg", "b.svg"):
        network.ok("strength", "--card", tmp_path / name)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


def test_a_card_of_an_empty_network_says_that_nothing_can_be_told(kithly: Kithly, tmp_path: Path) -> None:
    kithly.ok("strength", "--card", tmp_path / "card.svg")
    assert "Who would answer cannot be told yet" in (tmp_path / "card.svg").read_text("utf-8")


def test_the_picture_of_two_is_kept_with_its_words(network: Kithly, tmp_path: Path) -> None:
    who = network.view("people", "--sort", "strength", "--limit", "1")["people"][0]
    file = tmp_path / "two.svg"
    view = network.view("strength", who["id"], "--svg", file)
    assert misfits(view, PICTURE) == []
    assert (view["path"], view["shows"], view["bytes"]) == (str(file), "tie", file.stat().st_size)
    root = ET.fromstring(file.read_text("utf-8"))  # noqa: S314 - our own picture
    assert (root.findtext(f"{SVG}title") or "").startswith(who["name"])
    assert any(one.attrib.get("class") == "pen" for one in root.iter(f"{SVG}path"))


def test_the_year_ahead_is_kept_with_its_past(network: Kithly, tmp_path: Path) -> None:
    empty = Kithly(data=tmp_path / "empty")
    for who, told in ((network, "In touch with"), (empty, "nothing can be said of the year ahead")):
        file = tmp_path / f"{told[:3]}.svg"
        view = who.view("forecast", "--svg", file)
        assert misfits(view, PICTURE) == []
        root = ET.fromstring(file.read_text("utf-8"))  # noqa: S314 - our own picture
        assert root.findtext(f"{SVG}title") == "The year ahead"
        assert told in (root.findtext(f"{SVG}desc") or "")


def test_how_right_the_numbers_were_is_kept_group_by_group(network: Kithly, tmp_path: Path) -> None:
    assert network.view("strength", "--svg", tmp_path / "right.svg")["shows"] == "calibration"
    root = ET.fromstring((tmp_path / "right.svg").read_text("utf-8"))  # noqa: S314 - our own picture
    said = [one.text for one in root.iter(f"{SVG}text")]
    assert {f"{one['n']:,}" for one in network.view("strength")["record"]["bins"]} <= set(said)


def test_without_a_record_no_picture_of_it_is_kept(tmp_path: Path) -> None:
    empty = Kithly(data=tmp_path / "empty")
    ran = empty("strength", "--svg", tmp_path / "right.svg")
    assert ran.code == 1
    assert "How right such numbers were in your own past cannot be told yet." in " ".join(ran.err.split())
    assert not (tmp_path / "right.svg").exists()


def test_of_whoever_died_no_chance_is_drawn(network: Kithly, tmp_path: Path) -> None:
    who = network.view("people", "--sort", "strength", "--limit", "1")["people"][0]["id"]
    network.ok("remembered", who)
    network.ok("strength", who, "--svg", tmp_path / "two.svg")
    picture = (tmp_path / "two.svg").read_text("utf-8")
    assert "in 10" not in picture
    assert "curve" not in picture
    assert "Remembered: kept, and left in peace." in picture


@pytest.mark.parametrize("words", [("strength", "--card"), ("strength", "{who}", "--svg"), ("forecast", "--svg")])
def test_a_file_that_is_there_is_left_alone_without_a_yes(
    network: Kithly, tmp_path: Path, words: tuple[str, ...]
) -> None:
    who = network.view("people", "--limit", "1")["people"][0]["id"]
    asked = [word.format(who=who) for word in words]
    file = tmp_path / "mine.svg"
    file.write_text("mine", "utf-8")
    ran = network(*asked, file)
    assert ran.code == 1
    assert "is there already." in " ".join(ran.err.split())
    assert "--yes" in ran.err
    assert file.read_text("utf-8") == "mine"
    network.ok(*asked, file, "--yes")
    assert file.read_text("utf-8").startswith("<?xml")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["mine.svg", "network"]


@pytest.mark.parametrize(
    ("place", "told", "hint"),
    [
        ("card.png", "does not end in .svg", "card.svg"),
        ("card", "does not end in .svg", "card.svg"),
        ("missing/card.svg", "There is no folder", "Make it first"),
        ("folder.svg", "is a folder", "picture.svg"),
    ],
)
def test_a_place_where_no_picture_can_be_is_refused_in_a_sentence(
    network: Kithly, tmp_path: Path, place: str, told: str, hint: str
) -> None:
    (tmp_path / "folder.svg").mkdir()
    ran = network("strength", "--card", tmp_path / place, "--json")
    assert ran.code == 1
    assert told in ran.error["error"]
    assert hint in ran.error["hint"]
    assert not (tmp_path / place).is_file()


def test_a_name_no_file_can_have_is_said_in_a_sentence(network: Kithly, tmp_path: Path) -> None:
    place = tmp_path / ("x" * 300)  # too long for the name of a file anywhere
    ran = network("strength", "--card", f"{place}.svg", "--json")
    assert ran.code == 1
    assert "cannot be written" in ran.error["error"]


@pytest.mark.parametrize(
    "words",
    [
        ("--card", "a.svg", "--years"),
        ("--card", "a.svg", "--svg", "b.svg"),
        ("Ana", "--card", "a.svg"),
    ],
)
def test_what_makes_no_sense_together_is_refused_with_what_does(kithly: Kithly, words: tuple[str, ...]) -> None:
    ran = kithly("strength", *words)
    assert ran.code == 2
    assert "kithly strength" in ran.err or "One at a time" in ran.err
