"""Every page, in every size and light: usable by everybody, within the policy, asking nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.e2e.browser.conftest import DESKTOP, PHONE, Opener, Pages

from kithly.app.network import open_network
from kithly.app.persons.people import list_people, show_person

PAGES = (
    "/today",
    "/today?look=1",
    "/inbox",
    "/courage",
    "/feed?all=1&follow=1",
    "/share",
    "/people",
    "/people?q=nobody-is-called-so",
    "/search",
    "/search?q=the",
    "/search?q=nobody-wrote-this-ever",
    "/merges",
    "/triage",
    "/eras",
    "/start",
    "/start?change=me",
    "/start/left-out",
    "/changes",
    "/settings",
    "/settings/you",
    "/settings/days",
    "/settings/circles",
    "/settings/reminders",
    "/settings/phone",
    "/settings/web",
    "/settings/look",
    "/network/map",
    "/network/map/circles/0",
    "/network/waking",
    "/nowhere",
)
EMPTY_PAGES = (
    "/today",
    "/inbox",
    "/feed",
    "/people",
    "/search?q=a",
    "/merges",
    "/triage",
    "/eras",
    "/changes",
    "/courage",
    "/outbox",
    "/network/map",
    "/network/waking",
    "/share",
    "/settings/writer/log",
)
NARROW = (320, 700)


def addresses(data: Path) -> list[str]:
    """Return the pages of one person and one record."""
    with open_network(data) as network:
        person = list_people(network, limit=1, sort="strength").people[0]
        record = show_person(network, person.id).timeline[0].record
    return [
        f"/people/{person.id}",
        f"/people/{person.id}/prepare",
        f"/people/{person.id}/timeline",
        f"/people/{person.id}/records",
        f"/records/{record}",
    ]


def tried(pages: Pages, paths: tuple[str, ...]) -> None:
    for path in paths:
        pages.go(path)
        pages.accessible()
        pages.fits()


@pytest.mark.parametrize(
    ("size", "theme"),
    [
        pytest.param(DESKTOP, "light", id="desktop-light"),
        pytest.param(DESKTOP, "dark", id="desktop-dark", marks=pytest.mark.slow),
        pytest.param(PHONE, "light", id="phone-light", marks=pytest.mark.slow),
        pytest.param(NARROW, "dark", id="narrow-dark"),
        pytest.param(PHONE, "dark", id="phone-dark", marks=pytest.mark.slow),
        pytest.param(NARROW, "light", id="narrow-light", marks=pytest.mark.slow),
    ],
)
def test_every_page_is_usable_by_everybody(opened: Opener, own_copy: Path, size: tuple[int, int], theme: str) -> None:
    tried(opened(own_copy, size=size, theme=theme), (*PAGES, *addresses(own_copy)))


@pytest.mark.parametrize("size", [DESKTOP, NARROW], ids=["desktop", "narrow"])
def test_pages_without_anything_to_show_are_usable_too(opened: Opener, tmp_path: Path, size: tuple[int, int]) -> None:
    tried(opened(tmp_path / "empty", size=size), EMPTY_PAGES)


def test_text_twice_as_large_still_fits(opened: Opener, own_copy: Path) -> None:
    pages = opened(own_copy, size=DESKTOP)
    for path in ("/today", "/people", "/start", "/inbox", addresses(own_copy)[0]):
        page = pages.go(path)
        page.evaluate("document.documentElement.classList.add('twice')")
        page.evaluate("document.documentElement.attributeStyleMap.set('font-size', CSS.percent(200))")
        pages.fits(page)
