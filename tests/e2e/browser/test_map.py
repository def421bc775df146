"""The map of the network in a browser that draws: found by name, lit by circle and company, told in words, hostile."""

from __future__ import annotations

from collections.abc import Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright
from tests.e2e.browser.conftest import PHONE, Opener, Pages, launched
from tests.e2e.browser.trap import SCRIPT
from tests.e2e.conftest import Kithly
from tests.e2e.hostile_words import payloads

DRAWING = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")  # by the processor
DRAWN = "#map-canvas[data-drawn]"


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Return a browser that has WebGL."""
    with launched(playwright, *DRAWING) as browser:
        yield browser


def stood(pages: Pages) -> Page:
    """Open the map and wait until it stands."""
    page = pages.go("/network/map")
    page.wait_for_selector(DRAWN)
    return page


def lit(page: Page) -> list[int]:
    """Return the places of those who are lit."""
    found: list[int] = page.evaluate("[...(document.getElementById('map').map.state.lit ?? [])]")
    return found


def test_somebody_is_found_told_and_left_again_with_the_keys_alone(pages: Pages) -> None:
    page = stood(pages)
    name = page.evaluate("document.getElementById('map').map.people[0].name")
    page.locator("#map-find").focus()
    page.keyboard.type(name.lower()[:-1])
    page.locator("#map-found button", has_text=name).first.wait_for()
    page.keyboard.press("Enter")
    sheet = page.locator("#map-sheet")
    sheet.get_by_role("heading", name=name).wait_for()
    assert len(lit(page)) > 1
    pages.accessible()
    page.keyboard.press("Escape")
    sheet.wait_for(state="hidden")
    assert lit(page) == []
    assert page.evaluate("document.activeElement.id") == "map-find"


def test_circles_of_the_list_and_ways_into_companies_light_their_people(pages: Pages) -> None:
    page = stood(pages)
    page.locator("a[data-circle='0']").first.click()
    page.locator("#map-sheet h2").wait_for()
    circles = page.evaluate("document.getElementById('map').map.people.map((one) => one.circle)")
    assert {circles[at] for at in lit(page)} == {0}
    page.locator("#map-sheet [data-close-sheet]").click()
    way = page.evaluate("document.getElementById('map').map.ways.findIndex((one) => one.would.length > 0)")
    page.locator("#map-way").select_option(str(way))
    told = page.evaluate("(way) => document.getElementById('map').map.ways[way]", way)
    assert sorted(lit(page)) == sorted({*told["there"], *told["through"]})
    assert told["text"] in page.locator("#map-said").inner_text()
    page.get_by_role("button", name="Whole").click()
    assert lit(page) == []


def test_a_tap_on_the_map_tells_who_it_is_on_a_phone_too(opened: Opener, own_copy: Path) -> None:
    pages = opened(own_copy, size=PHONE, theme="dark")
    page = stood(pages)
    pages.fits()
    page.locator("#map-canvas").scroll_into_view_if_needed()
    spot = page.evaluate(
        "(() => { const { sigma, people } = document.getElementById('map').map;"
        " const { x, y } = sigma.graphToViewport(people[0]); return { x, y }; })()"
    )
    page.locator("#map-canvas").click(position=spot)
    name = page.evaluate("document.getElementById('map').map.people[0].name")
    page.locator("#map-sheet").get_by_role("heading", name=name).wait_for()
    pages.accessible()
    pages.fits()


def mailbox(names: list[str]) -> bytes:
    """Return mails among three people of such names each: everybody writes once, and copies the others."""
    letters = []
    for number in range(0, len(names), 3):
        some = [Address(name, f"p{at}", "one.example") for at, name in enumerate(names[number : number + 3], number)]
        for day, writer in enumerate(some, 1):
            mail = EmailMessage()
            mail["From"], mail["Cc"] = writer, [one for one in some if one is not writer]
            mail["To"] = "me@me.example"
            mail["Date"] = f"Mon, 0{day} Feb 2026 08:00:00 +0000"
            mail["Message-ID"] = f"<{number}.{day}@one.example>"
            mail["Subject"] = "Hello"
            mail.set_content("Hello.")
            letters.append(b"From x Mon Feb  1 08:00:00 2026\n" + bytes(mail) + b"\n")
    return b"".join(letters)


def test_hostile_names_are_drawn_and_told_and_do_nothing(opened: Opener, tmp_path: Path) -> None:
    """Whatever ran, and whatever the policy forbade, would be an error in the console."""
    names = [one for one in payloads() if one.isprintable() and "<" in one and len(one) < 90][:30]
    kithly = Kithly(data=tmp_path / "network")
    (tmp_path / "All-mail.mbox").write_bytes(mailbox(names))
    kithly.ok("me", "--set", "address=me@me.example")
    kithly.ok("import", tmp_path / "All-mail.mbox")
    pages = opened(tmp_path / "network")
    pages.context.add_init_script(SCRIPT)
    page = stood(pages)
    drawn = page.evaluate("document.getElementById('map').map.people.map((one) => one.name)")
    assert len(drawn) == len(names)
    for name in [one for one in drawn if "<" in one][:4]:
        page.locator("#map-find").fill(name)
        page.locator("#map-found button").first.click()
        page.locator("#map-sheet").get_by_role("heading", name=name, exact=True).wait_for()
        assert page.locator("#map-sheet img, #map-sheet script, #map-found img, #map-found script").count() == 0
