"""What address books say stands on a person's page with its record; their picture comes from here and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.web.conftest import Browser, browsing, words_of

from kithly.app.bringing.import_files import import_paths
from kithly.app.changes import undo
from kithly.app.network import open_network
from kithly.app.persons.people import list_people, show_person

GOLDEN = Path(__file__).parents[2] / "golden" / "vcard"


@pytest.fixture
def booked(tmp_path: Path) -> Iterator[Browser]:
    """Return a browser before a network of two address books."""
    with open_network(tmp_path / "network") as network:
        import_paths(network, [GOLDEN / "apple.vcf", GOLDEN / "nextcloud.vcf"])
    with browsing(tmp_path / "network") as one:
        yield one


def person(browser: Browser, name: str) -> str:
    return list_people(browser.network, name).people[0].id


def test_every_fact_stands_there_with_the_record_that_says_it(booked: Browser) -> None:
    page = booked.ok(booked.get(f"/people/{person(booked, 'Odalys')}"))
    said = words_of(page)
    for fact in (
        "Called : Ody",
        "Birthday 29 February",
        "Anniversary 17 September 2011",
        "Met 4 May 2016",
        "Spouse : Bram Quillfeather",
        "Mother in law : Pilar Sandoval",
        "Address : 12 Heron Quay, Flat 3, XK1 4QQ Saltmarsh, Norlund",
        "List : Lens fair",
    ):
        assert fact in said
    (record,) = show_person(booked.network, person(booked, "Odalys")).records
    assert page.count(f'href="/records/{record.record}">Address book') == 10
    assert "Spouse" in booked.words(f"/records/{record.record}")


def test_a_death_is_told_and_nothing_follows_by_itself(booked: Browser) -> None:
    view = show_person(booked.network, person(booked, "Radu"))
    assert not view.remembered
    assert "Died 3 February 2022" in booked.words(f"/people/{view.id}")


def test_a_picture_is_shown_from_here_as_what_its_bytes_are(booked: Browser) -> None:
    page = booked.ok(booked.get(f"/people/{person(booked, 'Odalys')}"))
    (address,) = re.findall(r'<img class="portrait" src="([^"]+)"', page)
    answer = booked.get(address)
    assert answer.status_code == 200
    assert answer.content.startswith(b"\x89PNG")
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"].startswith("private")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert re.search(r"img-src 'self'(;|$)", answer.headers["content-security-policy"])


@pytest.mark.parametrize("name", ["00" * 32, "nothing", "..%2f..%2fetc", "%00"])
def test_a_picture_that_is_not_kept_is_not_there(booked: Browser, name: str) -> None:
    assert booked.get(f"/pictures/{name}").status_code == 404


def test_nobody_without_a_ticket_sees_a_picture(booked: Browser) -> None:
    photo = show_person(booked.network, person(booked, "Odalys")).photo
    booked.client.cookies.clear()
    assert booked.client.get(f"/pictures/{photo}").status_code == 401


def test_a_picture_goes_with_the_import_that_brought_it(tmp_path: Path) -> None:
    with open_network(tmp_path / "network") as network:
        import_paths(network, [GOLDEN / "apple.vcf"])
        photo = show_person(network, "Odalys").photo
        undo(network, None)
        with network.store.reading() as kept:
            assert photo
            assert kept.pictures.get(photo) is None


def test_a_page_shows_the_newest_picture_that_is_kept(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nUID:z\nFN:Zita Quill\nPHOTO;ENCODING=b:{}\nREV:{}\nEND:VCARD\n"
    old, new = "iVBORw0KGgoAAAANSUhEUgAA", "R0lGODlhAQABAAAAACw="
    with open_network(tmp_path / "network") as network:
        shown = []
        for photo, day in ((new, "2024-01-01"), (old, "2020-01-01"), ("PHN2Zy8+", "2025-01-01")):
            file = tmp_path / f"{day}.vcf"
            file.write_text(card.format(photo, day), "utf-8")
            view = import_paths(network, [file])
            shown.append(show_person(network, "Zita").photo)
    assert shown[0] == shown[1]
    assert shown[2] is None
    assert "its picture is not kept" in view.files[0].problems[0].reason
